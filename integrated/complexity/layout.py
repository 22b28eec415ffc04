"""Where everything on a map stands: options left, outcomes right, no two boxes over each other, always the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from integrated.complexity.columns import LEFT, MIDDLE, RIGHT, stacked_centres, starts
from integrated.complexity.label_box import box_size
from integrated.complexity.model import SystemMap
from integrated.complexity.stress import arranged
from integrated.complexity.tangle import Drawing, tangle, untangled

Array = NDArray[np.float64]
GAPS = ((44.0, 34.0), (34.0, 24.0), (24.0, 16.0), (14.0, 10.0), (8.0, 6.0))
GROWTH = 1.12
EDGE = 1.0
GOLDEN = 0.6180339887498949
MOST_UNTANGLED = 60
MOST_TRIED_ANEW = 16
TURNS = 6
FINALISTS = 2
WORTH_A_COLUMN = 1.0


def layout(
    system_map: SystemMap,
    *,
    width: float = 1376.0,
    height: float = 640.0,
    label_px: float = 14.0,
    sizes: Mapping[str, tuple[float, float]] | None = None,
    option_labels: Mapping[str, str] | None = None,
) -> dict[str, tuple[float, float]]:
    """Places for the boxes of every factor and of every option that acts on the map.

    Parameters
    ----------
    system_map : the map. Options are those of its entry points; outcomes are factors of the kind "outcome".
    width, height : of the sheet in px.
    label_px : font size of the labels in px; it does not shrink when there is little room.
    sizes : width and height in px of boxes by id, where they are known better than `box_size` can guess.
    option_labels : words of options by id; the id where missing.

    Returns
    -------
    dict from id to (x, y) : centre of each box in px from the top left of the sheet, factors first, then options. The
        same map and settings always give the same places. Boxes never overlap. The centre of an option is never right
        of a factor's, the centre of an outcome never left of another factor's. Where the boxes cannot stand on the
        sheet side by side the places go beyond it, in its proportions.

    Raises
    ------
    ValueError : a sheet without width or height, or an option that has the id of a factor.
    """
    if not (width > 0 and height > 0 and label_px > 0):
        raise ValueError(f"width, height and label_px must be above 0, got {width}, {height} and {label_px}")
    names = _names(system_map)
    if not names:
        return {}
    labels = {factor.factor_id: factor.label for factor in system_map.factors} | {
        option_id: (option_labels or {}).get(option_id, option_id) for option_id in system_map.option_ids
    }
    boxes = [(sizes or {}).get(name) or box_size(labels[name], label_px=label_px) for name in names]
    wrong = [
        f"{name} ({w} × {h})" for name, (w, h) in zip(names, boxes, strict=True) if not (0 < w < 1e6 and 0 < h < 1e6)
    ]
    if wrong:
        raise ValueError(f"A box must be wider and higher than 0 px and finite, got {', '.join(wrong)}")
    drawing = _drawn(system_map, names, np.array(boxes, dtype=float), (float(width), float(height)))
    return {name: (round(float(x), 1), round(float(y), 1)) for name, x, y in zip(names, *_spread(drawing), strict=True)}


def _names(system_map: SystemMap) -> list[str]:
    both = [option_id for option_id in system_map.option_ids if option_id in system_map.position]
    if both:
        raise ValueError(f"These ids belong to an option and to a factor: {', '.join(both)}. Rename one of the two.")
    return [*system_map.factor_ids, *system_map.option_ids]


def _drawn(system_map: SystemMap, names: Sequence[str], boxes: Array, room: tuple[float, float]) -> Drawing:
    place = {name: i for i, name in enumerate(names)}
    pairs = [(place[link.source], place[link.target]) for link in system_map.links]
    pairs += [(place[entry.option_id], place[entry.factor_id]) for entry in system_map.entry_points]
    outcomes = {place[factor.factor_id] for factor in system_map.factors if factor.kind == "outcome"}
    options = {place[option_id] for option_id in system_map.option_ids}
    band = np.array([LEFT if i in options else RIGHT if i in outcomes else MIDDLE for i in range(len(names))])
    links = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    rough = arranged(len(names), pairs, sorted(options), sorted(outcomes))
    needed = float((boxes + GAPS[-1]).prod(axis=1).sum()) / (room[0] * room[1])
    while True:
        inner = (room[0] - 2 * EDGE, room[1] - 2 * EDGE)
        for aside, gap in product((True, False), GAPS) if needed <= 1 else ():
            if started := starts(rough, boxes, links, band, inner, gap, aside=aside):
                return _best(started)
        room = (room[0] * GROWTH, room[1] * GROWTH)
        needed /= GROWTH**2


def _best(started: Sequence[Drawing]) -> Drawing:
    """The least tangled drawing that the starts lead to; small maps are looked at from more sides than large ones."""
    size = len(started[0].x)
    if size > MOST_UNTANGLED:
        return started[0]
    if size > MOST_TRIED_ANEW:
        return untangled(min((untangled(start, sweeps=2) for start in started), key=tangle))
    tries = [start if turn == 0 else _turned(start, turn) for turn in range(TURNS) for start in started]
    ranked = sorted((untangled(start, sweeps=2) for start in tries), key=tangle)[:FINALISTS]
    finished = [untangled(drawing) for drawing in ranked]
    # An option that shares its column saves room on a small sheet, but a column of its own reads better.
    together = [untangled(replace(drawing, aside=False)) for drawing in ranked if drawing.aside]
    return min([*finished, *together], key=lambda drawing: tangle(drawing) - WORTH_A_COLUMN * drawing.aside)


def _turned(drawing: Drawing, turn: int) -> Drawing:
    """The same columns with another order from top to bottom."""
    y = drawing.y.copy()
    for at in np.unique(drawing.x):
        column = np.flatnonzero(drawing.x == at)
        order = column[np.argsort(drawing.y[column], kind="stable")]
        order = order[np.argsort((np.arange(len(order)) * GOLDEN * turn + 0.5 * turn) % 1, kind="stable")]
        y[order] = stacked_centres(drawing.height[order], drawing.room[1])
    return replace(drawing, y=y)


def _spread(drawing: Drawing) -> tuple[Array, Array]:
    """Centres pulled apart until the drawing fills the sheet; nothing comes closer to anything by it."""
    return (
        _stretched(drawing.x, drawing.width, drawing.room[0]) + EDGE,
        _stretched(drawing.y, drawing.height, drawing.room[1]) + EDGE,
    )


def _stretched(centres: Array, lengths: Array, room: float) -> Array:
    apart = centres - centres[:, None]
    free = room - (lengths + lengths[:, None]) / 2
    pairs = apart > 1e-9
    stretch = float((free[pairs] / apart[pairs]).min(initial=np.inf))
    if not np.isfinite(stretch):
        return np.full_like(centres, room / 2)
    moved = centres * stretch
    lowest, highest = (lengths / 2 - moved).max(), (room - lengths / 2 - moved).min()
    return moved + (lowest + highest) / 2
