"""A whole registration in real Chromium as a small phone on slow networks: requests, bytes and seconds of every page.

The network is slowed as Chromium's own tools do it (each request waits, so real round trips cost a little less), the
processor to a quarter. The floor is one request for a file of a few hundred bytes on the same network. Bars: no more
than 50 KB and 5 requests for the first page with an empty cache, 15 KB and 2 requests for each page after it, and
2.0 s (3G) or 3.5 s (EDGE) from one page to the next.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.installing import installed
from benchmarks.serving import serving
from tests import components
from tests.browser.conftest import FLAGS, PHONE, PLACE
from tests.phone import STEPS

_SLOWER = 4  # times: a cheap phone's processor
_SMALL = "/static/img/mark.svg"
_LATE = 1_200  # milliseconds: that a file came from the cache is sometimes told after the page has loaded


@dataclass(frozen=True, slots=True)
class Network:
    """Kilobits a second down and up, milliseconds a request waits, and how long a page may take, in seconds."""

    name: str
    down: int
    up: int
    latency: int
    next_page: float


NETWORKS = (Network("3G lambat", 400, 400, 400, 2.0), Network("EDGE", 240, 200, 840, 3.5))
FIRST = {"KB": 50.0, "requests": 5}
NEXT = {"KB": 15.0, "requests": 2}


@dataclass(slots=True)
class Counted:
    """What went over the network since it was last asked."""

    requests: list[str] = field(default_factory=list)  # ids; a redirect has that of the request it follows
    kept: list[str] = field(default_factory=list)  # ids of what the browser had already
    received: int = 0

    def taken(self) -> tuple[int, float]:
        """(requests, kilobytes); begins anew."""
        asked = [each for each in self.requests if each not in self.kept]
        found = len(asked), round(self.received / 1024, 1)
        self.requests, self.kept, self.received = [], [], 0
        return found


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    with installed("spatialite") as shop, serving(shop.master()) as address, _chromium() as browser:
        for network in NETWORKS if full else NETWORKS[:1]:
            walks = [_walk(browser, address, network) for _ in range(3 if full else 1)]
            lines += [_middle(network, of_one_page) for of_one_page in zip(*walks, strict=True)]
    missed = [line for line in lines if line.pop("missed")]
    yield from lines
    if full and missed:
        raise AssertionError(f"over the bar: {missed}")


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=components.chromium(), args=FLAGS)
        yield browser
        browser.close()


def _walk(browser: Browser, address: str, network: Network) -> list[dict[str, Any]]:
    """One registration by somebody who was never here: a line for every page."""
    lines = [_floor(browser, address, network)]
    context = browser.new_context(**PHONE, **PLACE)
    page = context.new_page()
    counted = _slowed(page, network)
    began = time.perf_counter()
    page.goto(f"{address}/daftar", wait_until="load")
    arrived = time.perf_counter()
    page.wait_for_timeout(_LATE)
    lines.append(_line("first page, nothing in the cache", began, counted, arrived))
    for step in STEPS:
        step.fill(page)
        page.wait_for_timeout(1_500)  # nobody is quicker, and what the last page still fetched is over
        counted.taken()
        began = time.perf_counter()
        page.click(step.press, no_wait_after=True)
        page.wait_for_url(step.leads_to, wait_until="domcontentloaded")
        arrived = time.perf_counter()
        page.wait_for_load_state("load")
        page.wait_for_timeout(_LATE)
        lines.append(_line(step.leads_to.strip("*/"), began, counted, arrived))
    context.close()
    return lines


def _floor(browser: Browser, address: str, network: Network) -> dict[str, Any]:
    context = browser.new_context(**PHONE, **PLACE)
    page = context.new_page()
    counted = _slowed(page, network)
    began = time.perf_counter()
    answer = page.goto(f"{address}{_SMALL}")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{_SMALL} is not there")
    line = _line("floor: one small file", began, counted)
    context.close()
    return line


def _slowed(page: Page, network: Network) -> Counted:
    session, counted = page.context.new_cdp_session(page), Counted()
    session.on("Network.requestWillBeSent", lambda event: _asked(counted, event))
    session.on("Network.requestServedFromCache", lambda event: counted.kept.append(event["requestId"]))
    session.on("Network.responseReceived", lambda event: _answered(counted, event))
    session.on("Network.loadingFinished", lambda event: _received(counted, event))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": network.latency, "downloadThroughput": network.down * 125,
        "uploadThroughput": network.up * 125,
    })
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return counted


def _asked(counted: Counted, event: dict[str, Any]) -> None:
    if event["request"]["url"].startswith("http"):
        counted.requests.append(event["requestId"])


def _answered(counted: Counted, event: dict[str, Any]) -> None:
    if event["response"].get("fromDiskCache"):
        counted.kept.append(event["requestId"])


def _received(counted: Counted, event: dict[str, Any]) -> None:
    counted.received += int(event["encodedDataLength"])


def _line(what: str, began: float, counted: Counted, arrived: float | None = None) -> dict[str, Any]:
    requests, kilobytes = counted.taken()
    return {"page": what, "requests": requests, "KB": kilobytes, "seconds": (arrived or time.perf_counter()) - began}


def _middle(network: Network, found: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """One page's line from several walks: the middle of its seconds, the most of its bytes and requests."""
    line = {"network": network.name, "page": found[0]["page"]}
    line |= {name: max(one[name] for one in found) for name in ("requests", "KB")}
    line["seconds"] = round(statistics.median(one["seconds"] for one in found), 2)
    bars = FIRST if "first" in line["page"] else NEXT
    slow = "/" in line["page"] and line["seconds"] > network.next_page
    line["missed"] = slow or any(line[name] > most for name, most in bars.items())
    return line
