"""Where a business is or was (lokasi)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import Base, point_column
from digiloka.registry.models.columns import Edited


class Place(Edited, Base):
    """One place; a business has one main place at a time. `point` is WGS84, `accuracy_m` in metres."""

    __tablename__ = "place"

    business_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("business.id"), index=True)
    main: Mapped[bool] = mapped_column(Boolean, default=True)
    premises_kind: Mapped[str | None] = mapped_column(String(16))
    premises_status: Mapped[str | None] = mapped_column(String(24))
    address: Mapped[str | None] = mapped_column(Text)
    rt: Mapped[str | None] = mapped_column(String(3))
    rw: Mapped[str | None] = mapped_column(String(3))
    area_code: Mapped[str | None] = mapped_column(String(13), index=True)  # kelurahan
    district_code: Mapped[str | None] = mapped_column(String(8))
    village_as_written: Mapped[str | None] = mapped_column(String(120))
    postal_code: Mapped[str | None] = mapped_column(String(5))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    point: Mapped[Any | None] = mapped_column(point_column())
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    point_source: Mapped[str | None] = mapped_column(String(12))  # gps, map, sheet, approximate
    until: Mapped[date | None] = mapped_column(Date)  # moved away on
