"""What a sheet's rows and columns mean, decided from the cells alone.

`finding` walks the way: `heading_rows` (where the heading stands) → `paths`, `naming`, `several`, `lexicon` (what each
heading names) → `content`, `doubts`, `blocks`, `proposals` (what cells and neighbours decide) → `row_kinds` (which rows
are businesses), `legends`, `legend_heads`, `of_the_list`, `likeness`, `known_values` (and which explain
codes) → `list_or_not`. `layout` is what comes out.
"""

from digiloka.imports.columns.finding import data_rows, find_layout
from digiloka.imports.columns.layout import ColumnGuess, SheetLayout, Skipped
from digiloka.imports.columns.pairs import pair_of

__all__ = ["ColumnGuess", "SheetLayout", "Skipped", "data_rows", "find_layout", "pair_of"]
