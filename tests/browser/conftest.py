"""A server of the test's own, and Chromium as a phone (360 × 740) and as a desk (1280 × 800)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests import components
from tests.engines import PROJECT

if TYPE_CHECKING:
    from flask import Flask

FLAGS = [
    "--no-sandbox",  # root has no other way; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}
PLACE = {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """The address, e.g. http://127.0.0.1:40123, of the running `app`; forgery protection is on."""
    app.config.update(TESTING=False, WTF_CSRF_ENABLED=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    components.need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=components.chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(PHONE, **options)`: a fresh profile. A page's uncaught error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_one(device: dict[str, Any], **options: Any) -> BrowserContext:
        context = browser.new_context(**{**device, **PLACE, **options})
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, f"JavaScript failed on a page: {errors}"


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A phone."""
    return open_context(PHONE).new_page()


@pytest.fixture
def desk(open_context: Callable[..., BrowserContext]) -> Page:
    """A computer on a desk."""
    return open_context(DESK).new_page()


@pytest.fixture
def bare_page(open_context: Callable[..., BrowserContext]) -> Page:
    """A phone without JavaScript."""
    return open_context(PHONE, java_script_enabled=False).new_page()


@pytest.fixture
def screenshots() -> Path:
    """Where tests leave pictures for people to look at; not in git."""
    folder = PROJECT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
