"""A registration's answers, page by page, as a person types them. Nobody in it exists."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VILLAGE = "14.72.02.1002"  # Teluk Binjai

ANSWERS: dict[str, dict[str, Any]] = {
    "pemilik": {"owner_name": "Siti Aminah", "nik": "1472 0145 0780 0000", "phone": "0812 0034 5678", "consent": "y"},
    "usaha": {
        "business_name": "Warung Bu Siti",
        "activity": "keripik singkong",
        "makes_goods": "ya",
        "serves_food": "tidak",
        "sells_goods": "tidak",
        "start_date": "2019",
    },
    "jenis": {"kbli": "10794@2025"},
    "tempat": {
        "premises_kind": "rumah",
        "area_code": VILLAGE,
        "business_address": "Jl. Melati 8",
        "rt": "2",
        "rw": "5",
    },
    "angka": {"workers_male": "1", "workers_female": "2", "turnover": "1", "capital": "tidak_tahu"},
    "izin": {"licences": ["nib"], "nib": "0220001234567", "marketing": ["wa"]},
}


def begin(client: FlaskClient) -> None:
    client.post("/daftar")


def answer(client: FlaskClient, page: str, **changed: Any) -> TestResponse:
    """Fill in one page; `changed` replaces answers, None takes one away."""
    told = {name: value for name, value in {**ANSWERS[page], **changed}.items() if value is not None}
    return client.post(f"/daftar/{page}", data=told)


def fill_in(client: FlaskClient, **changed: dict[str, Any]) -> None:
    """All six pages; `changed` by page."""
    begin(client)
    for page in ANSWERS:
        response = answer(client, page, **changed.get(page, {}))
        assert response.status_code == 302, (page, response.get_data(as_text=True))


def send(client: FlaskClient) -> TestResponse:
    return client.post("/daftar/periksa", data={"true": "y"})


def registered_number(client: FlaskClient, **changed: dict[str, Any]) -> str:
    """The number of a business registered through the pages."""
    fill_in(client, **changed)
    return send(client).headers["Location"].rsplit("/", 1)[1]
