"""A small app around the real layout, macros, script and error pages: no database, no accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, abort, flash, jsonify, redirect, render_template, request
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, DictLoader, StrictUndefined
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from digiloka.config import PROJECT
from digiloka.values.refusal import Refused
from digiloka.web import access, errors, formats, public, security, sending


@dataclass(frozen=True)
class SampleSettings:
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    city_name: str = "Kota Dumai"
    agency_name: str = "Dinas Contoh"
    office_name: str = "Kantor Contoh"
    contact_whatsapp: str = "0812 0000 0000"
    contact_hours: str = "Senin–Jumat 08.00–15.00"
    review_days: int = 5


class SampleForm(FlaskForm):
    name = StringField("Nama lengkap", [InputRequired("Isi nama lengkap")], description="Sesuai KTP")
    product = TextAreaField("Apa yang Anda jual?", [Optional()])
    place = RadioField("Di mana?", [InputRequired("Pilih tempat")], validate_choice=False,
                       choices=[("rumah", "Di rumah"), ("kios", "Kios")])
    licences = SelectMultipleField("Izin", choices=[("nib", "NIB"), ("pirt", "PIRT"), ("none", "Belum ada")])
    area = SelectField("Kelurahan", choices=[("", "Semua"), ("1", "Teluk Binjai")])
    turnover = StringField("Penjualan sebulan", [Optional()])
    started = StringField("Mulai usaha", [Optional()])
    photo = FileField("Foto usaha", [Optional()])
    agree = BooleanField("Saya setuju", [InputRequired("Centang persetujuan untuk melanjutkan")])
    lat = HiddenField()
    lon = HiddenField()
    accuracy = HiddenField()
    choice = RadioField("Nomor HP", validate_choice=False, choices=[("l", "kiri"), ("r", "kanan")])


FORM_PAGE = """{% extends "layout.html" %}
{% from "components/form.html" import post_form, error_summary, field, textarea, radios, checkboxes, checkbox,
   select, date, file, gps, fieldset, row, buttons %}
{% from "components/page.html" import back_link, heading, steps, explain %}
{% block title %}Langkah 2 dari 6: Contoh{% endblock %}
{% block back %}{{ back_link("/") }}{% endblock %}
{% block content %}
{{ error_summary(form) }}{{ steps(2, 6) }}{{ heading("Contoh isian", lead="Semua macam isian") }}
{% call post_form(form, file=with_file) %}
{{ field(form.name, autocomplete="name", spellcheck=false) }}
{{ explain("Nama yang mana?", "Nama di KTP") }}
{{ textarea(form.product) }}
{% set more %}{{ field(form.started, width=4) }}{% endset %}
{{ radios(form.place, hints={"kios": "Tempat sendiri atau sewa"}, reveal={"kios": more}) }}
{{ checkboxes(form.licences, exclusive="none") }}
{% call fieldset("Angka") %}{% call row() %}
{{ field(form.turnover, inputmode="numeric", prefix="Rp", suffix="sebulan", width=16) }}{% endcall %}{% endcall %}
{{ select(form.area) }}
{{ gps(form.lat, form.lon, form.accuracy) }}
{% if with_file %}{{ file(form.photo, accept="image/*") }}{% endif %}
{{ checkbox(form.agree) }}
{{ buttons("Simpan dan lanjut", later="/", skip="/") }}
{% endcall %}
{% endblock %}"""

OFFICE_PAGE = """{% extends "layout.html" %}
{% from "components/form.html" import filters, ask, pick, confirm, post_form, buttons, link_button %}
{% from "components/page.html" import breadcrumb, heading, stats, stat, tag, empty, notice, plate, summary_list,
   task_list, process, cards, card, details %}
{% from "components/data.html" import list_table, figure_table, pagination, progress, diff, count_tabs, bars %}
{% block title %}Contoh daftar{% endblock %}
{% block look %}office{% endblock %}
{% block back %}{{ breadcrumb([("Beranda", "/"), ("Contoh", none)]) }}{% endblock %}
{% block content %}
{{ heading("Contoh daftar") }}
{% call stats() %}{{ stat("1.204", "Usaha", "31 bulan ini", href="/") }}
{{ stat("Rp2,4 miliar", "Penjualan") }}{% endcall %}
{{ count_tabs([{"label": "Semua", "count": 1204, "href": "/", "current": true},
               {"label": "Perlu diperbaiki", "count": 31, "href": "/", "kind": "fix"}]) }}
{% call filters("/daftar-contoh", applied=[{"label": "Makanan", "remove": "/"}], clear="/") %}
{{ ask("cari", "Cari", "siti", type="search") }}
{{ pick("skala", "Skala", [("", "Semua"), ("mikro", "Mikro")], "mikro") }}
{% endcall %}
{{ list_table("Daftar usaha", [{"key": "name", "label": "Usaha", "sort": "/"}, {"key": "state", "label": "Keadaan"},
     {"key": "sales", "label": "Penjualan", "num": true}],
   [{"name": {"text": "Warung Bu Siti", "href": "/", "note": "1472-7K3M-Q8ZC"},
     "state": {"text": "Menunggu diperiksa", "tag": "wait"}, "sales": 4500000|rupiah},
    {"name": "Bengkel Jaya", "state": {"text": "Sudah diperiksa", "tag": "ok"}, "sales": none}], sort=("name", "up")) }}
{{ pagination(51, 100, 1204, previous="/", next="/") }}
{{ figure_table("Usaha menurut sektor", ["Sektor", {"label": "Skala", "children": ["Mikro", "Kecil"]}, "Jumlah"],
   [["Makanan", "4.870", "231", "5.101"], {"cells": ["Semua", "4.870", "231", "5.101"], "kind": "subtotal"}],
   total=["Jumlah", "4.870", "231", "5.101"], notes=["Catatan"], source="DIGILOKA") }}
{{ bars([{"label": "Makanan", "value": 5101}, {"label": "Jasa", "value": 204, "href": "/"}], "Usaha menurut sektor") }}
{% call post_form(form) %}{{ diff([{"label": "Nama", "before": "Siti", "after": "Siti"},
  {"label": "Nomor HP", "before": "0812", "after": "0813", "field": form.choice},
  {"label": "Alamat", "before": "", "after": "Jalan Sudirman"}], "Isian Anda", "Isian Rina") }}
{{ buttons("Simpan pilihan", cancel="/") }}{% endcall %}
{{ plate("1472-7K3M-Q8ZC", "Nomor usaha", "Menunggu diperiksa") }}
{{ summary_list([{"label": "NIK", "value": "14••••••••••1234", "change": "/"}, {"label": "Foto", "value": none}],
   title="Pemilik", change="/") }}
{{ task_list([{"label": "Izin", "href": "/", "status": "Lengkap", "kind": "ok"}]) }}
{{ process([{"title": "Diperiksa", "text": "Oleh petugas"}]) }}
{% for kind in ("info", "ok", "wait", "fix", "no") %}{% call notice(kind, "Judul") %}<p>Isi</p>{% endcall %}{% endfor %}
{% call cards() %}{% call card("Kartu", href="/") %}<p>Isi</p>{% endcall %}{% endcall %}
{% call details("Apa artinya?") %}<p>Artinya {{ tag("baik", "ok") }} {{ link_button("Lanjut", "/") }}</p>{% endcall %}
{{ empty("Belum ada usaha", "Nanti muncul di sini", "Daftarkan usaha", "/") }}
{% call confirm(none, "Batalkan impor ini?", "Batalkan impor", "/") %}<p>1.204 data dihapus.</p>{% endcall %}
{% endblock %}"""

PROGRESS_PAGE = """{% extends "layout.html" %}{% from "components/data.html" import progress %}
{% block title %}Proses{% endblock %}
{% block content %}<h1>Proses</h1>{{ progress(0, 1320, "Menunggu giliran", poll="/kemajuan") }}{% endblock %}"""


def build() -> Flask:
    """The app. `app.posts` holds what each sent form carried, in order."""
    app = Flask("samples", template_folder=str(PROJECT / "templates"), static_folder=str(PROJECT / "static"))
    own = {"form.html": FORM_PAGE, "office.html": OFFICE_PAGE, "progress.html": PROGRESS_PAGE}
    app.jinja_loader = ChoiceLoader([app.jinja_loader, DictLoader({f"sample/{k}": v for k, v in own.items()})])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(SECRET_KEY="only for tests", SETTINGS=SampleSettings(), MAX_CONTENT_LENGTH=50_000)
    app.posts = []  # type: ignore[attr-defined]
    CSRFProtect(app)
    for part in (formats, security, errors):
        part.register(app)
    app.register_blueprint(public.pages)
    _stand_ins(app)
    _pages(app)
    app.context_processor(lambda: {"settings": SampleSettings(), "viewer": None, "nav": []})
    return app


def _stand_ins(app: Flask) -> None:
    """Pages of other modules that the layout links to."""
    for name, rules in {
        "registration": {"start": "/daftar", "resume": "/daftar/lanjut"},
        "security": {"login": "/masuk", "logout": "/keluar"},
        "statistics": {"tables": "/laporan"},
    }.items():
        group = Blueprint(name, __name__)
        for endpoint, rule in rules.items():
            group.add_url_rule(rule, endpoint, access.public(lambda rule=rule: f"di {rule}"), methods=["GET", "POST"])
        app.register_blueprint(group)


def _ended() -> Response:
    """What the access guard answers when the session has ended."""
    sending.turn_away()
    return redirect("/masuk?next=/isian")


def _pages(app: Flask) -> None:
    @app.route("/isian", methods=["GET", "POST"])
    @app.route("/isian-foto", methods=["GET", "POST"], endpoint="photo")
    def form() -> Response | tuple[str, int]:
        form = SampleForm()
        if form.is_submitted():
            app.posts.append(dict(request.form))  # type: ignore[attr-defined]
        if form.validate_on_submit():
            return redirect("/selesai")
        page = render_template("sample/form.html", form=form, with_file=request.endpoint == "photo")
        return page, 422 if form.is_submitted() else 200

    @app.get("/daftar-contoh")
    def office() -> str:
        flash("Data disimpan", "success")
        menu = [{"label": "Usaha", "url": "/daftar-contoh", "current": True, "count": 31}]
        person = {"name": "Rina", "role": "dinas"}
        return render_template("sample/office.html", form=SampleForm(), nav=menu, viewer=person)

    app.add_url_rule("/proses", "process", lambda: render_template("sample/progress.html"))
    asked: list[int] = []

    @app.get("/kemajuan")
    def progress() -> Response:
        asked.append(1)
        following = "/selesai" if len(asked) > 2 else None
        return jsonify(value=len(asked) * 400, total=1320, text=f"{len(asked)} dari 3", next=following)

    app.add_url_rule("/selesai", "done", lambda: "<main><h1>Selesai</h1></main>")
    app.add_url_rule("/habis", "ended", _ended, methods=["POST"])
    app.add_url_rule("/rusak", "broken", lambda: {}["nik 1472010101900001"])
    app.add_url_rule("/henti/<int:status>", "stop", lambda status: abort(status))

    @app.route("/tolak")
    def refuse() -> str:
        raise Refused("nik-length", "NIK harus 16 angka. Anda mengisi 15 angka")
