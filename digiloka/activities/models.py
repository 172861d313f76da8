"""Two tables: the codes of KBLI in both versions, and which code of 2025 a code of 2020 may have become.

After setup they hold our own short tables (sections, divisions, the codes our activities use); a city may load the
full official ones. `source` tells which, so that a repeated setup never writes over an official row.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import Base

OWN = "DIGILOKA"


class ActivityCode(Base):
    """One entry of one version. `level` 1 is a section letter, 2..5 the number of digits; only level 5 is a code
    that a business has. `status`: aktif, or as the official table says (hanya_oss, warisan_2017)."""

    __tablename__ = "activity_code"

    version: Mapped[str] = mapped_column(String(4), primary_key=True)
    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    level: Mapped[int] = mapped_column(Integer, index=True)
    section: Mapped[str] = mapped_column(String(1))
    parent: Mapped[str | None] = mapped_column(String(5))
    title: Mapped[str] = mapped_column(String(500))
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="aktif")
    source: Mapped[str] = mapped_column(String(100))


class ActivityConversion(Base):
    """A pair of codes, many to many. Always a proposal: `needs_review` marks those that even its source doubts."""

    __tablename__ = "activity_conversion"

    code_2020: Mapped[str] = mapped_column(String(5), primary_key=True)
    code_2025: Mapped[str] = mapped_column(String(5), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    needs_review: Mapped[bool] = mapped_column(Boolean, default=True)
    source: Mapped[str] = mapped_column(String(100))
