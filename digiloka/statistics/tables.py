"""From facts to tables: every row sums, unknown is a column, and what was left out is said under the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from digiloka.activities.sectors import labels
from digiloka.licensing.kinds import KINDS, applies
from digiloka.statistics.facts import AsOf, Fact
from digiloka.statistics.measures import CRITERIA, LICENCES, SCALES, STATUSES, TABLES, TableSpec
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
    by_source: dict[str, int] = field(default_factory=dict)

    def sentences(self) -> tuple[str, ...]:
        share = f"{100 * self.verified / self.counted:.1f}".replace(".", ",") if self.counted else "0,0"
        return (
            f"Usaha yang dihitung: {show_number(self.counted)}; sudah diperiksa petugas: "
            f"{show_number(self.verified)} ({share}%).",
            f"Belum diketahui kelurahannya: {show_number(self.without_area)}; belum diketahui sektornya: "
            f"{show_number(self.without_sector)}.",
        )


def coverage(facts: Sequence[Fact]) -> Coverage:
    return Coverage(
        counted=len(facts),
        verified=sum(fact.verified for fact in facts),
        without_area=sum(fact.area_code is None for fact in facts),
        without_sector=sum(fact.sector is None for fact in facts),
        by_source=dict(Counter(fact.source for fact in facts)),
    )


def report(facts: Sequence[Fact], areas: Sequence[AreaLine], as_of: AsOf, criterion: str = "sales") -> list[Table]:
    """All tables of the report, in the order of `measures.TABLES`."""
    return [_BUILDERS[spec.key](spec, facts, areas, as_of, criterion) for spec in TABLES]


def _by_area_and_scale(
    spec: TableSpec, facts: Sequence[Fact], areas: Sequence[AreaLine], as_of: AsOf, criterion: str
) -> Table:
    lines = _area_lines(_placed(facts), areas, lambda group: _scales(group, criterion))
    return Table(spec, _scale_heads(), lines, "Wilayah", as_of, criterion,
                 (_criterion_note(criterion), *_unplaced_note(facts)))


def _by_sector_and_scale(
    spec: TableSpec, facts: Sequence[Fact], _areas: Sequence[AreaLine], as_of: AsOf, criterion: str
) -> Table:
    groups: dict[str | None, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.sector, []).append(fact)
    whole = len(facts)

    def values(group: Sequence[Fact]) -> tuple[int | float | None, ...]:
        return (*_scales(group, criterion), _share(len(group), whole))

    lines = [
        Line(code or "-", label, values(groups.get(code, [])))
        for code, label in (*labels("sectors").items(), (None, "Tidak diketahui"))
    ]
    lines.append(Line("", "Jumlah", values(facts), "total"))
    heads = (*_scale_heads(), Head("Persen"))
    return Table(spec, heads, tuple(lines), "Sektor", as_of, criterion, (_criterion_note(criterion),),
                 percent=(len(SCALES) + 1,))


def _by_licence(
    spec: TableSpec, facts: Sequence[Fact], _areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    lines = []
    for kind in LICENCES:
        concerned = [fact for fact in facts if _concerns(kind, fact)]
        told = Counter(_told(fact, kind) for fact in concerned)
        counts = [told[status] for status, _ in STATUSES]
        lines.append(Line(kind, KINDS[kind].label, (*counts, len(concerned),
                                                   _share(told["numbered"] + told["claimed"], len(concerned)))))
    heads = (*(Head(label) for _, label in STATUSES), Head("Usaha yang memerlukan"), Head("Persen punya"))
    return Table(spec, heads, tuple(lines), "Legalitas", as_of, None,
                 ("Satu usaha dapat memiliki beberapa legalitas, jadi baris tidak dijumlahkan.",),
                 percent=(len(STATUSES) + 1,))


def _by_area_and_licence(
    spec: TableSpec, facts: Sequence[Fact], areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    def values(group: Sequence[Fact]) -> tuple[int | float | None, ...]:
        found: list[int | float | None] = []
        for kind in LICENCES:
            concerned = [fact for fact in group if _concerns(kind, fact)]
            told = [_told(fact, kind) for fact in concerned]
            found += [
                sum(status in ("numbered", "claimed") for status in told), sum(status is None for status in told),
                len(concerned),
            ]
        return tuple(found)

    heads = tuple(Head(KINDS[kind].label, ("Punya", "Tidak diketahui", "Memerlukan")) for kind in LICENCES)
    return Table(spec, heads, _area_lines(_placed(facts), areas, values), "Wilayah", as_of, None,
                 _unplaced_note(facts))


def _by_area_and_workers(
    spec: TableSpec, facts: Sequence[Fact], areas: Sequence[AreaLine], as_of: AsOf, _criterion: str
) -> Table:
    heads = (
        Head("Orang bekerja", ("Laki-laki", "Perempuan", "Tanpa rincian", "Jumlah")),
        Head("Usaha", ("Menyebut jumlah", "Tidak diketahui", "Jumlah")),
    )
    return Table(spec, heads, _area_lines(_placed(facts), areas, _workers), "Wilayah", as_of, None,
                 _unplaced_note(facts))


_BUILDERS = {
    "R1": _by_area_and_scale, "R2": _by_sector_and_scale, "R4": _by_licence, "R4W": _by_area_and_licence,
    "R5": _by_area_and_workers,
}


def _area_lines(
    facts: Sequence[Fact], areas: Sequence[AreaLine], values: Callable[[Sequence[Fact]], tuple[int | float | None, ...]]
) -> tuple[Line, ...]:
    """Kecamatan with their kelurahan below them, then the whole; areas without a business stay, as zeros."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.area_code or "", []).append(fact)
    lines = []
    for district in (area for area in areas if area.level == "kecamatan"):
        villages = [area for area in areas if area.parent_code == district.code]
        inside = [fact for village in villages for fact in groups.get(village.code, ())]
        lines.append(Line(district.code, district.name, values(inside), "subtotal"))
        lines += [Line(village.code, village.name, values(groups.get(village.code, ()))) for village in villages]
    lines.append(Line("", "Jumlah", values(facts), "total"))
    return tuple(lines)


def _scale_heads() -> tuple[Head, ...]:
    return (*(Head(label) for _, label in SCALES), Head("Jumlah"))


def _scales(group: Iterable[Fact], criterion: str) -> tuple[int, ...]:
    counted = Counter(fact.scale(criterion) for fact in group)
    return (*(counted[code] for code, _ in SCALES), sum(counted.values()))


def _workers(group: Sequence[Fact]) -> tuple[int, ...]:
    male = female = rest = answering = 0
    for fact in group:
        split = (fact.workers_male or 0) + (fact.workers_female or 0)
        whole = max(split, fact.workers_total or 0)
        male, female, rest = male + (fact.workers_male or 0), female + (fact.workers_female or 0), rest + whole - split
        answering += not (fact.workers_total is fact.workers_male is fact.workers_female is None)
    return male, female, rest, male + female + rest, answering, len(group) - answering, len(group)


def _concerns(kind: str, fact: Fact) -> bool:
    return applies(kind, fact.kbli, fact.kbli_version, fact.sector, fact.serves_food)


def _told(fact: Fact, kind: str) -> str | None:
    status = fact.licences.get(kind)
    return None if status == "tidak_tahu" else status


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _placed(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.area_code]


def _unplaced_note(facts: Sequence[Fact]) -> tuple[str, ...]:
    missing = sum(fact.area_code is None for fact in facts)
    return (f"Tidak termasuk {show_number(missing)} usaha yang kelurahannya belum diketahui.",) if missing else ()


def _criterion_note(criterion: str) -> str:
    return f"Skala dihitung menurut {CRITERIA[criterion]}."


def as_of_sentence(as_of: AsOf) -> str:
    return f"Data per {show_date(as_of.day)}"
