"""Convex shapes on a flat screen: the hatch inside one, and the spot in it where a label fits best."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Segment = tuple[float, float, float, float]
TRIED = 40


def hatch(corners: ArrayLike, spacing: float) -> list[Segment]:
    """Lines at 45 degrees inside a convex shape.

    Parameters
    ----------
    corners : (n, 2) in order, either way round.
    spacing : between two lines, in the unit of the corners.

    Returns
    -------
    list of (x, y, x2, y2), from the lower right to the upper left; [] for fewer than three corners.
    """
    points = np.asarray(corners, dtype=float).reshape(-1, 2)
    if len(points) < 3:
        return []
    # A line x − y = c runs at 45 degrees; two of them lie c/√2 apart. They start at a multiple of the step, so that
    # the lines of two neighbouring shapes meet.
    step = spacing * math.sqrt(2)
    across = points[:, 0] - points[:, 1]
    first = math.ceil(across.min() / step) * step
    found = []
    for c in np.arange(first, across.max(), step):
        crossings = _crossings(points, across - c)
        if len(crossings) == 2 and math.dist(*crossings) > 1e-9:
            (x, y), (x2, y2) = sorted(crossings)
            found.append((x, y, x2, y2))
    return found


def _crossings(points: Floats, sides: Floats) -> list[tuple[float, float]]:
    """Where the edges change from one side of a line to the other."""
    found = []
    for one, other, a, b in zip(points, np.roll(points, -1, axis=0), sides, np.roll(sides, -1), strict=True):
        if (a < 0) != (b < 0):
            x, y = one + a / (a - b) * (other - one)
            found.append((float(x), float(y)))
    return found


def roomiest_spot(corners: ArrayLike, avoid: Sequence[tuple[float, float]] = ()) -> tuple[float, float, float]:
    """The spot of a convex shape that lies furthest from its edges and from what it should avoid.

    Parameters
    ----------
    corners : (n, 2) in order, n of 3 or more.
    avoid : points that something else is drawn at.

    Returns
    -------
    (x, y, room): room is the distance to the nearest edge or point.

    Source: a grid of spots, all inside, is close enough for a label; the exact pole of inaccessibility is not needed.
    """
    points = np.asarray(corners, dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    across = np.linspace(low[0], high[0], TRIED + 1)
    up = np.linspace(low[1], high[1], TRIED + 1)
    spots = np.array([(x, y) for x in across for y in up])
    spots = np.vstack([points.mean(axis=0), spots])
    room = _distance_inside(points, spots)
    for x, y in avoid:
        room = np.minimum(room, np.hypot(spots[:, 0] - x, spots[:, 1] - y))
    best = int(np.argmax(np.round(room, 6)))
    return float(spots[best, 0]), float(spots[best, 1]), float(room[best])


def _distance_inside(points: Floats, spots: Floats) -> Floats:
    """Distance of each spot to the nearest edge, below 0 outside."""
    following = np.roll(points, -1, axis=0)
    turn = np.sign(np.sum(points[:, 0] * following[:, 1] - following[:, 0] * points[:, 1])) or 1.0
    nearest = np.full(len(spots), np.inf)
    for (ax, ay), (bx, by) in zip(points, following, strict=True):
        length = math.hypot(bx - ax, by - ay)
        if length > 1e-12:
            side = turn * ((bx - ax) * (spots[:, 1] - ay) - (by - ay) * (spots[:, 0] - ax)) / length
            nearest = np.minimum(nearest, side)
    return nearest
