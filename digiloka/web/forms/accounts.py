"""Signing in, passwords, and the people who work here."""

from __future__ import annotations

from typing import Any

from flask_security import current_user, lookup_identity
from flask_security.forms import ChangePasswordForm, LoginForm, VerifyForm
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length

from digiloka.accounts.passwords import LEAST, LEAST_FOR_OWNERS
from digiloka.accounts.roles import ROLES, STAFF

MISMATCH = "Belum cocok. Periksa nomor HP atau email dan kata sandi Anda"
WRONG_PASSWORD = "Kata sandi belum cocok. Periksa huruf besar dan kecilnya"  # noqa: S105 - a sentence
_UNEQUAL = "Kedua kata sandi belum sama. Tulis kata sandi yang sama dua kali"
STANDINGS = {
    "active": "Aktif",
    "invited": "Belum membuat kata sandi",
    "off": "Nonaktif",
    "asked": "Minta kata sandi baru",
}
_NAME = [InputRequired("Isi nama lengkap"), Length(max=120, message="Nama paling panjang 120 huruf")]
_FILL_PASSWORD = "Isi kata sandi"  # noqa: S105 - a sentence


def password_hint(role: str | None) -> str:
    """How long a password of this role must be, in words for beside the field."""
    least = LEAST_FOR_OWNERS if role == "owner" else LEAST
    return f"Sedikitnya {least} huruf atau angka. Tiga kata yang tidak berhubungan mudah diingat dan sulit ditebak"


class SignInForm(LoginForm):
    """`email` is whatever people sign in with: an email or a phone number."""

    email = StringField("Nomor HP atau email", [InputRequired("Isi nomor HP atau email")])
    password = PasswordField("Kata sandi", [InputRequired(_FILL_PASSWORD)])
    remember = BooleanField("Tetap masuk di perangkat ini")

    def validate(self, **kwargs: Any) -> bool:
        """One sentence for every way of not matching: nobody learns who has an account."""
        self.ifield = self.email
        self.user = lookup_identity(self.email.data) if self.email.data and self.password.data else None
        if super().validate(**kwargs):
            rule = ROLES.get(self.user.role or "")
            self.remember.data = bool(self.remember.data and rule and rule.stays)
            return True
        if self.email.data and self.password.data:
            self.email.errors, self.password.errors = [], []
            self.form_errors = [MISMATCH]
        return False


class SignInAgainForm(VerifyForm):
    """The password once more, before something that matters."""

    password = PasswordField("Kata sandi", [InputRequired(_FILL_PASSWORD)])


class NewPasswordByOldForm(ChangePasswordForm):
    """A signed-in person changes their password."""

    password = PasswordField("Kata sandi sekarang", [InputRequired("Isi kata sandi sekarang")])
    new_password = PasswordField("Kata sandi baru", [InputRequired("Isi kata sandi baru")])
    new_password_confirm = PasswordField(
        "Ulangi kata sandi baru",
        [InputRequired("Tulis kata sandi baru sekali lagi"), EqualTo("new_password", _UNEQUAL)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_password.description = password_hint(current_user.role)


class ForgottenForm(FlaskForm):
    """Somebody forgot their password."""

    identity = StringField(
        "Nomor HP atau email",
        [InputRequired("Isi nomor HP atau email"), Length(max=255, message="Isi nomor HP atau email saja")],
    )


class SetPasswordForm(FlaskForm):
    """A password chosen by way of a one-time link."""

    password = PasswordField("Kata sandi baru", [InputRequired(_FILL_PASSWORD)])
    password_confirm = PasswordField(
        "Ulangi kata sandi", [InputRequired("Tulis kata sandi sekali lagi"), EqualTo("password", _UNEQUAL)]
    )


class FirstAdminForm(SetPasswordForm):
    """The first admin of an installation."""

    name = StringField("Nama lengkap", _NAME)
    email = StringField("Alamat email", [InputRequired("Isi alamat email, contoh nama@gmail.com")],
                        description="Dipakai untuk masuk")


class ConfirmForm(FlaskForm):
    """Nothing to fill in: a button that changes something."""


class UserFilterForm(Form):
    """Which users a list shows. Sent by POST: `q` may be a phone, which the address holds sealed in `cari` only."""

    cari = HiddenField(filters=[lambda text: text or ""])
    q = StringField("Nama, email, atau nomor HP", filters=[lambda text: (text or "").strip()[:200]])
    role = SelectField("Peran", validate_choice=False, choices=[
        SelectChoice("", "Semua petugas"), *(SelectChoice(rule.key, rule.label) for rule in ROLES.values()),
    ])
    standing = SelectField("Keadaan", validate_choice=False, choices=[
        SelectChoice("", "Semua"), *(SelectChoice(key, label) for key, label in STANDINGS.items()),
    ])


class UserForm(FlaskForm):
    """Name, role, area and agency of somebody who works here."""

    version = HiddenField()
    name = StringField("Nama lengkap", _NAME)
    role = SelectField("Peran", [InputRequired("Pilih peran")], validate_choice=False)  # the action judges it
    area = SelectField(
        "Wilayah kerja", validate_choice=False,
        description="Petugas kelurahan: satu kelurahan. Petugas kecamatan: satu kecamatan. Lainnya: kota",
    )
    agency = SelectField("Dinas", validate_choice=False)

    def offer(self, areas: list[SelectChoice], agencies: dict[str, str]) -> None:
        """Fill the lists of choices, before validating."""
        self.role.choices = [SelectChoice("", "Pilih peran")]
        self.role.choices += [SelectChoice(key, ROLES[key].label) for key in STAFF]
        self.area.choices = [SelectChoice("", "Pilih wilayah kerja"), *areas]
        self.agency.choices = [SelectChoice("", "Tidak ada")]
        self.agency.choices += [SelectChoice(key, label) for key, label in agencies.items()]


class InviteForm(UserForm):
    """Somebody new."""

    email = StringField("Alamat email", [InputRequired("Isi alamat email, contoh nama@gmail.com")],
                        description="Dipakai untuk masuk")
