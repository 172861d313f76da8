"""Users in the database: found however they are typed, changed one at a time, let in by links that work once."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from digiloka.accounts import actions, links, queries
from digiloka.audit.actor import Actor
from digiloka.audit.history import lines_about
from digiloka.database import now, transaction
from digiloka.jobs import names
from digiloka.jobs.rows import due, is_pending
from digiloka.values.refusal import Refused
from tests.people import CITY, NOBODY, PASSWORD, added

PHONE = "+6281200001234"
ADMIN = Actor(uuid.uuid4(), "admin", "web", CITY)


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


@pytest.mark.parametrize(
    "typed", ["081200001234", "0812 0000 1234", "0812-0000-1234", "+62 812 0000 1234", "6281200001234", " 81200001234 "]
)
def test_an_owner_is_found_by_phone_however_it_is_typed(session: Session, typed: str) -> None:
    owner = added(session, "owner", phone=PHONE)
    assert queries.user_by_identity(session, typed).id == owner.id
    assert queries.identity_hash(typed) == queries.identity_hash(PHONE)


@pytest.mark.parametrize("typed", ["Petugas@Example.id", " petugas@example.id ", "PETUGAS@EXAMPLE.ID"])
def test_an_officer_is_found_by_e_mail_however_it_is_typed(session: Session, typed: str) -> None:
    officer = added(session, "dinas", email="Petugas@Example.ID")
    assert queries.user_by_identity(session, typed).id == officer.id
    assert queries.identity_hash(typed) == queries.identity_hash("petugas@example.id")


@pytest.mark.parametrize(
    "typed", ["", " ", "siti", "081200009999", "lain@example.id", "@", "'; drop table app_user", "\0"]
)
def test_what_is_nobodys_finds_nobody(session: Session, typed: str) -> None:
    added(session, "owner", phone=PHONE)
    assert queries.user_by_identity(session, typed) is None


def test_a_phone_number_stands_nowhere_in_clear(session: Session, engine: Engine) -> None:
    added(session, "owner", phone=PHONE, name="Ada Contoh")
    session.commit()
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM app_user")).mappings().one()
        lines = connection.execute(text("SELECT * FROM journal")).mappings().all()
    told = repr(dict(row)) + repr([dict(line) for line in lines])
    assert PHONE[3:] not in told
    assert PASSWORD not in told


def test_nobody_is_added_twice(session: Session) -> None:
    added(session, "owner", phone=PHONE)
    added(session, "dinas", email="satu@example.id")
    for again in ({"phone": "0812 0000 1234"}, {"email": "SATU@example.id"}):
        with refused("user-known"):
            added(session, "owner", **{"phone": None, **again})


@pytest.mark.parametrize(
    ("role", "more", "code"),
    [
        ("dinas", {"email": None}, "identity-missing"),
        ("dinas", {"email": "", "phone": PHONE}, "identity-missing"),
        ("owner", {"phone": None}, "identity-missing"),
        ("kelurahan", {"area_code": "14.72.01"}, "area-level"),
        ("kelurahan", {"area_code": None}, "area-missing"),
        ("lurah", {}, "role-unknown"),
        ("dinas", {"password": "pendek"}, "password-short"),
        ("dinas", {"email": "bukan-alamat"}, "email-shape"),
    ],
)
def test_a_user_that_cannot_be_is_refused_and_leaves_nothing(session: Session, role: str, more: Any, code: str) -> None:
    with refused(code):
        added(session, role, **more)
    assert queries.list_users(session, CITY) == ([], 0)


def test_an_invited_user_cannot_sign_in_before_choosing_a_password(session: Session) -> None:
    user = added(session, "dinas", password=None)
    assert queries.row_of(user).standing == "invited"
    token = actions.make_link(session, ADMIN, user.id)
    assert queries.open_invitation(session, user.id) - now() > timedelta(days=6, hours=23)
    assert actions.accept_link(session, token, PASSWORD).password.startswith("$argon2id$")
    assert queries.row_of(user).standing == "active"


def test_a_link_works_once(session: Session) -> None:
    user = added(session, "dinas", password=None)
    token = actions.make_link(session, ADMIN, user.id)
    actions.accept_link(session, token, PASSWORD)
    with refused("link-used"):
        actions.accept_link(session, token, "payung-sungai-42")


def test_a_newer_link_makes_the_older_one_void(session: Session) -> None:
    user = added(session, "dinas", password=None)
    older = actions.make_link(session, ADMIN, user.id)
    actions.make_link(session, ADMIN, user.id)
    with refused("link-unknown"):
        actions.accept_link(session, older, PASSWORD)


def test_a_link_ends(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    user = added(session, "dinas", password=None)
    token = actions.make_link(session, ADMIN, user.id)
    later = now() + links.LASTS[links.INVITATION] + timedelta(seconds=1)
    monkeypatch.setattr(links, "now", lambda: later)
    with refused("link-expired"):
        actions.accept_link(session, token, PASSWORD)


def test_a_link_of_somebody_switched_off_does_nothing(session: Session) -> None:
    user = added(session, "dinas")
    token = actions.make_link(session, ADMIN, user.id)
    actions.switch_off(session, ADMIN, user.id)
    with refused("link-unknown"):
        actions.accept_link(session, token, PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "../../etc/passwd", "é"])
def test_an_invented_link_is_unknown(session: Session, token: str) -> None:
    with refused("link-unknown"):
        actions.accept_link(session, token, PASSWORD)


def test_a_weak_password_does_not_use_the_link_up(session: Session) -> None:
    user = added(session, "dinas", password=None)
    token = actions.make_link(session, ADMIN, user.id)
    with refused("password-guessed"):
        actions.accept_link(session, token, "rahasia123")
    actions.accept_link(session, token, PASSWORD)


def test_of_two_who_use_one_link_at_once_one_is_refused(engine: Engine) -> None:
    with transaction(engine) as session:
        user = added(session, "dinas", password=None)
        token = actions.make_link(session, ADMIN, user.id)
    ended: list[str] = []
    start = threading.Barrier(2)

    def use(password: str) -> None:
        start.wait()
        try:
            with transaction(engine) as session:
                actions.accept_link(session, token, password)
            ended.append("set")
        except Refused as refusal:
            ended.append(refusal.code)

    threads = [threading.Thread(target=use, args=(f"payung-sungai-{number}",)) for number in (41, 42)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["link-used", "set"]


def test_a_new_password_ends_every_session(session: Session) -> None:
    user = added(session, "dinas")
    before = user.fs_uniquifier
    actions.accept_link(session, actions.make_link(session, ADMIN, user.id), "payung-sungai-42")
    assert user.fs_uniquifier != before


# The first admin

FIRST = {"city_code": CITY, "name": "Ada", "email": "admin@example.id", "password": PASSWORD, "agency": "diskop"}


def test_the_first_admin_comes_by_link_and_then_there_is_no_such_link(session: Session) -> None:
    token = actions.first_link(session)
    user = actions.accept_first(session, token, **FIRST)
    assert (user.role, user.area_code) == ("admin", CITY)
    assert actions.first_link(session) is None
    with refused("link-used"):
        actions.accept_first(session, token, **{**FIRST, "email": "lain@example.id"})


def test_an_older_first_link_does_not_make_a_second_admin(session: Session) -> None:
    token = actions.first_link(session)
    added(session, "admin")
    with refused("link-unknown"):
        actions.accept_first(session, token, **FIRST)


def test_an_admin_without_a_password_does_not_count(session: Session) -> None:
    added(session, "admin", password=None)
    assert actions.first_link(session) is not None


# Changing


def test_what_changed_stands_in_the_journal(session: Session) -> None:
    user = added(session, "kelurahan", name="Ada Contoh")
    given = {"name": "Ada Lain", "role": "kecamatan", "area_code": "14.72.02", "agency": None}
    actions.change_user(session, ADMIN, user.id, version=user.version, **given)
    session.flush()
    line = lines_about(session, "user", user.id)[0]
    assert line.changes == {
        "name": ["Ada Contoh", "Ada Lain"], "area_code": ["14.72.01.1003", "14.72.02"],
        "role": ["kelurahan", "kecamatan"],
    }
    assert line.actor_id == ADMIN.user_id


def test_a_change_on_an_old_version_is_a_conflict(session: Session) -> None:
    user = added(session, "dinas")
    seen = user.version
    given = {"role": "dinas", "area_code": CITY, "agency": None}
    actions.change_user(session, ADMIN, user.id, version=seen, name="Satu", **given)
    with refused("conflict"):
        actions.change_user(session, ADMIN, user.id, version=seen, name="Dua", **given)
    assert user.name == "Satu"


def test_saving_without_a_change_is_no_news(session: Session) -> None:
    user = added(session, "dinas")
    seen, lines = user.version, len(lines_about(session, "user", user.id))
    actions.change_user(
        session, ADMIN, user.id, version=seen, name=user.name, role="dinas", area_code=None, agency=user.agency
    )
    assert (user.version, len(lines_about(session, "user", user.id))) == (seen, lines)


def test_the_last_admin_stays(session: Session) -> None:
    admin = added(session, "admin")
    with refused("last-admin"):
        actions.switch_off(session, ADMIN, admin.id)
    with refused("last-admin"):
        actions.change_user(
            session, ADMIN, admin.id, version=admin.version, name="x", role="dinas", area_code=None, agency=None
        )
    added(session, "admin")
    assert not actions.switch_off(session, ADMIN, admin.id).active


def test_of_two_admins_who_switch_each_other_off_one_stays(engine: Engine) -> None:
    with transaction(engine) as session:
        pair = [added(session, "admin").id for _ in range(2)]
    start, ended = threading.Barrier(2), []

    def switch(actor: uuid.UUID, other: uuid.UUID) -> None:
        start.wait()
        try:
            with transaction(engine) as session:
                actions.switch_off(session, Actor(actor, "admin", "web", CITY), other)
            ended.append("off")
        except Refused as refusal:
            ended.append(refusal.code)

    threads = [threading.Thread(target=switch, args=turn) for turn in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["last-admin", "off"]


def test_nobody_switches_themselves_off_or_raises_themselves(session: Session) -> None:
    admin, _other = added(session, "admin"), added(session, "admin")
    actor = Actor(admin.id, "admin", "web", CITY)
    with refused("own-account"):
        actions.switch_off(session, actor, admin.id)
    with refused("own-role"):
        actions.change_user(
            session, actor, admin.id, version=admin.version, name="x", role="dinas", area_code=None, agency=None
        )


def test_an_admin_of_another_city_finds_nobody_here(session: Session) -> None:
    user = added(session, "dinas")
    with refused("user-unknown"):
        actions.switch_off(session, Actor(uuid.uuid4(), "admin", "web", "14.71"), user.id)


# Forgotten passwords


def test_without_mail_a_forgotten_password_stands_on_the_admins_list(session: Session) -> None:
    owner = added(session, "owner", phone=PHONE)
    assert actions.ask_new_password(session, "0812 0000 1234", by_mail=False) is None
    assert queries.count_asking(session, CITY) == 1
    assert [row.id for row in queries.list_users(session, CITY, standing="asked")[0]] == [owner.id]
    actions.make_link(session, ADMIN, owner.id)
    assert queries.count_asking(session, CITY) == 0


def test_with_mail_a_link_is_sent_by_a_job(session: Session) -> None:
    added(session, "dinas", email="satu@example.id")
    job_id = actions.ask_new_password(session, "Satu@example.id", by_mail=True)
    assert job_id in due(session)
    assert is_pending(session, names.SEND_LINK)


def test_an_owner_without_e_mail_goes_to_the_admin_even_where_mail_is_sent(session: Session) -> None:
    added(session, "owner", phone=PHONE)
    assert actions.ask_new_password(session, PHONE, by_mail=True) is None
    assert queries.count_asking(session, CITY) == 1


@pytest.mark.parametrize("typed", ["lain@example.id", "081299998888", "", "x"])
def test_asking_for_nobody_changes_nothing(session: Session, typed: str) -> None:
    added(session, "owner", phone=PHONE)
    assert actions.ask_new_password(session, typed, by_mail=True) is None
    assert not queries.count_asking(session, CITY)
    assert not due(session)


# Lists


def test_the_list_shows_staff_and_an_owner_only_by_phone(session: Session) -> None:
    added(session, "owner", phone=PHONE, name="Ada Pemilik")
    officer = added(session, "kelurahan", name="Budi Petugas", email="budi@example.id")

    def names_(**asked: Any) -> list[str]:
        return [row.name for row in queries.list_users(session, CITY, **asked)[0]]

    assert names_() == ["Budi Petugas"]
    assert names_(words="BUDI") == names_(words="budi@") == ["Budi Petugas"]
    assert names_(words="pemilik") == []
    hashed = queries.phone_identity(PHONE)
    assert names_(phone_hash=hashed) == names_(phone_hash=hashed, role="dinas") == ["Ada Pemilik"]
    assert names_(phone_hash="nobody") == names_(words="0812 0000 1234") == []
    assert names_(role="owner") == ["Ada Pemilik"]
    assert names_(words="%") == names_(words="_") == []
    actions.switch_off(session, ADMIN, officer.id)
    assert names_(standing="off") == ["Budi Petugas"]
    assert names_(standing="active") == []


def test_pages_of_the_list_hold_everybody_once(session: Session) -> None:
    for number in range(7):
        added(session, "dinas", name=f"Nama {number}", password=None)
    pages = [queries.list_users(session, CITY, first=first, count=3) for first in (0, 3, 6)]
    assert [row.name for rows, _ in pages for row in rows] == [f"Nama {number}" for number in range(7)]
    assert {total for _, total in pages} == {7}


def test_a_command_works_for_an_active_user_only(session: Session) -> None:
    user = added(session, "kelurahan", email="satu@example.id")
    viewer = queries.viewer_by_email(session, " Satu@Example.id ")
    assert (viewer.role, viewer.area_code) == ("kelurahan", "14.72.01.1003")
    actions.switch_off(session, NOBODY, user.id)
    for email in ("satu@example.id", "lain@example.id", "bukan alamat", ""):
        with refused("user-unknown"):
            queries.viewer_by_email(session, email)
