"""What spreadsheets and exports do to a cell, and how each kind of damage is recognised.

`table` lists the detectors and is the only door: readers ask `damage.found(NAME, …)`. `signs` knows texts, `figures`
numbers, `days` dates.
"""

from digiloka.values.damage.table import DETECTORS, Detector, found

__all__ = ["DETECTORS", "Detector", "found"]
