"""Where the sign of an arrow stands on a drawing: on a stretch of it that no box hides."""

from collections.abc import Iterable

import numpy as np

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
# Nearer to the source than to the target: two arrows between the same boxes keep their marks apart.
WISHED = 0.42
TRIED = tuple(float(each) for each in sorted(np.linspace(0.02, 0.98, 49), key=lambda share: abs(share - WISHED)))


def mark_place(a: Point, b: Point, size: Point, taken: Iterable[Rectangle]) -> Point:
    """The middle of a mark on the line from a to b.

    Parameters
    ----------
    a, b : where the visible arrow begins and ends, outside of its own two boxes.
    size : width and height of the mark in px.
    taken : (x, y, width, height) by their middles: every box of the drawing, and the marks that stand already.

    Returns
    -------
    (x, y) : the place nearest to 0.42 of the way at which the mark touches nothing; where there is none, the place
        with most room around it.
    """
    rectangles = np.array(list(taken), dtype=float).reshape(-1, 4)
    tried = np.array([(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])) for share in (WISHED, *TRIED)])
    apart = np.abs(tried[:, None] - rectangles[None, :, :2]) - (rectangles[None, :, 2:] + np.array(size)) / 2
    clear = apart.max(axis=2).min(axis=1, initial=np.inf)
    free = np.flatnonzero(clear >= 0)
    x, y = tried[free[0] if len(free) else int(np.argmax(clear))]
    return float(x), float(y)
