"""Forms that app.js sends (header `X-Lanjut: 1`), so that typed answers stay on the screen whatever happens.

A view answers as for any browser; this hook turns its redirect into `200 {"next": url}`. A page with faults
goes through untouched. Where the access guard turned somebody away the session ended: `401`, and the page stays.
A view that leads to the sign-in page by itself (a new password was made, a session closed) has done its work.
"""

from __future__ import annotations

from flask import Flask, Response, g, jsonify, request, url_for

SIGNED_OUT = "Waktu masuk Anda habis. Jawaban di layar ini belum hilang. Masuk lagi, lalu kirim ulang"


def register(app: Flask) -> None:
    """Answer sent forms on every page of the app."""
    app.after_request(_answer)


def sent_by_script() -> bool:
    """Was this request sent by app.js?"""
    return request.headers.get("X-Lanjut") == "1"


def turn_away() -> None:
    """For the access guard alone: nobody is signed in, so the view does not run."""
    g.turned_away = True


def _answer(response: Response) -> Response:
    if not sent_by_script() or response.status_code not in (301, 302, 303, 307, 308):
        return response
    where = response.headers.get("Location", "/")
    if g.get("turned_away"):
        answer = jsonify(code="signed-out", message=SIGNED_OUT, link=url_for("security.login"))
        answer.status_code = 401
    else:
        answer = jsonify(next=where)
    for cookie in response.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    return answer
