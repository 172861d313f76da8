"""What every import page begins with: the blueprint, who asks, and the batch that they may see."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, current_app

from digiloka.accounts.viewer import Viewer
from digiloka.config import Settings
from digiloka.imports import queries
from digiloka.web.access import viewer

pages = Blueprint("imports", __name__, url_prefix="/impor")

PER_PAGE = 50


def person() -> Viewer:
    return viewer() or abort(401)


def settings() -> Settings:
    return current_app.config["SETTINGS"]


def batch_or_404(session: Any, batch_id: uuid.UUID) -> Any:
    """One batch; of another area's batch nobody learns that it is there."""
    found = queries.batch_for(session, person(), batch_id)
    return found if found is not None else abort(404)
