"""How tangled a drawing is, and the same drawing with less of it: boxes moved one by one to where they cost least."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
EASY_LINK_PX = 44.0
EASY_GAP_PX = 40.0
MARGIN_PX = 3.0
ORDER_PX = 8.0
MOST_SWEEPS = 12


@dataclass(frozen=True)
class Prices:
    """What each fault of a drawing costs; one crossing is the unit. Chosen by eye on the embedded map."""

    crossing: float = 1.0
    behind_a_box: float = 4.0
    backwards: float = 0.4
    too_short: float = 1.5
    length_px: float = 0.0025
    crowding: float = 0.6
    not_left_px: float = 0.01


WHOLE = Prices()
# Summed over all boxes, a crossing is met from four ends, a link behind a box from three, the rest from two.
SHARED = Prices(
    crossing=WHOLE.crossing / 4,
    behind_a_box=WHOLE.behind_a_box / 3,
    backwards=WHOLE.backwards / 2,
    too_short=WHOLE.too_short / 2,
    length_px=WHOLE.length_px / 2,
    crowding=WHOLE.crowding / 2,
    not_left_px=WHOLE.not_left_px,
)


@dataclass(frozen=True)
class Drawing:
    """Boxes and straight links between their centres.

    Attributes
    ----------
    x, y : centres in px, shape (boxes,).
    width, height : of each box in px, shape (boxes,).
    links : source and target of each link, shape (links, 2).
    band : 0 for a box that stays left of all others, 2 for one that stays right of all others, else 1; shape (boxes,).
    room : width and height of the sheet in px.
    gap : least px between two boxes, across and down.
    aside : whether boxes of band 0 have a column to themselves; if not, only their centres stay left of all others.
    """

    x: Array
    y: Array
    width: Array
    height: Array
    links: NDArray[np.int64]
    band: NDArray[np.int64]
    room: tuple[float, float]
    gap: tuple[float, float]
    aside: bool = True


def untangled(drawing: Drawing, *, sweeps: int = MOST_SWEEPS, across: int = 20, down: int = 16) -> Drawing:
    """The drawing after each box in turn has moved to its cheapest free place, until none gains by moving.

    Parameters
    ----------
    drawing : boxes that do not overlap and stand inside the sheet.
    sweeps : most times every box has its turn.
    across, down : how many places to try in each direction; in between, ever smaller steps around where a box stands.

    Returns
    -------
    Drawing : without overlaps, inside the sheet, every band on its side.
    """
    x, y = drawing.x.copy(), drawing.y.copy()
    order = np.argsort(-np.bincount(drawing.links.ravel(), minlength=len(x)), kind="stable")
    steps = (drawing.room[0] / across, drawing.room[1] / down)
    for sweep in range(sweeps):
        moved = False
        for box in order:
            places = _nearby(x[box], y[box], steps)
            if sweep % 3 == 0:
                places = np.vstack([places, _lattice(drawing, box, across, down)])
            moved |= _move(drawing, x, y, int(box), places)
        if not moved and sweep % 3 == 0:
            break
        steps = (max(4.0, steps[0] / 1.4), max(4.0, steps[1] / 1.4))
    return replace(drawing, x=x, y=y)


def tangle(drawing: Drawing) -> float:
    """What a drawing costs: crossings, links behind boxes, backwards, long or too short, and crowded boxes."""
    here = np.stack([drawing.x, drawing.y], axis=1)
    boxes = range(len(here))
    return float(sum(_cost(drawing, drawing.x, drawing.y, box, here[box : box + 1], SHARED)[0] for box in boxes))


def _move(drawing: Drawing, x: Array, y: Array, box: int, places: Array) -> bool:
    here = np.array([[x[box], y[box]]])
    free = places[_is_free(drawing, x, y, box, places)]
    costs = _cost(drawing, x, y, box, np.vstack([here, free]))
    best = int(np.argmin(costs))
    if best == 0 or costs[best] > costs[0] - 1e-6:
        return False
    x[box], y[box] = free[best - 1]
    return True


def _lattice(drawing: Drawing, box: int, across: int, down: int) -> Array:
    half = drawing.width[box] / 2, drawing.height[box] / 2
    xs = np.linspace(half[0], max(half[0], drawing.room[0] - half[0]), across)
    ys = np.linspace(half[1], max(half[1], drawing.room[1] - half[1]), down)
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)


def _nearby(x: float, y: float, steps: tuple[float, float]) -> Array:
    offsets = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    return np.stack(np.meshgrid(x + steps[0] * offsets, y + steps[1] * offsets), axis=-1).reshape(-1, 2)


def _is_free(drawing: Drawing, x: Array, y: Array, box: int, places: Array) -> NDArray[np.bool_]:
    """Whether a box may stand at each place: on the sheet, on its side, and clear of every other box."""
    half_w, half_h = drawing.width[box] / 2, drawing.height[box] / 2
    px, py = places[:, 0], places[:, 1]
    inside = (px >= half_w - 1e-6) & (px <= drawing.room[0] - half_w + 1e-6)
    inside &= (py >= half_h - 1e-6) & (py <= drawing.room[1] - half_h + 1e-6)
    other = np.arange(len(x)) != box
    low, high = _reach(drawing, x, box)
    inside &= (px >= low - 1e-6) & (px <= high + 1e-6)
    apart_x = np.abs(px[:, None] - x[other]) - (half_w + drawing.width[other] / 2)
    apart_y = np.abs(py[:, None] - y[other]) - (half_h + drawing.height[other] / 2)
    clear = (apart_x >= drawing.gap[0] - 1e-6) | (apart_y >= drawing.gap[1] - 1e-6)
    return inside & clear.all(axis=1)


def _reach(drawing: Drawing, x: Array, box: int) -> tuple[float, float]:
    """How far left and right the centre of a box may stand, so that every band keeps to its side."""
    band, half = drawing.band, drawing.width / 2
    others = band != band[box]
    room = (half + half[box] + drawing.gap[0]) if drawing.aside else np.full(len(x), ORDER_PX)
    room = np.where((band == 0) | (band[box] == 0), room, ORDER_PX)
    low = (x + room)[others & (band < band[box])].max(initial=-np.inf)
    high = (x - room)[others & (band > band[box])].min(initial=np.inf)
    return float(low), float(high)


def _cost(drawing: Drawing, x: Array, y: Array, box: int, places: Array, prices: Prices = WHOLE) -> Array:
    """Cost of everything that depends on one box, at each place; shape (places,)."""
    mine = (drawing.links == box).any(axis=1)
    own, rest = drawing.links[mine], drawing.links[~mine]
    ends = np.where(own[:, 0] == box, own[:, 1], own[:, 0])
    leaving = own[:, 0] == box
    px, py = places[:, :1], places[:, 1:]
    apart_x = np.abs(px - x) - (drawing.width[box] + drawing.width) / 2
    apart_y = np.abs(py - y) - (drawing.height[box] + drawing.height) / 2
    between = np.hypot(np.maximum(apart_x, 0), np.maximum(apart_y, 0))
    near = np.maximum(0, 1 - between / EASY_GAP_PX)
    near[:, box] = 0
    cost = prices.crowding * (near**2).sum(axis=1)
    if drawing.band[box] == 0:
        cost += prices.not_left_px * (px[:, 0] - drawing.width[box] / 2)
    if len(own):
        seen = between[:, ends]
        onward = np.where(leaving, x[ends] - px, px - x[ends])
        cost += prices.length_px * np.hypot(px - x[ends], py - y[ends]).sum(axis=1)
        cost += prices.too_short * np.maximum(0, 1 - seen / EASY_LINK_PX).sum(axis=1)
        cost += prices.backwards * (onward < -MARGIN_PX).sum(axis=1)
        cost += prices.behind_a_box * _own_links_behind(drawing, x, y, box, places, ends)
        cost += prices.crossing * _crossings(x, y, places, ends, rest)
    if len(rest):
        cost += prices.behind_a_box * _rest_behind(drawing, x, y, box, places, rest)
    return cost


def _crossings(x: Array, y: Array, places: Array, ends: NDArray[np.int64], rest: NDArray[np.int64]) -> Array:
    """How many of the other links each link of a box crosses, summed; shape (places,)."""
    px, py = places[:, :1], places[:, 1:]
    ax, ay = x[rest[:, 0]], y[rest[:, 0]]
    along_x, along_y = x[rest[:, 1]] - ax, y[rest[:, 1]] - ay
    meets = (rest[:, 0] == ends[:, None]) | (rest[:, 1] == ends[:, None])
    # On which side of each other link the place and the far end lie: both are needed once, not for every pair.
    side_p = _sign(along_x * (py - ay) - along_y * (px - ax))
    side_q = _sign(along_x * (y[ends][:, None] - ay) - along_y * (x[ends][:, None] - ax))
    side_q[meets] = 0
    # And on which side of each own link every box lies: where two linked boxes lie is looked up from it.
    side = _sign((x[ends] - px)[:, :, None] * (y - py)[:, None] - (y[ends] - py)[:, :, None] * (x - px)[:, None])
    parted = side[:, :, rest[:, 0]] * side[:, :, rest[:, 1]]
    crossing = (parted < 0) & (side_p[:, None] * side_q < 0)
    return np.count_nonzero(crossing, axis=(1, 2)).astype(float)


def _sign(values: Array) -> NDArray[np.int8]:
    return np.subtract(values > 0, values < 0, dtype=np.int8)


def _own_links_behind(drawing: Drawing, x: Array, y: Array, box: int, places: Array, ends: NDArray[np.int64]) -> Array:
    hit = _hits(
        (places[:, 0, None, None], places[:, 1, None, None]),
        (x[ends][None, :, None], y[ends][None, :, None]),
        (x, y),
        (drawing.width / 2 + MARGIN_PX, drawing.height / 2 + MARGIN_PX),
    )
    hit[:, :, box] = False
    hit[:, np.arange(len(ends)), ends] = False
    return hit.sum(axis=(1, 2)).astype(float)


def _rest_behind(drawing: Drawing, x: Array, y: Array, box: int, places: Array, rest: NDArray[np.int64]) -> Array:
    hit = _hits(
        (x[rest[:, 0]], y[rest[:, 0]]),
        (x[rest[:, 1]], y[rest[:, 1]]),
        (places[:, :1], places[:, 1:]),
        (drawing.width[box] / 2 + MARGIN_PX, drawing.height[box] / 2 + MARGIN_PX),
    )
    return hit.sum(axis=1).astype(float)


def _hits(
    start: tuple[Array, Array], end: tuple[Array, Array], centre: tuple[Array, Array], half: tuple[Array, Array]
) -> NDArray[np.bool_]:
    """Whether each straight line enters each box (separating axes: across, down, and along the line's own normal)."""
    run_x, run_y = end[0] - start[0], end[1] - start[1]
    mid_x, mid_y = (start[0] + end[0]) / 2 - centre[0], (start[1] + end[1]) / 2 - centre[1]
    hit = (np.abs(mid_x) <= half[0] + np.abs(run_x) / 2) & (np.abs(mid_y) <= half[1] + np.abs(run_y) / 2)
    # Few lines come so near to a box that their slope matters.
    near = np.nonzero(hit)
    run_x, run_y, half_w, half_h = (np.broadcast_to(each, hit.shape)[near] for each in (run_x, run_y, *half))
    reach = half_w * np.abs(run_y) + half_h * np.abs(run_x)
    hit[near] = np.abs(mid_x[near] * run_y - mid_y[near] * run_x) <= reach
    return hit
