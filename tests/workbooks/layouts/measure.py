"""How well a layout was understood, counted against its truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from digiloka.imports.columns import SheetLayout, data_rows, find_layout
from digiloka.imports.knowing import NOTHING_KNOWN
from digiloka.imports.teaching import Teacher
from digiloka.registry.fields import printed_key
from tests.workbooks.layouts.paper import Paper, Wanted


@dataclass
class Score:
    """`right` of `fields` columns that have a field; `false` fields on the `others` that have none."""

    fields: int = 0
    right: int = 0
    others: int = 0
    false: int = 0
    sheets: int = 0
    rows: int = 0  # sheets whose businesses were found exactly
    judged: int = 0  # sheets rightly taken for a list, or rightly not
    wrong: list[str] = field(default_factory=list)
    surely: list[float] = field(default_factory=list)  # confidence of the wrong answers


def measure(papers: Iterable[Paper]) -> Score:
    """Everything counted over these sheets."""
    score = Score()
    for paper in papers:
        layout = find_layout(paper.sheet, teach=Teacher({}, NOTHING_KNOWN.columns))
        score.sheets += 1
        if layout.is_list != paper.is_list:
            score.wrong.append(f"{paper.title}: {layout.reason or 'taken for a list'}")
            continue
        score.judged += 1
        if not paper.is_list:
            score.rows += 1
            continue
        _columns(score, paper, layout)
        _rows(score, paper, layout)
        _facts(score, paper, layout)
    return score


def _columns(score: Score, paper: Paper, layout: SheetLayout) -> None:
    found = {column.index: column for column in layout.columns}
    for index, wanted in paper.wanted.items():
        guess = found.get(index)
        key = printed_key(guess.field) if guess else None
        if wanted.keys == (None,):
            score.others += 1
            score.false += key is not None
        else:
            score.fields += 1
            score.right += key in wanted.keys
        confidence = guess.confidence if guess else 0.0
        if key not in wanted.keys:
            told = guess.pair if guess and guess.pair else key
            score.wrong.append(f"{paper.title}: {wanted.heading!r} is {told} ({confidence:.2f}), not {wanted.keys}")
            score.surely.append(confidence)
        elif guess is not None and key is not None:
            score.wrong += [f"{paper.title}: {wanted.heading!r} {line}" for line in _details(wanted, guess)]


def _details(wanted: Wanted, guess: object) -> Iterable[str]:
    for name in ("unit", "period", "of"):
        expected, told = getattr(wanted, name), getattr(guess, name)
        if expected is not None and told != expected:
            yield f"has {name} {told}, not {expected}"


def _rows(score: Score, paper: Paper, layout: SheetLayout) -> None:
    numbers = [number for number, _ in data_rows(paper.sheet, layout)]
    if numbers == paper.data and layout.heading_rows == paper.heading_rows:
        score.rows += 1
    else:
        lost, more = sorted(set(paper.data) - set(numbers)), sorted(set(numbers) - set(paper.data))
        score.wrong.append(f"{paper.title}: heading {layout.heading_rows}, rows lost {lost}, taken {more}")
    reasons = {row: skip.reason for skip in layout.skipped for row in range(skip.first_row, skip.last_row + 1)}
    for row, reason in paper.skipped.items():
        if reasons.get(row) != reason:
            score.wrong.append(f"{paper.title}: row {row} is {reasons.get(row)}, not {reason}")
    if layout.ask != paper.ask:
        score.wrong.append(f"{paper.title}: asks {layout.ask}")


def _facts(score: Score, paper: Paper, layout: SheetLayout) -> None:
    for name, expected in paper.facts.items():
        told = layout.area_hint if name == "area" else getattr(layout, name)
        if (expected.lower() not in (told or "").lower()) if name == "area" else told != expected:
            score.wrong.append(f"{paper.title}: {name} {told}, not {expected}")
