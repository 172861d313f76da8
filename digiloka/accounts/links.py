"""One-time links: for the first admin, for somebody invited, for somebody who forgot the password.

A token is shown once, to the one who asked for it; the database keeps a keyed hash. A newer link of the same kind
makes the older ones void.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from digiloka.accounts.models import AccountLink
from digiloka.database import now
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused

FIRST, INVITATION, RESET = "first", "invitation", "reset"
LASTS = {FIRST: timedelta(days=1), INVITATION: timedelta(days=7), RESET: timedelta(days=1)}
PATH = "/tautan"  # the web's address of such a link is PATH/token


def issue(
    session: Session, purpose: str, *, user_id: uuid.UUID | None = None, created_by: uuid.UUID | None = None
) -> str:
    """A new link's token; older unused links of the same purpose and user stop working."""
    session.execute(
        delete(AccountLink).where(
            AccountLink.purpose == purpose, AccountLink.user_id == user_id, AccountLink.used_at.is_(None)
        )
    )
    token = secrets.token_hex(24)  # figures and letters only: messengers cut links at other signs
    session.add(
        AccountLink(
            user_id=user_id, purpose=purpose, token_hash=keyed_hash("link", token), created_by=created_by,
            expires_at=now() + LASTS[purpose],
        )
    )
    session.flush()
    return token


def find(session: Session, token: str) -> AccountLink:
    """The link of a token. Raises Refused("link-unknown", "link-used", "link-expired")."""
    link = session.scalar(select(AccountLink).where(AccountLink.token_hash == keyed_hash("link", token)))
    if link is None:
        said = "Tautan ini tidak berlaku. Periksa apakah alamatnya tersalin lengkap, atau minta tautan baru."
        raise Refused("link-unknown", said)
    if link.used_at is not None:
        raise Refused("link-used", "Tautan ini sudah dipakai. Masuk dengan kata sandi Anda, atau minta tautan baru.")
    if link.expires_at <= now():
        raise Refused("link-expired", "Tautan ini sudah lewat waktunya. Minta tautan baru.")
    return link


def use_up(session: Session, link: AccountLink) -> None:
    """Nobody can use this link again. Raises Refused("link-used") when somebody was quicker."""
    taken = session.execute(
        update(AccountLink).where(AccountLink.id == link.id, AccountLink.used_at.is_(None)).values(used_at=now())
    )
    if not taken.rowcount:
        raise Refused("link-used", "Tautan ini sudah dipakai. Masuk dengan kata sandi Anda, atau minta tautan baru.")


def void_all(session: Session, user_id: uuid.UUID) -> None:
    """No open link of this user works any longer."""
    session.execute(delete(AccountLink).where(AccountLink.user_id == user_id, AccountLink.used_at.is_(None)))
