"""Points (WGS84 degrees) as sheets write them: decimal commas, lost or doubled separators, swapped pairs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from digiloka.values import damage
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, unquoted

# (south, west, north, east) in degrees.
Box = tuple[float, float, float, float]

_PLAIN = re.compile(r"[+-]?\d{1,3}\.\d+")
_SIGNED = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d*)*)")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
_DEGREES = re.compile(
    r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*[°º˚d]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’m])?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”s]|'')?)?"
)
# Indonesian and English words for the four directions; only "south" and "west" turn the sign.
_SIDE = re.compile(
    r"(?:(?<=[\d°º˚'\"″”′’.])|\s)\s*(LU|LS|BT|BB|N|S|E|W|U|T)\s*$|^\s*(LU|LS|BT|BB|N|S|E|W)\b[:\s]*", re.IGNORECASE
)
_SOUTH_WEST = frozenset({"LS", "BB", "S", "W"})
_NAMES = re.compile(
    r"\b(?:latitude|longitude|lintang|bujur|lat|long|lng|lon|koordinat|x|y)\b\s*[:=]?\s*", re.IGNORECASE
)
_IN_LINK = re.compile(r"(?:[@=/]|ll=|q=)(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
_PAIR = re.compile(r"([+-]?\d{1,3}\.\d+)\s*[,;/| ]\s*([+-]?\d{1,3}\.\d+)")
_COMMA_PAIR = re.compile(r"([+-]?\d{1,3},\d+)\s*(?:[;/| ]|,\s*)\s*([+-]?\d{1,3},\d+)")
_NUMBER = r"[+-]?\d+(?:\.\d+)*"
_LOOSE_PAIR = re.compile(rf"({_NUMBER})\s*[,;/| ]\s*({_NUMBER})\s*[,;]?")


class LongitudeRefused(Refused):
    """The longitude is what is wrong."""


@dataclass(frozen=True, slots=True)
class LongitudeNote(Note):
    """A note about the longitude."""


def _example(box: Box) -> str:
    latitude, longitude = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return f"{latitude:.4f}".replace(".", ",") + " dan " + f"{longitude:.4f}".replace(".", ",")


def _shape(box: Box) -> Refused:
    return Refused("titik-bentuk", f"Titik ini belum terbaca. Tulis lintang lalu bujur, contoh {_example(box)}.")


def _half(box: Box) -> Refused:
    return Refused("titik-separuh", f"Titik ini baru separuh. Tulis lintang dan bujur, contoh {_example(box)}.")


def _excel() -> Refused:
    return Refused(
        "titik-excel", "Titik ini sudah diubah Excel (angka terakhir hilang). Salin ulang dari HP atau formulir."
    )


def _inside(latitude: float, longitude: float, box: Box) -> bool:
    return box[0] <= latitude <= box[2] and box[1] <= longitude <= box[3]


def _degrees(text: str) -> float | None:
    found = _DEGREES.fullmatch(text)
    if not found:
        return None
    whole = float(found[1].replace(",", "."))
    rest = sum(float(part.replace(",", ".")) / size for part, size in ((found[2], 60), (found[3], 3600)) if part)
    return whole - rest if found[1].startswith("-") else whole + rest


def _signed_range(sign: str, low: float, high: float) -> tuple[float, float]:
    return (-high, -low) if sign == "-" else (low, high)


def _axis(raw: Any, low: float, high: float, box: Box, notes: list[Note] | None) -> float:
    """One coordinate in degrees. `low` and `high` only help to set a lost point back, they do not refuse."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw != raw or raw in (float("inf"), float("-inf")):
            raise _shape(box)
        if abs(raw) <= 180:
            return float(raw)
        raw = f"{Decimal(repr(raw)):f}".removesuffix(".0")
    text = unquoted(clean(raw)).replace("−", "-").replace("–", "-")
    if _PLAIN.fullmatch(text):
        return float(text)
    if _EXPONENT.fullmatch(text):
        raise _excel()
    turned = False
    text = _NAMES.sub("", text)
    if side := _SIDE.search(text):
        turned = (side[1] or side[2]).upper() in _SOUTH_WEST
        text = _SIDE.sub("", text).strip()
    value = _degrees(text.strip())
    if value is None:
        value = _separated(text.strip(" ,.;"), low, high, turned, box, notes)
    return -abs(value) if turned else value


def _separated(text: str, low: float, high: float, turned: bool, box: Box, notes: list[Note] | None) -> float:
    found = _SIGNED.fullmatch(text)
    if not found:
        raise _shape(box)
    sign, body = found[1], found[2]
    marks = body.count(".") + body.count(",")
    if marks == 1 and len(re.split("[.,]", body)[0]) <= 3:
        return float(sign + body.replace(",", "."))
    digits = body.replace(".", "").replace(",", "")
    if marks == 0 and len(digits) <= 3:
        return float(sign + digits)
    if len(digits.rstrip("0")) < 4:
        raise _excel()
    low, high = _signed_range("-" if sign == "-" or turned else "+", low, high)
    value = damage.found("lost-point", digits, low, high)
    if value is None:
        raise Refused(
            "titik-rusak",
            f"Tanda koma pada titik ini hilang atau berlebih. Salin ulang, contoh {_example(box)}.",
        )
    note(notes, "titik-dipulihkan", "Tanda koma pada titik ini rusak. Kami kembalikan agar jatuh di dalam kota.")
    return float(sign + str(value))


def _longitude(raw: Any, box: Box, notes: list[Note]) -> float:
    hints: list[Note] = []
    try:
        return _axis(raw, box[1], box[3], box, hints)
    except Refused as refused:
        raise LongitudeRefused(refused.code, refused.message) from None
    finally:
        notes.extend(LongitudeNote(hint.code, hint.message) for hint in hints)


def _split(text: str, box: Box) -> tuple[str, str]:
    """Latitude and longitude out of one cell or a map link."""
    if found := _PAIR.fullmatch(text):
        return found[1], found[2]
    text = text.strip(" ()[]{}").removesuffix(",")
    if link := _IN_LINK.search(text):
        return link[1], link[2]
    if text.lower().startswith(("point", "http")):
        found = re.search(r"\(\s*([-\d.]+)\s+([-\d.]+)", text)
        if not found:
            raise _shape(box)
        return found[2], found[1]
    bare = _NAMES.sub("", text).strip()
    for pattern in (_PAIR, _COMMA_PAIR, _LOOSE_PAIR):
        if found := pattern.fullmatch(bare):
            return found[1], found[2]
    halves = re.split(
        r"\s*[;|/]\s*|,\s+|(?<=[NSUnsu])\s*,?\s+(?=[\dBbEeTt])|\s{1,}(?=[+-]?\d{2,3}\s*[°º˚])", bare, maxsplit=1
    )
    if len(halves) == 2 and halves[0] and halves[1]:
        return halves[0], halves[1]
    raise _half(box) if _SIGNED.fullmatch(bare) else _shape(box)


def _explain(latitude: float, longitude: float, box: Box) -> Refused:
    """Why a point outside the box is probably outside; the cure is the person's, we move nothing."""
    if _inside(longitude, latitude, box):
        return Refused(
            "titik-tertukar",
            f"Lintang dan bujur tertukar. Tulis lintang dulu, lalu bujur, contoh {_example(box)}.",
        )
    if _inside(-latitude, longitude, box):
        side = "Hapus tanda minusnya" if latitude < 0 else "Tambahkan tanda minus"
        return Refused(
            "titik-minus", f"Titik ini di luar kota karena tanda lintangnya. {side}, contoh {_example(box)}."
        )
    refused = LongitudeRefused if box[0] <= latitude <= box[2] else Refused
    return refused(
        "titik-luar", f"Titik ini di luar kota. Ambil lagi titiknya di tempat usaha, contoh {_example(box)}."
    )


def parse_coordinates(
    lat_raw: Any, lon_raw: Any, box: Box, notes: list[Note] | None = None
) -> tuple[float, float] | None:
    """(latitude, longitude) inside `box` (south, west, north, east); None when nothing is said (0, 0 too).

    `lon_raw` None: both stand in the first cell. A lost or doubled decimal sign is set back, with a note, only
    where one place alone falls inside the box; signs and order are explained, never changed.
    """
    if is_blank(lat_raw, zero=True) and is_blank(lon_raw, zero=True):
        return None
    if isinstance(lat_raw, (dt.date, bool)) or isinstance(lon_raw, (dt.date, bool)):
        raise _shape(box)
    if is_blank(lat_raw):
        raise _half(box)
    if is_blank(lon_raw) or (isinstance(lon_raw, str) and lon_raw == lat_raw):
        if isinstance(lat_raw, (int, float)):
            raise _half(box)
        lat_raw, lon_raw = _split(unquoted(clean(lat_raw)), box)
        if is_blank(lat_raw, zero=True) and is_blank(lon_raw, zero=True):
            return None
    hints: list[Note] = []
    latitude = _axis(lat_raw, box[0], box[2], box, hints)
    longitude = _longitude(lon_raw, box, hints)
    for refused, cell in ((Refused, lat_raw), (LongitudeRefused, lon_raw)):
        if damage.found("whole-degrees", cell):
            raise refused(
                "titik-bulat", f"Angka di belakang koma pada titik ini hilang. Salin ulang, contoh {_example(box)}."
            )
    if not _inside(latitude, longitude, box):
        raise _explain(latitude, longitude, box)
    if notes is not None:
        notes.extend(hints)
    if round(latitude, 2) == latitude and round(longitude, 2) == longitude:
        note(notes, "titik-kasar", "Titik ini kasar, bisa meleset lebih dari 1 km. Ambil lagi bila sempat.")
    return latitude, longitude
