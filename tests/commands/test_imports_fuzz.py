"""Ruined files, a fixed sample: judged or refused, never a crash. `make prove` ruins thousands (benchmarks/fuzz)."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.fuzz import files, judge

SAMPLE = list(files(Random(1472), 200))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("number", range(len(SAMPLE)))
def test_a_ruined_file_is_judged_or_refused_whole(number):
    what, data = SAMPLE[number]
    trouble, outcome = judge(data, alone=False)
    assert trouble is None, what
    assert outcome in ("judged", "refused")


def test_both_ends_are_reached():
    outcomes = {judge(data)[1] for _, data in SAMPLE[:20]}
    assert outcomes == {"judged", "refused"}
