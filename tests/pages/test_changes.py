"""What staff change of a business: only what was typed, by the register's own readers, and never over another hand."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.registry.actions import move
from digiloka.registry.mapping import record_of
from digiloka.registry.models import Place
from digiloka.registry.records import FiguresRecord, LicenceRecord, PlaceRecord
from digiloka.web.saving import CODE_FOLLOWED
from tests.kept import again, stored
from tests.page_forms import fields_of, fill
from tests.people import signed_in
from tests.reading import words_of
from tests.records import KELURAHAN, OTHER_KELURAHAN, money, nik
from tests.registering import OFFICE, lines_of, told_by

NIK = nik()


pytestmark = pytest.mark.usefixtures("unlimited")


# ---- edits --------------------------------------------------------------------------------------------------


def test_an_edit_writes_what_was_changed_and_nothing_else(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, place={"latitude": 1.6512345678, "longitude": 101.4512345678, "point_source": "gps"})
    answer = fill(dinas, f"/data/{business.number}/ubah/tempat", rt="7", business_address="Jl. Sudirman No. 14")
    assert answer.status_code == 302, answer.text
    now = again(session, business)
    assert told_by(lines_of(session, now.id, "amend")) == {
        ("place", "rt"): ["003", "007"], ("place", "address"): ["Jl. Sudirman No. 12", "Jl. Sudirman No. 14"],
    }
    assert now.main_place.latitude == 1.6512345678


@pytest.mark.parametrize(("workers", "asked"), [("1.200", True), ("99", False)])
def test_more_workers_than_an_umkm_has_are_kept_and_asked_about(session, dinas, workers: str, asked: bool) -> None:
    business = stored(session)
    assert fill(dinas, f"/data/{business.number}/ubah/angka/2026", workers_total=workers).status_code == 302
    page = words_of(dinas.get(f"/data/{business.number}").text)
    assert ("Tertulis 1.200 pekerja. UMKM jarang punya 100 pekerja atau lebih. Periksa lagi." in page) is asked
    assert "Perubahan disimpan" in page


@pytest.mark.parametrize(
    ("topic", "typed", "expected"),
    [
        ("pemilik", {"nik": nik(9)}, {"owner.nik": nik(9)}),
        ("pemilik", {"phone": "0812 0034 5699, 0813 0000 1111"},
         {"owner.phones": ("+6281200345699", "+6281300001111")}),
        ("pemilik", {"birth_date": "5 Juli 1980"}, {"owner.birth_date": date(1980, 7, 5)}),
        ("pemilik", {"education": "d4_s1", "sex": "L"}, {"owner.education": "d4_s1", "owner.sex": "L"}),
        ("pemilik", {"phone": ""}, {"owner.phones": ()}),
        ("usaha", {"start_date": "05/2019"}, {"start_year": 2019, "start_month": 5}),
        ("usaha", {"marketing": ["wa", "titip"]}, {"sales_channels": ("wa", "titip")}),
        ("usaha", {"notes": f"NIK {NIK}, pindah"}, {"notes": f"NIK ************{NIK[-4:]}, pindah"}),
        ("usaha", {"sector": "fesyen"}, {"sector": "fesyen", "sector_chosen": True}),
        ("usaha", {"makes_goods": "ya", "serves_food": "tidak"}, {"makes_goods": "ya", "serves_food": "tidak"}),
        ("tempat", {"village": "14.72.01.1006"}, {"place.area_code": "14.72.01.1006"}),
        ("tempat", {"village": ""}, {"place.area_code": None}),
        ("tempat", {"coordinates": "1,65 101,45"}, {"place.latitude": 1.65, "place.point_source": "map"}),
        ("tempat", {"latitude": "1.651", "longitude": "101.452", "accuracy": "14"},
         {"place.longitude": 101.452, "place.accuracy_m": 14.0, "place.point_source": "gps"}),
        ("angka/2026", {"turnover": "2-3 juta per bulan"},
         {"figures.turnover.low": 2_000_000, "figures.workers_total": 2}),
        ("angka/2026", {"turnover": "", "workers_total": "0"},
         {"figures.turnover": None, "figures.workers_total": 0}),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_by_the_registers_own_readers(
    session: Any, dinas: FlaskClient, topic: str, typed: dict[str, Any], expected: dict[str, Any]
) -> None:
    business = stored(session)
    answer = fill(dinas, f"/data/{business.number}/ubah/{topic}", **typed)
    assert answer.status_code == 302, words_of(answer.text)
    told = record_of(again(session, business))
    for path, value in expected.items():
        found: Any = told
        for name in path.split("."):
            found = getattr(found, name)
        assert found == value, path


@pytest.mark.parametrize(
    ("topic", "typed", "sentence"),
    [
        ("pemilik", {"nik": "123"}, "NIK harus 16 angka"),
        ("pemilik", {"owner_name": "", "phone": "abc"}, "bukan nomor HP"),
        ("tempat", {"coordinates": "52.5, 13.4"}, "Titik"),
        ("angka/2026", {"workers_total": "banyak"}, "angka"),
        ("usaha", {"business_name": "", "activity": "", "product": "", "sector": ""}, "Isi kegiatan, produk"),
        ("usaha", {"start_date": "1492"}, "Tahun"),
        ("pemilik", {"owner_name": f"Siti {NIK}"}, "Di kolom Nama pemilik ada angka seperti NIK"),
        ("usaha", {"business_name": f"Warung {NIK}"}, "Di kolom Nama usaha ada angka seperti NIK"),
        ("tempat", {"business_address": f"Jl. Melati {NIK}"}, "Di kolom Alamat usaha ada angka seperti NIK"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_lost(
    session: Any, dinas: FlaskClient, topic: str, typed: dict[str, Any], sentence: str
) -> None:
    business = stored(session)
    if topic == "usaha" and "sector" in typed:
        business = stored(session, owner={"nik": nik(4)}, sector=None)
    answer = fill(dinas, f"/data/{business.number}/ubah/{topic}", **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer.text)
    kept = fields_of(answer.text)
    assert all(kept[name] == [value] for name, value in typed.items())
    assert again(session, business).version == 1


def test_a_kelurahan_that_no_list_offered_is_refused(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    answer = fill(dinas, f"/data/{business.number}/ubah/tempat", village="99.99.99.9999")
    assert answer.status_code == 422
    assert "Pilih kelurahan dari daftar." in words_of(answer.text)
    assert again(session, business).area_code == KELURAHAN


def test_a_business_keeps_a_name(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, owner={"name": None, "nik": None})
    answer = fill(dinas, f"/data/{business.number}/ubah/usaha", business_name="")
    assert answer.status_code == 422
    assert "Isi nama pemilik atau nama usaha." in words_of(answer.text)


def test_a_nik_of_somebody_else_is_refused_at_its_field(session: Any, dinas: FlaskClient) -> None:
    stored(session, owner={"nik": nik(7)})
    business = stored(session)
    answer = fill(dinas, f"/data/{business.number}/ubah/pemilik", nik=nik(7))
    assert answer.status_code == 422
    assert "NIK ini sudah tercatat untuk pemilik lain." in words_of(answer.text)


def test_sending_an_untouched_form_changes_nothing(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, figures=FiguresRecord(year=2026, turnover=money(1_000_000, 5_000_000, "month"),
                                                     capital=money(5_000_000, 25_000_000)))
    for topic in ("pemilik", "usaha", "tempat", "angka/2026"):
        assert fill(dinas, f"/data/{business.number}/ubah/{topic}").status_code == 302
    assert again(session, business).version == 1


def test_what_is_stored_against_todays_rules_is_in_nobodys_way(session: Any, dinas: FlaskClient) -> None:
    figures = FiguresRecord(year=2026, turnover=money(3, 5, "month"))
    business = stored(session, figures=figures, owner={"education": "s1"})
    for topic, typed in (("angka/2026", {"workers_total": "4"}), ("pemilik", {"birth_place": "Dumai"})):
        answer = fill(dinas, f"/data/{business.number}/ubah/{topic}", **typed)
        assert answer.status_code == 302, words_of(answer.text)
    told = record_of(again(session, business))
    assert (told.figures.turnover.low, told.figures.workers_total, told.owner.education) == (3, 4, "s1")


def test_figures_of_a_new_year_stand_beside_the_old_ones(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, figures=FiguresRecord(year=2024, turnover=money(1_000_000, period="month")))
    fill(dinas, f"/data/{business.number}/ubah/angka/2025", turnover="Rp3 miliar per tahun")
    now = again(session, business)
    assert [(row.year, row.scale_sales) for row in now.figures] == [(2025, "kecil"), (2024, "mikro")]
    assert now.scale == "kecil"
    assert dinas.get(f"/data/{business.number}/ubah/angka/2999").status_code == 404


# ---- two hands ----------------------------------------------------------------------------------------------


def test_who_was_slower_sees_who_changed_what_and_both_answers(app: Flask, session: Any) -> None:
    business = stored(session)
    slow, fast = signed_in(app, "dinas"), signed_in(app, "kecamatan", name="Rina Kecamatan")
    address = f"/data/{business.number}/ubah/tempat"
    opened = slow.get(address).text
    fill(fast, address, business_address="Jl. Cepat 1", rw="9")
    answer = fill(slow, address, page=opened, business_address="Jl. Lambat 2")
    words = words_of(answer.text)
    assert answer.status_code == 409
    assert "Data ini juga diubah oleh Rina Kecamatan" in words
    assert {"Jl. Cepat 1", "Jl. Lambat 2"} <= {part.strip() for part in re.split(r"[:\n]| {2,}", words)}
    assert "Yang diubah:" in words
    assert again(session, business).main_place.address == "Jl. Cepat 1"


@pytest.mark.parametrize(("pick", "address"), [("typed", "Jl. Lambat 2"), ("stored", "Jl. Cepat 1")])
def test_the_answer_that_is_picked_stands_and_the_others_field_is_left_alone(
    app: Flask, session: Any, pick: str, address: str
) -> None:
    business = stored(session)
    slow, fast = signed_in(app, "dinas"), signed_in(app, "kecamatan")
    form = f"/data/{business.number}/ubah/tempat"
    opened = slow.get(form).text
    fill(fast, form, business_address="Jl. Cepat 1", rw="9")
    conflict = fill(slow, form, page=opened, business_address="Jl. Lambat 2", postal_code="28811")
    done = fill(slow, form, page=conflict.text, pilih_business_address=pick)
    assert done.status_code == 302, done.text
    place = again(session, business).main_place
    assert (place.address, place.rw, place.postal_code) == (address, "009", "28811")


def test_a_slower_closing_keeps_its_words_for_a_second_try(app: Flask, session: Any) -> None:
    business = stored(session)
    slow, fast = signed_in(app, "dinas"), signed_in(app, "kecamatan")
    opened = slow.get(f"/data/{business.number}/tutup").text
    fill(fast, f"/data/{business.number}/ubah/usaha", business_name="Warung Lain")
    typed = {"existence": "4", "since": "17/08/2026", "reason": "Toko sudah kosong"}
    answer = fill(slow, f"/data/{business.number}/tutup", page=opened, **typed)
    assert answer.status_code == 409
    assert "Isian Anda masih ada di bawah." in words_of(answer.text)
    assert again(session, business).existence == 1
    assert fill(slow, f"/data/{business.number}/tutup", page=answer.text).status_code == 302
    assert again(session, business).existence == 4


# ---- kelurahan, code, papers --------------------------------------------------------------------------------


def test_a_business_without_a_kelurahan_is_offered_the_likeliest(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, place=PlaceRecord(village_as_written="Teluk Binjei", district_code="14.72.02"))
    page = dinas.get(f"/data/{business.number}/kelurahan").text
    assert 'Tertulis "Teluk Binjei"' in page.replace("&#34;", '"')
    answer = fill(dinas, f"/data/{business.number}/kelurahan", candidate="14.72.02.1002")
    assert answer.status_code == 302
    now = again(session, business)
    assert (now.area_code, now.scope_code, now.main_place.village_as_written) == (
        "14.72.02.1002", "14.72.02.1002", "Teluk Binjei")


@pytest.mark.parametrize("typed", [{}, {"candidate": "lain"}, {"candidate": "99.99.99.9999"}, {"area_code": "x"}])
def test_no_kelurahan_is_kept_that_is_not_on_the_list(session: Any, dinas: FlaskClient, typed: dict[str, str]) -> None:
    business = stored(session, place=PlaceRecord(village_as_written="Teluk Binjei", district_code="14.72.02"))
    answer = fill(dinas, f"/data/{business.number}/kelurahan", **typed)
    assert answer.status_code == 422
    assert again(session, business).area_code is None


def test_an_officer_cannot_give_a_business_away_by_an_edit(session: Any, officer: FlaskClient) -> None:
    business = stored(session)
    answer = fill(officer, f"/data/{business.number}/ubah/tempat", village=OTHER_KELURAHAN)
    assert answer.status_code == 422
    assert again(session, business).scope_code == KELURAHAN


def test_a_code_is_searched_in_everyday_words_and_kept_as_confirmed(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, kbli="56303", kbli_version="2025", kbli_proposed=True, sector="kuliner")
    address = f"/data/{business.number}/kegiatan"
    page = fill(dinas, address, words="jahit baju", langkah="cari").text
    codes = re.findall(r'name="kbli" value="(\d{5}@2025)"', page)
    assert codes
    assert again(session, business).version == 1
    answer = fill(dinas, address, page=page, kbli=codes[0])
    assert answer.status_code == 302, answer.text
    now = again(session, business)
    assert (now.kbli, now.kbli_version, now.kbli_proposed) == (codes[0][:5], "2025", False)


@pytest.mark.parametrize(("typed", "proposed"), [("bengkel motor", True), ("qqzzxx", False)])
def test_an_officer_who_writes_the_activity_anew_is_told_to_look_at_the_code(session, dinas, typed, proposed) -> None:
    business = stored(session, kbli="10794", kbli_version="2025")
    address = f"/data/{business.number}/ubah/usaha"
    told = dinas.get(fill(dinas, address, business_name="Warung Lain").headers["Location"]).text
    assert CODE_FOLLOWED not in words_of(told)
    told = dinas.get(fill(dinas, address, activity=typed).headers["Location"]).text
    assert CODE_FOLLOWED in words_of(told)
    assert again(session, business).kbli_proposed is proposed


def test_a_code_that_was_not_offered_is_not_kept(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    answer = fill(dinas, f"/data/{business.number}/kegiatan", kbli="99999@2025")
    assert answer.status_code == 422
    assert again(session, business).kbli is None


def test_when_no_code_fits_the_proposal_goes(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, kbli="56303", kbli_version="2025", kbli_proposed=True)
    fill(dinas, f"/data/{business.number}/kegiatan", kbli="lain")
    now = again(session, business)
    assert (now.kbli, now.kbli_proposed, now.sector) == (None, False, "kuliner")


def test_papers_are_added_corrected_and_struck_out(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, licences=(LicenceRecord(kind="halal"), LicenceRecord(kind="sni", number="SNI 1")))
    base = f"/data/{business.number}/izin"
    fill(dinas, f"{base}/baru", kind="pirt", status="ya", number="2061472010001-29", expires_on="17/08/2029")
    fill(dinas, f"{base}/0", number="ID14110000000000000")
    fill(dinas, f"{base}/1", langkah="hapus")
    papers = {paper.kind: paper for paper in again(session, business).papers}
    assert set(papers) == {"halal", "pirt"}
    assert papers["halal"].number == "ID14110000000000000"
    assert (papers["pirt"].number, papers["pirt"].expires_on) == ("2061472010001-29", date(2029, 8, 17))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Pilih jenis izinnya."),
        ({"kind": "nib", "status": "ya", "number": "12"}, "NIB harus 13 angka"),
        ({"kind": "nib", "status": "tidak", "number": "0220001234567"}, "Kalau sudah ada nomornya"),
        ({"kind": "pirt", "status": "ya", "issued_on": "17/08/2999"}, "Tanggal ini sesudah hari ini."),
        ({"kind": "halal", "status": "ya", "number": NIK}, "Di kolom Sertifikat halal ada angka seperti NIK"),
        ({"kind": "licence", "status": "ya", "name": f"SKU {NIK}"}, "Di kolom Nama izin ada angka seperti NIK"),
        ({"kind": "nonsens", "status": "ya"}, "Pilih jenisnya dari daftar."),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    session: Any, dinas: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    business = stored(session, licences=())
    answer = fill(dinas, f"/data/{business.number}/izin/baru", **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer.text)
    assert again(session, business).papers == []


# ---- what becomes of it -------------------------------------------------------------------------------------


def test_a_business_moves_out_of_an_officers_sight_and_leaves_its_old_place_behind(
    session: Any, officer: FlaskClient, dinas: FlaskClient
) -> None:
    business = stored(session)
    answer = fill(officer, f"/data/{business.number}/pindah", area_code=OTHER_KELURAHAN, moved_on="17/08/2026",
                  business_address="Jl. Baru 1")
    assert answer.headers["Location"] == "/data"
    assert officer.get(f"/data/{business.number}").status_code == 404
    assert dinas.get(f"/data/{business.number}").status_code == 200
    places = session.scalars(select(Place).where(Place.business_id == business.id).order_by(Place.main)).all()
    assert [(place.main, place.area_code, place.until) for place in places] == [
        (False, KELURAHAN, date(2026, 8, 17)), (True, OTHER_KELURAHAN, None)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"existence": "4", "since": "17/08/2026"}, "Tulis alasan usaha ini ditutup."),
        ({"since": "17/08/2026", "reason": "kosong"}, "Pilih keadaan usahanya."),
        ({"existence": "1", "since": "17/08/2026", "reason": "kosong"}, "Pilih salah satu dari daftar."),
        ({"existence": "4", "since": "17/08/2999", "reason": "kosong"}, "Tanggal ini sesudah hari ini."),
        ({"existence": "4", "since": "", "reason": "kosong"}, "Isi tanggalnya."),
    ],
)
def test_closing_asks_how_since_when_and_why(
    session: Any, dinas: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    business = stored(session)
    answer = fill(dinas, f"/data/{business.number}/tutup", **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer.text)
    assert again(session, business).existence == 1


def test_no_business_closes_before_the_day_it_moved(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    move(session, OFFICE, business, PlaceRecord(area_code=OTHER_KELURAHAN), moved_on=date(2026, 2, 20),
         expected_version=business.version)
    session.commit()
    address = f"/data/{business.number}/tutup"
    answer = fill(dinas, address, existence="4", since="19/02/2026", reason="Toko kosong")
    assert answer.status_code == 422
    assert "pindah ke tempatnya sekarang pada 20 Februari 2026. Tulis tanggal itu atau sesudahnya" in words_of(
        answer.text)
    assert fields_of(answer.text)["since"] == ["19/02/2026"]
    assert again(session, business).existence == 1
    assert fill(dinas, address, existence="4", since="20/02/2026", reason="Toko kosong").status_code == 302
    assert again(session, business).existence_since == date(2026, 2, 20)


def test_a_business_closes_and_opens_again_with_its_days_and_reasons(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    fill(dinas, f"/data/{business.number}/tutup", existence="2", since="1/2/2026", reason="Renovasi")
    assert again(session, business).existence_since == date(2026, 2, 1)
    page = dinas.get(f"/data/{business.number}").text
    assert "Renovasi" in words_of(page)
    fill(dinas, f"/data/{business.number}/buka", since="1/3/2026", reason="")
    now = again(session, business)
    assert (now.existence, now.existence_since) == (1, date(2026, 3, 1))


def test_a_nik_is_shown_once_to_who_may_and_says_why(session: Any, dinas: FlaskClient, officer: FlaskClient) -> None:
    business = stored(session)
    address = f"/data/{business.number}/nik"
    assert officer.get(address).status_code == 403
    assert officer.post(address, data={"reason": "ingin tahu"}).status_code == 403
    silent = fill(dinas, address, reason="")
    assert silent.status_code == 422
    assert NIK not in silent.text
    answer = fill(dinas, address, reason="Mencocokkan dengan KTP")
    assert NIK in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert NIK not in dinas.get(address).text
    (line,) = session.scalars(select(JournalLine).where(JournalLine.action == "reveal-nik")).all()
    assert (line.reason, line.business_id, line.actor_role) == ("Mencocokkan dengan KTP", business.id, "dinas")
