"""Licences of two records of one business: which are the same paper, and what the newer one says about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from digiloka.registry.records import LicenceRecord
from digiloka.values.text import key as folded

_FIELD_KEYS = {"nib": "nib", "pirt": "pirt", "halal": "halal", "bpom": "bpom", "sni": "sni", "merek": "brand"}
_FACTS = ("issued_on", "expires_on", "issuer", "name")


def field_key(kind: str) -> str:
    """The key of registry.fields under which a kind of paper stands; all rare kinds share "licence"."""
    return _FIELD_KEYS.get(kind, "licence")


@dataclass(slots=True)
class Plan:
    """`kept[i]` is what becomes of the i-th earlier paper (None: struck out); `added` are new ones."""

    kept: list[LicenceRecord | None] = field(default_factory=list)
    added: list[LicenceRecord] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def result(self) -> tuple[LicenceRecord, ...]:
        return (*(paper for paper in self.kept if paper is not None), *self.added)

    def _changed(self, kind: str, old: LicenceRecord | None, new: LicenceRecord | None) -> None:
        self.changes[field_key(kind)] = (_shown(old), _shown(new))


def plan(
    earlier: Sequence[LicenceRecord], newer: Sequence[LicenceRecord], keys: Collection[str] | None = None
) -> Plan:
    """What the newer papers make of the earlier ones. With `keys`, papers of these fields are taken as they stand:
    one that is not named any more is struck out."""
    found = Plan(list(earlier))
    free = set(range(len(earlier)))
    for paper in newer:
        if keys is not None and field_key(paper.kind) not in keys:
            continue
        place = match([earlier[i] for i in sorted(free)], paper, edited=keys is not None)
        if place is None:
            if paper.status != "tidak_tahu":  # "don't know" about a paper nobody spoke of is no news
                found.added.append(paper)
                found._changed(paper.kind, None, paper)
            continue
        index = sorted(free)[place]
        free.discard(index)
        taken = paper if keys is not None else filled(earlier[index], paper)
        if taken != earlier[index]:
            found.kept[index] = taken
            found._changed(paper.kind, earlier[index], taken)
    for index in free if keys is not None else ():
        if field_key(earlier[index].kind) in (keys or ()):
            found.kept[index] = None
            found._changed(earlier[index].kind, earlier[index], None)
    return found


def match(earlier: Sequence[LicenceRecord], paper: LicenceRecord, *, edited: bool = False) -> int | None:
    """The place of the same paper among earlier ones: the same number, else the only one whose number is open.

    `edited`: a person corrects the number, so a lone paper of the kind is the one meant.
    """
    same_kind = [i for i, other in enumerate(earlier) if other.kind == paper.kind and _same_name(other, paper)]
    number = _bare(paper.number)
    for i in same_kind:
        if number and _bare(earlier[i].number) == number:
            return i
    if number is None:
        return same_kind[0] if same_kind else None
    if edited and len(same_kind) == 1:
        return same_kind[0]
    return next((i for i in same_kind if earlier[i].number is None), None)


def filled(earlier: LicenceRecord, paper: LicenceRecord) -> LicenceRecord:
    """A paper with what a newer source adds. A claim never unsays a number."""
    status = paper.status
    if status == "tidak_tahu" or (earlier.number and status != "ya"):
        status = earlier.status
    facts = {name: value for name in _FACTS if (value := getattr(paper, name)) is not None}
    return replace(earlier, number=earlier.number or paper.number, status=status, **facts)


def _same_name(one: LicenceRecord, other: LicenceRecord) -> bool:
    return one.kind != "other" or None in (one.name, other.name) or folded(one.name or "") == folded(other.name or "")


def _bare(number: str | None) -> str | None:
    return "".join(sign for sign in number.upper() if sign.isalnum()) if number else None


def _shown(paper: LicenceRecord | None) -> tuple[str, str | None] | None:
    return None if paper is None else (paper.status, paper.number)
