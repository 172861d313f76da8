"""What checking must know of the world around the sheet: the city, its areas, who sends it, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from digiloka.areas.naming import AreaNames
from digiloka.areas.point_in_area import Locator
from digiloka.values import text

Box = tuple[float, float, float, float]  # south, west, north, east in degrees


@dataclass(frozen=True, slots=True)
class Ground:
    """`allowed` is the area the rows may lie in (a kota, kecamatan or kelurahan code); it is never wider than the
    sender's own area."""

    city_code: str
    city_name: str
    names: AreaNames
    box: Box | None
    locator: Locator | None
    allowed: str
    today: date

    def covers(self, code: str) -> bool:
        return code == self.allowed or code.startswith(self.allowed + ".")

    def within_allowed(self, code: str) -> bool:
        """Does an area contain the whole allowed area (so a row known only as `code` may still lie inside)?"""
        return self.allowed == code or self.allowed.startswith(code + ".")

    def is_own_city(self, name: str) -> bool:
        return bare_city(name) == bare_city(self.city_name)


def bare_city(name: str) -> str:
    """A city's name without its kind: "Kota Dumai", "DUMAI" and "Kab. Dumai" are compared by the rest."""
    words = text.key(name).split()
    while words and words[0] in {"kota", "kabupaten", "kab", "adm", "administrasi", "madya"}:
        words = words[1:]
    while words and words[-1] in {"kota", "kabupaten", "kab"}:
        words = words[:-1]
    return " ".join(words)
