"""Registering on a phone, as the server sees it: what is kept, what is said, what is stored."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from digiloka.audit.actor import Actor
from digiloka.registry.actions.bulk import SAID_OTHERWISE
from digiloka.registry.actions.decide import decide
from digiloka.registry.models import Business, Consent, Draft, Licence, Owner
from digiloka.registry.numbers import parse_number
from tests.answers import ANSWERS, VILLAGE, answer, begin, fill_in, registered_number, send
from tests.page_forms import fields_of
from tests.people import person, sign_in, signed_in
from tests.reading import words_of
from tests.registering import OFFICE


@pytest.fixture(autouse=True)
def _unlimited(app):
    app.config["RATELIMIT_ENABLED"] = False


def text(response):
    return response.get_data(as_text=True)


def read_out(response):
    """The words of a page in one line."""
    return " ".join(words_of(response.text).split())


def test_six_pages_and_a_check_give_a_business_with_a_number(client, session):
    number = registered_number(client)
    assert parse_number(number) == number
    business = session.scalars(select(Business)).one()
    assert (business.number, business.state, business.source) == (number, "submitted", "self")
    assert (business.name, business.area_code, business.kbli, business.kbli_version) == (
        "Warung Bu Siti", VILLAGE, "10794", "2025")
    assert business.owner.nik == "1472014507800000"
    assert business.owner.phone == "+6281200345678"
    figures = business.newest_figures
    assert (figures.workers_total, figures.scale_sales, figures.turnover_low) == (3, "mikro", 12_000_000)
    assert session.scalars(select(Licence.number)).all() == ["0220001234567"]
    consent = session.scalars(select(Consent)).one()
    assert (consent.purpose, consent.channel) == ("registry", "self")
    assert consent.text_version


def test_sending_twice_gives_one_business(client, session):
    fill_in(client)
    first, second = send(client), send(client)
    assert first.headers["Location"] == second.headers["Location"]
    assert session.scalar(select(func.count()).select_from(Business)) == 1


def test_the_number_page_says_what_happens_next(client):
    number = registered_number(client)
    page = text(client.get(f"/daftar/selesai/{number}"))
    assert number in page
    assert "Menunggu diperiksa" in page, "the same words as in the list of one's businesses"


@pytest.mark.parametrize(
    ("steps", "state", "what_now"),
    [
        (("return",), "Perlu diperbaiki", "Petugas meminta perbaikan. Masuk ke akun Anda untuk melihat isian mana, "
                                          "atau bawa nomor ini ke kantor kelurahan."),
        (("refuse",), "Tidak dapat diterima", "Masuk ke akun Anda untuk membaca alasannya, atau bawa nomor ini"),
        (("verify",), "Sudah diperiksa", "Petugas kelurahan sudah memeriksa data Anda."),
        (("verify", "confirm"), "Sudah disetujui dinas", "Dinas sudah menyetujui data Anda."),
        (("limit",), "Dibatasi", "Data ini tidak dipakai untuk sementara."),
    ],
)
def test_who_comes_back_with_phone_and_code_reads_how_it_stands_now(app, client, session, steps, state, what_now):
    begin(client)
    answer(client, "pemilik")
    code = code_of(text(client.get("/daftar/usaha")))
    for page in list(ANSWERS)[1:]:
        answer(client, page)
    number = send(client).headers["Location"].rsplit("/", 1)[1]
    business = session.scalars(select(Business)).one()
    for step in steps:
        decide(session, OFFICE, business, step, "alasan rahasia", expected_version=business.version)
    session.commit()
    other = app.test_client()
    back = other.post("/daftar/lanjut", data={"phone": "081200345678", "code": code})
    assert back.headers["Location"] == f"/daftar/selesai/{number}"
    page = text(other.get(back.headers["Location"]))
    assert state in page
    assert what_now in page
    assert "Menunggu diperiksa" not in page
    assert "Pendaftaran diterima" not in page
    assert "Petugas memeriksa" not in page
    assert "alasan rahasia" not in page


@pytest.mark.parametrize(
    ("page", "wrong", "sentence"),
    [
        ("pemilik", {"owner_name": ""}, "Isi nama lengkap sesuai KTP."),
        ("pemilik", {"nik": "123"}, "NIK harus 16 angka. Anda mengisi 3 angka."),
        ("pemilik", {"nik": ""}, "Isi NIK, atau pilih alasannya di bawah."),
        ("pemilik", {"phone": "abc"}, "Isi ini bukan nomor HP."),
        ("pemilik", {"consent": None}, "Centang persetujuan untuk melanjutkan."),
        ("pemilik", {"owner_name": "Siti 1472015203600123"}, "Di kolom Nama pemilik ada angka seperti NIK."),
        ("usaha", {"activity": "Jual 1472 0152 0360 0123"}, "Di kolom Kegiatan usaha ada angka seperti NIK."),
        ("usaha", {"activity": " "}, "Tulis apa yang Anda buat atau jual, contoh keripik singkong."),
        ("usaha", {"start_date": "1820"}, "Tahun mulai usaha harus antara 1900 dan"),
        ("jenis", {"kbli": None}, "Pilih yang paling mirip"),
        ("jenis", {"kbli": "99999@2025"}, "Pilih salah satu dari daftar."),
        ("tempat", {"premises_kind": None}, "Pilih di mana Anda menjalankan usaha."),
        ("tempat", {"area_code": ""}, "Pilih kelurahan tempat usaha."),
        ("tempat", {"area_code": "99.99.99.9999"}, "Pilih kelurahan dari daftar."),
        ("angka", {"workers_male": "", "workers_female": ""}, "Isi jumlah orang yang bekerja"),
        ("angka", {"workers_male": "banyak"}, "Jumlah orang harus berupa angka, contoh 3"),
        ("izin", {"nib": "220001234567"}, "NIB harus 13 angka"),
        ("izin", {"licences": ["siluman"]}, "Pilih dari daftar."),
        ("izin", {"marketing": ["wa", "siluman"]}, "Pilih dari daftar."),
    ],
)
def test_a_wrong_answer_is_told_at_its_place_and_nothing_typed_is_lost(client, page, wrong, sentence):
    begin(client)
    for earlier in ANSWERS:
        if earlier == page:
            break
        answer(client, earlier)
    response = answer(client, page, **wrong)
    assert response.status_code == 422
    shown = text(response)
    assert sentence in shown
    for name, value in ANSWERS[page].items():
        if name not in wrong and isinstance(value, str) and name not in ("consent",):
            assert value in shown, f"{name} was lost"


def test_without_nik_a_reason_is_enough(client, session):
    registered_number(client, pemilik={"nik": None, "nik_absent": "lupa"})
    owner = session.scalars(select(Owner)).one()
    assert (owner.nik, owner.nik_absent) == (None, "lupa")


def test_a_registration_goes_on_in_another_browser_by_phone_and_code(app, client):
    begin(client)
    answer(client, "pemilik")
    code = code_of(text(client.get("/daftar/usaha")))
    other = app.test_client()
    back = other.post("/daftar/lanjut", data={"phone": "+62 812-0034-5678", "code": code.lower()})
    assert back.headers["Location"] == "/daftar/usaha"
    for page in list(ANSWERS)[1:]:
        answer(other, page)
    assert "/daftar/selesai/" in send(other).headers["Location"]


def test_a_wrong_code_tells_nothing(app, client):
    begin(client)
    answer(client, "pemilik")
    other = app.test_client()
    response = other.post("/daftar/lanjut", data={"phone": "081200345678", "code": "AAA-AAA"})
    assert response.status_code == 422
    assert "belum cocok" in text(response)


def test_changing_one_answer_leads_back_to_the_check_page(client):
    fill_in(client)
    response = client.post("/daftar/usaha?kembali=periksa", data={**ANSWERS["usaha"], "business_name": "Kedai Siti"})
    assert response.headers["Location"] == "/daftar/periksa"
    assert "Kedai Siti" in text(client.get("/daftar/periksa"))


MANY = "Tertulis 1.200 pekerja. UMKM jarang punya 100 pekerja atau lebih. Periksa lagi."


def test_the_check_page_asks_about_more_workers_than_an_umkm_has(client):
    fill_in(client)
    assert MANY not in text(client.get("/daftar/periksa"))
    answer(client, "angka", workers_male="1199", workers_female="1")
    assert MANY in text(client.get("/daftar/periksa"))
    assert f'<span class="warning">{MANY}</span>' in client.get("/daftar/periksa").text, "it is no ordinary hint"
    assert send(client).status_code == 302, "it may be true"


def test_an_activity_that_the_list_does_not_know_is_said_with_what_to_do(client):
    fill_in(client, usaha={"activity": "qqzzxx"}, jenis={"kbli": "lain"})
    page = client.get("/daftar/jenis")
    assert "Belum ada kegiatan yang cocok dengan tulisan Anda: qqzzxx" in words_of(page.text)
    assert "mirip" not in text(page)
    assert 'href="/daftar/usaha"' in page.text
    answer(client, "usaha", activity="keripik singkong")
    page = client.get("/daftar/jenis")
    assert "Mana yang paling mirip" in text(page)
    assert "Belum ada kegiatan yang cocok" not in text(page)


def test_where_nothing_was_found_the_only_answer_is_chosen_already(client):
    begin(client)
    answer(client, "pemilik")
    answer(client, "usaha", activity="qqzzxx")
    shown = client.get("/daftar/jenis").text
    sent = fields_of(shown, address_of(shown))
    assert sent["kbli"] == ["lain"]
    assert client.post(address_of(shown), data=sent).headers["Location"] == "/daftar/tempat"


NIB, NO_NIB = "0220001234567", {"nib": None}
BOTH = "Anda mengisi izin dan juga"


@pytest.mark.parametrize(
    ("answered", "shown", "kept"),
    [
        ({}, f"Izin NIB (Nomor Induk Berusaha) Nomor NIB {NIB} ", [("nib", "ya", NIB)]),
        ({"licences": []}, f"Izin NIB (Nomor Induk Berusaha) Nomor NIB {NIB} ", [("nib", "ya", NIB)]),
        ({"licences": ["proses"]}, f"Izin NIB (Nomor Induk Berusaha) Nomor NIB {NIB} ", [("nib", "ya", NIB)]),
        ({"licences": ["nib", "proses"], **NO_NIB}, "Izin NIB sedang diurus Nomor NIB Tidak diisi ",
         [("nib", "proses", None)]),
        ({"licences": [], "nib": "proses"}, "Izin NIB sedang diurus Nomor NIB Tidak diisi ",
         [("nib", "proses", None)]),
        ({"licences": ["pirt"], **NO_NIB}, "Izin P-IRT Nomor NIB Tidak diisi ", [("pirt", "ya", None)]),
        ({"licences": [], "brand": "IDM000123456", **NO_NIB}, "Izin Merek terdaftar Nomor NIB Tidak diisi ",
         [("merek", "ya", "IDM000123456")]),
        ({"licences": [], "halal": "proses", **NO_NIB}, "Izin Sertifikat halal (sedang diurus) ",
         [("halal", "proses", None)]),
        ({"licences": ["none"], **NO_NIB}, "Izin Belum ada Nomor NIB Tidak diisi ", [("nib", "tidak", None)]),
        ({"licences": ["none"], "nib": "belum ada"}, "Izin Belum ada Nomor NIB Tidak diisi ",
         [("nib", "tidak", None)]),
        ({"licences": [], **NO_NIB}, "Izin Tidak diisi Nomor NIB Tidak diisi ", []),
        *(({"licences": [], "nib": no}, "Izin Belum ada Nomor NIB Tidak diisi ", [("nib", "tidak", None)])
          for no in ("belum ada", "Nihil", "tidak")),
        ({"licences": ["halal"], "nib": "belum ada"},
         "Izin NIB (Nomor Induk Berusaha) (belum ada), Sertifikat halal Nomor NIB Tidak diisi ",
         [("halal", "ya", None), ("nib", "tidak", None)]),
        ({"licences": [], "pirt": "tidak ada", **NO_NIB}, "Izin P-IRT (belum ada) Nomor NIB Tidak diisi ",
         [("pirt", "tidak", None)]),
        ({"licences": ["none"], "halal": "nihil", **NO_NIB},
         "Izin NIB (Nomor Induk Berusaha) (belum ada), Sertifikat halal (belum ada) ",
         [("halal", "tidak", None), ("nib", "tidak", None)]),
        ({"licences": ["proses"], "nib": "belum ada"}, "Izin NIB sedang diurus Nomor NIB Tidak diisi ",
         [("nib", "proses", None)]),
        ({"nib": "-"}, "Izin NIB (Nomor Induk Berusaha) Nomor NIB Tidak diisi ", [("nib", "ya", None)]),
        ({"licences": [], "nib": "-"}, "Izin Tidak diisi Nomor NIB Tidak diisi ", []),
    ],
)
def test_the_check_page_shows_the_papers_that_are_kept(client, session, answered, shown, kept):
    fill_in(client, izin=answered)
    assert shown in read_out(client.get("/daftar/periksa"))
    send(client)
    told = select(Licence.kind, Licence.status, Licence.number).order_by(Licence.kind)
    assert [tuple(row) for row in session.execute(told)] == kept


@pytest.mark.parametrize("answered", [{"licences": ["none"]}, {"licences": ["nib", "none"], **NO_NIB},
                                      {"licences": ["none", "proses"], **NO_NIB}])
def test_no_paper_beside_a_paper_is_asked_about_and_nothing_is_lost(client, answered):
    fill_in(client)
    response = answer(client, "izin", **answered)
    assert response.status_code == 422
    assert BOTH in read_out(response)
    sent = fields_of(response.text, address_of(response.text))
    assert {"none"} < set(sent["licences"]), "both are ticked, so that both are seen"
    assert sent["nib"] == ([""] if "nib" in answered else [NIB])


@pytest.mark.parametrize("none", ["belum ada", "tidak ada", "Nihil", "belum"])
@pytest.mark.parametrize(("box", "field"), [("nib", "nib"), ("pirt", "pirt"), ("merek", "brand")])
def test_a_ticked_paper_beside_the_words_that_there_is_none_is_asked_about(client, box, field, none):
    fill_in(client)
    response = answer(client, "izin", **{**NO_NIB, "licences": [box], field: none})
    sent = fields_of(response.text, address_of(response.text))
    assert (response.status_code, sent["licences"], sent[field]) == (422, [box], [none])
    assert "Izin ini Anda centang, tetapi di sini tertulis tidak ada." in read_out(response)


def test_a_nib_that_is_denied_in_words_is_shown_as_the_box_that_says_so(client):
    fill_in(client, izin={"licences": [], "nib": "belum ada"})
    shown = client.get("/daftar/izin").text
    assert fields_of(shown, address_of(shown))["licences"] == ["none"]


def test_a_number_that_cannot_be_read_is_seen_though_its_box_was_not_ticked(client):
    fill_in(client)
    response = answer(client, "izin", licences=[], nib="123")
    sent = fields_of(response.text, address_of(response.text))
    assert (response.status_code, sent["licences"], sent["nib"]) == (422, ["nib"], ["123"])


def test_the_check_page_masks_the_nik(client):
    fill_in(client)
    page = text(client.get("/daftar/periksa"))
    assert "1472014507800000" not in page.replace(" ", "")
    assert "14••••••••••0000" in page


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ({}, "Jenis usaha Kerupuk, keripik, dan peyek Nama resmi: Industri kerupuk, keripik, peyek, dan sejenisnya "
             "(KBLI 10794) "),
        ({"kbli": "lain"}, "Jenis usaha Tidak ada yang cocok. Petugas akan membantu "),
    ],
)
def test_the_check_page_shows_the_activity_in_the_words_that_were_chosen(client, answered, shown):
    fill_in(client, jenis=answered)
    assert shown in read_out(client.get("/daftar/periksa"))


def test_a_business_described_anew_is_asked_its_kind_again_and_only_that(client, session):
    fill_in(client)
    told = client.post("/daftar/usaha?kembali=periksa", data={**ANSWERS["usaha"], "activity": "bengkel motor"})
    assert told.headers["Location"] == "/daftar/jenis?kembali=periksa"
    page = client.get(told.headers["Location"]).text
    sent = fields_of(page, address_of(page))
    assert "kbli" not in sent, "nothing is chosen beforehand"
    assert client.get("/daftar/periksa").headers["Location"] == "/daftar/jenis"
    chosen = client.post(address_of(page), data={**sent, "kbli": "95320@2025"})
    assert chosen.headers["Location"] == "/daftar/periksa"
    assert "Bengkel motor" in read_out(client.get("/daftar/periksa"))
    send(client)
    business = session.scalars(select(Business)).one()
    assert (business.activity, business.kbli, business.sector) == ("bengkel motor", "95320", "jasa")


@pytest.mark.parametrize("again", [" Keripik  SINGKONG", "Kripik singkong", "Keripik singkong pedas"])
def test_the_chosen_kind_stays_while_the_words_mean_the_same(client, again):
    fill_in(client)
    data = {**ANSWERS["usaha"], "activity": again, "start_date": "2018"}
    assert client.post("/daftar/usaha?kembali=periksa", data=data).headers["Location"] == "/daftar/periksa"
    assert "Kerupuk, keripik, dan peyek" in read_out(client.get("/daftar/periksa"))


def test_a_draft_of_before_shows_the_official_title(client, session):
    fill_in(client)
    draft = session.scalars(select(Draft)).one()
    draft.answers = {**draft.answers, "jenis": {"kbli": "10794@2025"}}
    session.commit()
    title = "Jenis usaha Industri kerupuk, keripik, peyek, dan sejenisnya KBLI 10794 "
    assert title in read_out(client.get("/daftar/periksa"))


def account_of(app, client, number, phone, password="perahu lancang kuning"):
    """The client makes the account it may make, and signs in."""
    client.post(f"/daftar/sandi/{number}", data={"password": password, "password_confirm": password})
    assert client.post("/masuk", data={"email": phone, "password": password}).status_code == 302


def test_typing_a_strangers_nik_first_gives_nothing_of_theirs(app, session):
    attacker, victim = app.test_client(), app.test_client()
    taken = registered_number(attacker, pemilik={"owner_name": "Penyerang", "phone": "081300991111"},
                              usaha={"business_name": "Palsu"})
    account_of(app, attacker, taken, "081300991111")
    number = registered_number(victim)
    assert number not in text(attacker.get("/usaha"))
    assert attacker.get(f"/usaha/{number}").status_code == 404
    assert session.scalar(select(func.count()).select_from(Owner)) == 2
    assert "Siti Aminah" in text(victim.get(f"/bukti/{number}/cetak"))


def test_typing_a_known_nik_tells_and_changes_nothing(app, client, session):
    person = signed_in(app, "dinas", area_code=None)
    known = registered_number(person)
    stranger = app.test_client()
    number = registered_number(stranger, pemilik={"owner_name": "Iseng", "phone": "081300992222"},
                               usaha={"business_name": "Lain"}, izin={"nib": "9120001234567"})
    done = text(stranger.get(f"/daftar/selesai/{number}"))
    assert "Buat kata sandi" in done, "a missing offer would tell that the NIK is known"
    proof = text(stranger.get(f"/bukti/{number}/cetak"))
    assert "Iseng" in proof
    assert "Siti Aminah" not in proof
    owner = session.scalars(select(Business).where(Business.number == known)).one().owner
    session.refresh(owner)
    assert (owner.name, owner.other_phones) == ("Siti Aminah", None)
    assert session.scalars(select(Licence.number).where(Licence.owner_id == owner.id)).all() == ["0220001234567"]
    page = text(person.get(f"/verifikasi/{number}"))
    assert "NIK ini sudah tercatat untuk pemilik lain" in page


def test_agreeing_on_paper_shows_nobody_the_business_of_whoever_has_the_nik(app, session):
    attacker, officer = app.test_client(), signed_in(app, "dinas", area_code=None)
    taken = registered_number(attacker, pemilik={"owner_name": "Siti Aminah", "phone": "081300991111"},
                              usaha={"business_name": "Palsu"})
    account_of(app, attacker, taken, "081300991111")
    row = session.scalars(select(Business)).one()
    approved = officer.post("/verifikasi", data={"chosen": f"{row.id}:{row.version}", "reason": "sesuai daftar RT"})
    assert "1 data disetujui" in text(approved)
    number = registered_number(officer)
    assert number not in text(attacker.get("/usaha"))
    assert attacker.get(f"/usaha/{number}").status_code == 404


def test_a_held_nik_under_another_name_is_told_at_the_desk(app, session):
    stranger, officer = app.test_client(), signed_in(app, "dinas", area_code=None)
    taken = registered_number(stranger, pemilik={"owner_name": "Rahmat Hidayat", "phone": "081300991111"})
    account_of(app, stranger, taken, "081300991111")
    row = session.scalars(select(Business)).one()
    page = text(officer.get(f"/verifikasi/{taken}"))
    assert "NIK ini ditulis sendiri oleh pendaftar" in page
    officer.post(f"/verifikasi/{taken}/setujui", data={"version": row.version, "level": "visited"})
    assert "NIK ini ditulis sendiri oleh pendaftar" not in text(officer.get(f"/verifikasi/{taken}"))
    number = registered_number(officer)
    assert "NIK ini sudah tercatat untuk pemilik lain" in text(officer.get(f"/data/{number}"))
    assert stranger.get(f"/usaha/{number}").status_code == 404


def test_a_second_business_at_the_desk_joins_the_owner_without_a_word(app, session):
    officer = signed_in(app, "dinas", area_code=None)
    registered_number(officer)
    second = registered_number(officer, usaha={"business_name": "Jahit Siti"})
    assert "NIK ini sudah tercatat" not in text(officer.get(f"/data/{second}"))


def test_a_claimed_nik_counts_once_an_officer_saw_the_document(app, client, session):
    number = registered_number(client)
    owner = session.scalars(select(Owner)).one()
    assert (owner.nik_hash, owner.nik_claim is None) == (None, False)
    business = session.scalars(select(Business)).one()
    decide(session, Actor(None, "dinas", "web", "14.72"), business, "verify", expected_version=business.version,
           level="document")
    assert (owner.nik_hash is None, owner.nik_claim) == (False, None)
    assert number == business.number


def test_an_owner_adds_a_second_business_to_the_own_account(app, client, session):
    number = registered_number(client)
    account_of(app, client, number, "081200345678")
    second = registered_number(client, usaha={"business_name": "Jahit Siti", "activity": "jahit baju"},
                               jenis={"kbli": "lain"})
    home = text(client.get("/usaha"))
    assert number in home
    assert second in home
    assert session.scalar(select(func.count()).select_from(Owner)) == 1


def test_what_is_typed_of_the_owner_with_a_second_business_is_kept(app, client, session):
    number = registered_number(client)
    account_of(app, client, number, "081200345678")
    second = registered_number(client, pemilik={"owner_name": "Hj. Siti Aminah Lubis", "phone": "0853 7770 0011"})
    apart = registered_number(client, pemilik={"owner_name": "Sari Wulandari", "phone": "0853 7770 0022"})
    home = text(client.get("/usaha"))
    assert all(each in home for each in (number, second, apart))
    owners = session.execute(select(Owner.name, Owner.phone, Owner.other_phones).order_by(Owner.created_at)).all()
    assert [tuple(owner) for owner in owners] == [
        ("Siti Aminah", "+6281200345678", "+6285377700011"), ("Sari Wulandari", "+6285377700022", None)]
    page = read_out(signed_in(app, "dinas", area_code=None).get(f"/data/{second}"))
    assert "Hj. Siti Aminah Lubis" in page
    assert SAID_OTHERWISE in page


def test_a_draft_is_not_the_next_persons_on_the_same_computer(app):
    officer = signed_in(app, "dinas", area_code=None)
    begin(officer)
    answer(officer, "pemilik")
    officer.post("/keluar")
    assert officer.get("/daftar/pemilik").headers["Location"] == "/daftar"


def address_of(page):
    return page.split('action="')[1].split('"')[0].replace("&amp;", "&")


def code_of(page):
    return re.search(r"Kode lanjut Anda: (?:<[^>]+>)?([\w-]{7})", page).group(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_older_of_two_tabs_keeps_what_was_typed_until_its_registration_is_opened(client, scripts):
    headers = {"X-Lanjut": "1"} if scripts else {}
    begin(client)
    answer(client, "pemilik")
    shown = text(client.get("/daftar/usaha"))
    begin(client)
    told = client.post(address_of(shown), data=ANSWERS["usaha"], headers=headers)
    said = told.json["message"] if scripts else text(told)
    assert "Di peramban ini sudah dimulai pendaftaran lain. Jawaban di layar ini belum hilang" in said
    if not scripts:
        assert "keripik singkong" in said
        assert address_of(said) == address_of(shown)
    client.post("/daftar/lanjut", data={"phone": "081200345678", "code": code_of(shown)})
    assert client.post(address_of(shown), data=ANSWERS["usaha"]).headers["Location"] == "/daftar/jenis"


def token_of(page):
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


@pytest.fixture
def guarded(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    client.post("/daftar", data={"csrf_token": token_of(text(client.get("/daftar")))})
    return client


def test_a_cookie_lost_without_scripts_keeps_the_first_page_and_begins_again(guarded):
    shown = text(guarded.get("/daftar/pemilik"))
    guarded.delete_cookie("session")
    told = guarded.post(address_of(shown), data={**ANSWERS["pemilik"], "csrf_token": token_of(shown)})
    page = text(told)
    assert told.status_code == 422
    assert "Jawaban di layar ini belum hilang. Tekan tombolnya sekali lagi" in page
    assert 'value="Siti Aminah"' in page
    sent = guarded.post(address_of(page), data={**ANSWERS["pemilik"], "csrf_token": token_of(page)})
    assert sent.headers["Location"] == "/daftar/usaha"


def test_a_cookie_lost_without_scripts_keeps_a_later_page_until_phone_and_code_are_given(guarded):
    shown = text(guarded.get("/daftar/pemilik"))
    guarded.post(address_of(shown), data={**ANSWERS["pemilik"], "csrf_token": token_of(shown)})
    shown = text(guarded.get("/daftar/usaha"))
    guarded.delete_cookie("session")
    page = text(guarded.post(address_of(shown), data={**ANSWERS["usaha"], "csrf_token": token_of(shown)}))
    assert "keripik singkong" in page
    assert "Sesi Anda habis. Jawaban di layar ini belum hilang" in page
    given = {"phone": "081200345678", "code": code_of(shown), "csrf_token": token_of(page)}
    assert guarded.post("/daftar/lanjut", data=given).headers["Location"] == "/daftar/usaha"
    sent = guarded.post(address_of(page), data={**ANSWERS["usaha"], "csrf_token": token_of(page)})
    assert sent.headers["Location"] == "/daftar/jenis"


def test_a_cookie_lost_without_scripts_keeps_the_list_of_activities_and_the_choice(guarded):
    shown = text(guarded.get("/daftar/pemilik"))
    guarded.post(address_of(shown), data={**ANSWERS["pemilik"], "csrf_token": token_of(shown)})
    guarded.post("/daftar/usaha", data={**ANSWERS["usaha"], "csrf_token": token_of(shown)})
    shown = text(guarded.get("/daftar/jenis"))
    listed = choices_of(shown)
    assert len(listed) > 2
    guarded.delete_cookie("session")
    sent = {**fields_of(shown, address_of(shown)), **ANSWERS["jenis"]}
    for _ in range(2):  # and again, for who presses the button before going for phone and code
        page = text(guarded.post(address_of(shown), data=sent))
        assert choices_of(page) == listed
        assert 'value="10794@2025" checked' in page
        sent = {**fields_of(page, address_of(page)), **ANSWERS["jenis"]}


def test_what_the_list_of_activities_was_made_from_is_kept_only_once(client, session):
    fill_in(client, jenis={"words": "jahit baju"})
    answers = session.scalars(select(Draft)).one().answers
    assert "words" not in answers["jenis"]
    assert "jahit" not in text(client.get("/daftar/jenis"))


def choices_of(page):
    """The list's values and words, in order."""
    return re.findall(r'<input type="radio"[^>]* value="([^"]+)"[^>]*>\s*<label[^>]*>([^<]+)</label>', page)


def test_a_page_open_too_long_without_scripts_is_shown_again_in_words(guarded):
    shown = text(guarded.get("/daftar/pemilik"))
    told = guarded.post(address_of(shown), data={**ANSWERS["pemilik"], "csrf_token": "old"})
    page = text(told)
    assert 'value="Siti Aminah"' in page
    assert "Halaman ini terlalu lama terbuka" in page
    assert "CSRF" not in page
    guarded.delete_cookie("session")
    assert guarded.post("/daftar/periksa", data={"true": "y"}).headers["Location"] == "/daftar"
    code = guarded.post("/daftar/lanjut", data={"phone": "081200345678", "code": "ABC-DEF"})
    assert 'value="ABC-DEF"' in text(code)


def test_a_draft_begun_while_signed_in_asks_for_that_account_and_names_nobody(app):
    owner = person(app, "owner", name="Ratna Dewi")
    first, second = app.test_client(), app.test_client()
    sign_in(first, owner.phone)
    begin(first)
    answer(first, "pemilik")
    given = {"phone": "081200345678", "code": code_of(text(first.get("/daftar/usaha")))}
    told = second.post("/daftar/lanjut", data=given)
    assert told.headers["Location"] == "/masuk?next=/daftar/lanjut"
    page = text(second.get(told.headers["Location"]))
    assert "Masuk dulu dengan akun yang dipakai waktu itu" in page
    assert "Ratna" not in page
    sign_in(second, owner.phone)
    assert second.post("/daftar/lanjut", data=given).headers["Location"] == "/daftar/usaha"


@pytest.mark.parametrize("nothing", ["-", "0", "  "])
def test_a_placeholder_is_no_nik(client, nothing):
    begin(client)
    response = answer(client, "pemilik", nik=nothing)
    assert response.status_code == 422
    assert "Isi NIK, atau pilih alasannya di bawah." in text(response)


def test_nobody_at_work_is_asked_again(client):
    begin(client)
    for page in ("pemilik", "usaha", "jenis", "tempat"):
        answer(client, page)
    assert answer(client, "angka", workers_male="0", workers_female="").status_code == 422


def test_a_new_owner_makes_a_password_and_signs_in_by_phone(client):
    number = registered_number(client)
    chosen = {"password": "perahu lancang kuning", "password_confirm": "perahu lancang kuning"}
    assert client.post(f"/daftar/sandi/{number}", data=chosen).status_code == 302
    signed = client.post("/masuk", data={"identity": "0812-0034-5678", "email": "0812-0034-5678",
                                         "password": chosen["password"]})
    assert signed.status_code == 302
    assert number in text(client.get("/usaha"))


def test_drafts_are_ciphertext_at_rest(client, session):
    begin(client)
    answer(client, "pemilik")
    raw = session.connection().exec_driver_sql("SELECT answers FROM draft").scalar()
    assert b"Siti" not in bytes(raw)
    assert session.scalars(select(Draft)).one().answers["pemilik"]["owner_name"] == "Siti Aminah"


def test_a_page_without_a_draft_leads_to_the_start_and_says_why(client):
    answered = client.get("/daftar/tempat")
    assert answered.headers["Location"] == "/daftar"
    assert "Sesi Anda habis. Lanjutkan dengan nomor HP dan kode lanjut Anda" in text(client.get("/daftar"))


def test_a_cookie_lost_on_the_way_keeps_what_is_on_the_screen(client):
    begin(client)
    answer(client, "pemilik")
    shown = text(client.get("/daftar/usaha"))
    code = code_of(shown)
    address = shown.split('action="')[1].split('"')[0].replace("&amp;", "&")
    client.delete_cookie("session")
    by_script = {"X-Lanjut": "1"}
    told = client.post(address, data=ANSWERS["usaha"], headers=by_script)
    assert (told.status_code, told.json["code"]) == (401, "session-lost")
    assert "Jawaban di layar ini belum hilang" in told.json["message"]
    assert told.json["link"] == "/daftar/lanjut"
    client.post(told.json["link"], data={"phone": "081200345678", "code": code})
    assert client.post(address, data=ANSWERS["usaha"], headers=by_script).json == {"next": "/daftar/jenis"}


def test_a_cookie_lost_on_the_first_page_loses_nothing(client, session):
    begin(client)
    shown = text(client.get("/daftar/pemilik"))
    address = shown.split('action="')[1].split('"')[0].replace("&amp;", "&")
    client.delete_cookie("session")
    told = client.post(address, data=ANSWERS["pemilik"], headers={"X-Lanjut": "1"})
    assert told.json == {"next": "/daftar/usaha"}
    assert "Jawaban halaman pertama sudah disimpan lagi" in text(client.get("/daftar/usaha"))
    assert next(draft.answers for draft in session.scalars(select(Draft)) if draft.answers)["pemilik"]


def test_beginning_again_is_counted_as_beginning_is(app, client):
    app.config["RATELIMIT_ENABLED"] = True
    answers = []
    for _ in range(302):
        client.delete_cookie("session")
        answers.append(client.post("/daftar/pemilik", data={}).status_code)
    assert (answers[:300], answers[300:]) == ([422] * 300, [429] * 2)


def test_pages_cannot_be_skipped_by_the_check(client):
    begin(client)
    answer(client, "pemilik")
    assert client.get("/daftar/periksa").headers["Location"] == "/daftar/usaha"
