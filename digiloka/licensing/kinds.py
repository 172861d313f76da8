"""The kinds of licence as a table (issuer, number, validity), and to which business each applies.

Sources: PP 28/2025 (NIB, PB-UMKU), Peraturan BPOM 4/2024 (SPP-IRT), PP 42/2024 (halal), UU 20/2016 (merek).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digiloka.values.identity import parse_bpom, parse_halal, parse_merek, parse_nib, parse_pirt

FOOD, FOOD_GOODS, ANY = "food", "food_goods", "any"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `holder`: owner or business. `needs`: any business, all food and drink, or packed food only.

    `years` is how long it is valid, None while the business runs or nothing is known. `old`: replaced by the NIB,
    accepted and counted apart.
    """

    key: str
    label: str
    issuer: str
    holder: str
    needs: str = ANY
    years: int | None = None
    number: Callable[..., Any] | None = None
    old: bool = False


KINDS = {
    kind.key: kind
    for kind in (
        Kind("nib", "NIB", "OSS, Kementerian Investasi/BKPM", "owner", number=parse_nib),
        Kind("pirt", "P-IRT", "Wali kota atau bupati melalui OSS", "business", FOOD_GOODS, 5, parse_pirt),
        Kind("halal", "Sertifikat halal", "BPJPH", "business", FOOD, number=parse_halal),
        Kind("bpom", "Izin edar BPOM", "BPOM", "business", FOOD_GOODS, 5, parse_bpom),
        Kind("merek", "Merek terdaftar", "DJKI", "business", years=10, number=parse_merek),
        Kind("sni", "SNI", "LSPro atau BSN", "business"),
        Kind("slhs", "SLHS", "Dinas kesehatan melalui OSS", "business", FOOD),
        Kind("standar", "Sertifikat Standar", "OSS", "business"),
        Kind("sku", "Surat keterangan usaha", "Kelurahan", "business", old=True),
        Kind("iumk", "IUMK", "Kecamatan", "business", old=True),
        Kind("siup", "SIUP", "Dinas perizinan", "business", old=True),
        Kind("tdp", "TDP", "Dinas perizinan", "business", old=True),
        Kind("other", "Izin lain", "", "business"),
    )
}

_FOOD_SECTOR = "kuliner"
_FOOD_MAKING = ("10", "11")  # KBLI divisions: food, beverages, the same in 2020 and 2025
_FOOD_SERVING = ("56",)


def applies(kind: str, kbli: str | None, version: str | None, sector: str | None, serves_food: str | None) -> bool:
    """Does a business need this kind at all? The denominator of "memiliki" counts only those that do.

    P-IRT and BPOM are for food that is packed and sold on, halal and SLHS for whoever makes or serves food. Where no
    code is known the sector or the owner's own answer decides.
    """
    needs = KINDS[kind].needs
    if needs == ANY:
        return True
    if kbli and version:
        divisions = _FOOD_MAKING if needs == FOOD_GOODS else (*_FOOD_MAKING, *_FOOD_SERVING)
        return kbli[:2] in divisions
    if needs == FOOD_GOODS:
        return sector == _FOOD_SECTOR and serves_food != "ya"
    return sector == _FOOD_SECTOR or serves_food == "ya"
