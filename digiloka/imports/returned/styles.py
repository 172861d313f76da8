"""Cell formats of the officer's workbook, and the few of ours: copies of theirs with another ground."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digiloka.imports.reader.xlsx_parts import BrokenPart
from digiloka.imports.returned.marks import FAULT, LOOK, TYPED
from digiloka.imports.returned.namespaces import MAIN
from digiloka.imports.returned.splicing import Element, elements_of, inside, spliced, with_attributes

WORDS = "words"
_GROUND, _NUMBER = frozenset(("fillId", "applyFill")), frozenset(("numFmtId", "applyNumberFormat"))
_GROUNDS = {FAULT: "FFFFC9C2", LOOK: "FFFFF0C4", TYPED: "FFDDF0DD"}
_TEXT = 49  # the number format "@"
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # number formats without a code
_ASIDE = re.compile(r'"[^"]*"|&quot;.*?&quot;|\\.|\[[^\]]*\]|_.|\*.|General', re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_MOST = 64_000  # formats that Excel takes


def stylesheet(formats: Sequence[str]) -> bytes:
    """Cell formats of a workbook that has none: the plain one, text, and these number formats."""
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    numbers = (0, 49, *range(164, 164 + len(formats)))
    xfs = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
                  for number in numbers)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(formats)}">{own}</numFmts>' if own else "")
        + '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(numbers)}">{xfs}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


_PLAIN = stylesheet(())


class Styles:
    """The formats by number. `variant` and `words` make new ones at the end, each once."""

    def __init__(self, data: bytes) -> None:
        self.data = data or _PLAIN
        found = elements_of(self.data)
        if found[0].name != "styleSheet":
            raise BrokenPart("no cell formats")
        self._fills = _list(found, "fills")
        self._formats = _list(found, "cellXfs")
        if self._fills is None or self._formats is None:
            self.data, found = _PLAIN, elements_of(_PLAIN)
            self._fills, self._formats = _list(found, "fills"), _list(found, "cellXfs")
        assert self._fills is not None
        assert self._formats is not None
        self._xfs = [one for one in found if one.parent == found.index(self._formats)]
        fills = [one for one in found if one.parent == found.index(self._fills)]
        colours = [_colour(self.data[fill.start : fill.end]) for fill in fills]
        self._ground = {how: colours.index(rgb) for how, rgb in _GROUNDS.items() if rgb in colours}
        self._new_fills = [how for how in _GROUNDS if how not in self._ground]
        self._ground |= {how: len(fills) + place for place, how in enumerate(self._new_fills)}
        self._own_dates = {
            int(one.attributes.get("numFmtId", 0) or 0) for one in found
            if one.name == "numFmt" and _DATE.search(_ASIDE.sub("", one.attributes.get("formatCode", "")))
        }
        self._made: dict[tuple[int, str], int] = {}
        self._new: list[bytes] = []
        self.coloured = {  # formats that an earlier return had left, with what stood there before
            number: self._before(number) for number, xf in enumerate(self._xfs)
            if xf.attributes.get("fillId") in {str(fill) for fill in self._ground.values()}
        }

    def variant(self, base: int, how: str, as_text: bool = False) -> int:
        """The format `base` on the ground of a fault, of something to look at, or of what was typed here; `as_text`:
        whatever is typed into the cell is text."""
        base, kind = self.coloured.get(base, base), f"{how} {as_text}"
        if (known := self._made.get((base, kind))) is not None:
            return known
        as_text = as_text and not self.is_date(base)  # it would show a number that nobody knows
        text = {"numFmtId": _TEXT, "applyNumberFormat": 1} if as_text else {}
        tag = with_attributes(self._tag(base), fillId=self._ground[how], applyFill=1, **text)
        return self._once(base, kind, tag + self._content(base))

    def words(self, base: int, how: str | None) -> int:
        """For our own words: the font and border of `base`, wrapped text, writable in a locked sheet."""
        base, kind = self.coloured.get(base, base), f"{WORDS} {how}"
        if (known := self._made.get((base, kind))) is not None:
            return known
        told = {**self._told(base), "numFmtId": str(_TEXT)}
        if how is not None:
            told["fillId"] = str(self._ground[how])
        kept = ("numFmtId", "fontId", "fillId", "borderId", "xfId")
        name = self._name(base)
        prefix = name.removesuffix("xf")
        tag = f"<{name} " + " ".join(f'{key}="{told[key]}"' for key in kept if key in told)
        tag += ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        tag += f' applyProtection="1"><{prefix}alignment horizontal="left" vertical="top" wrapText="1"/>'
        tag += f'<{prefix}protection locked="0"/></{name}>'
        return self._once(base, kind, tag.encode())

    def is_date(self, base: int) -> bool:
        """Does the format `base` show a number as a date or a time?"""
        number = int(self._told(base).get("numFmtId", 0) or 0)
        return number in _DATES or number in self._own_dates

    def written(self) -> bytes:
        """The part with what was added."""
        assert self._fills is not None
        assert self._formats is not None
        prefix = f"{self._fills.prefix}:" if self._fills.prefix else ""
        fills = "".join(
            f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{_GROUNDS[how]}"/>'
            f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>' for how in self._new_fills
        ).encode()
        counted = int(self._fills.attributes.get("count", 0) or 0) + len(self._new_fills)
        splices = []
        for element, content, count in (
            (self._fills, fills, counted), (self._formats, b"".join(self._new), len(self._xfs) + len(self._new)),
        ):
            if content:
                splices.append(inside(element, self.data, content))
                if not element.empty:
                    tag = self.data[element.start : element.tag_end]
                    splices.append((element.start, element.tag_end, with_attributes(tag, count=count)))
        return spliced(self.data, splices)

    def _once(self, base: int, kind: str, xf: bytes) -> int:
        if len(self._xfs) + len(self._new) >= _MOST:
            return base
        self._new.append(xf)
        self._made[base, kind] = len(self._xfs) + len(self._new) - 1
        return self._made[base, kind]

    def _before(self, number: int) -> int:
        """The format that differs from a coloured one in its ground alone; else one without any ground is made."""
        content = self._content(number)
        # A faulty cell was perhaps made text, too: then the format before differs from it in that as well.
        for left_out in (_GROUND, _GROUND | _NUMBER):
            told = _but(self._xfs[number], left_out)
            for other, xf in enumerate(self._xfs):
                free = xf.attributes.get("fillId") not in {str(fill) for fill in self._ground.values()}
                if free and _but(xf, left_out) == told and self._content(other)[1:] == content[1:]:
                    return other
        return self._once(number, "bare", with_attributes(self._tag(number), fillId=0) + self._content(number))

    def _told(self, base: int) -> dict[str, str]:
        return self._xfs[base].attributes if base < len(self._xfs) else self._xfs[0].attributes

    def _name(self, base: int) -> str:
        xf = self._xfs[base if base < len(self._xfs) else 0]
        return f"{xf.prefix}:xf" if xf.prefix else "xf"

    def _tag(self, base: int) -> bytes:
        if base >= len(self._xfs) + len(self._new):
            base = 0
        if base >= len(self._xfs):
            xf = self._new[base - len(self._xfs)]
            return xf[: xf.index(b">") + 1]
        return self.data[self._xfs[base].start : self._xfs[base].tag_end]

    def _content(self, base: int) -> bytes:
        if base >= len(self._xfs) + len(self._new):
            base = 0
        if base >= len(self._xfs):
            xf = self._new[base - len(self._xfs)]
            return xf[xf.index(b">") + 1 :]
        return self.data[self._xfs[base].tag_end : self._xfs[base].end]


def _list(found: list[Element], name: str) -> Element | None:
    return next((one for one in found if one.name == name and one.depth == 1), None)


def _but(xf: Element, left_out: frozenset[str]) -> dict[str, str]:
    return {key: value for key, value in xf.attributes.items() if key not in left_out}


def _colour(fill: bytes) -> str | None:
    found = re.search(rb"fgColor\s+rgb=[\"']([0-9A-Fa-f]{8})", fill) if b"solid" in fill else None
    return found.group(1).decode().upper() if found else None
