"""The layout, the macros and app.js in a real browser: with and without JavaScript, on a bad line, enlarged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests import sample_pages
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.needs("chromium")

SEND = "Simpan dan lanjut"
PATHS = [
    "/", "/bantuan", "/privasi", "/aksesibilitas", "/isian", "/isian-foto", "/daftar-contoh", "/proses", "/tidak-ada",
]
PRESSED = ".button, input:not([type=hidden]), select, textarea, summary"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def app() -> Any:
    return sample_pages.build()


def fill(page: Page) -> None:
    page.get_by_label("Nama lengkap").fill("Siti Aminah")
    page.get_by_label("Di rumah").check()
    page.get_by_label("Saya setuju").check()


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(v["id"], n["html"][:160]) for v in found for n in v["nodes"]]


# ---- looking and reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_has_an_accessibility_fault_or_is_wider_than_the_screen(
    live_server: str, open_context: Callable[..., BrowserContext], width: int, screenshots: Path
) -> None:
    page = open_context({"viewport": {"width": width, "height": 740}}).new_page()
    for path in PATHS:
        page.goto(live_server + path)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        page.screenshot(path=screenshots / f"sample{path.replace('/', '-')}-{width}.png", full_page=True)
    page.goto(live_server + "/isian")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_text_of_twice_the_size_still_fits_a_small_screen(
    live_server: str, open_context: Callable[..., BrowserContext], path: str
) -> None:
    page = open_context({"viewport": {"width": 320, "height": 640}}).new_page()
    page.goto(live_server + path)
    page.evaluate("document.documentElement.style.setProperty('font-size', '36px', 'important')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_what_is_pressed_is_large_enough(
    live_server: str, open_context: Callable[..., BrowserContext], device: dict[str, Any]
) -> None:
    page = open_context(device).new_page()
    for path in PATHS:
        page.goto(live_server + path)
        small = page.evaluate("""pressed => [...document.querySelectorAll(pressed)]
            .filter(e => e.checkVisibility()).map(e => {
              const box = (e.closest('.choice') || e).getBoundingClientRect();
              return [e.outerHTML.slice(0, 90), Math.round(box.height)];
            }).filter(([, height]) => height < 44)""", PRESSED)
        assert (path, small) == (path, [])


def test_the_keyboard_sees_where_it_is_and_can_skip_the_head(live_server: str, desk: Page) -> None:
    desk.goto(live_server + "/isian")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    expect(desk.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_be_focused()
    name = desk.get_by_label("Nama lengkap")
    name.focus()
    expect(name).to_have_css("outline-style", "solid")
    expect(name).to_have_css("box-shadow", re.compile(r"rgb\(255, 221, 0\)"))


def test_no_word_of_the_browser_itself_is_left_on_the_page(live_server: str, page: Page) -> None:
    page.goto(live_server + "/isian-foto")
    box = page.locator("input[type=file]")
    assert box.evaluate("e => getComputedStyle(e).opacity") == "0"
    expect(page.get_by_text("Pilih berkas")).to_be_visible()


def test_a_page_prints_without_what_only_a_screen_needs(live_server: str, desk: Page) -> None:
    desk.goto(live_server + "/daftar-contoh")
    desk.emulate_media(media="print")
    for hidden in (".filters", ".pages", ".foot", ".wide-nav", ".buttons >> nth=0"):
        expect(desk.locator(hidden)).to_be_hidden()
    expect(desk.get_by_text("Usaha menurut sektor").first).to_be_visible()


def test_a_short_table_is_shown_whole_and_a_long_one_scrolls_in_its_box(
    live_server: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context({"viewport": {"width": 360, "height": 200}}).new_page()
    page.goto(live_server + "/daftar-contoh")
    box = page.locator(".table-box:has(.figure-table)").first
    cut = "e => e.scrollHeight - e.clientHeight"
    assert box.evaluate("e => e.clientHeight") > 200
    assert box.evaluate(cut) <= 0
    box.evaluate("e => { const body = e.querySelector('tbody');"
                 " while (body.rows.length < 21) body.append(body.rows[0].cloneNode(true)); }")
    assert box.evaluate(cut) > 0


# ---- without JavaScript -------------------------------------------------------------------------------------


def test_a_form_works_without_javascript(live_server: str, bare_page: Page) -> None:
    bare_page.goto(live_server + "/isian")
    bare_page.get_by_label("Apa yang Anda jual?").fill("kerupuk cabe")
    bare_page.get_by_role("button", name=SEND).click()
    expect(bare_page.get_by_role("link", name="Isi nama lengkap")).to_be_visible()
    expect(bare_page.get_by_label("Apa yang Anda jual?")).to_have_value("kerupuk cabe")
    expect(bare_page.get_by_role("button", name="Ambil lokasi")).to_be_hidden()
    fill(bare_page)
    bare_page.get_by_role("button", name=SEND).click()
    expect(bare_page.get_by_role("heading", name="Selesai")).to_be_visible()


def test_a_choice_opens_its_own_question_without_javascript(live_server: str, bare_page: Page) -> None:
    bare_page.goto(live_server + "/isian")
    expect(bare_page.get_by_label("Mulai usaha")).to_be_hidden()
    bare_page.get_by_label("Kios").check()
    expect(bare_page.get_by_label("Mulai usaha")).to_be_visible()


# ---- sending ------------------------------------------------------------------------------------------------


def test_faults_come_back_into_the_same_page_and_the_summary_takes_focus(live_server: str, page: Page) -> None:
    page.goto(live_server + "/isian")
    page.get_by_role("button", name=SEND).click()
    expect(page.locator("[data-mistakes]")).to_be_focused()
    expect(page).to_have_title(re.compile("^Ada yang perlu diperbaiki: "))
    page.get_by_role("link", name="Isi nama lengkap").click()
    expect(page.get_by_label("Nama lengkap")).to_be_focused()
    fill(page)
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/selesai")


def test_a_lost_line_leaves_every_answer_on_the_screen(live_server: str, page: Page, app: Any) -> None:
    page.goto(live_server + "/isian")
    fill(page)
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text("Belum terkirim: HP atau komputer ini sedang tidak terhubung ke internet")).to_be_focused()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Siti Aminah")
    assert app.posts == []
    page.context.set_offline(False)
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/selesai")
    assert len(app.posts) == 1


NO_ANSWER = "Belum terkirim: sinyal lemah atau server sedang tidak menjawab. Jawaban Anda tetap ada di layar ini"
SERVER_AWAY = "Server sedang tidak menjawab. Jawaban Anda tetap ada di layar ini"
TROUBLE = "Sistem sedang bermasalah. Jawaban Anda tetap ada di layar ini"
OWN_WORDS = "Sistem sedang sibuk. Tunggu sebentar, lalu coba lagi. Data Anda aman"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, NO_ANSWER),  # nobody knows which of the two it is
        ({"status": 500, "body": "oops", "content_type": "text/html"}, TROUBLE),
        ({"status": 502, "body": "<html>bad gateway</html>", "content_type": "text/html"}, SERVER_AWAY),
        ({"status": 504, "body": ""}, SERVER_AWAY),
        ({"status": 503, "json": {"code": "busy", "message": OWN_WORDS}}, OWN_WORDS),
        ({"status": 200, "body": "x", "content_type": "text/plain"}, TROUBLE),
    ],
    ids=["no answer", "500", "502", "504", "503 of ours", "something else"],
)
def test_no_answer_and_a_server_in_trouble_are_told_apart(
    live_server: str, page: Page, answer: dict[str, Any] | None, words: str
) -> None:
    page.goto(live_server + "/isian")
    page.route("**/isian", lambda route: route.fulfill(**answer) if answer else route.abort("connectionrefused"))
    fill(page)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text(words)).to_be_focused()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Siti Aminah")
    expect(page.get_by_role("button", name=SEND)).to_be_enabled()


def test_a_server_that_is_away_when_the_token_is_renewed_is_not_called_a_sign_out(
    live_server: str, page: Page
) -> None:
    page.goto(live_server + "/isian")
    fill(page)
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'lama'")
    page.route("**/isian", lambda route: route.fulfill(status=502, body="bad gateway")
               if route.request.method == "GET" else route.continue_())
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text(SERVER_AWAY)).to_be_focused()


def test_an_impatient_thumb_sends_once(live_server: str, page: Page, app: Any) -> None:
    waiting: list[Route] = []
    page.goto(live_server + "/isian")
    page.route("**/isian", lambda route: waiting.append(route))
    fill(page)
    for _ in range(3):
        page.locator("main button.primary").click(force=True)
    expect(page.get_by_role("button", name="Menyimpan…")).to_be_visible()
    assert len(waiting) == 1
    waiting[0].continue_()
    page.wait_for_url("**/selesai")
    assert len(app.posts) == 1


def test_a_stale_token_is_renewed_without_asking_again(live_server: str, page: Page, app: Any) -> None:
    page.goto(live_server + "/isian")
    fill(page)
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'lama'")
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/selesai")
    assert app.posts[-1]["name"] == "Siti Aminah"


def test_an_ended_session_shows_the_way_in_and_keeps_the_answers(live_server: str, page: Page) -> None:
    page.goto(live_server + "/isian")
    fill(page)
    page.evaluate("document.querySelector('main form').setAttribute('action', '/habis')")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text("Waktu masuk Anda habis")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Masuk")).to_have_attribute("href", "/masuk")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Siti Aminah")


def test_a_chosen_photo_is_named_and_stays_chosen_when_something_else_is_wrong(live_server: str, page: Page) -> None:
    page.goto(live_server + "/isian-foto")
    photo = {"name": "warung.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" + bytes(20_000)}
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.get_by_text("warung.jpg (0,1 MB)")).to_be_visible()
    page.get_by_role("button", name=SEND).click()
    expect(page.locator("[data-mistakes]")).to_be_focused()
    assert page.locator("input[type=file]").evaluate("e => e.files[0].name") == "warung.jpg"


# ---- small comforts -----------------------------------------------------------------------------------------


def test_none_of_these_clears_the_others(live_server: str, page: Page) -> None:
    page.goto(live_server + "/isian")
    page.get_by_label("NIB").check()
    page.get_by_label("Belum ada").check()
    expect(page.get_by_label("NIB")).not_to_be_checked()
    page.get_by_label("PIRT").check()
    expect(page.get_by_label("Belum ada")).not_to_be_checked()


def test_what_a_choice_no_longer_shows_is_not_sent_and_comes_back_with_it(live_server: str, page: Page) -> None:
    sent = "new FormData(document.querySelector('main form')).get('started')"
    page.goto(live_server + "/isian")
    assert page.evaluate(sent) is None
    page.get_by_label("Kios").check()
    page.get_by_label("Mulai usaha").fill("2019")
    assert page.evaluate(sent) == "2019"
    page.get_by_label("Di rumah").check()
    assert page.evaluate(sent) is None
    page.get_by_role("button", name=SEND).click()
    expect(page.locator("[data-mistakes]")).to_be_focused()
    assert page.evaluate(sent) is None
    page.get_by_label("Kios").check()
    expect(page.get_by_label("Mulai usaha")).to_be_enabled()


@pytest.mark.parametrize(
    ("metres", "words"),
    [(18, "Lokasi didapat. Ketelitian sekitar 18 meter"), (20, "Lokasi didapat. Ketelitian sekitar 20 meter"),
     (45, "Ketelitian sekitar 45 meter. Masih mencari")],
)
def test_the_position_is_filled_in_with_its_accuracy(
    live_server: str, open_context: Callable[..., BrowserContext], metres: int, words: str
) -> None:
    where = {"latitude": 1.6665, "longitude": 101.4476, "accuracy": metres}
    page = open_context(PHONE, geolocation=where, permissions=["geolocation"]).new_page()
    page.goto(live_server + "/isian")
    page.get_by_role("button", name="Ambil lokasi").click()
    expect(page.get_by_text(words)).to_be_visible()
    found = [page.locator(f"#{name}").input_value() for name in ("lat", "lon", "accuracy")]
    assert found == ["1.666500", "101.447600", str(metres)]


def test_a_refused_position_does_not_stop_anybody(
    live_server: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(PHONE, permissions=[]).new_page()
    page.goto(live_server + "/isian")
    page.get_by_role("button", name="Ambil lokasi").click()
    expect(page.get_by_text("Izin lokasi belum diberikan. Anda tetap bisa lanjut")).to_be_visible()
    expect(page.get_by_role("button", name="Ambil lokasi")).to_be_enabled()


def test_progress_is_followed_until_it_ends(live_server: str, page: Page) -> None:
    page.goto(live_server + "/proses")
    expect(page.get_by_text("1 dari 3")).to_be_visible()
    assert page.locator("progress").evaluate("e => [e.value, e.max]") == [400, 1320]
    page.wait_for_url("**/selesai")


def test_the_content_policy_is_never_broken(live_server: str, page: Page) -> None:
    broken: list[str] = []
    page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((live_server, "data:")) else None)
    for path in PATHS:
        page.goto(live_server + path)
    assert (broken, outside) == ([], [])
