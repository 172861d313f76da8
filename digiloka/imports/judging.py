"""A whole file judged: every sheet laid out, every row checked and planned, chunk by chunk, nothing written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from digiloka.imports.answers import LEAVE, NOTHING_SAID, READ, Answers, Spellings
from digiloka.imports.apart import Checking, FarRow, Rows
from digiloka.imports.asked_columns import asked_columns
from digiloka.imports.asked_sheets import hidden_list, repeating, said_of_sheet, without_doing, without_headings
from digiloka.imports.asked_spellings import SpellingBook
from digiloka.imports.checking import NO_ACTIVITY, CheckedRow, SheetChecker
from digiloka.imports.code_lists import code_lists_of, lists_below, speak, tell_left_out
from digiloka.imports.columns import ColumnGuess, SheetLayout, data_rows, find_layout
from digiloka.imports.columns.list_or_not import CODES
from digiloka.imports.crew import Crew
from digiloka.imports.faults import WARNING, Fault, FaultBook
from digiloka.imports.ground import Ground
from digiloka.imports.in_full import Limits
from digiloka.imports.knowing import NOTHING_KNOWN, Known
from digiloka.imports.known_rows import KeyedRow, KnownRows
from digiloka.imports.merging import filled_down
from digiloka.imports.own_columns import OwnColumns, set_apart
from digiloka.imports.planned import PlannedRow
from digiloka.imports.planning import Planner
from digiloka.imports.questions import Question
from digiloka.imports.spoken import spoken_of
from digiloka.imports.teaching import Teacher
from digiloka.imports.workbook import Sheet, Workbook
from digiloka.registry.fields import BY_KEY, printed_key
from digiloka.values.refusal import Refused

CHUNK = 1_000
_SAMPLE = 600  # rows looked at before a sheet's first row is judged, from its beginning and from all over it


@dataclass(slots=True)
class JudgedSheet:
    """One sheet and what was made of it. `refusal` says why its rows were not read (hidden sheet, no list); `own` are
    the columns we had put into it ourselves."""

    index: int
    sheet: Sheet
    layout: SheetLayout
    taught: Teacher
    rows: int = 0
    refusal: str | None = None
    own: OwnColumns = field(default_factory=OwnColumns)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # field → code → words, by another sheet
    orders: dict[int, str] = field(default_factory=dict)  # column of dates → what is read first, day or month
    in_full: dict[int, Limits] = field(default_factory=dict)  # column of thousands → what is asked about in it


@dataclass(slots=True)
class Judgement:
    """Everything said about a file. Fill it by walking `chunks()` to the end."""

    workbook: Workbook
    ground: Ground
    planner: Planner
    sheets: list[JudgedSheet]
    answers: Answers = NOTHING_SAID
    spellings: Spellings = field(default_factory=dict)
    crew: Crew | None = None
    faults: FaultBook = field(default_factory=FaultBook)
    questions: list[Question] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        decided = dict(self.planner.counts)
        return {"rows": sum(decided.values()), **decided}

    @property
    def rows(self) -> int:
        """Rows that will be judged, known before the first one is."""
        return sum(judged.layout.rows for judged in self.sheets if judged.refusal is None)

    def chunks(self, kept: bool = False) -> Iterator[tuple[JudgedSheet, list[PlannedRow]]]:
        """Planned rows in the order of the file, at most CHUNK at a time. `kept`: they are going to be kept."""
        for judged in self.sheets:
            if judged.refusal is None:
                yield from self._of(judged, kept)

    def _of(self, judged: JudgedSheet, kept: bool) -> Iterator[tuple[JudgedSheet, list[PlannedRow]]]:
        name = judged.sheet.name
        spoken = spoken_of({**judged.taught.spellings, **self.spellings})
        spoken |= {key: {**codes, **spoken.get(key, {})} for key, codes in judged.codes.items()}
        task = Checking(judged.layout, self.ground, _sample(judged), spoken, self.answers.cells_of(name), kept,
                        self.planner.known.holds_any())
        checker = task.checker()
        judged.orders, judged.in_full = checker.orders, checker.in_full
        book = SpellingBook(judged.layout)
        aimless = self.faults.often(*NO_ACTIVITY)
        printed = KnownRows(judged.own, judged.layout, checker, self.planner, self.answers.choices)
        for back, checked in self._checked(judged, task, checker, printed):
            judged.own.tell(name, checked)
            planned = self.planner.plan(name, checked)
            if back:
                planned = sorted((*printed.plan(back), *planned), key=lambda row: row.checked.row)
            judged.rows += len(planned)
            book.hear(checked)
            for row in planned:
                self.faults.extend(row.checked.faults)
            yield judged, planned
        self.faults.extend([*checker.closing_faults(), *printed.closing_faults()])
        if again := sum(self.planner.repeats.of(name).values()):
            self.faults.extend([Fault(
                name, None, None, None, "sheet-repeats",
                f'{again} baris di lembar "{name}" sudah ada di lembar lain, jadi tidak didata dua kali.', WARNING,
            )])
        self._ask(judged, checker, book, self.faults.often(*NO_ACTIVITY) - aimless)

    def _ask(self, judged: JudgedSheet, checker: SheetChecker, book: SpellingBook, aimless: int) -> None:
        """What an officer should say of a sheet that was read; what they have said is not asked again."""
        layout, taught = judged.layout, judged.taught
        if layout.ask:
            self.questions.append(without_headings(layout))
        if judged.sheet.name not in self.answers.sheets:
            said_before = self.planner.repeats.of(judged.sheet.name)
            self.questions += filter(None, [repeating(layout, judged.rows, said_before)])
        asked = list(asked_columns(layout, taught.profiles, checker))
        if missing := without_doing(layout, judged.rows, aimless, asked):
            self.questions.append(missing)
            self.faults.extend([said_of_sheet(missing)])
        self.questions += asked
        self.questions += book.questions(self.ground)

    def _checked(
        self, judged: JudgedSheet, task: Checking, checker: SheetChecker, printed: KnownRows
    ) -> Iterator[tuple[list[KeyedRow], Sequence[CheckedRow]]]:
        """(rows with the key of a business, the others checked) of each chunk; by the crew where that pays."""
        rows = filled_down(data_rows(judged.sheet, judged.layout), judged.sheet.merges)
        sent: deque[tuple[list[KeyedRow], Rows]] = deque()

        def others() -> Iterator[Rows]:
            while chunk := list(islice(rows, CHUNK)):
                sent.append(printed.taken_from(chunk))
                yield sent[-1][1]

        if self.crew is None or not self.crew.expect(judged.layout.rows):
            for checked in map(checker.check, others()):
                yield sent.popleft()[0], checked
            return
        for found, mended in self.crew.each(task, others(), judged.layout.rows):
            checker.births_mended += mended
            back, given = sent.popleft()
            yield back, [
                FarRow(judged.sheet.name, far, cells, checker.typed_in(far.row))
                for far, (_, cells) in zip(found, given, strict=True)
            ]

    def doubts(self) -> list[dict[str, Any]]:
        """What an officer should say of the file, after its last chunk: {sheet, kind, column, question, …} each."""
        return [*asked_hidden(self.sheets, self.answers), *(question.as_json() for question in self.questions)]


def asked_hidden(sheets: Sequence[JudgedSheet], answers: Answers) -> list[dict[str, Any]]:
    """Hidden sheets that look like lists and of which nobody said whether they are read."""
    return [
        hidden_list(judged.layout).as_json() for judged in sheets
        if judged.refusal and judged.sheet.hidden and judged.layout.is_list and judged.sheet.name not in answers.sheets
    ]


def judge(
    workbook: Workbook, ground: Ground, known: Known = NOTHING_KNOWN, only: str | None = None,
    answers: Answers = NOTHING_SAID, crew: Crew | None = None,
) -> Judgement:
    """Lay out the sheets of a workbook (or the one named `only`), in the light of what officers said of this file and
    of others like it; raises Refused when no sheet is a list. `crew`: who helps with a long one."""
    sheets = laid_out(workbook, ground, known, only, answers)
    if all(judged.refusal for judged in sheets):
        lists = [judged for judged in sheets if judged.layout.is_list]  # a hidden one, behind a cover sheet
        raise NoList(next((judged.refusal for judged in lists or sheets if judged.refusal), _NO_LIST), sheets)
    _read_codes(sheets)
    spellings = {**known.spellings(), **answers.spellings}
    planner = Planner(known, several=sum(judged.refusal is None for judged in sheets) > 1)
    found = Judgement(workbook, ground, planner, sheets, answers, spellings, crew)
    found.faults.extend(
        Fault(judged.sheet.name, None, None, None, "sheet-left-out", judged.refusal, WARNING)
        for judged in sheets if judged.refusal and judged.sheet.n_rows
    )
    found.faults.extend(
        Fault(judged.sheet.name, None, None, None, "sheet-note", note, WARNING)
        for judged in sheets if judged.refusal is None for note in judged.layout.notes
    )
    return found


def _read_codes(sheets: Sequence[JudgedSheet]) -> None:
    """Let what stands below a list, then the sheets that say what codes mean, speak for the columns of the lists."""
    legends = [judged for judged in sheets if judged.refusal and not judged.layout.is_list]
    lists = [codes for judged in legends for codes in code_lists_of(judged.sheet, judged.layout.columns)]
    legible = {codes.sheet for codes in lists if codes.named}
    for judged in (each for each in sheets if each.refusal is None):
        for told in filter(None, (lists_below(judged.sheet, judged.layout), lists)):
            legible |= speak(told, judged.layout, _sample(judged), judged.codes)
        tell_left_out(judged.layout)
    for legend in legends:
        if legend.sheet.name in legible and legend.refusal == legend.layout.reason:
            legend.refusal = CODES


_NO_LIST = "Berkas ini tidak berisi daftar usaha. Periksa apakah ini berkas yang benar."


class NoList(Refused):
    """No sheet of a file is read as a list; how they were understood, for an officer who knows better."""

    def __init__(self, message: str, sheets: list[JudgedSheet]) -> None:
        super().__init__("file-no-list", message)
        self.sheets = sheets


def laid_out(
    workbook: Workbook, ground: Ground, known: Known, only: str | None = None, answers: Answers = NOTHING_SAID
) -> list[JudgedSheet]:
    """The sheets of a workbook, or the one named `only`, and what their columns mean; no row is judged."""
    chosen = [sheet for sheet in workbook.sheets if only is None or sheet.name == only]
    if only is not None and not chosen:
        named = ", ".join(f'"{sheet.name}"' for sheet in workbook.sheets)
        raise Refused("sheet-unknown", f'Lembar "{only}" tidak ada. Berkas ini berisi {named}.')
    return [_laid_out(index, sheet, ground, known, only is not None, answers) for index, sheet in enumerate(chosen)]


def _laid_out(
    index: int, sheet: Sheet, ground: Ground, known: Known, asked_for: bool, answers: Answers
) -> JudgedSheet:
    sheet, own = set_apart(sheet)
    teacher = Teacher(answers.columns.get(sheet.name, {}), known.columns)
    layout = find_layout(sheet, ground.today, teacher)
    said, refusal = answers.sheets.get(sheet.name), None
    if said == LEAVE:
        refusal = f'Lembar "{sheet.name}" Anda lewati.'
    elif sheet.hidden and not asked_for and said != READ:
        refusal = f'Lembar "{sheet.name}" tersembunyi, jadi tidak dibaca. Tampilkan lembarnya bila isinya data usaha.'
    elif not layout.is_list:
        refusal = layout.reason or _NO_LIST
    return JudgedSheet(index, sheet, layout, teacher, refusal=refusal, own=own)


def _sample(judged: JudgedSheet) -> list[tuple[int, list[Any]]]:
    layout = judged.layout
    if layout.first_row is None or layout.last_row is None:
        return []
    skipped = layout.skipped_rows()
    return [
        (number, cells) for number, cells in judged.sheet.sample(layout.first_row, _SAMPLE)
        if number <= layout.last_row and number not in skipped
    ]


def sheet_json(judged: JudgedSheet) -> dict[str, Any]:
    """A sheet as `imports check --json` prints it."""
    layout = judged.layout
    return {
        "name": judged.sheet.name,
        "heading_rows": list(layout.heading_rows),
        "first_row": layout.first_row,
        "last_row": layout.last_row,
        "rows": judged.rows,
        "skipped": [
            {"row": row, "reason": skip.reason}
            for skip in layout.skipped for row in range(skip.first_row, skip.last_row + 1)
        ],
        "columns": [_column(guess, judged.orders) for guess in layout.columns],
        "layout": judged.taught.as_json(),
        "title": layout.title, "year": layout.year, "as_of": layout.as_of, "ask": layout.ask,
        "hidden_rows": layout.hidden_rows, "notes": list(layout.notes), "left_out": judged.refusal,
    } | ({"own_columns": judged.own.as_json()} if judged.own.indexes else {})


def kept_sheet(judged: JudgedSheet) -> dict[str, Any]:
    """The same as a batch keeps it, with what a page needs for asking about a column and hearing the answer."""
    guesses = judged.layout.columns
    columns = [
        _column(guess, judged.orders) | {
            "index": guess.index, "key": guess.field, "unit": guess.unit, "period": guess.period, "order": guess.order,
            "said": guess.said, "empty": guess.empty}
        | ({"in_full": [limits.plain, limits.signed]} if (limits := judged.in_full.get(guess.index)) else {})
        for guess in guesses
    ]  # fmt: skip
    return sheet_json(judged) | {"columns": columns}


def _column(guess: ColumnGuess, orders: Mapping[int, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"letter": guess.letter, "heading": guess.heading, "field": printed_key(guess.field),
                            "confidence": round(guess.confidence, 2)}
    if guess.pair:
        told["fields"] = [printed_key(key) for key in guess.pair]
    if any(BY_KEY[key].money for key in (guess.field, *(guess.pair or ())) if key):
        told |= {"unit": guess.unit, "period": guess.period}
    if guess.index in orders:
        told["order"] = orders[guess.index]
    return told
