"""The questions when a business moves, closes or opens again, and before a NIK is shown in full."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from digiloka.registry import choices
from digiloka.registry.status import CLOSED_EXISTENCE
from digiloka.web.forms.answers import Needed, OneOf, line, lines
from digiloka.web.forms.businesses import NOT_FILLED, EditForm, Groups
from digiloka.web.forms.days import Day


class MoveForm(EditForm):
    """A business that goes to another place."""

    area_code = SelectField("Kelurahan yang baru", validate_choice=False,
                            validators=[Needed("Pilih kelurahan yang baru.")])
    business_address = lines("business_address", label="Alamat yang baru")
    rt = line("rt")
    rw = line("rw")
    premises_kind = SelectField("Jenis tempat usaha", choices=[NOT_FILLED, *choices.PREMISES_KIND],
                                validate_choice=False, validators=[Optional(), OneOf(list(choices.PREMISES_KIND))])
    moved_on = StringField("Pindah pada tanggal", description="Tanggal, bulan, tahun. Contoh: 17/08/2026",
                           validators=[Needed("Isi tanggal pindahnya."), Day()])
    reason = TextAreaField("Keterangan", description="Contoh: habis kontrak, pindah ke ruko baru",
                           validators=[Optional()])

    def offer(self, areas: Groups) -> None:
        self.area_code.choices = {"": [("", "Pilih kelurahan")], **{name: list(each) for name, each in areas.items()}}
        self._known = {code for group in areas.values() for code, _ in group}

    def validate_area_code(self, field: Any) -> None:
        if field.data not in self._known:
            raise ValidationError("Pilih kelurahan dari daftar.")


_ENDS = [(str(code), words) for code, words in choices.EXISTENCE if int(code) in CLOSED_EXISTENCE]


class CloseForm(EditForm):
    """A business that is not there any more, or not for now."""

    existence = RadioField("Keadaan usaha", choices=_ENDS, validate_choice=False,
                           validators=[Needed("Pilih keadaan usahanya."), OneOf(_ENDS)])
    since = StringField("Sejak tanggal", description="Perkiraan boleh. Contoh: 17/08/2026",
                        validators=[Needed("Isi tanggalnya."), Day()])
    reason = TextAreaField("Alasan", description="Contoh: didatangi 12 Mei, toko sudah kosong",
                           validators=[Needed("Tulis alasan usaha ini ditutup.")])


class ReopenForm(EditForm):
    """A business that works again."""

    since = StringField("Buka lagi sejak tanggal", description="Perkiraan boleh. Contoh: 17/08/2026",
                        validators=[Needed("Isi tanggalnya."), Day()])
    reason = TextAreaField("Keterangan", validators=[Optional()])


class RevealForm(FlaskForm):
    """The full NIK, with a reason that is kept."""

    reason = TextAreaField("Alasan", description="Contoh: mencocokkan dengan KTP pemilik di meja layanan",
                           validators=[Needed("Tulis alasan Anda melihat NIK ini.")])
