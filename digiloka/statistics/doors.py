"""What a door needs of statistics, in one import."""

from digiloka.statistics.queries import Report, written
from digiloka.statistics.workbook import Letterhead, Signer, write

__all__ = ["Letterhead", "Report", "Signer", "write", "written"]
