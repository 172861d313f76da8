"""Reading the code tables: search by everyday words over all codes that are loaded, titles, proposals 2020 → 2025."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from digiloka.activities.models import ActivityCode, ActivityConversion
from digiloka.activities.own_tables import CURRENT_VERSION
from digiloka.activities.search import Entry, Hit, Index, own_entries, own_index

_LEFT_OVER = "warisan_2017"  # official tables of 2020 still carry these; nothing new may be filed under them
_indexes: dict[str, tuple[tuple[int, int], Index]] = {}  # version -> (what the table held, index over it)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code of 2025 that a code of 2020 may have become. Never taken over without a person."""

    code: str
    title: str | None
    kind: str
    needs_review: bool
    source: str


def search_codes(session: Session, words: str, limit: int = 5, version: str = CURRENT_VERSION) -> list[Hit]:
    """The best codes for everyday words, over our own words and every title the database holds."""
    return search_index(session, version).search(words, limit)


def search_own(words: str, limit: int = 5, version: str = CURRENT_VERSION) -> list[Hit]:
    """The same without a database: over our own table alone."""
    return own_index(version).search(words, limit)


def search_index(session: Session, version: str = CURRENT_VERSION) -> Index:
    """The index over one version's entries; built once for each content of the table."""
    stamp = session.execute(
        select(func.count(), func.coalesce(func.sum(func.length(ActivityCode.title)), 0)).where(
            ActivityCode.version == version, ActivityCode.level == 5
        )
    ).one()
    held = (int(stamp[0]), int(stamp[1]))
    if version not in _indexes or _indexes[version][0] != held:
        _indexes[version] = (held, Index(entries(session, version)))
    return _indexes[version][1]


def entries(session: Session, version: str = CURRENT_VERSION) -> tuple[Entry, ...]:
    """Everything that can be found in one version: our activities first, then codes known by their title alone."""
    own = own_entries(version)
    ours = {entry.code for entry in own}
    rows = session.execute(
        select(ActivityCode.code, ActivityCode.title)
        .where(ActivityCode.version == version, ActivityCode.level == 5, ActivityCode.status != _LEFT_OVER)
        .order_by(ActivityCode.code)
    )
    titled = (Entry(code, version, title, official_titles=(title,)) for code, title in rows if code not in ours)
    return (*own, *titled)


def title_of(session: Session, code: str, version: str) -> str | None:
    """The official title of a code in that version, or None when the table does not hold it."""
    return session.scalar(select(ActivityCode.title).filter_by(code=code, version=version))


def proposal_2020_to_2025(session: Session, code: str) -> list[Proposal]:
    """What a code of KBLI 2020 may be in KBLI 2025, the least doubtful first. A proposal, not an answer."""
    rows = session.execute(
        select(ActivityConversion, ActivityCode.title)
        .outerjoin(
            ActivityCode, (ActivityCode.version == "2025") & (ActivityCode.code == ActivityConversion.code_2025)
        )
        .where(ActivityConversion.code_2020 == code)
        .order_by(ActivityConversion.needs_review, ActivityConversion.code_2025)
    )
    return [Proposal(pair.code_2025, title, pair.kind, pair.needs_review, pair.source) for pair, title in rows]
