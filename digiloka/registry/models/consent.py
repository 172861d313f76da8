"""Consent of the owner to a named purpose (UU 27/2022 Pasal 21-24): text version, time, channel, officer."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, new_id, now


class Consent(Base):
    """One agreement. Withdrawn ones stay, with the time they ended."""

    __tablename__ = "consent"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("owner.id"), index=True)
    business_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("business.id"))
    purpose: Mapped[str] = mapped_column(String(24))  # privacy.consent.PURPOSES
    text_version: Mapped[str] = mapped_column(String(16))
    given_at: Mapped[datetime] = mapped_column(UTC, default=now)
    channel: Mapped[str] = mapped_column(String(12))  # self, desk, survey
    officer_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTC)
