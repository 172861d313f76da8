"""What a door needs of statistics, in one import."""

from digiloka.config import Settings
from digiloka.database import now
from digiloka.statistics.queries import Report, written
from digiloka.statistics.workbook import Letterhead, Signer, signer_of, write

__all__ = ["Report", "letterhead", "write", "written"]


def letterhead(report: Report, settings: Settings) -> Letterhead:
    """What stands on top of and under a report that is printed now."""
    dinas = Signer(settings.signer_title, settings.signer_name, settings.signer_nip)
    signer = signer_of(report.scope_level, report.scope, dinas)
    return Letterhead(report.city, settings.office_name, report.scope, now(), settings.timezone, signer)
