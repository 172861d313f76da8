"""Forms of the import pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf

from digiloka.config import Settings
from digiloka.imports.workbook import show_size
from digiloka.values.amounts import show_number

SUFFIXES = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv"


class UploadForm(FlaskForm):
    """A survey file and the area its rows must lie in."""

    file = FileField(
        "Berkas survei", validators=[FileRequired("Pilih berkas survei.")],
    )
    area = SelectField(
        "Wilayah data", description="Baris di luar wilayah ini tidak dimasukkan", validate_choice=False,
    )

    def __init__(self, areas: list[tuple[str, str]], settings: Settings, **more: object) -> None:
        """`areas` are offered; `settings` say how large a file may be."""
        super().__init__(**more)
        self.area.choices = areas
        self.area.validators = [AnyOf([code for code, _ in areas], message="Pilih wilayah dari daftar.")]
        self.file.description = (
            "Berkas Excel (.xlsx, .xls), CSV, atau ODS. Paling besar "
            f"{show_size(settings.upload_bytes)} dan {show_number(settings.upload_rows)} baris"
        )


class DecideForm(FlaskForm):
    """A button that changes something: the CSRF token is all it carries."""


class ReleaseForm(FlaskForm):
    """Why a file that was stopped may go on."""

    reason = StringField(
        "Mengapa berkas ini boleh dimasukkan?", description="Alasan ini dicatat bersama nama Anda",
    )
