"""Taking a batch back, and saying what stayed because somebody wrote since."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.registry.actions.undo import restore, withdraw_many
from digiloka.registry.queries import numbers_of
from digiloka.registry.queries.history import label_of
from digiloka.values.amounts import show_number

_MADE = "Sudah diubah atau diperiksa sesudah impor."
_CHANGED = "Isian ini sudah diubah lagi sesudah impor: {}."


@dataclass(frozen=True, slots=True)
class UndoReport:
    """How many businesses went back, and which stayed as they are, each with a reason."""

    withdrawn: int  # businesses the batch had made
    restored: int  # businesses it had changed
    kept: list[dict[str, str]] = field(default_factory=list)  # number, reason

    @property
    def reversed(self) -> int:
        return self.withdrawn + self.restored

    def after(self, earlier: dict[str, Any] | None) -> UndoReport:
        """Both tries in one: all that went back, and what is kept now."""
        told = earlier or {}
        return UndoReport(self.withdrawn + told.get("withdrawn", 0), self.restored + told.get("restored", 0), self.kept)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "reversed": self.reversed}

    def sentence(self) -> str:
        """For the console."""
        gone, back, kept = (show_number(count) for count in (self.withdrawn, self.restored, len(self.kept)))
        lines = [f"{gone} usaha baru ditarik, {back} usaha dikembalikan seperti semula, {kept} usaha tetap."]
        return "\n".join([*lines, *(f"  {kept['number']}: {kept['reason']}" for kept in self.kept)])


def take_back(session: Session, actor: Actor, batch_id: uuid.UUID) -> UndoReport:
    """Withdraw what a batch made and reverse what it changed, except where somebody wrote since.

    A new business may have filled blanks of an owner who was there before: those are emptied again with it, unless
    the business stays. Done again, it tries what was kept and leaves the rest as it is.
    """
    made = withdraw_many(session, actor, batch_id)
    lines = _changes(session, batch_id, made.kept)
    undone = restore(session, actor, lines, batch_id=batch_id)
    business_of = {(line.subject, line.subject_id): line.business_id for line in lines}
    own = {*made.withdrawn, *made.kept}
    restored = {business_of[subject, ident] for subject, ident, _ in undone.restored} - own
    stayed: dict[uuid.UUID | None, list[str]] = defaultdict(list)
    for subject, ident, column in undone.kept:
        stayed[business_of[subject, ident]].append(label_of(subject, column))
    numbers = numbers_of(session, [*made.kept, *(ident for ident in stayed if ident)])
    kept = [{"number": numbers[ident], "reason": _MADE} for ident in made.kept]
    kept += [
        {"number": numbers[ident], "reason": _CHANGED.format(", ".join(sorted(set(labels))))}
        for ident, labels in stayed.items() if ident
    ]
    return UndoReport(len(made.withdrawn), len(restored), kept)


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

