"""The columns that may leave the register as a file, in their order. What is not named here is never exported.

NIK and phone are masked, and no column is derived from a sealed one in another way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.registry import choices, scale, status
from digiloka.values.identity import mask_nik
from digiloka.values.phone import mask_phone

PaperKind = tuple[str, str | None]
Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One business as the query reads it: `told` by column, its newest year's `figures`, `papers` by kind."""

    told: Any
    figures: dict[str, Any]
    papers: dict[str, PaperKind]


@dataclass(frozen=True, slots=True)
class Around:
    """What turns codes and instants into words: the city's names, the installation's zone."""

    names: AreaNames
    timezone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width in letters, and how its cell is made."""

    heading: str
    width: int
    cell: Callable[[ExportRow, Around], Cell]


def headings() -> list[str]:
    return [column.heading for column in COLUMNS]


def cells(row: ExportRow, around: Around) -> list[Cell]:
    """One row's cells, as long as COLUMNS."""
    return [column.cell(row, around) for column in COLUMNS]


def _told(name: str) -> Callable[[ExportRow, Around], Cell]:
    return lambda row, _around: row.told[name]


def _words(name: str, listed: choices.Choices) -> Callable[[ExportRow, Around], Cell]:
    known = dict(listed)
    return lambda row, _around: known.get(str(row.told[name]), row.told[name])


def _figure(name: str) -> Callable[[ExportRow, Around], Cell]:
    return lambda row, _around: row.figures.get(name)


def _day(name: str) -> Callable[[ExportRow, Around], Cell]:
    def cell(row: ExportRow, around: Around) -> Cell:
        moment: datetime | None = row.told[name]
        return moment.astimezone(around.timezone).date() if moment else None

    return cell


def _masked(name: str, mask: Callable[[str], str]) -> Callable[[ExportRow, Around], Cell]:
    return lambda row, _around: mask(row.told[name]) if row.told[name] else None


def _paper(kind: str) -> Callable[[ExportRow, Around], Cell]:
    known = dict(choices.ANSWERS)

    def cell(row: ExportRow, _around: Around) -> Cell:
        found = row.papers.get(kind)
        return (found[1] or known.get(found[0], found[0])) if found else None

    return cell


def _village(row: ExportRow, around: Around) -> Cell:
    area = around.names.rows.get(row.told["place_area_code"] or "")
    return area.name if area else None


def _district(row: ExportRow, around: Around) -> Cell:
    area = around.names.rows.get(row.told["place_district_code"] or "")
    return area.name if area else None


def _scale(name: str) -> Callable[[ExportRow, Around], Cell]:
    return lambda row, _around: scale.label(row.figures.get(name))


def _ikm(row: ExportRow, _around: Around) -> Cell:
    found = row.figures.get("ikm_class")
    return scale.ikm_label(found) if found else None


def _code(row: ExportRow, _around: Around) -> Cell:
    return None if row.told["business_kbli_proposed"] else row.told["business_kbli"]


def _turnover(bound: str) -> Callable[[ExportRow, Around], Cell]:
    """A year's turnover. Said without a period nobody knows whether it is a month's, so its upper end is a year of
    such months, as in the scale."""

    def cell(row: ExportRow, _around: Around) -> Cell:
        found = row.figures
        low, high = scale.yearly_range(
            found.get("turnover_low"), found.get("turnover_high"), found.get("turnover_period")
        )
        return low if bound == "low" else high

    return cell


COLUMNS: tuple[Column, ...] = (
    Column("Nomor usaha", 16, _told("business_number")),
    Column("Nama usaha", 30, _told("business_name")),
    Column("Nama pemilik", 26, _told("owner_name")),
    Column("NIK", 20, _masked("owner_nik", mask_nik)),
    Column("Nomor HP", 16, _masked("owner_phone", mask_phone)),
    Column("Jenis kelamin", 12, _words("owner_sex", choices.SEX)),
    Column("Tahun lahir", 10, _told("owner_birth_year")),
    Column("Pendidikan terakhir", 18, _words("owner_education", choices.EDUCATION)),
    Column("Kegiatan usaha", 34, _told("business_activity")),
    Column("Produk utama", 30, _told("business_product")),
    Column("Kelompok usaha", 20, lambda row, _: SECTORS.get(row.told["business_sector"], row.told["business_sector"])),
    Column("KBLI", 8, _code),
    Column("Tahun KBLI", 8, lambda row, _: row.told["business_kbli_version"] if _code(row, _) else None),
    Column("Bentuk usaha", 16, _words("business_legal_form", choices.LEGAL_FORM)),
    Column("Tahun mulai", 10, _told("business_start_year")),
    Column("Kecamatan", 18, _district),
    Column("Kelurahan", 20, _village),
    Column("Alamat usaha", 36, _told("place_address")),
    Column("RT", 5, _told("place_rt")),
    Column("RW", 5, _told("place_rw")),
    Column("Lintang", 11, _told("place_latitude")),
    Column("Bujur", 11, _told("place_longitude")),
    Column("Jenis tempat usaha", 18, _words("place_premises_kind", choices.PREMISES_KIND)),
    Column("Status tempat usaha", 18, _words("place_premises_status", choices.PREMISES_STATUS)),
    Column("Tahun data", 8, _figure("year")),
    Column("Omzet setahun, paling sedikit", 18, _turnover("low")),
    Column("Omzet setahun, paling banyak", 18, _turnover("high")),
    Column("Modal, paling sedikit", 18, _figure("capital_low")),
    Column("Modal, paling banyak", 18, _figure("capital_high")),
    Column("Jumlah pekerja", 9, _figure("workers_total")),
    Column("Pekerja laki-laki", 9, _figure("workers_male")),
    Column("Pekerja perempuan", 9, _figure("workers_female")),
    Column("Skala menurut omzet", 22, _scale("scale_sales")),
    Column("Skala menurut modal", 22, _scale("scale_capital")),
    Column("Kelas IKM", 18, _ikm),
    Column("NIB", 16, _paper("nib")),
    Column("P-IRT", 18, _paper("pirt")),
    Column("Halal", 20, _paper("halal")),
    Column("BPOM", 18, _paper("bpom")),
    Column("SNI", 18, _paper("sni")),
    Column("Merek", 18, _paper("merek")),
    Column("Status", 20, lambda row, _: status.state_label(row.told["business_state"])),
    Column("Tingkat pemeriksaan", 22, lambda row, _: status.level_label(row.told["business_level"])),
    Column("Keberadaan", 18, lambda row, _: status.existence_label(row.told["business_existence"])),
    Column("Asal data", 18, _words("business_source", choices.SOURCES)),
    Column("Tanggal terdaftar", 12, _day("business_created_at")),
    Column("Tanggal diperiksa", 12, _day("business_verified_at")),
)
