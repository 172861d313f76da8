"""What a test may need besides the program's own packages, and why it is missing here.

A test says `@pytest.mark.needs("chromium")`; a fixture calls `need("postgis")`. Without the component the
test is skipped, and the run says so at its end; with CI=true such a skip fails the run. `shared`, the folder
beside the project, is different: it is no part of the project, so a run without it is whole.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.engines import PROJECT, postgres_programs

SHARED = Path(os.environ.get("DIGILOKA_SHARED") or PROJECT.parent / "shared")
MISSING = "needs "
WITHOUT_SHARED = "without ../shared"


def chromium() -> str | None:
    """The browser's program: CHROMIUM names one, else the system's."""
    names = (os.environ.get("CHROMIUM") or "", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _missing(component: str) -> str | None:
    """The sentence that says what is missing, or None when it is here."""
    match component:
        case "postgis" if postgres_programs() is None:
            return "PostgreSQL with PostGIS is not installed (Debian: postgresql-postgis)"
        case "chromium" if chromium() is None:
            return "Chromium is not installed (Debian: chromium), or CHROMIUM does not name it"
        case "javascript" if not list((PROJECT / "static" / "vendor").glob("*-*")):
            return "static/vendor is empty: make setup could not bring the JavaScript"
        case "libreoffice" if shutil.which("soffice") is None:
            return "LibreOffice is not installed (Debian: libreoffice-calc-nogui)"
        case "postgis" | "chromium" | "javascript" | "libreoffice" | "shared":
            return None
    raise ValueError(f"No component is called {component!r}.")


def need(component: str) -> None:
    """Skip the running test when the component is not here."""
    if component == "shared" and not SHARED.is_dir():
        pytest.skip(f"{WITHOUT_SHARED}: its real files are not beside this project")
    if sentence := _missing(component):
        pytest.skip(f"{MISSING}{component}: {sentence}")
