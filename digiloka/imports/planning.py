"""What a batch would do, computed, never tried: new, changed, same, doubtful or refused, row by row, with reasons.

Certain keys only: the row's own earlier import, also where it had no NIK yet (registry.nik_at_last), and the same NIK
with an alike name or activity. What may be the same business without being certainly so (registry.matching) is
doubtful, never joined. A row that was left as doubtful is no surer because of what the same file wrote, so that the
same file again changes nothing.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from digiloka.imports.apart import FarRow
from digiloka.imports.checking import CheckedRow
from digiloka.imports.completing import completed_by
from digiloka.imports.contents import refusals
from digiloka.imports.knowing import NOTHING_KNOWN, Known
from digiloka.imports.likeness import are_two_people, is_somebody_else, same_business
from digiloka.imports.moved_rows import MovedRows
from digiloka.imports.planned import CHANGED, DECISIONS, DOUBTFUL, NEW, REFUSED, SAME, PlannedRow, Prior, named_row
from digiloka.imports.repeated import Repeats
from digiloka.imports.row_keys import KEY_HEADING
from digiloka.imports.saying import said_of
from digiloka.imports.settling import UNCHANGED, leave_person, settle
from digiloka.registry.matching import Clue, Namesake, clue_of, nearest, question, told_again
from digiloka.registry.queries.owners import OwnersBusiness

_OTHER_NAME = "NIK ini sudah tercatat atas nama lain. Cocokkan NIK dan nama dengan KTP."
_OTHER_NAME_IN_FILE = "NIK ini sudah ditulis atas nama lain di {}. Cocokkan NIK dan nama dengan KTP."
_NIK_OF_OTHERS = "NIK ini sudah tercatat untuk pemilik lain. Periksa angkanya, atau hubungi dinas untuk menggabungkan."
_COPIED = (
    f'Baris ini salinan baris usaha {{}}. Kalau ini usaha lain, kosongkan kolom "{KEY_HEADING}" (tersembunyi di ujung '
    "kanan) di baris ini. Kalau usaha yang sama, hapus baris ini."
)
_MOVED = (
    f'Kolom "{KEY_HEADING}" (tersembunyi di ujung kanan) di baris ini milik baris lain{{}}. Mungkin hanya sebagian '
    "kolom yang diurutkan. Unduh lagi berkas ini, lalu perbaiki tanpa mengurutkan sebagian kolom."
)
TWICE = "Usaha {} sudah disebut di {}. Sisakan satu baris."
_STILL = (
    "Baris yang sama sudah diragukan di berkas sebelumnya ({}). Kalau isinya sudah dicocokkan dan benar, ubah atau "
    "daftarkan usahanya lewat formulir."
)


class Planner:
    """Plans rows chunk by chunk; remembers what the file itself has said so far. `several`: it has several lists."""

    def __init__(self, known: Known = NOTHING_KNOWN, several: bool = False) -> None:
        self.known = known
        self.counts: Counter[str] = Counter(dict.fromkeys(DECISIONS, 0))
        self.repeats = Repeats(several)
        self._moved = MovedRows()
        self._aimed: dict[uuid.UUID, str] = {}  # business → the row of this file that speaks of it
        self._spoken: set[uuid.UUID] = set()  # every business that a row of this file certainly speaks of
        self._named: dict[str, tuple[str, str]] = {}  # NIK → (whose it is by this file, the row that says so first)

    def plan(self, sheet: str, rows: Iterable[CheckedRow]) -> list[PlannedRow]:
        """Decide a chunk of rows with a fixed number of look-ups."""
        planned = [_identified(row) for row in rows]
        open_ = [row for row in planned if row.decision != REFUSED and not self.repeats.again(row, sheet)]
        priors = self.known.by_identity([row.identity_hash for row in open_ if row.identity_hash])
        open_ = self._follow_keys(open_, priors)
        hashes = {row.nik_hash for row in open_ if row.nik_hash}
        owners = self.known.by_nik(sorted(hashes)) if hashes else {}
        self._recall(open_)
        for row in open_:
            self._aim(row, sheet, row.prior or priors.get(row.identity_hash or ""), owners)
        self._meet_namesakes([row for row in open_ if row.decision == NEW], sheet, owners)
        aimed = [row for row in open_ if row.decision == CHANGED]
        differences = self.known.differences({row.business_id: row.checked.record for row in aimed if row.business_id})
        sharing = self.known.sharing(list(differences))
        for row in aimed:
            settle(row, row.prior, differences.get(row.business_id, {}), sharing.get(row.business_id))
        for row in open_:
            _doubt_still(row)
        for row in planned:
            self.counts[row.decision] += 1
        return planned

    def aim_at(self, row: PlannedRow, sheet: str) -> str | None:
        """Note down that a row speaks of its business; the earlier row of this file that does, if there is one."""
        if row.business_id is None:
            return None
        named = named_row(row, sheet)
        other = self._aimed.setdefault(row.business_id, named)
        return other if other != named else None

    def _follow_keys(self, rows: list[PlannedRow], priors: Mapping[str, Prior]) -> list[PlannedRow]:
        """Let rows that carry the key of an earlier one speak of what that one made, whatever else was corrected in
        them; the rows that are still to be decided.

        Of a key that was copied with its row only the row that still says who it was is the old one: the others are
        asked about. A copy of a row that made nothing is a row like any other. A key beside another one's row is asked
        about, too.
        """
        carrying = [row for row in rows if row.checked.key is not None]
        origins = self.known.by_key({row.checked.key for row in carrying}) if carrying else {}
        keyed = [(row, origin) for row in carrying if (origin := origins.get(row.checked.key))]
        for row in self._moved.among([each for each in keyed if not each[0].checked.key_copied], priors):
            number = origins[row.checked.key].prior
            row.decision, row.reasons = DOUBTFUL, [_MOVED.format(f" (usaha {number.number})" if number else "")]
        for row, origin in keyed:
            if row.decision == DOUBTFUL:
                continue
            if row.checked.key_copied:
                own = priors.get(row.identity_hash or "")
                if origin.prior is None or (own and own.business_id == origin.prior.business_id):
                    continue
                row.decision, row.reasons = DOUBTFUL, [_COPIED.format(origin.prior.number)]
            else:
                row.origin_id, row.prior = origin.row_id, origin.prior
        return [row for row in rows if row.decision == NEW]

    def _aim(
        self, row: PlannedRow, sheet: str, prior: Prior | None, owners: Mapping[str, Sequence[OwnersBusiness]]
    ) -> None:
        """Find the business a row speaks of; CHANGED until its differences are known, NEW when there is none."""
        if row.prior and _is_of_others(row, owners):
            _doubt_for(row, _NIK_OF_OTHERS, [one for one in owners[row.nik_hash or ""] if one.proven])
        elif prior:
            self._speak_of(row, prior)
            same = prior.content_hash == row.content_hash and not prior.held
            row.decision = SAME if same else CHANGED
            if same:
                row.reasons.append(UNCHANGED)
        else:
            self._aim_by_nik(row, owners)
        self._doubt_second_name(row, sheet)
        self._doubt_second_row(row, sheet)

    def _aim_by_nik(self, row: PlannedRow, owners: Mapping[str, Sequence[OwnersBusiness]]) -> None:
        theirs = owners.get(row.nik_hash or "", ())
        alike = next((business for business in theirs if same_business(business, row.checked.record)), None)
        if alike is None:
            others = [one for one in theirs if one.proven and is_somebody_else(one, row.checked.record)]
            if others:
                _doubt_for(row, _OTHER_NAME, others)
            elif theirs:
                row.reasons.append("Usaha lain dari pemilik dengan NIK yang sama.")
                if any(business.proven and not business.reached for business in theirs):
                    leave_person(row)
        elif not alike.proven:
            row.decision = DOUBTFUL
            row.reasons.append("Usaha serupa dengan NIK ini sudah didaftarkan lewat HP. Periksa pendaftaran itu dulu.")
        elif is_somebody_else(alike, row.checked.record):  # one of the two NIK is wrong: whose facts would change?
            _doubt_for(row, _OTHER_NAME, [alike])
        elif not alike.visible:
            row.decision = DOUBTFUL
            row.reasons.append("NIK ini sudah terdaftar dengan usaha serupa di wilayah lain. Teruskan ke dinas.")
        else:
            row.business_id, row.number, row.seen_version = alike.business_id, alike.number, alike.version
            row.state, row.level, row.decision = alike.state, alike.level, CHANGED
            self._spoken.add(alike.business_id)

    def _doubt_second_name(self, row: PlannedRow, sheet: str) -> None:
        """Has an earlier row of this file the same NIK under quite another name? Written, both would be its owner's.

        A row that the register doubts for its name is not who the NIK is by this file.
        """
        name = row.checked.owner_name
        if not row.nik_hash or not name or _OTHER_NAME in row.reasons:
            return
        first, where = self._named.setdefault(row.nik_hash, (name, named_row(row, sheet)))
        if row.decision in (NEW, CHANGED) and first != name and are_two_people(first, name):
            row.decision, row.reasons, row.held = DOUBTFUL, [_OTHER_NAME_IN_FILE.format(where)], []
            row.seen_version = None

    def _recall(self, rows: Sequence[PlannedRow]) -> None:
        """Of each row, what an applied plan left it as doubtful for."""
        told = {(row.identity_hash, row.content_hash): row.nik_hash for row in rows
                if row.identity_hash and row.content_hash}
        found = self.known.doubted(told)
        for row in rows if found else ():
            row.doubted = found.get((row.identity_hash or "", row.content_hash or ""))

    def _doubt_second_row(self, row: PlannedRow, sheet: str) -> None:
        """Does an earlier row of this file speak of the same business, or of the one for which it once left this row
        as doubtful? That one may be called otherwise now, by what the earlier row said."""
        was = row.doubted if row.decision in (NEW, CHANGED) else None
        other = self._aimed.get(was.business_id) if was and was.of_file else None
        if other:
            row.business_id, row.number = was.business_id, was.number  # type: ignore[union-attr]
        elif was and row.business_id:  # it may stay doubtful: it takes the business from no other row
            other = self._aimed.get(row.business_id)
        elif row.decision in (SAME, CHANGED):
            other = self.aim_at(row, sheet)
        if other and row.decision != SAME:
            row.decision, row.seen_version = DOUBTFUL, None
            row.reasons, row.held = [TWICE.format(row.number, other)], []

    def _speak_of(self, row: PlannedRow, prior: Prior) -> None:
        row.prior = prior
        row.business_id, row.number, row.seen_version = prior.business_id, prior.number, prior.version
        row.state, row.level = prior.state, prior.level
        self._spoken.add(prior.business_id)

    def _meet_namesakes(
        self, rows: Sequence[PlannedRow], sheet: str, owners: Mapping[str, Sequence[OwnersBusiness]]
    ) -> None:
        """Rows that no key finds, beside a business that differs in a cell: does it only lack the NIK that the row
        brings, or was the cell corrected?

        A business that another row of the file speaks of is that row's; this one is a second, as the file says.
        """
        rows = rows if self.known.holds_any() else ()
        clues = {place: clue for place, row in enumerate(rows) if (clue := _clue(row.checked))}
        found = self.known.namesakes(list(clues.values())) if clues else []
        free = [namesake for namesake in found if namesake.business_id not in self._spoken]
        near = told_again(clues, free)
        bringing = {place: rows[place] for place in near if self._brings_nik(rows[place], sheet, owners)}
        completed = completed_by(bringing, near, self.known)
        for place, prior in completed.items():
            self._speak_of(rows[place], prior)
            rows[place].decision = CHANGED
            self.aim_at(rows[place], sheet)
        for place in near.keys() - completed.keys():
            known = [namesake for namesake in near[place] if namesake.business_id not in self._spoken]
            if known:
                _doubt(rows[place], nearest(known), clues[place])

    def _brings_nik(self, row: PlannedRow, sheet: str, owners: Mapping[str, Sequence[OwnersBusiness]]) -> bool:
        """A NIK that nobody has yet, neither in the register nor by an earlier row of the file."""
        if row.nik_hash is None or row.nik_hash in owners:
            return False
        _, first = self._named.get(row.nik_hash, ("", ""))
        return first == named_row(row, sheet)


def _is_of_others(row: PlannedRow, owners: Mapping[str, Sequence[OwnersBusiness]]) -> bool:
    """Was the NIK of a known business corrected to one that is certainly another owner's?"""
    theirs = owners.get(row.nik_hash or "", ())
    known = row.prior.business_id if row.prior else None
    return any(business.proven for business in theirs) and known not in {business.business_id for business in theirs}


def _identified(checked: CheckedRow) -> PlannedRow:
    if checked.refused:
        return PlannedRow(checked, REFUSED, refusals(checked))
    said = checked.far.said if isinstance(checked, FarRow) else said_of(checked.record)
    assert said is not None
    return PlannedRow(checked, NEW, told=said.told, identity_hash=said.identity_hash, content_hash=said.content_hash,
                      nik_hash=said.nik_hash)


def _clue(checked: CheckedRow) -> Clue | None:
    return checked.far.clue if isinstance(checked, FarRow) else clue_of(checked.record)


def _doubt_for(row: PlannedRow, reason: str, others: Sequence[OwnersBusiness]) -> None:
    """Doubtful for these businesses: one that may be shown is named."""
    row.decision = DOUBTFUL
    row.reasons.append(reason)
    if one := next((business for business in others if business.visible), None):
        row.business_id, row.number, row.seen_version = one.business_id, one.number, one.version


def _doubt_still(row: PlannedRow) -> None:
    """A row that was left as doubtful is so until somebody looked into it: what that plan wrote makes it no surer."""
    was = row.doubted
    if was is None or not was.stands or was.of_file or row.decision not in (NEW, CHANGED):
        return
    row.decision, row.reasons, row.changes, row.held = DOUBTFUL, [_STILL.format(was.number)], {}, []
    row.business_id, row.number, row.seen_version = was.business_id, was.number, was.version


def _doubt(row: PlannedRow, known: Namesake, clue: Clue) -> None:
    """Of a business in another area a sender learns that it is there, and no more."""
    row.decision, row.reasons = DOUBTFUL, [question(clue, known)]
    if known.visible:
        row.business_id, row.number, row.seen_version = known.business_id, known.number, known.version
