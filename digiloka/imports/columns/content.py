"""What a column holds, by its cells alone: shares of the shapes that tell one kind of value from another."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from digiloka.values import answers, education, legal_form, text
from digiloka.values.refusal import Refused
from digiloka.values.text import word_set

_DIGITS = re.compile(r"\d+")
_NIK = re.compile(r"[1-9]\d(?:0[1-9]|[1-9]\d)(?:\d\d)(?:[0-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")
_PHONE = re.compile(r"(?:\+?62|0)?8[1-9]\d{7,11}|0[2-9]\d{7,10}")
_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{4,}")
_LOST_PHONE = re.compile(r"8[.,]\d+e\+?0?1\d")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_POINT = re.compile(r"-?\d{1,3}[.,]\d{3,}\s*[,;/ ]\s*-?\d{1,3}[.,]\d{3,}")
_DATE = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4}|\d{4}-\d\d-\d\d(?:[ t].*)?", re.IGNORECASE)
_RT_RW = re.compile(r"(?:rt\.?\s*)?\d{1,3}\s*[/\-]\s*(?:rw\.?\s*)?\d{1,3}|rt\W*\d+\W+rw\W*\d+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|rt|rw|dusun|dsn|blok|komp|komplek|perum|kel|kec|desa|kampung|kp|lr|lorong|no)\b[. ]",
    re.IGNORECASE,
)
_AREA = re.compile(r"(?:kab|kabupaten|kota|kec|kecamatan|kel|kelurahan|desa|prov|provinsi)\b", re.IGNORECASE)
_BUSINESS = re.compile(
    r"\b(?:toko|warung|kedai|ud|cv|pt|pd|usaha|industri|depot|bengkel|salon|laundry|catering|katering|snack|bakery|cafe"
    r"|kafe|konveksi|tailor|meubel|mebel|furniture|kios|jaya|mandiri|berkah|collection|batik|kue|roti|kerupuk|keripik"
    r"|tahu|tempe|kelompok|koperasi|kub|rumah makan|rm|dapur|jasa|agen|grosir|sumber|makmur|abadi|group|craft|food"
    r"|home industry|outlet|cell|ponsel|fotocopy|optik|apotek|angkringan|bakso|ayam|sate|es|kopi|jahit|las)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-Za-z.'`’,-]+)(?: [A-Za-z.'`’,-]+){0,5}")
_MONEY = re.compile(
    r"\s*rp\.?\s*[\d.,]+.*|\d{1,3}(?:[.,]\d{3})+(?:[.,]\d\d?)?"
    r"|[\d.,]+\s*(?:jt|juta|rb|ribu|miliar|milyar)\b.*",
    re.IGNORECASE,
)
_KINDS: dict[str, frozenset[str]] = {
    "scale": word_set("mikro kecil menengah besar makro micro"),
    "existence": word_set("aktif active inactive tutup buka berjalan beroperasi berhenti nonaktif jalan bangkrut"),
    "verified": word_set("terverifikasi verifikasi verified valid divalidasi disetujui menunggu diverifikasi draft"),
    "premises": word_set("sewa kontrak menumpang pinjam milik sendiri pribadi ngontrak"),
    "spot": word_set("rumah toko kios ruko pasar lapak gerobak keliling online tenda los"),
}
_PARSERS = (
    ("sex", answers.parse_sex),
    ("education", education.parse_education),
    ("form", legal_form.parse_legal_form),
)
_GIVE_UP = 30  # spellings without one answer among them: names and addresses need not be asked any further
_TICKS = frozenset(("v", "x", "√", "✓", "✔", "ya", "tidak", "ada", "y", "t", "sudah", "belum", "tdk"))


@dataclass(slots=True)
class Profile:
    """Shares are of the cells that say something. `filled` of `seen` cells do; `distinct` counts their spellings."""

    seen: int = 0
    filled: int = 0
    distinct: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    mean_length: float = 0.0
    serial: bool = False
    from_one: bool = False
    growing: bool = False
    spellings: frozenset[str] = frozenset()

    def share(self, kind: str) -> float:
        return self.shares.get(kind, 0.0)

    @property
    def variety(self) -> float:
        """Distinct spellings per filled cell: near 1 for names, near 0 for groups."""
        return self.distinct / self.filled if self.filled else 0.0


def profile(cells: Iterable[Any]) -> Profile:
    """The profile of one column's cells, in the sheet's order."""
    counts: Counter[str] = Counter()
    spellings: set[str] = set()
    numbers: list[int] = []
    look_at = _Looks()
    seen = filled = length = 0
    for raw in cells:
        seen += 1
        look = look_at(raw)
        if look is None:
            continue
        filled += 1
        length += look.length
        spellings.add(look.folded)
        counts.update(look.kinds)
        if look.whole is not None:
            numbers.append(look.whole)
    result = Profile(seen, filled, len(spellings))
    if filled:
        result.shares = {kind: count / filled for kind, count in counts.items()}
        result.mean_length = length / filled
        result.spellings = frozenset(spellings)
        _order(result, numbers)
    return result


def _order(result: Profile, numbers: list[int]) -> None:
    if len(numbers) < max(2, result.filled * 0.9):
        return
    steps = [after - before for before, after in pairwise(numbers)]
    ones = sum(step == 1 for step in steps)
    result.growing = all(step > 0 for step in steps)
    # A sample leaves rows out and a list may begin again for every RT, so not each step is one.
    result.serial = ones >= 0.7 * len(steps) and max(numbers) < 1_000_000
    result.from_one = numbers[0] in (0, 1)


class _Look(NamedTuple):
    folded: str
    length: int
    kinds: set[str]
    whole: int | None  # the number, of a cell that holds a whole one


class _Looks:
    """What the cells of one column hold. Most columns repeat themselves, so each cell's content is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, Any], _Look | None] = {}
        self._worded = 0
        self._answered = False

    def __call__(self, raw: Any) -> _Look | None:
        """None for a cell that says nothing."""
        if raw is None or raw != raw:
            return None
        content = (type(raw), raw)
        if content not in self._known:
            written = text.clean(raw)
            blank = isinstance(raw, str) and text.is_blank_text(written)
            self._known[content] = None if blank else self._look(raw, text.unquoted(written))
        return self._known[content]

    def _look(self, raw: Any, written: str) -> _Look:
        kinds, whole = _kinds_of(raw, written), None
        if "words" in kinds and (self._answered or self._worded < _GIVE_UP):
            answers = _of_answers(written.casefold())
            self._worded, self._answered = self._worded + 1, self._answered or bool(answers)
            kinds |= answers
        if "integer" in kinds:
            whole = int(raw) if isinstance(raw, float | int) else int(re.sub(r"\D", "", written))
        return _Look(written.casefold(), len(written), kinds, whole)


def _kinds_of(raw: Any, written: str) -> set[str]:
    if isinstance(raw, dt.date):
        return {"date"}
    if isinstance(raw, dt.time | dt.timedelta):
        return {"time"}
    if isinstance(raw, bool):
        return {"tick"}
    if _DECIMAL.fullmatch(written):
        return {"number"} | _degrees(float(written.replace(",", ".")))
    squeezed = re.sub(r"[\s.\-()]", "", written)
    if isinstance(raw, int | float):
        return _of_number(float(raw), squeezed)
    lower = written.casefold()
    if squeezed.isascii() and squeezed.isdigit():
        return _of_digits(squeezed, written)
    if lower in _TICKS:
        return {"tick"} | ({"sex"} if lower in ("p",) else set())
    return _of_words(written, lower, squeezed)


def _of_number(number: float, squeezed: str) -> set[str]:
    kinds = {"number", "number_cell"}
    if number.is_integer() and 0 <= number < 10**17:
        kinds |= {"integer"} | _of_digits(str(int(number)), squeezed)
    elif abs(number) <= 180:
        kinds |= _degrees(number)
    return kinds


def _of_digits(digits: str, written: str) -> set[str]:
    kinds = {"number"}
    if "." not in written and len(digits) < 10:
        kinds.add("integer")
    value = int(digits) if len(digits) < 18 else 0
    if _MONEY.fullmatch(written):
        kinds.add("money")
    if _NIK.fullmatch(digits):
        kinds.add("nik")
    if len(digits) in (12, 13):
        kinds.add("nib")
    # Thirteen digits that begin with 8 are a NIB without its zero as often as a phone.
    if _PHONE.fullmatch(digits) and (len(digits) != 13 or digits.startswith(("08", "628"))):
        kinds.add("phone")
    if 1940 <= value <= 2035 and len(digits) == 4:
        kinds.add("year")
    if value <= 500 and len(digits) <= 3:
        kinds.add("few")
    if len(digits) == 5:
        kinds.add("five")
    if value >= 100_000 and len(digits) <= 12 and digits.endswith("000"):
        kinds.add("round")
    if digits in ("1", "0"):
        kinds.add("bit")
    return kinds


def _degrees(number: float) -> set[str]:
    if -11.5 <= number <= 6.5:
        return {"latitude", "decimal"}
    return {"longitude", "decimal"} if 94 <= number <= 142 else {"decimal"}


def _of_words(written: str, lower: str, squeezed: str) -> set[str]:
    kinds = {"words"} if any(map(str.isalpha, written)) else {"signs"}
    if _EMAIL.fullmatch(lower):
        kinds.add("email")
    if _POINT.fullmatch(lower):
        kinds.add("point")
    if _DATE.fullmatch(lower):
        kinds.add("date")
    if _RT_RW.fullmatch(lower):
        kinds.add("rt_rw")
    parts = _DIGITS.findall(squeezed)
    if _LOST_PHONE.fullmatch(lower) or any(map(_PHONE.fullmatch, parts)):
        kinds.add("phone")
    if _MONEY.fullmatch(lower):
        kinds.add("money")
    if _ADDRESS.search(written):
        kinds.add("address")
    bare = re.sub(r"\([^)]*\)", "", written).strip()
    if _AREA.match(written):
        kinds.add("area")
    elif _BUSINESS.search(written):
        kinds.add("business")
    elif _PERSON.fullmatch(bare) and len(bare) > 2:
        kinds.add("person")
    if lower.startswith(("http", "www.")):
        kinds.add("link")
    words = set(text.key(lower).split())
    kinds |= {kind for kind, known in _KINDS.items() if words & known}
    return kinds


def _of_answers(lower: str) -> set[str]:
    kinds = set()
    if len(lower) <= 40:
        for kind, parse in _PARSERS:
            try:
                if parse(lower) is not None:
                    kinds.add(kind)
            except Refused:
                continue
    return kinds
