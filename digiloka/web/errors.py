"""When something does not go: a page in plain Indonesian (or JSON for a program), never a traceback."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from digiloka.values.refusal import Refused
from digiloka.web.sending import sent_by_script

# status: (code for programs, title, sentence)
WORDS = {
    400: ("bad-request", "Isian belum dapat dibaca",
          "Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi"),
    401: ("signed-out", "Masuk dulu", "Halaman ini hanya untuk yang sudah masuk. Masuk, lalu buka lagi"),
    403: ("not-allowed", "Halaman ini bukan untuk akun Anda",
          "Akun Anda tidak punya hak untuk melihat atau mengubah bagian ini. "
          "Hubungi admin kalau Anda memerlukannya"),
    404: ("not-found", "Halaman ini tidak ada", "Periksa alamatnya atau kembali ke Beranda"),
    405: ("wrong-method", "Halaman ini tidak dapat dibuka langsung", "Mulai lagi dari Beranda"),
    409: ("conflict", "Data ini baru saja diubah orang lain",
          "Buka lagi halamannya untuk melihat isi yang terbaru"),
    410: ("gone", "Halaman ini sudah tidak berlaku", "Mulai lagi dari Beranda"),
    413: ("too-large", "Berkas terlalu besar", "Pilih berkas yang lebih kecil, lalu kirim lagi"),
    415: ("wrong-type", "Jenis berkas ini belum dapat dibaca",
          "Pilih jenis berkas yang disebut di halaman pengiriman"),
    429: ("too-many", "Terlalu sering mencoba", "Tunggu beberapa menit, lalu coba lagi"),
    503: ("busy", "Sistem sedang sibuk", "Tunggu sebentar, lalu coba lagi. Data Anda aman"),
}
TROUBLE = ("trouble", "Sistem sedang bermasalah", "Coba lagi sebentar. Kalau masih sama, hubungi petugas")
CSRF = ("csrf", "Halaman ini terlalu lama terbuka",
        "Demi keamanan, halaman hanya berlaku beberapa jam. Muat ulang halamannya, lalu kirim lagi")
EXPIRED = "Halaman ini terlalu lama terbuka. Jawaban di layar ini belum hilang. Tekan tombolnya sekali lagi."
_OWN_PAGE = {403: "errors/403.html", 404: "errors/404.html", 413: "errors/413.html"}


def register(app: Flask) -> None:
    """Answer every fault of the app with one of our pages."""
    app.jinja_env.globals["expired"] = EXPIRED  # for the macros, which see no view's words
    app.register_error_handler(CSRFError, token_refused)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(500, _trouble)
    app.register_error_handler(HTTPException, _http)
    if not app.debug:
        app.log_exception = _say_nothing  # type: ignore[method-assign]  # _trouble writes the line instead


def _say_nothing(_exc_info: object) -> None:
    """Flask's own line holds the exception's message, which may hold a NIK or a phone number."""


def wants_json() -> bool:
    """Does the asker want JSON: our script, a program, or a browser page that says so?"""
    accepted = request.accept_mimetypes
    return (
        sent_by_script()
        or request.path.startswith("/api/")
        or accepted["application/json"] > accepted["text/html"]
    )


def _answer(status: int, words: tuple[str, str, str], template: str, reference: str = "") -> Response:
    code, title, message = words
    if wants_json():
        said = {"code": code, "message": f"{title}. {message}"}
        response = jsonify(said | {"reference": reference} if reference else said)
    else:
        page = _bare_page if status == 500 else render_template
        response = make_response(page(template, title=title, message=message, reference=reference))
    response.status_code = status
    return response


def _bare_page(template: str, **words: str) -> str:
    """A page without the usual surroundings: whoever is looking, and the menu, may be what just broke."""
    return current_app.jinja_env.get_template(template).render(**words)


def _http(error: HTTPException) -> Response:
    """Any refusal with a status; redirects and ready-made answers pass through."""
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if status >= 500 and status not in WORDS:
        return _trouble(error)
    response = _answer(status, WORDS.get(status, WORDS[400]), _OWN_PAGE.get(status, "errors/page.html"))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers.setdefault(name, value)  # Allow, Retry-After
    return response


def token_refused(_error: CSRFError) -> Response:
    """The words for a form whose token is too old; a blueprint that can show the answers again does so instead."""
    return _answer(400, CSRF, "errors/csrf.html")


def _refused(error: Refused) -> Response:
    """A rule said no and no form caught it: its own sentence is what the person needs."""
    return _answer(422, (error.code, "Ada yang perlu diperbaiki", error.message), "errors/page.html")


def _trouble(error: Exception) -> Response:
    """Our own fault. The log gets a reference, kind and place; never the message, which may be personal."""
    cause = getattr(error, "original_exception", None) or error
    reference = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(cause.__traceback__)
    place = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames[-6:]))
    kind = type(cause).__name__
    current_app.logger.error("fault %s: %s in %s: %s", reference, kind, request.endpoint, place)
    return _answer(500, TROUBLE, "errors/500.html", reference)
