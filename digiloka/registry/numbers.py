"""The public business number, `1472-XXXX-XXXC`: city, seven random signs, one check sign.

Signs are Crockford's base32 (no I, L, O, U: they are misread). The check is a polynomial over GF(32): the twelve
signs, city included, are coefficients, and the number is good when the polynomial is zero at x = 2. As 2 has order
31 there, every wrong sign and every swap of two signs, adjacent or not, changes the result.
"""

from __future__ import annotations

import re
import secrets

from digiloka.values.refusal import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_CITY, _RANDOM = 4, 7
_MIDDLE = 4  # signs at least of what stands without the city: fewer are in every tenth name
_FIELD = 0b100101  # x^5 + x^2 + 1, primitive

_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\u00a0\-‐-―−._/]+")
_WHOLE = re.compile(rf"\b\d{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}\b")
_HAS_BOTH = re.compile(r"[0-9].*[a-z]|[a-z].*[0-9]", re.IGNORECASE)
_TIMES_TWO = tuple((value << 1) ^ (_FIELD if value & 16 else 0) for value in range(32))


def check_sign(signs: str) -> str:
    """The sign that makes `signs` (letters of ALPHABET, without dashes) a good number."""
    return ALPHABET[_TIMES_TWO[_remainder(signs)]]


def is_good(signs: str) -> bool:
    """Whether twelve signs end with their own check sign."""
    return _remainder(signs) == 0


def new_number(city_code: str) -> str:
    """A random number for a city's Kemendagri code ("14.72"). Whether it is free, only the register can say."""
    return new_numbers(city_code, 1)[0]


def new_numbers(city_code: str, count: int) -> list[str]:
    """So many different random numbers, none derived from anything but chance."""
    city = city_code.replace(".", "")
    if len(city) != _CITY or not city.isdigit():
        raise ValueError(f"{city_code!r} is not the code of a kota or kabupaten.")
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        drawn = secrets.token_bytes(_RANDOM * (count - len(chosen)))
        for start in range(0, len(drawn), _RANDOM):
            # 256 is a multiple of 32, so the low five bits of a random byte are fair.
            signs = city + "".join(ALPHABET[byte & 31] for byte in drawn[start : start + _RANDOM])
            chosen[show_number(signs + check_sign(signs))] = None
    return list(chosen)


def show_number(signs: str) -> str:
    """Twelve signs with their dashes."""
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def parse_number(text: str) -> str:
    """A number as somebody typed it, with dashes: lower case, O for 0, I or L for 1, blanks or no dashes are taken.

    Raises Refused when signs are missing, unknown, or do not fit the check sign.
    """
    signs = _BETWEEN.sub("", str(text)).upper().translate(_MISREAD)
    if len(signs) != LENGTH:
        raise Refused(
            "number-length",
            f"Nomor usaha terdiri dari 12 huruf dan angka, contoh 1472-7K3M-Q8ZC. Anda menulis {len(signs)}.",
        )
    unknown = next((sign for sign in signs if sign not in _VALUE), None)
    if unknown is not None:
        raise Refused("number-sign", f'Tanda "{unknown}" tidak dipakai dalam nomor usaha. Periksa lagi nomornya.')
    if not signs[:_CITY].isdigit():
        raise Refused("number-city", "Nomor usaha diawali 4 angka, contoh 1472-7K3M-Q8ZC. Periksa lagi nomornya.")
    if not is_good(signs):
        raise Refused("number-check", "Nomor usaha ini belum cocok. Periksa lagi tiap huruf dan angkanya.")
    return show_number(signs)


def numbers_in(text: str) -> list[str]:
    """What looks like a business's number in a sentence of ours."""
    return _WHOLE.findall(text)


def begun_number(text: str, city_code: str = "") -> str | None:
    """The beginning of a number with its dashes, however it is typed; None when no number begins so.

    With a city's code ("14.72") only of that city's numbers, and its four figures may be left out where letters and
    figures stand together ("PM4Z").
    """
    signs, city = _BETWEEN.sub("", text).upper().translate(_MISREAD), city_code.replace(".", "")
    if not all(sign in _VALUE for sign in signs) or len(signs) >= LENGTH:
        return None
    if len(signs) > _CITY and (signs.startswith(city) if city else signs[:_CITY].isdigit()):
        return _begun(signs)
    if city and _MIDDLE <= len(signs) <= LENGTH - _CITY and _HAS_BOTH.search(text):
        return _begun(city + signs)
    return None


def _begun(signs: str) -> str:
    return "-".join(part for part in (signs[:4], signs[4:8], signs[8:]) if part)


def _remainder(signs: str) -> int:
    result = 0
    for sign in signs:
        result = _TIMES_TWO[result] ^ _VALUE[sign]
    return result
