"""What would change who comes first: a level, a weight, the spacing of the levels, or knowing more."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from integrated.weighing.judgement import SPACING
from integrated.weighing.judgement import values as values_of
from integrated.weighing.matrix import SAME, Floats, known_values, level_array, mixes
from integrated.weighing.perspective import PERSPECTIVES

FLIP_COLUMNS = ["person", "kind", "option", "perspective", "towards", "change", "becomes_first"]
WEIGHT_COLUMNS = ["w_works", "w_people", "w_system"]
SPACINGS = 2000
# Middles of this many rows of equal small triangles stand for all mixes: 400 mixes.
NET_ROWS = 20
ROWS_AT_ONCE = 200


def flips(values: ArrayLike, weights: ArrayLike) -> pd.DataFrame:
    """The smallest changes of one level, or of the weights, at which another option draws level with the first.

    Parameters
    ----------
    values : (m, 3) between 0 and 1, all known.
    weights : (3,) shares of one person, or (n, 3) of several.

    Returns
    -------
    DataFrame[person, kind, option, perspective, towards, change, becomes_first, w_works, w_people, w_system] : per
        person (row of weights, from 0), the smallest changes first.
        kind "level": the value of `option` from `perspective` moves by `change` (0.25 is one level; a fall of the
        first or a rise of another), and any more makes `becomes_first` first.
        kind "weight": moving `change` (a share) of the weight, most of it from `perspective`, to `towards` does so,
        and the last three columns hold the weights then. A change that would leave 0 to 1 is not listed; options
        level from the start need a change of 0.

    Raises
    ------
    ValueError : as `win_regions` for values; shares that do not add up to 1.
    """
    rows = known_values(values)
    found: list[tuple[Any, ...]] = []
    for person, mix in enumerate(mixes(weights)):
        if len(rows) > 1:
            by_size = sorted(_level_flips(rows, mix) + _weight_flips(rows, mix), key=lambda flip: abs(flip[4]))
            found += [(person, *flip) for flip in by_size]
    return pd.DataFrame(found, columns=FLIP_COLUMNS + WEIGHT_COLUMNS)


def _level_flips(rows: Floats, mix: Floats) -> list[tuple[Any, ...]]:
    scores = rows @ mix
    first = int(np.argmax(scores))
    second = int(np.argmax(np.where(np.arange(len(rows)) == first, -np.inf, scores)))
    found: list[tuple[Any, ...]] = []
    for option in range(len(rows)):
        gap = scores[first] - scores[second if option == first else option]
        for k in range(3):
            if mix[k] <= 0:
                continue
            change = (-gap if option == first else gap) / mix[k]
            if -SAME <= rows[option, k] + change <= 1 + SAME:
                becomes = second if option == first else option
                found.append(("level", option, PERSPECTIVES[k], None, float(change), becomes, *mix.tolist()))
    return found


def _weight_flips(rows: Floats, mix: Floats) -> list[tuple[Any, ...]]:
    """For each rival: weight taken where the first is furthest ahead, put where it is least so. No move is smaller."""
    first = int(np.argmax(rows @ mix))
    found: list[tuple[Any, ...]] = []
    for rival in range(len(rows)):
        ahead = rows[first] - rows[rival]
        gap, least = float(ahead @ mix), int(np.argmin(ahead))
        if rival == first or ahead[least] > 0:
            continue
        then, moved, most = mix.copy(), 0.0, (0.0, int(np.argmax(ahead)))
        for source in np.argsort(-ahead, kind="stable"):
            per_share = ahead[source] - ahead[least]
            if source == least or per_share <= 0 or gap <= 0:
                continue
            step = min(float(mix[source]), gap / per_share)
            then[source] -= step
            then[least] += step
            moved, gap, most = moved + step, gap - step * per_share, max(most, (step, int(source)))
        source_name = PERSPECTIVES[most[1]]
        found.append(("weight", rival, source_name, PERSPECTIVES[least], moved, rival, *np.clip(then, 0, 1).tolist()))
    return found


def information_value(levels: Any, weights: ArrayLike, *, spacing: Sequence[float] = SPACING) -> pd.DataFrame:
    """How much better the choice could be expected to be if one perspective were known for certain.

    E max over options of [V·w + w_p (X_p − V_p)] − max over options of V·w, where X_p is the level an option really
    has from perspective p; options independent, levels undiscounted, mean over people.

    Parameters
    ----------
    levels : (m, 3, 5) shares, all known.
    weights : (3,) or (n, 3) shares.
    spacing : what each level is worth.

    Returns
    -------
    DataFrame[perspective, value] : three rows; 0.25 is worth one level. 0 where nothing that could be found out would
        change who is first.

    Raises
    ------
    ValueError : an option with a perspective that is not known, by position; shapes that do not fit.

    Source: expected value of perfect (partial) information, Raiffa and Schlaifer 1961.
    """
    shares = level_array(levels)
    if shares.ndim != 3 or shares.shape[1] != 3:
        raise ValueError(f"levels must have the shape (options, 3, 5), got {shares.shape}")
    worth = np.asarray(spacing, dtype=float)
    value = known_values(values_of(shares, spacing=spacing))
    people = mixes(weights)
    gains = np.full(3, np.nan)
    if len(people) and len(value):
        scores = people @ value.T
        best = scores.max(axis=1)
        for k in range(3):
            reached = scores[:, :, None] + people[:, k, None, None] * (worth - value[:, k, None])
            gains[k] = float((_expected_best(reached, shares[:, k]) - best).mean())
    return pd.DataFrame({"perspective": list(PERSPECTIVES), "value": np.clip(gains, 0.0, None)})


def _expected_best(reached: Floats, chances: Floats) -> Floats:
    """E max of independent options: reached (n, m, 5) with chances (m, 5), for each of n people."""
    found = np.empty(len(reached))
    for start in range(0, len(reached), ROWS_AT_ONCE):
        part = reached[start : start + ROWS_AT_ONCE]
        points = np.sort(part.reshape(len(part), -1), axis=1)
        below = part[:, None, :, :] <= points[:, :, None, None] + SAME
        all_below = np.prod((below * chances).sum(axis=3), axis=2)
        found[start : start + ROWS_AT_ONCE] = (points * np.diff(all_below, axis=1, prepend=0.0)).sum(axis=1)
    return found


def spacing_check(levels: Any, *, spacings: int = SPACINGS, seed: int = 0) -> pd.DataFrame:
    """How far the picture depends on what the five levels are worth: many rising spacings are tried.

    Parameters
    ----------
    levels : (m, 3, 5) shares, all known.
    spacings : how many, drawn evenly among those that rise from 0 to 1.
    seed : of the generator.

    Returns
    -------
    DataFrame[option, lowest, usual, highest, most_often] : per option the smallest and largest share of the mixes it
        comes first in, the share with even spacing, and the share of spacings under which no other comes first more
        often. Shares are counted on 400 mixes.

    Raises
    ------
    ValueError : an option with a perspective that is not known, by position.
    """
    shares = level_array(levels)
    if shares.ndim != 3 or shares.shape[1] != 3:
        raise ValueError(f"levels must have the shape (options, 3, 5), got {shares.shape}")
    known_values(values_of(shares))
    inner = np.sort(np.random.default_rng(seed).random((spacings, 3)), axis=1)
    tried = np.hstack([np.zeros((spacings, 1)), inner, np.ones((spacings, 1))])
    wins = _wins(np.einsum("mpl,sl->spm", shares, np.vstack([np.array(SPACING), tried])))
    most = wins[1:] >= wins[1:].max(axis=1, keepdims=True) - SAME
    return pd.DataFrame(
        {
            "option": np.arange(len(shares)),
            "lowest": wins[1:].min(axis=0),
            "usual": wins[0],
            "highest": wins[1:].max(axis=0),
            "most_often": most.mean(axis=0),
        }
    )


def _net() -> Floats:
    """The middles of equal small triangles."""
    n = NET_ROWS
    up = [(3 * i + 1, 3 * j + 1, 3 * (n - i - j) - 2) for i in range(n) for j in range(n - i)]
    down = [(3 * i + 2, 3 * j + 2, 3 * (n - i - j) - 4) for i in range(n - 1) for j in range(n - 1 - i)]
    return np.array(up + down) / (3 * n)


NET = _net()


def _wins(value: Floats) -> Floats:
    """Shares of the mixes, (spacings, m), from values (spacings, 3, m); options level in a mix share it."""
    found = np.empty((len(value), value.shape[2]))
    for start in range(0, len(value), ROWS_AT_ONCE):
        scores = NET @ value[start : start + ROWS_AT_ONCE]
        first = scores >= scores.max(axis=2, keepdims=True) - SAME
        found[start : start + ROWS_AT_ONCE] = (first / first.sum(axis=2, keepdims=True)).mean(axis=1)
    return found
