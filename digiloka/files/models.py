"""What is known of a stored file. The row is written after the file, so a row always has its file."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, Sealed, new_id, now


class StoredFile(Base):
    """One stored content. Two uploads of equal bytes share it."""

    __tablename__ = "stored_file"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    address: Mapped[str] = mapped_column(String(43), unique=True)  # keyed hash of the plain content
    size: Mapped[int] = mapped_column(BigInteger)  # bytes, plain
    name: Mapped[str | None] = mapped_column(Sealed("stored_file.name"))  # as the sender called it first
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
