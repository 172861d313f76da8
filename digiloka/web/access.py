"""Who may open which page: a mark on every view, enforced in one place before the view runs.

    @pages.get("/data")
    @needs("business.list")
    def table() -> str: ...

The mark stands under the route. A view without a mark is never served.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_security import check_and_update_authn_fresh, current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from digiloka.accounts.queries import viewer_of
from digiloka.accounts.roles import STAFF
from digiloka.accounts.viewer import Viewer
from digiloka.web import navigation
from digiloka.web.errors import wants_json
from digiloka.web.sending import sent_by_script, turn_away

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a view is for: public, signed-in, owner, staff, or whoever has one of the rights."""

    kind: str
    rights: tuple[str, ...] = ()
    fresh: bool = False  # the password was typed a short while ago

    def allows(self, viewer: Viewer | None) -> bool:
        if self.kind == "public":
            return True
        if viewer is None:
            return False
        match self.kind:
            case "signed-in":
                return True
            case "owner":
                return viewer.role == "owner"
            case "staff":
                return viewer.role in STAFF
            case _:
                return any(viewer.may(right) for right in self.rights)


# Views that are not ours carry no mark; each stands here on purpose.
LIBRARY = {
    "static": Access("public"),
    "security.login": Access("public"),
    "security.logout": Access("public"),
    "security.verify": Access("signed-in"),
    "security.change_password": Access("signed-in"),
}


def public(view: View) -> View:
    """For everybody."""
    return _marked(view, Access("public"))


def signed_in(view: View) -> View:
    """For everybody with an account."""
    return _marked(view, Access("signed-in"))


def owner(view: View) -> View:
    """For owners of businesses."""
    return _marked(view, Access("owner"))


def staff(view: View) -> View:
    """For every role but the owner."""
    return _marked(view, Access("staff"))


def needs(*rights: str, fresh: bool = False) -> Callable[[View], View]:
    """For whoever has at least one of these rights of accounts.roles.

    `fresh`: the password is asked for again when it was typed more than an hour ago (config SECURITY_FRESHNESS).
    """
    return lambda view: _marked(view, Access("right", rights, fresh))


def _marked(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def access_of(app: Flask, endpoint: str) -> Access | None:
    """The mark of an endpoint; None when it has none, and then nobody gets in."""
    return LIBRARY.get(endpoint) or getattr(app.view_functions[endpoint], "access", None)


def viewer() -> Viewer | None:
    """Who is asking; None when nobody is signed in. Read anew for each request, so a changed role counts at once."""
    return viewer_of(current_user) if current_user.is_authenticated else None


def register(app: Flask) -> None:
    """Guard every view of the app, and tell templates who is looking."""
    app.before_request(_guard)
    app.context_processor(_context)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # no such page, or not this way: the router says so
    access = access_of(current_app, request.endpoint)
    if access is None:
        current_app.logger.error("The view %s has no access mark.", request.endpoint)
        abort(500)
    if access.kind == "public":
        return None
    person = viewer()
    if person is None:
        return _to_sign_in()
    if not access.allows(person):
        abort(403)
    if access.fresh and not _typed_lately():
        return redirect(url_for("security.verify", next=_way_back()))
    return None


def _to_sign_in() -> Response:
    if wants_json() and not sent_by_script():
        abort(401)
    turn_away()
    return redirect(url_for("security.login", next=_way_back()))


def _way_back() -> str:
    """Where to go on afterwards: a page that can be opened, never the address a form was sent to."""
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    return request.path if "GET" in (request.url_rule.methods or ()) else url_for("public.front")


def _typed_lately() -> bool:
    config = current_app.config
    return check_and_update_authn_fresh(
        config["SECURITY_FRESHNESS"], config["SECURITY_FRESHNESS_GRACE_PERIOD"], "session"
    )


def menu_of(person: Viewer | None) -> list[dict[str, Any]]:
    """The entries of the menu that this person may open: [{label, url, current}]."""
    return navigation.items_for(person, lambda endpoint: _may_open(person, endpoint))


def _may_open(person: Viewer | None, endpoint: str) -> bool:
    access = access_of(current_app, endpoint)
    return access is not None and access.allows(person)


def _context() -> dict[str, Any]:
    """What templates always have. The page that says that the database is away must still come."""
    try:
        person = viewer() if request else None
    except SQLAlchemyError:
        person = None
    return {
        "viewer": person,
        "nav": menu_of(person) if request else [],
        "settings": navigation.shown_settings(),
    }
