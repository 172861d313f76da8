"""What a row would change of a business, field by field, in words; masked as the cells of the row are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.imports.questions import of_column
from digiloka.privacy.masking import mask_value
from digiloka.registry import choices
from digiloka.registry.comparing import label_of
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import Amount, show_amount
from digiloka.values.dates import MONTHS
from digiloka.values.phone import mask_phone
from digiloka.values.stray_numbers import without_niks

_LISTS = {**{key: dict(field.choices) for key, field in BY_KEY.items() if field.choices}, "sector": SECTORS}


def change_rows(changes: Mapping[str, Any], names: AreaNames) -> list[dict[str, str]]:
    """[{label, before, after}] for a table of both sides."""
    return [
        {"label": label_of(key), "before": in_words(key, pair[0], names),
         "after": in_words(key, pair[1], names)}
        for key, pair in changes.items()
    ]  # fmt: skip


def in_words(key: str, value: Any, names: AreaNames) -> str:
    """A value of a record as a person reads it; "" for nothing. Of a NIK or phone in its words only the end."""
    if value in (None, "", [], ()):
        return ""
    field = BY_KEY.get(key)
    if key == "phone":
        return ", ".join(mask_phone(phone) for phone in value)
    if field and field.sensitive:
        return mask_value(key, value) or ""
    if field and field.money:
        low, high, period = value
        return show_amount(Amount(low, high, period, estimated=False, raw=""))
    if key in ("village", "district"):
        return names.label(value) if value in names.rows else of_column(value, (key,))
    if field and field.licence:
        status, number = value
        return without_niks(number, certain=True) if number else choices.words_of(choices.ANSWERS, status or "")
    if key == "start_date":
        year, month = value
        return f"{MONTHS[month - 1]} {year}" if month else str(year)
    if isinstance(value, list | tuple):
        return ", ".join(_word(key, each) for each in value if each is not None)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return _word(key, value)


def _word(key: str, value: Any) -> str:
    told = _LISTS.get(key, {}).get(str(value))
    if told is not None:
        return told
    return of_column(value, (key,)) if isinstance(value, str) else str(value)
