"""The questions of a business that is already there: topic by topic, papers, moving, closing, the full NIK."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from digiloka.activities.sectors import SECTORS
from digiloka.registry import choices
from digiloka.registry.answering import NO_CODE
from digiloka.registry.editing import changed
from digiloka.registry.fields import BY_KEY
from digiloka.values.points import parse_coordinates
from digiloka.values.refusal import Refused
from digiloka.web.forms.answers import OneOf, choice, line, lines, several

Groups = Mapping[str, Sequence[tuple[str, str]]]
Box = tuple[float, float, float, float]

NOT_FILLED = ("", "Tidak diisi")
_LISTS = {
    "sector": tuple(SECTORS.items()), "education": choices.EDUCATION, "legal_form": choices.LEGAL_FORM,
    "premises_kind": choices.PREMISES_KIND, "premises_status": choices.PREMISES_STATUS, "export": choices.EXPORT,
    "nik_absent": choices.NIK_ABSENT,
}
_YES_NO = (("ya", "Ya"), ("tidak", "Tidak"), NOT_FILLED)
_LONG = ("activity", "product", "owner_address", "business_address", "financing", "partnership", "training", "notes")
_LABELS = {"nik_absent": "Kalau NIK tidak diisi", "owner_address": "Alamat rumah pemilik", "turnover": "Omzet",
           "sex": "Jenis kelamin", "capital": "Modal", "marketing": "Cara menjual", "phone": "Nomor HP"}
_HINTS = {
    "turnover": "Boleh kisaran. Sebutkan per bulan atau per tahun, contoh 3-5 juta per bulan",
    "capital": "Tanpa tanah dan bangunan. Boleh kisaran, contoh 10 juta sampai 25 juta",
    "phone": "Boleh lebih dari satu, pisahkan dengan koma",
    "coordinates": "Lintang, lalu bujur. Contoh 1.6666, 101.4478",
    "sector": "Kalau dikosongkan, mengikuti kode kegiatan",
    "nik": "Isi hanya kalau mau diganti. NIK yang tersimpan tidak ditampilkan",
    "npwp": "Isi hanya kalau mau diganti. NPWP yang tersimpan tidak ditampilkan",
}
_OWNERS_HINTS = {
    "phone": f"{_HINTS['phone']}. Nomor HP untuk masuk ke akun ini tidak ikut berganti",  # the account has its own
}


class EditForm(FlaskForm):
    """What every edit carries: the version that was read, and the answers as they had been shown."""

    version = HiddenField(validators=[Optional()])
    seen = HiddenField(validators=[Optional()])

    keys: tuple[str, ...] = ()
    clashed = False  # somebody else was faster

    def validate(self, extra_validators: Any = None) -> bool:
        """What nobody touched is not judged: what is stored may be older than today's rules."""
        super().validate(extra_validators)
        seen = self.shown_before()
        untouched = set(self.keys) - set(changed(self.answers(), seen)) if seen else ()
        for key in untouched:
            self[key].errors = []
        return not self.errors

    def answers(self) -> dict[str, Any]:
        """{field key: what was typed}."""
        return {key: self[key].data for key in self.keys}

    def shown_before(self) -> dict[str, Any]:
        """What the page had shown; nothing when it does not say, then every field counts as typed anew."""
        try:
            found = json.loads(self.seen.data or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def expected_version(self) -> int:
        return int(self.version.data) if str(self.version.data or "").isdecimal() else 0


def edit_form(
    keys: Collection[str], *, areas: Groups | None = None, box: Box | None = None,
    stored: Mapping[str, Any] | None = None, asks_owner: bool = False,
) -> type[EditForm]:
    """A form that asks these fields of the one table: the owner in questions, an officer by their labels.

    `areas`: the kelurahan to choose from; `stored`: present answers, so that a code that is no longer on a list is
    not lost.
    """
    told = stored or {}
    fields: dict[str, Any] = {key: _question(key, areas or {}, box, told.get(key), asks_owner) for key in keys}
    if "coordinates" in keys:
        fields |= {name: HiddenField(validators=[Optional()]) for name in ("latitude", "longitude", "accuracy")}
    return type("TopicForm", (EditForm,), {**fields, "keys": tuple(keys)})


def _question(key: str, areas: Groups, box: Box | None, stored: Any, asks_owner: bool) -> Any:
    words = {} if asks_owner and key not in _LABELS else {"label": _LABELS.get(key, BY_KEY[key].label)}
    hint = (_OWNERS_HINTS if asks_owner and key in _OWNERS_HINTS else _HINTS).get(key)
    if hint is not None:
        words["hint"] = hint
    if key == "village":
        return village_field(areas, stored)
    if key == "coordinates":
        return StringField("Titik lokasi", description=_HINTS[key], validators=[Optional(), InsideCity(box)])
    if key == "marketing":
        known = dict(choices.SALES_CHANNELS)
        unknown = tuple((each, each) for each in stored or () if each not in known)
        return several("Cara menjual", (*choices.SALES_CHANNELS, *unknown))
    if key in _LISTS:
        return _select(key, stored)
    if BY_KEY[key].kind in ("choice", "answer"):
        listed = _YES_NO if BY_KEY[key].kind == "answer" else (*BY_KEY[key].choices, NOT_FILLED)
        return choice(key, choices=listed, **words)
    return (lines if key in _LONG else line)(key, **words)


def _select(key: str, stored: Any) -> SelectField:
    known = dict(_LISTS[key])
    unknown = [(stored, stored)] if stored and stored not in known else []
    listed = [NOT_FILLED, *_LISTS[key], *unknown]
    label = _LABELS.get(key) or BY_KEY[key].label
    return SelectField(label, choices=listed, validate_choice=False, description=_HINTS.get(key, ""),
                       validators=[Optional(), OneOf(listed)])


def village_field(areas: Groups, stored: Any = None, label: str = "Kelurahan tempat usaha") -> SelectField:
    """The kelurahan to choose from, by kecamatan; the present one stays on the list though it lies elsewhere."""
    known = {code for group in areas.values() for code, _ in group}
    outside = {"Di luar wilayah Anda": [(stored, stored)]} if stored and stored not in known else {}
    listed = {"": [("", "Belum diketahui")], **{name: list(group) for name, group in areas.items()}, **outside}

    def known_one(_form: Any, field: Any) -> None:
        if field.data and field.data not in known and field.data != stored:
            raise ValidationError("Pilih kelurahan dari daftar.")

    return SelectField(label, choices=listed, validate_choice=False, validators=[Optional(), known_one])


class InsideCity:
    """A point typed by hand must be readable and lie in the city."""

    def __init__(self, box: Box | None) -> None:
        self.box = box

    def __call__(self, _form: Any, field: Any) -> None:
        try:
            if self.box:
                parse_coordinates(field.data, None, self.box)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal


class VillageForm(EditForm):
    """The kelurahan of a business that has none yet: one of the likeliest, or any other."""

    candidate = RadioField("Kelurahan mana yang dimaksud?", choices=[], validate_choice=False, validators=[Optional()])
    area_code = SelectField("Kelurahan lain", validate_choice=False, choices=[], validators=[Optional()])

    def offer(self, candidates: Sequence[tuple[str, str]], areas: Groups) -> None:
        self.candidate.choices = [*candidates, ("lain", "Kelurahan lain")] if candidates else []
        self.area_code.choices = {"": [("", "Pilih kelurahan")], **{name: list(each) for name, each in areas.items()}}
        self._known = {code for group in areas.values() for code, _ in group} | {code for code, _ in candidates}

    def chosen(self) -> str | None:
        """The code that was chosen, None when none of the list was."""
        picked = self.candidate.data if self.candidate.data not in (None, "", "lain") else self.area_code.data
        return picked if picked in self._known else None

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and self.chosen() is None:
            self.area_code.errors = ["Pilih kelurahan dari daftar."]
            return False
        return good


class KbliForm(EditForm):
    """The code of a business: words to look for, then one of the likeliest."""

    words = StringField("Cari dengan kata sehari-hari", description="Contoh: warung kopi, jahit baju, bengkel motor",
                        validators=[Optional()])
    kbli = RadioField("Mana yang paling tepat?", choices=[], validate_choice=False, validators=[Optional()])

    def offer(self, hits: Sequence[Any]) -> None:
        self.kbli.choices = [
            *((f"{hit.code}@{hit.version}", f"{hit.title} ({hit.code})") for hit in hits),
            (NO_CODE, "Belum ada yang cocok"),
        ]

    def chooses(self) -> bool:
        """Was a code to be kept (and not only searched for), and is it one of those offered?"""
        if request.form.get("langkah") == "cari":
            return False
        if self.kbli.data in dict(self.kbli.choices or ()):
            return True
        self.kbli.errors = ["Pilih salah satu, atau cari dengan kata lain."]
        return False


def pick_field(name: str, stored: str, typed: str) -> Any:
    """Which of two answers stands: the stored one or the one just typed (chosen beforehand: it was meant)."""
    return RadioField(name, choices=[("typed", typed), ("stored", stored)], default="typed", validate_choice=False)
