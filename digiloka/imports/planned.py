"""What planning knows of an earlier row, and what it decides of one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from digiloka.imports.checking import CheckedRow
from digiloka.registry.comparing import Changes
from digiloka.registry.status import OF_A_SHEET

NEW, CHANGED, SAME, DOUBTFUL, REFUSED = "new", "changed", "same", "doubtful", "refused"
DECISIONS = (NEW, CHANGED, SAME, DOUBTFUL, REFUSED)


@dataclass(frozen=True, slots=True)
class Prior:
    """A business that an earlier row made or changed, and what that row said."""

    business_id: uuid.UUID
    number: str
    version: int
    state: str
    level: str
    content_hash: str
    told: str  # the earlier row's record as JSON
    held: frozenset[str] = frozenset()  # what it said and what was not taken, or was put back: field keys
    undone: bool = False  # its list was taken back; what somebody had written since stayed


@dataclass(frozen=True, slots=True)
class Origin:
    """The earlier row that a row's key names; `prior` when it, or a later correction of it, was written. `identity` is
    the hash of who that row spoke of, where it was readable."""

    row_id: uuid.UUID
    prior: Prior | None = None
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Doubted:
    """The business beside which an applied plan left this very row as doubtful. `of_file`: for another row of its file,
    else for what the register held; `stands`: nobody but that batch wrote about the business or the row's owner since.
    """

    business_id: uuid.UUID
    number: str
    version: int
    of_file: bool
    stands: bool


@dataclass(slots=True)
class PlannedRow:
    """One row's fate. `seen_version` is the business's version when the plan was made; None, too, where the row is
    doubtful for another row of its file and not for the business."""

    checked: CheckedRow
    decision: str
    reasons: list[str] = field(default_factory=list)
    business_id: uuid.UUID | None = None
    number: str | None = None
    seen_version: int | None = None
    state: str | None = None
    level: str = OF_A_SHEET
    changes: Changes = field(default_factory=dict)
    identity_hash: str | None = None
    content_hash: str | None = None
    told: str | None = None  # the record as JSON
    nik_hash: str | None = None
    held: list[str] = field(default_factory=list)  # field keys that the row says and that are not taken
    origin_id: uuid.UUID | None = None  # the row of an earlier batch that this one corrects
    prior: Prior | None = None  # what an earlier row made or changed, and this one speaks of, too
    edited: bool = False  # came back in a template: what it says is an edit of these fields, blanks too
    open: dict[str, str] = field(default_factory=dict)  # fields that an officer chooses about, with why
    followed: list[str] = field(default_factory=list)  # of its changes, those that only follow from another
    owner_id: uuid.UUID | None = None
    doubted: Doubted | None = None


def named_row(row: PlannedRow, sheet: str) -> str:
    """A row as a person names it."""
    return f"baris {row.checked.row}" + (f" lembar {sheet}" if sheet else "")
