"""Convex polygons of mixes. A mix is kept by two of its shares, (w_works, w_people); w_system is what is left of 1."""

import numpy as np
from numpy.typing import ArrayLike

from integrated.weighing.matrix import Floats

Point = tuple[float, float]
Polygon = list[Point]
Line = tuple[float, float, float]

SIMPLEX: Polygon = [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]
# Below this share of the whole triangle a region is the rounding of a point or an edge.
LEAST_AREA = 1e-15


def line_of(works: float, people: float, system: float) -> Line:
    """The line on which works·w_works + people·w_people + system·w_system is 0, as (c, p, q): c + p·x + q·y.

    Parameters
    ----------
    works, people, system : factors, for instance how far one option is ahead of another from each perspective.
    """
    return system, works - system, people - system


def clip(polygon: Polygon, line: Line) -> Polygon:
    """The part of a convex polygon on which c + p·x + q·y is 0 or more.

    Parameters
    ----------
    polygon : corners in order.
    line : as `line_of` gives it.

    Returns
    -------
    Corners in the same order; the polygon itself when nothing is cut off; [] when nothing with an area is left.

    Source: Sutherland and Hodgman 1974, one half-plane.
    """
    c, p, q = line
    sides = [c + p * x + q * y for x, y in polygon]
    if min(sides) >= 0.0:
        return polygon
    if max(sides) <= 0.0:
        return []
    return inside(polygon, sides)


def split(polygon: Polygon, line: Line) -> tuple[Polygon, Polygon]:
    """The two parts of a convex polygon: where c + p·x + q·y is above 0, and where it is below; [] for an empty one.

    Parameters
    ----------
    polygon, line : as in `clip`.
    """
    c, p, q = line
    sides = [c + p * x + q * y for x, y in polygon]
    if min(sides) >= 0.0:
        return polygon, []
    if max(sides) <= 0.0:
        return [], polygon
    return inside(polygon, sides), inside(polygon, [-side for side in sides])


def inside(polygon: Polygon, sides: list[float]) -> Polygon:
    """The part of a convex polygon where `sides`, one number per corner and linear between, is 0 or more.

    Parameters
    ----------
    polygon : corners in order.
    sides : one per corner, at least one of them 0 or more.
    """
    kept: Polygon = []
    x, y = polygon[-1]
    before = sides[-1]
    for point, side in zip(polygon, sides, strict=True):
        if side < 0.0 < before or before < 0.0 < side:
            t = before / (before - side)
            kept.append((x + t * (point[0] - x), y + t * (point[1] - y)))
        if side >= 0.0:
            kept.append(point)
        x, y = point
        before = side
    return kept


def area(polygon: Polygon) -> float:
    """The area as a share of the whole triangle, 0 for fewer than three corners.

    Parameters
    ----------
    polygon : corners in order, either way round.

    Source: the shoelace sum; shares of areas do not change when w_system is dropped, an affine map.
    """
    return area_and_centre(polygon)[0] if len(polygon) > 2 else 0.0


def area_and_centre(polygon: Polygon) -> tuple[float, Point]:
    """The area, as `area` gives it, and the centroid: the mean mix of the polygon.

    Parameters
    ----------
    polygon : one corner or more, in order. Without an area, the centre is the mean of the corners.
    """
    x0, y0 = polygon[0]
    total = across = up = x = y = 0.0
    for x1, y1 in polygon[1:]:
        u, v = x1 - x0, y1 - y0
        part = x * v - u * y
        total += part
        across += part * (x + u)
        up += part * (y + v)
        x, y = u, v
    if abs(total) < LEAST_AREA:
        n = len(polygon)
        return 0.0, (sum(point[0] for point in polygon) / n, sum(point[1] for point in polygon) / n)
    return abs(total), (x0 + across / total / 3, y0 + up / total / 3)


def as_polygon(vertices: ArrayLike) -> Polygon:
    """The corners of a convex region of mixes, checked and put in order.

    Parameters
    ----------
    vertices : (n, 3) array of n ≥ 1 corners in any order; repeated ones are dropped.

    Returns
    -------
    list of points in order around their mean.

    Raises
    ------
    ValueError : wrong shape, a share below 0, or a row that does not add up to 1.
    """
    rows: Floats = np.asarray(vertices, dtype=float)
    if rows.ndim != 2 or rows.shape[1] != 3 or len(rows) == 0:
        raise ValueError(f"a region needs corners of shape (n, 3) with n of 1 or more, got {rows.shape}")
    wrong = ~np.isfinite(rows).all(axis=1) | (rows < -1e-9).any(axis=1) | ~(np.abs(rows.sum(axis=1) - 1) <= 1e-9)
    if wrong.any():
        given = rows[wrong][0].tolist()
        raise ValueError(f"each corner of a region needs shares of 0 or more that add up to 1, got {given}")
    middle = rows.mean(axis=0)
    angles = np.arctan2(rows[:, 1] - middle[1], rows[:, 0] - middle[0])
    ordered = [(float(x), float(y)) for x, y, _ in rows[np.argsort(angles, kind="stable")]]
    return [point for i, point in enumerate(ordered) if point not in ordered[:i]]


def shares_of(points: Polygon) -> Floats:
    """Points as (n, 3) shares: works, people, system.

    Parameters
    ----------
    points : n points.
    """
    rows = np.empty((len(points), 3))
    rows[:, :2] = points
    rows[:, 2] = 1.0 - rows[:, 0] - rows[:, 1]
    return np.maximum(rows, 0.0, out=rows)
