"""Five levels from data: what is suggested for an option from one perspective, what it is worth, how far it is sure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from integrated.weighing.matrix import Floats, level_array
from integrated.weighing.perspective import levels_between

EFFECT_CUTS = (-0.30, -0.10, 0.10, 0.30)
STANCE_CUTS = (-0.6, -0.2, 0.2, 0.6)
SPACING = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_HEARD = 10
# Half a person of each stance before anyone is heard (Jeffreys): three stances.
PRIOR = 0.5
DISCOUNTS: Mapping[str, float] = MappingProxyType({"high": 0.0, "moderate": 0.10, "low": 0.30, "very low": 0.60})
COMPARISON = (0.0, 0.0, 1.0, 0.0, 0.0)
"""Continue-as-now is what the others are compared with: level 3, certain, from every perspective."""


class HasCdf(Protocol):
    """Anything with the chance that an effect is at most x."""

    def cdf(self, x: Any, /) -> Any:
        """Chance that the effect is at most x."""


def levels_from_effect(predictive: HasCdf, *, cuts: Sequence[float] = EFFECT_CUTS) -> Floats:
    """The five levels from the effect to expect in a new place.

    Parameters
    ----------
    predictive : with `.cdf(x)`: the chance that the standardised effect, towards benefit, is at most x.
    cuts : four cut points in rising order; a convention.

    Returns
    -------
    (5,) shares, sum 1: below the first cut … above the last.

    Raises
    ------
    ValueError : cuts that are not four rising numbers.
    """
    points = _checked_cuts(cuts)
    reached = np.array([float(np.asarray(predictive.cdf(float(cut))).item()) for cut in points])
    shares = np.diff(np.concatenate([[0.0], np.clip(reached, 0.0, 1.0), [1.0]]))
    return np.clip(shares, 0.0, None) / np.clip(shares, 0.0, None).sum()


def levels_from_stances(
    counts: Mapping[str, Sequence[float]],
    shares: Mapping[str, float],
    *,
    cuts: Sequence[float] = STANCE_CUTS,
    draws: int = 4000,
    seed: int = 0,
) -> Floats | None:
    """The five levels from where young people and families stand, each group weighted by its local share.

    Parameters
    ----------
    counts : group to (supports, conditional + neutral, opposes), people. Young people and families only:
        professionals are shown, never weighted by population.
    shares : group to its share of those affected here; scaled to add up to 1. A group without counts was not heard:
        it counts with its share and widens the result.
    cuts : four cut points of net = supports − opposes, between −1 and 1.
    draws, seed : of the simulation; the same seed gives the same levels in any order of the groups.

    Returns
    -------
    (5,) shares, sum 1; None, "people judge", when fewer than 10 people were heard.

    Raises
    ------
    ValueError : a group with counts but no share, three counts missing, a count or share below 0 or not finite.

    Source: Dirichlet posterior with a Jeffreys prior (0.5 per stance) in each group, post-stratified.
    """
    points = _checked_cuts(cuts)
    table = {group: _three_counts(group, counts.get(group, (0, 0, 0))) for group in sorted({*counts, *shares})}
    weights = _checked_shares(shares, table)
    if sum(float(three.sum()) for three in table.values()) < LEAST_HEARD:
        return None
    generator = np.random.default_rng(seed)
    net = np.zeros(draws)
    for group, three in table.items():
        drawn = generator.dirichlet(three + PRIOR, draws)
        net += weights[group] * (drawn[:, 0] - drawn[:, 2])
    return np.bincount(np.searchsorted(points, net), minlength=5) / draws


def levels_from_simulation(helps: float, hinders: float, no_route: float) -> Floats:
    """The levels from the directions of a map: (0, hinders, no route, helps, 0), since a map shows no sizes.

    Parameters
    ----------
    helps, hinders, no_route : shares of the draws, sum 1.

    Returns
    -------
    (5,) shares.

    Raises
    ------
    ValueError : shares below 0 or a sum other than 1.
    """
    given = np.array([0.0, hinders, no_route, helps, 0.0], dtype=float)
    if not np.isfinite(given).all() or (given < 0).any() or abs(given.sum() - 1) > 1e-6:
        raise ValueError(
            f"helps, hinders and no_route must be shares that add up to 1, got {helps}, {hinders}, {no_route}"
        )
    return given / given.sum()


def agreed_levels(
    lowest: int | None, highest: int | None, *, suggested: ArrayLike | None = None, as_suggested: bool = False
) -> Floats:
    """The levels people agreed: the suggestion as it stands, or every level from lowest to highest alike.

    Parameters
    ----------
    lowest, highest : levels 1 to 5; not needed with `as_suggested`.
    suggested : (5,) shares.
    as_suggested : whether the suggestion was agreed unchanged.

    Returns
    -------
    (5,) shares, sum 1.

    Raises
    ------
    ValueError : no suggestion to agree with, or levels out of order or range.
    """
    if as_suggested:
        if suggested is None:
            raise ValueError("there is no suggestion to agree with: give the lowest and the highest level")
        return level_array(suggested)
    if lowest is None or highest is None:
        raise ValueError(f"give both the lowest and the highest level, got {lowest} and {highest}")
    return np.array(levels_between(lowest, highest))


def values(levels: Any, *, spacing: Sequence[float] = SPACING) -> Floats:
    """The expected level, between 0 (strong case against) and 1 (strong case for).

    Parameters
    ----------
    levels : (…, 5) shares, or nested lists of them with None for not known; (m, 3, 5) for m options.
    spacing : what each of the five levels is worth, not falling; a convention.

    Returns
    -------
    array (…): one number per five shares, NaN for not known.

    Raises
    ------
    ValueError : shares that are no distribution, or a spacing that is not five numbers in order.
    """
    worth = np.asarray(spacing, dtype=float)
    if worth.shape != (5,) or not np.isfinite(worth).all() or (np.diff(worth) < 0).any():
        raise ValueError(f"spacing must be five numbers that do not fall, got {list(np.atleast_1d(spacing))}")
    return np.asarray(level_array(levels) @ worth)


def discount(levels: Any, confidence: str) -> Floats:
    """The levels mixed with "anything is possible" for what the spread does not hold already.

    It widens and pulls to the middle: show results with and without. The reasons it may stand for are risk of bias,
    indirectness, publication bias; CERQual; the basis of links. Convergence, clashes and red lines never use it.

    Parameters
    ----------
    levels : (…, 5) shares; not known (None, NaN) stays not known.
    confidence : "high", "moderate", "low" or "very low": 0, 0.10, 0.30 or 0.60 of the uniform distribution.

    Returns
    -------
    array (…, 5).

    Raises
    ------
    ValueError : another word for confidence.
    """
    if confidence not in DISCOUNTS:
        raise ValueError(f"confidence must be one of {', '.join(DISCOUNTS)}, got {confidence!r}")
    taken = DISCOUNTS[confidence]
    return (1 - taken) * level_array(levels) + taken / 5


def _checked_cuts(cuts: Sequence[float]) -> Floats:
    points = np.asarray(cuts, dtype=float)
    if points.shape != (4,) or not np.isfinite(points).all() or (np.diff(points) <= 0).any():
        raise ValueError(f"cuts must be four rising numbers, got {list(np.atleast_1d(cuts))}")
    return points


def _three_counts(group: str, three: Sequence[float]) -> Floats:
    counted = np.asarray(three, dtype=float)
    if counted.shape != (3,) or not np.isfinite(counted).all() or (counted < 0).any():
        raise ValueError(
            f"{group!r} needs three counts of 0 or more (supports, conditional + neutral, opposes), got {three!r:.80}"
        )
    return counted


def _checked_shares(shares: Mapping[str, float], table: Mapping[str, Floats]) -> dict[str, float]:
    for group in table:
        share = shares.get(group)
        if share is None:
            raise ValueError(f"{group!r} has no local share among those affected: give one, or leave the group out")
        if not np.isfinite(share) or share < 0:
            raise ValueError(f"the share of {group!r} must be 0 or more, got {share}")
    total = float(sum(shares.values()))
    if total <= 0:
        raise ValueError("the local shares of the groups add up to 0: give at least one above 0")
    return {group: shares[group] / total for group in table}
