"""From a point to its kelurahan: by official polygons where loaded, else by the nearest approximate point.

An answer is `sure` only when exactly one polygon holds the point and no newer kelurahan was cut out there:
- A kelurahan without a polygon whose known point lies inside another's polygon is still drawn as part of that
  one (Bagan Besar still covers Bagan Besar Timur). Nobody knows the line between them, so the points of that
  polygon nearer to the newer one's point than to its own get the polygon's kelurahan, not sure, and the newer
  one is named in `others`.
- Outside every polygon but within 200 m of one (a jetty, a coarse coastline, a sliver): that one, not sure.
- Further away, or without any polygon: the nearest approximate point among the kelurahan no polygon shows, not
  sure, and only inside the city's box. Points that are not a kelurahan's own (`parent`) never answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from digiloka.areas.codes import KELURAHAN, parent_of
from digiloka.areas.loading import AreaRow, Box, areas_of_city, city_box
from digiloka.areas.plane import metres_per_degree

NEAR_M = 200.0

Point = tuple[float, float]
"""(latitude, longitude) in WGS84 degrees."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point lies. `sure=False` is shown as "perkiraan"; `others` may be the right ones instead."""

    kelurahan_code: str
    kecamatan_code: str
    sure: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocatedMany:
    """One entry a point, in the order asked: codes (None outside) and whether the answer is sure."""

    kelurahan: np.ndarray  # object: str or None
    kecamatan: np.ndarray  # object: str or None
    sure: np.ndarray  # bool; False where the point lies outside


class Locator:
    """Built once for a set of polygons and points (a few milliseconds), asked many times, from any thread."""

    def __init__(
        self, polygons: Mapping[str, Any], points: Mapping[str, Point] | None = None, box: Box | None = None
    ) -> None:
        """Polygons: shapely geometries in WGS84 lon/lat by kelurahan code; points: (latitude, longitude)."""
        points = dict(points or {})
        self._codes = np.array([*polygons, None], dtype=object)  # index -1 = outside
        self._districts = np.array([*(parent_of(code) for code in polygons), None], dtype=object)
        self._shapes = np.array(list(polygons.values()), dtype=object)
        shapely.prepare(self._shapes)
        self._bounds = shapely.bounds(self._shapes) if len(self._shapes) else np.empty((0, 4))
        self._sizes = shapely.area(self._shapes)
        self._latitude = _middle(self._bounds, points)
        self._scale = np.array(metres_per_degree(self._latitude))
        self._near: shapely.STRtree | None = None
        self._doubts = self._find_doubts(points)
        drawn = set(polygons) | {code for doubts in self._doubts.values() for code, _, _ in doubts}
        self._free = {code: point for code, point in points.items() if code not in drawn}
        self._box = box

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Prepared shapes do not travel to another process."""
        self.__dict__.update(state)
        shapely.prepare(self._shapes)

    def locate(self, latitude: float, longitude: float) -> Located | None:
        """The kelurahan of one WGS84 point, None outside the city."""
        many, others = self._locate(np.array([latitude], dtype=float), np.array([longitude], dtype=float))
        if many.kelurahan[0] is None:
            return None
        also = tuple(sorted(others.get(0, ())))
        return Located(many.kelurahan[0], many.kecamatan[0], bool(many.sure[0]), also)

    def locate_many(self, latitudes: Sequence[float], longitudes: Sequence[float]) -> LocatedMany:
        """The same for many points at once (100,000 in well under a second); NaN counts as outside."""
        found, _ = self._locate(np.asarray(latitudes, dtype=float), np.asarray(longitudes, dtype=float))
        return found

    def _locate(self, lats: np.ndarray, lons: np.ndarray) -> tuple[LocatedMany, dict[int, set[str]]]:
        if lats.shape != lons.shape:
            raise ValueError("As many latitudes as longitudes are needed.")
        others: dict[int, set[str]] = {}
        index, sure = self._inside(lats, lons, others)
        self._add_doubts(lats, lons, index, sure, others)
        outside = np.flatnonzero((index < 0) & np.isfinite(lats) & np.isfinite(lons))
        self._add_near(lats, lons, index, outside)
        kelurahan, kecamatan = self._codes[index], self._districts[index]
        self._add_free(lats, lons, kelurahan, kecamatan, outside[index[outside] < 0])
        return LocatedMany(kelurahan, kecamatan, sure), others

    def _inside(
        self, lats: np.ndarray, lons: np.ndarray, others: dict[int, set[str]]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Polygon index of every point (-1 = none). In an overlap the smaller polygon answers, not sure."""
        index = np.full(len(lats), -1)
        sure = np.zeros(len(lats), dtype=bool)
        for number in np.argsort(self._sizes)[::-1]:
            west, south, east, north = self._bounds[number]
            near = np.flatnonzero((lons >= west) & (lons <= east) & (lats >= south) & (lats <= north))
            hit = near[shapely.intersects_xy(self._shapes[number], lons[near], lats[near])]
            for at in hit[index[hit] >= 0]:
                others.setdefault(int(at), set()).add(self._codes[index[at]])
            sure[hit] = index[hit] < 0
            index[hit] = number
        return index, sure

    def _add_doubts(
        self, lats: np.ndarray, lons: np.ndarray, index: np.ndarray, sure: np.ndarray,
        others: dict[int, set[str]],
    ) -> None:
        for number, doubts in self._doubts.items():
            held = np.flatnonzero(index == number)
            for code, newer, own in doubts:
                to_newer, to_own = (self._squared(lats[held], lons[held], point) for point in (newer, own))
                doubtful = held[to_newer < to_own]
                sure[doubtful] = False
                for at in doubtful:
                    others.setdefault(int(at), set()).add(code)

    def _add_near(self, lats: np.ndarray, lons: np.ndarray, index: np.ndarray, outside: np.ndarray) -> None:
        if not len(outside) or not len(self._shapes):
            return
        tree = self._metric_tree()
        asked = shapely.points(lons[outside] * self._scale[0], lats[outside] * self._scale[1])
        at, number = tree.query_nearest(asked, max_distance=NEAR_M, all_matches=False)
        index[outside[at]] = number

    def _add_free(
        self, lats: np.ndarray, lons: np.ndarray, kelurahan: np.ndarray, kecamatan: np.ndarray,
        left: np.ndarray,
    ) -> None:
        if self._box is None or not self._free or not len(left):
            return
        south, west, north, east = self._box
        left = left[(lats[left] >= south) & (lats[left] <= north)]
        left = left[(lons[left] >= west) & (lons[left] <= east)]
        if not len(left):
            return
        codes = np.array(list(self._free), dtype=object)
        distances = np.stack([self._squared(lats[left], lons[left], point) for point in self._free.values()])
        kelurahan[left] = codes[distances.argmin(axis=0)]
        kecamatan[left] = [parent_of(code) for code in kelurahan[left]]

    def _find_doubts(self, points: Mapping[str, Point]) -> dict[int, list[tuple[str, Point, Point]]]:
        """Polygon index → (newer kelurahan, its point, the polygon's own point)."""
        drawn = set(self._codes[:-1])
        found: dict[int, list[tuple[str, Point, Point]]] = {}
        for code, point in points.items():
            if code in drawn:
                continue
            for number, shape in enumerate(self._shapes):
                if shapely.intersects_xy(shape, point[1], point[0]):
                    own = points.get(self._codes[number]) or _point_in(shape)
                    found.setdefault(number, []).append((code, point, own))
        return found

    def _squared(self, lats: np.ndarray, lons: np.ndarray, point: Point) -> np.ndarray:
        return ((lats - point[0]) * self._scale[1]) ** 2 + ((lons - point[1]) * self._scale[0]) ** 2

    def _metric_tree(self) -> shapely.STRtree:
        if self._near is None:
            self._near = shapely.STRtree(shapely.transform(self._shapes, lambda xy: xy * self._scale))
        return self._near


def own_points(rows: Iterable[AreaRow]) -> dict[str, Point]:
    """The kelurahan's points that are their own, as `Locator` takes them."""
    return {
        row.code: (row.latitude, row.longitude) for row in rows
        if row.level == KELURAHAN and row.point_source != "parent" and row.latitude is not None
        and row.longitude is not None
    }


def approximate_locator(city_code: str) -> Locator:
    """A locator from our own table of points alone: no database, no polygons, every answer a "perkiraan"."""
    return Locator({}, own_points(areas_of_city(city_code)), city_box(city_code))


def box_around(polygons: Iterable[Any], margin_m: float = NEAR_M) -> Box | None:
    """The box around polygons with a margin in metres; None without polygons."""
    shapes = list(polygons)
    if not shapes:
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
    along, up = metres_per_degree((south + north) / 2)
    return south - margin_m / up, west - margin_m / along, north + margin_m / up, east + margin_m / along


def _middle(bounds: np.ndarray, points: Mapping[str, Point]) -> float:
    if len(bounds):
        return float((bounds[:, 1].min() + bounds[:, 3].max()) / 2)
    return sum(point[0] for point in points.values()) / len(points) if points else 0.0


def _point_in(shape: Any) -> Point:
    inside = shapely.point_on_surface(shape)
    return float(inside.y), float(inside.x)
