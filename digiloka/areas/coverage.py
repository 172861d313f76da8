"""Do the polygons of a city fit together? Overlaps, holes, kelurahan without a polygon: the report of a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from digiloka.areas.boundaries import Polygons, UnknownPolygon
from digiloka.areas.codes import KELURAHAN
from digiloka.areas.naming import AreaNames
from digiloka.areas.plane import to_metres

_LEAST_M2 = 1.0  # below this it is arithmetic, not geography
_SLIVER_M = 20.0  # two lines drawn by two hands differ by this much


@dataclass(frozen=True, slots=True)
class Overlap:
    """Land that two kelurahan claim. A sliver is a strip narrower than 20 m on average."""

    one: str
    other: str
    area_m2: float
    sliver: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole between the polygons, and a WGS84 point in it."""

    area_m2: float
    sliver: bool
    latitude: float
    longitude: float
    beside: tuple[str, ...]  # kelurahan around it


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryReport:
    """What a file brought and what is odd about it. Codes are Kemendagri's; `labels` has their names."""

    layer: str
    column: str
    loaded: tuple[str, ...]
    changed: tuple[str, ...]  # of these, new or different from what the register had
    missing: tuple[str, ...]  # kelurahan that have no polygon now
    unknown: tuple[UnknownPolygon, ...]
    elsewhere: int
    repaired: dict[str, str]
    merged: tuple[str, ...]
    without_shape: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]
    labels: dict[str, str]

    def lines(self) -> list[str]:
        """The report as a person reads it, a sentence a line, the most important first."""
        lines = [f"{len(self.loaded)} poligon kelurahan dimuat ({len(self.changed)} baru atau berubah)."]
        if self.missing:
            lines.append(f"Belum ada poligon untuk {len(self.missing)} kelurahan: {self._list(self.missing)}.")
        lines += [self._unknown(row) for row in self.unknown]
        if self.elsewhere:
            lines.append(f"{self.elsewhere} baris lain bukan kelurahan kota ini dan dilewati.")
        if self.without_shape:
            lines.append(f"Barisnya ada, tetapi tanpa poligon: {self._list(self.without_shape)}.")
        if self.merged:
            lines.append(f"Beberapa baris digabung menjadi satu poligon: {self._list(self.merged)}.")
        if self.repaired:
            lines.append(f"Bentuk diperbaiki: {self._list(tuple(self.repaired))}. Periksa di peta.")
        lines += _overlap_lines(self.overlaps, self.labels) + _gap_lines(self.gaps, self.labels)
        return lines + list(self.notes)

    def _list(self, codes: tuple[str, ...]) -> str:
        return "; ".join(f"{self.labels[code]} ({code})" for code in codes)

    def _unknown(self, row: UnknownPolygon) -> str:
        code = f"kode “{row.written}” tidak dikenal" if row.written else "tidak ada kode"
        name = f" ({row.name})" if row.name else ""
        likely = f" Mungkin {self.labels[row.likely]} ({row.likely})." if row.likely else ""
        return f"Baris {row.row}{name}: {code}, poligon tidak dimuat.{likely}"


def report_on(
    polygons: Polygons, names: AreaNames, known: Mapping[str, Any], changed: tuple[str, ...]
) -> BoundaryReport:
    """The report of a file, over the register's polygons as they are after loading it (`known`, by code)."""
    labels = {code: names.label(code) for code in names.rows}
    return BoundaryReport(
        layer=polygons.layer, column=polygons.column, loaded=tuple(polygons.shapes), changed=changed,
        missing=tuple(row.code for row in names.rows.values() if row.level == KELURAHAN and row.code not in known),
        unknown=polygons.unknown, elsewhere=polygons.elsewhere, repaired=polygons.repaired, merged=polygons.merged,
        without_shape=polygons.without_shape, overlaps=overlaps_of(known), gaps=gaps_of(known),
        notes=polygons.notes, labels=labels,
    )


def overlaps_of(shapes: Mapping[str, Any]) -> tuple[Overlap, ...]:
    """Every pair of WGS84 polygons that share land, the largest first; square metres."""
    codes, flat, _ = _flat(shapes)
    if not codes:
        return ()
    found = []
    for one, other in shapely.STRtree(flat).query(flat, predicate="intersects").T:
        if one < other:
            shared = shapely.intersection(flat[one], flat[other])
            if shared.area >= _LEAST_M2:
                found.append(Overlap(codes[one], codes[other], round(shared.area, 1), _is_sliver(shared)))
    return tuple(sorted(found, key=lambda overlap: -overlap.area_m2))


def gaps_of(shapes: Mapping[str, Any]) -> tuple[Gap, ...]:
    """Every hole in the union of WGS84 polygons, the largest first; square metres."""
    codes, flat, latitude = _flat(shapes)
    if not codes:
        return ()
    tree = shapely.STRtree(flat)
    scale = shapely.get_coordinates(to_metres(shapely.Point(1, 1), latitude))[0]
    found = []
    for part in shapely.get_parts(shapely.union_all(flat)):
        for ring in part.interiors:
            hole = shapely.Polygon(ring)
            if hole.area < _LEAST_M2:
                continue
            inside = shapely.point_on_surface(hole)
            beside = tuple(sorted(codes[at] for at in tree.query(hole, predicate="dwithin", distance=0.01)))
            longitude, north = round(inside.x / scale[0], 6), round(inside.y / scale[1], 6)
            found.append(Gap(round(hole.area, 1), _is_sliver(hole), north, longitude, beside))
    return tuple(sorted(found, key=lambda gap: -gap.area_m2))


def _flat(shapes: Mapping[str, Any]) -> tuple[list[str], np.ndarray, float]:
    codes, geometries = list(shapes), np.array(list(shapes.values()), dtype=object)
    if not codes:
        return [], geometries, 0.0
    _, south, _, north = shapely.total_bounds(geometries)
    latitude = float((south + north) / 2)
    return codes, to_metres(geometries, latitude), latitude


def _is_sliver(shape: Any) -> bool:
    return bool(2 * shape.area / shape.length < _SLIVER_M)


def _overlap_lines(overlaps: tuple[Overlap, ...], labels: Mapping[str, str]) -> list[str]:
    wide = [overlap for overlap in overlaps if not overlap.sliver]
    lines = [
        f"Tumpang tindih {_size(overlap.area_m2)}: {labels[overlap.one]} ({overlap.one}) dan "
        f"{labels[overlap.other]} ({overlap.other})."
        for overlap in wide
    ]
    thin = [overlap.area_m2 for overlap in overlaps if overlap.sliver]
    if thin:
        lines.append(f"{len(thin)} tumpang tindih tipis di garis batas, seluruhnya {_size(sum(thin))}.")
    return lines or ["Tidak ada poligon yang tumpang tindih."]


def _gap_lines(gaps: tuple[Gap, ...], labels: Mapping[str, str]) -> list[str]:
    lines = [
        f"Celah {_size(gap.area_m2)} di {_degrees(gap.latitude)}, {_degrees(gap.longitude)}, di antara "
        f"{', '.join(labels[code] for code in gap.beside)}."
        for gap in gaps
        if not gap.sliver
    ]
    thin = [gap.area_m2 for gap in gaps if gap.sliver]
    if thin:
        lines.append(f"{len(thin)} celah tipis di garis batas, seluruhnya {_size(sum(thin))}.")
    return lines or ["Tidak ada celah di antara poligon."]


def _size(area_m2: float) -> str:
    """Square metres, or hectares from one hectare on, as Indonesians write numbers."""
    if area_m2 < 10_000:
        return f"{round(area_m2):,} m²".replace(",", ".")
    return f"{area_m2 / 10_000:,.1f} ha".translate(str.maketrans(",.", ".,"))


def _degrees(value: float) -> str:
    return f"{value:.5f}"
