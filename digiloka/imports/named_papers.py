"""Papers that a cell names instead of answering: "NIB, PIRT" in a column of legality claims both of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from digiloka.values import text

_KINDS = {
    "nib": "nib", "oss": "nib", "pirt": "pirt", "p irt": "pirt", "spp irt": "pirt", "sppirt": "pirt", "halal": "halal",
    "bpom": "bpom", "bpom md": "bpom", "sni": "sni", "merek": "merek", "merk": "merek", "haki": "merek", "hki": "merek",
}  # fmt: skip
_OTHERS = text.word_set("siup tdp situ iumk sku skdu slhs iui tdi sppl")
_FILLER = re.compile(
    r"^(?:(?:ada|punya|sudah|memiliki|izin|ijin|surat|sertifikat|sertifikasi|no|nomor)\s+)+|\s+(?:ada|lengkap)$"
)
_CUT = re.compile(r"\s*(?:[,;/&+\n]|\bdan\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """Papers claimed without a number: (kind of licensing.kinds, its name where the kind is "other")."""

    papers: tuple[tuple[str, str | None], ...]


@lru_cache(maxsize=4096)
def named_papers(written: str) -> Named | None:
    """The papers that these words name; None when any word of them says something else ("belum NIB")."""
    parts = [part for part in _CUT.split(text.clean(written)) if part]
    told = [_paper(_FILLER.sub("", text.key(part))) for part in parts]
    papers = tuple(dict.fromkeys(paper for paper in told if paper))
    return Named(papers) if papers and all(told) else None


def _paper(name: str) -> tuple[str, str | None] | None:
    if name in _OTHERS:
        return "other", name.upper()
    return (_KINDS[name], None) if name in _KINDS else None
