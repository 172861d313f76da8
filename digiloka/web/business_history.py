"""What happened to a business, in sentences: who, when, by which door, from what to what."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from digiloka.accounts.roles import ROLES
from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.registry import choices, scale, status
from digiloka.registry.queries import Change, HistoryLine
from digiloka.values.amounts import Amount, period_words, show_amount, show_number, show_rupiah
from digiloka.values.stray_numbers import without_persons

DOORS = {"web": "halaman DIGILOKA", "api": "aplikasi lain", "import": "berkas survei", "cli": "perintah",
         "task": "sistem"}
_SUBJECTS = {"owner": "Pemilik", "business": "Usaha", "place": "Tempat", "figures": "Angka", "licence": "Izin",
             "consent": "Persetujuan"}
_OF_PAPERS = {"number": "Nomor izin", "issued_on": "Tanggal terbit izin", "expires_on": "Masa berlaku izin",
              "issuer": "Penerbit izin"}
_MONEY = ("turnover", "capital", "assets", "investment", "production_value", "raw_material_value")
_PARTS = ("low", "high", "period", "estimated")  # the columns of one amount
_NUMBERED = frozenset({"number", "nib", "source_id", "phone"})  # long numbers of their own; a phone as it is to be seen
_BOUNDS = {"low": "batas bawah", "high": "batas atas"}
_LISTS: dict[str, dict[str, str]] = {
    "sex": dict(choices.SEX), "education": dict(choices.EDUCATION), "legal_form": dict(choices.LEGAL_FORM),
    "premises_kind": dict(choices.PREMISES_KIND), "premises_status": dict(choices.PREMISES_STATUS),
    "export": dict(choices.EXPORT), "nik_absent": dict(choices.NIK_ABSENT), "sector": SECTORS,
    "state": status.STATES, "level": status.LEVELS, "status": dict(choices.ANSWERS),
    **{key: dict(choices.ANSWERS) for key in ("makes_goods", "serves_food", "sells_goods", "gives_service")},
    "purpose": {"registry": "pendataan dan pembinaan usaha", "contact": "dihubungi lewat HP",
                "publish": "ditampilkan untuk umum"},
}
_SAID: dict[str, Callable[[Any], str]] = {
    "existence": lambda value: status.existence_label(int(value)),
    "scale": scale.label, "scale_sales": scale.label, "scale_capital": scale.label, "ikm_class": scale.ikm_label,
}


def history_rows(lines: Iterable[HistoryLine], names: AreaNames) -> list[dict[str, Any]]:
    """[{title, at, who, batch_id, reason, changes}], one a moment and hand: the lines of one act are joined."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        changes = _changes(line, names)
        last = rows[-1] if rows else None
        if last and last["act"] == _act(line):
            last["changes"] = [*changes, *last["changes"]]
            continue
        rows.append({"act": _act(line), "title": line.label, "at": line.at, "who": _who(line), "reason": line.reason,
                     "batch_id": line.batch_id, "changes": changes})
    return rows


def lately_changed(lines: Iterable[HistoryLine]) -> list[str]:
    """The labels of what was changed after the last decision, for whoever decides next."""
    labels: dict[str, None] = {}
    for line in lines:
        if line.action in ("give-consent", "leave"):
            continue  # written with the registration or beside it; what was registered stays as it was
        if line.action in ("verify", "confirm", "return", "refuse", "lift", "register"):
            break
        for change in line.changes:
            if change.field not in ("state", "level", "scale", "scale_sales", "scale_capital", "ikm_class"):
                labels[_alone(line, change)] = None
    return list(labels)


def _alone(line: HistoryLine, change: Change) -> str:
    """A change's label where nothing beside it says what it is about."""
    return _OF_PAPERS.get(change.field, change.label) if line.subject == "licence" else change.label


def _act(line: HistoryLine) -> tuple[Any, ...]:
    return (line.action, line.who, line.role, line.door, line.reason, line.batch_id, line.at.replace(microsecond=0))


def _who(line: HistoryLine) -> str:
    role = ROLES[line.role].label if line.role in ROLES else "Sistem"
    name = f"{line.who} ({role.lower()})" if line.who else role
    return f"{name}, lewat {DOORS.get(line.door, line.door)}"


def _changes(line: HistoryLine, names: AreaNames) -> list[dict[str, str | None]]:
    """What a line changed; the columns of one amount are one change."""
    amounts: dict[str, dict[str, Change]] = {}
    for change in line.changes:
        if part := _amount_part(change.field):
            amounts.setdefault(part[0], {})[part[1]] = change
    told = []
    for change in line.changes:
        part = _amount_part(change.field)
        if part is None:
            told.append(_change(line, change, _words(change.field, change.before, names),
                                _words(change.field, change.after, names)))
        elif columns := amounts.pop(part[0], None):  # at its first column, once
            left = {known[1]: value for name, value in line.beside.items()
                    if (known := _amount_part(name)) and known[0] == part[0]}
            told.append(_change(line, change, *(_amount(columns, left, side) for side in ("before", "after"))))
    return told


def _change(line: HistoryLine, change: Change, before: str, after: str) -> dict[str, str | None]:
    about = "" if line.subject == "business" else f"{_SUBJECTS.get(line.subject, line.subject)}: "
    return {"label": f"{about}{change.label}", "after": after,
            "before": None if line.action == "leave" else before}  # what is left unused stands beside nothing


def _amount_part(field: str) -> tuple[str, str] | None:
    """("turnover", "low") of "turnover_low"; None of what is no part of an amount."""
    stem, _, part = field.rpartition("_")
    return (stem, part) if stem in _MONEY and part in _PARTS else None


def _amount(columns: Mapping[str, Change], left: Mapping[str, Any], side: str) -> str:
    """One side of an amount in words, from the columns that a line changed and those it left as they were.

    What flows is stored for a year, whatever time was said. `estimated` then may only mean that the year was computed,
    so beside bounds it is left out.
    """
    told = {part: getattr(change, side) for part, change in columns.items()}
    if _BOUNDS.keys().isdisjoint(told):
        if "period" in told:
            return f"disebut{period_words(told['period'])}" if told["period"] else "waktunya tidak disebut"
        return "kira-kira" if told["estimated"] else "tepat"
    stood = {**left, **told}
    if not _BOUNDS.keys() <= stood.keys():
        return _one_bound(told)
    low, high = stood["low"], stood["high"]
    if low is None and high is None:
        return "kosong"
    return show_amount(Amount(low, high, "year" if stood.get("period") else None, estimated=False, raw=""))


def _one_bound(told: Mapping[str, Any]) -> str:
    """The bound that changed where nobody knows the other: by itself it is not the amount."""
    part = next(part for part in _BOUNDS if part in told)
    return f"tanpa {_BOUNDS[part]}" if told[part] is None else f"{_BOUNDS[part]} {show_rupiah(told[part])}"


def _words(field: str, value: Any, names: AreaNames) -> str:
    if value in (None, "", []):
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if field in _SAID:
        return _SAID[field](value)
    if field in ("area_code", "district_code") and value in names.rows:
        return names.label(value)
    if field == "sales_channels":
        return ", ".join(choices.words_of(choices.SALES_CHANNELS, each) for each in value)
    if field in _LISTS:
        return _LISTS[field].get(str(value), str(value))
    if isinstance(value, int) and field not in ("start_year", "year"):
        return show_number(value)
    if isinstance(value, dict):
        return without_persons(", ".join(str(each) for each in value.values() if each)) or "kosong"
    if isinstance(value, str) and field not in _NUMBERED:
        return without_persons(value)  # as the sealed fields are told here: masked for whoever reads
    return str(value) if not isinstance(value, uuid.UUID) else ""
