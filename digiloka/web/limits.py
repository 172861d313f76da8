"""How often one address or one identity may try. Counted per installation in `rate_limit_storage`.

    @pages.post("/daftar/lanjut")
    @public
    @limited("resume")
    def resume() -> str: ...

Only forms that are sent count; with `failures`, only those that were answered with a fault (422).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import current_user
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

from digiloka.accounts.queries import identity_hash
from digiloka.accounts.roles import STAFF

View = TypeVar("View", bound=Callable[..., Any])
_IDENTITY_FIELDS = ("email", "identity", "phone", "hp")


def by_address() -> str | None:
    return get_remote_address()


def by_identity() -> str | None:
    """Whoever the form is about, as a keyed hash: how it is typed makes no difference, and nothing is told."""
    typed = next((request.form[name] for name in _IDENTITY_FIELDS if request.form.get(name)), None)
    return identity_hash(typed[:255]) if typed else None


def by_user() -> str | None:
    return str(current_user.id) if current_user.is_authenticated else None


def by_stranger() -> str | None:
    """The address, unless an officer is signed in: one desk registers many owners."""
    known = current_user.is_authenticated and current_user.role in STAFF
    return None if known else get_remote_address()


@dataclass(frozen=True, slots=True)
class Limit:
    """So many sent forms in such a time, counted by a key; a key of None is not counted."""

    amount: RateLimitItem
    key: Callable[[], str | None]
    failures: bool = False


def _limit(amount: str, key: Callable[[], str | None], *, failures: bool = False) -> Limit:
    return Limit(parse(amount), key, failures)


# An address may be a whole kelurahan behind one modem, so it gets more than an identity.
LIMITS = {
    "sign-in": (
        _limit("60 per 10 minutes", by_address, failures=True), _limit("8 per 15 minutes", by_identity, failures=True),
    ),
    "password": (_limit("10 per 15 minutes", by_user, failures=True),),
    "forgotten": (_limit("30 per hour", by_address), _limit("4 per hour", by_identity)),
    "link": (_limit("30 per 10 minutes", by_address),),
    "register": (_limit("300 per hour", by_stranger),),  # a mobile network shows thousands of phones as one address
    "resume": (
        _limit("60 per 10 minutes", by_address, failures=True), _limit("8 per 15 minutes", by_identity, failures=True),
    ),
    # A NIK is shown masked: nobody tries out the rest of it, which a page about its holder narrows to a few.
    "look-up": (_limit("120 per hour", by_user),),
    "missed-nik": (_limit("5 per hour", by_user),),
    "proof": (_limit("40 per 10 minutes", by_stranger, failures=True),),
}
LIBRARY = {"security.login": "sign-in", "security.verify": "password", "security.change_password": "password"}


def room_of(name: str) -> int:
    """How often LIMITS lets one person try, for the sentence that says so."""
    return int(LIMITS[name][0].amount.amount)


def limited(name: str) -> Callable[[View], View]:
    """Put one of LIMITS on a view, under its access mark."""
    if name not in LIMITS:
        raise KeyError(name)

    def mark(view: View) -> View:
        view.limit = name  # type: ignore[attr-defined]
        return view

    return mark


def register(app: Flask) -> None:
    """Count on every marked view of the app. `RATELIMIT_ENABLED=False` switches it off (tests that say so)."""
    uri = app.config["SETTINGS"].rate_limit_storage
    Limiter(get_remote_address, app=app, storage_uri=uri, strategy="moving-window", headers_enabled=False)
    app.before_request(count_sent)
    app.after_request(_count_failure)


def _name_of(endpoint: str | None) -> str | None:
    if endpoint is None or request.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return None
    return LIBRARY.get(endpoint) or getattr(current_app.view_functions[endpoint], "limit", None)


def _strategy() -> Any:
    (limiter,) = current_app.extensions["limiter"]
    return limiter.limiter


def count_sent() -> None:
    """Before every view. A form whose token was refused never came here: who runs its view all the same counts it."""
    g.failures_to_count = []
    name = _name_of(request.endpoint)
    if name is None or not current_app.config.get("RATELIMIT_ENABLED", True):
        return
    if request.is_json:
        abort(415)  # these are forms; JSON would pass the counting by identity
    for limit in LIMITS[name]:
        key = limit.key()
        if key is None:
            continue
        spot = (limit.amount, name, limit.key.__name__, key)
        if not _allowed(spot, only_look=limit.failures):
            raise TooManyRequests(retry_after=limit.amount.get_expiry())
        if limit.failures:
            g.failures_to_count.append(spot)


def _count_failure(response: Response) -> Response:
    if response.status_code == 422:
        for spot in g.get("failures_to_count", ()):
            _allowed(spot, only_look=False)
    return response


def _allowed(spot: tuple[Any, ...], *, only_look: bool) -> bool:
    """Is there room left? A counter that cannot be reached lets people in: signing in matters more."""
    try:
        return bool(_strategy().test(*spot) if only_look else _strategy().hit(*spot))
    except Exception as problem:
        current_app.logger.warning("The rate limits cannot be counted (%s).", type(problem).__name__)
        return True


def refuse_guessing(name: str) -> None:
    """For a page that is opened, not sent: 429 where this person missed too often. `count_miss` counts."""
    for spot, limit in _spots(name):
        if not _allowed(spot, only_look=True):
            raise TooManyRequests(retry_after=limit.amount.get_expiry())


def has_room(name: str) -> bool:
    """The same as an answer, for a page that says it at its box."""
    return all(_allowed(spot, only_look=True) for spot, _ in _spots(name))


def count_miss(name: str) -> bool:
    """Somebody looked for what is not there. False when there was no room left for it."""
    counted = [_allowed(spot, only_look=False) for spot, _ in _spots(name)]  # each, also after one that is full
    return all(counted)


def _spots(name: str) -> list[tuple[tuple[Any, ...], Limit]]:
    if not current_app.config.get("RATELIMIT_ENABLED", True):
        return []
    keys = [(limit, limit.key()) for limit in LIMITS[name]]
    return [((limit.amount, name, limit.key.__name__, key), limit) for limit, key in keys if key is not None]
