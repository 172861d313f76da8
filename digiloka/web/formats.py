"""Jinja filters: how a value looks on a page. The rules stand in `digiloka.values`; None gives nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import Flask, current_app

from digiloka.files.naming import shown_name
from digiloka.values.amounts import show_amount, show_compact, show_number, show_rupiah
from digiloka.values.dates import show_date, show_date_short, show_time
from digiloka.values.identity import mask_nik
from digiloka.values.phone import mask_phone, show_phone

Zone = dt.tzinfo


def register(app: Flask) -> None:
    """Make the filters known to the app's templates."""
    for name, show in FILTERS.items():
        app.jinja_env.filters[name] = _blank_for_none(show)


def _blank_for_none(show: Callable[[Any], str]) -> Callable[[Any], str]:
    def shown(value: Any) -> str:
        return "" if value is None else show(value)

    return shown


def _zone() -> Zone:
    """The installation's zone; instants are kept in UTC and shown in this one."""
    return current_app.config["SETTINGS"].timezone


def show_percent(ratio: float | Decimal) -> str:
    """A ratio (0.457 = 45,7%) with at most one decimal, half up, and no blank before the sign (EYD)."""
    exact = Decimal(repr(ratio)) if isinstance(ratio, float) else Decimal(ratio)
    return f"{show_number((exact * 100).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


def show_bytes(size: int) -> str:
    """The size of a file: 840 byte, 12,5 KB, 3 MB (steps of 1000, as phones count)."""
    for scale, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "KB")):
        if size >= scale:
            return f"{show_number((Decimal(size) / scale).quantize(Decimal('0.1'), ROUND_HALF_UP))} {unit}"
    return f"{size} byte"


def show_moment(moment: dt.datetime) -> str:
    """An instant (UTC) in local time: 22 November 2026, 14.05 WIB."""
    zone = _zone()
    return f"{show_date(moment.astimezone(zone).date())}, {show_time(moment, zone)}"


def _local_date(value: dt.date) -> dt.date:
    """A date as it is; an instant as the local day it fell on."""
    return value.astimezone(_zone()).date() if isinstance(value, dt.datetime) else value


def whatsapp_url(number: str) -> str:
    """The address that opens a chat: a number as an office writes it (0812…, +62 812…) behind wa.me/62…"""
    digits = re.sub(r"\D", "", number)
    return f"https://wa.me/{'62' + digits[1:] if digits.startswith('0') else digits}"


FILTERS: dict[str, Callable[[Any], str]] = {
    "rupiah": show_rupiah,
    "number": show_number,
    "compact": show_compact,
    "percent": show_percent,
    "amount": show_amount,
    "bytes": show_bytes,
    "file_name": shown_name,
    "date": lambda value: show_date(_local_date(value)),
    "date_short": lambda value: show_date_short(_local_date(value)),
    "time": lambda moment: show_time(moment, _zone()),
    "moment": show_moment,
    "phone": show_phone,
    "phone_masked": mask_phone,
    "nik_masked": mask_nik,
    "whatsapp_url": whatsapp_url,
}
