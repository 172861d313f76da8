"""Flask-Security as this house uses it: email or phone, argon2id, our words, our pages, nothing to register."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, render_template, session
from flask_login import session_protected, user_logged_in, user_logged_out
from flask_security import PasswordUtil, Security, password_changed
from flask_wtf import CSRFProtect

from digiloka.accounts import passwords
from digiloka.accounts.actions import note_password
from digiloka.accounts.datastore import Accounts
from digiloka.accounts.queries import email_identity, phone_identity
from digiloka.accounts.sessions import end
from digiloka.database import db, now, transaction
from digiloka.values.refusal import Refused
from digiloka.web.forms.accounts import (
    MISMATCH,
    WRONG_PASSWORD,
    NewPasswordByOldForm,
    SignInAgainForm,
    SignInForm,
)
from digiloka.web.registration_account import forget_all, keep_for

CONFIG: dict[str, Any] = {
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [
        {"email": {"mapper": email_identity}},
        {"phone_hash": {"mapper": phone_identity}},
    ],
    "SECURITY_LOGIN_URL": "/masuk",
    "SECURITY_LOGOUT_URL": "/keluar",
    "SECURITY_VERIFY_URL": "/masuk/lagi",
    "SECURITY_CHANGE_URL": "/akun/kata-sandi",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "accounts.home",
    "SECURITY_POST_LOGOUT_VIEW": "public.front",
    "SECURITY_POST_CHANGE_VIEW": "accounts.own",
    "SECURITY_POST_VERIFY_VIEW": "accounts.home",
    "SECURITY_REGISTERABLE": False,
    "SECURITY_RECOVERABLE": False,  # web.accounts does it with one-time links, also for people without email
    "SECURITY_CHANGEABLE": True,
    "SECURITY_TRACKABLE": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CLI_USERS_NAME": None,  # `digiloka users` is ours
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_DATETIME_FACTORY": now,
    "SECURITY_FRESHNESS": timedelta(hours=1),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(hours=1),
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": passwords.MEMORY_KIB,
        "argon2__time_cost": passwords.ROUNDS,
        "argon2__parallelism": passwords.LANES,
    },
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_PASSWORD_LENGTH_MIN": passwords.LEAST_FOR_OWNERS,
    "REMEMBER_COOKIE_NAME": "digiloka_masuk",
    "REMEMBER_COOKIE_DURATION": timedelta(days=30),
    "REMEMBER_COOKIE_HTTPONLY": True,
    "REMEMBER_COOKIE_SAMESITE": "Lax",
    "SESSION_PROTECTION": "basic",  # an address changes whenever a phone changes cells: that must not sign out
    "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open as long as the session lives
}

# Every sentence that the views in use can show. tests/pages/test_accounts.py sees to it that none is left in English.
MESSAGES = {
    "API_ERROR": ("Isian belum dapat dibaca. Isi lagi", "error"),
    "ANONYMOUS_USER_REQUIRED": ("Anda sudah masuk", "info"),
    "DISABLED_ACCOUNT": (MISMATCH, "error"),
    "EMAIL_NOT_PROVIDED": ("Isi nomor HP atau email", "error"),
    "GENERIC_AUTHN_FAILED": (MISMATCH, "error"),
    "INVALID_EMAIL_ADDRESS": (MISMATCH, "error"),
    "INVALID_PASSWORD": (WRONG_PASSWORD, "error"),
    "INVALID_REDIRECT": ("Alamat tujuan di luar DIGILOKA tidak dibuka", "error"),
    "LOGIN": ("Masuk dulu untuk membuka halaman ini", "info"),
    "PASSWORD_CHANGE": ("Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan", "success"),
    "PASSWORD_IS_THE_SAME": ("Kata sandi baru harus berbeda dari yang lama", "error"),
    "PASSWORD_MISMATCH": (WRONG_PASSWORD, "error"),
    "PASSWORD_NOT_PROVIDED": ("Isi kata sandi", "error"),
    "REAUTHENTICATION_REQUIRED": ("Isi kata sandi Anda sekali lagi untuk melanjutkan", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Terima kasih. Anda boleh melanjutkan", "success"),
    "REFRESH": ("Isi kata sandi Anda sekali lagi untuk melanjutkan", "info"),
    "RETYPE_PASSWORD_MISMATCH": ("Kedua kata sandi belum sama", "error"),
    "UNAUTHENTICATED": ("Masuk dulu untuk membuka halaman ini", "info"),
    "UNAUTHORIZED": ("Akun Anda tidak punya hak untuk bagian ini", "error"),
    "USER_DOES_NOT_EXIST": (MISMATCH, "error"),
}


class Passwords(PasswordUtil):
    """The one rule for passwords, for Flask-Security's own pages too."""

    def normalize(self, password: str) -> str:
        return passwords.normal(password)

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002
        user = kwargs.get("user")
        about = (user.name, user.email, user.phone) if user else ()
        try:
            return None, passwords.check_password(password, role=user.role if user else None, about=about)
        except Refused as refusal:
            return [refusal.message], passwords.normal(password)


def set_up(app: Flask) -> None:
    """Sign-in, sessions and forgery protection for the whole app."""
    app.config.update(CONFIG, REMEMBER_COOKIE_SECURE=app.config["SETTINGS"].production)
    app.config.update({f"SECURITY_MSG_{name}": words for name, words in MESSAGES.items()})
    CSRFProtect(app)
    security = Security(
        app, Accounts(), login_form=SignInForm, verify_form=SignInAgainForm,
        change_password_form=NewPasswordByOldForm, password_util_cls=Passwords, render_template=_render,
    )
    security.principal.skip_static = True  # a file looks nobody up, and is kept whatever the cookie says
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)  # no tokens in addresses or headers
    password_changed.connect(_note_password, app)
    session_protected.connect(_not_fresh, app)
    user_logged_in.connect(_begin_session, app)
    user_logged_out.connect(_end_session, app)
    user_logged_in.connect(_keep_own, app)
    user_logged_out.connect(_forget, app)


def _begin_session(app: Flask, user: Any, **_more: Any) -> None:
    """This sign-in gets a row of its own; both cookies, the session's and "Tetap masuk", speak of it."""
    session["_user_id"] = app.extensions["security"].datastore.begin_session(user)


def _end_session(_app: Flask, user: Any, **_more: Any) -> None:
    """A cookie that was copied ends with the session it came from."""
    if cookie := getattr(user, "cookie", None):
        with transaction() as db_session:
            end(db_session, cookie)


def _keep_own(_app: Flask, user: Any, **_more: Any) -> None:
    keep_for(user)


def _forget(_app: Flask, **_more: Any) -> None:
    forget_all()


def _render(template: str, **context: Any) -> Any:
    """A page of Flask-Security, its form called `form` as on all our pages; 422 when something is to be mended."""
    form = next((value for name, value in context.items() if name.endswith("_form") and "wan_" not in name), None)
    page = render_template(template, form=form, **context)
    return (page, 422) if form is not None and form.errors else page


def _note_password(_app: Flask, user: Any, **_more: Any) -> None:
    note_password(db.session, user)


def _not_fresh(_app: Flask, **_more: Any) -> None:
    """The session came from another address or browser: it goes on, but what matters asks for the password."""
    session.pop("fs_paa", None)
    session.pop("fs_gexp", None)
