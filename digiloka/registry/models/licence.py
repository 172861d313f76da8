"""A paper of an owner, perhaps for one business (legalitas). A NIB is always the owner's."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base
from digiloka.registry.models.columns import Edited


class Licence(Edited, Base):
    """kind: a key of licensing.kinds; status: ya, tidak, tidak_tahu, proses; level: claimed, numbered, checked.

    A withdrawn one was made by a batch that was undone, or struck out by a person.
    """

    __tablename__ = "licence"
    __table_args__ = (Index("ix_licence_kind_number", "kind", "number"),)

    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("owner.id"), index=True)
    business_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("business.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str | None] = mapped_column(String(120))
    number: Mapped[str | None] = mapped_column(String(80))
    issuer: Mapped[str | None] = mapped_column(String(120))
    products: Mapped[str | None] = mapped_column(String(300))
    issued_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(12), default="ya")
    level: Mapped[str] = mapped_column(String(12), default="claimed")
    checked_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    checked_at: Mapped[datetime | None] = mapped_column(UTC)
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
