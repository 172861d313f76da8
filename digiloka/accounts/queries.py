"""Finding users. Functions take the session; a `UserRow` outlives it, a `User` does not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.links import INVITATION
from digiloka.accounts.models import AccountLink, Role, User
from digiloka.accounts.roles import ROLES, STAFF
from digiloka.accounts.viewer import Viewer
from digiloka.sealing import keyed_hash
from digiloka.values.identity import parse_email
from digiloka.values.phone import parse_phone
from digiloka.values.refusal import Refused
from digiloka.values.text import clean


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as pages and lists show them. standing: active, invited (no password yet), off."""

    id: uuid.UUID
    version: int
    name: str
    email: str | None
    phone: str | None
    role: str
    area_code: str | None
    agency: str | None
    standing: str
    last_login_at: datetime | None
    previous_login_at: datetime | None
    reset_asked_at: datetime | None
    created_at: datetime

    @property
    def role_label(self) -> str:
        return ROLES[self.role].label if self.role in ROLES else "Tanpa peran"

    @property
    def shown_name(self) -> str:
        return self.name or self.email or "Tanpa nama"


def email_identity(text: str) -> str | None:
    """What a typed sign-in name is as an email: lower case, or None when it is none."""
    text = clean(text).lower()
    return text if "@" in text else None


def phone_identity(text: str) -> str | None:
    """What a typed sign-in name is as a phone: the keyed hash users are found by, or None when it is none."""
    try:
        phone = parse_phone(text)
    except Refused:
        return None
    return keyed_hash("phone", phone) if phone else None


def identity_hash(text: str) -> str:
    """One key for one identity however it is typed; tells nothing. For counting attempts."""
    return phone_identity(text) or keyed_hash("identity", email_identity(text) or clean(text).lower())


def user_by_id(session: Session, user_id: uuid.UUID) -> User | None:
    return session.get(User, user_id)


def user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def user_by_phone(session: Session, phone: str) -> User | None:
    """`phone` in E.164."""
    return session.scalar(select(User).where(User.phone_hash == keyed_hash("phone", phone)))


def user_by_identity(session: Session, text: str) -> User | None:
    """Who signs in with this email or phone, in whatever way it is typed."""
    if email := email_identity(text):
        return user_by_email(session, email)
    hashed = phone_identity(text)
    return session.scalar(select(User).where(User.phone_hash == hashed)) if hashed else None


def viewer_of(user: Any) -> Viewer:
    """The viewer that a user is. Without a role it may do nothing."""
    return Viewer(user.id, user.role or "", user.area_code, user.name, user.agency)


def viewer_by_email(session: Session, email: str) -> Viewer:
    """Who a command works for (`--user EMAIL`). Raises Refused("user-unknown") also for one who was switched off."""
    try:
        address = parse_email(email)
    except Refused:
        address = None
    user = user_by_email(session, address) if address else None
    if user is None or not user.active:
        raise Refused("user-unknown", f"Tidak ada pengguna aktif dengan email {email}.")
    return viewer_of(user)


def viewer_by_id(session: Session, user_id: uuid.UUID) -> Viewer:
    """Who a job works for. Raises Refused("user-unknown"); one who was switched off meanwhile is still known."""
    user = session.get(User, user_id)
    if user is None:
        raise Refused("user-unknown", "Pengguna yang memulai pekerjaan ini sudah tidak ada.")
    return viewer_of(user)


def has_admin(session: Session) -> bool:
    """Is there an admin who can sign in?"""
    found = select(User.id).join(User.roles).where(
        Role.name == "admin", User.active.is_(True), User.password.is_not(None)
    )
    return session.scalar(found.limit(1)) is not None


def other_admins(session: Session, city_code: str, than: uuid.UUID) -> int:
    """How many admins of the city can sign in besides this one."""
    counted = (
        select(func.count()).select_from(User).join(User.roles)
        .where(Role.name == "admin", User.city_code == city_code, User.id != than)
        .where(User.active.is_(True), User.password.is_not(None))
    )
    return session.scalar(counted) or 0


def names_of(session: Session, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names for journal lines; an id without a user is left out."""
    rows = session.execute(select(User.id, User.name, User.email).where(User.id.in_(ids))) if ids else ()
    return {row.id: row.name or row.email or "Tanpa nama" for row in rows}


def row_of(user: User) -> UserRow:
    standing = "off" if not user.active else "active" if user.password else "invited"
    return UserRow(
        user.id, user.version, user.name, user.email, user.phone, user.role or "", user.area_code, user.agency,
        standing, user.current_login_at, user.last_login_at, user.reset_asked_at, user.created_at,
    )


def list_users(
    session: Session, city_code: str, *, words: str = "", phone_hash: str = "", role: str = "", standing: str = "",
    first: int = 0, count: int = 50,
) -> tuple[list[UserRow], int]:
    """(rows, how many in all), by name. Staff only, unless `role` is owner. `phone_hash`: whoever has that phone."""
    wanted = _wanted(city_code, words, role, standing)
    if phone_hash:
        wanted = select(User.id).where(User.city_code == city_code, User.phone_hash == phone_hash)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(func.lower(User.name), User.id).offset(first).limit(count)
    ids = list(session.scalars(page))
    found = {user.id: row_of(user) for user in session.scalars(select(User).where(User.id.in_(ids))).unique()}
    return [found[user_id] for user_id in ids], total


def _wanted(city_code: str, words: str, role: str, standing: str) -> Select[tuple[uuid.UUID]]:
    wanted = select(User.id).join(User.roles).where(User.city_code == city_code)
    if role:
        wanted = wanted.where(Role.name == role)
    elif standing != "asked":  # whoever waits for a new password is shown, owners too
        wanted = wanted.where(Role.name.in_(STAFF))
    text = clean(words).lower()
    if text:
        wanted = wanted.where(
            or_(func.lower(User.name).contains(text, autoescape=True), User.email.contains(text, autoescape=True))
        )
    conditions = {
        "active": [User.active.is_(True), User.password.is_not(None)],
        "invited": [User.active.is_(True), User.password.is_(None)],
        "off": [User.active.is_(False)],
        "asked": [User.active.is_(True), User.reset_asked_at.is_not(None)],
    }
    return wanted.where(*conditions.get(standing, []))


def count_asking(session: Session, city_code: str) -> int:
    """How many active users wait for an admin to hand them a link for a new password (owners too)."""
    counted = select(func.count()).select_from(User)
    return session.scalar(
        counted.where(User.city_code == city_code, User.active.is_(True), User.reset_asked_at.is_not(None))
    ) or 0


def open_invitation(session: Session, user_id: uuid.UUID) -> datetime | None:
    """When the user's unused invitation ends (it may have ended already); None when there is none."""
    ends = select(AccountLink.expires_at).where(
        AccountLink.user_id == user_id, AccountLink.purpose == INVITATION, AccountLink.used_at.is_(None)
    )
    return session.scalar(ends.order_by(AccountLink.expires_at.desc()).limit(1))
