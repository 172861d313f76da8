"""What a sheet's title, its name, or a line inside the table says for the rows below it: area, RT and RW."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from digiloka.areas.matches import Match
from digiloka.imports.columns import SheetLayout
from digiloka.imports.ground import Ground
from digiloka.imports.named_city import names_other_city
from digiloka.values.place import find_rt_rw
from digiloka.values.text import clean

_NEARLY = 0.8  # a misspelt kelurahan is this like its name; "Pelaku Usaha" is 0.6 like "Laksamana"
_LABELLED = re.compile(r"(?:kelurahan|kel|desa)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """`area`: an area rows may take from it, None when it names none or none that is known. `elsewhere`: it names an
    area these rows may not lie in. `unknown`: it names a kelurahan that no list knows."""

    area: str | None = None
    elsewhere: bool = False
    unknown: bool = False
    rt: str | None = None
    rw: str | None = None


class Sayings:
    """The sheet's own title, and the lines inside it from their row on."""

    def __init__(self, layout: SheetLayout, ground: Ground) -> None:
        self._title = _of_sheet(layout, ground)
        self._rows = [row for row, _ in layout.sections]
        self._lines: list[Saying] = []
        for _, text in layout.sections:
            self._lines.append(_joined(self._lines[-1] if self._lines else self._title, _read(text, ground)))

    def above(self, row: int) -> Saying:
        """What holds for a row."""
        at = bisect_right(self._rows, row)
        return self._lines[at - 1] if at else self._title


def _of_sheet(layout: SheetLayout, ground: Ground) -> Saying:
    """What title and sheet name say. A bare sheet name ("Januari", "Kuliner") speaks of an area only when it is one, or
    nearly: it must not hide the kelurahan that the rows were sent for. A sheet may be called by its RT alone."""
    name = clean(layout.name)
    bare = (layout.area_hint or "").endswith(f"Kelurahan {name}") and not _LABELLED.match(name)
    if bare and not _nearly_known(ground.names.from_title(f"Kelurahan {name}")):
        said = _read(layout.title or "", ground)
    else:
        said = _read(" / ".join(filter(None, (layout.title, layout.area_hint))), ground)
    rt, rw = find_rt_rw(name)
    return replace(said, rt=said.rt or rt, rw=said.rw or rw)


def _nearly_known(match: Match | None) -> bool:
    return match is not None and (
        match.area_code is not None or any(candidate.score >= _NEARLY for candidate in match.candidates)
    )


def _read(text: str, ground: Ground) -> Saying:
    rt, rw = find_rt_rw(text)
    if names_other_city(text, ground):
        return Saying(elsewhere=True, rt=rt, rw=rw)
    match = ground.names.from_title(text)
    if match is None:
        return Saying(rt=rt, rw=rw)
    code = match.area_code or match.district_code
    if code and not ground.covers(code) and not ground.within_allowed(code):
        return Saying(elsewhere=True, rt=rt, rw=rw)
    inside = code if code and ground.covers(code) else None
    return Saying(inside, unknown=match.area_code is None, rt=rt, rw=rw)


def _joined(before: Saying, line: Saying) -> Saying:
    """A line speaks first; what it leaves open is as it was above it ("RT 01" keeps the kelurahan, not the RW)."""
    names_area = line.area or line.elsewhere or line.unknown
    area = line if names_area else before
    return Saying(area.area, area.elsewhere, area.unknown, line.rt or (None if names_area else before.rt),
                  line.rw or (None if names_area else before.rw))
