"""Independent answers for triangles: exact rational clipping, and brute force on a fine net of mixes."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def exact_areas(values: list[list[float]]) -> list[Fraction]:
    """Areas by clipping the triangle with every pair, in rational numbers; options must differ."""
    rows = [[Fraction(value) for value in row] for row in values]
    areas = []
    for i, mine in enumerate(rows):
        corners = [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)), (Fraction(0), Fraction(0))]
        for j, other in enumerate(rows):
            if i != j:
                a, b, c = (p - q for p, q in zip(mine, other, strict=True))
                corners = _cut(corners, a - c, b - c, c)
        areas.append(_area(corners) * 2)
    return areas


def _cut(
    corners: list[tuple[Fraction, Fraction]], a: Fraction, b: Fraction, c: Fraction
) -> list[tuple[Fraction, Fraction]]:
    kept = []
    for k, (x, y) in enumerate(corners):
        u, v = corners[k - 1]
        here, before = a * x + b * y + c, a * u + b * v + c
        if (here > 0 and before < 0) or (here < 0 and before > 0):
            t = before / (before - here)
            kept.append((u + t * (x - u), v + t * (y - v)))
        if here >= 0:
            kept.append((x, y))
    return kept


def _area(corners: list[tuple[Fraction, Fraction]]) -> Fraction:
    twice = sum(
        (corners[k - 1][0] * y - x * corners[k - 1][1] for k, (x, y) in enumerate(corners)),
        start=Fraction(0),
    )
    return abs(twice) / 2


def net(steps: int = 60) -> Floats:
    """Every mix in steps of 1/steps, corners and edges included."""
    return np.array([(i, j, steps - i - j) for i in range(steps + 1) for j in range(steps + 1 - i)]) / steps


def inner_net(steps: int = 60) -> Floats:
    """The middles of equal small triangles: every mix stands for the same area."""
    up = [(3 * i + 1, 3 * j + 1, 3 * (steps - i - j) - 2) for i in range(steps) for j in range(steps - i)]
    down = [(3 * i + 2, 3 * j + 2, 3 * (steps - i - j) - 4) for i in range(steps - 1) for j in range(steps - 1 - i)]
    return np.array(up + down) / (3 * steps)


LEVELS = st.sampled_from([0.0, 0.125, 0.25, 0.375, 0.5, 0.6, 0.75, 0.9, 1.0])
COARSE_ROWS = st.tuples(LEVELS, LEVELS, LEVELS).map(list)
FINE_ROWS = st.lists(st.integers(0, 10_000).map(lambda k: k / 10_000), min_size=3, max_size=3)
TABLES = st.one_of(st.lists(COARSE_ROWS, min_size=1, max_size=7), st.lists(FINE_ROWS, min_size=1, max_size=7))
