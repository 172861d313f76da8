"""The one table of detectors: what each recognises, who asks it, and under which codes its finds are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digiloka.values.damage import days, figures, signs


@dataclass(frozen=True, slots=True)
class Detector:
    """One kind of damage. `find` looks at a cell and says nothing (None, False) where it is whole; `asked` names the
    module that asks; a code beginning with "*-" stands for one of each field."""

    name: str
    what: str
    asked: str
    codes: tuple[str, ...]
    find: Callable[..., Any]


_TABLE = (
    Detector("error-value", "#REF!, #N/A, #### instead of an answer", "imports.mending", ("sheet-error",),
             signs.error_value),
    Detector("excel-text", '="0812…", a text kept by a formula', "imports.mending", ("excel-text",), signs.excel_text),
    Detector("formula", "a formula written out as text", "imports.mending", ("formula",), signs.formula),
    Detector("apostrophe", "a literal apostrophe before a number", "imports.mending", ("apostrophe",),
             signs.apostrophe),
    Detector("unseen", "signs of no width, hard blanks among figures", "imports.mending", ("unseen-signs",),
             signs.unseen),
    Detector("wrong-letters", "UTF-8 read as Windows letters", "imports.mending", ("wrong-letters",),
             signs.wrong_letters),
    Detector("lost-letters", "letters that cannot be read any more", "imports.mending", ("lost-letters",),
             signs.lost_letters),
    Detector("web-signs", "&amp;, <br> and their kin", "imports.mending", ("web-signs",), signs.web_signs),
    Detector("cut", "text of exactly 255 letters", "imports.mending", ("text-cut",), signs.cut),
    Detector("letters-for-figures", "O for 0, l for 1", "imports.mending", ("letter-for-figure",),
             signs.letters_for_figures),
    Detector("strange-figures", "figures of another script", "imports.mending", ("strange-figures",),
             signs.strange_figures),
    Detector("number-tail", '"28813.0"', "imports.mending", ("number-tail",), signs.number_tail),
    Detector("truth-value", "a tick box where no yes or no belongs", "imports.mending", ("cell-boolean",),
             signs.truth_value),
    Detector("number-for-words", "a number cell where words belong", "imports.mending", ("number-for-words",),
             signs.number_for_words),
    Detector("number-as-date", "3-5 → 3 May, 10794 → 20 July 1929, 2:1 → a time", "imports.mending", ("cell-date",),
             days.number_as_date),
    Detector("lost-figures", "1.47E+15, more than 15 figures in a number cell", "figures, phone", ("*-excel",),
             figures.lost_figures),
    Detector("rounded", "a few figures, then only noughts", "identity, licence_numbers, phone", ("*-excel",),
             figures.rounded),
    Detector("lost-zero", "a leading nought that a number cell dropped", "identity, registry.reading",
             ("*-lost-zero",), figures.lost_zero),
    Detector("lost-phone-zero", "a mobile number without its 0", "phone", ("hp-nol",), figures.lost_phone_zero),
    Detector("eaten-point", "2.500 → 2,5 rupiah", "amounts", ("amount-point",), figures.eaten_point),
    Detector("shortened-amount", "1,5E+06 rupiah", "amount_text", ("amount-excel",), figures.shortened_amount),
    Detector("code-with-point", "KBLI 10.794 as a decimal number", "registry.reading", ("kbli-point", "kbli-dot"),
             figures.code_with_point),
    Detector("serial-for-count", "3-5 → 45780 workers", "counts", ("count-serial",), figures.serial_for_count),
    Detector("lost-point", "1,6667 → 16667", "points", ("titik-dipulihkan",), figures.lost_point),
    Detector("whole-degrees", "a point without decimals", "points", ("titik-bulat",), figures.whole_degrees),
    Detector("all-end-in-zero", "a column of NIK whose last figure is lost", "imports.sampling", ("nik-column",),
             figures.all_end_in_zero),
    Detector("serial-for-date", "12 May 1980 → 29353", "dates", ("date-serial",), days.serial_for_date),
    Detector("year-as-date", "2019 → 11 July 1905", "dates", ("date-year",), days.year_as_date),
    Detector("before-all-days", "5 → 4 January 1900", "dates", ("date-small",), days.before_all_days),
    Detector("midnight-elsewhere", "a day early, at 17.00", "dates", ("date-zone",), days.midnight_elsewhere),
    Detector("days-as-months", "a column read month first", "imports.sampling", ("date-swapped",),
             days.days_as_months),
    Detector("against-nik", "a birth date that the NIK proves damaged", "imports.checking",
             ("birth-date-day", "birth-date-epoch", "birth-date-swapped", "birth-date-century", "birth-date-shifted"),
             days.against_nik),
)  # fmt: skip
DETECTORS = {detector.name: detector for detector in _TABLE}


def found(name: str, *cell: Any) -> Any:
    """What the detector of this name makes of a cell."""
    return DETECTORS[name].find(*cell)
