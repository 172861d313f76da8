"""Puts the house together: settings, keys, database, sign-in, pages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from digiloka import sealing
from digiloka.config import PROJECT, Settings
from digiloka.database import db
from digiloka.jobs import queue
from digiloka.web import (
    access,
    accounts,
    businesses,
    errors,
    formats,
    imports,
    own,
    proof,
    public,
    registration,
    security,
    statistics,
    users,
    verification,
)

BLUEPRINTS = (
    public.pages, registration.pages, own.pages, proof.pages, businesses.pages, verification.pages, imports.pages,
    statistics.pages, users.pages,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application for one installation. Raises KeysRefused when production runs on generated keys."""
    settings = settings or Settings.from_env()
    ring = sealing.load_or_create(settings.keys_file, production=settings.production)
    sealing.use(ring)
    app = Flask("digiloka", template_folder=str(PROJECT / "templates"), static_folder=str(PROJECT / "static"))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=ring.secret_key,
        SECURITY_PASSWORD_SALT=ring.password_salt,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.upload_bytes + 1024 * 1024,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    queue.use(partial(queue.connect, settings))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    for part in (formats, security, errors, accounts, access):
        part.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
