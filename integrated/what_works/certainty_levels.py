"""The level of certainty of many cells at once: GRADE's steps as suggested, without their words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from integrated.what_works.certainty import (
    EGGER_P,
    ENOUGH_PEOPLE,
    ENOUGH_STUDIES_FOR_BIAS,
    LEVELS,
    SMALLEST_WORTHWHILE,
    bias_charge,
)
from integrated.what_works.pooling import pool
from integrated.what_works.small_studies import egger_test

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
RANDOMISED = "rct"


@dataclass(frozen=True)
class EffectColumns:
    """Effects that may be pooled, one place each in every column.

    Attributes
    ----------
    cell : which cell it is in, 0, 1, 2 … study : a number that effects of one study share.
    effect, standard_error : towards benefit. participants : NaN where not recorded.
    design, tool, risk_of_bias : as in table `effect`, None where not recorded.
    """

    cell: Integers
    study: Integers
    effect: Floats
    standard_error: Floats
    participants: Floats
    design: NDArray[np.object_]
    tool: NDArray[np.object_]
    risk_of_bias: NDArray[np.object_]


def certainty_levels(effects: EffectColumns, cells: int) -> tuple[str | None, ...]:
    """The level that `certainty` gives each cell when nobody has chosen otherwise.

    Parameters
    ----------
    effects : in any order; no row says that it is a stand-in for its outcome.
    cells : how many cells there are.

    Returns
    -------
    tuple of str or None
        One of LEVELS for each cell, None for a cell without effects.

    Source: as `certainty`; a test holds the two together.
    """
    if not len(effects.cell):
        return (None,) * cells
    # Two bodies to a cell, graded apart: the randomised one first, so that it leads among equals.
    body = 2 * effects.cell + (effects.design != RANDOMISED)
    order = np.argsort(body, kind="stable")
    bodies, first, count = np.unique(body[order], return_index=True, return_counts=True)
    sizes = np.repeat(np.arange(len(bodies)), count)
    y, se = effects.effect[order], effects.standard_error[order]
    v = se**2
    by_t, by_z = (pool(y, v, groups=sizes, test=test) for test in ("adhoc", "z"))
    few = count <= 2
    lower, upper = np.where(few, by_z.ci_lb, by_t.ci_lb), np.where(few, by_z.ci_ub, by_t.ci_ub)
    taken = _risk_of_bias(effects, order, by_t.weights, sizes)
    taken += _inconsistency(y, se, first) & (count > 1)
    taken += (lower < 0) & (upper > SMALLEST_WORTHWHILE)
    taken += _too_few_people(effects.participants[order], effects.study[order], sizes, len(bodies))
    for place in np.flatnonzero(count >= ENOUGH_STUDIES_FOR_BIAS):
        mine = slice(first[place], first[place] + count[place])
        taken[place] += egger_test(y[mine], v[mine]).p < EGGER_P
    reached = np.full(cells, -1)
    np.maximum.at(reached, bodies // 2, np.maximum(len(LEVELS) - 1 - taken, 0))
    return tuple(LEVELS[level] if level >= 0 else None for level in reached)


def _risk_of_bias(effects: EffectColumns, order: Integers, weights: Floats, sizes: Integers) -> Integers:
    """Levels taken off each body: the largest charge that over half of its weight carries."""
    names = zip(effects.design[order], effects.tool[order], effects.risk_of_bias[order], strict=True)
    charged: dict[tuple[object, object, object], int] = {}
    charges = np.fromiter((_charge(name, charged) for name in names), dtype=np.int64, count=len(order))
    bodies = int(sizes[-1]) + 1
    taken = np.zeros(bodies, dtype=np.int64)
    for level in (1, 2, 3):
        carried = np.bincount(sizes, weights=np.where(charges >= level, weights, 0.0), minlength=bodies)
        taken[carried / 100 > 0.5] = level
    return taken


def _charge(name: tuple[object, object, object], charged: dict[tuple[object, object, object], int]) -> int:
    if name not in charged:
        design, tool, risk = name
        charged[name] = bias_charge({"design": design, "risk_of_bias_tool": tool, "risk_of_bias": risk})
    return charged[name]


def _inconsistency(y: Floats, se: Floats, first: Sequence[int] | Integers) -> NDArray[np.bool_]:
    """Whether any two intervals of a body do not overlap."""
    reach = -special.ndtri(0.025) * se
    lowest_top, highest_bottom = np.minimum.reduceat(y + reach, first), np.maximum.reduceat(y - reach, first)
    return np.asarray(highest_bottom > lowest_top)


def _too_few_people(participants: Floats, study: Integers, sizes: Integers, bodies: int) -> NDArray[np.bool_]:
    """Whether every study of a body says how many took part, and together they are too few."""
    unknown = np.bincount(sizes[np.isnan(participants)], minlength=bodies)
    known = ~np.isnan(participants)
    people = np.floor(participants[known]).astype(np.int64)
    # One number for each body and study; the largest count of a study stands for all of its rows.
    wide = int(study.max()) + 1
    pairs, place = np.unique(sizes[known] * wide + study[known], return_inverse=True)
    most = np.zeros(len(pairs), dtype=np.int64)
    np.maximum.at(most, place, people)
    together = np.bincount(pairs // wide, weights=most, minlength=bodies)
    return np.asarray((together < ENOUGH_PEOPLE) & (unknown == 0))
