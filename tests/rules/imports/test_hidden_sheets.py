"""A list on a hidden sheet: never read unasked, always named."""

from __future__ import annotations

import pytest

from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.workbook import open_workbook
from digiloka.values.refusal import Refused
from tests.judging import CITY, TODAY, among
from tests.workbooks.xlsx import workbook

HEADINGS, ROWS = among(12)
COVER = [["Kepada Yth. Bapak Lurah"], ["Terlampir data usaha"]]


def behind_a_cover() -> bytes:
    def hide(_book, sheets):
        sheets["Surat"].activate()
        sheets["Data"].hide()

    return workbook({"Surat": COVER, "Data": [HEADINGS, *ROWS]}, hide)


def judged(only: str | None = None):
    return judge(open_workbook(behind_a_cover(), "a.xlsx"), ground_without_register(CITY, CITY, TODAY), only=only)


def test_behind_a_cover_sheet_the_hidden_list_is_what_the_refusal_names():
    with pytest.raises(Refused, match=r'Lembar "Data" tersembunyi.*Tampilkan lembarnya'):
        judged()


def test_a_hidden_sheet_that_is_asked_for_is_read():
    assert judged("Data").rows == 12
