"""Questions made from the one table of fields: its words, its list, its reader, so that form and sheet agree."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import current_app
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from digiloka.registry.answering import read
from digiloka.registry.fields import BY_KEY
from digiloka.registry.strays import refuse_nik
from digiloka.values.refusal import Refused
from digiloka.values.text import is_blank


class Needed:
    """An answer without which the page does not go on; `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data or (isinstance(field.data, str) and is_blank(field.data)):
            raise StopValidation(self.sentence)


class Reads:
    """The answer must be readable by its field's own reader; the refusal's sentence is shown at the field."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            read(self.key, field.data, local_today())
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal


class WithoutNik:
    """Words that no field of the table reads hold no NIK either."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            refuse_nik(field.data, field.label.text)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal


def line(key: str, needed: str | None = None, **words: str) -> Any:
    """One line of text."""
    return StringField(words.get("label") or _question(key), description=words.get("hint", BY_KEY[key].hint),
                       validators=_validators(key, needed))


def lines(key: str, needed: str | None = None, **words: str) -> Any:
    """A few lines of text."""
    return TextAreaField(words.get("label") or _question(key), description=words.get("hint", BY_KEY[key].hint),
                         validators=_validators(key, needed))


def choice(key: str, needed: str | None = None, choices: Any = None, **words: str) -> Any:
    """One of a closed list; nothing is chosen beforehand."""
    listed = list(choices if choices is not None else BY_KEY[key].choices)
    return RadioField(words.get("label") or _question(key), choices=listed, validate_choice=False,
                      description=words.get("hint", BY_KEY[key].hint),
                      validators=[*([Needed(needed)] if needed else [Optional()]), OneOf(listed)])


def several(label: str, choices: Any, hint: str = "") -> Any:
    """Any of a list."""
    return SelectMultipleField(label, choices=list(choices), description=hint, widget=ListWidget(prefix_label=False),
                               option_widget=CheckboxInput(), validate_choice=False,
                               validators=[Optional(), _all_known])


def _all_known(_form: Any, field: Field) -> None:
    """Our own sentence instead of the library's."""
    if not {str(code) for code, *_ in field.choices}.issuperset(field.data):
        raise ValidationError("Pilih dari daftar.")


class OneOf:
    """Our own sentence instead of the library's for a choice that is not on the list."""

    def __init__(self, listed: list[tuple[str, str]]) -> None:
        self.listed = listed

    def __call__(self, _form: Any, field: Field) -> None:
        known = {str(code) for code, *_ in field.choices or self.listed}
        if field.data and field.data not in known:
            raise ValidationError("Pilih salah satu dari daftar.")


def local_today() -> date:
    return datetime.now(current_app.config["SETTINGS"].timezone).date()


def _question(key: str) -> str:
    return (BY_KEY[key].question or BY_KEY[key].label).removesuffix(" (boleh dilewati)")


def _validators(key: str, needed: str | None) -> list[Any]:
    return [Needed(needed) if needed else Optional(), Reads(key)]
