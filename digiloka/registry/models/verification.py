"""What officers decided about a business, and what its owner is told."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, new_id, now


class Decision(Base):
    """One step of verification. `fields` is {field key: reason} for what must be mended."""

    __tablename__ = "decision"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    business_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("business.id"), index=True)
    before: Mapped[str] = mapped_column(String(12))
    after: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    fields: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[datetime] = mapped_column(UTC, default=now)


class Notice(Base):
    """A sentence for the owner, shown on the owner's pages and handed to a message gateway where there is one."""

    __tablename__ = "notice"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("owner.id"), index=True)
    business_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("business.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
    read_at: Mapped[datetime | None] = mapped_column(UTC)
    sent_at: Mapped[datetime | None] = mapped_column(UTC)
