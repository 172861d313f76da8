"""A business (usaha)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, SmallInteger, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from digiloka.database import UTC, Base
from digiloka.registry.models.columns import Edited
from digiloka.registry.models.figures import Figures
from digiloka.registry.models.licence import Licence
from digiloka.registry.models.owner import Owner
from digiloka.registry.models.place import Place


def _by_letter(length: int) -> String:
    """Text that PostgreSQL, too, compares letter by letter, so that an index knows where codes of one beginning lie."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Business(Edited, Base):
    """One business of one owner.

    `number` is public (1472-XXXX-XXXC), random and never reused. `area_code` (kelurahan, null = "perlu area") and
    `scope_code` (the lowest area that is certain: who may see it) repeat the current main place; only
    registry.actions keeps them, so that every list and every count can filter without a join.
    """

    __tablename__ = "business"
    __table_args__ = (
        # All that a list orders, filters, searches and counts by, the newest last: it never reads the wide rows, and
        # a new business is written at the end of it.
        Index("ix_business_list", "city_code", "created_at", "id", "state", "scope_code", "area_code", "sector",
              "scale", "source", "existence", "number", "search_key"),
        # The same by name: sorting a city for its last page took longer than all else together.
        Index("ix_business_by_name", "city_code", "search_key", "id", "state", "scope_code", "area_code", "sector",
              "scale", "source", "existence", "number"),
        Index("ix_business_scope", "scope_code", "created_at", "id", "state"),  # a kelurahan's, without the city's
        Index("ix_business_batch", "batch_id"),
    )

    number: Mapped[str] = mapped_column(_by_letter(14), unique=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("owner.id"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(500), default="")  # folded: name, product, owner's name
    brand: Mapped[str | None] = mapped_column(String(120))
    activity: Mapped[str | None] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    kbli: Mapped[str | None] = mapped_column(String(5))
    kbli_version: Mapped[str | None] = mapped_column(String(4))
    kbli_proposed: Mapped[bool] = mapped_column(Boolean, default=False)  # a guess from words, nobody confirmed it
    sector: Mapped[str | None] = mapped_column(String(24))  # activities.sectors, dinas grouping
    sector_as_written: Mapped[str | None] = mapped_column(String(200))
    sector_chosen: Mapped[bool] = mapped_column(Boolean, default=False)  # set by a person, not derived
    makes_goods: Mapped[str | None] = mapped_column(String(12))
    serves_food: Mapped[str | None] = mapped_column(String(12))
    sells_goods: Mapped[str | None] = mapped_column(String(12))
    gives_service: Mapped[str | None] = mapped_column(String(12))
    legal_form: Mapped[str | None] = mapped_column(String(24))
    start_year: Mapped[int | None] = mapped_column(SmallInteger)
    start_month: Mapped[int | None] = mapped_column(SmallInteger)
    sales_channels: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    export: Mapped[str | None] = mapped_column(String(200))
    more: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # financing, partnership, training
    scale: Mapped[str | None] = mapped_column(String(10))  # by sales, of the newest figures; kept by registry.actions
    scale_as_written: Mapped[str | None] = mapped_column(String(60))  # a claim of the source, never the scale
    ikm_dinas: Mapped[bool | None] = mapped_column(Boolean)  # binaan IKM in the office's own view
    notes: Mapped[str | None] = mapped_column(Text)
    area_code: Mapped[str | None] = mapped_column(String(13))
    scope_code: Mapped[str] = mapped_column(_by_letter(13))
    existence: Mapped[int] = mapped_column(SmallInteger, default=1)  # SBR code 1..10
    existence_since: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(12), default="submitted")  # registry.status
    level: Mapped[str] = mapped_column(String(12), default="declared")  # registry.status ladder
    verified_at: Mapped[datetime | None] = mapped_column(UTC)
    source: Mapped[str] = mapped_column(String(12))  # self, desk, import, api
    source_id: Mapped[str | None] = mapped_column(String(100))  # its number in another system
    created_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    import_row_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    survey_date: Mapped[date | None] = mapped_column(Date)

    owner: Mapped[Owner] = relationship()
    places: Mapped[list[Place]] = relationship(order_by=(Place.created_at, Place.id))
    figures: Mapped[list[Figures]] = relationship(
        primaryjoin="and_(Business.id == Figures.business_id, Figures.withdrawn.is_(False))",
        order_by=Figures.year.desc(),
    )
    licences: Mapped[list[Licence]] = relationship(
        primaryjoin="and_(Business.id == Licence.business_id, Licence.withdrawn.is_(False))",
        order_by=(Licence.created_at, Licence.id),
    )
    owner_licences: Mapped[list[Licence]] = relationship(  # the owner's own papers: the NIB
        primaryjoin="and_(foreign(Licence.owner_id) == Business.owner_id, Licence.business_id.is_(None),"
        " Licence.withdrawn.is_(False))",
        order_by=(Licence.created_at, Licence.id),
        viewonly=True,
    )

    @property
    def main_place(self) -> Place | None:
        return next((place for place in self.places if place.main), None)

    @property
    def newest_figures(self) -> Figures | None:
        return self.figures[0] if self.figures else None

    @property
    def papers(self) -> list[Licence]:
        """The owner's licences, then the business's own."""
        return [*self.owner_licences, *self.licences]
