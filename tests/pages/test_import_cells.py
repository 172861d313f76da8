"""The page of a checked file: kinds of fault, cells typed anew, and what stands in the way of that."""

from __future__ import annotations

import html
import re
import uuid

import pytest

from digiloka.database import reading, transaction
from digiloka.imports.models import ImportBatch
from tests.page_forms import fields_of
from tests.people import person, sign_in
from tests.records import nik
from tests.surveying import Office, row, survey

FAULTY = (
    row(0), row(1, nik="1472014507800"), row(2, village="Teluk Binjay"), row(3, nik="147201450780"),
    row(4, owner=None, name=None), row(5, halal="Entah"),
)  # fmt: skip
TELUK_BINJAI = "14.72.02.1002"
WRONG_NIK = "NIK harus 16 angka."


@pytest.fixture
def planned(sender):
    return sender.plan(survey(*FAULTY))


def page_of(sender, batch_id, **asked):
    return sender.client.get(f"/impor/{batch_id}", query_string=asked).text


def inputs_of(page):
    return re.findall(r'name="(c\.\d+\.\d+)"', page)


def rows_of(page):
    return re.findall(r"<h3>Baris (\d+)", page)


def test_faults_are_grouped_by_what_all_of_a_kind_have_in_common(sender, planned):
    page = page_of(sender, planned)
    group = re.search(r'<span class="faults-count">2 <small>sel</small></span>\s*<div><p>([^<]*)', page)
    assert group[1].strip() == WRONG_NIK, "not how many figures this one has"
    (link,) = re.findall(r'href="([^"]*salah=nik-length[^"]*)"', page)
    shown = sender.client.get(link.replace("&amp;", "&").partition("#")[0]).text
    assert rows_of(shown) == ["5", "7"], "just these rows, as the spreadsheet numbers them"
    assert f"Hapus saringan </span>{WRONG_NIK}" in shown


def test_what_is_said_of_a_sheet_is_no_kind_of_fault_in_cells(sender):
    rows = [row(number, **{"Aset Sesudah Bantuan": 5_000_000}) for number in range(5)]
    batch_id = sender.plan(survey(*rows))
    with reading(sender.engine) as session:
        summary = session.get_one(ImportBatch, batch_id).summary
    assert len(summary["sheet_faults"]) == 1
    page = page_of(sender, batch_id)
    counted = re.findall(r'<span class="faults-count">.*?<div><p>(.*?)</p>', page, re.DOTALL)
    assert len(counted) == len({(one["severity"], one["field"], one["code"]) for one in summary["faults"]}) - 1
    assert all(re.sub("<[^>]*>", "", sentence).strip() for sentence in counted)


def test_a_kind_of_fault_that_is_none_narrows_nothing(sender, planned):
    for kind in ("nik-length", "nik-length.nik.row", "tidak-ada", "..", "x" * 500):
        assert len(rows_of(page_of(sender, planned, salah=kind))) == len(FAULTY), kind


def test_a_nik_is_asked_for_without_being_shown(sender, planned):
    page = page_of(sender, planned)
    assert "1472014507800" not in page
    assert "Tertulis: <span class=\"code\">•••••••••7800</span>" in page
    fields = fields_of(page, action=f"/impor/{planned}/sel")
    assert fields["c.1.1"] == [""]
    assert fields["c.2.7"] == ["Teluk Binjay"], "what is no secret can be put right where it stands"


def send(sender, batch_id, **typed):
    page = page_of(sender, batch_id)
    sent = {**fields_of(page, action=f"/impor/{batch_id}/sel"), **typed}
    return sender.client.post(f"/impor/{batch_id}/sel", data=sent)


def counts(sender, batch_id):
    with reading(sender.engine) as session:
        return session.get_one(ImportBatch, batch_id).counts


def test_several_cells_typed_anew_are_judged_again_at_once(sender, planned):
    assert counts(sender, planned)["refused"] == 1
    answer = send(sender, planned, **{"c.1.1": nik(1), "c.2.7": "Bukit Datuk", "c.4.0": "Rahmat Hidayat"})
    assert answer.status_code == 302
    assert (counts(sender, planned)["refused"], counts(sender, planned)["new"]) == (0, 6)
    page = page_of(sender, planned)
    assert "Rahmat Hidayat" in page
    assert "Teluk Binjay" not in page
    assert nik(1) not in page
    assert page.count(WRONG_NIK) == 3, "of the other one: its kind, the way to it, and its cell"


def test_a_cell_that_is_still_wrong_says_so_and_nothing_typed_is_lost(sender, planned):
    answer = send(sender, planned, **{"c.1.1": "12345", "c.2.7": "Antah Berantah", "c.4.0": "Rahmat Hidayat"})
    assert answer.status_code == 422
    fields = fields_of(answer.text, action=f"/impor/{planned}/sel")
    typed = [fields[name][0] for name in ("c.1.1", "c.2.7", "c.4.0")]
    assert typed == ["12345", "Antah Berantah", "Rahmat Hidayat"]
    assert '<a href="#c.1.1">Baris 5: NIK harus 16 angka. Anda mengisi 5 angka.</a>' in answer.text
    assert 'id="c.2.7-wrong"' in answer.text
    assert 'Kelurahan &#34;Antah Berantah&#34; tidak ada di daftar.' in answer.text
    assert counts(sender, planned)["refused"] == 1, "nothing is kept before all of it can be read"


@pytest.mark.parametrize(("typed", "sentence"), [
    ("1.750.000", '"1.750.000" di kolom ribuan berarti 1,75 miliar. Kalau maksudnya Rp1.750.000, tulis 1.750. '
                  "Kalau memang 1,75 miliar, tulis 1,75 miliar."),
    ("5", '"5" terlalu kecil di kolom ribuan. Untuk Rp33.850.000 tulis 33.850.'),
    ("lumayan", "Isi ini bukan jumlah uang. Kolom ini dalam ribuan rupiah. Untuk Rp1.500.000 tulis 1.500 atau 1,5 "
                "juta."),
])  # fmt: skip
def test_an_amount_that_would_be_asked_about_says_so_at_its_cell(sender, typed, sentence):
    amounts = [*range(2_000, 12_000, 1_000), "banyak"]
    told = [row(number, **{"Aset (Rp.000)": amount}) for number, amount in enumerate(amounts)]
    batch_id = sender.plan(survey(*told))
    (name,) = [name for name in inputs_of(page_of(sender, batch_id)) if name.endswith(".16")]
    answer = send(sender, batch_id, **{name: typed})
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert send(sender, batch_id, **{name: "1.750"}).status_code == 302
    assert name not in inputs_of(page_of(sender, batch_id))


def test_an_amount_like_the_others_of_a_column_of_large_ones_is_taken(sender):
    amounts = [*range(1_234_567, 1_234_577), "banyak"]
    told = [row(number, **{"Aset (Rp.000)": amount}) for number, amount in enumerate(amounts)]
    batch_id = sender.plan(survey(*told))
    (name,) = [name for name in inputs_of(page_of(sender, batch_id)) if name.endswith(".16")]
    assert send(sender, batch_id, **{name: "2.500.000"}).status_code == 302
    assert name not in inputs_of(page_of(sender, batch_id))


def test_a_page_sent_without_a_change_judges_nothing(sender, planned):
    with reading(sender.engine) as session:
        before = session.get_one(ImportBatch, planned).version
    assert send(sender, planned).status_code == 302
    with reading(sender.engine) as session:
        assert session.get_one(ImportBatch, planned).version == before


def test_a_dash_empties_a_cell(sender, planned):
    assert send(sender, planned, **{"c.1.1": "-"}).status_code == 302
    assert counts(sender, planned)["refused"] == 1
    assert [name for name in inputs_of(page_of(sender, planned)) if name == "c.1.1"] == []


def test_a_cell_that_does_not_exist_is_passed_over(sender, planned):
    names = ("c.1.99", "c.9995.1", "c.5", "c.-5.1", "c.1.1.2", "c.99999999999.1", "c.²", "c.1.", "c")
    assert send(sender, planned, **dict.fromkeys(names, "x")).status_code == 302
    assert counts(sender, planned)["refused"] == 1


def test_two_officers_answering_at_once_do_not_write_over_each_other(app, sender, planned):
    stale = fields_of(page_of(sender, planned), action=f"/impor/{planned}/sel")
    assert send(sender, planned, **{"c.1.1": nik(1)}).status_code == 302
    second = app.test_client()
    sign_in(second, person(app, "dinas").email)
    answer = second.post(f"/impor/{planned}/sel", data={**stale, "c.4.0": "Rahmat Hidayat"})
    assert answer.status_code == 409
    assert "baru saja berubah" in answer.text
    kept = fields_of(answer.text, action=f"/impor/{planned}/sel")
    assert kept["c.4.0"] == ["Rahmat Hidayat"], "to be sent again"
    assert counts(sender, planned)["refused"] == 1


def test_who_may_only_look_finds_nothing_to_type_into(app, sender, planned):
    with_area = app.test_client()
    sign_in(with_area, person(app, "kelurahan", area_code="14.72.02.1002").email)
    assert with_area.get(f"/impor/{planned}").status_code == 404
    assert with_area.post(f"/impor/{planned}/sel", data={"c.1.1": nik(1)}).status_code == 404
    assert sender.client.post(f"/impor/{uuid.uuid4()}/sel", data={}).status_code == 404


def test_what_is_typed_while_a_file_is_judged_again_stays_on_the_screen(sender, planned):
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, planned).state = "checking"
    answer = sender.client.post(f"/impor/{planned}/sel", data={"c.1.1": nik(1)}, headers={"X-Lanjut": "1"})
    assert answer.status_code == 422
    assert "Isian Anda masih ada di layar ini." in answer.json["message"]


def test_a_row_in_doubt_shows_both_sides(sender):
    sender.apply(survey(row(0, nik=None, turnover=3_500_000)))
    doubtful = sender.plan(survey(row(0, nik=None, owner="Siti Aminahh", turnover=4_000_000)))
    page = page_of(sender, doubtful)
    assert "Perlu diputuskan" in page
    assert "Rp3.500.000 per bulan" in page
    assert "Rp4.000.000 per bulan" in page
    assert "Lihat usaha 1472-" in page


def test_of_a_person_whom_another_area_knows_too_a_doubtful_row_shows_nothing(app, sender):
    elsewhere = {"village": "Bukit Datuk", "district": "Dumai Selatan"}
    sender.apply(survey(row(0, **{"Alamat Pemilik": "Jl. Rahasia No. 1"}), row(0, name="Toko Lain", **elsewhere)))
    officer = person(app, "kelurahan", area_code=TELUK_BINJAI)
    here = Office(sender.engine, sender.settings, officer.id)
    batch = here.plan(survey(row(0, **{"Alamat Pemilik": "Jl. Baru No. 2"})), area=TELUK_BINJAI)
    theirs = app.test_client()
    sign_in(theirs, officer.email)
    page = theirs.get(f"/impor/{batch}?hanya=").text
    assert "Perlu diputuskan" in page
    assert "Jl. Baru" in page
    assert "Jl. Rahasia" not in page


def test_an_applied_file_has_nothing_to_type_into(sender, planned):
    sender.apply(planned)
    page = page_of(sender, planned)
    assert inputs_of(page) == []
    assert "Putuskan" not in page
    assert sender.client.post(f"/impor/{planned}/sel", data={"c.1.1": nik(1)}).status_code == 302


def test_a_changed_row_shows_each_field_before_and_after(sender):
    sender.apply(survey(row(0, turnover=3_500_000, notes="Lama")))
    changed = sender.plan(survey(row(0, turnover=4_000_000, notes="Baru", phone="081298765432")))
    page = page_of(sender, changed)
    told = re.findall(r"<th scope=\"row\"[^>]*><span>([^<]*?) ?<span.*?data-label=\"Tersimpan\"><span>(.*?)</span>.*?"
                      r"data-label=\"Di berkas ini\"><span>(.*?)</span>", page, re.S)  # fmt: skip
    assert ("Omzet", "Rp3.500.000 per bulan", "Rp4.000.000 per bulan") in told
    assert ("Keterangan", "Lama", "Baru") in told
    assert "081298765432" not in page
