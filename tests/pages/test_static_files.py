"""Static files as the whole app gives them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.furnished


@pytest.mark.parametrize("page", ["/daftar", "/data"])
def test_a_file_is_kept_whatever_the_cookie_says(app: Flask, dinas: FlaskClient, page: str) -> None:
    visitor = app.test_client() if page == "/daftar" else dinas
    addresses = re.findall(r"/static/[^\"]+", visitor.get(page).get_data(as_text=True))
    assert len(addresses) >= 3
    for address in addresses:
        headers = visitor.get(address).headers
        assert "Set-Cookie" not in headers, address
        assert "Cookie" not in headers.get("Vary", ""), address
