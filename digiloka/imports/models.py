"""A batch (one uploaded workbook), its rows as they came, and what officers have taught about sheets."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from digiloka.database import UTC, Base, Sealed, SealedJSON, new_id, now

_CORRECTS = text("origin_id IS NOT NULL")  # hardly any row does


class ImportBatch(Base):
    """state: uploaded, checking, planned, applying, applied, undoing, undone, refused, failed, discarded."""

    __tablename__ = "import_batch"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(Integer, default=1)
    city_code: Mapped[str] = mapped_column(String(5))
    area_code: Mapped[str] = mapped_column(String(13))  # the area it was sent for; nothing outside is taken
    user_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    sender_area: Mapped[str | None] = mapped_column(String(13))  # theirs when it was sent; None: nobody knows it
    ordered_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)  # who had something done with it last
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str | None] = mapped_column(Sealed("import_batch.file_name"))
    state: Mapped[str] = mapped_column(String(10), default="uploaded", index=True)
    message: Mapped[str | None] = mapped_column(String(500))  # why it was refused, or the last try with it failed
    stopped: Mapped[str | None] = mapped_column(String(500))  # why a plan may not be applied as it is
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("import_batch.answers"))  # of its officer
    sheets: Mapped[list[dict[str, Any]] | None] = mapped_column(SealedJSON("import_batch.sheets"))  # layout, columns
    counts: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    summary: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("import_batch.summary"))  # faults quote cells
    job_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    created_at: Mapped[datetime] = mapped_column(UTC, default=now, index=True)
    applied_at: Mapped[datetime | None] = mapped_column(UTC)
    undone_at: Mapped[datetime | None] = mapped_column(UTC)
    undo_report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __mapper_args__ = {"version_id_col": version}


# Compared, never looked up by: led by the state, a database would read every row that was ever applied.
APPLIED = ImportBatch.state.concat("") == "applied"


class ImportRow(Base):
    """One row of a batch.

    `record` is what was read (registry.records as JSON text, None when the row was refused) and `content` is
    {raw, faults, reasons, number, changes}, both ciphertext. Where there is such a thing `content` also has `typed`
    {column: what an officer wrote over its cell} and `key` (ours, with which the row came back); of a row of a template
    `edited` (true), `open` {field: why an officer is asked} and `followed` (of its changes, those that only follow from
    another). `identity_hash` is the keyed hash of who and what the row is about, `content_hash` of all it says:
    together they make the same file change nothing.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        Index("ix_import_row_batch_position", "batch_id", "position", unique=True),
        Index("ix_import_row_identity", "identity_hash"),
        Index("ix_import_row_origin", "origin_id", postgresql_where=_CORRECTS, sqlite_where=_CORRECTS),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)  # order over all sheets, from 0
    sheet: Mapped[int] = mapped_column(Integer)  # index into the batch's sheets
    row: Mapped[int] = mapped_column(Integer)  # 1-based, as the spreadsheet shows it
    decision: Mapped[str] = mapped_column(String(10))  # new, changed, same, doubtful, refused
    outcome: Mapped[str | None] = mapped_column(String(10))  # after applying: created, amended, kept, conflict …
    business_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True)
    origin_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)  # the row of an earlier batch that this one corrects
    held: Mapped[str | None] = mapped_column(Text)  # field keys that it says and that are not taken, with spaces
    seen_version: Mapped[int | None] = mapped_column(Integer)  # of the business when the plan was made
    identity_hash: Mapped[str | None] = mapped_column(String(43))
    content_hash: Mapped[str | None] = mapped_column(String(43))
    worst: Mapped[str | None] = mapped_column(String(8))  # row, cell, warning: the row's gravest fault
    scope_code: Mapped[str | None] = mapped_column(String(13))  # the lowest area that is certain
    record: Mapped[str | None] = mapped_column(Sealed("import_row.record"))
    content: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("import_row.content"))


class ImportReturned(Base):
    """A batch's marked workbook that the worker writes, of the batch as it was at `of_version`; no file: not yet."""

    __tablename__ = "import_returned"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    of_version: Mapped[int] = mapped_column(Integer)
    bad_only: Mapped[bool] = mapped_column(Boolean)
    job_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    notes: Mapped[list[str] | None] = mapped_column(SealedJSON("import_returned.notes"))  # for who takes the file
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)


class ImportLayout(Base):
    """What an officer said of a layout's columns: [{index, field, unit, period, …}], found by the fingerprint."""

    __tablename__ = "import_layout"
    __table_args__ = (Index("ix_import_layout_fingerprint", "city_code", "fingerprint"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    area_code: Mapped[str] = mapped_column(String(13))  # of the officer who said it
    user_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    fingerprint: Mapped[str] = mapped_column(String(43))
    columns: Mapped[list[dict[str, Any]]] = mapped_column(SealedJSON("import_layout.columns"))
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)


class ImportSpelling(Base):
    """What an officer said a spelling means in a field of closed choices ("Makanan" is Kuliner)."""

    __tablename__ = "import_spelling"
    __table_args__ = (Index("ix_import_spelling_found", "city_code", "field", "spelling_hash"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    city_code: Mapped[str] = mapped_column(String(5))
    area_code: Mapped[str] = mapped_column(String(13))  # of the officer who said it
    user_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    field: Mapped[str] = mapped_column(String(40))
    spelling_hash: Mapped[str] = mapped_column(String(43))  # keyed hash of the folded spelling
    spelling: Mapped[str] = mapped_column(Sealed("import_spelling.spelling"))
    value: Mapped[str] = mapped_column(String(200))  # the choice's code, "" for: leave it out
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
