"""What a door needs of statistics, in one import."""

from digiloka.statistics.queries import Report, written
from digiloka.statistics.workbook import Letterhead, Signer, signer_of, write

__all__ = ["Letterhead", "Report", "Signer", "signer_of", "write", "written"]
