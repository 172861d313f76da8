"""Every test here runs on both databases. They come with all tables and no rows; those of a test with
`@pytest.mark.furnished` hold the areas and activities that `digiloka setup` loads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import components, engines


@pytest.fixture(params=engines.KINDS)
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgis":
        components.need("postgis")
    template = "furnished" if request.node.get_closest_marker("furnished") else "migrated"
    with engines.copy_of(request.param, template, tmp_path) as url:
        yield url


@pytest.fixture(params=engines.KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database without a single table: for migrations."""
    if request.param == "postgis":
        components.need("postgis")
    with engines.empty(request.param, tmp_path) as url:
        yield url
