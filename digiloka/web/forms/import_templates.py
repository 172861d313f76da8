"""The form that asks which businesses a template is to hold."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Optional


class TemplateForm(FlaskForm):
    """An area, and where wanted one RT or RW of it."""

    area = SelectField(
        "Wilayah", description="Kecamatan: satu lembar untuk setiap kelurahan", validate_choice=False,
    )
    rt = StringField("RT", validators=[Optional()])
    rw = StringField("RW", validators=[Optional()])

    def __init__(self, areas: list[tuple[str, str]], **more: object) -> None:
        """`areas` are offered."""
        super().__init__(**more)
        self.area.choices = areas
        self.area.validators = [AnyOf([code for code, _ in areas], message="Pilih wilayah dari daftar.")]
