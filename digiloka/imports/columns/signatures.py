"""The words of a signature block: who signs, where and when."""

from __future__ import annotations

import re

_MONTH = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_OFFICE = (
    "lurah|camat|kepala (?:desa|dinas|bidang|seksi|kelurahan|dusun|upt)|ketua (?:rt|rw)|sekretaris|bupati"
    "|wali ?kota|pendata|petugas|enumerator|surveyor|penyusun"
)
_SIGNATURE = re.compile(
    r"\bmengetahui\b|\bmenyetujui\b|\bdisetujui oleh\b|\bnip\b\W*\d*|\bttd\b|tanda tangan"
    rf"|^\W*(?:plt\.?|pj\.?|a\.?n\.?)?\s*(?:{_OFFICE})\b"
    r"|\b(?:yang membuat|dibuat oleh|disusun oleh|diperiksa oleh|hormat kami|pembuat daftar)\b"
    rf"|^[a-z .]+,\s*(?:\d{{1,2}}|\.{{2,}}|_+)?\s*(?:{_MONTH})\s*(?:19|20)\d\d\W*$|^\W*\(?[._…]{{6,}}\)?\W*$",
    re.IGNORECASE,
)


def is_signature(written: str) -> bool:
    """Does this stand in a signature block: "Mengetahui", "Lurah …", "Dumai, 3 Maret 2025", "NIP. …"?"""
    return _SIGNATURE.search(written) is not None
