"""Drafts: begun on one phone, found again by phone and code, sent once however often the button is pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from digiloka.database import now
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry.actions import drafts
from digiloka.registry.models import Business, Draft
from digiloka.values.refusal import Refused
from tests.records import CITY, record
from tests.registering import OWNER, lines_of

PHONE = "+6281200345678"
CONSENT = ConsentGiven(("registry",))


def begun(session):
    draft, code = drafts.start_draft(session, city_code=CITY)
    drafts.save_step(session, draft, "owner", {"owner_name": "Siti", "nik": "salah ketik"}, phone=PHONE)
    return draft, code


def sent(session, draft, consent=CONSENT):
    return drafts.submit_draft(session, OWNER, draft, record(), source="self", scope_code=CITY, consent=consent)


def test_a_draft_is_found_by_phone_and_code_in_any_spelling(session):
    draft, code = begun(session)
    assert len(code) == 7
    assert not set(code) & set("0O1IL")
    for typed in (code, code.lower(), code.replace("-", ""), f" {code[:3]} {code[4:]} "):
        assert drafts.find_draft(session, PHONE, typed) is draft


@pytest.mark.parametrize("wrong", ["", "222-222", "22222222"])
def test_a_wrong_code_or_phone_finds_nothing(session, wrong):
    _, code = begun(session)
    assert drafts.find_draft(session, PHONE, wrong) is None
    assert drafts.find_draft(session, "+6281300345678", code) is None


def test_answers_stay_as_typed_step_by_step(session):
    draft, _ = begun(session)
    drafts.save_step(session, draft, "business", {"activity": "keripik"})
    session.expire_all()
    assert draft.answers == {"owner": {"owner_name": "Siti", "nik": "salah ketik"}, "business": {"activity": "keripik"}}
    assert draft.step == "business"


def test_answers_and_code_are_not_readable_in_the_database(session):
    _, code = begun(session)
    row = repr([bytes(cell) if isinstance(cell, memoryview) else cell
                for cell in session.connection().exec_driver_sql("SELECT * FROM draft").one()])  # fmt: skip
    for secret in ("Siti", "81200345678", code, code.replace("-", "")):
        assert secret not in row


def test_a_draft_lapses_after_thirty_days_without_an_answer(session):
    draft, code = begun(session)
    later = now() + timedelta(days=29, hours=23)
    assert drafts.find_draft(session, PHONE, code, at=later) is draft
    assert drafts.find_draft(session, PHONE, code, at=later + timedelta(hours=2)) is None
    assert drafts.sweep_drafts(session, at=later) == 0
    assert drafts.sweep_drafts(session, at=later + timedelta(hours=2)) == 1
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_sending_registers_under_the_drafts_id_and_wipes_the_answers(session):
    draft, _ = begun(session)
    business = sent(session, draft)
    assert (business.id, business.source, draft.business_id, draft.answers) == (draft.id, "self", draft.id, {})
    assert [line.action for line in lines_of(session, business.id)].count("register") == 1


def test_sending_again_gives_the_same_business(session):
    draft, _ = begun(session)
    assert sent(session, draft) is sent(session, draft)
    draft.business_id = None  # the answer got lost on the way, and with it what we had noted
    assert sent(session, draft).id == draft.id
    assert session.scalar(select(func.count()).select_from(Business)) == 1


def test_without_the_needed_consent_nothing_is_registered(session):
    draft, _ = begun(session)
    for consent in (None, ConsentGiven(("contact",))):
        with pytest.raises(Refused):
            sent(session, draft, consent)
    assert session.scalar(select(func.count()).select_from(Business)) == 0
    assert draft.answers
