"""Where the numbers of a map come to rest: one place, from wherever they start."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.int64]
TOLERANCE = 1e-9
MOST_ROUNDS = 5000
EXACT_UP_TO = 300


@dataclass(frozen=True)
class Readings:
    """Many readings of one map: what each link might be, given how sure people are of it.

    Attributes
    ----------
    sources, targets : positions of the two ends of each link, shape (links,), sorted by target.
    weights : signed strength of each link in each reading, shape (links, draws); 0 where a reading leaves it out.
    scale : the factor d that makes every reading settle, in (0, 1].
    """

    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    weights: Array
    scale: float

    def turned_round(self) -> "Readings":
        """The same readings with every link running backwards."""
        order = np.argsort(self.sources, kind="stable")
        return Readings(self.targets[order], self.sources[order], self.weights[order], self.scale)


def settle(readings: Readings, push: Array, *, start: Array | None = None, linear: bool = False) -> Array:
    """Where x ← tanh(d(xW + push)) comes to rest in each reading.

    Parameters
    ----------
    readings : what the links are, for (draws) readings.
    push : shape (factors, draws).
    start : shape (factors, draws); 0 when not given. Every start leads to the same place.
    linear : leave out the tanh: how a push too small to bend anything spreads.

    Returns
    -------
    array of shape (factors, draws)

    Source
    ------
    Gauss–Seidel rounds, one factor after another in the order in which pushes travel: since the greatest |dW| has a
    spectral radius below 1, they end at the only fixed point, in about half the rounds of renewing all at once.
    """
    size = push.shape[0]
    x = np.zeros_like(push) if start is None else start.astype(float)
    first = np.searchsorted(readings.targets, np.arange(size + 1))
    weights, push = readings.scale * readings.weights, readings.scale * push
    order = _downhill(readings, size)
    into = {factor: slice(first[factor], first[factor + 1]) for factor in order}
    for _ in range(MOST_ROUNDS):
        change = 0.0
        for factor, links in into.items():
            arriving = np.einsum("ld,ld->d", weights[links], x[readings.sources[links]]) + push[factor]
            if not linear:
                np.tanh(arriving, out=arriving)
            change = max(change, float(np.abs(arriving - x[factor]).max()))
            x[factor] = arriving
        if change <= TOLERANCE:
            break
    return x


def spectral_radius(sources: Places, targets: Places, weights: Array, size: int) -> float:
    """Largest absolute eigenvalue of a matrix without negative entries, or for large maps a close bound above it.

    Parameters
    ----------
    sources, targets, weights : row, column and value of each entry, shape (links,).
    size : rows of the matrix.

    Returns
    -------
    float : exact up to 300 factors; above, the Collatz–Wielandt bound max (Wx)ᵢ/xᵢ at a power-iterated x, which can
        only damp a little more than asked.
    """
    if not weights.size:
        return 0.0
    if size <= EXACT_UP_TO:
        matrix = np.zeros((size, size))
        matrix[sources, targets] = weights
        return float(np.abs(np.linalg.eigvals(matrix)).max())
    x = np.ones(size)
    bound = np.inf
    for _ in range(500):
        moved = np.bincount(targets, weights * x[sources], minlength=size)
        bound = min(bound, float((moved / x).max()))
        x = np.maximum((moved + x) / (moved + x).max(), 1e-200)
    return bound


def _downhill(readings: Readings, size: int) -> list[int]:
    """Factors in an order in which most links lead onwards: last finished first, in a walk along the links."""
    following: list[list[int]] = [[] for _ in range(size)]
    for source, target in zip(readings.sources.tolist(), readings.targets.tolist(), strict=True):
        following[source].append(target)
    arriving = np.bincount(readings.targets, minlength=size)
    seen: set[int] = set()
    finished: list[int] = []
    for root in np.argsort(arriving, kind="stable").tolist():
        if root in seen:
            continue
        seen.add(root)
        walk = [(root, iter(following[root]))]
        while walk:
            here, onward = walk[-1]
            there = next((factor for factor in onward if factor not in seen), None)
            if there is None:
                finished.append(here)
                walk.pop()
            else:
                seen.add(there)
                walk.append((there, iter(following[there])))
    return finished[::-1]
