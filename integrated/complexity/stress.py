"""A rough arrangement of a map: linked factors lie close, options pull to the left and outcomes to the right."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS = 150
PULL = 0.6
GOLDEN = 0.6180339887498949
MOST_NODES = 400
DIGITS = 9


def arranged(
    size: int, links: Sequence[tuple[int, int]], left: Collection[int], right: Collection[int]
) -> tuple[Array, Array]:
    """Rough places for the nodes of a map.

    Parameters
    ----------
    size : number of nodes.
    links : (source, target) of each link; the pushes of options are links too.
    left, right : nodes that belong at the left (options) and at the right (outcomes).

    Returns
    -------
    (x, y) : arrays of shape (size,); x runs from about 0 (left) to 1 (right).

    Source
    ------
    Stress majorisation (Gansner, Koren and North 2005) with each x drawn towards the node's share of the way from an
    option to an outcome; where a map has neither, from a node that no link leads to, to one that no link leaves. The
    start is a fixed sequence, so the same map always gives the same places.
    """
    hops = _hops(size, links)
    along = _along(size, links, left, right)
    y = np.asarray((np.arange(size) * GOLDEN) % 1 - 0.5, dtype=np.float64)
    if size < 3 or size > MOST_NODES:
        return along, y
    far = max(2.0, float(hops[np.isfinite(hops)].max()))
    distance = np.where(np.isfinite(hops), hops, far + 1)
    x = goal = along * far
    y = y * far
    weight = 1 / np.maximum(distance, 1) ** 2
    np.fill_diagonal(weight, 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    pull = PULL * weight.sum(axis=1)
    to_x = np.linalg.inv(laplacian + np.diag(pull))
    # Every two nodes pull at one another, so only the constant is lost: the pseudo-inverse without a spectrum.
    to_y = np.linalg.inv(laplacian + 1 / size) - 1 / size
    wished = weight * distance
    for _ in range(ROUNDS):
        apart = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
        ratio = np.divide(wished, apart, out=np.zeros_like(wished), where=apart > 1e-9)
        total = ratio.sum(axis=1)
        x, y = to_x @ (total * x - ratio @ x + pull * goal), to_y @ (total * y - ratio @ y)
    # Rounded, or the last digits of a sum would decide which of two nodes alike stands further left.
    return np.round(x / far, DIGITS), np.round(y, DIGITS)


def _along(size: int, links: Sequence[tuple[int, int]], left: Collection[int], right: Collection[int]) -> Array:
    """Share of the way from the nearest node at the left to the nearest at the right, in steps along the links."""
    if not left and not right:
        left, right = _ends(size, links)
    from_left = _steps(size, links, left)
    to_right = _steps(size, [(target, source) for source, target in links], right)
    # A factor that no option reaches stands as far from the outcomes as its own steps say, and the other way round.
    longest = max(1.0, *(float(steps[np.isfinite(steps)].max(initial=0)) for steps in (from_left, to_right)))
    from_left = np.where(np.isfinite(from_left), from_left, np.maximum(longest - to_right, 1))
    to_right = np.where(np.isfinite(to_right), to_right, np.maximum(longest - from_left, 1))
    both = np.isfinite(from_left) & np.isfinite(to_right)
    along = np.full(size, 0.5)
    along[both] = from_left[both] / np.maximum(from_left[both] + to_right[both], 1)
    along[list(left)] = 0
    along[list(right)] = 1
    return along


def _ends(size: int, links: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Nodes that no link leads to, and nodes that no link leaves; the first linked node if all stand in circles."""
    sources, targets = {source for source, _ in links}, {target for _, target in links}
    first = sorted(sources - targets) or sorted(sources)[:1]
    return first, sorted(targets - sources)


def _steps(size: int, links: Sequence[tuple[int, int]], starts: Collection[int]) -> Array:
    following: list[list[int]] = [[] for _ in range(size)]
    for source, target in links:
        following[source].append(target)
    steps = np.full(size, np.inf)
    steps[list(starts)] = 0
    queue = list(starts)
    for here in queue:
        for there in following[here]:
            if not np.isfinite(steps[there]):
                steps[there] = steps[here] + 1
                queue.append(there)
    return steps


def _hops(size: int, links: Sequence[tuple[int, int]]) -> Array:
    if size > MOST_NODES:
        return np.zeros((0, 0))
    linked = np.zeros((size, size), dtype=np.float32)
    for source, target in links:
        linked[source, target] = linked[target, source] = 1
    hops = np.where(np.eye(size, dtype=bool), 0.0, np.inf)
    reached = np.eye(size, dtype=np.float32)
    # All starts at once: one step further is one product.
    for step in range(1, size):
        reached = ((reached @ linked > 0) & np.isinf(hops)).astype(np.float32)
        if not reached.any():
            break
        hops[reached > 0] = step
    return hops
