"""Forms of the import pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

SUFFIXES = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv"


class UploadForm(FlaskForm):
    """A survey file and the area its rows must lie in."""

    file = FileField(
        "Berkas survei", validators=[FileRequired("Pilih berkas survei.")],
        description="Berkas Excel (.xlsx, .xls), CSV, atau ODS. Paling besar 100 MB dan 300.000 baris",
    )
    area = SelectField(
        "Wilayah data", description="Baris di luar wilayah ini tidak dimasukkan",
    )

    def __init__(self, areas: list[tuple[str, str]], **more: object) -> None:
        super().__init__(**more)
        self.area.choices = areas


class DecideForm(FlaskForm):
    """A button that changes something: the CSRF token is all it carries."""
