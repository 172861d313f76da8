"""What every answer tells the browser: our own content only, no framing, nothing personal kept."""

from __future__ import annotations

from flask import Flask, Response, request

from digiloka.web import sending, static_files

CONTENT_POLICY = "; ".join((
    "default-src 'self'",
    "img-src 'self' blob: data:",  # data: the woven band in the style sheet; blob: a photo before it is sent
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))
PERMISSIONS = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 60 * 60


def register(app: Flask) -> None:
    """Put the safety headers on every answer; static files and sent forms are answered here as well."""
    app.after_request(_protect)  # first in, last to run: the answers that the other two make are protected as well
    sending.register(app)
    static_files.register(app)


def _protect(response: Response) -> Response:
    """A view may set its own policy or `Cache-Control`; without one, a page is never stored.

    Public pages without a session hold nothing personal: "back" may show them without a round trip.
    """
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    if "Cache-Control" not in response.headers or _is_private_file(response):
        response.headers["Cache-Control"] = "private, no-cache" if _for_everybody(response) else "no-store"
    return response


def _is_private_file(response: Response) -> bool:
    """A file to keep, of whatever view: `send_file` lets browsers store it unless it is told otherwise."""
    told = response.headers.get("Content-Disposition", "")
    return told.startswith("attachment") and request.endpoint != "static" and not _for_everybody(response)


def _for_everybody(response: Response) -> bool:
    return request.blueprint == "public" and not request.cookies and not response.headers.get("Set-Cookie")
