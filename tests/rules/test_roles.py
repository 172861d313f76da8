"""Which role may do what, which area fits it, and what a password must be."""

from __future__ import annotations

import pytest

from digiloka import sealing
from digiloka.accounts.passwords import check_length, check_password, hash_password
from digiloka.accounts.roles import AGENCIES, ROLES, STAFF, fitting_area, may
from digiloka.accounts.viewer import Viewer
from digiloka.values.refusal import Refused

CITY = "14.72"


@pytest.mark.parametrize(
    ("role", "area", "gets"),
    [
        ("admin", None, "14.72"), ("admin", "14.72", "14.72"), ("dinas", None, "14.72"), ("plut", "", "14.72"),
        ("kecamatan", "14.72.01", "14.72.01"), ("kelurahan", "14.72.01.1003", "14.72.01.1003"),
        ("owner", None, None), ("owner", "", None),
    ],
)
def test_a_role_gets_an_area_of_its_own_level(role: str, area: str | None, gets: str | None) -> None:
    assert fitting_area(role, area, CITY) == gets


@pytest.mark.parametrize(
    ("role", "area", "code"),
    [
        ("kelurahan", None, "area-missing"), ("kecamatan", "", "area-missing"),
        ("kelurahan", "14.72", "area-level"), ("kelurahan", "14.72.01", "area-level"),
        ("kecamatan", "14.72", "area-level"), ("kecamatan", "14.72.01.1003", "area-level"),
        ("admin", "14.72.01", "area-level"), ("dinas", "14.72.01.1003", "area-level"),
        ("owner", "14.72", "area-level"), ("owner", "14.72.01.1003", "area-level"),
        ("kelurahan", "14.71.01.1001", "area-city"), ("kecamatan", "14.720.01", "area-city"),
        ("admin", "14.71", "area-city"),
        ("lurah", "14.72", "role-unknown"), ("", None, "role-unknown"), ("Admin", None, "role-unknown"),
    ],
)
def test_an_area_that_does_not_fit_is_refused(role: str, area: str | None, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        fitting_area(role, area, CITY)
    assert refusal.value.code == code


def test_only_admins_manage_users() -> None:
    assert [role for role in ROLES if may(role, "users.manage")] == ["admin"]


def test_only_those_with_the_city_reveal_a_nik() -> None:
    assert all(ROLES[role].area_level == "kota" for role in ROLES if may(role, "nik.reveal"))


def test_an_owner_has_no_right_of_the_staff() -> None:
    staff = frozenset().union(*(ROLES[role].may for role in STAFF))
    assert not ROLES["owner"].may & staff


def test_plut_sees_figures_and_nobodys_data() -> None:
    assert ROLES["plut"].may == {"statistics.read"}


def test_an_unknown_role_may_nothing() -> None:
    rights = frozenset().union(*(rule.may for rule in ROLES.values()))
    assert not [right for right in rights if may("lurah", right) or may(None, right) or may("", right)]


def test_whoever_works_for_the_whole_city_does_not_stay_signed_in() -> None:
    assert {role for role, rule in ROLES.items() if rule.stays} == {"owner", "kelurahan", "kecamatan"}


def test_two_dinas_share_the_register() -> None:
    assert len(AGENCIES) >= 2


@pytest.mark.parametrize(
    ("area", "code", "covered"),
    [
        ("14.72", "14.72.01.1003", True), ("14.72.01", "14.72.01.1003", True), ("14.72.01", "14.72.01", True),
        ("14.72.01", "14.72", False), ("14.72.01", "14.72.02.1001", False), ("14.72.0", "14.72.01", False),
        ("14.72.01", "14.72.011", False), ("14.72", None, False), (None, "14.72", False), ("", "14.72", False),
    ],
)
def test_a_viewer_covers_their_area_and_what_lies_in_it(area: str | None, code: str | None, covered: bool) -> None:
    assert Viewer(None, "dinas", area).covers(code) is covered


# Passwords


@pytest.mark.parametrize(
    ("password", "role"),
    [
        ("payung-sungai-41", "admin"), ("tiga ekor ikan patin", "kelurahan"), ("Lx9!kd02Qz", "dinas"),
        ("gerobak7", "owner"), ("пароль-на-борту", "admin"), ("20260817 merah kota", "admin"),
        ("x" * 20 + "abcdz", "plut"),
    ],
)
def test_a_password_that_is_hard_to_guess_is_taken(password: str, role: str) -> None:
    assert check_password(password, role=role, about=("Siti Aminah", "siti@example.id", "+6281200001234")) == password


@pytest.mark.parametrize(
    ("password", "role", "code"),
    [
        ("", "owner", "password-short"), ("gerobak", "owner", "password-short"),
        ("gerobak7", "admin", "password-short"), ("x7" * 101, "owner", "password-long"),
        ("password", "owner", "password-guessed"), ("Rahasia123", "admin", "password-guessed"),
        ("1234567890", "admin", "password-guessed"), ("17081945", "owner", "password-guessed"),
        ("081200001234", "admin", "password-guessed"), ("aaaaaaaaaa", "admin", "password-guessed"),
        ("abababababab", "admin", "password-guessed"), ("qwertyuiop", "admin", "password-guessed"),
        ("Dumai 2026", "admin", "password-guessed"), ("warung-ku-99", "admin", "password-guessed"),
        ("Siti Aminah 85", "owner", "password-about"), ("siti.aminah2026", "admin", "password-about"),
    ],
)
def test_a_password_that_others_would_try_is_refused(password: str, role: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_password(password, role=role, about=("Siti Aminah", "siti.aminah@example.id", "+6281200001234"))
    assert refusal.value.code == code


def test_the_phone_number_is_no_password_however_it_is_written() -> None:
    with pytest.raises(Refused):
        check_password("+62 812-0000-1234", role="owner", about=("+6281200001234",))


def test_the_same_signs_from_another_keyboard_are_the_same_password() -> None:
    assert check_password("ｐａｙｕｎｇ sungai") == check_password("payung sungai")


@pytest.mark.parametrize(
    ("password", "fine"), [("abcdefgh", True), ("abcdefg", False), ("a" * 200, True), ("a" * 201, False)]
)
def test_at_the_console_only_the_length_counts(password: str, fine: bool) -> None:
    if fine:
        assert check_length(password) == password
    else:
        with pytest.raises(Refused):
            check_length(password)


def test_a_hash_is_argon2id_and_never_the_same_twice() -> None:
    sealing.use(sealing.new_keyring(generated=True))
    one, other = hash_password("payung-sungai-41"), hash_password("payung-sungai-41")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
