"""Filling in a page's form as a browser does: what stands in it is sent again, hidden fields too."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Forms(HTMLParser):
    """The POST forms of a page: [(action, {name: [values]})], values as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str | None, dict[str, list[str]]]] = []
        self._fields: dict[str, list[str]] | None = None
        self._select: tuple[str, list[str]] | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method") == "post":
            self._fields = {}
            self.forms.append((told.get("action"), self._fields))
        elif self._fields is None:
            return
        elif tag == "input" and told.get("name"):
            if told.get("type") not in ("radio", "checkbox") or "checked" in told:
                self._add(told["name"], told.get("value", ""))
        elif tag == "textarea":
            self._area = told["name"]
            self._add(self._area, "")
        elif tag == "select":
            self._select = (told["name"], [])
        elif tag == "option" and self._select and ("selected" in told or not self._select[1]):
            self._select = (self._select[0], [told.get("value", "")])

    def handle_data(self, data: str) -> None:
        if self._fields is not None and self._area is not None:
            self._fields[self._area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select is not None and self._fields is not None:
            self._fields.setdefault(self._select[0], []).extend(self._select[1])
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "form":
            self._fields = None

    def _add(self, name: str, value: str) -> None:
        if self._fields is not None:
            self._fields.setdefault(name, []).append(value)


def fields_of(page: str, action: str | None = None, holding: str | None = None) -> dict[str, list[str]]:
    """What the page's form holds: the one sent to `action`, or the one that asks `holding`; else the only one."""
    parser = _Forms()
    parser.feed(page)
    found = [
        fields for target, fields in parser.forms
        if target != "/keluar" and action in (None, target) and (holding is None or holding in fields)
    ]
    assert len(found) == 1, f"{len(found)} such forms"
    return found[0]


def fill(
    client: FlaskClient, address: str, action: str | None = None, *, page: str | None = None, **typed: Any
) -> TestResponse:
    """Open an address (or take its `page` as it was opened earlier), type, and send the form."""
    shown = page if page is not None else client.get(address).text
    sent: dict[str, Any] = {**fields_of(shown, action), **typed}
    return client.post(action or address, data={name: value for name, value in sent.items() if value is not None})
