"""Which first six figures a NIK may have: the regencies and cities of each province (Kepmendagri 300.2.2-2138/2025).

Regencies count from 01, cities from 71. Old cards keep the codes of before a province was parted.
"""

from __future__ import annotations

# province: last regency, last city (70: none)
_LAST = {
    "11": (18, 75), "12": (25, 78), "13": (12, 77), "14": (12, 72), "15": (9, 72), "16": (13, 74), "17": (9, 71),
    "18": (13, 72), "19": (6, 71), "21": (5, 72), "31": (1, 75), "32": (18, 79), "33": (29, 76), "34": (4, 71),
    "35": (29, 79), "36": (4, 74), "51": (8, 71), "52": (8, 72), "53": (21, 71), "54": (13, 70), "61": (12, 72),
    "62": (13, 71), "63": (11, 72), "64": (11, 74), "65": (4, 71), "71": (11, 74), "72": (12, 71), "73": (26, 73),
    "74": (15, 72), "75": (5, 71), "76": (6, 70), "81": (9, 72), "82": (8, 72), "91": (29, 71), "92": (12, 71),
    "93": (4, 70), "94": (8, 70), "95": (8, 70), "96": (5, 71), "97": (8, 71),
}  # fmt: skip
_MOST_DISTRICTS = 60  # no regency has as many


def is_district(code: str) -> bool:
    """Can six figures (PPKKCC) be a district of a regency or city there is, now or on old cards?"""
    regency, city = _LAST.get(code[:2], (0, 0))
    inside, district = int(code[2:4]), int(code[4:6])
    return (1 <= inside <= regency or 71 <= inside <= city) and 1 <= district <= _MOST_DISTRICTS
