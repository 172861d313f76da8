"""Which kelurahan 100,000 points lie in, beside shapely's own tree on the same polygons: the bar is 2 seconds.

The polygons are the official ones where the folder of real files stands beside the project, else made up: the city
parted among its kelurahan's points, with some five thousand corners each. What the locator says must be what the tree
says, wherever it is sure.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import shapely

from digiloka.areas.boundaries import read_boundaries
from digiloka.areas.loading import aliases_of_city, areas_of_city, city_box
from digiloka.areas.naming import AreaNames
from digiloka.areas.point_in_area import Locator, own_points
from tests.components import SHARED

CITY = "14.72"
POINTS = 100_000
BAR_S = 2.0
_CORNERS_M = 0.0001  # degrees between two corners of a made-up border, about 11 m
_BOUNDARIES = SHARED / "data" / "boundaries" / "dumai_kelurahan.geojson"


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    chance = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    count = POINTS if full else POINTS // 10
    kinds = {"made up": _made_up()}
    if _BOUNDARIES.exists():
        kinds["official"] = _official()
    lines = []
    for kind, polygons in kinds.items():
        latitudes, longitudes = _points(chance, polygons, count)
        lines += _compared(kind, polygons, latitudes, longitudes)
    yield from lines
    slow = [line for line in lines if line["what"].startswith("locator") and line["seconds"] > BAR_S]
    if full and slow:
        raise AssertionError(f"over {BAR_S} s: {slow}")


def _compared(
    kind: str, polygons: dict[str, Any], latitudes: np.ndarray, longitudes: np.ndarray
) -> list[dict[str, Any]]:
    codes = np.array([*polygons, None], dtype=object)
    began = time.perf_counter()
    tree = shapely.STRtree(shapely.points(longitudes, latitudes))
    number, at = tree.query(list(polygons.values()), predicate="contains")
    index = np.full(len(latitudes), -1)
    index[at] = number
    asked = time.perf_counter()
    locator = Locator(polygons, own_points(areas_of_city(CITY)), city_box(CITY))
    ready = time.perf_counter()
    found = locator.locate_many(latitudes, longitudes)
    ended = time.perf_counter()
    other = found.kelurahan != codes[index]
    if (other & found.sure).any():
        raise AssertionError(f"{int((other & found.sure).sum())} points lie elsewhere than the tree says")
    corners = int(sum(shapely.get_num_coordinates(shape) for shape in polygons.values()))
    circumstances = {"polygons": f"{len(polygons)} {kind}, {corners} corners", "points": len(latitudes)}
    return [
        {**circumstances, "what": "locator: kelurahan, kecamatan, sure or not", "seconds": round(ended - ready, 3),
         "to make ready s": round(ready - asked, 3), "sure": int(found.sure.sum())},
        {**circumstances, "what": "floor: shapely STRtree, contains", "seconds": round(asked - began, 3),
         "to make ready s": "–", "sure": int((index >= 0).sum())},
    ]


def _official() -> dict[str, Any]:
    return read_boundaries(_BOUNDARIES, AreaNames(areas_of_city(CITY), aliases_of_city(CITY))).shapes


def _made_up() -> dict[str, Any]:
    """The city's box parted among the points of its kelurahan, borders cut into short pieces."""
    points = own_points(areas_of_city(CITY))
    south, west, north, east = city_box(CITY) or (0.0, 0.0, 1.0, 1.0)
    box = shapely.box(west, south, east, north)
    seeds = {code: shapely.Point(longitude, latitude) for code, (latitude, longitude) in points.items()}
    cells = shapely.voronoi_polygons(shapely.MultiPoint(list(seeds.values())), extend_to=box).geoms
    return {
        code: shapely.segmentize(shapely.intersection(cell, box), _CORNERS_M)
        for code, seed in seeds.items() for cell in cells if cell.contains(seed)
    }


def _points(chance: Random, polygons: dict[str, Any], count: int) -> tuple[np.ndarray, np.ndarray]:
    """Points all over the box around the polygons, so that some lie in none."""
    west, south, east, north = shapely.total_bounds(list(polygons.values()))
    drawn = np.random.default_rng(chance.randrange(2**32))
    return drawn.uniform(south, north, count), drawn.uniform(west, east, count)
