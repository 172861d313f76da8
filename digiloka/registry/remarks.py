"""Remarks that speak against a business that is listed as active: it closed, it moved, its owner took up another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from digiloka.values.text import key

_DOING = (
    "usaha|berusaha|jualan|berjualan|jual|dagang|berdagang|produksi|berproduksi|memproduksi|aktif|jalan|berjalan|lanjut"
    "|beroperasi|operasi|buka|menjalankan|melanjutkan|meneruskan|menjual|membuat|jahit|menjahit"
)
_NOT = "tidak|tdk|tak|gak|ga|nggak|enggak|ndak|bukan"
_SHOP = "usaha|usahanya|warung|warungnya|toko|tokonya|kedai|kedainya"
_NOW = f"sudah|sdh|udah|telah|sekarang|{_SHOP}"
_HOURS = " (?:hari|setiap|tiap|jam|pukul|pada|malam|sore|siang)"
_DENIED = r"(?<!\btidak )(?<!\btdk )(?<!\bbelum )(?<!\bblm )(?<!\bpernah )(?<!\bakan )(?<!\bmau )(?<!\brencana )"
_ENDED = re.compile(
    rf"{_DENIED}\b(?:"
    rf"tutup (?:permanen|selamanya|total|sementara|{_SHOP}|sejak|karena|krn)"
    rf"|(?:{_NOW}) (?:lama )?(?:di)?tutup\b(?!{_HOURS})"
    rf"|(?:{_NOW}) (?:lama )?(?:berhenti|vakum|bubar|stop)|stop (?:{_DOING}|permanen|total|sementara)"
    rf"|berhenti (?:{_DOING}|permanen|total|sementara|sejak|karena|krn)"
    rf"|(?:sudah|sdh|udah|telah) (?:{_NOT}) (?:lagi )?(?:{_DOING})|(?:{_NOT}) lagi (?:{_DOING})"
    rf"|(?:{_NOT}) (?:{_DOING}) lagi|(?:{_NOT}) (?:aktif|beroperasi)(?! di)"
    r"|bangkrut|gulung tikar|(?:ganti|alih|beralih|berganti) (?:usaha|profesi|pekerjaan)"
    r"|(?:pemilik|pemiliknya|ybs) (?:sudah |telah )?(?:meninggal|wafat|almarhum|almarhumah|alm)"
    r")\b"
)
_ALONE = frozenset({"tutup", "berhenti", "vakum", "bubar", "nonaktif", "non aktif", "meninggal", "meninggal dunia",
                    "almarhum", "almarhumah", "alm", "stop"})
_MOVED = re.compile(rf"{_DENIED}\b(?:pindah|pindahan|merantau)\b(?! pindah)(?<!pindah pindah)")


@dataclass(frozen=True, slots=True)
class Remark:
    """`words` as the remark has them, folded."""

    kind: Literal["ended", "moved"]
    words: str


@lru_cache(maxsize=4096)
def against_active(notes: str) -> Remark | None:
    """What a remark says that an active business at its address would not; None when it says nothing of the kind."""
    folded = key(notes)
    if folded in _ALONE:
        return Remark("ended", folded)
    if found := _ENDED.search(folded):
        return Remark("ended", found.group())
    if found := _MOVED.search(folded):
        return Remark("moved", found.group())
    return None
