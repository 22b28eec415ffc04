"""Places that a file gives to the boxes of a map, fitted to our sheet: in proportion, no box over another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from integrated.complexity.label_box import box_size
from integrated.complexity.model import SystemMap

Point = tuple[float, float]
Array = NDArray[np.float64]
SHEET = (984, 560)
EDGE = 12
LABEL_PX = 14
FURTHEST = 1_000_000.0
DIGITS = 1
# Letters may shrink to 12 px, so a drawing up to this much larger than the sheet is still seen whole.
SEEN_WHOLE = LABEL_PX / 12
GAP = (16.0, 12.0)
TOUCHING = (-0.2, -0.2)
WORTH_SHRINKING = 0.75
ROOMY = 6.0
STEPS = 16


@dataclass(frozen=True)
class Fitted:
    """Places on our sheet.

    Attributes
    ----------
    places : middle of each box in px by factor id, to a tenth of a pixel. scale : how many times larger than in the
        file. covering : factors that would have covered another; they have no place here.
    """

    places: Mapping[str, Point] = field(default_factory=dict)
    scale: float = 1.0
    covering: tuple[str, ...] = ()


def finite_place(x: object, y: object) -> Point | None:
    """Two coordinates out of a file as a place, None when they are no numbers within ±1,000,000."""
    numbers = [_number(each) for each in (x, y)]
    if not all(abs(each) <= FURTHEST for each in numbers):
        return None
    return round(numbers[0], DIGITS), round(numbers[1], DIGITS)


def fitted(places: Mapping[str, Point], system_map: SystemMap) -> Fitted:
    """The places, moved and made larger or smaller all alike where that is needed.

    Parameters
    ----------
    places : middle of each box as a file has it, by factor id; not every factor needs one. The second number grows
        downwards.
    system_map : the map.

    Returns
    -------
    Fitted : the places as they are when no box covers another and the whole can be seen at once, or could not be made
        much smaller. Otherwise the smallest drawing in which as many boxes as can be stand apart. Empty when fewer than
        half of the factors have a place: the map is better laid out anew.
    """
    labels = {each.factor_id: each.label for each in system_map.factors}
    names = [each for each in labels if each in places]
    if not names or 2 * len(names) < len(labels):
        return Fitted(covering=tuple(names))
    boxes = np.array([box_size(labels[each], label_px=LABEL_PX) for each in names])
    middles = np.array([places[each] for each in names], dtype=float)
    scale = _scale(middles, boxes)
    kept = _apart(middles * scale, boxes, TOUCHING if scale == 1.0 else GAP)
    if 2 * kept.sum() < len(labels):
        return Fitted(covering=tuple(names))
    moved, first = middles * scale, _ends(middles[kept] * scale, boxes[kept])[0]
    if scale != 1.0 or _far_off(moved[kept], boxes[kept]):
        moved = moved - first + 1
    found = {
        name: (round(float(x), DIGITS), round(float(y), DIGITS))
        for name, (x, y), stays in zip(names, moved, kept, strict=True)
        if stays
    }
    return Fitted(found, scale, tuple(name for name in names if name not in found))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return float("nan")
    try:
        return float(value)
    except (ValueError, OverflowError):
        return float("nan")


def _scale(middles: Array, boxes: Array) -> float:
    room = np.array([SHEET[0] - EDGE, SHEET[1] - EDGE], dtype=float)
    span, whole = np.ptp(middles, axis=0), _ends(middles, boxes)
    if _apart(middles, boxes, TOUCHING).all():
        small = (whole[1] - whole[0] <= room * SEEN_WHOLE).all()
        if small or _least(middles, boxes) >= WORTH_SHRINKING:
            return 1.0
    free = room - boxes.max(axis=0)
    with np.errstate(divide="ignore", over="ignore"):
        low = min(1.0, float((free / span).min()))
        crowded = max(SEEN_WHOLE, float(np.sqrt(ROOMY * boxes.prod(axis=1).sum() / room.prod())))
        high = float((room * crowded / span).min())
    if not (low > 0 and np.isfinite(high)):
        return 1.0
    ladder = np.geomspace(low, max(low, high), STEPS)
    kept = [int(_apart(middles * scale, boxes, GAP).sum()) for scale in ladder]
    return float(ladder[int(np.argmax(kept))])


def _least(middles: Array, boxes: Array) -> float:
    """How small the drawing could be made before two boxes come closer than the gap."""
    apart = np.abs(middles[:, None] - middles[None])
    needed = (boxes[:, None] + boxes[None]) / 2 + GAP
    with np.errstate(divide="ignore", over="ignore"):
        least = (needed / apart).min(axis=2)
    return float(least[~np.eye(len(middles), dtype=bool)].max(initial=0.0))


def _apart(middles: Array, boxes: Array, gap: tuple[float, float]) -> NDArray[np.bool_]:
    """Which boxes can stay, taken in order: those that come no closer than the gap to one that stays."""
    stays = np.zeros(len(middles), dtype=bool)
    for each, middle in enumerate(middles):
        near = np.abs(middles[:each] - middle) < (boxes[:each] + boxes[each]) / 2 + gap
        stays[each] = not (near.all(axis=1) & stays[:each]).any()
    return stays


def _far_off(middles: Array, boxes: Array) -> bool:
    """Whether the drawing begins so far from the sheet that what is added later would stand apart from it."""
    first, last = _ends(middles, boxes)
    room = np.array(SHEET, dtype=float)
    return not ((first >= -room / 4).all() and (last <= np.maximum(room * 5 / 4, last - first + room / 4)).all())


def _ends(middles: Array, boxes: Array) -> tuple[Array, Array]:
    return (middles - boxes / 2).min(axis=0), (middles + boxes / 2).max(axis=0)
