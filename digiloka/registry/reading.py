"""How one cell or one answer becomes a value: readers have one shape, so that form and sheet call alike.

A reader takes (raw, notes, around) and gives a plain value, or None for blank, or raises Refused. What it can
not know from the cell alone (unit and period of the heading, today's local date) stands in `Around`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from digiloka.registry import choices, spoken
from digiloka.values import (
    amounts,
    answers,
    damage,
    dates,
    education,
    figures,
    identity,
    legal_form,
    phone,
    place,
    refusal,
    text,
)
from digiloka.values.refusal import Note, Refused


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cell. `unit`: times this is rupiah. `today`: the local date, told by the door. `order`: how
    the column writes its dates."""

    unit: int = 1
    period: str | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    order: dates.Order = dates.Order.DAY_FIRST


@dataclass(frozen=True, slots=True)
class Paper:
    """What a cell says about a licence: `status` ya, tidak, proses or tidak_tahu; `number` if one stands."""

    status: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The year a row speaks of, and the day of the visit when the cell tells it."""

    year: int
    day: date | None = None


_YEARS = re.compile(r"(?<=\d)\s*(?:tahun|thn|th)\s*\.?\s*$", re.IGNORECASE)  # "45 th"

Notes = list[Note] | None
Reader = Callable[[Any, Notes, Around], Any]


def name(raw: Any, notes: Notes, _around: Around) -> str | None:
    return text.parse_name(raw, notes)


def words(longest: int) -> Reader:
    """Free text of at most `longest` letters."""

    def read(raw: Any, notes: Notes, _around: Around) -> str | None:
        return text.parse_text(raw, longest, notes)

    return read


def plain(parse: Callable[[Any, Notes], Any]) -> Reader:
    """A parser that needs nothing around the cell."""

    def read(raw: Any, notes: Notes, _around: Around) -> Any:
        return parse(raw, notes)

    return read


def silent(parse: Callable[[Any], Any]) -> Reader:
    """A parser that has nothing to note."""

    def read(raw: Any, _notes: Notes, _around: Around) -> Any:
        return parse(raw)

    return read


def as_it_stands(raw: Any, _notes: Notes, _around: Around) -> Any:
    """The cell itself, for values that only make sense together with another cell (a point, a kelurahan)."""
    return None if text.is_blank(raw) else raw


def money(raw: Any, notes: Notes, around: Around) -> amounts.Amount | None:
    try:
        return amounts.parse_amount(raw, around.unit, around.period, notes)
    except Refused as refusal:
        raise amounts.in_unit(refusal, around.unit) from None


def day(raw: Any, notes: Notes, around: Around) -> date | None:
    return dates.parse_date(raw, around.today, notes, around.order)


def born(raw: Any, notes: Notes, around: Around) -> date | None:
    """A birth date of somebody between 10 and 110 years old: two figures of a year become the wrong century."""
    told = dates.parse_date(raw, around.today, notes, around.order)
    years = around.today.year - told.year if told else 50
    if not 10 <= years <= 110:
        raise Refused("birth-age", f"Menurut tanggal ini pemilik berusia {years} tahun. Tulis tahun lahir lengkap.")
    return told


def begun(raw: Any, notes: Notes, around: Around) -> tuple[int, int | None] | None:
    return dates.parse_start(raw, around.today, notes, around.order)


def surveyed(raw: Any, notes: Notes, around: Around) -> Surveyed | None:
    """When somebody came to ask: a day, or only a month or a year."""
    try:
        told = dates.parse_date(raw, around.today, notes, around.order)
    except Refused as refused:
        if refused.code in ("date-zone", "date-small"):
            raise
        known = dates.parse_start(raw, around.today, notes, around.order)
        return None if known is None else Surveyed(known[0])
    return None if told is None else Surveyed(told.year, told)


def phones(raw: Any, notes: Notes, _around: Around) -> tuple[str, ...]:
    return tuple(phone.parse_phones(raw, notes))


def age(raw: Any, notes: Notes, _around: Around) -> int | None:
    """Whole years; a business owner is between 10 and 99 (Sensus Ekonomi 2026, question 12c)."""
    if isinstance(raw, str):
        raw = _YEARS.sub("", raw)
    try:
        years = amounts.parse_count(raw, notes)
    except Refused as refused:
        raise Refused("age-words", "Usia harus berupa angka, contoh 45.") from refused
    if years is None or years == 0:
        return None
    if not 10 <= years <= 99:
        raise Refused("age-range", f"Usia harus antara 10 dan 99 tahun. Tertulis {years}.")
    return years


def postal_code(raw: Any, _notes: Notes, _around: Around) -> str | None:
    if text.is_blank(raw, zero=True):
        return None
    written = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else text.unquoted(text.clean(raw))
    digits = written.replace(" ", "")
    if len(digits) != 5 or not digits.isdigit() or digits[0] == "0":
        raise Refused("postal-code", f"Kode pos harus 5 angka. Tertulis {written}.")
    return digits


def one_of(listed: choices.Choices, spellings: dict[str, str], refused: tuple[str, str]) -> Reader:
    """A closed list: its code, its words, or another spelling of them (folded as text.key does)."""
    known = {text.key(words): code for code, words in listed}
    known |= {text.key(code): code for code, _words in listed}
    known |= spellings

    def read(raw: Any, _notes: Notes, _around: Around) -> str | None:
        if raw is None:
            return None
        written = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else text.clean(raw)
        # The list first: "lupa" and "belum" stand for nothing elsewhere, here they may be the answer.
        code = known.get(text.key(written))
        if code is None and not text.is_blank(raw, zero=True):
            raise Refused(refused[0], refused[1].format(written[:60]))
        return code

    return read


def listed_or(listed: choices.Choices, parse: Callable[[Any, Notes], Any]) -> Reader:
    """The words a drop-down offers, word for word; else what the parser makes of what somebody wrote."""
    known = {text.key(words): code for code, words in listed}

    def read(raw: Any, notes: Notes, _around: Around) -> Any:
        code = known.get(text.key(raw)) if isinstance(raw, str) else None
        return parse(raw, notes) if code is None else code

    return read


def paper(number_of: Callable[[Any, Notes], str | None]) -> Reader:
    """A licence cell: a number, or a claim ("v", "ada", "proses"). A blank says nothing, not "tidak".

    A damaged number raises LicenceRefused, whose status stands: the paper is claimed, its number is lost.
    """

    def read(raw: Any, notes: Notes, around: Around) -> Paper | None:
        status, number = identity.licence_cell(raw, number_of, notes, around.today)
        return None if status is None else Paper(status, number)

    return read


def number_or_words(name: str, longest: int) -> Callable[[Any, Notes], str | None]:
    """A number whose form no rule knows, as text: only what a spreadsheet shortened is refused."""

    def parse(raw: Any, notes: Notes = None) -> str | None:
        if not text.is_blank(raw) and figures.is_damaged(raw, figures.cell_text(raw)):
            raise Refused("number-excel", figures.excel_sentence(name))
        return text.parse_text(raw, longest, notes)

    return parse


any_number = number_or_words("nomor", 80)
SOURCE_ID = plain(number_or_words("nomor", 100))
_KBLI_SHAPE = re.compile(r"\s*[A-Za-z]?\.?\s*(\d+)\s*")
_KBLI_EXAMPLE = "Tulis 5 angka, contoh 10794."


def kbli(raw: Any, notes: Notes, _around: Around) -> Any:
    """A KBLI cell as it stands: codes, titles or both. A bare number must be a code of five figures."""
    if text.is_blank(raw, zero=True):
        return None
    written = text.unquoted(text.clean(raw))
    if damage.found("lost-figures", "", written):
        raise Refused("kbli-excel", figures.excel_sentence("KBLI"))
    if pointed := damage.found("code-with-point", raw if isinstance(raw, float) else written):
        code, certain = pointed
        if not certain:
            raise Refused("kbli-point", f"Kode KBLI ini terbaca sebagai angka berkoma. Mungkin {code}. {_KBLI_EXAMPLE}")
        refusal.note(notes, "kbli-dot", f"Titik pada kode KBLI kami hapus: {code}.")
        written = code
    shape = _KBLI_SHAPE.fullmatch(written)
    if shape is None:
        return written
    if whole := damage.found("lost-zero", shape[1], 5):
        maybe = f" Mungkin angka 0 di depan hilang: {whole}." if shape[1][0] != "0" else ""
        raise Refused("kbli-lost-zero", f"Kode KBLI harus 5 angka.{maybe}")
    if len(shape[1]) > 5:
        raise Refused("kbli-length", f"Kode KBLI harus 5 angka. Anda mengisi {len(shape[1])} angka.")
    return written


PREMISES_KIND = one_of(
    choices.PREMISES_KIND, spoken.PREMISES_KIND,
    ("premises-kind", 'Jenis tempat usaha "{}" belum dikenal. Pilih dari daftar.'),
)

PREMISES_STATUS = one_of(
    choices.PREMISES_STATUS, spoken.PREMISES_STATUS,
    ("premises-status", 'Status tempat "{}" belum dikenal. Pilih dari daftar.'),
)

EXISTENCE = one_of(
    choices.EXISTENCE, spoken.EXISTENCE,
    ("existence", 'Status usaha "{}" belum dikenal. Pilih Aktif, Tutup sementara, Belum beroperasi, atau Tutup.'),
)

EXPORT = one_of(
    choices.EXPORT, spoken.EXPORT,
    ("export", 'Jawaban ekspor "{}" belum dikenal. Pilih dari daftar.'),
)

NIK = plain(identity.parse_nik)
EMAIL = plain(identity.parse_email)
NPWP = plain(identity.parse_npwp)
COUNT = plain(amounts.parse_count)
DECIMAL = plain(amounts.parse_decimal)
SEX = listed_or(choices.SEX, answers.parse_sex)
EDUCATION = listed_or(choices.EDUCATION, education.parse_education)
LEGAL_FORM = listed_or(choices.LEGAL_FORM, legal_form.parse_legal_form)
ANSWER = listed_or(choices.ANSWERS, answers.parse_answer)
RT = silent(place.parse_rt)
RW = silent(place.parse_rw)
