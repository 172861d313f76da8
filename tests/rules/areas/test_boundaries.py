from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from digiloka.areas.boundaries import Polygons, read_boundaries
from digiloka.areas.coverage import BoundaryReport, report_on
from digiloka.areas.loading import areas_of_city
from digiloka.areas.naming import names_of_city
from digiloka.values.refusal import Refused

NAMES = names_of_city("14.72")
BINTAN, SUKAJADI, LAKSAMANA = "14.72.06.1004", "14.72.06.1005", "14.72.06.1001"
ONE = shapely.box(101.44, 1.66, 101.45, 1.67)
BESIDE = shapely.box(101.45, 1.66, 101.46, 1.67)
KINDS = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON"}


def write(
    file: Path, columns: Mapping[str, Sequence[Any]], shapes: Sequence[Any], crs: str | None = "EPSG:4326",
    kind: str = "Unknown",
) -> Path:
    """A boundary file as another program would write it."""
    texts = {name: isinstance(values[0], str) for name, values in columns.items()}
    data = [np.array(values, dtype=object if texts[name] else None) for name, values in columns.items()]
    if file.suffix == ".shp" and kind == "Unknown":
        kind = "Polygon"
    pyogrio.raw.write(
        str(file), shapely.to_wkb(np.array(shapes, dtype=object)), field_data=data, fields=list(columns), crs=crs,
        geometry_type=kind, driver=KINDS[file.suffix],
    )
    return file


def report(polygons: Polygons) -> BoundaryReport:
    return report_on(polygons, NAMES, polygons.shapes, tuple(polygons.shapes))


def refusal(file: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        read_boundaries(file, NAMES)
    assert refused.value.message.endswith(".")
    return refused.value


# What can be read


@pytest.mark.parametrize("suffix", KINDS)
def test_every_kind_of_file_gives_the_same_polygons(tmp_path: Path, suffix: str) -> None:
    columns = {"nama": ["Bintan", "Sukajadi"], "kode": [BINTAN, SUKAJADI]}
    file = write(tmp_path / f"batas{suffix}", columns, [ONE, BESIDE])
    polygons = read_boundaries(file, NAMES)
    assert polygons.column == "kode"
    assert list(polygons.shapes) == [BINTAN, SUKAJADI]
    assert polygons.shapes[BINTAN].geom_type == "MultiPolygon"
    assert polygons.shapes[BINTAN].equals(ONE)
    assert (polygons.unknown, polygons.elsewhere, polygons.repaired, polygons.notes) == ((), 0, {}, ())


@pytest.mark.parametrize("folder", ["", "data batas {1}/"])
def test_a_zipped_shapefile_is_read_wherever_it_lies_in_the_zip(tmp_path: Path, folder: str) -> None:
    write(tmp_path / "batas.shp", {"KODE_KD": [BINTAN]}, [ONE])
    packed = tmp_path / "batas.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(tmp_path.glob("batas.[!z]*")):
            archive.write(part, folder + part.name)
        archive.writestr("baca dulu.txt", "batas wilayah")
    assert list(read_boundaries(packed, NAMES).shapes) == [BINTAN]


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        ("kode", ["14.72.06.1004", "14.72.06.1005"]),
        ("KODE_KD", ["1472061004", "1472061005"]),
        ("KDEPUM", [1472061004, 1472061005]),
        ("code", [1472061004.0, 1472061005.0]),
        ("IDDESA", ["1473031003", "1473031002"]),  # BPS
        ("entah", [" 14.72.06.1004 ", "14 72 06 1005"]),
    ],
)
def test_the_column_of_codes_is_known_by_its_values_not_its_name(
    tmp_path: Path, column: str, codes: Sequence[Any]
) -> None:
    others = {"OBJECTID": [1, 2], "KODEPOS": ["28812", "28812"], "nama": ["x", "y"]}
    file = write(tmp_path / "batas.gpkg", {**others, column: codes}, [ONE, BESIDE])
    polygons = read_boundaries(file, NAMES)
    assert (polygons.column, list(polygons.shapes)) == (column, [BINTAN, SUKAJADI])


def test_the_layer_with_most_kelurahan_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "batas.gpkg"
    for layer, codes, shapes in [("kota", ["14.72"], [ONE]), ("kelurahan", [BINTAN, SUKAJADI], [ONE, BESIDE])]:
        pyogrio.raw.write(
            str(file), shapely.to_wkb(np.array(shapes, dtype=object)), field_data=[np.array(codes, dtype=object)],
            fields=["kode"], crs="EPSG:4326", geometry_type="Polygon", driver="GPKG", layer=layer,
            append=file.exists(),
        )
    assert read_boundaries(file, NAMES).layer == "kelurahan"


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize(
    ("crs", "told"), [("EPSG:4755", False), ("EPSG:9470", False), ("OGC:CRS84", False), (None, True)]
)
def test_what_is_wgs84_within_a_metre_is_taken_as_it_is(tmp_path: Path, crs: str | None, told: bool) -> None:
    file = write(tmp_path / "batas.shp", {"kode": [BINTAN]}, [ONE], crs)
    polygons = read_boundaries(file, NAMES)
    assert polygons.shapes[BINTAN].equals(ONE)
    assert bool(polygons.notes) is told


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize(("crs", "projected"), [
    ("EPSG:32647", lambda lonlat: transverse_mercator(lonlat, 99.0, 0.9996, 500_000, 0)),
    ("EPSG:3857", lambda lonlat: web_mercator(lonlat)),
])  # fmt: skip
def test_other_projections_are_brought_to_wgs84(tmp_path: Path, suffix: str, crs: str, projected: Any) -> None:
    file = write(tmp_path / f"batas{suffix}", {"kode": [BINTAN]}, [shapely.transform(ONE, projected)], crs)
    polygons = read_boundaries(file, NAMES)
    assert shapely.hausdorff_distance(polygons.shapes[BINTAN], ONE) < 1e-6  # a decimetre
    assert polygons.notes == (f"Koordinat diubah dari {crs} ke WGS84.",)


@pytest.mark.parametrize("suffix", [".shp", ".gpkg"])
def test_a_projection_without_a_code_is_understood_too(tmp_path: Path, suffix: str) -> None:
    local = "+proj=tmerc +lat_0=0 +lon_0=100.5 +k=0.9999 +x_0=200000 +y_0=1500000 +ellps=WGS84 +units=m"
    moved = shapely.transform(ONE, lambda lonlat: transverse_mercator(lonlat, 100.5, 0.9999, 200_000, 1_500_000))
    file = write(tmp_path / f"batas{suffix}", {"kode": [BINTAN]}, [moved], local)
    assert shapely.hausdorff_distance(read_boundaries(file, NAMES).shapes[BINTAN], ONE) < 1e-6


def web_mercator(lonlat: np.ndarray) -> np.ndarray:
    radius, (lam, phi) = 6378137.0, np.radians(lonlat).T
    return np.column_stack([radius * lam, radius * np.log(np.tan(np.pi / 4 + phi / 2))])


def transverse_mercator(
    lonlat: np.ndarray, centre: float, scale: float, east: float, north: float
) -> np.ndarray:
    """Snyder's series on WGS84, written here so that GDAL is not judged by itself."""
    a, e2 = 6378137.0, 0.00669437999014
    ep2 = e2 / (1 - e2)
    lam, phi = np.radians(lonlat[:, 0] - centre), np.radians(lonlat[:, 1])
    n, t, c = a / np.sqrt(1 - e2 * np.sin(phi) ** 2), np.tan(phi) ** 2, ep2 * np.cos(phi) ** 2
    aa = lam * np.cos(phi)
    m = a * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * np.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * np.sin(4 * phi)
        - (35 * e2**3 / 3072) * np.sin(6 * phi)
    )
    x = n * (aa + (1 - t + c) * aa**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * ep2) * aa**5 / 120)
    y = m + n * np.tan(phi) * (aa**2 / 2 + (5 - t + 9 * c + 4 * c**2) * aa**4 / 24)
    return np.column_stack([east + scale * x, north + scale * y])


def test_an_old_dbf_without_its_encoding_is_read(tmp_path: Path) -> None:
    file = write(tmp_path / "batas.shp", {"nama": ["Bintan  "], "kode": [BINTAN]}, [ONE])
    (tmp_path / "batas.cpg").unlink()
    table = (tmp_path / "batas.dbf").read_bytes()
    (tmp_path / "batas.dbf").write_bytes(table.replace(b"Bintan  ", b"Bint\xe9n  "))
    assert list(read_boundaries(file, NAMES).shapes) == [BINTAN]


# What is odd about single polygons


def test_codes_without_a_polygon_and_polygons_without_a_code_are_told(tmp_path: Path) -> None:
    columns = {
        "kode": [BINTAN, "14.72.06.1099", "", "14.71.01.1001", "14.72.06", SUKAJADI],
        "WADMKD": ["Bintan", "Baru", "Bukit Kapur", "Simpang Baru", "Dumai Kota", "Sukajadi"],
    }
    shapes = [ONE, shapely.box(101.5, 1.6, 101.51, 1.61), shapely.box(101.3, 1.5, 101.31, 1.51), ONE, ONE, None]
    polygons = read_boundaries(write(tmp_path / "batas.geojson", columns, shapes), NAMES)
    told = report(polygons)
    assert told.loaded == (BINTAN,)
    assert told.without_shape == (SUKAJADI,)
    assert [(row.row, row.written, row.name, row.likely) for row in told.unknown] == [
        (2, "14.72.06.1099", "Baru", None), (3, "", "Bukit Kapur", "14.72.03.1007"),
    ]  # fmt: skip
    assert told.elsewhere == 2
    kelurahan = {row.code for row in areas_of_city("14.72") if row.level == "kelurahan"}
    assert set(told.missing) == kelurahan - {BINTAN}
    lines = " ".join(told.lines())
    assert "1 poligon" in lines
    assert "35 kelurahan" in lines
    assert "Baris 2 (Baru): kode “14.72.06.1099” tidak dikenal" in lines
    assert "Baris 3 (Bukit Kapur): tidak ada kode, poligon tidak dimuat. Mungkin Bukit Kapur" in lines
    json.dumps(asdict(told))


def test_rows_of_one_kelurahan_become_one_polygon(tmp_path: Path) -> None:
    island = shapely.box(101.5, 1.7, 101.51, 1.71)
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN, BINTAN, BINTAN]}, [ONE, island, BESIDE])
    polygons = read_boundaries(file, NAMES)
    assert polygons.merged == (BINTAN,)
    assert len(polygons.shapes[BINTAN].geoms) == 2
    assert polygons.shapes[BINTAN].equals(shapely.union_all([ONE, island, BESIDE]))


def test_a_ring_that_crosses_itself_is_repaired_and_told(tmp_path: Path) -> None:
    bow = shapely.Polygon([(101.44, 1.66), (101.45, 1.67), (101.45, 1.66), (101.44, 1.67)])
    corners = [(101.45, 1.66), (101.46, 1.66), (101.46, 1.67), (101.47, 1.67), (101.46, 1.67), (101.45, 1.67)]
    spike = shapely.Polygon(corners)
    polygons = read_boundaries(write(tmp_path / "batas.geojson", {"kode": [BINTAN, SUKAJADI]}, [bow, spike]), NAMES)
    assert set(polygons.repaired) == {BINTAN, SUKAJADI}
    assert all(shape.is_valid and shape.geom_type == "MultiPolygon" for shape in polygons.shapes.values())
    assert polygons.shapes[SUKAJADI].equals(BESIDE)
    assert any("Bentuk diperbaiki" in line for line in report(polygons).lines())


def test_heights_are_dropped_and_lines_are_no_polygons(tmp_path: Path) -> None:
    high = shapely.force_3d(ONE, 12.0)
    mixed = shapely.GeometryCollection([BESIDE, shapely.LineString([(101.4, 1.6), (101.5, 1.7)])])
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN, SUKAJADI]}, [high, mixed])
    polygons = read_boundaries(file, NAMES)
    assert not polygons.shapes[BINTAN].has_z
    assert polygons.shapes[SUKAJADI].equals(BESIDE)


def test_overlaps_are_measured_and_slivers_told_apart(tmp_path: Path) -> None:
    wide = shapely.box(101.448, 1.66, 101.46, 1.67)  # 0.002 x 0.01 degrees into ONE
    thin = shapely.box(101.43, 1.66, 101.44001, 1.67)  # a metre into ONE
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN, SUKAJADI, LAKSAMANA]}, [ONE, wide, thin])
    told = report(read_boundaries(file, NAMES))
    assert [(o.one, o.other, o.sliver) for o in told.overlaps] == [
        (BINTAN, SUKAJADI, False), (LAKSAMANA, BINTAN, True),
    ]  # fmt: skip
    assert told.overlaps[0].area_m2 == pytest.approx(0.002 * 0.01 * 111_272 * 110_575, rel=1e-3)
    assert told.gaps == ()
    lines = " ".join(told.lines())
    assert "Tumpang tindih 24,6 ha: Bintan, Dumai Kota (14.72.06.1004) dan Sukajadi" in lines
    assert "1 tumpang tindih tipis di garis batas, seluruhnya 1.230 m²" in lines


def test_gaps_are_measured_with_a_point_inside_and_the_neighbours(tmp_path: Path) -> None:
    hole = shapely.box(101.444, 1.664, 101.446, 1.666)
    ring = ONE.difference(hole)
    slit = shapely.box(101.44999, 1.662, 101.45, 1.664)  # between the two, closed by them
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN, SUKAJADI]}, [ring.difference(slit), BESIDE])
    told = report(read_boundaries(file, NAMES))
    assert [(gap.sliver, gap.beside) for gap in told.gaps] == [(False, (BINTAN,)), (True, (BINTAN, SUKAJADI))]
    assert hole.contains(shapely.Point(told.gaps[0].longitude, told.gaps[0].latitude))
    assert told.gaps[0].area_m2 == pytest.approx(0.002 * 0.002 * 111_272 * 110_575, rel=1e-3)
    assert any(line.startswith("Celah 4,9 ha di 1.66") for line in told.lines())


def test_polygons_that_share_only_their_lines_have_no_overlap_and_no_gap(tmp_path: Path) -> None:
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN, SUKAJADI]}, [ONE, BESIDE])
    told = report(read_boundaries(file, NAMES))
    assert (told.overlaps, told.gaps) == ((), ())
    assert "Tidak ada poligon yang tumpang tindih." in told.lines()


# What is refused as a whole


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "tidak-ada.geojson").code == "boundary-missing"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("batas.geojson", b"bukan peta"),
        ("batas.geojson", b""),
        ("batas.json", b'{"nama": "Bintan"}'),
        ("batas.shp", b"\x00\x00\x27\x0a"),
        ("batas.gpkg", b"SQLite format 3\x00"),
        ("batas.zip", b"PK\x03\x04"),
        ("batas.txt", b"14.72.06.1004"),
        ("batas.kml", b"<kml/>"),
        ("batas.geojson", b'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>a.csv</SrcDataSource>'
                          b"</OGRVRTLayer></OGRVRTDataSource>"),
    ],
)  # fmt: skip
def test_what_is_no_boundary_file_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    refused = refusal(file)
    assert refused.code == "boundary-unreadable"
    assert name in refused.message
    assert "Shapefile" in refused.message


@pytest.mark.parametrize("suffix", KINDS)
def test_a_file_cut_off_anywhere_is_refused_or_read_never_a_traceback(tmp_path: Path, suffix: str) -> None:
    whole = write(tmp_path / f"utuh{suffix}", {"kode": [BINTAN, SUKAJADI]}, [ONE, BESIDE]).read_bytes()
    cut = tmp_path / f"utuh{suffix}"
    for length in range(0, len(whole), max(1, len(whole) // 15)):
        cut.write_bytes(whole[:length])
        assert outcome(cut) in ("boundary-unreadable", "boundary-no-codes", "boundary-no-polygon", "read")


def outcome(file: Path) -> str:
    try:
        read_boundaries(file, NAMES)
    except Refused as refused:
        return refused.code
    return "read"


def test_a_zip_without_a_boundary_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "batas.zip", "w") as archive:
        archive.writestr("surat.txt", "batas wilayah menyusul")
    assert refusal(tmp_path / "batas.zip").code == "boundary-unreadable"


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    packed = tmp_path / "batas.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("batas.geojson", "{}")
    raw = bytearray(packed.read_bytes())
    at = raw.index(b"PK\x01\x02") + 24  # the size the directory claims
    raw[at : at + 4] = (2 * 1024**3).to_bytes(4, "little")
    packed.write_bytes(raw)
    assert refusal(packed).code == "boundary-too-large"


@pytest.mark.parametrize(
    ("codes", "code", "word"),
    [
        (["14.72.06", "14.72.07"], "boundary-level", "kecamatan"),
        (["14.72", "14.71"], "boundary-level", "kota"),
        (["14.71.01.1001", "14.71.01.1002"], "boundary-no-codes", "kode"),
        (["a", "b"], "boundary-no-codes", "14.72.01.1003"),
    ],
)
def test_a_file_without_this_citys_kelurahan_is_refused(tmp_path: Path, codes: list[str], code: str, word: str) -> None:
    refused = refusal(write(tmp_path / "batas.geojson", {"kode": codes}, [ONE, BESIDE]))
    assert refused.code == code
    assert word in refused.message


def test_a_file_without_any_polygon_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "batas.geojson", {"kode": [BINTAN]}, [shapely.Point(101.44, 1.66)], kind="Point")
    assert refusal(file).code == "boundary-no-polygon"


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize(
    ("shape", "crs"),
    [
        (shapely.box(1.66, 101.44, 1.67, 101.45), "EPSG:4326"),  # latitude first
        (shapely.box(771_000, 183_000, 772_000, 184_000), None),  # metres, and no word of it
    ],
)
def test_coordinates_outside_indonesia_are_refused(tmp_path: Path, shape: Any, crs: str | None) -> None:
    refused = refusal(write(tmp_path / "batas.shp", {"kode": [BINTAN]}, [shape], crs))
    assert refused.code == "boundary-outside"
    assert "EPSG:4326" in refused.message


def test_the_real_files_load_or_say_why_not(shared: Path) -> None:
    folder = shared / "data/boundaries"
    told = report(read_boundaries(folder / "dumai_kelurahan.geojson", NAMES))
    assert len(told.loaded) == 34
    assert told.missing == ("14.72.03.1006", "14.72.03.1007")
    assert (told.unknown, told.elsewhere, told.repaired, told.overlaps, told.gaps) == ((), 0, {}, (), ())
    for name in ("dumai_kecamatan.geojson", "dumai_kota.geojson", "riau_kabupaten.geojson"):
        assert refusal(folder / name).code == "boundary-level"
