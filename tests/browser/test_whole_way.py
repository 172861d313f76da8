"""The main job, end to end: a phone registration and two real survey lists go in, a report comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from digiloka import sealing
from digiloka.database import transaction
from digiloka.jobs import queue
from digiloka.tasks.running import run, worker_for
from tests.answers import ANSWERS
from tests.people import PASSWORD, added
from tests.phone import NEXT, register, walk

pytestmark = pytest.mark.needs("chromium")

VILLAGE = "Teluk Binjai, Dumai Timur"


@pytest.fixture
def working(app, settings):
    """Jobs run where they are woken, so that a page's next look finds them done."""
    app.config["RATELIMIT_ENABLED"] = False
    sealing.use(sealing.load_or_create(settings.keys_file))
    worker = worker_for(settings)
    queue.use(lambda: queue.connect(settings, lambda job_id: run(worker, job_id), immediate=True))


@pytest.fixture
def officer(app):
    with app.app_context(), transaction() as session:
        return added(session, "dinas").email


def sign_in(page, live_server, identity):
    page.goto(f"{live_server}/masuk")
    page.fill("input[name=email]", identity)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"^(?!.*/masuk).*$"))


def upload(desk, live_server, path: Path):
    """Upload a file for one kelurahan, look at the plan, apply it; returns how many businesses were new."""
    desk.goto(f"{live_server}/impor/baru")
    desk.set_input_files("input[type=file]", str(path))
    desk.select_option("#area", label=VILLAGE)
    desk.click("text=Unggah dan periksa")
    desk.wait_for_url(re.compile(r"/impor/[0-9a-f-]{36}$"))
    desk.wait_for_selector("text=Siap dimasukkan")
    button = desk.locator("button.primary:has-text('Masukkan')")
    new = int(re.sub(r"\D", "", button.inner_text()))
    desk.screenshot(path=SHOTS / f"rencana-{path.stem}.png", full_page=False)
    button.click()
    desk.wait_for_selector("text=Sudah masuk")
    return new


SHOTS = Path("build/screenshots")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_person_registers_on_a_phone(working, live_server, page, bare_page, screenshots, scripts):
    phone = page if scripts else bare_page
    number = register(phone, live_server)
    assert number.startswith("1472-")
    assert "Menunggu diperiksa" in phone.inner_text("main")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.screenshot(path=screenshots / f"selesai-{'js' if scripts else 'tanpa-js'}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_changed_mind_leaves_nothing_stale_behind(working, live_server, page, screenshots, width):
    page.set_viewport_size({"width": width, "height": 800})
    walk(page, live_server, 6)
    page.check("input[value=nib]")
    page.fill("#nib", "0220001234567")
    page.check("input[value=none]")
    page.screenshot(path=screenshots / f"izin-belum-ada-{width}.png", full_page=True)
    page.click(NEXT)
    page.wait_for_url("**/daftar/periksa")
    assert re.search(r"Izin\s+Belum ada", page.inner_text("main"))
    assert "0220001234567" not in page.inner_text("main")
    page.click("a[href*='/daftar/usaha?']")
    page.fill("#activity", "bengkel motor")
    page.click(NEXT)
    page.wait_for_url("**/daftar/jenis?kembali=periksa")
    assert page.locator("input[name=kbli]:checked").count() == 0
    page.screenshot(path=screenshots / f"jenis-lagi-{width}.png", full_page=True)
    page.check("input[name=kbli] >> nth=0")
    page.click(NEXT)
    page.wait_for_url("**/daftar/periksa")
    assert "Bengkel motor" in page.inner_text("main")
    page.screenshot(path=screenshots / f"periksa-lagi-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_no_paper_beside_a_number_is_asked_about(working, live_server, bare_page, screenshots, width):
    bare_page.set_viewport_size({"width": width, "height": 800})
    walk(bare_page, live_server, 6)
    bare_page.check("input[value=nib]")
    bare_page.fill("#nib", "0220001234567")
    bare_page.uncheck("input[value=nib]")
    bare_page.check("input[value=none]")
    bare_page.click(NEXT)
    bare_page.wait_for_selector("text=Anda mengisi izin dan juga")
    assert bare_page.is_visible("#nib"), "the number is seen again"
    assert bare_page.input_value("#nib") == "0220001234567"
    bare_page.screenshot(path=screenshots / f"izin-keduanya-{width}.png", full_page=True)


def test_a_lost_cookie_is_said_and_the_registration_goes_on_where_it_was(working, live_server, page, screenshots):
    page.goto(f"{live_server}/daftar")
    page.click("text=Mulai daftar")
    page.wait_for_url("**/daftar/pemilik")
    page.context.clear_cookies()  # the browser forgot, on the first page: what was typed begins the registration again
    for name in ("owner_name", "nik", "phone"):
        page.fill(f"#{name}", ANSWERS["pemilik"][name])
    page.check("#consent")
    page.click(NEXT)
    page.wait_for_url("**/daftar/usaha")
    page.screenshot(path=screenshots / "sesi-habis-awal-360.png", full_page=True)
    code = re.search(r"Kode lanjut Anda: (\S+)", page.inner_text("main")).group(1)
    page.context.clear_cookies()  # and on a later page: it stays, and leads to phone and code in a tab of its own
    page.fill("#business_name", "Warung Bu Siti")
    page.fill("#activity", "keripik singkong")
    page.click(NEXT)
    page.wait_for_selector("text=Sesi Anda habis")
    page.screenshot(path=screenshots / "sesi-habis-360.png", full_page=True)
    assert page.input_value("#business_name") == "Warung Bu Siti"
    with page.context.expect_page() as opened:
        page.click("a:has-text('Lanjutkan pendaftaran')")
    tab = opened.value
    tab.fill("#phone", ANSWERS["pemilik"]["phone"])
    tab.fill("#code", code)
    tab.click("main button[type=submit]")
    tab.wait_for_url("**/daftar/usaha")
    page.click(NEXT)
    page.wait_for_url("**/daftar/jenis")


def test_a_password_made_after_registering_leads_to_signing_in_with_it(working, live_server, page, screenshots):
    register(page, live_server)
    page.click("a:has-text('Buat kata sandi')")
    for name in ("password", "password_confirm"):
        page.fill(f"#{name}", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/masuk")
    assert "Kata sandi sudah disimpan" in page.inner_text("main")
    page.screenshot(path=screenshots / "sandi-disimpan-360.png", full_page=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_who_registers_signed_out_signs_in_and_says_that_it_is_theirs(
    working, app, live_server, page, bare_page, screenshots, scripts
):
    phone = page if scripts else bare_page
    with app.app_context(), transaction() as session:
        added(session, "owner", phone=ANSWERS["pemilik"]["phone"])
    number = register(phone, live_server)
    phone.screenshot(path=screenshots / "selesai-punya-akun-360.png", full_page=True)
    phone.click("main a:has-text('Masuk')")
    phone.fill("input[name=email]", ANSWERS["pemilik"]["phone"])
    phone.fill("input[name=password]", PASSWORD)
    phone.click("main button[type=submit]")
    phone.wait_for_url("**/usaha")
    assert "Apakah usaha ini milik Anda?" in phone.inner_text("main")
    phone.screenshot(path=screenshots / "milik-anda-360.png", full_page=True)
    phone.click("text=Ya, tambahkan ke akun saya")
    phone.wait_for_selector("text=Usaha ditambahkan ke akun Anda")
    assert f"Nomor {number}" in phone.inner_text("main")
    assert "Apakah usaha ini milik Anda?" not in phone.inner_text("main")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_officer_finds_a_business_by_nik_and_no_address_holds_it(
    working, live_server, page, open_context, officer, screenshots, width
):
    register(page, live_server)
    desk = open_context({"viewport": {"width": width, "height": 800}}).new_page()
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    sign_in(desk, live_server, officer)
    nik = ANSWERS["pemilik"]["nik"].replace(" ", "")
    for typed, words in [(nik, "Warung Bu Siti"), ("1472015111800000", "Tidak ada usaha dengan NIK ini"),
                         (nik[:15], "NIK harus 16 angka")]:
        desk.goto(f"{live_server}/data")
        desk.fill("#q", typed)
        desk.click("text=Terapkan")
        desk.wait_for_selector(f"main >> text={words}")
        desk.screenshot(path=screenshots / f"cari-{words.split()[0].lower()}-{width}.png", full_page=True)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert desk.input_value("#q") == (typed if len(typed) == 15 else "")
    assert any("cari=" in url for url in asked)
    assert not [url for url in asked if nik[:15] in url or "1472015111800000" in url]


@pytest.mark.needs("shared")
def test_two_survey_lists_and_a_registration_come_out_in_the_report(
    working, live_server, page, desk, officer, shared, screenshots, tmp_path
):
    register(page, live_server)
    sign_in(desk, live_server, officer)
    new = sum(
        upload(desk, live_server, shared / "surveys" / name)
        for name in ("samirono_data_umkm_2026.xlsx", "kaltim_ikm_unit_in_header_rp000.xlsx")
    )
    assert new == 33 + 1470
    desk.goto(f"{live_server}/laporan")
    desk.screenshot(path=screenshots / "laporan-1280.png", full_page=True)
    assert f"{new + 1:,}".replace(",", ".") in desk.inner_text(".stats")
    with desk.expect_download() as waiting:
        desk.click("text=Unduh Excel")
    path = tmp_path / "rekap.xlsx"
    waiting.value.save_as(path)
    book = load_workbook(path, read_only=True)
    total = next(row for row in book["R1"].iter_rows(values_only=True) if row[1] == "Jumlah")
    # The title of the first list names a village of another city, so its rows wait for their kelurahan.
    assert "kelurahannya belum diketahui\n33" in desk.inner_text(".stats")
    *scales, umkm, large = total[2:]
    assert sum(scales) == umkm
    assert umkm + large == new + 1 - 33


@pytest.mark.needs("shared")
def test_an_import_is_taken_back_from_its_page(working, live_server, desk, officer, shared):
    sign_in(desk, live_server, officer)
    upload(desk, live_server, shared / "surveys" / "samirono_data_umkm_2026.xlsx")
    desk.click("text=Batalkan impor ini")
    desk.click("button:has-text('Batalkan impor')")
    desk.wait_for_selector("text=Impor ini sudah dibatalkan")
    desk.goto(f"{live_server}/data")
    assert "0 usaha" in desk.inner_text("main") or "Belum ada" in desk.inner_text("main")
