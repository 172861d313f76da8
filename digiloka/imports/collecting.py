"""Python's cycle collector, asked less often while rows by the hundred thousand come and go.

Rows are freed by counting references; the collector finds next to nothing among them and looks at all of them again
and again: a quarter of an import's time (benchmarks/imports). It still runs, only after more rows.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (1_000_000, 20, 50)


@contextmanager
def seldom() -> Iterator[None]:
    """Collect cycles seldom inside the block. The setting belongs to the whole process."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
