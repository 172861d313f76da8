"""When a batch as a whole is not to be trusted: so much of it is refused or in doubt that the file, not its rows,
must be wrong (another city's list, a column taken for another)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digiloka.config import Settings
from digiloka.imports.planned import DOUBTFUL, REFUSED
from digiloka.values.amounts import show_number

_FEWEST = 20  # rows; of fewer an officer sees every one
_WHAT = {REFUSED: "ditolak", DOUBTFUL: "mungkin sudah ada atau meragukan"}


@dataclass(frozen=True, slots=True)
class Shares:
    """Per cent of a batch's rows up to which it may be applied; 100 never stops one."""

    refused: int = 50
    doubtful: int = 50

    @classmethod
    def of(cls, chosen: Settings) -> Shares:
        """Those that an installation chose."""
        return cls(chosen.stop_refused, chosen.stop_doubtful)


USUAL = Shares()


def why_stopped(counts: Mapping[str, int], shares: Shares) -> str | None:
    """The reason why a plan may not be applied as it is, None when it may."""
    rows = counts.get("rows", 0)
    if rows < _FEWEST:
        return None
    for decision, most in ((REFUSED, shares.refused), (DOUBTFUL, shares.doubtful)):
        count = counts.get(decision, 0)
        if count * 100 > most * rows:
            return (f"{show_number(count)} dari {show_number(rows)} baris {_WHAT[decision]}, lebih dari {most} %. "
                    "Agaknya berkas atau susunan kolomnya keliru. Periksa kolom dan barisnya, lalu unggah lagi, atau "
                    "minta dinas membukanya.")
    return None
