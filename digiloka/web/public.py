"""Pages for everybody: what this is and for whom, help, personal data, accessibility."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from digiloka.web import access

pages = Blueprint("public", __name__)


@pages.get("/")
@access.public
def front() -> str:
    """What DIGILOKA is, for whom, how long it takes, what happens with the data."""
    mark = access.access_of(current_app, "statistics.tables")
    return render_template("public/front.html", statistics_open=mark is not None and mark.kind == "public")


@pages.get("/bantuan")
@access.public
def help() -> str:
    """Questions that come up, and what the abbreviations mean."""
    return render_template("public/help.html")


@pages.get("/privasi")
@access.public
def privacy() -> str:
    """What is recorded, what for, who sees it, which rights one has."""
    return render_template("public/privacy.html")


@pages.get("/aksesibilitas")
@access.public
def accessibility() -> str:
    """What works for whom, and where to report what does not."""
    return render_template("public/accessibility.html")
