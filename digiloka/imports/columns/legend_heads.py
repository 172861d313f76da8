"""What is written above a list of codes, and how sure it makes that codes follow and not businesses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digiloka.imports.columns.code_cells import Told, is_words, read_codes
from digiloka.imports.columns.lexicon import match_of
from digiloka.imports.columns.words import read_heading
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import key, word_set

SURE, PERHAPS, NOT = 2, 1, 0  # what a heading says of the rows below it

_LONGEST = 40  # letters of what heads a code list
_FEW = 3  # cells of a heading that does not name codes
_HEADS = 3  # rows of headings above codes
_CODES = re.compile(
    r"\W*(?:(?:keterangan|ket|arti|daftar|penjelasan)\W+)?(?:kode|kd|code)\b([^\d=:]*)\W*", re.IGNORECASE
)
_REMARKS = re.compile(r"\W*(?:keterangan|ket|catatan|penjelasan|legenda|arti|daftar)\b[^\d=]*", re.IGNORECASE)
_REMARK = re.compile(
    r"\W*(?:(?:keterangan|ket|penjelasan|legenda)\b[^\d=]*|catatan(?:\W*|[^\d=:]*:\W*))", re.IGNORECASE
)
_GROUPS = r"no|nomor|sektor|sub\W?sektor|kategori|kelompok|golongan|jenis|bidang|klasifikasi"
_LIKELY = re.compile(
    rf"\W*(?:{_GROUPS}|keterangan|ket|catatan|penjelasan|legenda|arti|daftar|kode|kd|code)\b", re.IGNORECASE
)
_MEANING = word_set("arti keterangan ket uraian nama penjelasan deskripsi contoh jenis makna maksud")
_SAYS_NOTHING = _MEANING | word_set("kode kd code catatan legenda daftar")
_OF_BUSINESSES = frozenset(
    ("owner_name", "business_name", "nik", "phone", "business_address", "owner_address", "address")
)
_CODED = frozenset(("sector", "activity", "product", "scale_as_written", "village", "district"))


def may_head(written: str) -> bool:
    """Whether a cell begins as a heading of codes may; said of any cell, at once for most."""
    return _LIKELY.match(written) is not None


def heads_of(lines: Sequence[Told]) -> list[Told]:
    """The rows of headings above the first code."""
    found: list[Told] = []
    for told in lines[: _HEADS + 1]:
        if not told or not all(_is_heading(written) for _, written in told):
            break
        if len(told) > 1 and read_codes(told).codes and not any(_CODES.fullmatch(written) for _, written in told):
            break
        found.append(told)
    return found[:_HEADS]


def _is_heading(written: str) -> bool:
    return is_words(written) and len(written) <= _LONGEST and not any(map(str.isdigit, written)) and "=" not in written


def said_by(heads: Sequence[Told]) -> int:
    """Whether headings say that codes follow, and not a table of businesses."""
    if not heads or any(_of_businesses(written) for told in heads for _, written in told):
        return NOT
    named = max((_names_codes([written for _, written in told]) for told in heads), default=NOT)
    if named:
        return named
    first = [written for _, written in heads[0]]
    form = _REMARK if len(first) == 1 and len(heads) == 1 else _REMARKS
    return PERHAPS if form.fullmatch(first[0]) else NOT


def _names_codes(head: Sequence[str]) -> int:
    """ "Kode | Kategori", "Kode Sektor | Arti", "Kode Sektor:"; not "Kode Alam | Toko bunga", perhaps "Kode Pos:"."""
    for written in head:
        if named := _CODES.fullmatch(written):
            about = set(key(named.group(1)).split())
            others = {word for other in head if other is not written for word in key(other).split()}
            if len(head) == 1:
                return SURE if not about or _heads_coded(named.group(1)) else PERHAPS
            if about <= others or others & _MEANING or (about and _fields(named.group(1))):
                return SURE
    return NOT


def is_table(heads: Sequence[Told]) -> bool:
    """Whether the headings are those of a table of codes, its codes and its words each below their own."""
    return any(
        len(told) > 1 and (_counts_groups(told) or _names_codes([written for _, written in told]) == SURE)
        for told in heads
    )


def heads_groups(told: Told) -> bool:
    """ "No | Sektor", "Sektor": what codes of groups may stand below, and no business."""
    return len(told) <= _FEW and any(_fields(written) for _, written in told) and not any(
        _of_businesses(written) for _, written in told
    )


def _counts_groups(told: Told) -> bool:
    """ "No | Sektor | Contoh"."""
    return heads_groups(told) and not _REMARKS.fullmatch(told[0][1]) and any(_heads_coded(each) for _, each in told)


def own_words(heads: Sequence[Told]) -> set[str]:
    """What headings say beyond that remarks or codes follow: nothing in "Keterangan:"."""
    return {word for told in heads for _, written in told for word in key(written).split()} - _SAYS_NOTHING


def says_more(heads: Sequence[Told]) -> bool:
    """Whether headings say something that is no kind of codes: "Keterangan: pindahan", not "Keterangan Sektor"."""
    return not all(map(_heads_coded, own_words(heads)))


def is_coded(field: str) -> bool:
    """Whether what a field holds may be written in codes: one of a few values, a group, an area."""
    return field in _CODED or bool(BY_KEY[field].choices)


def _heads_coded(written: str) -> bool:
    return any(map(is_coded, _fields(written)))


def _of_businesses(written: str) -> bool:
    """Whether this heads nothing but what each business has of its own; "Kelompok" may head a list of groups."""
    fields = _fields(written)
    return bool(fields) and _OF_BUSINESSES.issuperset(fields)


def _fields(written: str) -> tuple[str, ...]:
    return match_of(read_heading(written)).fields
