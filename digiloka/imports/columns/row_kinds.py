"""Which rows below the heading are businesses, and what the others are: totals, notes, signatures, headings again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns.heading_rows import is_numbering
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.imports.columns.legends import Below, CodeRows
from digiloka.imports.columns.lexicon import match_of
from digiloka.imports.columns.of_the_list import Listed
from digiloka.imports.columns.signatures import is_signature
from digiloka.imports.columns.words import read_heading
from digiloka.values import text
from digiloka.values.text import word_set

_SUSPECT = re.compile(
    r"\W*(?:no\b|nomor\b|nama\b|j u m l a h|t o t a l"
    r"|grand|sub|jumlah|jml|jlh|total|rata|rerata|contoh|usaha mi|usaha ke|usaha me|usaha be|industri|mikro|kecil"
    r"|menengah|mengetahui|catatan|keterangan|ket\b|kode|kd\b|code\b|daftar|arti\b|penjelasan|legenda|sumber|note|nb\b|nip\b|umkm|ikm)",
    re.IGNORECASE,
)
_TOTAL_WORDS = word_set(
    "jumlah total jml jlh grand sub subtotal grandtotal keseluruhan seluruh seluruhnya umkm ukm ikm usaha data semua"
    " rata rerata pelaku responden tenaga kerja akhir besar unit industri sum halaman ini per"
)
_TOTAL_HEADS = word_set("jumlah total jml jlh grand sub subtotal grandtotal rata rerata sum")
_SPACED = re.compile(r"\b(?:\w ){3,}\w\b")  # "J U M L A H"
_BEGINS = re.compile(r"\W*(?:no|nomor|nama)\b", re.IGNORECASE)  # a heading does, with a number or a name
_AREA_WORDS = word_set("rt rw kelurahan kel desa kecamatan kec kota kabupaten kab dusun lingkungan")
_SIZES = re.compile(
    r"(?:usaha|industri|umkm|ikm|skala)?\s*(?:mikro|kecil|menengah|besar)"
    r"(?:\s*(?:dan|&|/|,)\s*(?:kecil|menengah|besar))*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"[\d.,]+\s*(?:usaha|unit|umkm|ukm|ikm|pelaku(?: usaha)?|industri|perusahaan|buah|kelompok)", re.IGNORECASE
)
_EXAMPLE = re.compile(r"\W*contoh\W*(?:(?:pengisian|isian|data|pengisian data)\W*)?\d*\W*", re.IGNORECASE)
_NOTE = re.compile(
    r"\W*(?:catatan|keterangan|ket|note|notes|nb|n\.b|sumber|source|petunjuk)\b\W*?(?:[:.)]|$)|\*", re.IGNORECASE
)
_PLACE = r"(?:rt|rw|kelurahan|kel|desa|kecamatan|kec|lingkungan|dusun|blok|wilayah|kabupaten|kota)\b"
_SECTION = re.compile(
    rf"\W*(?:{_PLACE}"
    r"|[ivx]{1,5}[.)]\s|[a-z][.)]\s)",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(rf"\W*{_PLACE}\W*\w", re.IGNORECASE)
_SIGN = re.compile(r"\W*(?:[a-z]|(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))\W*", re.IGNORECASE)  # "A", "II."
_LONG = 70
_HEADS, _SURELY = 3, 0.9  # headings of different fields that a second table's heading has at least, and how sure
_NAMES = frozenset(("owner_name", "business_name"))


BLANK, TITLE, NUMBERING, TOTAL = "blank", "title", "numbering", "total"
SIGNATURE, NOTE, REPEATED, EXAMPLE = "signature", "note", "repeated_heading", "example"
OTHER = "other_table"


class RowJudge:
    """Judges rows from the top down, because what follows a signature or a total is read in its light."""

    def __init__(
        self, guesses: Sequence[ColumnGuess], headings: Sequence[Sequence[Any]], usual: int, below: Below
    ) -> None:
        """`below`: the rows that follow the one which is being judged, as far as they may explain codes."""
        self._names = [guess.index for guess in guesses if _NAMES.intersection((guess.field, *(guess.pair or ())))]
        counters = {guess.index for guess in guesses if guess.field in ("row_number", "source_id")}
        self._number = next((guess.index for guess in guesses if guess.field == "row_number"), None)
        kept = [guess.index for guess in guesses if guess.field and guess.index not in counters]
        unknown = len(kept) < 2  # hardly anything mapped: then every column but the counters counts
        self._content = [guess.index for guess in guesses if guess.index not in counters] if unknown else kept
        self._watched = sorted({*range(4), *self._names})
        self._headings = [
            {column: text.key(cell) for column, cell in enumerate(row) if isinstance(cell, str) and text.key(cell)}
            for row in headings
        ]
        # A heading that comes again comes in the same letters: looking for them is cheap enough for every row.
        pairs = zip(headings, self._headings, strict=True)
        self._probes = [(column, row[column]) for row, known in pairs for column in [*known][:3]]
        self._dense = max(2, (usual + 1) // 2)
        self._closed: str | None = None
        self._begun = False
        self._latest: list[Any] = []
        self._fields = {guess.index: guess.field for guess in guesses}
        self._elsewhere = False  # below the heading of another table
        self.codes = CodeRows(below, Listed(guesses))

    def kind(self, cells: list[Any]) -> str | None:
        """None for a business, else the reason why the row is left out."""
        filled = len(cells) - cells.count(None)
        if self.codes.left:
            self.codes.left -= 1
            return NOTE if filled else BLANK
        if not filled:
            self.codes.explained = False
            return BLANK
        if self._elsewhere and not self._is_heading_again(cells, filled):
            return OTHER
        if filled > 3 and filled >= self._dense and not self._suspicious(cells):
            if self._has_content(cells):
                self._closed, self._begun, self._latest = None, True, cells
                self.codes.listed.hear(cells)
                return None
            return BLANK
        reason = self._examine(cells, filled)
        if reason is None:
            self._begun = True
            self.codes.listed.hear(cells)
            if filled >= self._dense:
                self._latest = cells
        return reason

    def _suspicious(self, cells: list[Any]) -> bool:
        """A word at the row's start that totals and notes begin with, a heading's own word, or a first cell of 1."""
        width = len(cells)
        for column in self._watched:
            if column < width and isinstance(cell := cells[column], str) and _SUSPECT.match(cell):
                return True
        if not self._begun and is_numbering(cells):
            return True
        if self._number is not None and self._number < width and _is_sign(cells[self._number]):
            return not self._is_lettered()  # "X | Kel. Ratu Sima | - | -" is full only of signs for nothing
        return any(column < width and cells[column] == heading for column, heading in self._probes)

    def _is_lettered(self) -> bool:
        """Whether the business above has a letter for its number."""
        return self._number is not None and self._number < len(self._latest) and _is_sign(self._latest[self._number])

    def _has_content(self, cells: list[Any]) -> bool:
        width = len(cells)
        return any(
            cells[column] is not None and not text.is_blank(cells[column]) for column in self._content if column < width
        )

    def _examine(self, cells: list[Any], filled: int) -> str | None:
        told = [(column, cell) for column, cell in enumerate(cells) if cell is not None and not text.is_blank(cell)]
        if not told:
            return BLANK
        words = [(column, text.clean(cell)) for column, cell in told if _has_letters(cell)]
        if self._is_heading_again(cells, len(told)):
            self._begun = self._elsewhere = False  # a row that numbers the columns may follow
            return REPEATED
        if len(words) == len(told) and (another := self._is_heading_of_another(words)) is not None:
            self._begun, self._elsewhere = False, another
            return OTHER if another else REPEATED
        if is_numbering(cells) and not words:
            return NUMBERING
        if self.codes.begin(cells, told, self._closed == NOTE):
            self._closed = NOTE
            return NOTE
        if any(_EXAMPLE.fullmatch(written) for _, written in words):
            return EXAMPLE
        if self._is_total(told, words):
            self._closed = self._closed or TOTAL
            return TOTAL
        if not self._has_content(cells) and not self._speaks(words):
            return BLANK
        if filled >= self._dense and len(told) > 3:
            self._closed = None
            return None
        return self._sparse(cells, told, words)

    def _speaks(self, words: list[tuple[int, str]]) -> bool:
        """A line of words in a counting column ("RT 02", "Mengetahui") is no empty row."""
        return any(column not in self._content or is_signature(written) for column, written in words) and (
            len(words) < 3
        )

    def _sparse(self, cells: list[Any], told: list[tuple[int, Any]], words: list[tuple[int, str]]) -> str | None:
        """A row with few cells: a line of text, a signature, or a business of which little is known."""
        if self._heads_a_place(told):
            told, words = told[1:], words[1:]
        numbered = self._is_numbered(cells)
        if not numbered and any(is_signature(written) for _, written in words):
            self._closed = SIGNATURE
            return SIGNATURE
        if not numbered and self._closed == SIGNATURE:
            return SIGNATURE
        if words and _NOTE.match(words[0][1]) and not numbered:
            self._closed = NOTE
            return NOTE
        if len(told) == 1:
            return self._lonely(words)
        if self._heads_a_group(told):
            return TITLE
        if self._closed is not None and not numbered and len(told) < self._dense:
            return NOTE
        if any(column in self._content for column, _ in told):
            return None
        return NOTE

    def _heads_a_place(self, told: list[tuple[int, Any]]) -> bool:
        """ "II | Kel. Ratu Sima", and nothing more: a letter or numeral where no business has one, and a place."""
        if len(told) != 2 or told[0][0] in self._content or not _is_sign(told[0][1]):
            return False
        (column, _), (_, line) = told
        lettered = column < len(self._latest) and _is_sign(self._latest[column])
        return not lettered and isinstance(line, str) and _NAMED_PLACE.match(line) is not None and len(line) < _LONG

    def _heads_a_group(self, told: list[tuple[int, Any]]) -> bool:
        """ "A | KULINER", and nothing more: a letter or numeral where the businesses have their number."""
        if len(told) != 2 or self._dense <= 2 or told[0][0] != self._number or not _is_sign(told[0][1]):
            return False
        (column, _), (_, line) = told
        if column < len(self._latest) and _is_sign(self._latest[column]):
            return False
        return _has_letters(line) and len(line) < _LONG and (
            sector_from_words(line) is not None or (line.isupper() and not self._shouts())
        )

    def _shouts(self) -> bool:
        """Whether the businesses' own names stand in capitals; then capitals tell no heading from a business."""
        names = [self._latest[column] for column in self._names if column < len(self._latest)]
        return not names or any(isinstance(name, str) and name.isupper() for name in names)

    def _lonely(self, words: list[tuple[int, str]]) -> str | None:
        if not words:
            return BLANK if self._dense > 1 and self._closed is None else NOTE
        column, written = words[0]
        if _SECTION.match(written) and len(written) < _LONG:
            return TITLE
        if self._closed is not None or len(written) > _LONG:
            return NOTE
        if column in self._names and self._number is None:
            return None
        return TITLE if written.isupper() else NOTE

    def _is_numbered(self, cells: list[Any]) -> bool:
        if self._number is None or self._number >= len(cells):
            return False
        cell = cells[self._number]
        return isinstance(cell, int | float) or (isinstance(cell, str) and text.clean(cell).rstrip(".").isdigit())

    def _is_heading_again(self, cells: list[Any], told: int) -> bool:
        for heading in self._headings:
            same = sum(
                1
                for column, key in heading.items()
                if column < len(cells) and isinstance(cells[column], str) and text.key(cells[column]) == key
            )
            if same >= 2 and same >= 0.6 * told:
                return True
        return False

    def _is_heading_of_another(self, words: list[tuple[int, str]]) -> bool | None:
        """Whether a row of nothing but known headings begins another table, or names the same columns in other words;
        None for a row that is no heading."""
        if not any(_BEGINS.match(written) for _, written in words):
            return None  # "Toko | Kerajinan | Pasar" may be a business
        told = [(column, match_of(read_heading(written))) for column, written in words]
        known = [(column, match.fields) for column, match in told if match.fields and match.score >= _SURELY]
        if len({fields for _, fields in known}) < _HEADS or len(known) < 0.6 * len(told):
            return None
        return sum(self._fields.get(column) in fields for column, fields in known) < 0.8 * len(known)

    def _is_total(self, told: list[tuple[int, Any]], words: list[tuple[int, str]]) -> bool:
        if not words:
            return False
        if any(_SIZES.fullmatch(one.strip()) for _, one in words) and any(
            isinstance(cell, str) and _COUNT.fullmatch(cell.strip()) for _, cell in told
        ):
            return True  # "Usaha Mikro … 68 usaha": a count that poses as a business
        tokens = _SPACED.sub(lambda found: found.group().replace(" ", ""), text.key(words[0][1])).split()
        if not tokens or tokens[0] not in _TOTAL_HEADS:
            return False
        rest = tokens[1:]
        for place, token in enumerate(rest):
            if token in _AREA_WORDS:
                rest = rest[:place]  # "JUMLAH KELURAHAN …": a name follows
                break
        columns = {column for column, _ in told}
        if rest and len(words) == 1 and self._names and not columns.intersection(self._names):
            return True  # "Jumlah Purnama" where a place stands, and nobody's name: a place's subtotal
        plain = all(token in _TOTAL_WORDS or token.isdigit() for token in rest)
        others = [written for _, written in words[1:] if not _COUNT.fullmatch(written) and not _is_amount(written)]
        return plain and len(others) <= (1 if rest or len(tokens) > 1 or len(told) > 1 else 0)


def line_of(cells: Sequence[Any]) -> str:
    """What a title row says, without the letter or numeral in front of it."""
    told = [cell for cell in cells if cell is not None and not text.is_blank(cell)]
    return text.clean(next((cell for cell in told if not _is_sign(cell)), told[0])) if told else ""


def _is_sign(cell: Any) -> bool:
    return isinstance(cell, str) and _SIGN.fullmatch(cell) is not None


def _has_letters(cell: Any) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _is_amount(written: str) -> bool:
    return re.fullmatch(r"(?i)(?:rp\.?|idr)?\s*[\d.,\-\s]+(?:orang|org|jt|juta|rb|ribu|buah)?", written) is not None
