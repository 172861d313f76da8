"""Rows of an import that was taken back whose business stays: they still say what they said.

The same file sent again must not write over what made the business stay, nor make it once more.
"""

from __future__ import annotations

import uuid

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from digiloka.imports.models import APPLIED, ImportBatch, ImportRow
from digiloka.imports.outcomes import WROTE
from digiloka.imports.undo_rows import stayed_whole
from digiloka.registry.models import Business
from digiloka.registry.status import HIDDEN_STATES

_UNDONE = ImportBatch.state.concat("") == "undone"  # compared, never looked up by, as APPLIED is
# Rows that may stand; `Staying` says of those of an undone batch which do.
MAY_STAND = or_(APPLIED, and_(_UNDONE, ImportRow.outcome.in_(WROTE), Business.state.not_in(HIDDEN_STATES)))


class Staying:
    """Says which written rows of undone batches stay as they were; each batch's report is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stayed: dict[uuid.UUID, frozenset[int]] = {}

    def stands(self, batch_id: uuid.UUID, state: str, position: int) -> bool:
        """Does what this row wrote stand whole? Of what went back in part nobody can say which cells still speak."""
        if state != "undone":
            return True
        if batch_id not in self._stayed:
            told = select(ImportBatch.undo_report).where(ImportBatch.id == batch_id)
            self._stayed[batch_id] = stayed_whole(self._session.scalar(told))
        return position in self._stayed[batch_id]
