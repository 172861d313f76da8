"""A business as cards of a page: each topic's rows in words, identifiers masked. For staff and for the owner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from digiloka.accounts.viewer import Viewer
from digiloka.activities import queries as activities
from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.privacy.masking import mask_email, mask_npwp
from digiloka.registry import choices, mapping, scale, sharing, status
from digiloka.registry.papers import field_key
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, PlaceRecord
from digiloka.registry.workforce import with_sums
from digiloka.values.amounts import Amount, show_amount, show_number
from digiloka.values.dates import show_date
from digiloka.values.identity import mask_nik
from digiloka.values.phone import mask_phone, show_phone

Row = dict[str, Any]

STATE_KINDS = {"submitted": "wait", "returned": "fix", "verified": "ok", "confirmed": "ok", "refused": "no",
               "limited": "off", "merged": "off"}
LICENCE_WORDS = {"nib": "NIB", "pirt": "P-IRT", "halal": "Sertifikat halal", "bpom": "Izin edar BPOM", "sni": "SNI",
                 "merek": "Merek", "other": "Izin lain"}
ANSWER_KINDS = {"ya": "ok", "proses": "wait", "tidak": "off", "tidak_tahu": "off"}
_YES = {"ya": "Ya", "tidak": "Tidak", "proses": "Sedang diurus", "tidak_tahu": "Tidak tahu"}


def name_of(business: Any) -> str:
    """What a business is called where it has no name: by what it makes or does."""
    return business.name or business.product or business.activity or "Usaha tanpa nama"


def state_tag(state: str) -> dict[str, str]:
    """A cell or tag of a state in words."""
    return {"text": status.state_label(state), "tag": STATE_KINDS.get(state, "info")}


def existence_kind(code: int) -> str:
    return "ok" if code in status.COUNTED_EXISTENCE else "off"


def owner_rows(record: BusinessRecord, person: Viewer, elsewhere: int = 0) -> list[Row]:
    """The owner's facts. The phone is whole for those who must call, the NIK for nobody.

    `elsewhere`: businesses of this owner that the viewer may not see. Then what they share with this one is left out,
    beyond what tells that it is the same person (registry.sharing).
    """
    owner = (sharing.seen_of(record) if elsewhere else record).owner
    calls = not elsewhere and (person.may("business.edit") or person.may("own.read"))
    phones = [(show_phone if calls else mask_phone)(phone) for phone in owner.phones]
    absent = choices.words_of(choices.NIK_ABSENT, owner.nik_absent) if owner.nik_absent else None
    rows = _rows([
        ("Nama lengkap", owner.name, "owner_name"),
        ("NIK", mask_nik(owner.nik) if owner.nik else absent, "nik"),
        ("Nomor HP", ", ".join(phones), "phone"),
        ("Alamat email", (owner.email if calls else mask_email(owner.email)) if owner.email else None, "email"),
        ("Jenis kelamin", dict(choices.SEX).get(owner.sex or ""), "sex"),
        ("Lahir", ", ".join(filter(None, (owner.birth_place, show_date(owner.birth_date) if owner.birth_date else ""))),
         "birth_date"),
        ("Pendidikan terakhir", dict(choices.EDUCATION).get(owner.education or "", owner.education), "education"),
        ("Alamat rumah", owner.address, "owner_address"),
        ("NPWP", mask_npwp(owner.npwp) if owner.npwp else None, "npwp"),
    ])
    return [row for row in rows if not (elsewhere and sharing.hidden(row["field"]))]


def business_rows(record: BusinessRecord, kbli_title: str | None) -> list[Row]:
    """What the business is and does."""
    channels = ", ".join(choices.words_of(choices.SALES_CHANNELS, each) for each in record.sales_channels)
    begun = f"{record.start_month:02}/{record.start_year}" if record.start_month else record.start_year
    rows = [
        ("Nama usaha", record.name, "business_name"),
        ("Kegiatan usaha", record.activity, "activity"),
        ("Produk utama", record.product, "product"),
        ("Kelompok usaha", _sector(record), "sector"),
        ("Kode kegiatan (KBLI)", _kbli(record, kbli_title), "kbli"),
        ("Membuat barang", _YES.get(record.makes_goods or ""), "makes_goods"),
        ("Melayani makan minum", _YES.get(record.serves_food or ""), "serves_food"),
        ("Menjual barang", _YES.get(record.sells_goods or ""), "sells_goods"),
        ("Memberi jasa", _YES.get(record.gives_service or ""), "gives_service"),
        ("Bentuk usaha", dict(choices.LEGAL_FORM).get(record.legal_form or "", record.legal_form), "legal_form"),
        ("Mulai usaha", str(begun) if begun else None, "start_date"),
        ("Cara menjual", channels, "marketing"),
    ]
    more = [
        ("Merek dagang", record.brand, "trade_name"),
        ("Ekspor", dict(choices.EXPORT).get(record.export or "", record.export), "export"),
        ("Pembiayaan dan bantuan", record.financing, "financing"), ("Kemitraan", record.partnership, "partnership"),
        ("Pelatihan", record.training, "training"), ("Catatan", record.notes, "notes"),
        ("Skala tertulis di sumber", record.scale_as_written, "scale_as_written"),
    ]
    return _rows([*rows, *(row for row in more if row[1])])


def _sector(record: BusinessRecord) -> str | None:
    if record.sector:
        return SECTORS.get(record.sector, record.sector)
    return f'Tertulis "{record.sector_as_written}"' if record.sector_as_written else None


def _kbli(record: BusinessRecord, title: str | None) -> str | None:
    if not record.kbli:
        return None
    if not record.kbli_version:
        return f"{record.kbli}, tahun KBLI tidak disebut"
    proposed = ", masih usulan" if record.kbli_proposed else ""
    return f"{title or 'Kode'} ({record.kbli}, KBLI {record.kbli_version}{proposed})"


def place_rows(place: PlaceRecord, names: AreaNames) -> list[Row]:
    """Where it is, in words."""
    if place.area_code:
        area: str | None = names.label(place.area_code) if place.area_code in names.rows else place.area_code
    elif place.district_code in names.rows:
        area = f"Kecamatan {names.rows[place.district_code or ''].name}, kelurahan belum diketahui"
    else:
        area = None
    written = place.village_as_written
    return _rows([
        ("Kelurahan", area, "village", f'Tertulis "{written}"' if written and not place.area_code else None),
        ("Alamat", place.address, "business_address"),
        ("RT dan RW", " / ".join(part for part in (place.rt, place.rw) if part), "rt"),
        ("Kode pos", place.postal_code, "postal_code"),
        ("Jenis tempat", dict(choices.PREMISES_KIND).get(place.premises_kind or ""), "premises_kind"),
        ("Status tempat", dict(choices.PREMISES_STATUS).get(place.premises_status or ""), "premises_status"),
    ])


def paper_rows(papers: Iterable[LicenceRecord], elsewhere: int = 0) -> list[Row]:
    """Licences: a tag for what is claimed, the number, and until when; `at` is each one's place among the papers.

    With businesses of the owner `elsewhere` the owner's own are kept back, be there any or not.
    """
    rows: list[Row] = [{"label": "NIB", "value": "Hanya bisa dilihat oleh dinas"}] if elsewhere else []
    for at, paper in enumerate(papers):
        if elsewhere and sharing.hidden(field_key(paper.kind)):
            continue
        said = _YES.get(paper.status, paper.status) if paper.status != "ya" else "Ada"
        claim = Markup('<span class="tag {}">{}</span>').format(ANSWER_KINDS.get(paper.status, "off"), said)
        value = paper.number or claim
        days = [f"Terbit {show_date(paper.issued_on)}" if paper.issued_on else "",
                f"berlaku sampai {show_date(paper.expires_on)}" if paper.expires_on else "",
                "" if paper.number or paper.status != "ya" else "Pengakuan, nomornya belum ditulis"]
        rows.append({"label": paper.name or LICENCE_WORDS.get(paper.kind, paper.kind), "value": value,
                     "note": ", ".join(filter(None, days)) or None, "field": paper.kind, "at": at})
    return rows


FIGURE_WORDS = (
    ("turnover", "Omzet"), ("capital", "Modal"), ("assets", "Aset"), ("investment", "Nilai investasi"),
    ("production_value", "Nilai produksi"), ("raw_material_value", "Nilai bahan baku"),
    ("production_capacity", "Kapasitas produksi"), ("production_unit", "Satuan produksi"),
    ("workers_total", "Jumlah pekerja"), ("workers_male", "Pekerja laki-laki"), ("workers_female", "Pekerja perempuan"),
    ("workers_permanent_male", "Pekerja tetap laki-laki"), ("workers_permanent_female", "Pekerja tetap perempuan"),
    ("workers_casual_male", "Pekerja lepas laki-laki"), ("workers_casual_female", "Pekerja lepas perempuan"),
    ("workers_paid", "Pekerja dibayar"), ("workers_unpaid", "Pekerja tidak dibayar"),
)
SCALE_WORDS = (
    ("scale_sales", "Skala menurut omzet", scale.label), ("scale_capital", "Skala menurut modal", scale.label),
    ("ikm_class", "Kelas industri (IKM)", scale.ikm_label),
)


def figures_table(business: Any) -> dict[str, Any]:
    """{columns, rows}: measures downwards, years across, the computed scale under a line of its own."""
    years = [row.year for row in business.figures]
    stored = {year: mapping.record_of(business, year).figures for year in years}
    told = {year: with_sums(figures) if figures else None for year, figures in stored.items()}
    rows: list[Any] = []
    for name, words in FIGURE_WORDS:
        cells = [_figure(told[year], name) for year in years]
        if any(cells):
            rows.append([words, *(cell or "–" for cell in cells)])
    industry = mapping.is_industry(mapping.record_of(business))
    for name, words, label in SCALE_WORDS:
        if name == "ikm_class" and not industry:
            continue
        rows.append({"cells": [words, *(label(getattr(row, name)) for row in business.figures)], "kind": "subtotal"})
    return {"columns": ["Isian", *(str(year) for year in years)], "rows": rows}


def _figure(figures: FiguresRecord | None, name: str) -> str | None:
    value = getattr(figures, name) if figures else None
    if value is None:
        return None
    if isinstance(value, Amount):
        return show_amount(value)
    return value if isinstance(value, str) else show_number(value)


_SALES_RULE = "Omzet setahun sampai Rp2 miliar: mikro. Sampai Rp15 miliar: kecil. Sampai Rp50 miliar: menengah."
_CAPITAL_RULE = ("Modal di luar tanah dan bangunan tempat usaha sampai Rp1 miliar: mikro. Sampai Rp5 miliar: kecil. "
                 "Sampai Rp10 miliar: menengah.")
_IKM_RULE = ("Sampai 19 pekerja dan investasi di bawah Rp1 miliar: industri kecil. Sampai 19 pekerja dengan investasi "
             "Rp1 miliar atau lebih, atau 20 pekerja ke atas dengan investasi sampai Rp15 miliar: industri menengah.")
SCALE_RULES = (
    f"{_SALES_RULE} {_CAPITAL_RULE} (PP 7/2021 Pasal 35)",
    f"{_IKM_RULE} (Permenperin 64/2016)",
    "Kalau angkanya belum diisi, atau kisarannya melewati batas dua kelas, skalanya belum dapat ditentukan.",
)


def why_undecided(business: Any) -> str | None:
    """Why the newest year's scale by sales is open, in words; None when it is decided."""
    newest = business.newest_figures
    if newest is None:
        return "Belum ada angka untuk tahun mana pun."
    if newest.scale_sales:
        return None
    if newest.turnover_low is None and newest.turnover_high is None:
        return f"Omzet tahun {newest.year} belum diisi."
    if newest.turnover_period is None:
        return f"Omzet tahun {newest.year} tidak menyebut per bulan atau per tahun."
    return f"Kisaran omzet tahun {newest.year} melewati batas dua kelas."


def title_of_kbli(session: Any, record: BusinessRecord) -> str | None:
    """The title of a code with a version."""
    if not record.kbli or not record.kbli_version:
        return None
    return activities.title_of(session, record.kbli, record.kbli_version)


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows that say something, and one at the end that names the others: a phone shows fewer empty lines."""
    rows = list(rows)
    blank = [row["label"] for row in rows if row["value"] is None and not row.get("note")]
    said = [row for row in rows if row["label"] not in blank]
    words = Markup('<span class="blank">{}</span>').format(", ".join(blank))
    return [*said, {"label": "Belum diisi", "value": words}] if blank else said


def _rows(told: Iterable[tuple[Any, ...]]) -> list[Row]:
    return [{"label": label, "value": value or None, "field": field, "note": note[0] if note else None}
            for label, value, field, *note in told]
