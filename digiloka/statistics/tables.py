"""From facts to tables: every row sums, unknown is a column, and what was left out is said under the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from digiloka.activities.sectors import labels
from digiloka.licensing.kinds import KINDS
from digiloka.statistics.facts import AsOf
from digiloka.statistics.measures import (
    CRITERIA,
    HELD,
    LARGE,
    LICENCES,
    NOT_NEEDED,
    SCALES,
    STATUSES,
    TABLES,
    VOLUNTARY,
    TableSpec,
)
from digiloka.values.amounts import show_number
from digiloka.values.dates import show_date


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area as tables need it: Kemendagri code, name, level (kota, kecamatan, kelurahan or desa), parent's code."""

    code: str
    name: str
    level: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """One heading: `children` stand under it. A leaf has none."""

    label: str
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row. kind: body, subtotal or total. `values` are counts, or None where a share has no denominator."""

    code: str
    label: str
    values: tuple[int | float | None, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """What every output prints. `percent` are the column numbers that hold percentages (0..100)."""

    spec: TableSpec
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    row_title: str
    as_of: AsOf
    criterion: str | None
    notes: tuple[str, ...] = ()
    percent: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(leaf for head in self.heads for leaf in (head.children or (head.label,)))

    @property
    def total(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What stands beside every number: how many were counted, how many checked, how many without a kelurahan."""

    counted: int
    verified: int
    without_area: int
    without_sector: int
    large: int = 0  # no UMKM, and not counted
    by_source: dict[str, int] = field(default_factory=dict)

    def sentences(self) -> tuple[str, ...]:
        share = f"{100 * self.verified / self.counted:.1f}".replace(".", ",") if self.counted else "0,0"
        beside = (f"Usaha besar di luar UMKM: {show_number(self.large)}; tidak ikut dihitung.",) if self.large else ()
        return (
            f"UMKM yang dihitung: {show_number(self.counted)}; sudah diperiksa petugas: "
            f"{show_number(self.verified)} ({share}%).",
            f"Belum diketahui kelurahannya: {show_number(self.without_area)}; belum diketahui sektornya: "
            f"{show_number(self.without_sector)}.",
            *beside,
        )


def umkm(facts: pd.DataFrame, criterion: str) -> pd.DataFrame:
    """The businesses that are UMKM by a criterion; those whose scale is not known are taken to be."""
    return facts[facts[f"scale_{criterion}"] != LARGE]


def coverage(facts: pd.DataFrame, criterion: str = "sales") -> Coverage:
    """What a frame of facts covers."""
    counted = umkm(facts, criterion)
    return Coverage(
        counted=len(counted), verified=int(counted["verified"].sum()),
        without_area=int(counted["area_code"].isna().sum()), without_sector=int(counted["sector"].isna().sum()),
        large=len(facts) - len(counted), by_source=counted["source"].value_counts().to_dict(),
    )


def report(facts: pd.DataFrame, areas: Sequence[AreaLine], as_of: AsOf, criterion: str = "sales") -> list[Table]:
    """All tables of the report, in the order of `measures.TABLES`. All count the same businesses: UMKM."""
    counted = umkm(facts, criterion)
    tables = []
    for spec in TABLES:
        by_scale = spec.columns == "scale"
        table = _BUILDERS[spec.key](spec, facts if by_scale else counted, areas, as_of, criterion)
        tables.append(table if by_scale else _with_large_note(table, len(facts) - len(counted), criterion))
    return tables


def _with_large_note(table: Table, large: int, criterion: str) -> Table:
    if not large:
        return table
    note = f"Tidak termasuk {show_number(large)} usaha besar (di luar UMKM) menurut {CRITERIA[criterion]}."
    return replace(table, notes=(*table.notes, note))


def _by_area_and_scale(
    spec: TableSpec, facts: pd.DataFrame, areas: Sequence[AreaLine], as_of: AsOf, criterion: str
) -> Table:
    lines = _area_lines(_scales(facts, "area_code", criterion), areas)
    return Table(spec, _scale_heads(), lines, "Wilayah", as_of, criterion,
                 (_criterion_note(criterion), *_unplaced_note(umkm(facts, criterion))))


def _by_sector_and_scale(
    spec: TableSpec, facts: pd.DataFrame, _areas: Sequence[AreaLine], as_of: AsOf, criterion: str
) -> Table:
    counts = _scales(facts.assign(sector=facts["sector"].fillna("-")), "sector", criterion)
    counted = umkm(facts, criterion)
    named = {**labels("sectors"), "-": "Tidak diketahui"}
    named |= {code: code for code in counts.index if code not in named}  # a code of an older list is never dropped
    lines = [
        Line(code, label, _with_share(_values(counts, code), len(counted))) for code, label in named.items()
    ]
    lines.append(Line("", "Jumlah", _with_share(_sums(counts), len(counted)), "total"))
    return Table(spec, _scale_heads("Persen"), tuple(lines), "Sektor", as_of, criterion,
                 (_criterion_note(criterion), *_unplaced_included(counted)),
                 percent=(len(SCALES) + 1,))


def _by_licence(
    spec: TableSpec, facts: pd.DataFrame, _areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    lines = []
    for kind in LICENCES:
        told = facts.loc[facts[f"needs_{kind}"], kind]
        counts = told.fillna("-").value_counts()
        values = tuple(int(counts.get(status or "-", 0)) for status, _ in STATUSES)
        needed = (None, None) if kind in VOLUNTARY else (len(told), _share(values[0] + values[1], len(told)))
        lines.append(Line(kind, KINDS[kind].label, (*values, *needed)))
    heads = (*(Head(label) for _, label in STATUSES), Head("Usaha yang memerlukan"), Head("Persen punya"))
    return Table(spec, heads, tuple(lines), "Legalitas", as_of, None,
                 ("Satu usaha dapat memiliki beberapa legalitas, jadi baris tidak dijumlahkan.",
                  "Usaha yang sudah memiliki suatu legalitas ikut dihitung sebagai yang memerlukannya.",
                  NOT_NEEDED, *_unplaced_included(facts)),
                 percent=(len(STATUSES) + 1,))


def _by_area_and_licence(
    spec: TableSpec, facts: pd.DataFrame, areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    told = pd.DataFrame(index=facts.index)
    for kind in LICENCES:
        needed = facts[f"needs_{kind}"]
        told[f"{kind} has"] = needed & facts[kind].isin(HELD)
        told[f"{kind} unknown"] = needed & facts[kind].isna()
        if kind not in VOLUNTARY:
            told[f"{kind} needs"] = needed
    needs = {kind: () if kind in VOLUNTARY else ("Memerlukan",) for kind in LICENCES}
    heads = tuple(Head(KINDS[kind].label, ("Punya", "Tidak diketahui", *needs[kind])) for kind in LICENCES)
    counts = told.groupby(facts["area_code"]).sum()
    return Table(spec, heads, _area_lines(counts, areas), "Wilayah", as_of, None,
                 (NOT_NEEDED, *_unplaced_note(facts)))


def _by_area_and_workers(
    spec: TableSpec, facts: pd.DataFrame, areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    male, female = facts["workers_male"].fillna(0), facts["workers_female"].fillna(0)
    split = male + female
    whole = facts["workers_total"].fillna(0).where(facts["workers_total"].fillna(0) > split, split)
    answered = facts[["workers_total", "workers_male", "workers_female"]].notna().any(axis=1)
    told = pd.DataFrame({
        "male": male, "female": female, "rest": whole - split, "all": whole, "answered": answered.astype(int),
        "unknown": (~answered).astype(int), "businesses": 1,
    })
    heads = (
        Head("Orang bekerja", ("Laki-laki", "Perempuan", "Tanpa rincian", "Jumlah")),
        Head("Usaha", ("Menyebut jumlah", "Tidak diketahui", "Jumlah")),
    )
    counts = told.groupby(facts["area_code"]).sum()
    return Table(spec, heads, _area_lines(counts, areas), "Wilayah", as_of, None, _unplaced_note(facts))


_BUILDERS = {
    "R1": _by_area_and_scale, "R2": _by_sector_and_scale, "R4": _by_licence, "R4W": _by_area_and_licence,
    "R5": _by_area_and_workers,
}


def _area_lines(counts: pd.DataFrame, areas: Sequence[AreaLine]) -> tuple[Line, ...]:
    """Kecamatan with their kelurahan below them, then the whole; areas without a business stay, as zeros."""
    lines = []
    for district in (area for area in areas if area.level == "kecamatan"):
        villages = [area for area in areas if area.parent_code == district.code]
        inside = counts[counts.index.isin([village.code for village in villages])]
        lines.append(Line(district.code, district.name, _sums(inside), "subtotal"))
        lines += [Line(village.code, village.name, _values(counts, village.code)) for village in villages]
    known = {area.code for area in areas}  # a kelurahan's own report has no kecamatan: its sum would not be one
    lines += [
        Line(village.code, village.name, _values(counts, village.code)) for village in areas
        if village.level == "kelurahan" and village.parent_code not in known
    ]
    lines.append(Line("", "Jumlah", _sums(counts), "total"))
    return tuple(lines)


def _scale_heads(*more: str) -> tuple[Head, ...]:
    return (Head("UMKM", (*(label for _, label in SCALES), "Jumlah", *more)), Head("Di luar UMKM", ("Besar",)))


def _scales(facts: pd.DataFrame, by: str, criterion: str) -> pd.DataFrame:
    """UMKM by a column and scale, unknown and sum included; after the sum, the large ones that are not in it."""
    scale = facts[f"scale_{criterion}"].fillna("-")
    counts = pd.crosstab(facts[by], scale).reindex(columns=[*(code or "-" for code, _ in SCALES), LARGE], fill_value=0)
    return counts.drop(columns=LARGE).assign(sum=counts.drop(columns=LARGE).sum(axis=1), large=counts[LARGE])


def _values(counts: pd.DataFrame, code: str) -> tuple[int, ...]:
    return tuple(int(value) for value in counts.loc[code]) if code in counts.index else (0,) * counts.shape[1]


def _sums(counts: pd.DataFrame) -> tuple[int, ...]:
    return tuple(int(value) for value in counts.sum())


def _with_share(values: tuple[int, ...], whole: int) -> tuple[int | float | None, ...]:
    """The share of the sum stands behind it, before the large ones."""
    *scales, summed, large = values
    return (*scales, summed, _share(summed, whole), large)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _unplaced_note(facts: pd.DataFrame) -> tuple[str, ...]:
    missing = int(facts["area_code"].isna().sum())
    return (f"Tidak termasuk {show_number(missing)} usaha yang kelurahannya belum diketahui.",) if missing else ()


def _unplaced_included(facts: pd.DataFrame) -> tuple[str, ...]:
    missing = int(facts["area_code"].isna().sum())
    return (f"Termasuk {show_number(missing)} usaha yang kelurahannya belum diketahui.",) if missing else ()


def _criterion_note(criterion: str) -> str:
    estimate = " Penjualan sebulan dikalikan dua belas (perkiraan)." if criterion == "sales" else ""
    return (
        f"Skala dihitung menurut {CRITERIA[criterion]}, angka tahun terakhir setiap usaha.{estimate} "
        "Tidak diketahui: belum dapat ditentukan karena angkanya belum ada atau kisarannya melewati batas dua kelas."
    )


def as_of_sentence(as_of: AsOf) -> str:
    return f"Data per {show_date(as_of.day)}"
