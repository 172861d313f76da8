"""Finding a business by its owner's NIK or phone: only in one's own area, and never through an address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.registry.actions import register
from digiloka.registry.models import Owner
from tests.kept import stored
from tests.page_forms import fields_of, fill
from tests.pages.test_businesses import asked_of
from tests.people import signed_in
from tests.reading import words_of
from tests.records import CITY, OTHER_KELURAHAN, nik, record
from tests.registering import OWNER

NIK, PHONE, SPELT = nik(), "+6281200345678", "0812-0034-5678"  # of tests.records


pytestmark = pytest.mark.usefixtures("unlimited")


@pytest.fixture
def several(session: Any) -> None:
    stored(session, name="Warung Sini")
    stored(session, name="Warung Sana", owner={"nik": nik(1)}, place={"area_code": OTHER_KELURAHAN})
    stored(session, name="Milik Lain", owner={"nik": nik(2), "phones": ("+6281200990000",)})


def look_for(client: FlaskClient, words: str, **more: str) -> Any:
    """Type into the list's form and send it, as a browser does."""
    return fill(client, "/data", "/data", q=words, **more)


def names_in(page: str) -> set[str]:
    return set(re.findall(r'<a href="/data/1472-[^"]+">([^<]+)</a>', page))


def found_by(client: FlaskClient, words: str, **more: str) -> set[str]:
    sent = look_for(client, words, **more)
    assert sent.status_code == 303, words_of(sent.text)
    return names_in(client.get(sent.headers["Location"]).text)


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("typed", "all_of_it", "in_the_kelurahan"),
    [
        (NIK, {"Warung Sini"}, {"Warung Sini"}),
        (f"NIK {NIK[:6]} {NIK[6:12]} {NIK[12:]}", {"Warung Sini"}, {"Warung Sini"}),
        (nik(1), {"Warung Sana"}, set()),
        (nik(9), set(), set()),
        (SPELT, {"Warung Sini", "Warung Sana"}, {"Warung Sini"}),
        ("+62 812 0099 0000", {"Milik Lain"}, {"Milik Lain"}),
        ("0812 0011 1111", set(), set()),
        ("sini", {"Warung Sini"}, {"Warung Sini"}),
        ("", {"Warung Sini", "Warung Sana", "Milik Lain"}, {"Warung Sini", "Milik Lain"}),
    ],
)
def test_a_business_is_found_by_nik_or_phone_in_ones_own_area(
    dinas: FlaskClient, officer: FlaskClient, typed: str, all_of_it: set[str], in_the_kelurahan: set[str]
) -> None:
    assert found_by(dinas, typed) == all_of_it
    assert found_by(officer, typed) == in_the_kelurahan


def test_a_nik_that_its_owner_only_claims_is_found_too(session: Any, officer: FlaskClient) -> None:
    register(session, OWNER, record(name="Daftar Sendiri"), city_code=CITY, source="self", scope_code=CITY)
    session.commit()
    assert session.scalars(select(Owner.nik_hash)).one() is None
    assert found_by(officer, NIK) == {"Daftar Sendiri"}


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("typed", [NIK, SPELT, f"siti {NIK}", f"{NIK[:4]} {NIK[4:]}"])
def test_no_address_and_no_page_holds_what_was_looked_for(dinas: FlaskClient, typed: str) -> None:
    where = look_for(dinas, typed).headers["Location"]
    page = dinas.get(where).text
    for each in (where, page):
        figures = re.sub(r"[\s.+-]", "", each)
        assert NIK not in figures
        assert "81200345678" not in figures
    assert re.search(r"Hapus saringan </span>(NIK 14••••••••••0000|HP 0812 ••••• ?678|HP 0812 [•\d ]+)", page)
    other = look_for(dinas, typed).headers["Location"]
    assert other != where, "the same search has another address every time"


@pytest.mark.parametrize(
    "typed",
    [NIK.replace("0", "O"), "\u2011".join((NIK[:6], NIK[6:12], NIK[12:])), "/".join(NIK), f"{int(NIK):,}",
     "*".join((NIK[:6], NIK[6:])), f"{NIK[:6]}'{NIK[6:]}", "0812 3456 789O", "0812+0034+5678", f"{SPELT}, {SPELT}",
     "0812,0034,5678", "１４７２" + NIK[4:]],
)
def test_no_sign_between_the_figures_brings_them_into_an_address(dinas: FlaskClient, typed: str) -> None:
    asked = {"q": typed, "bentuk": "csv"}
    answers = [dinas.get(path, query_string=asked) for path in ("/data", "/data/unduh")]
    for answer in (look_for(dinas, typed), *answers):
        assert answer.status_code in (303, 422)
        assert "q" not in parse_qs(urlsplit(answer.headers.get("Location", "")).query)
        assert not re.search(r'href="[^"]*[?&;]q=', answer.text)


def test_a_business_is_found_by_its_number_however_it_is_typed(
    session: Any, dinas: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digiloka.registry.actions.numbering.new_numbers", lambda *_: ["1472-9209-3F0B"])
    stored(session, name="Warung Sini")
    for typed in ("1472-9209-3F0B", "1472 9209 3F0B", "147292093f0b", "1472–9209–3F0B", "nomor 1472-9209-3F0B"):
        assert found_by(dinas, typed) == {"Warung Sini"}


@pytest.mark.usefixtures("several")
def test_the_search_stays_when_another_filter_is_set_and_when_the_list_is_turned_or_saved(
    dinas: FlaskClient, monkeypatch: pytest.MonkeyPatch, session: Any
) -> None:
    monkeypatch.setattr("digiloka.web.businesses.PER_PAGE", 1)
    where = look_for(dinas, SPELT).headers["Location"]
    page = dinas.get(where).text
    assert "1–1 dari 2 usaha" in words_of(page)
    following = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert "2–2 dari 2 usaha" in words_of(dinas.get(following).text)
    narrowed = dinas.post("/data", data={**fields_of(page, "/data"), "wilayah": OTHER_KELURAHAN})
    assert names_in(dinas.get(narrowed.headers["Location"]).text) == {"Warung Sana"}
    file = re.search(r'href="(/data/unduh\?[^"]*csv[^"]*)"', page).group(1).replace("&amp;", "&")
    rows = dinas.get(file).text
    assert "Warung Sana" in rows
    assert "Milik Lain" not in rows
    line = session.scalars(select(JournalLine).where(JournalLine.action == "export")).one()
    assert line.reason is None
    taken_away = re.search(r'href="([^"]+)"><span class="unseen">Hapus saringan </span>HP', page).group(1)
    assert taken_away == "/data"
    assert look_for(dinas, "milik", cari=fields_of(page, "/data")["cari"][0]).headers["Location"] == "/data?q=milik"


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (nik(1), "Tidak ada usaha dengan NIK ini di wilayah Anda"),
        (nik(9), "Tidak ada usaha dengan NIK ini di wilayah Anda"),
        ("0812 0011 1111", "Tidak ada usaha dengan nomor HP ini di wilayah Anda"),
    ],
)
def test_nobody_found_is_said_alike_whether_there_is_one_elsewhere(
    officer: FlaskClient, typed: str, words: str
) -> None:
    page = words_of(officer.get(look_for(officer, typed).headers["Location"]).text)
    assert words in page


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("typed", "words"),
    [(NIK[:15], "NIK harus 16 angka. Anda mengisi 15 angka."), (NIK[:12], "bukan NIK (16 angka) dan bukan nomor HP")],
)
def test_figures_that_are_neither_are_told_at_the_box_and_stay_in_it(
    dinas: FlaskClient, typed: str, words: str
) -> None:
    sent = look_for(dinas, typed, status="submitted")
    assert sent.status_code == 422
    assert words in words_of(sent.text)
    assert f'value="{typed}"' in sent.text
    assert fields_of(sent.text, "/data")["status"] == ["submitted"]
    assert not re.search(rf'href="[^"]*{typed}', sent.text)
    assert names_in(sent.text) == set(), "businesses below it would pass for what was found"


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(("typed", "names"), [(NIK, {"Warung Sini"}), (SPELT, {"Warung Sini", "Warung Sana"})])
def test_an_address_that_somebody_wrote_with_a_nik_is_left_at_once(
    dinas: FlaskClient, typed: str, names: set[str]
) -> None:
    answer = dinas.get("/data", query_string={"q": typed, "status": "submitted"})
    assert answer.status_code == 303
    assert typed not in answer.headers["Location"]
    assert "status=submitted" in answer.headers["Location"]
    assert names_in(dinas.get(answer.headers["Location"]).text) == names
    assert dinas.get("/data", query_string={"q": NIK[:15]}).status_code == 422
    assert dinas.get("/data/unduh", query_string={"q": typed, "bentuk": "csv"}).status_code == 303


@pytest.mark.usefixtures("several")
def test_an_address_is_good_for_whoever_searched_and_nobody_else(
    app: Flask, dinas: FlaskClient, officer: FlaskClient
) -> None:
    where = look_for(dinas, NIK).headers["Location"]
    for client, address in ((officer, where), (dinas, f"{where}x"), (dinas, "/data?cari=%00"), (dinas, "/data?cari=A")):
        answer = client.get(address)
        assert answer.headers["Location"] == "/data"
        assert "Pencarian ini tidak berlaku lagi" in words_of(client.get("/data").text)


@pytest.mark.parametrize("role", ["owner", "plut"])
def test_entrepreneurs_and_plut_cannot_look_anybody_up(app: Flask, session: Any, role: str) -> None:
    stored(session)
    client = signed_in(app, role)
    assert client.post("/data", data={"q": NIK}).status_code == 403
    assert client.get("/data", query_string={"q": NIK}).status_code == 403


def looked_up(session: Any) -> list[tuple[Any, ...]]:
    lines = session.scalars(select(JournalLine).where(JournalLine.action == "look-up-nik").order_by(JournalLine.at))
    return [(line.actor_role, line.actor_id is not None, line.reason, line.changes, line.sealed) for line in lines]


@pytest.mark.usefixtures("several")
def test_every_look_up_by_nik_is_journaled_without_the_nik(session: Any, officer: FlaskClient) -> None:
    for typed in (NIK, f"NIK {nik(1)}", SPELT, "sini", NIK[:15]):
        look_for(officer, typed)
    officer.get("/data", query_string={"q": nik(9)})
    told = [{"found": [None, found]} for found in (True, False, False)]
    assert looked_up(session) == [("kelurahan", True, None, changes, None) for changes in told]


@pytest.mark.usefixtures("several")
def test_opening_the_list_of_a_person_again_writes_no_line(session: Any, officer: FlaskClient) -> None:
    where = look_for(officer, NIK).headers["Location"]
    officer.get(where)
    officer.get(f"{where}&status=submitted")
    assert len(looked_up(session)) == 1


@pytest.mark.usefixtures("several")
def test_five_nik_that_are_not_there_close_the_look_up_by_nik(app: Flask, session: Any, officer: FlaskClient) -> None:
    app.config["RATELIMIT_ENABLED"] = True
    for n in (*range(20, 24), 1):
        assert {look_for(officer, typed).status_code for typed in (NIK, nik(n))} == {303}
    for typed in (nik(25), NIK):
        closed = look_for(officer, typed, status="submitted")
        assert closed.status_code == 429
        assert "NIK ditutup satu jam untuk Anda, karena 5 NIK tidak ditemukan." in words_of(closed.text)
        assert f'value="{typed}"' in closed.text
        assert fields_of(closed.text, "/data")["status"] == ["submitted"]
        assert names_in(closed.text) == set()
    assert len(looked_up(session)) == 10, "what was not looked up is not journaled"
    assert found_by(officer, SPELT) == {"Warung Sini"}
    assert found_by(officer, "sini") == {"Warung Sini"}
    assert look_for(signed_in(app, "kelurahan"), NIK).status_code == 303, "another account's look-up stays open"


@pytest.mark.usefixtures("several")
def test_a_nik_that_another_filter_hides_is_no_miss(app: Flask, session: Any, officer: FlaskClient) -> None:
    app.config["RATELIMIT_ENABLED"] = True
    assert {look_for(officer, NIK, status="refused").status_code for _ in range(8)} == {303}


def test_looking_people_up_is_counted_and_words_are_not(app: Flask, dinas: FlaskClient) -> None:
    app.config["RATELIMIT_ENABLED"] = True
    phones = [f"0812 0000 {n:04d}" for n in range(121)]
    assert {dinas.post("/data", data={"q": "kopi"}).status_code for _ in range(130)} == {303}
    assert {dinas.post("/data", data={"q": phone}).status_code for phone in phones[:120]} == {303}
    full = look_for(dinas, phones[120], status="submitted")
    assert full.status_code == 429
    assert "120 kali dalam satu jam. Coba lagi satu jam lagi, atau cari dengan nama." in words_of(full.text)
    assert f'value="{phones[120]}"' in full.text
    assert fields_of(full.text, "/data")["status"] == ["submitted"]
    assert not re.search(r'href="[^"]*0812', full.text)
    assert dinas.get("/data", query_string={"q": NIK}).status_code == 429
    assert dinas.post("/data", data={"q": "kopi"}).status_code == 303


@pytest.mark.usefixtures("several")
def test_a_search_for_a_person_asks_for_their_businesses_and_the_rows(app: Flask, dinas: FlaskClient) -> None:
    where = look_for(dinas, SPELT).headers["Location"]
    with asked_of(app) as statements:
        dinas.get(where)
    about = [each for each in statements if re.search(r"FROM business|JOIN business", each)]
    assert len(about) == 2, about
