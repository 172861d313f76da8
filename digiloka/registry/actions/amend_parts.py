"""The parts of an amendment: figures of every year, licences, and the pen that writes and journals them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import new_id
from digiloka.registry import mapping, papers
from digiloka.registry.mapping import Columns
from digiloka.registry.models import Business, Figures, Licence
from digiloka.registry.records import BusinessRecord
from digiloka.values.refusal import Refused


@dataclass(slots=True)
class Pen:
    """Who writes on which business, and why; assigns only what differs and journals it."""

    session: Session
    actor: Actor
    business: Business
    batch_id: uuid.UUID | None = None
    reason: str | None = None
    action: str = "amend"

    def assign(self, row: Any, before: Columns, after: Columns) -> list[str]:
        """Set the columns that the two records do not have in common; what is not in question stays as stored."""
        changed = [name for name, value in after.items() if before[name] != value]
        for name in changed:
            setattr(row, name, after[name])
        return changed

    def note(self, subject: str, row: Any) -> None:
        """One line with a row's pending changes, none when it has none."""
        journal.record_changes(
            self.session, self.actor, self.action, subject, row, business_id=self.business.id,
            batch_id=self.batch_id, reason=self.reason,
        )

    def note_new(self, subject: str, row: Any) -> None:
        """A line that says that a row was made; it carries no values."""
        row.id = row.id or new_id()
        journal.record(
            self.session, self.actor, self.action, subject, row.id, city_code=self.business.city_code,
            business_id=self.business.id, batch_id=self.batch_id, reason=self.reason,
        )

    def rescope(self, scope: str) -> None:
        """Put the business under another area. Raises Refused when that is not the actor's."""
        area = self.actor.area_code
        if area and not (scope + ".").startswith(area + ".") and self.action != "move":
            raise Refused(
                "area-outside",
                "Kelurahan ini di luar wilayah Anda. Kalau usahanya pindah, pakai tombol Pindahkan usaha.",
            )
        self.business.scope_code = scope


def write_figures(pen: Pen, now: BusinessRecord, record: BusinessRecord) -> None:
    """The figures of the record's year, and the class of all years when the business became or ceased an industry."""
    was, is_ = mapping.is_industry(now), mapping.is_industry(record)
    told = record.figures.year if record.figures else None
    for row in pen.business.figures:
        if row.year == told and now.figures is not None and record.figures is not None:
            after = mapping.figures_columns(record.figures, is_)
            pen.assign(row, mapping.figures_columns(now.figures, was), after)
        elif was != is_:
            kept = {column.key: getattr(row, column.key) for column in Figures.__table__.columns}
            pen.assign(row, mapping.scale_columns(kept, was), mapping.scale_columns(kept, is_))
        pen.note("figures", row)
    if record.figures is not None and now.figures is None and mapping.has_figures(record.figures):
        _new_year(pen, mapping.figures_columns(record.figures, is_))


def _new_year(pen: Pen, columns: Columns) -> None:
    business = pen.business
    struck = select(Figures).where(Figures.business_id == business.id, Figures.year == columns["year"])
    row = pen.session.scalar(struck)
    if row is None:
        row = Figures(city_code=business.city_code, withdrawn=False, **columns)
        pen.note_new("figures", row)
    else:  # the same year once came with a batch that was undone
        for name, value in (columns | {"withdrawn": False}).items():
            setattr(row, name, value)
        pen.note("figures", row)
    business.figures.append(row)
    business.figures.sort(key=lambda each: -each.year)


def write_licences(pen: Pen, now: BusinessRecord, plan: papers.Plan) -> None:
    """Bring the stored papers to what the plan says, in the order in which `record_of` told them."""
    rows = pen.business.papers
    for row, before, after in zip(rows, now.licences, plan.kept, strict=True):
        if after is None:
            row.withdrawn = True
        elif after != before:
            pen.assign(row, mapping.licence_columns(before), mapping.licence_columns(after))
            if before.number != after.number:
                row.checked_by = row.checked_at = None  # another number was never checked
        pen.note("licence", row)
    for paper in plan.added:
        own = paper.kind in mapping.OWNER_LICENCES
        row = Licence(
            city_code=pen.business.city_code, owner_id=pen.business.owner_id, withdrawn=False,
            business_id=None if own else pen.business.id, **mapping.licence_columns(paper),
        )  # fmt: skip
        pen.note_new("licence", row)
        pen.session.add(row)
    if plan.added or None in plan.kept:
        pen.session.flush()
        for other in list(pen.session.identity_map.values()):  # the owner's other businesses have the same NIB
            if isinstance(other, Business) and other.owner_id == pen.business.owner_id:
                pen.session.expire(other, ["licences", "owner_licences"])
