"""Taking a batch back, and saying what stayed because somebody wrote since."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.imports.tellings import named_by_others, of_batch, of_others
from digiloka.licensing.kinds import KINDS
from digiloka.registry.actions.retelling import retell
from digiloka.registry.actions.standing import DERIVED, approved_since, made_row, reverted
from digiloka.registry.actions.undo import Column, restore, withdraw_many
from digiloka.registry.comparing import ENTRIES
from digiloka.registry.models import Figures, Licence
from digiloka.registry.papers import field_key
from digiloka.registry.queries import made_by, numbers_of, seen_of
from digiloka.registry.queries.history import key_of, label_of
from digiloka.values.amounts import show_number

_MADE = "Sudah diubah atau diperiksa sesudah impor."
_NAMED = "Usaha ini ada juga di berkas lain yang masih berlaku."
_CHANGED = "Isian ini sudah diubah lagi sesudah impor: {}."
_TOLD = "Isian ini disebut juga oleh data lain yang masih berlaku: {}."
_PERSON = "Pemiliknya dikenal dari impor ini, jadi data pemilik tetap. Periksa data pemiliknya."
_PERSON_ELSEWHERE = "Pemiliknya dikenal dari impor ini, jadi data pemilik tetap. Teruskan ke dinas."
ELSEWHERE = "Usaha di wilayah lain"  # in place of its number
_KEY_OF = {("business", "brand"): "trade_name", ("place", "latitude"): "coordinates"}  # as plans call them
_FIGURES = frozenset(entry.key for entry in ENTRIES if entry.part == "figures")
_GONE = "usahanya, ditarik dari daftar"
_CHUNK = 500
_SAID_BY = {  # columns that go with one that people know
    ("business", "scope_code"): ("place", "area_code"), ("place", "district_code"): ("place", "area_code"),
    ("business", "sector_as_written"): ("business", "sector"), ("business", "sector_chosen"): ("business", "sector"),
    ("business", "kbli_version"): ("business", "kbli"), ("business", "kbli_proposed"): ("business", "kbli"),
    ("business", "start_month"): ("business", "start_year"), ("owner", "phone_confirmed_at"): ("owner", "phone"),
    ("place", "accuracy_m"): ("place", "latitude"), ("place", "point_source"): ("place", "latitude"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stayed:
    """Why a business, or a part of what was written on it, stays; and what of it went back."""

    reason: str
    back: list[str] = field(default_factory=list)
    keys: frozenset[str] = frozenset()  # the fields that somebody wrote since


@dataclass(frozen=True, slots=True)
class UndoReport:
    """How many businesses went back whole, and of which something stayed, each with a reason. None counts twice."""

    withdrawn: int  # businesses the batch had made
    restored: int  # businesses it had changed
    kept: list[dict[str, Any]] = field(default_factory=list)  # number, reason; `back` of one that went back in part
    stayed: dict[uuid.UUID, Stayed] = field(default_factory=dict, repr=False)  # by business, not for readers

    @property
    def reversed(self) -> int:
        return self.withdrawn + self.restored

    @property
    def partly(self) -> int:
        return sum("back" in kept for kept in self.kept)

    def as_json(self) -> dict[str, Any]:
        return {"withdrawn": self.withdrawn, "restored": self.restored, "reversed": self.reversed,
                "partly": self.partly, "kept": self.kept}

    def sentence(self) -> str:
        """For the console."""
        counts = [(self.withdrawn, "usaha baru ditarik"), (self.restored, "usaha dikembalikan seperti semula"),
                  (len(self.kept) - self.partly, "usaha tetap")]
        counts[2:2] = [(self.partly, "usaha dikembalikan sebagian")] if self.partly else []
        lines = [", ".join(f"{show_number(count)} {words}" for count, words in counts) + "."]
        return "\n".join([*lines, *(f"  {kept['number']}: {in_full(kept)}" for kept in self.kept)])


def counts_in(report: Mapping[str, Any] | None) -> tuple[int, int, int]:
    """(businesses reversed, reversed in part, kept) of a report as it was stored; an earlier one knew no parts."""
    told = report or {}
    partly = told.get("partly", 0)
    return told.get("reversed") or 0, partly, len(told.get("kept", ())) - partly


def in_full(kept: Mapping[str, Any]) -> str:
    """One of a report's `kept` in a sentence or two: what went back, and why the rest stays."""
    return f"{back_told(kept['back'])} {kept['reason']}" if kept.get("back") else kept["reason"]


def back_told(back: Collection[str]) -> str:
    """What went back of a business that something stays of, in a sentence."""
    return f"Sudah dikembalikan: {', '.join(back)}."


class _Following:
    """Counts the businesses that are done with, each once, for whoever waits."""

    def __init__(self, say: Callable[[int], None]) -> None:
        self._say = say
        self._done: set[uuid.UUID] = set()

    def __call__(self, businesses: Collection[uuid.UUID]) -> None:
        self._done.update(businesses)
        self._say(len(self._done))


def take_back(
    session: Session, actor: Actor, batch_id: uuid.UUID, area_code: str,
    progress: Callable[[int], None] = lambda _done: None,
) -> UndoReport:
    """Withdraw what a batch made and reverse what it changed, except where somebody wrote or approved it since.

    A new business may have filled blanks of an owner who was there before: those are emptied again with it, unless
    the business stays. What another source says of an owner stays too. Done again, it tries what was kept and leaves
    the rest as it is. `area_code` is the batch's: whoever reads the report sees numbers of that area only.
    `progress` hears how many businesses are done with.
    """
    following = _Following(progress)
    told, own = of_others(session, batch_id), of_batch(session, batch_id)
    named = named_by_others(session, batch_id)
    made = withdraw_many(session, actor, batch_id, named, handled=following)
    following(made.kept)
    wrote = _changes(session, batch_id, made.kept)
    approved = approved_since(session, _left_of(wrote))
    lines = [line for line in wrote if line.id not in approved]
    undone = restore(session, actor, lines, batch_id=batch_id, told=told, handled=following)
    touched = {line.business_id for line in lines if line.business_id}
    retold = retell(session, actor, batch_id, touched, undone.restored, told, own)
    stayed = [(ident, _NAMED if ident in named else _MADE) for ident in made.kept]
    stayed += [(ident, _MADE) for ident in set(approved.values()).difference(made.kept)]
    for columns, reason in ((undone.kept, _CHANGED), (undone.told, _TOLD)):
        stayed += _named(session, lines, [column for column in columns if not retold.has(column)], reason)
    stayed += [(ident, _PERSON) for ident in retold.unknown]
    held = {column for column in undone.kept if not retold.has(column)}
    held.update(column for line in wrote if line.id in approved for column in _columns(line))
    return _reported(session, batch_id, _reasons(stayed), [*undone.kept, *undone.told], wrote, undone.restored,
                     Viewer(None, actor.role, area_code), _keys(session, wrote, held))


def _reported(
    session: Session, batch_id: uuid.UUID, reasons: Mapping[uuid.UUID, str], kept: Collection[Column],
    wrote: Collection[JournalLine], now: Collection[Column], reader: Viewer,
    keys: Mapping[uuid.UUID, frozenset[str]],
) -> UndoReport:
    """What became of each business, in this try and those before it; `wrote` is what was written on earlier rows."""
    gone, made = _withdrawn(session, batch_id), made_by(session, batch_id)
    back = _back(session, [line for line in wrote if line.business_id in reasons], now, kept)
    stayed = {ident: Stayed(why, [*([_GONE] if ident in gone else ()), *back.get(ident, ())],
                            keys.get(ident, frozenset()))
              for ident, why in reasons.items()}
    changed = {line.business_id for line in wrote if line.business_id} - made
    return UndoReport(len(gone - reasons.keys()), len(changed - reasons.keys()), _as_told(session, stayed, reader),
                      stayed)


def _withdrawn(session: Session, batch_id: uuid.UUID) -> set[uuid.UUID | None]:
    """The businesses that the batch made and an undoing of it, this one or an earlier, withdrew."""
    lines = select(JournalLine.business_id).where(JournalLine.batch_id == batch_id, JournalLine.action == "withdraw",
                                                  JournalLine.subject == "business")
    return set(session.scalars(lines))


def _left_of(lines: Collection[JournalLine]) -> Iterator[JournalLine]:
    """The lines about rows that no earlier try has put back whole."""
    about: dict[tuple[str, uuid.UUID | None], list[JournalLine]] = defaultdict(list)
    for line in lines:
        about[line.subject, line.subject_id].append(line)
    return (line for theirs in about.values() if not reverted(theirs) for line in theirs)


def _reasons(stayed: list[tuple[uuid.UUID, str]]) -> dict[uuid.UUID, str]:
    """Each business once, with all that was said of it."""
    reasons: dict[uuid.UUID, list[str]] = defaultdict(list)
    for ident, reason in stayed:
        reasons[ident].append(reason)
    return {ident: " ".join(told) for ident, told in reasons.items()}


def told_to(reason: str, *, seen: bool) -> str:
    """The reason as somebody reads it who can look the business up, or who cannot."""
    return reason if seen else reason.replace(_PERSON, _PERSON_ELSEWHERE)


def _as_told(session: Session, stayed: Mapping[uuid.UUID, Stayed], reader: Viewer) -> list[dict[str, Any]]:
    """Number, reason and what went back of each. Of one outside the reader's area no number: nobody there can look it
    up."""
    numbers = numbers_of(session, set(stayed))
    seen = seen_of(session, reader, list(numbers))
    return [
        {"number": numbers[ident] if ident in seen else ELSEWHERE, "reason": told_to(told.reason, seen=ident in seen)}
        | ({"back": told.back} if told.back else {})
        for ident, told in stayed.items()
    ]


def _back(
    session: Session, lines: Collection[JournalLine], now: Collection[Column], kept: Collection[Column]
) -> dict[uuid.UUID, list[str]]:
    """{business: what went back of what these lines wrote on it, in words}, now and in earlier tries."""
    back = {*now, *(column for line in lines if line.action == "restore" for column in _columns(line))}
    wrote = {(line.business_id, column) for line in lines if line.action != "restore" for column in _columns(line)}
    asked, left = {*back, *kept}, set(kept)
    found = [(ident, column) for ident, column in wrote if ident and column in asked]
    words = _Words(session, {column for _, column in found})
    told: dict[uuid.UUID, set[str]] = defaultdict(set)
    stays: dict[uuid.UUID, set[str]] = defaultdict(set)
    for ident, column in found:
        (stays if column in left else told)[ident].add(words.of(*column))
    return {ident: sorted(labels - stays[ident]) for ident, labels in told.items()}


def _keys(
    session: Session, lines: Collection[JournalLine], columns: Collection[Column]
) -> dict[uuid.UUID, frozenset[str]]:
    """{business: the fields of these columns that were written on it}."""
    words, found = _Words(session, columns), defaultdict(set)
    for line in lines if columns else ():
        for column in _columns(line):
            if line.business_id and column in columns:
                found[line.business_id] |= words.keys(*column)
    return {ident: frozenset(keys) for ident, keys in found.items()}


def _columns(line: JournalLine) -> Iterator[Column]:
    """What a line wrote; of one that made its row, the row as a whole."""
    if line.subject_id is None:
        return
    written = ["withdrawn"] if made_row(line) else [*(line.changes or {}), *(line.sealed or {})]
    hidden: Collection[str] = DERIVED.get(line.subject, ())
    yield from ((line.subject, line.subject_id, name) for name in written if name not in hidden)


def _named(
    session: Session, lines: Collection[JournalLine], columns: Collection[Column], reason: str
) -> list[tuple[uuid.UUID, str]]:
    """(business, sentence) for what stayed of each."""
    business_of = {(line.subject, line.subject_id): line.business_id for line in lines}
    stayed: dict[uuid.UUID | None, set[str]] = defaultdict(set)
    words = _Words(session, columns)
    for subject, ident, column in columns:
        stayed[business_of[subject, ident]].add(words.of(subject, ident, column))
    return [(ident, reason.format(", ".join(sorted(labels)))) for ident, labels in stayed.items() if ident]


class _Words:
    """What of a business was kept, as a person would call it: a column alone does not say of which year or paper."""

    def __init__(self, session: Session, kept: Collection[tuple[str, uuid.UUID, str]]) -> None:
        self._years = {row.id: row.year for row in _rows(session, Figures, "figures", kept)}
        self._kinds = {row.id: row.kind for row in _rows(session, Licence, "licence", kept)}

    def of(self, subject: str, ident: uuid.UUID, column: str) -> str:
        if subject == "licence":
            return KINDS[self._kinds[ident]].label
        if subject == "figures":
            return f"{'Data' if column == 'withdrawn' else label_of(subject, column)} tahun {self._years[ident]}"
        return label_of(*_SAID_BY.get((subject, column), (subject, column)))

    def keys(self, subject: str, ident: uuid.UUID, column: str) -> frozenset[str]:
        """The fields of it, as a plan calls them."""
        if subject == "licence":
            return frozenset((field_key(self._kinds[ident]),))
        if subject == "figures" and column == "withdrawn":
            return _FIGURES
        about = _SAID_BY.get((subject, column), (subject, column))
        return frozenset((_KEY_OF.get(about) or key_of(*about),))


def _rows(session: Session, model: Any, subject: str, kept: Collection[tuple[str, uuid.UUID, str]]) -> Iterator[Any]:
    ids = sorted({ident for about, ident, _ in kept if about == subject})
    for start in range(0, len(ids), _CHUNK):
        yield from session.scalars(select(model).where(model.id.in_(ids[start : start + _CHUNK])))


def _changes(session: Session, batch_id: uuid.UUID, staying: Collection[uuid.UUID]) -> list[JournalLine]:
    """What the batch wrote on rows that were there before it; nothing of the businesses it made that stay.

    What an earlier try restored belongs to it, so that nothing is put back twice.
    """
    wrote = select(JournalLine).where(
        JournalLine.batch_id == batch_id, JournalLine.action.in_(("amend", "restore")),
        JournalLine.subject != "batch",
    )
    lines = session.scalars(wrote.order_by(JournalLine.at, JournalLine.id))
    left = set(staying)
    return [line for line in lines if line.business_id not in left]

