"""The person or body behind a business (pelaku usaha)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, SmallInteger, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, Sealed, new_id, now
from digiloka.registry.models.columns import Edited


class Owner(Edited, Base):
    """NIK, phone, email, NPWP, birth date and home address are ciphertext; NIK and phone are found by keyed hash."""

    __tablename__ = "owner"
    __table_args__ = (UniqueConstraint("city_code", "nik_hash"),)  # one owner a NIK, however many doors at once

    name: Mapped[str | None] = mapped_column(String(200))
    name_key: Mapped[str | None] = mapped_column(String(200), index=True)  # values.text.key(name)
    is_body: Mapped[bool] = mapped_column(Boolean, default=False)  # a PT, a group: no NIK of its own
    nik: Mapped[str | None] = mapped_column(Sealed("owner.nik"))
    nik_hash: Mapped[str | None] = mapped_column(String(43))  # proven: an officer saw it
    nik_claim: Mapped[str | None] = mapped_column(String(43), index=True)  # typed by somebody nobody has checked yet
    nik_absent: Mapped[str | None] = mapped_column(String(12))  # tidak_ada, menolak, lupa
    phone: Mapped[str | None] = mapped_column(Sealed("owner.phone"))  # E.164
    phone_hash: Mapped[str | None] = mapped_column(String(43), index=True)
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UTC)
    other_phones: Mapped[str | None] = mapped_column(Sealed("owner.other_phones"))  # E.164, blank between
    email: Mapped[str | None] = mapped_column(Sealed("owner.email"))
    npwp: Mapped[str | None] = mapped_column(Sealed("owner.npwp"))
    birth_date: Mapped[str | None] = mapped_column(Sealed("owner.birth_date"))  # ISO
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)  # for age groups
    birth_place: Mapped[str | None] = mapped_column(Sealed("owner.birth_place"))
    address: Mapped[str | None] = mapped_column(Sealed("owner.address"))  # home
    sex: Mapped[str | None] = mapped_column(String(1))
    education: Mapped[str | None] = mapped_column(String(12))

    def born_on(self) -> date | None:
        return date.fromisoformat(self.birth_date) if self.birth_date else None


class Holding(Base):
    """A user account that may see and change an owner's businesses."""

    __tablename__ = "holding"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("owner.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, default=new_id)
    since: Mapped[datetime] = mapped_column(UTC, default=now)
