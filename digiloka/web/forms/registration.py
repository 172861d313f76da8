"""The six topic pages of registration and their questions: at most twelve of them must be answered."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from digiloka.privacy.consent import text_of
from digiloka.registry.answering import NO_CODE, PAPER_BOXES, claims_paper, denies_paper, read
from digiloka.registry.choices import CAPITAL_BANDS, NIK_ABSENT, SALES_CHANNELS, TURNOVER_BANDS
from digiloka.web.forms.answers import Needed, OneOf, choice, line, lines, local_today, several

_BANDS_REST = (("tidak_tahu", "Tidak tahu"), ("tidak_menjawab", "Tidak ingin menjawab"))
LICENCES = (
    ("nib", "NIB (Nomor Induk Berusaha)"),
    ("pirt", "P-IRT"),
    ("halal", "Sertifikat halal"),
    ("merek", "Merek terdaftar"),
    ("proses", "NIB sedang diurus"),
    ("none", "Belum ada"),
)
DENIED = "Izin ini Anda centang, tetapi di sini tertulis tidak ada. Hapus centangnya, atau hapus tulisan ini."
BOTH = 'Anda mengisi izin dan juga "Belum ada". Hapus centang "Belum ada", atau hapus izin dan nomornya.'


class OwnerForm(FlaskForm):
    """Page 1: who is behind the business, and the agreement before anything is kept."""

    owner_name = line("owner_name", "Isi nama lengkap sesuai KTP.")
    nik = line("nik")
    nik_absent = choice(
        "nik_absent", choices=NIK_ABSENT, label="Tidak bisa mengisi NIK?", hint="Lewati kalau NIK sudah diisi"
    )
    phone = line("phone", "Isi nomor HP.")
    consent = BooleanField(text_of("registry").sentence)

    def validate_nik(self, field: StringField) -> None:
        if not field.data and not self.nik_absent.data:
            raise ValidationError("Isi NIK, atau pilih alasannya di bawah.")

    def validate_consent(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError("Centang persetujuan untuk melanjutkan.")

    def validate(self, extra_validators: Any = None) -> bool:
        # Optional() would stop before validate_nik for an empty NIK, so the rule is asked here as well.
        good = super().validate(extra_validators)
        if not self.nik.errors and not self.nik_absent.data and read("nik", self.nik.data, local_today()) is None:
            self.nik.errors = ["Isi NIK, atau pilih alasannya di bawah."]
            return False
        return good


class BusinessForm(FlaskForm):
    """Page 2: what the business does, in the owner's own words and four yes-or-no questions."""

    business_name = line("business_name", "Isi nama usaha. Kalau belum ada, tulis nama Anda.")
    activity = lines("activity", "Tulis apa yang Anda buat atau jual, contoh keripik singkong.")
    makes_goods = choice("makes_goods", choices=(("ya", "Ya"), ("tidak", "Tidak")))
    serves_food = choice("serves_food", choices=(("ya", "Ya"), ("tidak", "Tidak")))
    sells_goods = choice("sells_goods", choices=(("ya", "Ya"), ("tidak", "Tidak")))
    start_date = line("start_date")


class ActivityForm(FlaskForm):
    """Page 3: which of the five likeliest activities it is."""

    kbli = RadioField(
        "Mana yang paling mirip dengan usaha Anda?",
        choices=[],
        validate_choice=False,
        validators=[Needed("Pilih yang paling mirip, atau pilih yang terakhir."), OneOf([])],
    )
    found = False  # is there anything to choose from?
    words = HiddenField(validators=[Optional()])  # what the list was made from: it comes back without the draft too

    def offer(self, hits: list[Any], words: str) -> None:
        self.words.data = words
        self.kbli.choices = [
            *((f"{hit.code}@{hit.version}", hit.title) for hit in hits),
            (NO_CODE, "Tidak ada yang cocok. Petugas akan membantu"),
        ]
        self.found = bool(hits)
        if not hits and not self.kbli.raw_data:  # the only answer there is
            self.kbli.data = NO_CODE

    def chosen_words(self) -> str | None:
        """The words of the choice, as they stood on the page: the check page shows them again."""
        return dict(self.kbli.choices).get(self.kbli.data)


class PlaceForm(FlaskForm):
    """Page 4: where the business is."""

    premises_kind = choice("premises_kind", "Pilih di mana Anda menjalankan usaha.")
    area_code = SelectField(
        "Kelurahan tempat usaha", validate_choice=False, validators=[Needed("Pilih kelurahan tempat usaha.")]
    )
    business_address = lines("business_address", hint="Tulis nama jalan dan nomor, atau patokan yang mudah dicari")
    rt = line("rt")
    rw = line("rw")
    latitude = HiddenField(validators=[Optional()])
    longitude = HiddenField(validators=[Optional()])
    accuracy = HiddenField(validators=[Optional()])
    point_source = HiddenField(validators=[Optional()])
    point_choice = RadioField("Mana yang benar?", choices=[], validate_choice=False, validators=[Optional()])

    def offer(self, areas: dict[str, list[tuple[str, str]]]) -> None:
        self.area_code.choices = {"": [("", "Pilih kelurahan")], **areas}
        self._known = {code for group in areas.values() for code, _ in group}

    def validate_area_code(self, field: SelectField) -> None:
        if field.data and field.data not in self._known:
            raise ValidationError("Pilih kelurahan dari daftar.")


class FiguresForm(FlaskForm):
    """Page 5: people and money, in bands."""

    workers_male = line("workers_male")
    workers_female = line("workers_female")
    turnover = choice(
        "turnover", choices=((*((str(at), band[2]) for at, band in enumerate(TURNOVER_BANDS)), *_BANDS_REST))
    )
    capital = choice(
        "capital",
        choices=((*((str(at), band[2]) for at, band in enumerate(CAPITAL_BANDS)), *_BANDS_REST)),
        hint="Peralatan, bahan, dan uang untuk menjalankan usaha. Perkiraan saja",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        counted = (read(key, getattr(self, key).data, local_today()) for key in ("workers_male", "workers_female"))
        if not (self.workers_male.errors or self.workers_female.errors) and not sum(count or 0 for count in counted):
            self.workers_male.errors = ["Isi jumlah orang yang bekerja, termasuk Anda, contoh 1."]
            return False
        return good


class LicencesForm(FlaskForm):
    """Page 6: papers and ways of selling."""

    licences = several("Izin yang Anda miliki", LICENCES)
    nib = line("nib")
    pirt = line("pirt")
    halal = line("halal")
    brand = line("brand", label="Nomor merek")
    marketing = several("Bagaimana Anda menjual?", SALES_CHANNELS)

    def validate(self, extra_validators: Any = None) -> bool:
        """A number says that there is the paper, so its box is ticked: a fault there is seen, and nothing is lost."""
        good = super().validate(extra_validators)
        boxes = self.licences.data or ()
        denied = [key for key, box in PAPER_BOXES.items() if box in boxes and self._denies(self[key])]
        for key in denied:
            self[key].errors = [DENIED]
        ticked = {*boxes, *(box for key, box in PAPER_BOXES.items() if self._is_told(self[key]))}
        if not ticked and self._denies(self.nib):
            ticked = {"none"}  # the box that says the same
        self.licences.data = [box for box, _ in LICENCES if box in ticked]
        if "none" in ticked and len(ticked) > 1:
            self.licences.errors = [BOTH]
            return False
        return good and not denied

    @staticmethod
    def _denies(field: StringField) -> bool:
        return not field.errors and denies_paper(field.name, field.data, local_today())

    @staticmethod
    def _is_told(field: StringField) -> bool:
        return bool(field.errors) or claims_paper(field.name, field.data, local_today())


class CheckForm(FlaskForm):
    """The last page before sending."""

    true = BooleanField("Jawaban di atas benar")

    def validate_true(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError("Centang kalau jawaban Anda sudah benar.")


class ResumeForm(FlaskForm):
    """Coming back to a registration."""

    phone = line("phone", "Isi nomor HP yang Anda pakai waktu mendaftar.", hint="Nomor yang Anda isi waktu mendaftar")
    code = StringField(
        "Kode lanjut", description="Enam huruf dan angka, contoh 7K2-94M", validators=[Needed("Isi kode lanjut Anda.")]
    )


class ButtonForm(FlaskForm):
    """A button that changes something."""
