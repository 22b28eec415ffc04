"""Boxes stacked in columns: drawings without overlap to begin from."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from integrated.complexity.tangle import ORDER_PX, Drawing

Array = NDArray[np.float64]
LEFT, MIDDLE, RIGHT = 0, 1, 2
MOST_STARTS = 3
LEAST_GAP = (20.0, 14.0)


def starts(
    rough: tuple[Array, Array],
    boxes: Array,
    links: NDArray[np.int64],
    band: NDArray[np.int64],
    room: tuple[float, float],
    gap: tuple[float, float],
    *,
    aside: bool,
) -> list[Drawing]:
    """Drawings in columns, for the three greatest numbers of columns with which everything stands on the sheet.

    Parameters
    ----------
    rough : (x, y) of each box by which it is sorted into columns and within them, each of shape (boxes,).
    boxes : width and height of each box in px, shape (boxes, 2).
    links, band, room, gap : as for `Drawing`.
    aside : whether options and outcomes have columns of their own.

    Returns
    -------
    list of Drawing : empty when nothing fits.
    """
    x, y = rough
    by_band = [[int(i) for i in np.lexsort((y, x)) if band[i] == side] for side in (LEFT, MIDDLE, RIGHT)]
    heights = boxes[:, 1] + gap[1]
    ends = [_stacked(by_band[side], heights, room[1] + gap[1]) for side in (LEFT, RIGHT)]
    cut = by_band[MIDDLE] if aside else [box for side in by_band for box in side]
    most = min(int(room[0] / boxes[:, 0].min()) + 1, max(1, len(cut)))
    drawings: list[Drawing] = []
    for count in range(most, 0, -1):
        columns = _cut(cut, heights, count)
        if aside:
            columns = [*ends[0], *columns, *ends[1]]
        drawings += _drawing(columns, y, boxes, links, band, room, gap, aside=aside)
        if len(drawings) == MOST_STARTS:
            break
    return drawings


def _cut(order: Sequence[int], heights: Array, count: int) -> list[list[int]]:
    """The boxes in their order, cut into `count` columns of about the same height."""
    columns: list[list[int]] = [[] for _ in range(count)]
    total, done = float(heights[list(order)].sum()), 0.0
    for box in order:
        columns[min(int((done + heights[box] / 2) / total * count), count - 1)].append(box)
        done += float(heights[box])
    return columns


def _stacked(order: Sequence[int], heights: Array, room: float) -> list[list[int]]:
    """The boxes in as few columns as the height allows."""
    for count in range(1, len(order)):
        columns = _cut(order, heights, count)
        if all(heights[column].sum() <= room for column in columns):
            return columns
    return [[box] for box in order]


def _drawing(
    columns: Sequence[list[int]],
    y: Array,
    boxes: Array,
    links: NDArray[np.int64],
    band: NDArray[np.int64],
    room: tuple[float, float],
    gap: tuple[float, float],
    *,
    aside: bool,
) -> list[Drawing]:
    """The columns spread evenly over the sheet; empty when they do not fit or someone stands on the wrong side."""
    columns = [column for column in columns if column]
    # Where bands share a column, options stand at its left edge, outcomes at its right: room for the centres to differ.
    widths = [boxes[column, 0].max() + (2 * ORDER_PX if len(set(band[column])) > 1 else 0) for column in columns]
    tallest = max(boxes[column, 1].sum() + gap[1] * (len(column) - 1) for column in columns)
    if sum(widths) + gap[0] * (len(columns) - 1) > room[0] or tallest > room[1]:
        return []
    px, py = np.zeros(len(boxes)), np.zeros(len(boxes))
    edge = 0.0
    for column, wide in zip(columns, widths, strict=True):
        ordered = np.array(sorted(column, key=lambda box: (y[box], box)))
        slack = wide - boxes[ordered, 0]
        px[ordered] = edge + boxes[ordered, 0] / 2 + slack * np.array([0, 0.5, 1])[band[ordered]]
        edge += wide + (room[0] - sum(widths)) / max(1, len(columns) - 1)
        py[ordered] = stacked_centres(boxes[ordered, 1], room[1])
    for low, high in ((LEFT, MIDDLE), (LEFT, RIGHT), (MIDDLE, RIGHT)):
        if px[band == low].max(initial=-np.inf) > px[band == high].min(initial=np.inf) - ORDER_PX + 1e-6:
            return []
    kept = (min(gap[0], LEAST_GAP[0]), min(gap[1], LEAST_GAP[1]))
    return [Drawing(px, py, boxes[:, 0], boxes[:, 1], links, band, room, kept, aside)]


def stacked_centres(heights: Array, room: float) -> Array:
    """Centres of boxes stacked from the top of the sheet to its foot; a single one in the middle.

    Parameters
    ----------
    heights : of the boxes in px from top to bottom, shape (boxes,).
    room : height of the sheet in px.
    """
    if len(heights) == 1:
        return np.array([room / 2])
    free = (room - heights.sum()) / (len(heights) - 1)
    return np.cumsum(heights + free) - free - heights / 2
