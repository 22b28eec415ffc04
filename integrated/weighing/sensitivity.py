"""Who comes first under which mix of what matters: exact regions of the triangle, ranks, and options not placed."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from integrated.weighing.change import flips, information_value, spacing_check
from integrated.weighing.matrix import SAME, Floats, known_values, level_array, some_values
from integrated.weighing.polygon import (
    LEAST_AREA,
    SIMPLEX,
    Polygon,
    area,
    area_and_centre,
    as_polygon,
    clip,
    inside,
    line_of,
    shares_of,
    split,
)
from integrated.weighing.segment import thin_regions

__all__ = [
    "WinRegions",
    "dominance",
    "flips",
    "information_value",
    "rank_acceptability",
    "smaa",
    "spacing_check",
    "stochastic_dominance",
    "unplaced",
    "win_regions",
]

NOWHERE = (math.nan, math.nan, math.nan)
NO_CORNERS = np.empty((0, 3))


@dataclass(frozen=True)
class WinRegions:
    """Where each option comes first.

    Attributes
    ----------
    areas : (m,) shares of the region, sum 1.
    polygons : m arrays (n, 3) of corners in order, columns works, people, system; (0, 3) without an area.
    central_weights : (m, 3) mean mix of each polygon; NaN where the area is 0.
    """

    areas: Floats
    polygons: tuple[Floats, ...]
    central_weights: Floats


def win_regions(values: ArrayLike, *, region: ArrayLike | None = None) -> WinRegions:
    """The part of the triangle of mixes in which each option comes first, exactly.

    Parameters
    ----------
    values : (m, 3) value of each option from each perspective (works, people, system), all known.
    region : (n, 3) corners of a convex polygon of mixes, to look at that part only; None for the whole triangle.
        A region without an area (a segment, a point) is shared out by length or by who is first there.

    Returns
    -------
    WinRegions : identical options share the area equally and have the same polygon.

    Raises
    ------
    ValueError : a shape other than (m, 3), or a value that is NaN or infinite, with the option's position.

    Source: Lahdelma and Salminen 2001 (SMAA-2) first-rank acceptability and central weights; the integrals over two
    free weights are areas of convex polygons.
    """
    points = known_values(values).tolist()
    whole = SIMPLEX if region is None else as_polygon(region)
    size = area(whole)
    if size >= LEAST_AREA:
        shares, cells = _cells(points, whole)
    else:
        shares, cells = thin_regions(points, whole, tie=SAME)
    central = np.full((len(points), 3), math.nan)
    polygons = [NO_CORNERS] * len(points)
    placed = [option for option, cell in enumerate(cells) if cell]
    if placed:
        corners = shares_of([point for option in placed for point in cells[option]])
        end = 0
        for option in placed:
            start, end = end, end + len(cells[option])
            polygons[option] = corners[start:end]
        central[placed] = shares_of([area_and_centre(cells[option])[1] for option in placed])
    total = math.fsum(shares) or 1.0
    return WinRegions(np.array(shares) / total, tuple(polygons), central)


def _cells(points: list[list[float]], whole: Polygon) -> tuple[list[float], list[Polygon]]:
    """Area and polygon of each option; the same ones share both."""
    shares, cells = [0.0] * len(points), [[] for _ in points]  # type: tuple[list[float], list[Polygon]]
    groups = identical_groups(points)
    for index, cell in _regions([points[group[0]] for group in groups], whole).items():
        won = area(cell)
        if won >= LEAST_AREA:
            for option in groups[index]:
                shares[option], cells[option] = won / len(groups[index]), cell
    return shares, cells


def unplaced(values: ArrayLike, *, region: ArrayLike | None = None) -> pd.DataFrame:
    """What options that cannot be placed would win if what is not known turned out against, even or for.

    Parameters
    ----------
    values : (m, 3); NaN where a perspective is not known.
    region : as in `win_regions`.

    Returns
    -------
    DataFrame[option, if_against, if_even, if_for] : one row per option with a NaN, `option` its position; shares of
        the mixes in which it would come first against all options placed, with 0, 0.5 or 1 in each of its gaps. NaN
        when no option is placed: there is nothing to compare with.
    """
    rows = some_values(values)
    gaps = np.isnan(rows)
    placed = rows[~gaps.any(axis=1)]
    found = []
    for option in np.flatnonzero(gaps.any(axis=1)):
        shares = [math.nan] * 3
        if len(placed):
            tried = [np.vstack([np.where(gaps[option], guess, rows[option]), placed]) for guess in (0.0, 0.5, 1.0)]
            shares = [float(win_regions(table, region=region).areas[0]) for table in tried]
        found.append((int(option), *shares))
    return pd.DataFrame(found, columns=["option", "if_against", "if_even", "if_for"])


def rank_acceptability(values: ArrayLike) -> Floats:
    """The share of all mixes in which each option takes each rank, exactly.

    Parameters
    ----------
    values : (m, 3), all known.

    Returns
    -------
    (m, m) : rows options, columns ranks from first to last; rows and columns sum to 1. Identical options share the
        ranks they hold together.

    Source: Lahdelma and Salminen 2001, rank acceptability; the triangle is cut by every line on which two options
    draw level, and the pieces are added up by how many options stand above.
    """
    points = known_values(values).tolist()
    groups = identical_groups(points)
    ranks = np.zeros((len(points), len(points)))
    for group in groups:
        rivals = [other for other in groups if other is not group]
        for above, share in _shares_by_rivals_above(points, group[0], rivals):
            ranks[np.ix_(group, range(above, above + len(group)))] += share / len(group)
    return ranks / (ranks.sum(axis=1, keepdims=True) if len(points) else 1)


def _shares_by_rivals_above(points: list[list[float]], option: int, rivals: list[list[int]]) -> list[tuple[int, float]]:
    a, b, c = points[option]
    pieces: list[tuple[Polygon, int]] = [(SIMPLEX, 0)]
    for rival in rivals:
        x, y, z = points[rival[0]]
        line = line_of(a - x, b - y, c - z)
        halves = [(split(piece, line), above) for piece, above in pieces]
        pieces = [(ahead, above) for (ahead, _), above in halves if ahead]
        pieces += [(behind, above + len(rival)) for (_, behind), above in halves if behind]
    return [(above, area(piece)) for piece, above in pieces]


def smaa(values: ArrayLike, weights: ArrayLike) -> Floats:
    """The share of draws in which each option takes each rank.

    Parameters
    ----------
    values : (m, p), or (draws, m, p) when the values are uncertain too; all known.
    weights : (draws, p), 0 or more.

    Returns
    -------
    (m, m) : rows options, columns ranks. Options level within 1e-12 in a draw share their ranks equally.

    Raises
    ------
    ValueError : shapes that do not fit, NaN or infinity in either.

    Source: Lahdelma and Salminen 2001 (SMAA-2).
    """
    table, mix = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    if mix.ndim != 2 or len(mix) == 0 or table.ndim not in (2, 3) or table.shape[-1] != mix.shape[1]:
        raise ValueError(
            f"values (m, p) or (draws, m, p) and weights (draws, p) are needed, got {table.shape}, {mix.shape}"
        )
    if table.ndim == 3 and len(table) != len(mix):
        raise ValueError(f"values and weights must have as many draws, got {len(table)} and {len(mix)}")
    if not np.isfinite(table).all():
        option = int(np.argwhere(~np.isfinite(table))[0][-2])
        raise ValueError(f"the option at position {option} has a value that is not known: leave it out")
    if not np.isfinite(mix).all() or (mix < 0).any():
        raise ValueError("weights must be 0 or more, and finite")
    scores = mix @ table.T if table.ndim == 2 else np.einsum("dmp,dp->dm", table, mix)
    return _rank_counts(scores) / len(scores)


def _rank_counts(scores: Floats) -> Floats:
    """How often each column takes each rank, ties shared."""
    m = scores.shape[1]
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    tied = (ordered[:, :-1] - ordered[:, 1:] <= SAME).any(axis=1)
    places = (order[~tied] * m + np.arange(m)).ravel()
    counts = np.bincount(places, minlength=m * m).reshape(m, m).astype(float)
    for rows in np.array_split(scores[tied], 1 + tied.sum() // 20_000):
        ahead = rows[:, :, None] - rows[:, None, :]
        above, level = (ahead < -SAME).sum(axis=2), (np.abs(ahead) <= SAME).sum(axis=2)
        for size in np.unique(level):
            draw, option = np.nonzero(level == size)
            for step in range(size):
                np.add.at(counts, (option, above[draw, option] + step), 1 / size)
    return counts


def dominance(values: ArrayLike) -> list[tuple[int, int]]:
    """Pairs of options of which the first is at least as good whatever matters most.

    Parameters
    ----------
    values : (m, 3), all known.

    Returns
    -------
    list of (winner, loser), positions: as good on every perspective, better on one. Identical options: no pair.
    """
    rows = known_values(values)
    ahead = rows[:, None, :] - rows[None, :, :]
    wins = (ahead >= -SAME).all(axis=2) & (ahead > SAME).any(axis=2)
    return [(int(winner), int(loser)) for winner, loser in np.argwhere(wins)]


def stochastic_dominance(levels: object) -> list[tuple[int, int]]:
    """Pairs of options of which the first is at least as good however the five levels are spaced.

    Parameters
    ----------
    levels : (m, 3, 5) shares of the five levels; None or NaN for not known.

    Returns
    -------
    list of (winner, loser), positions: on every perspective the winner is at least as likely to reach each level or
        better, and likelier for one. A pair with anything not known is never named.

    Source: first-order stochastic dominance (Hadar and Russell 1969), on each perspective.
    """
    shares = level_array(levels)
    reach = np.cumsum(shares[..., ::-1], axis=-1)[..., :-1].reshape(len(shares), -1)
    ahead = reach[:, None, :] - reach[None, :, :]
    wins = (ahead >= -SAME).all(axis=2) & (ahead > SAME).any(axis=2)
    return [(int(winner), int(loser)) for winner, loser in np.argwhere(wins)]


def identical_groups(points: list[list[float]]) -> list[list[int]]:
    """Positions of options that have the same value on every perspective, in order of first position.

    Parameters
    ----------
    points : m lists of three known values.
    """
    groups: dict[int, list[int]] = {}
    order = sorted(range(len(points)), key=points.__getitem__)
    for place, option in enumerate(order):
        mine, least = points[option], points[option][0] - SAME
        own = [option]
        for other in order[place - 1 :: -1] if place else ():
            if points[other][0] < least:
                break
            if _is_same(mine, points[other]):
                own = groups[other]
                own.append(option)
                break
        groups[option] = own
    return sorted({id(group): sorted(group) for group in groups.values()}.values())


def _is_same(one: list[float], other: list[float]) -> bool:
    return abs(one[0] - other[0]) <= SAME and abs(one[1] - other[1]) <= SAME and abs(one[2] - other[2]) <= SAME


def _regions(points: list[list[float]], whole: Polygon) -> dict[int, Polygon]:
    """The cells of options that differ: they enter one by one, the best on average first, each taking its part.

    A newcomer's cell is bounded only by cells that it cuts or comes near to, so most pairs are never looked at twice.
    """
    near = 1e-9 * max([1.0, *(abs(value) for point in points for value in point)])
    cells: dict[int, Polygon] = {}
    for new in sorted(range(len(points)), key=lambda i: -sum(points[i])):
        a, b, d = points[new]
        own, takes = whole, not cells
        for old, cell in list(cells.items()):
            works, people, system = points[old]
            c = system - d
            p, q = works - a - c, people - b - c
            ahead = [c + p * x + q * y for x, y in cell]
            least = min(ahead)
            if least < 0.0:
                takes = True
                if max(ahead) <= 0.0:
                    del cells[old]
                else:
                    cells[old] = inside(cell, ahead)
            if least <= near and own:
                own = clip(own, (-c, -p, -q))
        if takes and own:
            cells[new] = own
    return cells
