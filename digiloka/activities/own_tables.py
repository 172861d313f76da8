"""Our own tables of activities: small CSV files beside this module, read once, without a database.

Codes and official titles are facts of Peraturan BPS 2/2020 (KBLI 2020) and 7/2025 (KBLI 2025).
Names and words are ours.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VERSIONS = ("2020", "2025")
CURRENT_VERSION = "2025"
LEVELS = {1: "kategori", 2: "golongan_pokok", 3: "golongan", 4: "subgolongan", 5: "kelompok"}

# 2020 -> 2025; the letters A to I stayed, J became J and K
_LETTERS_MOVED = dict(zip("KLMNOPQRSTU", "LMNOPQRSTUV", strict=True))
_NAMED_VERSION = re.compile(r"kbli\D{0,12}(2020|2025)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing an UMKM does: its code in both versions, our plain name, and the words people use for it."""

    code_2025: str
    code_2020: str
    name: str
    words: tuple[str, ...]

    def code(self, version: str) -> str:
        """The code in one version; `version` is "2020" or "2025"."""
        return self.code_2025 if version == "2025" else self.code_2020


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of KBLI. `level` 1 is a section letter, 2..5 the number of digits; `parent` is None for a section."""

    version: str
    code: str
    level: int
    section: str
    parent: str | None
    title: str


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.csv as they stand, read once."""
    with files(__package__).joinpath("data", f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))


@cache
def activities() -> tuple[Activity, ...]:
    """Every activity of our table, in the order of its file."""
    return tuple(
        Activity(row["code_2025"], row["code_2020"], row["name"], tuple(row["words"].split(";")))
        for row in table("activities")
    )


@cache
def codes() -> tuple[Code, ...]:
    """Sections, divisions and the five-digit codes that our activities use, in both versions."""
    found = [Code(r["version"], r["code"], 1, r["code"], None, r["title"]) for r in table("sections")]
    found += [Code(r["version"], r["code"], 2, r["section"], r["section"], r["title"]) for r in table("divisions")]
    for row in table("titles"):
        version, code = row["version"], row["code"]
        found.append(Code(version, code, 5, _sections(version)[code[:2]], code[:4], row["title"]))
    return tuple(found)


@cache
def _sections(version: str) -> dict[str, str]:
    return {row["code"]: row["section"] for row in table("divisions") if row["version"] == version}


@cache
def _five_digits(version: str) -> frozenset[str]:
    rows = (row for row in table("code_lists") if row["version"] == version)
    return frozenset(row["subgroup"] + digit for row in rows for digit in row["last_digits"])


@cache
def _known(version: str) -> frozenset[str]:
    """Every code of one version at every level, from its list of five-digit codes."""
    five = _five_digits(version)
    shorter = {code[:length] for code in five for length in (2, 3, 4)}
    return frozenset(five | shorter | set(_sections(version).values()))


def exists(code: str, version: str | None) -> bool:
    """Whether the official list of that version has the code (a letter or 2 to 5 digits)."""
    return version in VERSIONS and code in _known(version)


def versions_of(code: str) -> tuple[str, ...]:
    """The versions whose official list has this code: (), ("2020",), ("2025",) or both."""
    return tuple(version for version in VERSIONS if exists(code, version))


def version_of(code: str, text: str | None = None) -> str | None:
    """The version of a bare code, or None when it cannot be known: 1,052 codes stand in both, 160 mean another thing.

    `text` is what stands around the code (its heading, its cell): "KBLI 2020" in it decides. Otherwise the version is
    certain only when exactly one list has the code. What the code seems to mean is never used to guess.
    """
    found = versions_of(code)
    named = set(_NAMED_VERSION.findall(text or ""))
    if len(named) == 1:
        version = named.pop()
        return version if version in found else None
    return found[0] if len(found) == 1 else None


def section_of(code: str, version: str | None) -> str | None:
    """The section letter of a code in that version; None when that version has no such code."""
    if not exists(code, version):
        return None
    return code if len(code) == 1 else _sections(version)[code[:2]]


def current_section_of(code: str, version: str | None) -> str | None:
    """The section of a code in the letters of KBLI 2025, whichever its version: J of 2020 is split, the rest moved."""
    section = section_of(code, version)
    return _LETTERS_MOVED.get(section or "", section) if version == "2020" else section


@cache
def _titles() -> dict[tuple[str, str], str]:
    return {(entry.version, entry.code): entry.title for entry in codes()}


def title_of(code: str, version: str) -> str | None:
    """The official title where our own tables hold it (sections, divisions, the codes our activities use)."""
    return _titles().get((version, code))
