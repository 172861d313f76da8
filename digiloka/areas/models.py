"""Two tables: the areas of the installation's city, and the other ways to write their names."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import Boolean, Float, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, new_id, now


class Area(Base):
    """A kota, kecamatan or kelurahan by its Kemendagri code. Never deleted: old records point to it.

    The point is a "perkiraan" while `approximate`; `point_source` says how it was found (`loading.AreaRow`).
    `boundary_hash` names the polygon's exact content, so that whoever keeps a copy knows when it is stale.
    """

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    city_code: Mapped[str] = mapped_column(String(5), index=True)
    level: Mapped[str] = mapped_column(String(10))  # kota, kecamatan, kelurahan
    kind: Mapped[str] = mapped_column(String(12))  # as it is called there: kabupaten, distrik, desa …
    name: Mapped[str] = mapped_column(String(100))
    parent_code: Mapped[str | None] = mapped_column(String(8), ForeignKey("area.code"), index=True)
    bps_code: Mapped[str | None] = mapped_column(String(10), index=True)
    postal_code: Mapped[str | None] = mapped_column(String(5))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    point_source: Mapped[str | None] = mapped_column(String(10))
    approximate: Mapped[bool] = mapped_column(Boolean, default=True)
    boundary: Mapped[Any | None] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=True), deferred=True)
    boundary_hash: Mapped[str | None] = mapped_column(String(64))
    boundary_source: Mapped[str | None] = mapped_column(String(200))
    boundary_loaded_at: Mapped[datetime | None] = mapped_column(UTC)
    current: Mapped[bool] = mapped_column(Boolean, default=True)  # False once the official list drops it
    source: Mapped[str] = mapped_column(String(60))  # `loading.edition()`
    loaded_at: Mapped[datetime] = mapped_column(UTC, default=now, onupdate=now)


class AreaAlias(Base):
    """Another way to write an area's name; kinds as in `loading.Alias`."""

    __tablename__ = "area_alias"
    __table_args__ = (UniqueConstraint("area_code", "alias"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    area_code: Mapped[str] = mapped_column(String(13), ForeignKey("area.code"))
    alias: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10), default="spelling")
    from_year: Mapped[int | None] = mapped_column(Integer)
    to_year: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(String(200))
    own: Mapped[bool] = mapped_column(Boolean, default=False)  # True = added by this installation, never overwritten
