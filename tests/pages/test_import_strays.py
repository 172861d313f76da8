"""A NIK and a phone in columns that are known as something else: no page of the import shows or sends them whole."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.http import parse_options_header

from digiloka.database import reading
from digiloka.imports.models import ImportBatch
from digiloka.registry.models import Business
from tests.page_forms import fields_of
from tests.records import nik
from tests.surveying import HEADINGS, row, survey

NIK, PHONE = nik(0), "081277776666"
SPACED = f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}"
SHIFTED = {
    "owner": f"Siti / {NIK}", "name": f"Warung {PHONE}", "activity": SPACED, "address": f"Jl. Melati, HP {PHONE}",
    "rt": NIK, "village": NIK, "district": PHONE, "turnover": NIK, "halal": SPACED, "notes": f"NIK {NIK}",
    "Jenis Kelamin": NIK, "Sektor": SPACED, "Pendidikan": PHONE, f"Kolom {NIK}": NIK,
}  # fmt: skip


@pytest.fixture
def planned(sender):
    rows = [row(number + 1, **{key: cell}) for number, (key, cell) in enumerate(SHIFTED.items())]
    ordinary = {"Jenis Kelamin": "L", "Sektor": "Kuliner", "Pendidikan": "SD", f"Kolom {NIK}": None}
    rows = [{**ordinary, **told} for told in rows] + [row(number, **ordinary) for number in range(30, 40)]
    return sender.plan(survey(*rows, title=f"DATA UMKM KOTA DUMAI PETUGAS {NIK} HP {PHONE}"))


@pytest.mark.parametrize("page", ["", "/kolom?lembar=0", "/isian"])
def test_no_page_of_the_file_shows_one_whole(sender, planned, page):
    told = sender.client.get(f"/impor/{planned}{page}").text
    for whole in (NIK, SPACED, PHONE):
        assert whole not in told, told[max(0, told.find(whole) - 200) : told.find(whole) + 40]


def test_the_cell_says_what_to_do_and_is_left_by_leaving_its_input_empty(sender, planned):
    page = sender.client.get(f"/impor/{planned}").text
    assert "Di kolom Nama pemilik ada angka seperti NIK. Pindahkan ke kolom NIK." in page
    assert f'<span class="code">Siti / ••••••••••••{NIK[-4:]}</span>' in page
    sent = fields_of(page, action=f"/impor/{planned}/sel")
    assert sent["c.0.0"] == [""]
    answer = sender.client.post(f"/impor/{planned}/sel", data=sent, follow_redirects=True).text
    assert "sel disimpan" not in answer, "nothing was typed"
    sent["c.0.0"] = ["Siti Aminah"]
    answer = sender.client.post(f"/impor/{planned}/sel", data=sent, follow_redirects=True).text
    assert "1 sel disimpan" in answer


def test_one_that_is_typed_into_another_cell_is_refused_there(sender, planned):
    sent = fields_of(sender.client.get(f"/impor/{planned}").text, action=f"/impor/{planned}/sel")
    sent["c.0.0"] = [f"Siti {NIK}"]
    answer = sender.client.post(f"/impor/{planned}/sel", data=sent)
    assert answer.status_code == 422
    assert re.search(r'id="c\.0\.0-wrong">.*?Pindahkan ke kolom NIK', answer.text, re.DOTALL)


def test_what_a_row_changes_is_masked_as_its_cells_are(sender):
    known = {"name": f"Warung {PHONE}", "address": f"Jl X HP {PHONE}", "notes": "WA 0812-7777-6666", "halal": "Ada"}
    sender.apply(survey(row(1, **known)))
    news = {"name": f"Warung Baru {PHONE}", "address": f"Jl Y HP {PHONE}", "notes": f"HP {PHONE}, ibu@contoh.id",
            "turnover": "62.812.345.678", "halal": "ID35110000123450420"}  # fmt: skip
    batch = sender.plan(survey(row(1, **news)))
    page = sender.client.get(f"/impor/{batch}").text
    table = page[page.index("Tersimpan") :]
    assert "Warung ••••••••6666" in table, "what is known"
    assert "Jl Y HP ••••••••6666" in table, "and what the file says"
    assert "•••@contoh.id" in table
    assert "62.812.345.678" in table
    assert "ID35110000123450420" in table, "a paper's own number"
    sender.apply(batch)
    for told in (page, sender.client.get(f"/impor/{batch}").text):
        assert PHONE not in told
        assert "0812-7777-6666" not in told


def test_the_notes_in_the_marked_workbook_tell_no_whole_number(sender):
    sender.apply(survey(row(1, name=f"Warung {PHONE}", address=f"Jl X HP {PHONE}")))
    shifted = [row(number + 3, **{key: cell}) for number, (key, cell) in enumerate(SHIFTED.items()) if key in HEADINGS]
    batch = sender.plan(survey(row(1, name=f"Toko {PHONE}", address="Jl Y"), *shifted))
    sheet = load_workbook(io.BytesIO(sender.client.get(f"/impor/{batch}/catatan").data))["Data"]
    added = [str(cell.value) for line in sheet.iter_rows(min_col=len(HEADINGS) + 1) for cell in line if cell.value]
    added += [cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment]
    assert any("ada angka seperti NIK" in told for told in added)
    assert not [told for told in added if any(whole in told for whole in (NIK, SPACED, PHONE))]


def test_a_number_in_the_name_of_a_file_is_shown_and_sent_nowhere(sender):
    sent = {"file": (io.BytesIO(survey(row(1), row(2))), f"KTP {NIK} HP {PHONE}.xlsx"), "area": "14.72"}
    batch = uuid.UUID(sender.client.post("/impor/baru", data=sent).location.rsplit("/", 1)[1])
    masked = f"KTP ••••••••••••{NIK[-4:]} HP ••••••••{PHONE[-4:]}"
    for address in ("berkas", "catatan", "catatan?baris=salah"):
        told = sender.client.get(f"/impor/{batch}/{address}").headers["Content-Disposition"]
        assert parse_options_header(told)[1]["filename"].startswith(masked), address
    shown = [sender.client.get(f"/impor/{batch}{page}").text for page in ("", "/kolom?lembar=0", "/isian")]
    sender.apply(batch)
    with reading(sender.engine) as session:
        assert session.get_one(ImportBatch, batch).file_name == f"KTP {NIK} HP {PHONE}.xlsx", "sealed"
        number = session.scalars(select(Business.number)).first()
    shown += [sender.client.get(page).text for page in ("/impor", f"/impor/{batch}/batalkan", f"/data/{number}")]
    for page in shown:
        assert f"{masked}.xlsx" in page
        assert NIK not in page
        assert PHONE not in page
