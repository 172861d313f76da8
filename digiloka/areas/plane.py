"""Flat metres around one latitude: good to a few parts in ten thousand across a city, nothing to install."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """(metres per degree of longitude, metres per degree of latitude) on the WGS84 ellipsoid."""
    phi = math.radians(latitude)
    along = 111412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)
    up = 111132.92 - 559.82 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi) - 0.0023 * math.cos(6 * phi)
    return along, up


def to_metres(geometries: Any, latitude: float) -> Any:
    """WGS84 lon/lat geometries as metres east of Greenwich and north of the equator, true at `latitude`."""
    return shapely.transform(geometries, lambda xy: xy * np.array(metres_per_degree(latitude)))

