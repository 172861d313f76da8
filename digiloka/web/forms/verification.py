"""The questions of a decision: how it was checked, what is to be mended, why it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from digiloka.registry import status
from digiloka.registry.editing import PAPERS, TOPICS
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import clean
from digiloka.web.forms.answers import Needed, OneOf
from digiloka.web.forms.businesses import EditForm
from digiloka.web.forms.papers import PAPER_WORDS

HOW = (("", "Dari data yang tertulis saja"), ("phone", "Pemilik dihubungi lewat HP"),
       ("visited", "Tempat usaha didatangi"), ("document", "Dokumennya dilihat"))
_ASKED_TOGETHER = ("usaha", "pemilik", "tempat", "angka")
_NOT_MARKED = ("nik_absent", "sector", "export", "financing", "partnership", "training", "notes", "birth_place",
               "workers_permanent_male", "workers_permanent_female", "workers_casual_male", "workers_casual_female",
               "workers_paid", "workers_unpaid", "production_capacity", "production_unit", "raw_material_value",
               "production_value", "npwp", "email", "postal_code")  # fmt: skip
_LEAST = 5  # letters of a reason


class ApproveForm(EditForm):
    """Agreeing: how well the record is known now."""

    level = RadioField("Bagaimana Anda memeriksanya?", choices=HOW, default="", validate_choice=False,
                       validators=[Optional(), OneOf(list(HOW))])


class ReasonForm(EditForm):
    """A decision that the owner must understand."""

    reason = TextAreaField("Alasan", description="Pemilik usaha akan membaca kalimat ini",
                           validators=[Needed("Tulis alasannya. Pemilik usaha akan membaca kalimat ini.")])


def marks() -> dict[str, list[tuple[str, str]]]:
    """{topic title: [(field key, words)]}: what an owner may be asked to mend."""
    groups = {
        TOPICS[key].title: [(each, BY_KEY[each].label) for each in TOPICS[key].fields if each not in _NOT_MARKED]
        for key in _ASKED_TOGETHER
    }
    groups["Izin"] = [(key, PAPER_WORDS[key]) for key in PAPERS if key != "licence"]
    return groups


class _ReturnForm(EditForm):
    """What is to be mended: single fields, each with what is wrong, and a sentence about the whole."""

    reason = TextAreaField("Pesan untuk pemilik", description="Kalimat umum, kalau perlu", validators=[Optional()])
    groups: Sequence[str] = ()

    def wishes(self) -> dict[str, str]:
        """{field key: what to mend} of the marked fields, in their order."""
        marked = [key for group in self.groups for key in self[group].data or ()]
        lines = {key: self[f"wish_{key}"].data or "" for key in marked if f"wish_{key}" in self}
        return {key: clean(line)[:300] for key, line in lines.items()}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for key, wish in self.wishes().items():
            if not wish:
                self[f"wish_{key}"].errors = [f"Tulis apa yang perlu diperbaiki pada {BY_KEY[key].label}."]
                good = False
        if good and not self.wishes() and len((self.reason.data or "").strip()) < _LEAST:
            self.reason.errors = ["Tandai isian yang perlu diperbaiki, atau tulis pesan untuk pemilik."]
            return False
        return good


def return_form() -> type[_ReturnForm]:
    """The form with a mark and a line for every field that may be sent back."""
    fields: dict[str, Any] = {}
    names = []
    for number, (title, listed) in enumerate(marks().items()):
        names.append(f"group_{number}")
        fields[names[-1]] = SelectMultipleField(
            title, choices=listed, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
            validators=[Optional()], validate_choice=False,
        )
        for key, words in listed:
            fields[f"wish_{key}"] = StringField(f"Apa yang perlu diperbaiki pada {words}?", validators=[Optional()])
    return type("ReturnForm", (_ReturnForm,), {**fields, "groups": tuple(names)})


class BulkForm(FlaskForm):
    """Several records agreed to at once: each with the version that was seen, one reason for all."""

    chosen = SelectMultipleField("Data yang disetujui", choices=[], validate_choice=False,
                                 widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    reason = StringField("Dasar persetujuan", description="Contoh: sudah dicocokkan dengan daftar ketua RT",
                         validators=[Optional()])
    back = HiddenField(validators=[Optional()])

    def offer(self, rows: Mapping[str, str]) -> None:
        self.chosen.choices = list(rows.items())

    def validate_chosen(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Tandai data yang mau disetujui.")

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if len((self.reason.data or "").strip()) < _LEAST:
            self.reason.errors = ["Tulis dasar persetujuannya, contoh: sudah dicocokkan dengan daftar ketua RT."]
            return False
        return good

    def picked(self) -> list[tuple[str, int]]:
        """[(business id, version that was seen)]; what is not of this shape is left out."""
        pairs = [each.rpartition(":") for each in self.chosen.data or ()]
        return [(ident, int(version)) for ident, _, version in pairs if version.isdecimal() and ident]


STEP_ADDRESSES = {"verify": "setujui", "confirm": "setujui-dinas", "return": "minta-perbaikan", "refuse": "tolak",
                  "limit": "batasi", "lift": "akhiri-pembatasan", "reopen": "periksa-lagi", "resubmit": "kirim-lagi"}
STEPS_AT = {address: step for step, address in STEP_ADDRESSES.items()}


def form_of(step: str) -> EditForm:
    """The form of a step of registry.status."""
    if step in ("verify", "confirm"):
        return ApproveForm()
    if step == "return":
        return return_form()()
    return ReasonForm() if step in status.NEEDS_REASON else EditForm()
