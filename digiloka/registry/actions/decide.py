"""A step of verification: one decision, one journal line, and one sentence the owner reads."""

from __future__ import annotations

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.registry import status
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.actions.conflicts import lock, touch
from digiloka.registry.fields import BY_KEY
from digiloka.registry.models import Business, Decision, Notice
from digiloka.registry.queries.owners import claim_is_taken
from digiloka.values.refusal import Refused


def decide(
    session: Session,
    actor: Actor,
    business: Business,
    step: str,
    reason: str | None = None,
    fields: dict[str, str] | None = None,
    *,
    expected_version: int,
    level: str | None = None,
) -> Decision:
    """Take a business one step of status.TABLE further.

    `fields` {field key: what to mend} goes with "return"; the owner reads it. `level` says how well the officer
    knows it now (it only rises); only a visit or a checked document proves a NIK that its owner typed.
    Raises Conflict, and Refused when the step is not open to this state and role or
    its reason is missing.
    """
    target = status.next_state(business.state, step, actor.role)
    reason = (reason or "").strip() or None
    if step in status.NEEDS_REASON and not (reason or fields):
        raise Refused("reason-missing", "Tulis apa yang perlu diperbaiki. Pemilik usaha akan membaca kalimat ini.")
    lock(session, business, expected_version)
    target = status.next_state(business.state, step, actor.role)
    decision = Decision(
        city_code=business.city_code, business_id=business.id, before=business.state, after=target, reason=reason,
        fields=fields or None, decided_by=actor.user_id,
    )
    session.add(decision)
    with session.no_autoflush:
        business.state = target
        if target in status.VERIFIED_STATES:
            business.verified_at = now()
            if level in status.PROVING_LEVELS:
                _prove_nik(session, business)
        if level is not None:
            business.level = status.higher(level, business.level)
        pen = Pen(session, actor, business, reason=reason, action=step)
        pen.note("business", business)
        pen.note("owner", business.owner)
        touch(business)
    text = notice_text(business.name or business.product or business.activity or "Anda", target, step, reason, fields)
    if text:
        session.add(
            Notice(city_code=business.city_code, owner_id=business.owner_id, business_id=business.id, text=text)
        )
    session.flush()
    return decision


def _prove_nik(session: Session, business: Business) -> None:
    """An officer saw for themselves, so the NIK its owner claimed counts, unless it is another owner's already.

    Agreeing to what is written proves nothing: anybody can write a stranger's NIK, and a proven NIK draws to this
    owner, and to whoever holds it, every business that officers register under it later. Only this decision's own
    level counts: between an earlier visit and now the owner may have typed another NIK.

    Joining two owners is not done here: that is decided with both records side by side.
    """
    owner = business.owner
    if owner.nik_claim and not claim_is_taken(session, owner):
        owner.nik_hash, owner.nik_claim = owner.nik_claim, None


def notice_text(
    name: str, target: str, step: str, reason: str | None = None, fields: dict[str, str] | None = None
) -> str | None:
    """What the owner is told; None for steps that are no news to them."""
    if step in ("reopen", "resubmit"):
        return None
    sentence = {
        "verified": f"Data usaha {name} sudah diperiksa petugas kelurahan.",
        "confirmed": f"Data usaha {name} sudah disetujui dinas.",
        "returned": f"Data usaha {name} perlu diperbaiki.",
        "refused": f"Pendaftaran usaha {name} tidak dapat diterima.",
        "limited": f"Data usaha {name} dibatasi dan tidak dipakai untuk sementara.",
        "submitted": f"Pembatasan data usaha {name} sudah berakhir. Petugas akan memeriksa data Anda.",
    }[target]
    wishes = [f"{BY_KEY[key].label if key in BY_KEY else key}: {wish}" for key, wish in (fields or {}).items()]
    parts = [sentence, *([_ended(reason)] if reason else []), *(_ended(wish) for wish in wishes)]
    if target == "returned":
        parts.append("Buka data usaha Anda, perbaiki, lalu kirim lagi.")
    return " ".join(parts)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
