"""Licence columns: numbers, ticks, answers and words about the paper stand mixed in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from digiloka.values.answers import Answer, parse_answer
from digiloka.values.damage.figures import EXPONENT
from digiloka.values.figures import cell_text
from digiloka.values.paper_words import Said, said_of_paper
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import is_blank, key


class LicenceRefused(Refused):
    """A licence cell whose number is damaged: the number is lost, but the claim (`status`) stands."""

    def __init__(self, refused: Refused, status: Answer) -> None:
        super().__init__(refused.code, refused.message)
        self.status: Answer = status


NumberParser = Callable[[Any, list[Note] | None], str | None]


def _word_and_number(text: str) -> tuple[Answer | None, str]:
    """ "Ada, 0220…" or "Ya (0220…)": the answer before the number, and the number. "No." before it is its name."""
    word, _, rest = text.replace(":", " ").replace(",", " ").replace("(", " ").replace(")", " ").strip().partition(" ")
    if key(word) == "no":
        return None, text
    try:
        status = parse_answer(word)
    except Refused:
        status = None
    return (status, rest.strip()) if status and rest.strip() else (None, text)


def licence_cell(
    raw: Any, parse: NumberParser, notes: list[Note] | None = None, today: dt.date | None = None
) -> tuple[Answer | None, str | None]:
    """(status, number) of a licence column, where numbers, ticks and answers stand mixed.

    A number means "ya"; a tick or "ada" is a claim without number; nothing, and a bare 0, is (None, None). Words that
    say how it stands with the paper ("sedang proses 2025", "habis 2023") are no number.
    Raises LicenceRefused when a number stands there but is damaged: its `status` still counts.
    """
    if is_blank(raw, zero=True):
        return _answer_or_none(raw), None
    if isinstance(raw, bool):
        return ("ya" if raw else "tidak"), None
    status, rest = None, raw
    if len(cell_text(raw)) < 2:
        return parse_answer(raw), None
    if isinstance(raw, str) and not raw.strip().isdecimal():
        try:
            return parse_answer(raw), None
        except Refused:
            if said := said_of_paper(raw, today or dt.datetime.now(tz=dt.UTC).date()):
                return _as_said(said, parse, notes)
            if not any(map(str.isdigit, raw)):
                raise
            status, rest = _word_and_number(cell_text(raw))
    try:
        return status or "ya", parse(rest, notes)
    except Refused as refused:
        # A few figures are more likely a code than what is left of a number.
        text = cell_text(raw)
        if status is None and sum(map(str.isdigit, text)) < 6 and not EXPONENT.fullmatch(text):
            raise
        raise LicenceRefused(refused, status or "ya") from None


_AS_SAID = {"ya": "ya", "tidak": "tidak", "proses": "proses", "tidak_tahu": "tidak tahu"}


def _as_said(said: Said, parse: NumberParser, notes: list[Note] | None) -> tuple[Answer, str | None]:
    """Status and number of a cell that speaks; that its words were understood is told, for they may mean more."""
    if said.over:
        note(notes, "licence-over", "Surat ini tertulis sudah tidak berlaku. Kami catat tidak. Periksa lagi suratnya.")
    else:
        what = "Isi ini keterangan, bukan nomor." if said.number is None else "Di samping nomor ada keterangan."
        note(notes, "licence-words", f"{what} Kami catat {_AS_SAID[said.status]}. Periksa lagi suratnya.")
    try:
        return said.status, None if said.number is None else parse(said.number, notes)
    except Refused as refused:
        raise LicenceRefused(refused, said.status) from None


def _answer_or_none(raw: Any) -> Answer | None:
    """ "tidak ada", "belum punya" and "nihil" say nothing about most columns, but in a licence column they are the
    answer."""
    if not isinstance(raw, str) or not any(map(str.isalpha, raw)):
        return None
    if key(raw) == "nihil":
        return "tidak"
    try:
        return parse_answer(raw)
    except Refused:
        return None
