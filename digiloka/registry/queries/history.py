"""What happened to a business: the journal as people read it, identifiers masked."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, not_, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.models import User
from digiloka.accounts.viewer import Viewer
from digiloka.audit.models import JournalLine
from digiloka.privacy.masking import mask_npwp, mask_value
from digiloka.registry import sharing
from digiloka.registry.choices import ANSWERS
from digiloka.registry.fields import BY_KEY
from digiloka.registry.models import Business, Licence
from digiloka.registry.queries import amounts_then
from digiloka.registry.queries.owners import owners_elsewhere
from digiloka.registry.queries.visible import NotFound, area_clause, scope_clause
from digiloka.values.dates import show_date
from digiloka.values.phone import show_phone

# Columns that only repeat others: true, but no news to a reader.
_SILENT = {"search_key", "name_key", "nik_hash", "nik_claim", "phone_hash", "birth_year", "is_body", "scope_code",
           "point",
           "scale_rule", "phone_confirmed_at", "owner_id", "verified_at", "district_code"}  # fmt: skip
_KEYS = {
    ("owner", "name"): "owner_name", ("owner", "address"): "owner_address", ("owner", "other_phones"): "phone",
    ("business", "name"): "business_name", ("business", "existence"): "status",
    ("business", "start_year"): "start_date", ("business", "sales_channels"): "marketing",
    ("place", "address"): "business_address", ("place", "area_code"): "village",
    ("place", "village_as_written"): "village",
}  # fmt: skip
_LABELS = {
    "state": "Status", "level": "Tingkat pemeriksaan", "scale": "Skala", "scale_sales": "Skala menurut omzet",
    "scale_capital": "Skala menurut modal", "ikm_class": "Kelas IKM", "existence_since": "Berlaku sejak",
    "withdrawn": "Ditarik", "main": "Tempat utama", "until": "Ditempati sampai", "area_code": "Kelurahan",
    "kbli_version": "Tahun KBLI", "kbli_proposed": "KBLI masih usulan", "brand": "Merek",
    "number": "Nomor", "issued_on": "Tanggal terbit", "expires_on": "Berlaku sampai", "issuer": "Penerbit",
    "status": "Keterangan izin", "purpose": "Tujuan", "withdrawn_at": "Ditarik pada",
    "sector_as_written": "Kelompok usaha seperti tertulis", "sector_chosen": "Kelompok usaha dipilih sendiri",
    "start_month": "Bulan mulai usaha", "accuracy_m": "Ketelitian titik (m)", "point_source": "Asal titik",
    "more": "Pembiayaan, kemitraan, pelatihan",
}  # fmt: skip
ACTIONS = {
    "register": "Didaftarkan", "amend": "Diubah", "move": "Pindah tempat", "close": "Ditutup",
    "reopen": "Dibuka lagi", "verify": "Disetujui kelurahan", "confirm": "Disetujui dinas",
    "return": "Diminta diperbaiki", "refuse": "Ditolak", "limit": "Dibatasi", "lift": "Pembatasan diakhiri",
    "resubmit": "Dikirim lagi", "withdraw": "Ditarik", "restore": "Dikembalikan", "reveal-nik": "NIK dilihat",
    "leave": "Data pemilik ditulis, belum dipakai",
    "retell": "Data pemilik menurut sumber yang lain",
    "give-consent": "Persetujuan diberikan", "withdraw-consent": "Persetujuan ditarik", "hold": "Akun dihubungkan",
}  # fmt: skip

_IN_WORDS: dict[str, Callable[[Any], Any]] = {
    "phone": lambda told: ", ".join(show_phone(phone) for phone in told), "npwp": mask_npwp,
    "birth_date": lambda told: show_date(date.fromisoformat(told)),
    "nib": lambda told: told[1] or dict(ANSWERS).get(told[0], told[0]),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a line; values as stored, identifiers masked."""

    field: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: when, who, by which door, what. `beside`: {column: value} of what the line left as it was
    in amounts that it changed, as far as that is known."""

    at: datetime
    who: str | None  # the account's name; None for an owner without one and for the program itself
    role: str
    door: str
    action: str
    label: str
    subject: str
    reason: str | None
    batch_id: uuid.UUID | None
    changes: tuple[Change, ...]
    beside: Mapping[str, Any] = field(default_factory=dict)


def history(session: Session, viewer: Viewer, business: Business, *, limit: int = 200) -> list[HistoryLine]:
    """The lines of a business and of its owner's own data, newest first. `business` comes from get_visible.

    Of an owner with businesses that the viewer may not see, only what came through those they may, and of that only
    what registry.sharing lets them see.

    Raises NotFound for a viewer who may see neither businesses nor their own.
    """
    if not (viewer.may("business.read") or viewer.may("own.read")):
        raise NotFound(business.number)
    # What is the owner's is journaled under whichever of the owner's businesses it came through.
    siblings = select(Business.id).where(Business.owner_id == business.owner_id)
    apart = bool(owners_elsewhere(session, viewer, [business.owner_id]))
    own_papers = [paper.id for paper in business.owner_licences]
    shared = or_(
        JournalLine.subject == "owner",
        and_(JournalLine.subject == "licence", JournalLine.subject_id.in_(own_papers)),
    )
    found = (
        select(JournalLine, User.name)
        .join(User, User.id == JournalLine.actor_id, isouter=True)
        .where(JournalLine.business_id.in_(_read_by(viewer, siblings)),
               or_(JournalLine.business_id == business.id, shared),
               JournalLine.action != "tell")  # who said what is known; kept for undoing
        .order_by(JournalLine.at.desc(), JournalLine.id.desc())
    )
    if not apart:
        return _told_whole(session, found.limit(limit))
    papers = select(Licence.id).where(Licence.owner_id == business.owner_id, Licence.business_id.is_(None))
    found = found.where(
        JournalLine.business_id.in_(siblings.where(scope_clause(viewer))),
        not_(and_(JournalLine.subject == "licence", JournalLine.subject_id.in_(papers))),
    )
    return [seen for line in _told_whole(session, found.limit(limit)) if (seen := _seen(line))]


def _told_whole(session: Session, found: Select[tuple[JournalLine, str]]) -> list[HistoryLine]:
    """Lines, the newest first, each with what it left as it was beside what it changed."""
    lines = session.execute(found).all()
    beside = amounts_then.beside(session, [line for line, _ in lines])
    return [replace(_readable(line, name), beside=beside.get(line.id, {})) for line, name in lines]


def _read_by(viewer: Viewer, siblings: Select[tuple[uuid.UUID]]) -> Select[tuple[uuid.UUID]]:
    """Of an owner's businesses those of the viewer's area, withdrawn ones too: what came through another is its own."""
    return siblings.where(area_clause(viewer.area_code)) if viewer.area_code else siblings


def _seen(line: HistoryLine) -> HistoryLine | None:
    """A line without what is kept from who does not cover all of the owner's businesses; None when nothing is left.

    What a source of their own area told and nobody wrote is theirs to see.
    """
    if line.subject != "owner" or not line.changes or line.action == "leave":
        return line
    left = tuple(change for change in line.changes if change.field in sharing.SEEN_COLUMNS)
    return replace(line, changes=left) if left else None


def _told(line: JournalLine) -> list[Change]:
    """What a new business's source said of its owner and nobody wrote: its own words, so that somebody can decide."""
    return [
        Change(key, label_of(line.subject, key), None, _IN_WORDS[key](value) if key in _IN_WORDS else value)
        for key, (_, value) in (line.sealed or {}).items()
    ]


def _retold(line: JournalLine) -> HistoryLine:
    """A person told anew by the sources that are left. What stood there came from elsewhere, and so did the hand."""
    told = {name: after for name, (_, after) in (line.changes or {}).items()}
    told |= {name: mask_value(name, after) for name, (_, after) in (line.sealed or {}).items()}
    changes = tuple(
        Change(name, label_of(line.subject, name), None, after)
        for name, after in told.items() if name not in _SILENT and after not in (None, True)
    )
    return HistoryLine(line.at, None, "", line.door, line.action, ACTIONS["retell"], line.subject, line.reason, None,
                       changes)


def _readable(line: JournalLine, who: str | None) -> HistoryLine:
    if line.action == "retell":
        return _retold(line)
    open_ = [
        Change(name, label_of(line.subject, name), *pair)
        for name, pair in (line.changes or {}).items()
        if name not in _SILENT
    ]
    sealed = _told(line) if line.action == "leave" else [
        Change(name, label_of(line.subject, name), *(mask_value(name, value) for value in pair))
        for name, pair in (line.sealed or {}).items()
    ]
    return HistoryLine(
        line.at,
        who or None,
        line.actor_role,
        line.door,
        line.action,
        ACTIONS.get(line.action, line.action),
        line.subject,
        line.reason,
        line.batch_id,
        (*open_, *sealed),
    )


def label_of(subject: str, column: str) -> str:
    """A column of a journal line in words."""
    if subject == "licence" and column in _LABELS:
        return _LABELS[column]
    key = key_of(subject, column)
    return BY_KEY[key].label if key in BY_KEY else _LABELS.get(key, key)


def key_of(subject: str, column: str) -> str:
    """The field that a column of a journal line belongs to; the column itself where no field is called otherwise."""
    stem = next((stem for stem in amounts_then.STEMS if column.startswith(stem + "_")), None)
    return stem or _KEYS.get((subject, column), column)
