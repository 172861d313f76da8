"""Staff pages of businesses: who sees which, what is masked, where it came from, and the list as a file."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.registry.models import Owner
from digiloka.web import businesses
from tests.kept import stored
from tests.page_forms import fill
from tests.people import signed_in
from tests.reading import words_of
from tests.records import CITY, KELURAHAN, OTHER_KELURAHAN, money, nik, record
from tests.registering import registered

NIK = nik()


pytestmark = pytest.mark.usefixtures("unlimited")


@pytest.mark.parametrize("page", ["0", "-1", "x", "9223372036854775807", "9" * 20, "9" * 5000])
def test_a_list_opens_whatever_page_is_asked_for(session: Any, dinas: FlaskClient, page: str) -> None:
    session.add(batch := ImportBatch(city_code=CITY, area_code=CITY, user_id=uuid.uuid4(), state="planned", sheets=[]))
    session.commit()
    for address in ("/data", "/verifikasi", f"/impor/{batch.id}"):
        assert dinas.get(address, query_string={"hal": page}).status_code == 200, address


def names_on(client: FlaskClient, **filters: Any) -> set[str]:
    page = client.get("/data", query_string=filters).text
    return set(re.findall(r'<a href="/data/1472-[^"]+">([^<]+)</a>', page))


# ---- the list -----------------------------------------------------------------------------------------------


def test_an_officer_sees_only_their_area(session: Any, officer: FlaskClient, dinas: FlaskClient) -> None:
    stored(session, name="Warung Sini")
    stored(session, name="Warung Sana", place={"area_code": OTHER_KELURAHAN})
    assert names_on(officer) == {"Warung Sini"}
    assert names_on(dinas) == {"Warung Sini", "Warung Sana"}
    assert names_on(officer, wilayah=OTHER_KELURAHAN) == set()


@pytest.fixture
def several(session: Any) -> None:
    stored(session, name="Kopi Ani", owner={"nik": nik(1), "name": "Ani"})
    stored(session, name="Jahit Ina", owner={"nik": nik(2), "name": "Ina"}, sector="jasa", activity="jahit",
           existence=4)
    stored(session, name="Tahu Udin", owner={"nik": nik(3), "name": "Udin"}, figures=None,
           place={"area_code": OTHER_KELURAHAN})
    stored(session, name="Las Tono", owner={"nik": None, "name": "Tono"}, sector=None,
           place={"area_code": None, "district_code": "14.72.01"})


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, {"Kopi Ani", "Jahit Ina", "Tahu Udin", "Las Tono"}),
        ({"q": "jahit"}, {"Jahit Ina"}),
        ({"q": "udin"}, {"Tahu Udin"}),
        ({"q": "tidak ada yang begini"}, set()),
        ({"wilayah": "14.72.01"}, {"Kopi Ani", "Jahit Ina", "Las Tono"}),
        ({"wilayah": OTHER_KELURAHAN}, {"Tahu Udin"}),
        ({"kelompok": "jasa"}, {"Jahit Ina"}),
        ({"kelompok": "tidak_diketahui"}, {"Las Tono"}),
        ({"keberadaan": "4"}, {"Jahit Ina"}),
        ({"keberadaan": "abc"}, {"Kopi Ani", "Jahit Ina", "Tahu Udin", "Las Tono"}),
        ({"skala": "mikro"}, {"Kopi Ani", "Jahit Ina", "Las Tono"}),
        ({"skala": "tidak_diketahui"}, {"Tahu Udin"}),
        ({"status": "submitted", "kelompok": "jasa"}, {"Jahit Ina"}),
        ({"status": "verified"}, set()),
        ({"asal": "import"}, set()),
        ({"belum": "1"}, {"Las Tono"}),
    ],
)
def test_the_list_is_narrowed_by_the_address(dinas: FlaskClient, filters: dict[str, str], shown: set[str]) -> None:
    assert names_on(dinas, **filters) == shown


@pytest.mark.usefixtures("several")
def test_a_filter_can_be_taken_away_and_survives_turning_the_page(
    dinas: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(businesses, "PER_PAGE", 1)
    page = dinas.get("/data?wilayah=14.72.01&urut=nama").text
    assert "1–1 dari 3 usaha" in words_of(page)
    following = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert "wilayah=14.72.01" in following
    assert "hal=2" in following
    assert "Kopi Ani" in dinas.get(following).text
    without = re.search(r'href="([^"]+)"><span class="unseen">Hapus saringan </span>Dumai Barat', page).group(1)
    assert "wilayah" not in without


@pytest.mark.usefixtures("several")
def test_a_list_that_ends_on_its_page_asks_for_its_rows_alone(app: Flask, dinas: FlaskClient) -> None:
    dinas.get("/data")  # what is asked once a process is asked now
    with asked_of(app) as statements:
        dinas.get("/data?wilayah=14.72.01")
    about = [each for each in statements if re.search(r"FROM business|JOIN business", each)]
    assert len(about) == 1, about


class asked_of:
    """The statements that the app sends to its database meanwhile."""

    def __init__(self, app: Flask) -> None:
        self.app, self.statements = app, []

    def _note(self, _conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.statements.append(" ".join(statement.split()))

    def __enter__(self) -> list[str]:
        from digiloka.database import db

        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.statements

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)


# ---- one business -------------------------------------------------------------------------------------------


def test_a_business_of_another_area_is_as_if_it_were_not_there(session: Any, officer: FlaskClient) -> None:
    there = stored(session, place={"area_code": OTHER_KELURAHAN})
    answers = {path: officer.get(f"/data/{there.number}{path}").status_code
               for path in ("", "/ubah/usaha", "/peta.json", "/pindah", "/tutup", "/kegiatan", "/izin/baru")}
    assert set(answers.values()) == {404}, answers
    assert officer.get("/data/1472-AAAA-AAAA").status_code == 404


def test_nobody_sees_a_nik_in_full_on_the_page_or_in_its_forms(
    session: Any, officer: FlaskClient, dinas: FlaskClient
) -> None:
    business = stored(session)
    for client in (officer, dinas):
        for path in ("", "/ubah/pemilik", "/ubah/usaha"):
            page = client.get(f"/data/{business.number}{path}").text
            assert NIK not in page
        assert "14••••••••••0000" in client.get(f"/data/{business.number}").text


def test_the_page_says_what_is_computed_and_why_it_is_open(session: Any, dinas: FlaskClient) -> None:
    known = stored(session)
    words = words_of(dinas.get(f"/data/{known.number}").text)
    assert "Rp3.500.000 per bulan" in words
    assert re.search(r"Skala menurut omzet\s+Mikro", words)
    assert re.search(r"Skala menurut modal\s+Belum dapat ditentukan", words)
    assert "PP 7/2021 Pasal 35" in words
    open_ = stored(session, owner={"nik": nik(1)}, figures={"turnover": money(1_900_000_000, 2_100_000_000, "year")})
    words = words_of(dinas.get(f"/data/{open_.number}").text)
    assert "Kisaran omzet tahun 2026 melewati batas dua kelas." in words


def test_workers_told_in_parts_are_shown_with_their_sums(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, figures={
        "workers_total": None, "workers_permanent_male": 3, "workers_permanent_female": 1, "workers_casual_male": 0,
        "workers_casual_female": 2,
    })
    words = " ".join(words_of(dinas.get(f"/data/{business.number}").text).split())
    assert "Jumlah pekerja 6 Pekerja laki-laki 3 Pekerja perempuan 3 Pekerja tetap laki-laki 3" in words


def test_a_number_may_be_written_without_dashes(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    answer = dinas.get(f"/data/{business.number.replace('-', '').lower()}")
    assert answer.headers["Location"] == f"/data/{business.number}"


def test_the_owners_other_businesses_are_linked_here_and_only_counted_elsewhere(
    session: Any, officer: FlaskClient
) -> None:
    business = stored(session)
    here = stored(session, name="Kedai Kedua")
    stored(session, name="Kios Jauh", place={"area_code": OTHER_KELURAHAN})
    page = officer.get(f"/data/{business.number}").text
    assert f'href="/data/{here.number}"' in page
    assert "Kios Jauh" not in page
    assert "1 usaha lain di wilayah lain" in words_of(page)


def test_what_an_owner_shares_with_another_area_is_neither_shown_nor_asked(
    session: Any, officer: FlaskClient, dinas: FlaskClient
) -> None:
    mine = stored(session, name="Warung Sini", owner={"address": "Jl. Rumah 7"})
    stored(session, name="Warung Sana", place={"area_code": OTHER_KELURAHAN}, owner={"address": "Jl. Rumah 7"})
    page = officer.get(f"/data/{mine.number}").text
    assert "0812 0034 5678" not in page
    assert "Jl. Rumah 7" not in page
    assert f"/data/{mine.number}/ubah/pemilik" not in page
    form = officer.get(f"/data/{mine.number}/ubah/pemilik", follow_redirects=True).text
    assert "Teruskan perubahan data pemilik ke dinas" in form
    assert "Jl. Rumah 7" not in form
    assert "Jl. Rumah 7" in dinas.get(f"/data/{mine.number}").text


SECRETS = ("0812 0034 5678", "siti@contoh", "contoh.id", "Jl. Rumah 7", "SMA", "Medan", "0220001234567", "1960")


def shared(session: Any) -> str:
    """The number of a business here whose owner, with every fact told, also has one in another area."""
    facts = {"email": "siti@contoh.id", "address": "Jl. Rumah 7", "education": "sma", "birth_place": "Medan",
             "npwp": "013121660091000", "birth_date": date(1960, 7, 5)}
    mine = stored(session, name="Warung Sini", owner=facts)
    stored(session, name="Warung Sana", place={"area_code": OTHER_KELURAHAN}, owner=facts)
    return mine.number


@pytest.mark.parametrize("address", ["/data/{}", "/verifikasi/{}", "/verifikasi/{}/minta-perbaikan", "/data/{}/izin/0"])
def test_no_page_shows_what_an_owner_shares_with_another_area(
    session: Any, officer: FlaskClient, dinas: FlaskClient, address: str
) -> None:
    page = address.format(shared(session))
    answer = officer.get(page, follow_redirects=True)
    assert answer.status_code == 200
    assert [secret for secret in SECRETS if secret in words_of(answer.text) + answer.text] == []
    assert [secret for secret in SECRETS if secret in dinas.get(page, follow_redirects=True).text], "nobody sees it"


def test_what_is_kept_back_of_an_owner_is_not_called_blank(session: Any, officer: FlaskClient) -> None:
    number = shared(session)
    for page in (f"/data/{number}", f"/verifikasi/{number}"):
        words = " ".join(words_of(officer.get(page).text).split())
        assert "NIB Hanya bisa dilihat oleh dinas" in words
        assert "hanya bisa dilihat lengkap dan diubah oleh dinas" in words
        assert not re.search(r"Belum diisi [^.]*(Pendidikan|Alamat rumah|NPWP)", words)


def test_what_a_new_business_told_of_a_shared_owner_stands_in_its_history(session: Any, dinas: FlaskClient) -> None:
    stored(session, owner={"email": None})
    there = Actor(None, "kelurahan", "web", OTHER_KELURAHAN)
    told = record(name="Warung Sana", place={"area_code": OTHER_KELURAHAN}, owner={"email": "siti@contoh.id"})
    number = registered(session, told, there).number
    session.commit()
    for page in (f"/data/{number}", f"/verifikasi/{number}"):
        words = " ".join(words_of(dinas.get(page).text).split())
        assert "Data pemilik ditulis, belum dipakai" in words
        assert "Pemilik: Alamat email: siti@contoh.id" in words


def test_the_other_papers_are_changed_at_their_own_address_beside_an_nib_kept_back(
    session: Any, officer: FlaskClient
) -> None:
    number = shared(session)
    page = officer.get(f"/data/{number}").text
    assert f"/data/{number}/izin/0" not in page
    assert "Sertifikat halal" in officer.get(f"/data/{number}/izin/1").text


def test_a_map_is_a_point_and_the_outline_where_there_is_one(
    session: Any, dinas: FlaskClient, tmp_path: Any
) -> None:
    from digiloka.areas.actions import load_boundaries
    from digiloka.audit.actor import SYSTEM

    square = [[[101.40, 1.60], [101.50, 1.60], [101.50, 1.70], [101.40, 1.70], [101.40, 1.60]]]
    shape = {"type": "Feature", "properties": {"kode": KELURAHAN, "nama": "Pangkalan Sesai"},
             "geometry": {"type": "Polygon", "coordinates": square}}
    file = tmp_path / "batas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}))
    pinned = stored(session, place={"latitude": 1.65, "longitude": 101.45, "point_source": "gps", "accuracy_m": 12})
    told = dinas.get(f"/data/{pinned.number}/peta.json").json
    assert [each["properties"]["kind"] for each in told["features"]] == ["usaha"]
    assert told["features"][0]["geometry"]["coordinates"] == [101.45, 1.65]
    load_boundaries(session, SYSTEM, file, CITY)
    session.commit()
    told = dinas.get(f"/data/{pinned.number}/peta.json").json
    assert [each["properties"]["kind"] for each in told["features"]] == ["kelurahan", "usaha"]


def test_a_point_that_is_only_the_kelurahans_middle_is_called_a_guess(session: Any, dinas: FlaskClient) -> None:
    business = stored(session)
    page = dinas.get(f"/data/{business.number}").text
    assert "Perkiraan: titik tengah Kelurahan Pangkalan Sesai" in words_of(page)
    assert 'href="geo:' in page
    (feature,) = dinas.get(f"/data/{business.number}/peta.json").json["features"]
    assert feature["properties"]["guess"] is True


def test_where_a_row_came_from_is_linked_to_its_batch_and_row(session: Any, officer: FlaskClient) -> None:
    batch = ImportBatch(city_code=CITY, area_code=KELURAHAN, user_id=uuid.uuid4(), file_name="survei.xlsx",
                        state="applied", sheets=[{"name": "Data UMKM"}], counts={})
    session.add(batch)
    session.flush()
    row = ImportRow(batch_id=batch.id, position=60, sheet=0, row=66, decision="new")
    session.add(row)
    session.flush()
    business = registered(session, record(), batch_id=batch.id, import_row_id=row.id)
    session.commit()
    page = officer.get(f"/data/{business.number}").text
    assert f'href="/impor/{batch.id}?hal=2#baris"' in page
    assert "survei.xlsx, lembar Data UMKM, baris 66" in words_of(page)
    batch.area_code = OTHER_KELURAHAN  # somebody else's file
    session.commit()
    assert "survei.xlsx" not in officer.get(f"/data/{business.number}").text


def test_the_history_says_who_changed_what_from_what_to_what(session: Any, app: Flask, dinas: FlaskClient) -> None:
    business = stored(session)
    clerk = signed_in(app, "kelurahan", name="Rina Petugas")
    fill(clerk, f"/data/{business.number}/ubah/pemilik", education="sma", nik=nik(8))
    words = words_of(dinas.get(f"/data/{business.number}").text)
    assert "Rina Petugas (petugas kelurahan), lewat halaman DIGILOKA" in words
    assert "Pemilik: Pendidikan terakhir: kosong → SMA atau sederajat" in words
    assert "Pemilik: NIK: 14••••••••••0000 → 14••••••••••0000" in words
    assert "Didaftarkan" in words


# ---- the list as a file -------------------------------------------------------------------------------------


def test_a_list_is_downloaded_as_narrowed_and_journaled(session: Any, dinas: FlaskClient) -> None:
    stored(session, name="Kopi Ani", owner={"nik": nik(1)})
    stored(session, name="Jahit Ina", owner={"nik": nik(2)}, sector="jasa")
    answer = dinas.get("/data/unduh?bentuk=csv&kelompok=jasa")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert "Jahit Ina" in text
    assert "Kopi Ani" not in text
    assert nik(2) not in text
    (line,) = session.scalars(select(JournalLine).where(JournalLine.action == "export")).all()
    assert line.changes == {"rows": [None, 1], "format": [None, "csv"]}
    assert dinas.get("/data/unduh?bentuk=pdf").status_code == 404


def test_a_list_that_is_too_long_says_how_to_get_it(
    session: Any, dinas: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(businesses, "MOST_ON_A_PAGE", 1)
    stored(session, owner={"nik": nik(1)})
    stored(session, owner={"nik": nik(2)})
    answer = dinas.get("/data/unduh?bentuk=xlsx", follow_redirects=True)
    assert "Saring dulu sampai paling banyak 1" in words_of(answer.text)
    assert session.scalar(select(JournalLine.id).where(JournalLine.action == "export")) is None
    assert session.scalars(select(Owner)).all()
