"""The name of a brand in a column where others answer whether a mark is registered, or write its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digiloka.values import text
from digiloka.values.answers import parse_answer
from digiloka.values.paper_words import says_no_more
from digiloka.values.refusal import Note, Refused

_LONGEST = 120
_RIGHTS = text.word_set("hki haki hak cipta paten")
_NAMED = text.word_set("merek merk brand cap label")
# Words of an answer, or of none: whoever writes them tells of the paper, not what stands on the label.
_ANSWERING = text.word_set(
    "belum blm tidak tdk sudah sdh telah terdaftar daftar didaftarkan mendaftar pendaftaran tercatat proses diproses"
    " diurus pengurusan pengajuan diajukan permohonan bersertifikat sertifikat merek merk brand hki haki paten cipta"
    " djki kemenkumham tanpa sendiri pribadi idem"
)
_ANSWERED = re.compile(r"^(?:ya|iya|ada|punya)\b\s*(?:[,;:(/–-]|tapi\b|tp\b|namun\b)", re.IGNORECASE)  # "Ada, tapi …"
_LABEL = re.compile(r"^(?:nama\s+)?(?:merek|merk|brand)\b\s*[:=–-]?\s*", re.IGNORECASE)
_CODE = re.compile(r"\b(?:IDM|DID|[DRJ]\d{2})[\s.-]*\d|\b(?:no|nomor|tahun|thn)\b\.?\s*\d", re.IGNORECASE)
_QUOTES = " \"“”'`"
_FIGURES = 6  # a registered mark's number has more; "Kopi 88" and "Cap 3 Roda" are names


@dataclass(frozen=True, slots=True)
class Brand:
    """What the label says. It claims no registered mark."""

    name: str


def takes_names(heading: str) -> bool:
    """Not a column that asks for rights alone: "Merek" under "Jenis HKI" is a kind of right."""
    words = set(text.key(heading).split())
    return not words & _RIGHTS or bool(words & _NAMED)


def brand_of(raw: str, notes: list[Note]) -> Brand | None:
    """The brand that a cell names; None for a blank, an answer or a number."""
    told = _LABEL.sub("", text.unquoted(text.clean(raw))).strip(_QUOTES)
    if text.is_blank(told) or _is_answer(told) or _is_number(told):
        return None
    name = text.parse_text(told, _LONGEST, notes)
    return Brand(name) if name else None


def _is_answer(told: str) -> bool:
    try:
        parse_answer(told)
    except Refused:
        return bool(_ANSWERED.match(told) or _ANSWERING.intersection(text.key(told).split())) or says_no_more(told)
    return True


def _is_number(told: str) -> bool:
    """Whether it is a number, or too little for a name."""
    letters = sum(map(str.isalpha, told))
    return letters < 3 or sum(map(str.isdigit, told)) >= _FIGURES or bool(_CODE.search(told))
