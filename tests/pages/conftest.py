"""Who looks at the pages, signed in, and pages without limits."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import signed_in


@pytest.fixture
def unlimited(app: Flask) -> None:
    """For tests that ask more often than a person may."""
    app.config["RATELIMIT_ENABLED"] = False


@pytest.fixture
def dinas(app: Flask) -> FlaskClient:
    return signed_in(app, "dinas")


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    return signed_in(app, "kelurahan")
