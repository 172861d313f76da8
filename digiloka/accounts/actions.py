"""Changing users. Every action takes the session, writes its journal line and never commits."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from digiloka.accounts import links, queries
from digiloka.accounts.models import AccountLink, Role, User
from digiloka.accounts.passwords import check_length, check_password, hash_password
from digiloka.accounts.roles import ROLES, fitting_area, rule_of
from digiloka.audit.actor import Actor
from digiloka.audit.journal import record
from digiloka.database import now
from digiloka.jobs import names, rows
from digiloka.sealing import keyed_hash
from digiloka.values.identity import parse_email
from digiloka.values.phone import parse_phone
from digiloka.values.refusal import Refused
from digiloka.values.text import clean


def ensure_roles(session: Session) -> None:
    """Every role of accounts.roles has its row; safe to repeat."""
    known = set(session.scalars(select(Role.name)))
    session.add_all(Role(name=rule.key, description=rule.label) for rule in ROLES.values() if rule.key not in known)
    session.flush()


def add_user(
    session: Session,
    actor: Actor,
    *,
    city_code: str,
    role: str,
    name: str = "",
    email: str | None = None,
    phone: str | None = None,
    area_code: str | None = None,
    agency: str | None = None,
    password: str | None = None,
) -> User:
    """A new user. Without a password nobody can sign in as them until a link was used.

    `area_code` must exist: the caller has looked. Raises Refused("role-unknown", "area-…", "identity-missing",
    "user-known", "password-…", and what parse_email and parse_phone refuse).
    """
    area = fitting_area(role, area_code, city_code)
    address, number = parse_email(email), parse_phone(phone)
    if not address and (role != "owner" or not number):
        raise Refused("identity-missing", "Isi alamat email untuk masuk, contoh nama@gmail.com.")
    if password is not None:
        by_operator = actor.door == "cli"  # whoever has the console answers for the password; its length is judged
        about = (name, address, number)
        password = check_length(password) if by_operator else check_password(password, role=role, about=about)
    _refuse_known(session, address, number)
    user = User(
        city_code=city_code, name=clean(name)[:120], email=address, phone=number, area_code=area, agency=agency,
        phone_hash=keyed_hash("phone", number) if number else None,
        password=hash_password(password) if password else None,
        fs_uniquifier=uuid.uuid4().hex, invited_by=actor.user_id, roles=[_role_row(session, role)],
    )
    try:
        with session.begin_nested():
            session.add(user)
            session.flush()
    except IntegrityError as problem:  # somebody else added the same one a moment ago
        raise _known() from problem
    record(session, actor, "add", "user", user.id, city_code=city_code, changes={"role": [None, role]})
    return user


def change_user(
    session: Session, actor: Actor, user_id: uuid.UUID, *, version: int, name: str, role: str,
    area_code: str | None, agency: str | None,
) -> User:
    """Name, role, area and agency of a user, unless somebody changed them since `version` was read.

    Raises Refused("user-unknown", "conflict", "identity-missing", "last-admin", "own-role", "role-unknown", "area-…").
    """
    user = _locked(session, actor, user_id)
    if user.version != version:
        raise Refused("conflict", "Data pengguna ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi.")
    area = fitting_area(role, area_code, user.city_code)
    if role != user.role:
        if not user.email and role != "owner":
            raise Refused("identity-missing", "Pengguna ini belum punya email, jadi tetap pemilik usaha.")
        if user.id == actor.user_id:
            raise Refused("own-role", "Anda tidak dapat mengubah peran Anda sendiri. Minta admin lain melakukannya.")
        _keep_an_admin(session, user)
    changes: dict[str, list[str | None]] = {}
    for field, after in (("name", clean(name)[:120]), ("area_code", area), ("agency", agency)):
        before = getattr(user, field)
        if before != after:
            changes[field] = [before, after]
            setattr(user, field, after)
    if role != user.role:
        changes["role"] = [user.role, role]
        user.roles = [_role_row(session, role)]
    if changes:
        user.version += 1
        record(session, actor, "change", "user", user.id, city_code=user.city_code, changes=changes)
    return user


def switch_off(session: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """The user can no longer sign in, is signed out everywhere, and open links stop working.

    Raises Refused("user-unknown", "own-account", "last-admin").
    """
    user = _locked(session, actor, user_id)
    if user.id == actor.user_id:
        raise Refused("own-account", "Anda tidak dapat menonaktifkan akun Anda sendiri.")
    if user.active:
        _keep_an_admin(session, user)
        user.active = False
        user.version += 1
        sign_out_everywhere(user)
        links.void_all(session, user.id)
        record(session, actor, "switch-off", "user", user.id, city_code=user.city_code,
               changes={"active": [True, False]})
    return user


def switch_on(session: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """The user can sign in again, with the password they had. Raises Refused("user-unknown")."""
    user = _locked(session, actor, user_id)
    if not user.active:
        user.active = True
        user.version += 1
        record(session, actor, "switch-on", "user", user.id, city_code=user.city_code,
               changes={"active": [False, True]})
    return user


def make_link(session: Session, actor: Actor, user_id: uuid.UUID) -> str:
    """A one-time link's token for a user: an invitation while they have no password, else for a new one.

    Raises Refused("user-unknown", "user-off").
    """
    user = _locked(session, actor, user_id)
    if not user.active:
        raise Refused("user-off", "Akun ini tidak aktif. Aktifkan dulu, lalu buat tautannya.")
    purpose = links.RESET if user.password else links.INVITATION
    token = links.issue(session, purpose, user_id=user.id, created_by=actor.user_id)
    user.reset_asked_at = None
    record(session, actor, f"link-{purpose}", "user", user.id, city_code=user.city_code)
    return token


def send_link(session: Session, user: User) -> uuid.UUID:
    """Have a one-time link sent to the user's email. Returns the job to wake after the transaction."""
    return rows.enqueue(session, names.SEND_LINK, user_id=str(user.id)).id


def ask_new_password(session: Session, identity: str, *, by_mail: bool) -> uuid.UUID | None:
    """Somebody forgot a password: mail them a link, or have it stand on the admin's list when no mail can go.

    Returns the job to wake, if any. Never tells whether there is such a user.
    """
    user = queries.user_by_identity(session, identity)
    if user is None or not user.active:
        return None
    if by_mail and user.email:
        return send_link(session, user)
    user.reset_asked_at = now()
    return None


def accept_link(session: Session, token: str, password: str) -> User:
    """Set the password that an invitation or a reset link allows to set; signed out everywhere else.

    Raises Refused("link-…", "password-…").
    """
    link = links.find(session, token)
    user = session.get(User, link.user_id, with_for_update={"of": User}) if link.user_id else None
    if user is None or not user.active:
        raise Refused("link-unknown", "Tautan ini tidak berlaku. Minta tautan baru.")
    checked = check_password(password, role=user.role, about=(user.name, user.email, user.phone))
    links.use_up(session, link)
    links.void_all(session, user.id)
    user.password = hash_password(checked)
    user.reset_asked_at = None
    if link.purpose == links.INVITATION:
        user.confirmed_at = user.confirmed_at or now()
    sign_out_everywhere(user)
    note_password(session, user)
    return user


def accept_first(
    session: Session, token: str, *, city_code: str, name: str, email: str | None, password: str, agency: str | None
) -> User:
    """The first admin, by the link that the server printed. Raises Refused("link-…", "user-known", "password-…")."""
    link = links.find(session, token)
    if link.purpose != links.FIRST or queries.has_admin(session):
        raise Refused("link-unknown", "Tautan ini tidak berlaku lagi: admin pertama sudah ada. Masuk seperti biasa.")
    links.use_up(session, link)
    actor = Actor(None, "system", "web", city_code)
    return add_user(
        session, actor, city_code=city_code, role="admin", name=name, email=email, password=password, agency=agency
    )


def first_link(session: Session) -> str | None:
    """The token with which the first admin is made; None when there is an admin already."""
    return None if queries.has_admin(session) else links.issue(session, links.FIRST)


def purpose_of(session: Session, token: str) -> tuple[AccountLink, User | None]:
    """What a link is for, and for whom. Raises Refused("link-…")."""
    link = links.find(session, token)
    user = session.get(User, link.user_id) if link.user_id else None
    if link.user_id and (user is None or not user.active):
        raise Refused("link-unknown", "Tautan ini tidak berlaku. Minta tautan baru.")
    return link, user


def sign_out_everywhere(user: User) -> None:
    """Every session and "stay signed in" cookie of the user stops working."""
    user.fs_uniquifier = uuid.uuid4().hex


def note_password(session: Session, user: User) -> None:
    """The journal says that a password was set, and nothing of it."""
    actor = Actor(user.id, user.role or "", "web", user.area_code)
    record(session, actor, "password", "user", user.id, city_code=user.city_code)


def _role_row(session: Session, role: str) -> Role:
    rule_of(role)
    row = session.scalar(select(Role).where(Role.name == role))
    if row is None:
        ensure_roles(session)
        row = session.scalars(select(Role).where(Role.name == role)).one()
    return row


def _locked(session: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """The user, held until the transaction ends. One of another city does not exist for this actor."""
    user = session.get(User, user_id, with_for_update={"of": User}, populate_existing=True)
    if user is None or (actor.area_code and user.city_code != actor.area_code[:5]):
        raise Refused("user-unknown", "Pengguna ini tidak ada.")
    return user


def _keep_an_admin(session: Session, user: User) -> None:
    """Two admins who switch each other off at the same time: the second waits here, and is refused."""
    if user.role != "admin":
        return
    session.execute(select(Role.id).where(Role.name == "admin").with_for_update())
    if not queries.other_admins(session, user.city_code, user.id):
        raise Refused("last-admin", "Ini satu-satunya admin. Tambah admin lain lebih dulu.")


def _refuse_known(session: Session, address: str | None, number: str | None) -> None:
    if (address and queries.user_by_email(session, address)) or (number and queries.user_by_phone(session, number)):
        raise _known()


def _known() -> Refused:
    return Refused("user-known", "Sudah ada pengguna dengan email atau nomor HP ini.")
