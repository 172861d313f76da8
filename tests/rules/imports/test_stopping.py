"""When so much of a file is bad that the file as a whole is stopped."""

from __future__ import annotations

import pytest

from digiloka.imports.stopping import Shares, why_stopped

# rows, refused, doubtful, shares, what the reason names (None: not stopped)
CASES = [
    (100, 50, 0, Shares(), None),
    (100, 51, 0, Shares(), "51 dari 100 baris ditolak, lebih dari 50 %"),
    (2_000, 0, 1_200, Shares(), "1.200 dari 2.000 baris mungkin sudah ada"),
    (100, 30, 30, Shares(), None),
    (19, 19, 0, Shares(), None),
    (20, 20, 0, Shares(), "20 dari 20 baris ditolak"),
    (100, 11, 0, Shares(refused=10), "lebih dari 10 %"),
    (100, 100, 0, Shares(refused=100), None),
    (0, 0, 0, Shares(), None),
]


@pytest.mark.parametrize(("rows", "refused", "doubtful", "shares", "told"), CASES)
def test_a_file_is_stopped_when_more_than_the_set_share_is_bad(rows, refused, doubtful, shares, told):
    reason = why_stopped({"rows": rows, "refused": refused, "doubtful": doubtful}, shares)
    assert (reason is None) if told is None else (reason is not None and told in reason)
