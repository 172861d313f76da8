"""Writing the code tables: our own at setup, the full official ones from a file. Nothing here commits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from digiloka.activities.loading import OfficialTable, read_official
from digiloka.activities.models import OWN, ActivityCode, ActivityConversion
from digiloka.activities.own_tables import activities, codes
from digiloka.audit.actor import Actor
from digiloka.audit.journal import record
from digiloka.values.amounts import show_number


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load stored: five-digit codes and entries of all levels by version, or pairs of codes."""

    entries: int
    five_digit: dict[str, int]
    pairs: int

    def sentence(self) -> str:
        """One Indonesian sentence for the person who loaded it."""
        if self.pairs and not self.five_digit:
            return f"{show_number(self.pairs)} pasangan kode KBLI 2020 dan 2025 dimuat sebagai usul."
        parts = [f"{show_number(count)} kode KBLI {version}" for version, count in sorted(self.five_digit.items())]
        if not parts:
            return "Tidak ada kode baru."
        return f"{' dan '.join(parts)} dimuat ({show_number(self.entries)} baris)."


def load_own(session: Session) -> Loaded:
    """Store our own tables where nothing official stands yet; repeating it changes nothing.

    No journal line: these tables come with the program. Official rows are never written over.
    """
    stored = _stored_titles(session)
    due = [row for row in _own_codes() if _is_due(row, stored)]
    for row in due:
        if (row["version"], row["code"]) in stored:
            session.execute(delete(ActivityCode).filter_by(version=row["version"], code=row["code"]))
    pairs = _new_pairs(session)
    _insert(session, ActivityCode, due)
    _insert(session, ActivityConversion, pairs)
    return _loaded(due, len(pairs))


def load_file(
    session: Session, path: str | Path, actor: Actor | None = None, city_code: str | None = None
) -> Loaded:
    """Store an official table from a CSV file in place of what stood there for the same version (or of all pairs).

    With an actor and the installation's city it leaves a line in the journal. Raises Refused, nothing stored, when
    the file is no such table (`loading.read_official`).
    """
    table = read_official(path)
    source = Path(path).name[:100]
    loaded = _store_codes(session, table, source) if table.codes else _store_pairs(session, table)
    if actor is not None and city_code is not None:
        record(
            session, actor, "activities.load", "activity", None, city_code=city_code, reason=source,
            changes={"entries": [None, loaded.entries], "pairs": [None, loaded.pairs]},
        )
    return loaded


def _store_codes(session: Session, table: OfficialTable, source: str) -> Loaded:
    rows = [asdict(code) | {"source": source} for code in table.codes]
    session.execute(delete(ActivityCode).where(ActivityCode.version.in_({row["version"] for row in rows})))
    _insert(session, ActivityCode, rows)
    load_own(session)  # what the file leaves out but our activities use
    return _loaded(rows, 0)


def _store_pairs(session: Session, table: OfficialTable) -> Loaded:
    session.execute(delete(ActivityConversion))
    _insert(session, ActivityConversion, [asdict(pair) for pair in table.pairs])
    load_own(session)
    return _loaded([], len(table.pairs))


def _own_codes() -> list[dict[str, Any]]:
    return [asdict(code) | {"description": None, "status": "aktif", "source": OWN} for code in codes()]


def _is_due(row: dict[str, Any], stored: dict[tuple[str, str], tuple[str, str]]) -> bool:
    """Whether a row of ours is missing, or stands there with an older title of ours."""
    source, title = stored.get((row["version"], row["code"]), (OWN, None))
    return source == OWN and title != row["title"]


def _new_pairs(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(select(ActivityConversion.code_2020, ActivityConversion.code_2025))
    stored = {(old, new) for old, new in rows}
    pairs = dict.fromkeys((item.code_2020, item.code_2025) for item in activities())
    return [
        {"code_2020": old, "code_2025": new, "kind": "usul", "needs_review": True, "source": OWN}
        for old, new in pairs if (old, new) not in stored
    ]


def _stored_titles(session: Session) -> dict[tuple[str, str], tuple[str, str]]:
    """(version, code) -> (source, title) of every row there is."""
    rows = session.execute(select(ActivityCode.version, ActivityCode.code, ActivityCode.source, ActivityCode.title))
    return {(version, code): (source, title) for version, code, source, title in rows}


def _insert(session: Session, model: type[ActivityCode | ActivityConversion], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), rows)


def _loaded(rows: list[dict[str, Any]], pairs: int) -> Loaded:
    five_digit: dict[str, int] = {}
    for row in rows:
        if row["level"] == 5:
            five_digit[row["version"]] = five_digit.get(row["version"], 0) + 1
    return Loaded(len(rows), five_digit, pairs)
