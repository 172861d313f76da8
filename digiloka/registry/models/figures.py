"""What a business counted for one year (data tahunan), with the scale computed from it."""

from __future__ import annotations

import uuid
from decimal import Decimal

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, Numeric, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import Base
from digiloka.registry.models.columns import Edited


class Figures(Edited, Base):
    """Money in whole rupiah as [low, high], equal when exact, null = open end.

    Turnover, production and raw material are a year's; `*_period` is how they were said (day, month, year) and null
    when nobody said: then the figure stands as written. A withdrawn row was made by a batch that was undone.
    """

    __tablename__ = "figures"
    __table_args__ = (UniqueConstraint("business_id", "year"),)

    business_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("business.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    turnover_low: Mapped[int | None] = mapped_column(BigInteger)
    turnover_high: Mapped[int | None] = mapped_column(BigInteger)
    turnover_period: Mapped[str | None] = mapped_column(String(8))
    turnover_estimated: Mapped[bool] = mapped_column(Boolean, default=False)  # e.g. a month times twelve
    capital_low: Mapped[int | None] = mapped_column(BigInteger)
    capital_high: Mapped[int | None] = mapped_column(BigInteger)
    assets_low: Mapped[int | None] = mapped_column(BigInteger)
    assets_high: Mapped[int | None] = mapped_column(BigInteger)
    investment_low: Mapped[int | None] = mapped_column(BigInteger)
    investment_high: Mapped[int | None] = mapped_column(BigInteger)
    production_value_low: Mapped[int | None] = mapped_column(BigInteger)
    production_value_high: Mapped[int | None] = mapped_column(BigInteger)
    production_value_period: Mapped[str | None] = mapped_column(String(8))
    raw_material_value_low: Mapped[int | None] = mapped_column(BigInteger)
    raw_material_value_high: Mapped[int | None] = mapped_column(BigInteger)
    raw_material_value_period: Mapped[str | None] = mapped_column(String(8))
    production_capacity: Mapped[Decimal | None] = mapped_column(Numeric(18, 3))
    production_unit: Mapped[str | None] = mapped_column(String(60))
    workers_total: Mapped[int | None] = mapped_column(Integer)
    workers_male: Mapped[int | None] = mapped_column(Integer)
    workers_female: Mapped[int | None] = mapped_column(Integer)
    workers_permanent_male: Mapped[int | None] = mapped_column(Integer)
    workers_permanent_female: Mapped[int | None] = mapped_column(Integer)
    workers_casual_male: Mapped[int | None] = mapped_column(Integer)
    workers_casual_female: Mapped[int | None] = mapped_column(Integer)
    workers_paid: Mapped[int | None] = mapped_column(Integer)
    workers_unpaid: Mapped[int | None] = mapped_column(Integer)
    scale_sales: Mapped[str | None] = mapped_column(String(10))  # mikro, kecil, menengah, besar; null = not decidable
    scale_capital: Mapped[str | None] = mapped_column(String(10))
    scale_rule: Mapped[str] = mapped_column(String(60))  # registry.scale.RULE at the time of computing
    ikm_class: Mapped[str | None] = mapped_column(String(10))  # kecil, menengah, besar; null = no industry or unknown
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
