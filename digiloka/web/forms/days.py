"""Dates as people type them in a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from digiloka.values.dates import parse_date
from digiloka.values.refusal import Refused
from digiloka.web.forms.answers import local_today

_LONGEST_PAPER = 50  # years a paper may still last


class Day:
    """A day that has been."""

    def __call__(self, _form: Any, field: Any) -> None:
        try:
            found = parse_date(field.data, local_today())
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        if found is None:
            raise ValidationError("Isi tanggalnya, contoh 17/08/2026.")


def day_of(field: Any) -> date | None:
    """The date in a field that `Day` has let pass."""
    return parse_date(field.data, local_today())


def ending_day(field: Any) -> date | None:
    """A date that may still come, as on a paper that ends. Raises Refused."""
    today = local_today()
    return parse_date(field.data, date(today.year + _LONGEST_PAPER, 12, 31))
