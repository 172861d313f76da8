"""Users and roles on Flask-Security-Too's schema (with unified sign-in, second factor, passkeys from the start)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from digiloka.database import UTC, Base, Sealed, new_id, now

user_roles = Table(
    "user_role",
    Base.metadata,
    Column("user_id", Uuid, ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", Uuid, ForeignKey("app_role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A name from accounts.roles; what it may do stands there, not here."""

    __tablename__ = "app_role"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))
    permissions: Mapped[list[str] | None] = mapped_column(JSON)
    update_datetime: Mapped[datetime] = mapped_column(UTC, default=now, onupdate=now)


class User(Base, UserMixin):
    """Somebody who signs in. Staff have an email (in clear); owners have a phone (sealed, found by its hash)."""

    __tablename__ = "app_user"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(Integer, default=1)
    city_code: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str | None] = mapped_column(String(255), unique=True)
    phone: Mapped[str | None] = mapped_column(Sealed("app_user.phone"))
    phone_hash: Mapped[str | None] = mapped_column(String(43), unique=True)
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UTC)
    password: Mapped[str | None] = mapped_column(String(255))
    area_code: Mapped[str | None] = mapped_column(String(13))
    agency: Mapped[str | None] = mapped_column(String(40))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
    create_datetime: Mapped[datetime] = mapped_column(UTC, default=now)
    update_datetime: Mapped[datetime] = mapped_column(UTC, default=now, onupdate=now)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_token_uniquifier: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTC)
    last_login_at: Mapped[datetime | None] = mapped_column(UTC)
    current_login_at: Mapped[datetime | None] = mapped_column(UTC)
    last_login_ip: Mapped[str | None] = mapped_column(String(64))
    current_login_ip: Mapped[str | None] = mapped_column(String(64))
    login_count: Mapped[int | None] = mapped_column(Integer)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Sealed("app_user.tf_totp_secret"))
    tf_phone_number: Mapped[str | None] = mapped_column(Sealed("app_user.tf_phone_number"))
    mf_recovery_codes: Mapped[Any | None] = mapped_column(JSON)
    us_phone_number: Mapped[str | None] = mapped_column(Sealed("app_user.us_phone_number"))
    us_totp_secrets: Mapped[str | None] = mapped_column(Text)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)
    invited_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    reset_asked_at: Mapped[datetime | None] = mapped_column(UTC)  # no mail could be sent: an admin hands over a link

    roles: Mapped[list[Role]] = relationship(secondary=user_roles, lazy="joined")
    webauthn: Mapped[list[WebAuthn]] = relationship(back_populates="user", cascade="all, delete-orphan")

    cookie: ClassVar[str | None] = None  # what the cookie said by which this user was found, for the one request

    @property
    def role(self) -> str | None:
        return self.roles[0].name if self.roles else None


class WebAuthn(Base):
    """A passkey, as Flask-Security keeps it."""

    __tablename__ = "app_webauthn"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(Integer, default=0)
    transports: Mapped[list[str] | None] = mapped_column(JSON)
    backup_state: Mapped[bool] = mapped_column(Boolean, default=False)
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[datetime] = mapped_column(UTC, default=now)
    lastuse_datetime: Mapped[datetime] = mapped_column(UTC, default=now)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("app_user.id", ondelete="CASCADE"))

    user: Mapped[User] = relationship(back_populates="webauthn")

    def get_user_mapping(self) -> dict[str, uuid.UUID]:
        """Flask-Security's way from a key to its user."""
        return {"id": self.user_id}


class SignedIn(Base):
    """One sign-in in one browser. The browser's cookies are good for as long as this row stands."""

    __tablename__ = "app_session"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(UTC, default=now)


class AccountLink(Base):
    """A one-time link that lets somebody set a password. Only a keyed hash of its token is kept."""

    __tablename__ = "account_link"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))  # first (no user yet), invitation, reset
    token_hash: Mapped[str] = mapped_column(String(43), unique=True)
    created_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    created_at: Mapped[datetime] = mapped_column(UTC, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTC)
    used_at: Mapped[datetime | None] = mapped_column(UTC)
