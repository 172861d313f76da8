"""Registering a business on a phone, page by page, as a person does it in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.answers import ANSWERS

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEXT = "button:has-text('Simpan dan lanjut')"


@dataclass(frozen=True, slots=True)
class Step:
    """One page: what is filled in, what is pressed then, and the address (a pattern) that this leads to."""

    fill: Callable[[Page], None]
    press: str
    leads_to: str


def _nothing(_page: Page) -> None:
    """Nothing has to be filled in here."""


def _owner(page: Page) -> None:
    for name in ("owner_name", "nik", "phone"):
        page.fill(f"#{name}", ANSWERS["pemilik"][name])
    page.check("#consent")


def _business(page: Page) -> None:
    page.fill("#business_name", ANSWERS["usaha"]["business_name"])
    page.fill("#activity", ANSWERS["usaha"]["activity"])


def _kind(page: Page) -> None:
    page.check("input[name=kbli] >> nth=0")


def _place(page: Page) -> None:
    page.check("input[name=premises_kind][value=rumah]")
    page.select_option("#area_code", ANSWERS["tempat"]["area_code"])


def _figures(page: Page) -> None:
    page.fill("#workers_female", ANSWERS["angka"]["workers_female"])
    page.check("input[name=turnover][value='1']")


def _true(page: Page) -> None:
    page.check("#true")


STEPS = (
    Step(_nothing, "text=Mulai daftar", "**/daftar/pemilik"),
    Step(_owner, NEXT, "**/daftar/usaha"),
    Step(_business, NEXT, "**/daftar/jenis"),
    Step(_kind, NEXT, "**/daftar/tempat"),
    Step(_place, NEXT, "**/daftar/angka"),
    Step(_figures, NEXT, "**/daftar/izin"),
    Step(_nothing, NEXT, "**/daftar/periksa"),
    Step(_true, "text=Kirim pendaftaran", "**/daftar/selesai/**"),
)


def register(page: Page, address: str) -> str:
    """Walk from the first page to the proof; returns the business's number."""
    walk(page, address, len(STEPS))
    return page.url.rsplit("/", 1)[1]


def walk(page: Page, address: str, steps: int) -> None:
    """The first steps of it."""
    page.goto(f"{address}/daftar")
    for step in STEPS[:steps]:
        step.fill(page)
        page.click(step.press)
        page.wait_for_url(step.leads_to)
