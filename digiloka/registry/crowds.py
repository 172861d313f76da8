"""More workers than a small business has: taken, for it may be true, and asked about at every door.

No law draws a line: PP 7/2021 sorts businesses by capital and sales alone. Statistics Indonesia calls a business of
100 workers or more large, and of a thousand in the lists of offices three reach that. What stands there oftener is a
year, a postal code, a phone's beginning or money that slipped into the column.
"""

from __future__ import annotations

from collections.abc import Container

from digiloka.registry.records import FiguresRecord
from digiloka.registry.scale import BPS_TOPS
from digiloka.registry.workforce import COUNTS, with_sums
from digiloka.values.amounts import show_number

MANY = BPS_TOPS[-1] + 1


def crowd(figures: FiguresRecord | None, told: Container[str] = COUNTS) -> tuple[str, str] | None:
    """(the count to look at, the sentence about it), None when there are not too many.

    `told`: the counts that a person gave; one that is only the sum of others is looked at where the first of
    them stands.
    """
    whole = with_sums(figures) if figures else None
    counts = {key: getattr(whole, key) or 0 for key in COUNTS} if whole else {}
    key = next((key for key, people in counts.items() if people >= MANY), None)
    if key is None:
        return None
    people = show_number(counts[key])
    sentence = f"Tertulis {people} pekerja. UMKM jarang punya {MANY} pekerja atau lebih. Periksa lagi."
    first = next((part for part in COUNTS if part in told and counts[part]), "workers_male")
    return key if key in told else first, sentence
