"""Reading official polygons: GeoJSON, GeoPackage or Shapefile (also zipped), any column of codes, any known projection.

Nothing here knows the database. `read_boundaries` refuses a file as a whole with one sentence; what is odd about a
single polygon is told in the report (`coverage.BoundaryReport`).
"""

from __future__ import annotations

import codecs
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from digiloka.areas.codes import KECAMATAN, KELURAHAN, KOTA
from digiloka.areas.naming import AreaNames
from digiloka.values.refusal import Refused

_BEGINNINGS = {".geojson": b"{", ".json": b"{", ".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a"}
_MOST_BYTES = 1024**3
_LARGER = {KECAMATAN: "kecamatan", KOTA: "kota atau kabupaten"}
_INDONESIA = (94.0, -12.0, 142.0, 7.0)  # west, south, east, north, with room

# Geographic systems within a metre of WGS84: WGS84 itself (2D, 3D), DGN95 and SRGI2013 of Indonesia's mapping agency.
_AS_WGS84 = re.compile(r"EPSG:(4326|4979|4755|9469|9470)$|OGC:CRS84$|GEOG(CS|CRS)\[.*(WGS.1984|World Geodetic Sys)")
_NAME_COLUMNS = (
    "nama", "namobj", "wadmkd", "kelurahan", "desa", "namakelurahan", "namadesa", "nmkel", "nmdesa", "name",
)


@dataclass(frozen=True, slots=True)
class Polygons:
    """What a file holds about one city, in WGS84 lon/lat."""

    layer: str
    column: str
    shapes: dict[str, Any]  # kelurahan code → valid MultiPolygon
    repaired: dict[str, str]  # kelurahan code → what was wrong with the shape
    merged: tuple[str, ...]  # kelurahan that stood in several rows and became one shape
    without_shape: tuple[str, ...]  # kelurahan whose row has no polygon
    unknown: tuple[UnknownPolygon, ...]  # rows that belong to none of the city's kelurahan
    elsewhere: int  # rows of other cities or of larger areas, left aside
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownPolygon:
    """A row of the file without a usable code."""

    row: int  # 1-based
    written: str  # the code as it stands there, perhaps empty
    name: str
    likely: str | None  # the kelurahan its name means, for a person to confirm


@dataclass(frozen=True, slots=True)
class _Layer:
    source: str
    name: str
    fields: tuple[str, ...]
    values: list[np.ndarray]
    fids: np.ndarray
    crs: str | None

    def column(self, name: str) -> np.ndarray:
        return self.values[self.fields.index(name)]


def read_boundaries(path: str | Path, names: AreaNames) -> Polygons:
    """The kelurahan polygons of one city out of a file, repaired, as WGS84 multipolygons.

    Raises Refused when the file cannot be read, holds no kelurahan of this city, or lies outside Indonesia.
    """
    layers = [_read_table(source, layer) for source, layer in _layers(Path(path))]
    layer, column, codes = _best_column(layers, names)
    rows = np.flatnonzero([code is not None for code in codes])
    geometries, notes = _geometries(layer, rows)
    shapes, repaired, merged, empty = _shapes([codes[row] for row in rows], geometries)
    if not shapes:
        message = "Berkas ini tidak berisi poligon. Pilih berkas batas wilayah, bukan titik."
        raise Refused("boundary-no-polygon", message)
    _refuse_elsewhere(shapes)
    unknown, elsewhere = _left_over(layer, column, codes, names)
    return Polygons(layer.name, column, shapes, repaired, merged, empty, unknown, elsewhere, notes)


def _layers(path: Path) -> list[tuple[str, str]]:
    """(what GDAL opens, layer name) of every layer with geometry in the file."""
    if not path.is_file():
        raise Refused("boundary-missing", f"Berkas “{path.name}” tidak ditemukan. Periksa nama dan tempatnya.")
    try:
        sources = _inside_zip(path) if path.suffix.lower() == ".zip" else [str(path)] if _begins_right(path) else []
        found = [(source, *layer) for source in sources for layer in pyogrio.list_layers(source)]
    except (RuntimeError, zipfile.BadZipFile, OSError) as error:
        raise _unreadable(path.name) from error
    layers = [(source, name) for source, name, kind in found if kind is not None]
    if not layers:
        raise _unreadable(path.name)
    return layers


def _inside_zip(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
            message = "Isi berkas zip ini lebih dari 1 GB. Simpan batas kota ini saja, lalu ulangi."
            raise Refused("boundary-too-large", message)
        inner = [name for name in archive.namelist() if _begins_right(zipfile.Path(archive, name))]
    return [f"/vsizip/{{{path.resolve()}}}/{name}" for name in inner if not name.startswith("__MACOSX")]


def _begins_right(file: Path | zipfile.Path) -> bool:
    """Does it begin as its name promises? GDAL opens by content, and some contents send it to other files."""
    begins = _BEGINNINGS.get(Path(file.name).suffix.lower())
    if begins is None:
        return False
    with file.open("rb") as opened:
        return opened.read(64).removeprefix(codecs.BOM_UTF8).lstrip().startswith(begins)


def _read_table(source: str, layer: str) -> _Layer:
    meta, fids, _, values = _read(source, layer=layer, read_geometry=False, return_fids=True)
    return _Layer(source, layer, tuple(meta["fields"]), values, fids, meta["crs"])


def _read(source: str, **options: Any) -> Any:
    try:
        try:
            return pyogrio.raw.read(source, **options)
        except UnicodeDecodeError:  # an old .dbf that does not say how its letters are written
            return pyogrio.raw.read(source, encoding="latin-1", **options)
    except RuntimeError as error:  # what every fault GDAL finds in a file derives from
        raise _unreadable(Path(source).name) from error


def _best_column(layers: Sequence[_Layer], names: AreaNames) -> tuple[_Layer, str, list[str | None]]:
    """The column whose values are this city's kelurahan codes most often, and the code of every row."""
    best: tuple[int, _Layer, str, list[str | None]] | None = None
    larger: Counter[str] = Counter()
    for layer in layers:
        for field, values in zip(layer.fields, layer.values, strict=True):
            codes = [names.find_code(value) for value in values]
            found = Counter(names.rows[code].level for code in codes if code is not None)
            larger |= found  # most in any one column
            if found[KELURAHAN] and (best is None or found[KELURAHAN] > best[0]):
                own = [code if code and names.rows[code].level == KELURAHAN else None for code in codes]
                best = found[KELURAHAN], layer, field, own
    if best is None:
        raise _no_codes(larger)
    return best[1:]


def _no_codes(larger: Counter[str]) -> Refused:
    level = next((word for level, word in _LARGER.items() if larger[level]), None)
    if level is not None:
        message = f"Berkas ini hanya berisi batas {level}. Pakai berkas batas kelurahan atau desa."
        return Refused("boundary-level", message)
    return Refused(
        "boundary-no-codes",
        "Tidak ada kolom berisi kode kelurahan kota ini di berkas itu. "
        "Tambahkan kolom kode Kemendagri, misalnya 14.72.01.1003, lalu ulangi.",
    )


def _geometries(layer: _Layer, rows: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """The shapes of some rows in WGS84 lon/lat, and what was assumed or done for that."""
    fids = layer.fids[rows]
    _, read, wkb, _ = _read(layer.source, layer=layer.name, columns=[], fids=fids, return_fids=True)
    place = {fid: at for at, fid in enumerate(read)}
    wkb = np.array([wkb[place[fid]] for fid in fids], dtype=object)
    notes: tuple[str, ...] = ()
    if layer.crs is None:
        notes = ("Berkas tidak menyebut sistem koordinatnya. Koordinatnya dianggap WGS84.",)
    elif not _AS_WGS84.match(layer.crs.replace("\n", "")):
        wkb = _to_wgs84(wkb, layer.crs)
        notes = (f"Koordinat diubah dari {layer.crs.split(',')[0][:60]} ke WGS84.",)
    try:
        return shapely.force_2d(shapely.from_wkb(wkb)), notes
    except shapely.errors.GEOSException as error:
        raise _unreadable(Path(layer.source).name) from error


def _to_wgs84(wkb: np.ndarray, crs: str) -> np.ndarray:
    """Reprojected by GDAL's own SQL, which brings PROJ along: no further library is needed."""
    memory = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a GeoPackage in memory has no file name to complain about
            pyogrio.raw.write(
                memory, wkb, field_data=[], fields=[], crs=crs, geometry_type="Unknown", driver="GPKG", layer="a",
            )
            _, _, moved, _ = pyogrio.raw.read(
                memory.getvalue(), sql="SELECT ST_Transform(geom, 4326) AS geom FROM a", sql_dialect="SQLITE",
            )
    except RuntimeError as error:
        raise _projection() from error
    if len(moved) != len(wkb) or any(new is None and old is not None for new, old in zip(moved, wkb, strict=True)):
        raise _projection()
    return moved


def _shapes(
    codes: Sequence[str | None], geometries: np.ndarray
) -> tuple[dict[str, Any], dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """(shapes, repaired, merged, without a polygon) of the city's own rows."""
    parts: dict[str, list[Any]] = {}
    repaired: dict[str, str] = {}
    for code, geometry in zip(codes, geometries, strict=True):
        shapes = parts.setdefault(str(code), [])
        if geometry is not None and not shapely.is_valid(geometry):
            repaired[str(code)] = shapely.is_valid_reason(geometry)
            geometry = shapely.make_valid(geometry, method="structure")
        shapes += [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
    rows = Counter(codes)
    full = {code: _multipolygon(shapes) for code, shapes in sorted(parts.items()) if shapes}
    merged = tuple(code for code in full if rows[code] > 1)
    return full, repaired, merged, tuple(sorted(set(parts) - set(full)))


def _multipolygon(parts: Sequence[Any]) -> Any:
    union = shapely.union_all(parts)
    return shapely.multipolygons(shapely.get_parts(union))


def _refuse_elsewhere(shapes: dict[str, Any]) -> None:
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    if west < _INDONESIA[0] or south < _INDONESIA[1] or east > _INDONESIA[2] or north > _INDONESIA[3]:
        raise Refused(
            "boundary-outside",
            "Koordinat di berkas ini tidak berada di Indonesia. Mungkin lintang dan bujurnya tertukar, atau sistem "
            "koordinatnya tidak disebut. Simpan ulang sebagai WGS84 (EPSG:4326), lalu ulangi.",
        )


def _left_over(
    layer: _Layer, column: str, codes: Sequence[str | None], names: AreaNames
) -> tuple[tuple[UnknownPolygon, ...], int]:
    """Rows without one of the city's kelurahan codes: those nobody can place, and how many belong elsewhere."""
    written = layer.column(column)
    called = next((field for field in layer.fields if _folded(field) in _NAME_COLUMNS), None)
    unknown, elsewhere = [], 0
    for row, code in enumerate(codes):
        if code is not None:
            continue
        text = _cell(written[row])
        if names.find_code(text) or _is_foreign(text, names):
            elsewhere += 1
            continue
        name = _cell(layer.column(called)[row]) if called else ""
        unknown.append(UnknownPolygon(row + 1, text, name, names.find(name).area_code))
    return tuple(unknown), elsewhere


def _is_foreign(text: str, names: AreaNames) -> bool:
    """A kelurahan code of another city? Codes that begin like ours are a mistake worth telling."""
    digits = text.replace(".", "")
    starts = {row.code.replace(".", "") for row in names.rows.values() if row.level == KOTA}
    starts |= {row.bps_code for row in names.rows.values() if row.level == KOTA and row.bps_code}
    return digits.isdecimal() and len(digits) >= 4 and digits[:4] not in starts


def _folded(field: str) -> str:
    return re.sub(r"[^a-z]", "", field.lower())


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _unreadable(name: str) -> Refused:
    return Refused(
        "boundary-unreadable",
        f"Berkas “{name}” tidak dapat dibaca sebagai batas wilayah. Pakai GeoJSON, GeoPackage, "
        "atau Shapefile lengkap (.shp, .shx, .dbf, .prj; boleh di dalam satu .zip).",
    )


def _projection() -> Refused:
    return Refused(
        "boundary-projection",
        "Sistem koordinat berkas ini tidak dikenal. Simpan ulang sebagai WGS84 (EPSG:4326), misalnya dengan QGIS: "
        "Ekspor, Simpan Fitur Sebagai, CRS EPSG:4326. Lalu ulangi.",
    )
