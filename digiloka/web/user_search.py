"""The filters above the list of users. A phone, and an email that holds one, stand in no address but sealed."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from digiloka.accounts.roles import ROLES
from digiloka.registry.sought import NIK, PHONE, TEXT, Sought, person_in
from digiloka.values.refusal import Refused
from digiloka.web.forms.accounts import STANDINGS, UserFilterForm
from digiloka.web.lookup import OFTEN, opened, require_room, sealed
from digiloka.web.paging import asked_choices

_PLACE = "users"
_CHOICES = {"role": ROLES, "standing": STANDINGS}
_NOT_BY_NIK = "Pengguna tidak dicari dengan NIK. Tulis nama, email, atau nomor HP."
_NO_PHONE = "Angka ini bukan satu nomor HP. Tulis satu nomor HP saja, atau cari dengan nama atau email."
_OVER = "Pencarian ini tidak berlaku lagi. Tulis sekali lagi apa yang Anda cari"


def asked() -> UserFilterForm:
    """The filters as the address says them, or as they were sent."""
    told = request.form if request.method == "POST" else request.args
    return UserFilterForm(MultiDict({**told, **asked_choices(told, _CHOICES)}))


def elsewhere(form: UserFilterForm, user_id: uuid.UUID | None) -> Any:
    """Where to go on when the form was sent, or its address holds a phone; None to stay. Raises Refused."""
    kept = {name: value for name, value in form.data.items() if value}
    person = _named(form.q.data)
    if person:
        require_room()
        del kept["q"]
        kept["cari"] = sealed(person, user_id, _PLACE)
    elif form.q.data:
        kept.pop("cari", None)  # new words in place of what was looked for before
    if not person and request.method == "GET":
        if not form.cari.data or sought(form, user_id):
            return None
        flash(_OVER, "warn")
        del kept["cari"]
    return redirect(url_for("users.table", **kept), 303)


def sought(form: UserFilterForm, user_id: uuid.UUID | None) -> Sought | None:
    return opened(form.cari.data, user_id, _PLACE) if form.cari.data else None


def refuse(form: UserFilterForm, refusal: Refused) -> int:
    """Say it at the box; the status of the answer."""
    form.q.errors = [refusal.message]
    return 429 if refusal.code == OFTEN else 422


def asking(person: Sought | None, words: str) -> dict[str, str]:
    """What `list_users` is asked for."""
    if person is None:
        return {"words": words}
    return {"phone_hash": person.hash} if person.kind == PHONE else {"words": person.hash}


def at(form: UserFilterForm, first: int | None = None, without: str = "") -> str:
    """The list's address with these filters; never with what was refused at the box."""
    left_out = {without, "q" if form.q.errors else ""}
    kept = {name: value for name, value in form.data.items() if value and name not in left_out}
    return url_for("users.table", **kept, first=first or None)


def applied(form: UserFilterForm, person: Sought | None) -> list[dict[str, str]]:
    """The filters that are set, each with the address without it."""
    labels = {
        "q": "" if form.q.errors else form.q.data, "cari": person.shown if person else "",
        "role": getattr(ROLES.get(form.role.data), "label", ""), "standing": STANDINGS.get(form.standing.data, ""),
    }
    return [{"label": label, "remove": at(form, without=name)} for name, label in labels.items() if label]


def _named(text: str) -> Sought | None:
    try:
        person = person_in(text)
    except Refused as refusal:
        if "@" in text:
            return Sought(TEXT, text, text)
        told = refusal.message if refusal.code.startswith("hp-") else _NO_PHONE
        raise Refused("sought-nobody", told) from None
    if person and "@" in text:
        return Sought(TEXT, text, text)
    if person and person.kind == NIK:
        raise Refused("sought-nobody", _NOT_BY_NIK)
    return person
