"""A registration somebody has begun. Its answers are ciphertext; it lapses after thirty days."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, SealedJSON, new_id, now


class Draft(Base):
    """Found again by phone and continuation code (both only as keyed hashes)."""

    __tablename__ = "draft"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)  # becomes the business's id
    version: Mapped[int] = mapped_column(Integer, default=1)
    city_code: Mapped[str] = mapped_column(String(5))
    user_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)  # the officer at the desk, or a signed-in owner
    phone_hash: Mapped[str | None] = mapped_column(String(43), index=True)
    code_hash: Mapped[str | None] = mapped_column(String(43))
    step: Mapped[str] = mapped_column(String(20), default="owner")
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJSON("draft.answers"))
    business_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)  # set once it was sent: sending again changes nothing
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTC, default=now, onupdate=now)
    expires_at: Mapped[datetime] = mapped_column(UTC, index=True)

    __mapper_args__ = {"version_id_col": version}
