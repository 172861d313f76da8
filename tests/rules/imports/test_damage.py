"""Damage of spreadsheets: what is spoilt is found and not kept, what is well written raises no alarm."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks import damage as proof
from digiloka.values import amount_text, damage
from tests.workbooks import damage as corpus
from tests.workbooks import well_written

SEED = 12
WRITERS = {"xlsx": corpus.as_xlsx, "ods": corpus.as_ods, "csv": corpus.as_csv}
COLUMNS = {"all-end-in-zero": "NIK", "days-as-months": "days read as months"}


def test_the_corpus_is_large_and_knows_nothing_of_the_program() -> None:
    assert len(corpus.KINDS) >= 20
    assert len(corpus.spoilt(SEED)[1]) >= 300
    for module in (corpus, well_written):
        tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        assert not [name for name in named if name.startswith(("digiloka", "benchmarks"))]


@pytest.mark.parametrize("kind", WRITERS)
def test_spoilt_cells_are_all_found_and_none_is_kept(kind: str) -> None:
    lines, marks = corpus.spoilt(SEED, each=1, kinds=[one for one in corpus.KINDS if proof.writable(one, kind)])
    found = proof.examine(WRITERS[kind](lines), f"survei.{kind}", marks)
    assert (found.missed, found.kept) == ([], [])


@pytest.mark.parametrize("kind", WRITERS)
def test_well_written_cells_raise_no_alarm(kind: str) -> None:
    lines, _ = corpus.clean(SEED, 80)
    assert proof.alarms_of(WRITERS[kind](lines), f"survei.{kind}") == []


def test_what_only_a_column_shows_is_found() -> None:
    for name, (cells, found) in proof.columns(Random(SEED)):
        assert cells == found > 5, name


@pytest.mark.parametrize("name", damage.DETECTORS)
def test_without_any_one_detector_something_is_missed(name: str) -> None:
    with switched_off(name):
        if name in COLUMNS:
            assert any(found < cells for _, (cells, found) in proof.columns(Random(SEED)))
            return
        kinds = [kind for kind, detector in proof.DETECTOR_OF.items() if detector == name]
        lines, marks = corpus.spoilt(SEED, each=2, kinds=kinds)
        assert proof.examine(corpus.as_xlsx(lines), "survei.xlsx", marks).missed


@pytest.mark.parametrize("detector", damage.DETECTORS.values(), ids=damage.DETECTORS)
def test_a_detector_is_asked_where_the_table_says(detector: damage.Detector) -> None:
    for module in detector.asked.split(", "):
        path = module.replace(".", "/") + ".py"
        source = next(Path("digiloka").glob(path), None) or Path("digiloka/values") / path
        assert f'found("{detector.name}"' in source.read_text(encoding="utf-8"), module


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    kept = damage.DETECTORS[name]
    damage.DETECTORS[name] = replace(kept, find=lambda *_: None)
    try:
        yield
    finally:
        damage.DETECTORS[name] = kept
        amount_text.read_amount.cache_clear()  # remembers what it read without the detector
