"""Our own style sheet, script and pictures: addressed by content, kept for ever, sent small."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.security import safe_join

FOR_EVER = "public, max-age=31536000, immutable"
_TEXT = ("text/", "application/javascript", "application/json", "application/geo+json", "image/svg+xml")


class _OfPages(SecureCookieSessionInterface):
    """A file belongs to no session: with "Vary: Cookie" a browser would ask for it again at every new cookie."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Give templates `static_url`, and static answers their cache age and compression."""
    app.session_interface = _OfPages()
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(_prepare)


def static_url(name: str) -> str:
    """The address of a file under static/, with its content's hash: a changed file has a new address.

    A file that is not there (vendored, before `make setup`) keeps a plain address: the page still comes.
    """
    path = _path(name)
    return url_for("static", filename=name, v=_hash_of(path) if path else None)


def _path(name: str) -> Path | None:
    """The real file behind a name, or None; never a file outside the static folder."""
    joined = safe_join(current_app.static_folder or "", name)
    return Path(joined) if joined and Path(joined).is_file() else None


def _hash_of(path: Path) -> str:
    stat = path.stat()
    return _digest(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _digest(path: Path, _changed: int, _size: int) -> str:
    """Read once per state of the file; time and size are there so that an edited file is read again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=64)
def _compressed(path: Path, _changed: int, _size: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


def _prepare(response: Response) -> Response:
    """`immutable` only where the address names this very content; text goes compressed to who takes it."""
    if request.endpoint != "static" or response.status_code not in (200, 304):
        return response
    path = _path(str((request.view_args or {}).get("filename", "")))
    if path is None:
        return response
    if request.args.get("v") == _hash_of(path):
        response.headers["Cache-Control"] = FOR_EVER
    if response.mimetype.startswith(_TEXT):
        response.vary.add("Accept-Encoding")
        if response.status_code == 200 and "gzip" in request.accept_encodings:
            _send_compressed(response, path)
    return response


def _send_compressed(response: Response, path: Path) -> None:
    if request.range is not None or path.stat().st_size < 500:
        return
    stat = path.stat()
    response.direct_passthrough = False
    response.data = _compressed(path, stat.st_mtime_ns, stat.st_size)
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same content in two encodings is equal only weakly
