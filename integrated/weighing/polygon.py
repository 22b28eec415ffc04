"""Convex polygons of mixes: points whose three shares (works, people, system) are 0 or more and add up to 1."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Point = tuple[float, float, float]
Polygon = list[Point]
Line = tuple[float, float, float]

SIMPLEX: Polygon = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
# Below this share of the whole triangle a region is the rounding of a point or an edge.
LEAST_AREA = 1e-15


def clip(polygon: Polygon, line: Line) -> Polygon:
    """The part of a convex polygon on which line·w is 0 or more.

    Parameters
    ----------
    polygon : corners in order.
    line : the three factors of w_works, w_people, w_system.

    Returns
    -------
    Corners in the same order; the polygon itself when nothing is cut off; [] when nothing with an area is left.

    Source: Sutherland and Hodgman 1974, one half-plane.
    """
    a, b, c = line
    sides = [a * x + b * y + c * z for x, y, z in polygon]
    if min(sides) >= 0.0:
        return polygon
    if max(sides) <= 0.0:
        return []
    return inside(polygon, sides)


def split(polygon: Polygon, line: Line) -> tuple[Polygon, Polygon]:
    """The two parts of a convex polygon: where line·w is above 0, and where it is below; [] for an empty one.

    Parameters
    ----------
    polygon, line : as in `clip`.
    """
    a, b, c = line
    sides = [a * x + b * y + c * z for x, y, z in polygon]
    if min(sides) >= 0.0:
        return polygon, []
    if max(sides) <= 0.0:
        return [], polygon
    return inside(polygon, sides), inside(polygon, [-side for side in sides])


def inside(polygon: Polygon, sides: list[float]) -> Polygon:
    """The part of a convex polygon where `sides`, one number per corner, linear between, is 0 or more.

    Parameters
    ----------
    polygon : corners in order.
    sides : one per corner; at least one above 0 and one below.
    """
    kept: Polygon = []
    before, side_before = polygon[-1], sides[-1]
    for point, side in zip(polygon, sides, strict=True):
        if (side > 0.0 > side_before) or (side < 0.0 < side_before):
            t = side_before / (side_before - side)
            x, y, z = before
            kept.append((x + t * (point[0] - x), y + t * (point[1] - y), z + t * (point[2] - z)))
        if side >= 0.0:
            kept.append(point)
        before, side_before = point, side
    return kept


def area(polygon: Polygon) -> float:
    """The area as a share of the whole triangle, 0 for fewer than three corners.

    Parameters
    ----------
    polygon : corners in order, either way round.

    Source: the shoelace sum; shares of areas do not change under the affine map that drops w_system.
    """
    if len(polygon) < 3:
        return 0.0
    x0, y0, _ = polygon[0]
    total = 0.0
    for (xa, ya, _), (xb, yb, _) in zip(polygon[1:], polygon[2:], strict=False):
        total += (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
    return abs(total)


def centre(polygon: Polygon) -> Point:
    """The centroid: the mean mix of the polygon; the mean of the ends for a segment; the point itself for a point.

    Parameters
    ----------
    polygon : one corner or more, in order.
    """
    x0, y0, z0 = polygon[0]
    total = sx = sy = sz = 0.0
    for (xa, ya, za), (xb, yb, zb) in zip(polygon[1:], polygon[2:], strict=False):
        part = abs((xa - x0) * (yb - y0) - (xb - x0) * (ya - y0))
        total += part
        sx += part * (xa + xb - 2 * x0)
        sy += part * (ya + yb - 2 * y0)
        sz += part * (za + zb - 2 * z0)
    if total < LEAST_AREA:
        n = len(polygon)
        return sum(p[0] for p in polygon) / n, sum(p[1] for p in polygon) / n, sum(p[2] for p in polygon) / n
    return x0 + sx / total / 3, y0 + sy / total / 3, z0 + sz / total / 3


def as_polygon(vertices: ArrayLike | Sequence[Sequence[float]]) -> Polygon:
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
    rows: NDArray[np.float64] = np.asarray(vertices, dtype=float)
    if rows.ndim != 2 or rows.shape[1] != 3 or len(rows) == 0:
        raise ValueError(f"a region needs corners of shape (n, 3) with n of 1 or more, got {rows.shape}")
    if not np.isfinite(rows).all() or (rows < -1e-9).any() or (np.abs(rows.sum(axis=1) - 1) > 1e-9).any():
        worst = rows[int(np.argmax(np.nan_to_num(np.abs(rows.sum(axis=1) - 1) - rows.min(axis=1), nan=np.inf)))]
        raise ValueError(f"each corner of a region needs shares of 0 or more that add up to 1, got {worst.tolist()}")
    middle = rows.mean(axis=0)
    angles = np.arctan2(rows[:, 1] - middle[1], rows[:, 0] - middle[0])
    ordered = [(float(x), float(y), float(z)) for x, y, z in rows[np.argsort(angles, kind="stable")]]
    return [point for i, point in enumerate(ordered) if point not in ordered[:i]]
