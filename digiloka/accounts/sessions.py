"""A row for every sign-in, so that signing out ends it on the server, wherever its cookie was copied to.

Flask-Security keeps no such list: its `fs_uniquifier` ends all of a user's sessions at once. A cookie therefore says
UNIQUIFIER.SESSION: a new uniquifier still ends every session, a row taken away ends one.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from digiloka.accounts.models import SignedIn, User
from digiloka.database import new_id, now

LONGEST = timedelta(days=30)  # as long as "Tetap masuk" lasts


def begun(user: User) -> tuple[SignedIn, str]:
    """A new session of a user, to be stored by the caller, and what its cookies say."""
    row = SignedIn(id=new_id(), user_id=user.id, began_at=now())
    return row, f"{user.fs_uniquifier}.{row.id.hex}"


def session_id(cookie: str) -> uuid.UUID | None:
    """Which session a cookie speaks of; None when it speaks of none."""
    try:
        return uuid.UUID(hex=cookie.partition(".")[2])
    except ValueError:
        return None


def user_of(cookie: str) -> Select[tuple[User]]:
    """The user whose session, still standing, a cookie speaks of: one query for both."""
    return (
        select(User).join(SignedIn, SignedIn.user_id == User.id)
        .where(User.fs_uniquifier == cookie.partition(".")[0])
        .where(SignedIn.id == session_id(cookie), SignedIn.began_at > now() - LONGEST)
    )


def end(session: Session, cookie: str) -> None:
    """This session is over, in every browser that holds its cookie; the user's other sessions go on."""
    session.execute(delete(SignedIn).where(SignedIn.id == session_id(cookie)))


def sweep_sessions(session: Session) -> None:
    """Take away the rows of sessions that ended by themselves."""
    session.execute(delete(SignedIn).where(SignedIn.began_at <= now() - LONGEST))
