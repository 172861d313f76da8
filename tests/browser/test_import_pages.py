"""An officer's way through a survey file: dropped, followed, put right, taken in, taken back."""

from __future__ import annotations

import base64
import gzip
import re
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from digiloka import sealing
from digiloka.database import db
from digiloka.jobs import queue
from digiloka.tasks.running import run, worker_for
from digiloka.values.refusal import Refused
from tests.browser.conftest import DESK, PHONE
from tests.people import PASSWORD, person
from tests.records import nik
from tests.surveying import office, row, survey

pytestmark = pytest.mark.needs("chromium")

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def faulty(count):
    """A list in which every kind of small fault stands somewhere."""
    marks = {7: {"nik": "14720145078000"}, 11: {"village": "Teluk Binjay"}, 13: {"phone": "0812"},
             17: {"owner": None, "name": None}, 19: {"nib": "220001200000"}}  # fmt: skip
    rows = []
    for number in range(count):
        changed = {}
        for step, told in marks.items():
            if number % step == step // 2:
                changed |= told
        rows.append(row(number, **changed))
    return survey(*rows)


@pytest.fixture
def later(app, settings):
    """Jobs wait until `later()` runs them, as a worker beside the pages would."""
    app.config["RATELIMIT_ENABLED"] = False
    sealing.use(sealing.load_or_create(settings.keys_file))
    worker, woken = worker_for(settings), []
    queue.use(lambda: queue.connect(settings, woken.append, immediate=True))

    def work():
        while woken:
            run(worker, woken.pop(0))

    return work


@pytest.fixture
def working(later, monkeypatch):
    """Jobs run as soon as they are woken."""
    wake = queue.wake
    for place in ("import_door", "import_upload"):
        monkeypatch.setattr(f"digiloka.web.{place}.wake", lambda job_id: (wake(job_id), later()))


def signed_in(app, live_server, page, role="dinas", **more):
    page.goto(f"{live_server}/masuk")
    page.fill("input[name=email]", person(app, role, **more).email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"^(?!.*/masuk).*$"))
    return page


def choose(page, live_server, data, name="survei.xlsx"):
    page.goto(f"{live_server}/impor/baru")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def upload(page, live_server, data):
    choose(page, live_server, data)
    page.click("text=Unggah dan periksa")
    page.wait_for_selector("text=Baris demi baris")
    return page.url.partition("?")[0].partition("#")[0]


def looks_right(page, screenshots, name):
    """No fault that axe sees, nothing wider than the screen, and a picture to look at."""
    width = page.viewport_size["width"]
    page.screenshot(path=screenshots / f"impor-{name}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == [], name


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["360", "1280"])
def test_every_page_of_a_file_can_be_read_and_reached(app, working, live_server, open_context, screenshots, device):
    page = signed_in(app, live_server, open_context(device).new_page())
    page.goto(f"{live_server}/impor/baru")
    looks_right(page, screenshots, "unggah")
    base = upload(page, live_server, faulty(120))
    looks_right(page, screenshots, "berkas")
    page.click(".faults a >> nth=1")
    page.wait_for_selector(".narrowed")
    page.locator(".sheet-row >> nth=0").scroll_into_view_if_needed()
    looks_right(page, screenshots, "saring")
    page.fill(".sheet-row input >> nth=0", "12")
    page.click("text=Simpan dan periksa lagi")
    page.wait_for_selector("text=Ada yang perlu diperbaiki")
    looks_right(page, screenshots, "salah")
    page.goto(f"{base}/kolom")
    looks_right(page, screenshots, "kolom")
    page.goto(f"{base}/isian")
    looks_right(page, screenshots, "isian")
    page.goto(base)
    page.click("button:has-text('Masukkan') >> nth=0")
    page.wait_for_selector("text=Sudah masuk")
    looks_right(page, screenshots, "masuk")
    page.click("text=Batalkan impor ini")
    looks_right(page, screenshots, "batalkan")
    page.click("button:has-text('Batalkan impor')")
    page.click("text=Lihat baris demi baris")
    page.wait_for_selector("text=Hasil pembatalan")
    looks_right(page, screenshots, "pembatalan")
    page.goto(f"{live_server}/impor")
    looks_right(page, screenshots, "riwayat")


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["360", "1280"])
def test_what_an_undoing_took_back_in_part_reads_the_same_everywhere(app, live_server, open_context, screenshots,
                                                                     device):
    with app.app_context():
        dumai = office(db.engine, app.config["SETTINGS"])
        dumai.apply(survey(row(0), row(1), row(2)))
        sent = survey(*(row(number, turnover=9_000_000, address="Jl. Pinang 1A") for number in range(2)),
                      row(2, turnover=9_000_000))
        batch_id = dumai.apply(sent).batch_id
        dumai.apply(survey(row(1, turnover=12_500_000, address="Jl. Pinang 1A"), row(2, turnover=12_500_000)))
        dumai.undo(batch_id)
        number = next(number for number, told in dumai.seen().items() if told[-1]["name"] == "Usaha Budi 2")
    page = signed_in(app, live_server, open_context(device).new_page())
    page.goto(f"{live_server}/impor/{batch_id}")
    looks_right(page, screenshots, "sebagian")
    assert page.is_visible("text=1 usaha dikembalikan, 1 dikembalikan sebagian, 1 tetap.")
    page.click("text=Lihat baris demi baris")
    page.wait_for_selector("text=Hasil pembatalan")
    looks_right(page, screenshots, "sebagian-baris")
    assert [card.text_content().split()[2] for card in page.locator("article h3").all()] == [
        "Dikembalikan", "Dikembalikan", "Tetap"]
    assert page.locator("text=Sudah dikembalikan: Alamat usaha.").count() == 1
    page.goto(f"{live_server}/impor")
    looks_right(page, screenshots, "sebagian-riwayat")
    page.goto(f"{live_server}/data/{number}")
    looks_right(page, screenshots, "sebagian-usaha")
    page.locator("ol.history").scroll_into_view_if_needed()
    page.screenshot(path=screenshots / f"impor-sebagian-usaha-{device['viewport']['width']}.png", full_page=True)
    assert page.locator("ol.history li li", has_text="Omzet").all_text_contents() == [
        "Angka: Omzet: Rp108.000.000 per tahun → Rp150.000.000 per tahun",
        "Angka: Omzet: Rp42.120.000 per tahun → Rp108.000.000 per tahun"]


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["360", "1280"])
def test_what_did_not_go_in_and_who_only_looks_on_are_told_why(app, working, live_server, open_context, screenshots,
                                                               device, monkeypatch):
    def refuse(*_args, **_more):
        raise Refused("area-outside", "Tempat usaha ini di luar wilayah Anda. Pilih kelurahan di wilayah Anda.")

    with app.app_context():
        dumai = office(db.engine, app.config["SETTINGS"])
        batch_id = dumai.plan(survey(row(0), row(1, village="Bukit Datuk"), row(3)), area="14.72.02.1002")
    monkeypatch.setattr("digiloka.tasks.importing.actions.apply", refuse)
    page = signed_in(app, live_server, open_context(device).new_page())
    page.goto(f"{live_server}/impor/{batch_id}")
    page.click("button:has-text('Masukkan') >> nth=0")
    page.wait_for_selector("text=Berkas ini belum jadi dimasukkan")
    looks_right(page, screenshots, "belum-jadi")
    below = signed_in(app, live_server, open_context(device).new_page(), "kelurahan", area_code="14.72.02.1002")
    below.goto(f"{live_server}/impor/{batch_id}")
    looks_right(below, screenshots, "hanya-lihat")
    apart = below.locator(".sheet-row", has_text="menyangkut wilayah lain")
    assert apart.count() == 1
    apart.scroll_into_view_if_needed()
    looks_right(below, screenshots, "hanya-lihat-baris")
    below.goto(f"{live_server}/impor")
    looks_right(below, screenshots, "hanya-lihat-riwayat")


def drop(page, selector, data, name="survei.xlsx"):
    """Let go of a file over an element, as a hand with a mouse does."""
    page.evaluate("""([selector, coded, name]) => {
      const bytes = Uint8Array.from(atob(coded), (sign) => sign.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name));
      const over = document.querySelector(selector);
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        over.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
      }
    }""", [selector, base64.b64encode(data).decode(), name])  # fmt: skip


def test_a_file_is_dropped_followed_put_right_taken_in_and_taken_back(
    app, later, live_server, desk, screenshots, tmp_path
):
    page = signed_in(app, live_server, desk)
    page.goto(f"{live_server}/impor/baru")
    drop(page, "h1", survey(row(0), row(1, nik="147201450780"), row(2, owner=None, name=None)), "kelurahan maju.xlsx")
    assert re.fullmatch(r"kelurahan maju\.xlsx \([\d,]+ MB\)", page.inner_text("[data-file-name]"))
    page.click("text=Unggah dan periksa")
    page.wait_for_selector("text=Berkas menunggu diperiksa")
    assert "Halaman ini boleh ditutup" in page.inner_text("[role=status]")
    threading.Timer(0.5, later).start()
    page.wait_for_selector("text=Baris demi baris")
    page.fill("input[name='c.1.1']", nik(1))
    page.fill("input[name='c.2.0']", "Rahmat Hidayat")
    assert page.inner_text("[data-touched]") == "2 sel diubah, belum disimpan"
    page.keyboard.press("Enter")
    page.wait_for_selector("progress")
    later()
    page.wait_for_selector("button:has-text('Masukkan 3 data')")
    with page.expect_download() as waiting:
        page.click("text=Unduh berkas asli")
    waiting.value.save_as(tmp_path / "asli.xlsx")
    assert load_workbook(tmp_path / "asli.xlsx")["Data"]["B5"].value == "147201450780"
    page.click("button:has-text('Masukkan 3 data')")
    page.wait_for_selector("text=Data sedang dimasukkan")
    later()
    page.wait_for_selector("text=3 usaha baru dan 0 diperbarui")
    page.click("text=Batalkan impor ini")
    page.click("button:has-text('Batalkan impor')")
    page.wait_for_selector("text=Impor sedang dibatalkan")
    later()
    page.click("text=Lihat baris demi baris")
    page.wait_for_selector("text=Hasil pembatalan")
    assert page.locator(".sheet-row .tag:has-text('Dikembalikan')").count() == 3


def test_without_scripts_the_same_way_is_walked(app, working, live_server, bare_page):
    page = signed_in(app, live_server, bare_page)
    base = upload(page, live_server, survey(row(0), row(1, nik="147201450780")))
    page.fill("input[name='c.1.1']", nik(1))
    page.click("text=Simpan dan periksa lagi")
    page.goto(f"{base}/kolom")
    page.select_option("#k9", "capital")
    page.click("text=Simpan dan periksa lagi")
    page.goto(base)
    page.click("button:has-text('Masukkan 2 data')")
    page.goto(base)
    assert "Sudah masuk" in page.inner_text("main")


def test_a_wrong_or_a_large_file_is_told_before_it_is_sent(app, later, live_server, page, settings):
    signed_in(app, live_server, page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    choose(page, live_server, b"%PDF-1.7", "surat.pdf")
    assert "bukan lembar kerja" in page.inner_text(".field.wrong .mistake")
    page.click("text=Unggah dan periksa")
    choose(page, live_server, b"", "kosong.xlsx")
    assert "Berkas ini kosong" in page.inner_text(".field.wrong .mistake")
    page.evaluate("document.querySelector('[data-survey]').dataset.most = 3")
    page.set_input_files("input[type=file]", {"name": "besar.xlsx", "mimeType": "x/x", "buffer": b"1234"})
    assert "terlalu besar" in page.inner_text(".field.wrong .mistake")
    page.click("text=Unggah dan periksa")
    assert not sent
    page.set_input_files("input[type=file]", {"name": "baik.csv", "mimeType": "x/x", "buffer": b"123"})
    assert page.locator(".mistake:visible").count() == 0


def test_typed_cells_stay_when_the_session_has_ended(app, working, live_server, page):
    signed_in(app, live_server, page)
    upload(page, live_server, survey(row(0), row(1, nik="147201450780")))
    page.fill("input[name='c.1.1']", "1472010101900001")
    page.context.clear_cookies()
    page.click("text=Simpan dan periksa lagi")
    page.wait_for_selector("text=Waktu masuk Anda habis")
    assert page.input_value("input[name='c.1.1']") == "1472010101900001"


def test_the_longest_pages_of_a_file_stay_within_the_bytes_of_an_office_page(app, working, live_server, desk):
    page = signed_in(app, live_server, desk)
    base = upload(page, live_server, faulty(300))
    for address in (base, f"{base}/kolom"):
        assert len(gzip.compress(page.request.get(address).body(), 6)) <= 60_000, address
