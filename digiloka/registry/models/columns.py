"""Columns that every row a person edits carries."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Integer, String, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from digiloka.database import UTC, new_id, now


class Edited:
    """Identity (UUIDv7, a client may bring its own), city, and the version that guards against lost updates."""

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTC, default=now, onupdate=now)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # SQLAlchemy calls it on the class
        return {"version_id_col": cls.version}
