"""The journal's table. Lines are only ever added."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, SealedJSON, new_id, now


class JournalLine(Base):
    """One change. `changes` is {field: [before, after]}; values of sealed columns stand in `sealed` instead."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_business_at", "business_id", "at"), Index("ix_journal_batch", "batch_id"))

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UTC, default=now, index=True)
    city_code: Mapped[str] = mapped_column(String(5))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    actor_role: Mapped[str] = mapped_column(String(20))
    door: Mapped[str] = mapped_column(String(10))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))  # business, owner, place, figures, licence, user, area …
    subject_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    business_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    reason: Mapped[str | None] = mapped_column(String(500))
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sealed: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("journal.sealed"))
