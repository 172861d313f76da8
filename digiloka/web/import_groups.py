"""The kinds of fault of a batch, as its page lists them and narrows to their rows."""

from __future__ import annotations

from typing import Any

from digiloka.imports.fault_places import MOST
from digiloka.imports.whereabouts import OUTSIDE_AREA

_OUTSIDE = "Tempat usahanya di luar wilayah berkas ini."
_APART = "Menyangkut baris wilayah lain, jadi sebabnya tidak ditampilkan."


def groups_of(found: Any, *, whole: bool = True) -> list[dict[str, Any]]:
    """Each with the address word that shows its rows; what is said of a sheet as a whole is no cell, and stands by
    itself. Not `whole`: without the words that may quote a row which the reader does not see."""
    told = [group for group in (found.summary or {}).get("faults", []) if group["first"]["row"] or group.get("rows")]
    groups = [{"rows": [], "title": group["first"]["message"], **group, "kind": _kind(group)} for group in told]
    return groups if whole else _without_quotes(groups)


def group_of(found: Any, kind: str, *, whole: bool = True) -> dict[str, Any] | None:
    """The kind that an address word means; None without one whose rows can be shown."""
    if not kind:
        return None
    return next((group for group in groups_of(found, whole=whole) if group["kind"] == kind and group["rows"]), None)


def _without_quotes(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    outside = [group for group in groups if group["code"] == OUTSIDE_AREA]
    if not outside:
        return groups
    known = all(_all_rows(group) for group in outside)
    apart = {position for group in outside for position in group["rows"]}
    return [group if known and _all_rows(group) and apart.isdisjoint(group["rows"])
            else group | {"title": _OUTSIDE if group["code"] == OUTSIDE_AREA else _APART} for group in groups]


def _all_rows(group: dict[str, Any]) -> bool:
    """Is it known where all of its rows stand?"""
    return 0 < len(group["rows"]) < MOST


def _kind(group: dict[str, Any]) -> str:
    return ".".join(part for part in (group["code"], group["field"], group["severity"]) if part)
