"""Rows of an import that was taken back whose business stays: they still say what they said.

The same file sent again must not write over what made the business stay, nor make it once more.
"""

from __future__ import annotations

import uuid

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from digiloka.imports.models import APPLIED, ImportBatch, ImportRow
from digiloka.imports.outcomes import WROTE
from digiloka.imports.undo_rows import gone_back
from digiloka.registry.models import Business
from digiloka.registry.status import HIDDEN_STATES

_UNDONE = ImportBatch.state.concat("") == "undone"  # compared, never looked up by, as APPLIED is
# Rows that may stand; `Staying` says of those of an undone batch which do.
MAY_STAND = or_(APPLIED, and_(_UNDONE, ImportRow.outcome.in_(WROTE), Business.state.not_in(HIDDEN_STATES)))


class Staying:
    """Says which written rows of undone batches stay, and what of them went back; each batch's report is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stayed: dict[uuid.UUID, dict[int, frozenset[str]]] = {}

    def stands(self, batch_id: uuid.UUID, state: str, position: int) -> bool:
        """Does what this row wrote stand, be it in part?"""
        return state != "undone" or position in self._of(batch_id)

    def gone_back(self, batch_id: uuid.UUID, state: str, position: int) -> frozenset[str]:
        """The fields of a row that stands which were put back: they may be written again."""
        return self._of(batch_id)[position] if state == "undone" else frozenset()

    def _of(self, batch_id: uuid.UUID) -> dict[int, frozenset[str]]:
        if batch_id not in self._stayed:
            told = select(ImportBatch.undo_report).where(ImportBatch.id == batch_id)
            self._stayed[batch_id] = gone_back(self._session.scalar(told))
        return self._stayed[batch_id]
