"""The text of a money cell read into numbers: scale words, ranges, open ends, "about", a period. Knows no unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from digiloka.values import damage
from digiloka.values.numerals import SCALES, ambiguous, read_number, read_words
from digiloka.values.refusal import Note, Refused

EXAMPLE = "Tulis angka rupiah, contoh 1.500.000 atau 1,5 juta."
GROUPED = "Tulis seperti 1.500.000 atau 1.500.000,00."


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text says. `scaled`: it has a scale word of its own, so a unit in the heading is not for it."""

    low: Decimal | None
    high: Decimal | None
    scaled: bool = False
    period: str | None = None
    estimated: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One number of the text: its plain value, the scale word's factor if any, and whether it shows full digits."""

    number: Decimal
    scale: int | None
    full: bool
    note: Note | None = None

    @property
    def value(self) -> Decimal:
        return self.number * (self.scale or 1)


_PERIODS = {
    **dict.fromkeys(("bulan", "bln", "bl", "month", "bulanan", "bulannya"), "month"),
    **dict.fromkeys(("tahun", "thn", "th", "year", "tahunan", "tahunnya"), "year"),
    **dict.fromkeys(("hari", "hr", "day", "harian", "harinya"), "day"),
    **dict.fromkeys(("minggu", "mgg", "mg", "pekan", "week", "mingguan", "minggunya"), "week"),
}
_PERIOD_NOUN = (
    "bulan(?:nya)?|bln|bl|month|tahun(?:nya)?|thn|th|year|hari(?:nya)?|hr|day|minggu(?:nya)?|mgg|mg|pekan|week"
)
_PERIOD = re.compile(
    rf"\(?(?:(?:/|(?<![a-z])(?:per|p/|setiap|tiap|dalam|se))\s*[.]?\s*(?:(?:1|satu|se)\s*)?({_PERIOD_NOUN})"
    rf"|(?<![\d.,])(?:1|satu)\s*({_PERIOD_NOUN})|(?<![a-z])(bulanan|tahunan|harian|mingguan)|\(({_PERIOD_NOUN}))(?![a-z])\.?\)?"
)
_OTHER_PERIOD = re.compile(
    r"(?:/|per|selama|dalam)\s*\d+\s*(?:bulan|bln|tahun|thn|th|hari|minggu)|panen|semester|triwulan|kuartal"
)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"½": " setengah ", "∼": "~", "～": "~"})
_CURRENCY = re.compile(r"(?<![a-z])(?:rp|idr)(?:\s*[.,:]+(?=[\s\d]|$)|(?![a-z]))\s*|(?<![a-z])rupiah(?![a-z])")
_FOREIGN = re.compile(r"[$€£¥]|(?<![a-z])(?:us|usd|sgd|rm|myr|eur|ringgit|dolar|dollar)(?![a-z])")
_ROUND_END = re.compile(r"[.,]\s*-+(?!\s*\d)|(?<=\d)\s*-+\s*$")
_ABOUT_END = re.compile(r"\s*-\s*an(?![a-z])")
_ABOUT = re.compile(
    r"±|≈|\+\s*/?\s*-|^\s*~|(?<![a-z])(?:sekitar(?:an)?|(?:kurang|krg) (?:lebih|lbh)|(?:lebih|lbh) (?:kurang|krg)"
    r"|kurleb|kira[- ]?kira|kira2|kisaran"
    r"|perkiraan|diperkirakan|estimasi|rata[- ]?rata|rata2|rerata|k\.?l\.?(?=\s))(?![a-z])"
)
_LABEL = re.compile(
    r"(?<![a-z])(?:sebesar|senilai|sejumlah|omset|omzet|modal|hanya|total)(?![a-z])\s*[:=]?|^[=:]\s*|[;:]\s*$"
)
_AT_LEAST = (
    r">\s*=?|=\s*>|≥|lebih besar(?: atau)? sama dengan|lebih dari(?: atau sama dengan)?|lbh dari|lebih besar(?: dari)?"
    r"|di ?atas|minimal|minimum|min\.?|paling sedikit|paling kecil|paling rendah|sekurang-?\s?kurangnya"
    r"|tidak kurang dari|mulai(?: dari)?"
)
_AT_MOST = (
    r"<\s*=?|=\s*<|≤|kurang dari(?: atau sama dengan)?|krg dari|lebih kecil(?: dari)?|lebih rendah dari|di ?bawah"
    r"|maksimal|maksimum|maks\.?|max\.?|paling banyak|paling besar|paling tinggi|tidak lebih dari|tidak sampai"
    r"|sampai dengan|sampai|hingga|s\s*/\s*d|s\s*\.\s*d\.?"
)
_OPEN_FRONT = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))(?![a-z])\s*")
_OPEN_END = re.compile(
    r"\s*(?:(?P<least>(?:dan|atau)?\s*(?:ke ?atas|lebih|\+|up|plus))|(?P<most>(?:dan|atau)?\s*(?:ke ?bawah|kurang)))$"
)
_BETWEEN = re.compile(r"(?:di ?)?antara\s+(.+?)\s*(?:-|(?<=\s)(?:dan|dengan|sampai|hingga)(?=\s))\s*(.+)")
_HALVES = re.compile(r"(?:(?<![\d.,/])(\d{1,3}) )?(?<![\d.,/])1/2(?= ?[a-z])")
_RANGE = re.compile(r"\s*(?:(?<![a-z])(?:sampai dengan|sampai|hingga|s\s*/\s*d|s\s*\.\s*d\.?|sd|to)(?![a-z])|-|~)\s*")
_ONE = re.compile(r"([\d.,]+(?: \d{3}(?!\d))*)\s*(?:([a-z]+)(?:\s*-?\s*(an))?)?")
_HALF = re.compile(r"(?:([a-z\d]+)\s+)?setengah\s+([a-z]+)")
_PIECE = re.compile(r"([\d.,]+)\s*([a-z]*)\s*")


def not_money() -> Refused:
    """Words, or a number with words that are none of ours."""
    return Refused("amount-words", f"Isi ini bukan jumlah uang. {EXAMPLE}")


def _grouping() -> Refused:
    return Refused("amount-grouping", f"Titik atau koma pada angka ini tidak pada tempatnya. {GROUPED}")


def _one_part(number: str, word: str | None) -> _Part | None:
    """A number with its scale word; None when the word is not one."""
    scale = SCALES.get(word) if word else None
    if word and scale is None:
        return None
    number = number.strip(" .,")
    found = read_number(number)
    if found is None:
        raise _grouping()
    value, comma = found
    if scale and comma:
        whole = f"{value:f}"
        raise ambiguous(f"{whole[:-3]},{whole[-3:].rstrip('0') or '0'} {word}", f"{number.replace(',', '.')} {word}")
    hint = None
    if comma:
        hint = Note("amount-comma", f"Koma pada {number} kami baca sebagai pemisah ribuan.")
    elif scale and value >= 1000 and "." in number:
        hint = Note("amount-dot", f"Titik pada {number} {word} kami baca sebagai pemisah ribuan.")
    elif word == "m":
        hint = Note("amount-m", "Huruf M kami baca sebagai miliar.")
    return _Part(value, scale, full=value >= 1000 or value == 0, note=hint)


def _half(text: str) -> _Part | None:
    found = _HALF.fullmatch(text)
    if not found or found[2] not in SCALES:
        return None
    whole = 0
    if found[1]:
        whole = int(found[1]) if found[1].isdecimal() else read_words(found[1])
        if whole is None:
            return None
    return _Part(Decimal(whole) + Decimal("0.5"), SCALES[found[2]], full=False)


def _pieces(text: str) -> _Part | None:
    """ "1 juta 500 ribu", "2 jt 750.000": descending pieces added up."""
    total, last, end = Decimal(0), None, 0
    for piece in _PIECE.finditer(text):
        part = _one_part(piece[1], piece[2] or None) if piece.start() == end else None
        if part is None or (last is not None and part.value >= last) or (part.scale is None and not part.full):
            return None
        total, last, end = total + part.value, part.scale or 1, piece.end()
    return _Part(total, 1, full=True) if end == len(text) and last is not None else None


def _part(text: str) -> tuple[_Part, bool]:
    """One number and whether its spelling says "about" ("2 jutaan")."""
    text = text.strip(" .,;:")
    found = _ONE.fullmatch(text)
    if found and (part := _one_part(found[1], found[2])):
        return part, bool(found[3]) or (found[2] or "").endswith("an")
    if found and found[2] and found[2].endswith("an") and (part := _one_part(found[1], found[2][:-2])):
        return part, True
    if part := _half(text):
        return part, False
    if (words := read_words(text)) is not None:
        return _Part(Decimal(words), 1, full=True), False
    if text[:1].isdigit() and (part := _pieces(text)):
        return part, False
    raise not_money()


def _take_period(text: str) -> tuple[str, str | None]:
    found: set[str] = set()

    def seen(match: re.Match[str]) -> str:
        found.add(_PERIODS[next(word for word in match.groups() if word)])
        return " "

    rest = _PERIOD.sub(seen, text)
    if len(found) > 1 or _OTHER_PERIOD.search(rest):
        raise Refused("amount-period", "Tulis jumlah untuk satu bulan atau satu tahun saja, contoh 2 juta per bulan.")
    return rest, found.pop() if found else None


def _bracketed(text: str) -> str:
    """ "2.000.000 (dua juta)" without its bracket, if both say the same; a bracketed number alone is a minus."""
    outer, _, inner = text.partition("(")
    inner = inner.strip(" ).")
    if not outer.strip(" -"):
        if inner[:1].isdigit():
            raise negative()
        raise not_money()
    if _part(outer)[0].value != _part(inner)[0].value:
        raise Refused("amount-two", f"Angka di luar dan di dalam kurung berbeda. {EXAMPLE}")
    return outer


def negative() -> Refused:
    """A minus or an accountant's bracket."""
    return Refused("amount-negative", "Jumlah uang paling kecil 0. Hapus tanda minus atau kurungnya.")


def _open_side(text: str) -> tuple[str, str | None]:
    if found := _OPEN_FRONT.match(text):
        return text[found.end() :], "least" if found["least"] else "most"
    if found := _OPEN_END.search(text):
        return text[: found.start()], "least" if found["least"] else "most"
    return text, None


def _range(low_text: str, high_text: str) -> tuple[_Part, _Part, bool]:
    low_text, low_side = _open_side(low_text)
    high_text, high_side = _open_side(high_text)
    if low_side == "most" or high_side == "least":
        raise Refused("amount-range", "Tulis batas bawah dulu, lalu batas atas, contoh 2 juta sampai 3 juta.")
    (low, low_about), (high, high_about) = _part(low_text), _part(high_text)
    if low.scale is None and high.scale is not None and not low.full:
        low = _Part(low.number, high.scale, full=False)
    elif high.scale is None and low.scale is not None and not high.full:
        high = _Part(high.number, low.scale, full=False)
    if low.value > high.value:
        raise Refused(
            "amount-range",
            "Angka pertama lebih besar daripada angka kedua. Tulis yang kecil dulu, contoh 500 ribu sampai 1 juta.",
        )
    return low, high, low_about or high_about


def _numbers(text: str) -> tuple[_Part | None, _Part | None, bool]:
    if found := _BETWEEN.fullmatch(text):
        return _range(found[1], found[2])
    if text[:1] == "-":
        raise negative()
    cuts = [part for part in _RANGE.split(text) if part is not None]
    if len(cuts) == 2 and cuts[0] and cuts[1]:
        return _range(cuts[0], cuts[1])
    if len(cuts) > 2:
        raise not_money()
    text, side = _open_side(text)
    part, about = _part(text)
    return (None if side == "most" else part), (None if side == "least" else part), about


@lru_cache(maxsize=16384)
def read_amount(text: str) -> Reading | None:
    """The amount in cleaned text; None when only a currency sign stands there ("Rp -").

    Raises Refused for words, minus, per cent, foreign money and numbers that can be read two ways.
    """
    text = text.lower()
    if (found := _ONE.fullmatch(text)) and found[2] in SCALES and not found[3]:
        part = _one_part(found[1], found[2])  # "1,5 jt": no need to look for all the rest
        return Reading(part.value, part.value, True, notes=(part.note,) if part.note else ())
    text = _ABOUT_END.sub("an", text.translate(_DASHES))
    if "1/2" in text:
        text = _HALVES.sub(lambda found: f"{found[1] or 0},5", text)
    if least := damage.found("shortened-amount", text):
        told = f"{least:,}".replace(",", ".")
        raise Refused("amount-excel", f"Excel memendekkan jumlah ini. Mungkin {told}. Tulis jumlah lengkapnya.")
    if "%" in text or "persen" in text:
        raise Refused("amount-percent", f"Isi ini persen, bukan jumlah uang. {EXAMPLE}")
    if _FOREIGN.search(text):
        raise Refused("amount-currency", f"Jumlah ini bukan rupiah. {EXAMPLE}")
    text, period = _take_period(text)
    about = _ABOUT.search(text) is not None
    text = _LABEL.sub(" ", _ABOUT.sub(" ", _CURRENCY.sub(" ", text)))
    text = " ".join(_ROUND_END.sub("", text.strip()).split()).replace(" ,", ",").replace(" .", ".")
    if not text.strip(" -.,*"):
        return None
    if "(" in text:
        text = _bracketed(text)
    low, high, rough = _numbers(text.strip())
    notes = tuple({part.note for part in (low, high) if part and part.note})
    return Reading(
        low.value if low else None,
        high.value if high else None,
        scaled=any(part is not None and part.scale is not None for part in (low, high)),
        period=period,
        estimated=about or rough,
        notes=notes,
    )
