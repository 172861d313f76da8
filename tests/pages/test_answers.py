"""What every answer carries: safety headers, cache rules, words for faults, JSON for programs, formats."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import render_template_string
from flask.testing import FlaskClient

from digiloka.web.errors import WORDS
from tests import sample_pages

BY_SCRIPT = {"X-Lanjut": "1"}


@pytest.fixture(scope="module")
def samples() -> Any:
    app = sample_pages.build()
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def visitor(samples: Any) -> FlaskClient:
    return samples.test_client()


# ---- headers and caching ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/isian", "/tidak-ada", "/rusak", "/static/js/app.js"])
def test_every_answer_is_protected(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_strict_transport_is_asked_only_over_a_secure_line(visitor: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in visitor.get("/").headers
    assert "max-age=31536000" in visitor.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_a_page_is_never_stored_but_a_public_one_may_be_shown_again(visitor: FlaskClient) -> None:
    assert visitor.get("/isian").headers["Cache-Control"] == "no-store"
    assert visitor.get("/bantuan").headers["Cache-Control"] == "no-store", "the visitor has a session by now"
    visitor.delete_cookie("session")
    assert visitor.get("/bantuan").headers["Cache-Control"] == "private, no-cache"


def test_a_static_file_is_kept_for_ever_only_under_its_own_hash(samples: Any, visitor: FlaskClient) -> None:
    with samples.test_request_context():
        url = render_template_string("{{ static_url('css/digiloka.css') }}")
    assert re.fullmatch(r"/static/css/digiloka\.css\?v=[0-9a-f]{12}", url)
    assert "immutable" in visitor.get(url).headers["Cache-Control"]
    for other in ("/static/css/digiloka.css", "/static/css/digiloka.css?v=000000000000"):
        assert "immutable" not in visitor.get(other).headers["Cache-Control"]


def test_a_static_file_travels_compressed_to_who_takes_it(visitor: FlaskClient) -> None:
    plain = visitor.get("/static/js/app.js")
    small = visitor.get("/static/js/app.js", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert "Accept-Encoding" in small.headers["Vary"]


def test_a_static_name_cannot_leave_its_folder(samples: Any) -> None:
    with samples.test_request_context():
        assert "v=" not in render_template_string("{{ static_url('../setup.cfg') }}")


# ---- faults -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(WORDS))
def test_a_fault_is_a_page_in_words(visitor: FlaskClient, status: int) -> None:
    answer = visitor.get(f"/henti/{status}")
    assert answer.status_code == status
    assert '<html lang="id">' in answer.text
    assert WORDS[status][1] in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("headers", [BY_SCRIPT, {"Accept": "application/json"}])
def test_a_fault_is_json_for_who_wants_it(visitor: FlaskClient, headers: dict[str, str]) -> None:
    answer = visitor.get("/henti/404", headers=headers)
    assert answer.status_code == 404
    assert answer.json == {"code": "not-found",
                           "message": "Halaman ini tidak ada. Periksa alamatnya atau kembali ke Beranda"}


def test_a_status_without_words_of_its_own_still_gets_a_page(visitor: FlaskClient) -> None:
    answer = visitor.get("/henti/418")
    assert (answer.status_code, "Isian belum dapat dibaca" in answer.text) == (418, True)


def test_our_own_fault_tells_a_reference_and_keeps_the_cause_out_of_page_and_log(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = visitor.get("/rusak")
    assert answer.status_code == 500
    reference = re.search(r"<b>([0-9A-F]{6})</b>", answer.text)
    assert reference
    assert reference.group(1) in caplog.text
    assert "KeyError" in caplog.text
    for told in (answer.text, caplog.text):
        assert "1472010101900001" not in told


def test_a_refusal_nobody_caught_is_told_in_its_own_words(visitor: FlaskClient) -> None:
    answer = visitor.get("/tolak")
    assert answer.status_code == 422
    assert "NIK harus 16 angka. Anda mengisi 15 angka" in answer.text


def test_a_body_over_the_limit_is_told_so(visitor: FlaskClient) -> None:
    answer = visitor.post("/isian", data={"name": "x" * 60_000})
    assert (answer.status_code, "Berkas terlalu besar" in answer.text) == (413, True)


def test_a_stale_token_asks_to_load_the_page_again() -> None:
    visitor = sample_pages.build().test_client()
    assert "terlalu lama terbuka" in visitor.post("/isian", data={}).text
    assert visitor.post("/isian", data={}, headers=BY_SCRIPT).json["code"] == "csrf"


def test_the_wrong_method_says_which_is_right(visitor: FlaskClient) -> None:
    answer = visitor.post("/bantuan")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


# ---- sent by script -----------------------------------------------------------------------------------------

WHOLE = {"name": "Siti", "place": "rumah", "agree": "y", "area": ""}


def test_a_redirect_becomes_the_next_page_for_the_script_only(visitor: FlaskClient) -> None:
    assert visitor.post("/isian", data=WHOLE).headers["Location"] == "/selesai"
    answer = visitor.post("/isian", data=WHOLE, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json) == (200, {"next": "/selesai"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


def test_a_page_with_faults_goes_through_to_the_script(visitor: FlaskClient) -> None:
    answer = visitor.post("/isian", data={**WHOLE, "name": ""}, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert "Isi nama lengkap" in answer.text


def test_an_ended_session_keeps_the_page_instead_of_leaving_it(visitor: FlaskClient) -> None:
    answer = visitor.post("/habis", headers=BY_SCRIPT)
    assert answer.status_code == 401
    assert answer.json["link"] == "/masuk"
    assert "belum hilang" in answer.json["message"]


# ---- pages are whole HTML -----------------------------------------------------------------------------------


class Controls(HTMLParser):
    """Which controls and labels stand on a page, and which ids occur."""

    def __init__(self) -> None:
        super().__init__()
        self.controls: list[dict[str, str | None]] = []
        self.labelled: set[str | None] = set()
        self.ids: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "h1"
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.labelled.add(given.get("for"))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.controls.append(given)


@pytest.mark.parametrize(
    ("path", "form"),
    [("/", None), ("/bantuan", None), ("/privasi", None), ("/aksesibilitas", None), ("/isian", None),
     ("/isian", {"name": ""}), ("/isian-foto", {"name": ""}), ("/daftar-contoh", None), ("/tidak-ada", None)],
)
def test_a_page_names_its_controls_and_repeats_no_id(visitor: FlaskClient, path: str, form: dict | None) -> None:
    text = (visitor.post(path, data=form) if form else visitor.get(path)).text
    page = Controls()
    page.feed(text)
    unnamed = [c for c in page.controls if c.get("id") not in page.labelled and not c.get("aria-label")]
    assert unnamed == []
    assert sorted(page.ids) == sorted(set(page.ids))
    if path != "/daftar-contoh":  # every macro on one page, confirm() with its own h1 among them
        assert page.headings == 1
    pointed = [i for ids in re.findall(r'(?:aria-describedby|aria-labelledby)="([^"]+)"', text) for i in ids.split()]
    pointed += re.findall(r'href="#([^"]+)"', text)
    assert set(pointed) <= set(page.ids)
    for refused in (" required", "maxlength", 'type="number"', "style="):
        assert refused not in text


def test_faults_are_told_in_the_title_the_summary_and_at_the_field(visitor: FlaskClient) -> None:
    text = visitor.post("/isian", data={"name": "", "product": "kerupuk <cabe>"}).text
    assert "<title>Ada yang perlu diperbaiki: Langkah 2 dari 6: Contoh – DIGILOKA</title>" in text
    assert '<a href="#name">Isi nama lengkap</a>' in text
    assert text.count("Isi nama lengkap</") == 2
    assert 'aria-invalid="true"' in text
    assert "kerupuk &lt;cabe&gt;" in text, "what was typed stands there again"


def test_a_field_that_may_be_left_out_says_so(visitor: FlaskClient) -> None:
    text = visitor.get("/isian").text
    assert re.search(r"Apa yang Anda jual\?\s*<span class=\"optional\">\(boleh dilewati\)", text)
    assert not re.search(r"Nama lengkap\s*<span class=\"optional\">", text)


# ---- formats ------------------------------------------------------------------------------------------------

WHEN = dt.datetime(2026, 11, 22, 17, 5, tzinfo=dt.UTC)  # 00.05 on the 23rd in Jakarta


@pytest.mark.parametrize(
    ("filter_name", "value", "shown"),
    [
        ("rupiah", 1_500_000, "Rp1.500.000"),
        ("number", 1_500_000, "1.500.000"),
        ("number", Decimal("12.5"), "12,5"),
        ("compact", 1_500_000, "1,5 juta"),
        ("percent", 0.457, "45,7%"),
        ("percent", Decimal(1) / 3, "33,3%"),
        ("percent", 1, "100%"),
        ("percent", 0.0005, "0,1%"),
        ("bytes", 840, "840 byte"),
        ("bytes", 12_500, "12,5 KB"),
        ("bytes", 3_000_000, "3 MB"),
        ("date", dt.date(2026, 11, 22), "22 November 2026"),
        ("date", WHEN, "23 November 2026"),
        ("date_short", dt.date(2026, 1, 2), "02/01/2026"),
        ("time", WHEN, "00.05 WIB"),
        ("moment", WHEN, "23 November 2026, 00.05 WIB"),
        ("whatsapp_url", "0812 0000 0000", "https://wa.me/6281200000000"),
        ("whatsapp_url", "+62 812-0000-0000", "https://wa.me/6281200000000"),
        ("rupiah", None, ""),
        ("moment", None, ""),
    ],
)
def test_a_filter_writes_as_indonesians_do(samples: Any, filter_name: str, value: Any, shown: str) -> None:
    with samples.test_request_context():
        assert render_template_string(f"{{{{ value|{filter_name} }}}}", value=value) == shown


def test_the_front_page_offers_statistics_only_when_they_are_open() -> None:
    from digiloka.web.access import Access

    app = sample_pages.build()
    assert "Buka statistik" in app.test_client().get("/").text
    app.view_functions["statistics.tables"].access = Access("right", ("statistics.read",))  # type: ignore[attr-defined]
    assert "Buka statistik" not in app.test_client().get("/").text
