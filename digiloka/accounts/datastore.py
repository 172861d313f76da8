"""Where Flask-Security finds and keeps users."""

from __future__ import annotations

from typing import Any

from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from digiloka.accounts import sessions
from digiloka.accounts.models import Role, User, WebAuthn
from digiloka.database import db, reading


class Accounts(SQLAlchemyUserDatastore):
    """Flask-Security's datastore, careful with locks.

    A user is read in a transaction of its own that ends at once; a change begins one that takes SQLite's write lock
    first. So no request holds a lock while a password is hashed, and none writes on top of an old snapshot, which
    SQLite refuses when somebody else wrote meanwhile.
    """

    def __init__(self) -> None:
        super().__init__(db, User, Role, WebAuthn)

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:  # noqa: ARG002
        """The user with this value of one attribute, detached; identities are stored in one spelling already.

        Flask-Security asks for `fs_uniquifier` with what a session's cookie says: the session must stand, too.
        """
        ((attribute, value),) = kwargs.items()
        of_session = attribute == "fs_uniquifier"
        wanted = sessions.user_of(value) if of_session else select(User).where(getattr(User, attribute) == value)
        with reading() as session:
            user = session.scalars(wanted.options(joinedload(User.webauthn))).unique().one_or_none()
            session.expunge_all()
        if user is not None and of_session:
            user.cookie = value
        return user

    def begin_session(self, user: User) -> str:
        """A session of its own for who has just signed in: what the browser's cookies are to say."""
        row, cookie = sessions.begun(user)
        self.put(row)
        return cookie

    def put(self, model: Any) -> Any:
        """Take a changed row into the transaction that Flask-Security commits at the end of the request."""
        session = self.db.session()
        if not session.in_transaction():
            session.connection(execution_options={"writes": True})
        return super().put(model)
