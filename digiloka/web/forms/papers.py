"""The questions about one paper of a business."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from digiloka.registry import papers
from digiloka.registry.answering import read
from digiloka.registry.records import LicenceRecord
from digiloka.values.dates import show_date_short
from digiloka.values.refusal import Refused
from digiloka.web.forms.answers import Needed, OneOf, WithoutNik, local_today
from digiloka.web.forms.businesses import EditForm
from digiloka.web.forms.days import Day, ending_day

PAPER_WORDS = {"nib": "NIB", "pirt": "P-IRT", "halal": "Sertifikat halal", "bpom": "Izin edar BPOM", "sni": "SNI",
               "brand": "Merek", "licence": "Izin lain"}
_STANDINGS = (("ya", "Ada"), ("proses", "Sedang diurus"), ("tidak", "Belum ada"), ("tidak_tahu", "Tidak tahu"))


class PaperForm(EditForm):
    """One paper of a business: a number is proof, an answer without one a claim."""

    kind = SelectField("Jenis izin", validate_choice=False, choices=[], validators=[Needed("Pilih jenis izinnya.")])
    status = RadioField("Keadaan", choices=_STANDINGS, validate_choice=False,
                        validators=[Needed("Pilih keadaannya."), OneOf(list(_STANDINGS))])
    number = StringField("Nomor", description="Tulis seperti di surat izinnya", validators=[Optional()])
    name = StringField("Nama izin", description="Hanya untuk izin lain. Contoh: SKU",
                       validators=[Optional(), WithoutNik()])
    issued_on = StringField("Tanggal terbit", validators=[Optional()])
    expires_on = StringField("Berlaku sampai", validators=[Optional()])
    issuer = StringField("Diterbitkan oleh", validators=[Optional(), WithoutNik()])

    def offer(self, present: LicenceRecord | None, *, fill: bool) -> None:
        """The kinds to choose from; of a paper that is there, only its own, and with `fill` what is stored."""
        own = papers.field_key(present.kind) if present else None
        self.kind.choices = [(own, PAPER_WORDS[own])] if own else [("", "Pilih jenisnya"), *PAPER_WORDS.items()]
        if not fill or present is None:
            return
        self.kind.data, self.status.data = own, present.status
        self.number.data, self.name.data, self.issuer.data = present.number, present.name, present.issuer
        self.issued_on.data = show_date_short(present.issued_on) if present.issued_on else ""
        self.expires_on.data = show_date_short(present.expires_on) if present.expires_on else ""

    def validate_kind(self, field: Any) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError("Pilih jenisnya dari daftar.")

    def validate_number(self, field: Any) -> None:
        try:
            read(self.kind.data if self.kind.data in PAPER_WORDS else "licence", field.data, local_today())
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        if field.data and self.status.data != "ya":
            raise ValidationError('Kalau sudah ada nomornya, pilih "Ada".')

    def validate_issued_on(self, field: Any) -> None:
        if field.data:
            Day()(self, field)

    def validate_expires_on(self, field: Any) -> None:
        try:
            ending_day(field)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
