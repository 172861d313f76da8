"""The owners of a batch: known ones found by NIK hash with one look-up a chunk, new ones made once each.

Whose owner a business joins decides who sees it: an account that holds the owner sees all of theirs. So a business
joins an owner only by a NIK that an officer proved (`nik_hash`), and one that an account holds only under a name
alike. What may not join gets an owner of its own, whom no account holds, with the NIK as a claim (`nik_claim`):
the page of its verification says that the NIK is another owner's, and an officer decides with both before them.

An account that registers once more says which owner it means (actions.joining). Of an owner about whom an officer has
decided no paper is changed then; what is not taken is journaled, sealed, with the new business.

An owner who also has businesses that the hand may not see (actions.shared_owner) is joined and left as they are.
What was told of them otherwise is journaled, sealed, with the new business, for whoever sees all of theirs.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import among, new_id
from digiloka.registry import mapping, papers, sharing
from digiloka.registry.actions import shared_owner
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.models import Business, Holding, Licence, Owner
from digiloka.registry.records import BusinessRecord, LicenceRecord, OwnerRecord
from digiloka.sealing import keyed_hash
from digiloka.values.text import key

_ALIKE = 70  # per cent of letters that two spellings of one person's name share


class Owners:
    """Gives every record its owner. New owners and their papers wait in `rows` and `licence_rows` to be inserted."""

    def __init__(self, session: Session | None, actor: Actor, city_code: str, moment: datetime) -> None:
        """Without a session nobody is looked up: every owner is a new one."""
        self.session: Session = session  # type: ignore[assignment]
        self.actor, self.city_code = actor, city_code
        self.rows: list[dict[str, Any]] = []
        self.licence_rows: list[dict[str, Any]] = []
        self._edited = {"city_code": city_code, "version": 1, "created_at": moment, "updated_at": moment}
        self._hashes: dict[str, str] = {}  # of every NIK that is going to be asked for
        self._stored: dict[str, Owner] = {}  # by NIK hash
        self._held: set[uuid.UUID] = set()  # stored owners whose businesses an account sees
        self._elsewhere: set[uuid.UUID] = set()  # stored owners with businesses that this hand may not see
        self._certain: dict[uuid.UUID, Owner] = {}
        self._decided: set[uuid.UUID] = set()  # of those, whom an officer has decided about
        self._stored_papers: dict[uuid.UUID, list[Licence]] = {}
        self._touched: dict[uuid.UUID, tuple[Any, ...]] = {}  # stored rows with something new: (row, subject, …)
        self._pending: dict[str, dict[str, Any]] = {}  # by NIK hash
        self._pending_papers: dict[uuid.UUID, list[dict[str, Any]]] = {}

    def look_up(self, niks: Iterable[str | None], certain: Iterable[uuid.UUID] = ()) -> None:
        """Find the stored owners of these NIK, and their own papers; also papers of who is `certain` without one."""
        self._look_up_certain(set(certain))
        self._stored_papers = {owner_id: [] for owner_id in self._certain}
        self._hashes = {nik: keyed_hash("nik", nik) for nik in niks if nik}
        if self._hashes:
            self._look_up_owners()
        for paper in self.session.scalars(papers_of(list(self._stored_papers))) if self._stored_papers else ():
            self._stored_papers[paper.owner_id].append(paper)

    def expect(self, hashes: dict[str, str]) -> None:
        """These NIK, with their hashes, will be asked for; none of them is stored."""
        self._hashes = hashes

    def _look_up_certain(self, owner_ids: set[uuid.UUID]) -> None:
        if not owner_ids:
            return
        locked = select(Owner).where(Owner.id.in_(owner_ids)).order_by(Owner.id).with_for_update()
        fresh = {"populate_existing": True}  # another hand may have written since they were chosen
        self._certain = {owner.id: owner for owner in self.session.scalars(locked, execution_options=fresh)}
        decided = select(Business.owner_id).where(Business.owner_id.in_(owner_ids), Business.state != "submitted")
        self._decided = set(self.session.scalars(decided))

    def _look_up_owners(self) -> None:
        known = among(Owner.nik_hash, sorted(self._hashes.values()))
        found = select(Owner).where(Owner.city_code == self.city_code, known)
        owners = list(self.session.scalars(found.order_by(Owner.id).with_for_update()))
        self._stored = {owner.nik_hash or "": owner for owner in owners}
        self._stored_papers |= {owner.id: [] for owner in owners}
        if owners:
            self._elsewhere = shared_owner.elsewhere(self.session, self.actor, [owner.id for owner in owners])
            self._held = set(self.session.scalars(_held_of([owner.id for owner in owners])))

    def id_of(
        self, owner: OwnerRecord, batch_id: uuid.UUID | None, business_id: uuid.UUID, *, proven: bool = True
    ) -> uuid.UUID:
        """The owner's id: the one with the same NIK, its blanks filled where they may be, or a new one.

        A NIK that is only claimed (`proven` False) joins nobody: who types a stranger's NIK gets an owner apart. So
        does a record under a NIK whose owner an account holds by quite another name.
        """
        nik_hash = self._hashes[owner.nik] if owner.nik and proven else None
        taken = nik_hash in self._stored
        stored = self._joined(owner) if taken else None
        columns = mapping.owner_columns(owner, proven=proven and not (taken and stored is None))
        if stored is not None and stored.id in self._elsewhere:
            return stored.id
        if stored is not None:
            return self._filled(stored, columns, batch_id, business_id)
        pending = self._pending.get(nik_hash) if nik_hash else None
        if pending is not None:
            pending.update(_filling(pending.__getitem__, columns))
            return pending["id"]
        row = self._edited | columns | {"id": new_id(), "phone_confirmed_at": None}
        self.rows.append(row)
        if nik_hash:
            self._pending[nik_hash] = row
        return row["id"]

    def join(
        self, owner_id: uuid.UUID, owner: OwnerRecord, batch_id: uuid.UUID | None, business_id: uuid.UUID
    ) -> uuid.UUID:
        """An owner who is certain otherwise than by NIK learns what is not known of them; what says who they are, the
        NIK, stays as it is."""
        columns = mapping.owner_columns(owner)
        told = {name: value for name, value in columns.items() if name not in ("nik", "nik_hash", "nik_claim")}
        return self._filled(self._certain[owner_id], told, batch_id, business_id)

    def _filled(
        self, stored: Owner, columns: dict[str, Any], batch_id: uuid.UUID | None, business_id: uuid.UUID
    ) -> uuid.UUID:
        for name, value in _filling(lambda name: getattr(stored, name), columns).items():
            setattr(stored, name, value)
        self._touched.setdefault(stored.id, (stored, "owner", business_id, batch_id))
        return stored.id

    def other_name(self, owner: OwnerRecord) -> str | None:
        """The name as told, when the owner whom it joined by NIK is known by quite another one."""
        known = self._joined(owner) if owner.name else None
        return owner.name if known is not None and known.name and not names_alike(known, owner) else None

    def knew(self, owner_id: uuid.UUID) -> bool:
        """Is this an owner who was stored before?"""
        return owner_id in self._stored_papers

    def told_apart(self, record: BusinessRecord) -> dict[str, Any]:
        """{field key: value} of what a record says of an owner who is left as they are, otherwise than is stored."""
        known = self._joined(record.owner)
        if known is None or known.id not in self._elsewhere:
            return {}
        return sharing.told_apart(*self._both(known, record))

    def not_taken(self, owner_id: uuid.UUID, record: BusinessRecord) -> dict[str, Any]:
        """What a record says otherwise of an owner whom it joined as certain, once their blanks are filled."""
        return sharing.told_otherwise(*self._both(self._certain[owner_id], record))

    def _both(self, known: Owner, record: BusinessRecord) -> tuple[BusinessRecord, BusinessRecord]:
        """The owner and their own papers as they are stored, and as they are told."""
        theirs = tuple(mapping.licence_record(row) for row in self._stored_papers[known.id])
        own = tuple(paper for paper in record.licences if paper.kind in mapping.OWNER_LICENCES)
        stored = BusinessRecord(owner=mapping.owner_record(known), licences=theirs)
        return stored, BusinessRecord(owner=record.owner, licences=own)

    def _joined(self, owner: OwnerRecord) -> Owner | None:
        """The stored owner with this NIK, unless an account holds it and the names do not say that it is the same."""
        known = self._stored.get(self._hashes[owner.nik]) if owner.nik else None
        return None if known is not None and known.id in self._held and not names_alike(known, owner) else known

    def add_licence(
        self, owner_id: uuid.UUID, paper: LicenceRecord, batch_id: uuid.UUID | None, business_id: uuid.UUID
    ) -> None:
        """A paper of the owner: the same one as before, more of it known, or a new one, where one may be added."""
        if owner_id in self._elsewhere or owner_id in self._decided:
            return
        if owner_id in self._stored_papers:
            self._add_to_stored(owner_id, paper, batch_id, business_id)
            return
        theirs = self._pending_papers.setdefault(owner_id, [])
        earlier = [_record(row) for row in theirs]
        index = papers.match(earlier, paper) if earlier else None
        if index is None:
            row = licence_row(self._edited, paper, owner_id, None)
            theirs.append(row)
            self.licence_rows.append(row)
        else:
            theirs[index].update(mapping.licence_columns(papers.filled(earlier[index], paper)))

    def _add_to_stored(
        self, owner_id: uuid.UUID, paper: LicenceRecord, batch_id: uuid.UUID | None, business_id: uuid.UUID
    ) -> None:
        theirs = self._stored_papers[owner_id]
        earlier = [mapping.licence_record(row) for row in theirs]
        index = papers.match(earlier, paper)
        if owner_id in self._certain and (index is None or papers.filled(earlier[index], paper) != earlier[index]):
            self._touch_businesses(owner_id)
        if index is None:
            new = Licence(**licence_row(self._edited, paper, owner_id, None))
            self.session.add(new)
            theirs.append(new)
            journal.record(
                self.session, self.actor, "amend", "licence", new.id, city_code=self.city_code,
                business_id=business_id, batch_id=batch_id,
            )
            return
        fill_paper(theirs[index], paper)
        if theirs[index] not in self.session.new:
            self._touched.setdefault(theirs[index].id, (theirs[index], "licence", business_id, batch_id))

    def _touch_businesses(self, owner_id: uuid.UUID) -> None:
        """Whoever has the page of one open shall see the paper before deciding."""
        for business in self.session.scalars(select(Business).where(Business.owner_id == owner_id)):
            touch(business)

    def journal_fillings(self) -> None:
        """One line for each stored row that learnt something; to be called once, before the rows are inserted."""
        for row, subject, business_id, batch_id in self._touched.values():
            if subject == "owner" and get_history(row, "name").has_changes():
                refresh_search_keys(self.session, row)
            journal.record_changes(
                self.session, self.actor, "amend", subject, row, business_id=business_id, batch_id=batch_id
            )


def fill_paper(known: Licence, told: LicenceRecord) -> None:
    """A stored paper learns what it did not say; one that somebody checked stays so."""
    columns = mapping.licence_columns(papers.filled(mapping.licence_record(known), told))
    if known.level == "checked":
        columns["level"] = "checked"
    for name, value in columns.items():
        setattr(known, name, value)


def names_alike(known: Owner, told: OwnerRecord) -> bool:
    """Do both have a name, and is it the same in two spellings?"""
    return bool(known.name and told.name) and fuzz.token_set_ratio(key(known.name), key(told.name)) >= _ALIKE


def licence_row(
    edited: dict[str, Any], paper: LicenceRecord, owner_id: uuid.UUID, business_id: uuid.UUID | None
) -> dict[str, Any]:
    """A whole row of the licence table."""
    return (
        edited
        | mapping.licence_columns(paper)
        | {
            "id": new_id(), "owner_id": owner_id, "business_id": business_id, "products": None, "checked_by": None,
            "checked_at": None, "withdrawn": False,
        }
    )  # fmt: skip


def _filling(known: Any, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns that are blank so far and not blank any more. Further phones are kept beside the first."""
    filling = {
        name: value
        for name, value in columns.items()
        if value is not None and known(name) is None and name not in ("other_phones", "nik_absent")
    }
    phones = [columns["phone"], *(columns["other_phones"] or "").split()]
    have = [filling.get("phone") or known("phone"), *(known("other_phones") or "").split()]
    others = list(dict.fromkeys(phone for phone in (*have[1:], *phones) if phone and phone != have[0]))
    if others != have[1:]:
        filling["other_phones"] = " ".join(others)
    return filling


def _held_of(owner_ids: list[uuid.UUID]) -> Any:
    return select(Holding.owner_id).where(Holding.owner_id.in_(owner_ids)).distinct()


def papers_of(owner_ids: list[uuid.UUID]) -> Any:
    """The papers of these persons that stand, oldest first."""
    return (
        select(Licence)
        .where(Licence.owner_id.in_(owner_ids), Licence.business_id.is_(None), Licence.withdrawn.is_(False))
        .order_by(Licence.created_at, Licence.id)
    )


def _record(row: dict[str, Any]) -> LicenceRecord:
    names = ("kind", "number", "status", "issued_on", "expires_on", "issuer", "name")
    return LicenceRecord(**{name: row[name] for name in names})
