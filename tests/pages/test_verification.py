"""Verification: what waits for whom, what a decision needs, what happens when somebody else was faster."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from digiloka.database import now
from digiloka.registry.actions import amend
from digiloka.registry.models import Decision, Notice
from digiloka.registry.queries import Change, HistoryLine
from digiloka.registry.records import BusinessRecord, LicenceRecord
from digiloka.web.business_history import lately_changed
from tests.answers import registered_number
from tests.kept import again, stored
from tests.page_forms import fields_of, fill
from tests.people import AREAS, signed_in
from tests.reading import words_of
from tests.records import KELURAHAN, OTHER_KELURAHAN, nik
from tests.registering import OWNER

pytestmark = pytest.mark.usefixtures("unlimited")


def waiting_on(client: FlaskClient, query: str = "") -> list[str]:
    return re.findall(r'<a href="/verifikasi/1472-[^"]+">([^<]+)</a>', client.get(f"/verifikasi{query}").text)


# ---- the queue ----------------------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_for_this_person_oldest_first(
    session: Any, officer: FlaskClient, dinas: FlaskClient
) -> None:
    stored(session, name="Satu", owner={"nik": nik(1)})
    stored(session, "verify", name="Dua", owner={"nik": nik(2)})
    stored(session, name="Tiga", owner={"nik": nik(3)}, place={"area_code": OTHER_KELURAHAN})
    stored(session, "verify", "confirm", name="Empat", owner={"nik": nik(4)})
    assert waiting_on(officer) == ["Satu"]
    assert set(waiting_on(dinas)) == {"Satu", "Dua", "Tiga"}
    assert waiting_on(dinas, "?status=verified") == ["Dua"]
    assert waiting_on(dinas, f"?wilayah={OTHER_KELURAHAN}") == ["Tiga"]
    words = words_of(dinas.get("/verifikasi").text)
    assert re.search(r"3\s+Semua", words)
    assert re.search(r"2\s+Menunggu diperiksa kelurahan", words)
    assert re.search(r"1\s+Menunggu dinas", words)


def test_an_empty_queue_says_so(officer: FlaskClient) -> None:
    assert "Tidak ada yang menunggu" in words_of(officer.get("/verifikasi").text)


# ---- one record ---------------------------------------------------------------------------------------------


def test_the_record_says_what_does_not_fit_and_where_to_mend_it(session: Any, officer: FlaskClient) -> None:
    business = stored(session, owner={"sex": "L", "phones": ()}, kbli="56303", kbli_version="2025", kbli_proposed=True,
                      figures={"turnover": None, "workers_male": 1, "workers_female": 3})
    page = officer.get(f"/verifikasi/{business.number}").text
    words = words_of(page)
    for sentence in ("Jenis kelamin berbeda dari yang terbaca di NIK.", "Nomor HP belum diisi.", "baru usulan",
                     "Omzet belum diisi"):
        assert sentence in words
    assert f'href="/data/{business.number}/kegiatan?dari=verifikasi"' in page
    assert f'href="/data/{business.number}/ubah/angka/2026?dari=verifikasi"' in page


def test_a_mended_doubt_leads_back_to_the_record(session: Any, officer: FlaskClient) -> None:
    business = stored(session)
    answer = fill(officer, f"/data/{business.number}/ubah/tempat?dari=verifikasi", rt="4")
    assert answer.headers["Location"] == f"/verifikasi/{business.number}"


@pytest.mark.parametrize(
    ("steps", "role", "buttons"),
    [
        ((), "kelurahan", {"setujui", "minta-perbaikan", "tolak"}),
        ((), "dinas", {"setujui", "minta-perbaikan", "tolak", "batasi"}),
        (("verify",), "kelurahan", {"minta-perbaikan"}),
        (("verify",), "dinas", {"setujui-dinas", "minta-perbaikan", "tolak", "batasi"}),
        (("return",), "kelurahan", {"setujui", "tolak", "kirim-lagi"}),
        (("refuse",), "kelurahan", {"periksa-lagi"}),
        (("limit",), "dinas", {"akhiri-pembatasan"}),
    ],
)
def test_the_buttons_are_the_steps_of_state_and_role(
    app: Flask, session: Any, steps: tuple[str, ...], role: str, buttons: set[str]
) -> None:
    business = stored(session, *steps)
    page = signed_in(app, role).get(f"/verifikasi/{business.number}").text
    assert set(re.findall(rf'(?:href|action)="/verifikasi/{business.number}/([\w-]+)"', page)) == buttons


# ---- decisions ----------------------------------------------------------------------------------------------


def test_agreeing_tells_the_owner_and_opens_the_next_record(session: Any, officer: FlaskClient) -> None:
    first, second = (stored(session, name=f"Usaha {n}", owner={"nik": nik(n)}) for n in (1, 2))
    address = f"/verifikasi/{first.number}"
    answer = fill(officer, address, f"{address}/setujui", level="visited")
    assert answer.headers["Location"] == f"/verifikasi/{second.number}"
    now = again(session, first)
    assert (now.state, now.level) == ("verified", "visited")
    assert session.scalars(select(Notice.text)).all() == ["Data usaha Usaha 1 sudah diperiksa petugas kelurahan."]
    last = fill(officer, f"/verifikasi/{second.number}", f"/verifikasi/{second.number}/setujui")
    assert last.headers["Location"] == "/verifikasi"


def test_fields_are_sent_back_with_what_is_wrong_with_each(session: Any, officer: FlaskClient) -> None:
    business = stored(session)
    address = f"/verifikasi/{business.number}/minta-perbaikan"
    page = officer.get(address).text
    assert "Jl. Sudirman No. 12" in words_of(page)
    assert nik() not in page
    typed = {"group_2": ["business_address"], "wish_business_address": "Tulis patokannya", "group_4": ["nib"],
             "wish_nib": "Periksa angkanya", "wish_rt": "tidak ditandai"}
    assert fill(officer, address, **typed).status_code == 302
    (decision,) = session.scalars(select(Decision)).all()
    assert decision.fields == {"business_address": "Tulis patokannya", "nib": "Periksa angkanya"}
    (told,) = session.scalars(select(Notice.text)).all()
    assert "Alamat usaha: Tulis patokannya." in told
    assert again(session, business).state == "returned"


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("minta-perbaikan", {}, "Tandai isian yang perlu diperbaiki, atau tulis pesan untuk pemilik."),
        ("minta-perbaikan", {"group_2": ["rt"]}, "Tulis apa yang perlu diperbaiki pada RT."),
        ("minta-perbaikan", {"group_2": ["rahasia"]}, "Tandai isian yang perlu diperbaiki"),
        ("tolak", {"reason": "  "}, "Tulis alasannya. Pemilik usaha akan membaca kalimat ini."),
    ],
)
def test_a_decision_that_the_owner_reads_needs_its_words(
    session: Any, officer: FlaskClient, step: str, typed: dict[str, Any], sentence: str
) -> None:
    business = stored(session)
    answer = fill(officer, f"/verifikasi/{business.number}/{step}", **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer.text)
    assert again(session, business).state == "submitted"


@pytest.mark.parametrize(
    ("steps", "address", "typed", "state"),
    [
        (("verify",), "setujui-dinas", {}, "confirmed"),
        ((), "tolak", {"reason": "Usaha ini di kota lain"}, "refused"),
        ((), "batasi", {"reason": "Pemilik keberatan"}, "limited"),
        (("limit",), "akhiri-pembatasan", {}, "submitted"),
        (("refuse",), "periksa-lagi", {}, "submitted"),
        (("return",), "kirim-lagi", {}, "submitted"),
    ],
)
def test_every_step_has_its_way(
    session: Any, dinas: FlaskClient, steps: tuple[str, ...], address: str, typed: dict[str, str], state: str
) -> None:
    business = stored(session, *steps)
    where = f"/verifikasi/{business.number}"
    if "reason" in typed:
        answer = fill(dinas, f"{where}/{address}", **typed)
    else:
        answer = fill(dinas, where, f"{where}/{address}", **typed)
    assert answer.status_code == 302, words_of(answer.text)
    assert again(session, business).state == state


def test_a_step_that_is_not_this_roles_is_refused_with_a_sentence(session: Any, officer: FlaskClient) -> None:
    business = stored(session, "verify")
    answer = officer.post(f"/verifikasi/{business.number}/setujui-dinas", data={"version": business.version})
    assert answer.status_code == 422
    assert "Peran Anda tidak boleh mengambil langkah ini." in words_of(answer.text)
    assert again(session, business).state == "verified"
    assert officer.get(f"/verifikasi/{business.number}/lompat").status_code == 404


@pytest.mark.parametrize(("step", "typed"), [("setujui", {}), ("tolak", {"reason": "Bukan usaha di sini"})])
def test_who_decides_second_is_told_and_writes_nothing(
    app: Flask, session: Any, officer: FlaskClient, step: str, typed: dict[str, str]
) -> None:
    business = stored(session)
    where = f"/verifikasi/{business.number}"
    opened = officer.get(f"{where}/tolak" if typed else where).text
    other = signed_in(app, "kecamatan", name="Bu Camat")
    fill(other, where, f"{where}/setujui")
    answer = fill(officer, f"{where}/{step}", None if typed else f"{where}/setujui", page=opened, **typed)
    assert answer.status_code == 409
    assert "Data ini juga diubah oleh Bu Camat" in words_of(answer.text)
    assert again(session, business).state == "verified"
    assert len(session.scalars(select(Decision)).all()) == 1
    if typed:
        assert fields_of(answer.text)["reason"] == [typed["reason"]]


def test_what_the_owner_changed_since_is_named(session: Any, officer: FlaskClient) -> None:
    business = stored(session, "return")
    told = BusinessRecord(product="Keripik pisang", licences=(LicenceRecord(kind="sni", number="SNI 1"),))
    amend(session, OWNER, business, told, expected_version=business.version)
    session.commit()
    words = words_of(officer.get(f"/verifikasi/{business.number}").text)
    assert "Berubah sejak terakhir diputuskan" in words
    assert "Produk utama" in words.split("Berubah sejak terakhir diputuskan")[1][:200]


def test_what_changed_of_a_paper_says_so_by_itself() -> None:
    changes = (Change("number", "Nomor", "1", "2"), Change("status", "Keterangan izin", "proses", "ya"))
    line = HistoryLine(now(), None, "owner", "web", "amend", "Diubah", "licence", None, None, changes)
    assert lately_changed([line]) == ["Nomor izin", "Keterangan izin"]


def test_nothing_changed_since_a_decision_that_nobody_has_made(session: Any, officer: FlaskClient) -> None:
    business = stored(session)
    told = BusinessRecord(product="Keripik pisang", licences=(LicenceRecord(kind="sni", number="SNI 1"),))
    amend(session, OWNER, business, told, expected_version=business.version)
    session.commit()
    assert "Berubah sejak" not in words_of(officer.get(f"/verifikasi/{business.number}").text)


def test_agreeing_to_be_registered_is_told_in_words_and_is_no_change(app: Flask, officer: FlaskClient) -> None:
    village = {"area_code": AREAS["kelurahan"]}
    number = registered_number(app.test_client(), tempat=village)
    words = words_of(officer.get(f"/verifikasi/{number}").text)
    assert "Berubah sejak" not in words
    assert "purpose" not in words
    assert "registry" not in words
    assert "pendataan dan pembinaan usaha" in words


# ---- many at once -------------------------------------------------------------------------------------------


def test_marked_records_are_agreed_to_and_changed_ones_are_left(app: Flask, session: Any, officer: FlaskClient) -> None:
    kept, changed, other = (stored(session, name=f"Usaha {n}", owner={"nik": nik(n)}) for n in (1, 2, 3))
    opened = officer.get("/verifikasi").text
    fill(signed_in(app, "dinas"), f"/data/{changed.number}/ubah/tempat", rt="9")
    chosen = [f"{each.id}:{each.version}" for each in (kept, changed)]
    answer = fill(officer, "/verifikasi", page=opened, chosen=chosen, reason="Cocok dengan daftar RT")
    words = words_of(answer.text)
    assert answer.status_code == 200
    assert "1 data disetujui" in words
    assert "1 data tidak disetujui" in words
    assert "Diubah orang lain sesudah halaman Anda dibuka" in words
    assert [again(session, each).state for each in (kept, changed, other)] == ["verified", "submitted", "submitted"]
    (decision,) = session.scalars(select(Decision)).all()
    assert decision.reason == "Cocok dengan daftar RT"


@pytest.mark.parametrize(
    ("chosen", "reason", "sentence"),
    [
        ([], "Cocok dengan daftar RT", "Tandai data yang mau disetujui."),
        (["one"], "", "Tulis dasar persetujuannya"),
    ],
)
def test_agreeing_to_many_needs_a_mark_and_a_reason(
    session: Any, officer: FlaskClient, chosen: list[str], reason: str, sentence: str
) -> None:
    business = stored(session)
    answer = fill(officer, "/verifikasi", chosen=[f"{business.id}:1" for _ in chosen], reason=reason)
    assert answer.status_code == 422
    assert sentence in words_of(answer.text)
    assert again(session, business).state == "submitted"


def test_nobody_agrees_for_another_area_or_to_nonsense(session: Any, officer: FlaskClient) -> None:
    away = stored(session, place={"area_code": OTHER_KELURAHAN})
    chosen = [f"{away.id}:1", "bukan-nomor:1", "tanpa-versi"]
    answer = officer.post("/verifikasi", data={"chosen": chosen, "reason": "Cocok dengan daftar"})
    assert answer.status_code == 200
    assert words_of(answer.text).count("Tidak ada di wilayah Anda lagi") == 2
    assert again(session, away).state == "submitted"
    assert again(session, away).scope_code != KELURAHAN


def test_the_dinas_carries_verified_records_on_by_the_same_button(session: Any, dinas: FlaskClient) -> None:
    business = stored(session, "verify")
    fill(dinas, "/verifikasi", chosen=[f"{business.id}:{business.version}"], reason="Sudah dicek silang")
    assert again(session, business).state == "confirmed"
