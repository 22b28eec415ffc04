"""What matters most to each person: one point, or a part of the triangle; never averaged into one answer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from integrated.weighing.matrix import Floats, mixes
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.polygon import SIMPLEX, Line, Polygon, area_and_centre, as_polygon, inside, line_of, shares_of

# A bound met to this precision counts as met: 0.1 + 0.2 + 0.7 is not 1 in binary.
NEAR = 1e-12


@dataclass(frozen=True)
class Weights:
    """One person's answer to what matters most.

    Attributes
    ----------
    person : a name like "Person 1", a role, never a real name.
    kind : "shares" (one point), "ordered", "bounded" or "open".
    region : (n, 3) corners of the mixes that fit the answer; one row for a point, two for a segment.
    """

    person: str
    kind: str
    region: Floats

    @property
    def shares(self) -> Floats | None:
        """The three shares when the answer is one point, else None."""
        return self.region[0] if len(self.region) == 1 else None

    @property
    def centre(self) -> Floats:
        """The mean mix of the region: the point itself for a point. For drawing a dot, not for deciding."""
        return shares_of([area_and_centre(as_polygon(self.region))[1]])[0]


def person_weights(
    person: str,
    *,
    points: Mapping[str, float] | None = None,
    shares: Mapping[str, float] | Sequence[float] | None = None,
    order: Sequence[str] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> Weights:
    """One person's answer, given in one of four ways or left open.

    Parameters
    ----------
    person : what to call them.
    points : swing points per perspective: the first 100, the others relative.
    shares : shares per perspective, sum 1.
    order : the three perspectives, most important first.
    bounds : perspective to (lowest, highest) share; perspectives left out may have any.

    Returns
    -------
    Weights : of kind "open" when nothing is given.

    Raises
    ------
    ValueError : two ways at once, or an answer that no mix fits.
    """
    given = [
        name
        for name, answer in (("points", points), ("shares", shares), ("order", order), ("bounds", bounds))
        if answer
    ]
    if len(given) > 1:
        raise ValueError(f"give one of points, shares, order or bounds, got {' and '.join(given)}")
    if points:
        return Weights(person, "shares", swing_shares(points)[None, :])
    if shares:
        row = [shares.get(name, 0.0) for name in PERSPECTIVES] if isinstance(shares, Mapping) else list(shares)
        _refuse_strangers(shares if isinstance(shares, Mapping) else ())
        return Weights(person, "shares", mixes([row]))
    if order:
        return Weights(person, "ordered", ordered_region(order))
    if bounds:
        return Weights(person, "bounded", bounded_region(bounds))
    return Weights(person, "open", shares_of(SIMPLEX))


def swing_shares(points: Mapping[str, float]) -> Floats:
    """Swing points turned to shares.

    "If an option could go from a strong case against to a strong case for from only one perspective, which first?"
    That one gets 100, the others points relative to it.

    Parameters
    ----------
    points : perspective to points of 0 or more; a perspective left out has 0.

    Returns
    -------
    (3,) shares: works, people, system.

    Raises
    ------
    ValueError : points below 0 or not finite, a name that is no perspective, or nothing above 0.

    Source: swing weighting, Edwards and Barron 1994.
    """
    _refuse_strangers(points)
    given = np.array([points.get(name, 0.0) for name in PERSPECTIVES], dtype=float)
    if not np.isfinite(given).all() or (given < 0).any():
        raise ValueError(f"points must be 0 or more, got {dict(points)}")
    if given.sum() == 0:
        raise ValueError("at least one of the points must be above 0: the one that matters most gets 100")
    return given / given.sum()


def ordered_region(order: Sequence[str]) -> Floats:
    """The mixes in which the perspectives matter in the given order, ties included.

    Parameters
    ----------
    order : the three perspectives, most important first.

    Returns
    -------
    (3, 3) corners: all on the first, half on each of the first two, a third on each.

    Raises
    ------
    ValueError : not the three perspectives, once each.
    """
    if sorted(order) != sorted(PERSPECTIVES):
        raise ValueError(f"the order must name {', '.join(PERSPECTIVES)} once each, got {', '.join(map(str, order))}")
    corners = np.zeros((3, 3))
    for k in range(3):
        for name in order[: k + 1]:
            corners[k, PERSPECTIVES.index(name)] = 1 / (k + 1)
    return corners


def bounded_region(bounds: Mapping[str, tuple[float, float]]) -> Floats:
    """The mixes whose shares keep between the given bounds.

    Parameters
    ----------
    bounds : perspective to (lowest, highest) share in [0, 1].

    Returns
    -------
    (n, 3) corners in order; one row for a point, two for a segment.

    Raises
    ------
    ValueError : bounds out of order or range, or that no mix fits.
    """
    _refuse_strangers(bounds)
    region: Polygon = SIMPLEX
    for name, (low, high) in bounds.items():
        if not 0 <= low <= high <= 1:
            raise ValueError(
                f"the bounds of {name} must lie between 0 and 1, the lower first, got {low:g} and {high:g}"
            )
        unit = [1.0 if other == name else 0.0 for other in PERSPECTIVES]
        region = _at_least(region, line_of(unit[0] - low, unit[1] - low, unit[2] - low))
        region = _at_least(region, line_of(high - unit[0], high - unit[1], high - unit[2]))
    if not region:
        raise ValueError(
            "no mix fits these bounds: "
            + "; ".join(f"{name} {low:g} to {high:g}" for name, (low, high) in bounds.items())
        )
    corners = np.clip(shares_of(region), 0.0, 1.0)
    return np.array(_apart((corners / corners.sum(axis=1, keepdims=True)).tolist()))


def _at_least(region: Polygon, line: Line) -> Polygon:
    """Closed cut: what only touches the line stays, as a point or a segment."""
    if not region:
        return []
    c, p, q = line
    sides = [c + p * x + q * y for x, y in region]
    sides = [0.0 if abs(side) < NEAR else side for side in sides]
    return inside(region, sides) if max(sides) >= 0 else []


def _apart(corners: list[list[float]]) -> list[list[float]]:
    kept: list[list[float]] = []
    for corner in corners:
        if all(math.dist(corner, other) > 1e-9 for other in kept):
            kept.append(corner)
    return kept


def _refuse_strangers(given: Mapping[str, object] | Sequence[str]) -> None:
    for name in given:
        if name not in PERSPECTIVES:
            raise ValueError(f"perspectives are {', '.join(PERSPECTIVES)}, got {name!r}")


def draw_mixes(region: ArrayLike, draws: int, *, seed: int = 0) -> Floats:
    """Mixes drawn evenly from a region, for `smaa`.

    Parameters
    ----------
    region : (n, 3) corners of a convex polygon, a segment or a point.
    draws : how many.
    seed : of the generator.

    Returns
    -------
    (draws, 3) shares.
    """
    corners = shares_of(as_polygon(region))
    generator = np.random.default_rng(seed)
    if len(corners) < 3:
        along = generator.random((draws, 1))
        return corners[0] + along * (corners[-1] - corners[0])
    fans = [np.array([corners[0], corners[k], corners[k + 1]]) for k in range(1, len(corners) - 1)]
    sizes = np.array([abs(np.linalg.det(fan)) for fan in fans])
    chosen = generator.choice(len(fans), size=draws, p=sizes / sizes.sum())
    return np.einsum("dk,dkp->dp", generator.dirichlet((1, 1, 1), draws), np.array(fans)[chosen])


def effective_perspectives(shares: ArrayLike) -> Floats:
    """How many perspectives count in effect: 3 for equal shares, 1 when one has everything.

    Parameters
    ----------
    shares : (3,) or (n, 3).

    Returns
    -------
    array () or (n,): exp of the entropy of the shares.

    Source: Hill number of order 1 (Hill 1973).
    """
    given = np.asarray(shares, dtype=float)
    logs = np.log(given, out=np.zeros_like(given), where=given > 0)
    return np.asarray(np.exp(-(given * logs).sum(axis=-1)))


def spread(people: Sequence[Weights]) -> pd.DataFrame:
    """How far people differ on each perspective: the lowest and the highest share anyone's answer allows.

    Parameters
    ----------
    people : one or more answers.

    Returns
    -------
    DataFrame[perspective, lowest, highest, people] : three rows; `people` counts the answers.
    """
    corners = np.vstack([answer.region for answer in people]) if people else np.full((1, 3), np.nan)
    return pd.DataFrame(
        {
            "perspective": list(PERSPECTIVES),
            "lowest": corners.min(axis=0),
            "highest": corners.max(axis=0),
            "people": len(people),
        }
    )
