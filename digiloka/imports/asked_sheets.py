"""Questions about whole sheets: one without headings or without a column that each row needs, a hidden one that looks
like a list, one that says it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digiloka.imports.answers import LEAVE, READ
from digiloka.imports.checking import DOING
from digiloka.imports.columns import SheetLayout
from digiloka.imports.faults import WARNING, Fault
from digiloka.imports.questions import COLUMN, HEADINGS, HIDDEN, MISSING, REPEATED, Question

_WHETHER = ((READ, "Baca lembar ini"), (LEAVE, "Lewati lembar ini"))
_MOSTLY = 0.5  # of a sheet's rows speak of businesses another sheet has named, or are refused for one reason
_ENOUGH = 3  # such rows: two names can be namesakes


def without_headings(layout: SheetLayout) -> Question:
    """The columns are guessed from what they hold; each is asked about."""
    return Question(
        layout.name, HEADINGS,
        "Judul kolom lembar ini tidak ada atau belum kami kenal, jadi arti kolomnya kami duga dari isinya. "
        "Periksa setiap kolom.",
        (), layout.rows,
    )  # fmt: skip


def without_doing(layout: SheetLayout, rows: int, refused: int, asked: Iterable[Question]) -> Question | None:
    """No column says what the businesses do, and of `rows` most were `refused` for it: that is one thing to mend, not
    one a row. None where it is `asked` already whether a column says so."""
    told = {key for guess in layout.columns for key in (guess.field, *(guess.pair or ()))}
    if not refused or refused < _MOSTLY * rows or not told.isdisjoint(DOING):
        return None
    if any(each.kind == COLUMN and set(DOING).intersection(value for value, _ in each.options) for each in asked):
        return None
    text = (f'Kolom kegiatan usaha tidak ditemukan di lembar "{layout.name}", jadi {refused} baris ditolak. Tunjukkan '
            'kolomnya, atau tambahkan kolom "Kegiatan Usaha" di berkas lalu unggah lagi.')
    return Question(layout.name, MISSING, text, (), refused, field="activity", code="activity-column-missing")


def said_of_sheet(question: Question) -> Fault:
    """The same for who only reads what is wrong."""
    return Fault(question.sheet, None, None, None, question.code or "", question.question, WARNING)


def hidden_list(layout: SheetLayout) -> Question:
    text = f'Lembar "{layout.name}" tersembunyi, tetapi tampak seperti daftar usaha. Dibaca juga?'
    return Question(layout.name, HIDDEN, text, (*reversed(_WHETHER),), layout.rows, code="sheet-left-out")


def repeating(layout: SheetLayout, rows: int, repeated: Mapping[str, int]) -> Question | None:
    """`repeated`: {sheet read before: rows that say again what it said}."""
    if not repeated:
        return None
    other, count = max(repeated.items(), key=lambda item: item[1])
    if count < _ENOUGH or count < _MOSTLY * rows:
        return None
    text = f'{count} dari {rows} baris di lembar "{layout.name}" sudah ada di lembar "{other}". Tetap dibaca?'
    return Question(layout.name, REPEATED, text, _WHETHER, count, code="sheet-repeats")
