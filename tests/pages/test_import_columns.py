"""What an officer is asked about a file, and answers: columns, spellings, sheets."""

from __future__ import annotations

import io
import json
import re
import uuid
from html import unescape

import pytest

from digiloka.database import reading
from digiloka.imports.models import ImportBatch, ImportRow
from tests.page_forms import fields_of
from tests.surveying import HEADINGS, many, row, survey
from tests.workbooks.xlsx import workbook


def told(rows, **headings):
    """The same list under other headings."""
    lines = [list((HEADINGS | headings).values()), *([one.get(key) for key in HEADINGS] for one in rows)]
    return workbook({"Data": [["DATA UMKM KOTA DUMAI TAHUN 2026"], [None], *lines]})


def batch_of(sender, batch_id):
    with reading(sender.engine) as session:
        found = session.get_one(ImportBatch, batch_id)
        return {"sheets": found.sheets, "counts": found.counts, "version": found.version, "summary": found.summary}


def column(page, letter):
    """The part of the page about one column."""
    parts = page.split("<section ")
    return next(part for part in parts if f'column-letter">{letter}<' in part)


def say(sender, batch_id, leave=(), **chosen):
    page = sender.client.get(f"/impor/{batch_id}/kolom").text
    action = f"/impor/{batch_id}/kolom/0"
    sent = {**fields_of(page, action=action), **chosen}
    return sender.client.post(action, data={name: value for name, value in sent.items() if name not in leave})


@pytest.fixture
def unclear(sender):
    """A list one of whose headings nobody knows."""
    return sender.plan(told(many(30), activity="Isian 7", capital="Nilai X"))


def test_each_column_shows_its_letter_heading_samples_and_guess(sender, unclear):
    page = sender.client.get(f"/impor/{unclear}/kolom").text
    name = column(page, "A")
    assert "Nama Pemilik" in name
    assert "Yakin" in name
    assert name.count("<q>") == 3
    assert re.search(r'value="owner_name"[^>]* selected', name)
    nik = column(page, "B")
    assert re.findall(r"<q>(•+)\d{4}</q>", nik), "what nobody may read is masked"
    assert "Lewati kolom ini" in nik
    asked = column(page, "E")
    assert "Isian 7" in asked
    assert "Yakin" not in asked


def test_what_must_be_there_is_told(sender):
    page = sender.client.get(f"/impor/{sender.plan(survey(*many(3)))}/kolom").text
    assert "Yang harus ada sudah ada: nama pemilik atau nama usaha" in page


def test_a_list_that_does_not_say_what_its_businesses_do_is_told_so_once_with_the_way_to_its_columns(sender):
    planned = sender.plan(survey(*many(4, activity=None)))
    page = sender.client.get(f"/impor/{planned}").text
    assert page.count("Kolom kegiatan usaha tidak ditemukan") == 0, "the column is there, only empty"
    lines = [["Nama Pemilik", "Nama Usaha", "Alamat Usaha", "Kelurahan"]]
    lines += [[one["owner"], f"{one['owner'].split()[0]} Jaya", one["address"], one["village"]] for one in many(4)]
    planned = sender.plan(workbook({"Data": lines}))
    page = sender.client.get(f"/impor/{planned}").text
    assert page.count("Kolom kegiatan usaha tidak ditemukan") == 1
    link = re.search(r'<a href="([^"]+)">Kolom kegiatan usaha tidak ditemukan', page)[1]
    assert "Berkas belum punya kolom: kegiatan, produk" in sender.client.get(unescape(link)).text


def sent(sender, data):
    """Sent over the page, as a file that is no list must be: there is no plan of it."""
    file = (io.BytesIO(data), "survei.xlsx")
    answer = sender.client.post("/impor/baru", data={"file": file, "area": "14.72"})
    return uuid.UUID(answer.location.rpartition("/")[2])


def test_a_file_that_seemed_no_list_is_read_when_its_columns_are_shown(sender):
    lines = [["Nama Pemilik", "NIK", "Isian 7", "Kelurahan"]]
    lines += [[one["owner"], one["nik"], f"{one['activity']} {number}", one["village"]]
              for number, one in enumerate(many(30))]  # fmt: skip
    batch_id = sent(sender, workbook({"Data": lines}))
    page = sender.client.get(f"/impor/{batch_id}").text
    assert "Berkas ini belum dapat dimasukkan" in page
    assert f"/impor/{batch_id}/kolom" in page
    page = sender.client.get(f"/impor/{batch_id}/kolom").text
    assert "Berkas belum punya kolom: kegiatan, produk, atau kelompok usaha" in page
    assert page.index("Perlu Anda lihat") < page.index("Isian 7") < page.index("Sudah dikenali")
    assert say(sender, batch_id, k2="activity").status_code == 302
    assert batch_of(sender, batch_id)["counts"]["new"] == 30


def test_a_column_that_is_named_is_judged_anew_and_remembered_for_the_next_month(sender, unclear):
    answer = say(sender, unclear, k4="activity", ingat="y")
    assert answer.status_code == 302
    page = sender.client.get(answer.location).text
    assert "Susunan ini diingat: bulan depan tidak perlu dicocokkan lagi" in page
    found = batch_of(sender, unclear)
    assert found["sheets"][0]["columns"][4]["key"] == "activity"
    assert "Sudah dipilih" in column(sender.client.get(f"/impor/{unclear}/kolom").text, "E")
    next_month = sender.plan(told(many(30, notes="Desember"), activity="Isian 7", capital="Nilai X"))
    assert batch_of(sender, next_month)["sheets"][0]["columns"][4]["key"] == "activity"


def test_a_column_is_left_out_and_a_unit_is_said(sender):
    batch_id = sender.plan(told(many(30, turnover=3_500), turnover="Omzet"))
    assert say(sender, batch_id, k9="turnover", u9="1000", p9="month", k14="-", leave=("ingat",)).status_code == 302
    columns = batch_of(sender, batch_id)["sheets"][0]["columns"]
    assert (columns[9]["unit"], columns[9]["period"], columns[14]["key"]) == (1000, "month", None)
    with_unit = sender.client.get(f"/impor/{batch_id}/kolom").text
    assert re.search(r'value="1000" selected', column(with_unit, "J"))
    assert re.search(r'value="-" selected', column(with_unit, "O"))


def test_saving_without_a_change_judges_nothing(sender):
    batch_id = sender.plan(survey(*many(30)))
    before = batch_of(sender, batch_id)["version"]
    answer = say(sender, batch_id)
    assert "Tidak ada kolom yang diubah" in sender.client.get(answer.location).text
    assert batch_of(sender, batch_id)["version"] == before


def test_what_a_form_cannot_mean_is_refused_in_words(sender, unclear):
    version = batch_of(sender, unclear)["version"]
    for sent in ({"k4": "tidak_ada"}, {"k4": "x" * 999}):
        answer = sender.client.post(f"/impor/{unclear}/kolom/0", data={"version": version, **sent})
        assert (answer.status_code, "Pilih dari daftar." in answer.text) == (422, True)
    for number in (9, 10**9):
        assert sender.client.post(f"/impor/{unclear}/kolom/{number}", data={"k0": "nik"}).status_code == 302
    stale = sender.client.post(f"/impor/{unclear}/kolom/0", data={"version": version - 1, "k4": "activity"})
    assert "baru saja berubah" in sender.client.get(stale.location).text
    assert batch_of(sender, unclear)["version"] == version


@pytest.fixture
def apart(sender):
    """A month's sales and a year's, in columns J and Q, that cannot both be true."""
    return sender.plan(survey(*[row(number, turnover=3_000_000, **{"Omzet per Tahun": 3_600_000_000})
                                for number in range(12)]))  # fmt: skip


def sales(sender, batch_id):
    """What a plan takes for sales over a year, of its first row."""
    with reading(sender.engine) as session:
        first = session.query(ImportRow).filter_by(batch_id=batch_id, position=0).one()
        told = json.loads(first.record)["figures"].get("turnover")
    return told and told["low"] * (12 if told["period"] == "month" else 1)


MONTH, YEAR = "J", "Q"


def asked_of(sender, batch_id):
    doubts = batch_of(sender, batch_id)["summary"]["doubts"]
    return [doubt["column"] for doubt in doubts if doubt["code"] == "column-apart"]


def test_a_question_between_columns_is_not_answered_by_saving_the_page_for_another_reason(sender, apart):
    page = sender.client.get(f"/impor/{apart}/kolom").text
    for letter in (MONTH, YEAR):
        assert "jauh berbeda kalau dihitung setahun" in column(page, letter)
        assert '<option value="">Pilih salah satu</option>' in column(page, letter)
        assert 'value="turnover" data-kind="money" selected' not in column(page, letter)
    assert page.index("Perlu Anda lihat") < page.index(f'column-letter">{MONTH}<') < page.index("Sudah dikenali")
    assert "Tidak ada kolom yang diubah" in sender.client.get(say(sender, apart).location).text
    assert say(sender, apart, k15="-", ingat="y").status_code == 302
    assert batch_of(sender, apart)["sheets"][0]["columns"][15]["said"], "what was chosen is heard"
    assert (asked_of(sender, apart), sales(sender, apart)) == ([MONTH, YEAR], None)


@pytest.mark.parametrize(("chosen", "taken"), [
    ({"k9": "turnover"}, 36_000_000), ({"k16": "turnover"}, 3_600_000_000), ({"k9": "-"}, 3_600_000_000),
    ({"k16": "-"}, 36_000_000), ({"k9": "turnover", "k16": "-"}, 36_000_000), ({"k9": "-", "k16": "-"}, None),
], ids=str)  # fmt: skip
def test_choosing_answers_it_at_either_column(sender, apart, chosen, taken):
    say(sender, apart, **chosen)
    assert (asked_of(sender, apart), sales(sender, apart)) == ([], taken)


@pytest.mark.parametrize(("chosen", "said"), [
    ({"k9": "turnover", "k16": "turnover"}, "di satu kolom saja"),
    ({"u9": "1000"}, f"Pilih juga isian untuk kolom {MONTH}"),
], ids=str)  # fmt: skip
def test_what_is_no_answer_is_said_and_leaves_it_open_with_all_that_was_chosen(sender, apart, chosen, said):
    answer = say(sender, apart, leave=("ingat",), **chosen, k15="business_name")
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert said in page
    assert '<option value="business_name" selected' in column(page, "P")
    for name, value in chosen.items():
        letter = {"9": MONTH, "16": YEAR}[name[1:]]
        assert re.search(f'<option value="{value}"[^>]* selected', column(page, letter))
        assert '<option value="">Pilih salah satu</option>' in column(page, letter)
    assert 'value="y" checked' not in page, "what was unticked stays so"
    assert (asked_of(sender, apart), sales(sender, apart)) == ([MONTH, YEAR], None)


def test_of_two_columns_for_one_figure_none_is_chosen_beforehand_either(sender):
    batch_id = sender.plan(survey(*[row(number, **{"Modal Usaha": 77_000_000}) for number in range(5)]))
    page = sender.client.get(f"/impor/{batch_id}/kolom").text
    assert "Pilih salah satu" in column(page, "Q")
    assert "Pilih salah satu" not in column(page, "K")


def hidden_second(book, made):
    made["Lama"].hide()


def test_a_hidden_sheet_is_named_and_read_when_somebody_says_so(sender):
    lines = [list(HEADINGS.values()), *(list(one.values()) for one in many(5))]
    more = [list(HEADINGS.values()), *(list(row(number).values()) for number in range(10, 14))]
    batch_id = sender.plan(workbook({"Data": lines, "Lama": more}, hidden_second))
    page = sender.client.get(f"/impor/{batch_id}/kolom?lembar=1").text
    assert "tersembunyi" in page
    assert batch_of(sender, batch_id)["counts"]["rows"] == 5
    version = batch_of(sender, batch_id)["version"]
    sent = {"version": version, "lembar": "Lama", "baca": "read"}
    assert sender.client.post(f"/impor/{batch_id}/lembar", data=sent).status_code == 302
    assert batch_of(sender, batch_id)["counts"]["rows"] == 9
    again = {"version": batch_of(sender, batch_id)["version"], "lembar": "Data", "baca": "leave"}
    sender.client.post(f"/impor/{batch_id}/lembar", data=again)
    assert batch_of(sender, batch_id)["counts"]["rows"] == 4
    for number in ("-1", "7", "x"):
        assert sender.client.get(f"/impor/{batch_id}/kolom?lembar={number}").status_code == 200


@pytest.fixture
def spelt(sender):
    """A list with a spelling of a kelurahan and of a status that no list knows."""
    return sender.plan(survey(*many(6), *[row(number, village="Binjai Teluk Raya") for number in range(6, 12)]))


def test_a_spelling_is_asked_once_with_its_rows_and_remembered(sender, spelt):
    page = sender.client.get(f"/impor/{spelt}").text
    assert f"/impor/{spelt}/isian" in page
    page = sender.client.get(f"/impor/{spelt}/isian").text
    assert page.count("Binjai Teluk Raya") == 1
    assert "6 baris" in page
    fields = fields_of(page, action=None, holding="s0")
    answer = sender.client.post(f"/impor/{spelt}/isian", data={**fields, "s0": "14.72.02.1002"})
    assert answer.location == f"/impor/{spelt}"
    assert "Arti isian ini diingat" in sender.client.get(f"/impor/{spelt}").text
    assert "Semua isian sudah dikenal" in sender.client.get(f"/impor/{spelt}/isian").text
    later = sender.plan(survey(*[row(number, village="binjai teluk raya") for number in range(20, 25)]))
    assert f"/impor/{later}/isian" not in sender.client.get(f"/impor/{later}").text


def test_a_spelling_nobody_answered_stays_asked(sender, spelt):
    page = sender.client.get(f"/impor/{spelt}/isian").text
    answer = sender.client.post(f"/impor/{spelt}/isian", data=fields_of(page, holding="s0"))
    assert "Pilih arti paling sedikit satu isian" in sender.client.get(answer.location).text
    wrong = sender.client.post(f"/impor/{spelt}/isian",
                               data={**fields_of(page, holding="s0"), "s0": "14.71.01.1001"})
    assert "tidak dikenal. Pilih dari daftar." in sender.client.get(wrong.location).text
