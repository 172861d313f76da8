"""The bodies of jobs, by name. A body may be started again at any point: kill -9 must leave all or nothing.

A body gets the engine, the settings, the job's arguments (identifiers only) and `progress(done, of)`, which also
says that the job is alive. It raises Refused for what a person must mend (no second try) and anything else for
trouble (tried again).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from digiloka.accounts import actions as accounts
from digiloka.accounts.queries import user_by_id
from digiloka.accounts.sessions import sweep_sessions
from digiloka.audit.actor import SYSTEM
from digiloka.config import Settings
from digiloka.database import transaction
from digiloka.files.store import sweep
from digiloka.imports.returned.ordering import forget_old
from digiloka.jobs import names, rows
from digiloka.registry.actions.drafts import sweep_drafts
from digiloka.tasks import mail

Progress = Callable[[int, int], None]
Body = Callable[[Engine, Settings, dict[str, Any], Progress], None]

KEEP_ENDED_JOBS = timedelta(days=90)


def _import(name: str, about: str = "batch_id") -> Body:
    """A job of the imports, whose one argument is the id of what it is about."""

    def body(engine: Engine, settings: Settings, arguments: dict[str, Any], progress: Progress) -> None:
        from digiloka.tasks import importing  # with the spreadsheet libraries: a worker that mails needs none of it

        getattr(importing, name)(engine, settings, uuid.UUID(arguments[about]), progress)

    return body


def sweep_away(engine: Engine, settings: Settings, _arguments: dict[str, Any], progress: Progress) -> None:
    """Delete what nobody needs any more: lapsed drafts and sessions, old jobs and marked workbooks, stray files."""
    with transaction(engine) as session:
        sweep_drafts(session)
        sweep_sessions(session)
        rows.prune(session, KEEP_ENDED_JOBS)
        forget_old(session)
    progress(1, 2)
    with transaction(engine) as session:
        sweep(session, settings.files_dir)


def send_link(engine: Engine, settings: Settings, arguments: dict[str, Any], _progress: Progress) -> None:
    """Mail somebody a one-time link for a password. A repeated try sends a new link; the older one is void then."""
    with transaction(engine) as session:
        user = user_by_id(session, uuid.UUID(arguments["user_id"]))
        if user is None or not user.active or not user.email:
            return
        invited = user.password is None
        token = accounts.make_link(session, SYSTEM, user.id)
        name, address = user.name, user.email
    write = mail.invitation if invited else mail.new_password
    mail.send(settings, address, *write(settings, name, token))


BODIES: dict[str, Body] = {
    names.IMPORT_CHECK: _import("check_batch"),
    names.IMPORT_APPLY: _import("apply_batch"),
    names.IMPORT_UNDO: _import("undo_batch"),
    names.IMPORT_RETURN: _import("write_returned", about="returned_id"),
    names.SWEEP_FILES: sweep_away,
    names.SEND_LINK: send_link,
}
