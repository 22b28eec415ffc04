"""The matrix behind the weighing: options in rows, the three perspectives in columns, checked on entry."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from integrated.weighing.perspective import PERSPECTIVES

Floats = NDArray[np.float64]
LEVELS = 5
# Two options closer than this on every perspective are the same: the same levels reached by other sums.
SAME = 1e-12


def known_values(values: ArrayLike) -> Floats:
    """The values as an (m, 3) array, every one known.

    Parameters
    ----------
    values : (m, 3) array or nested list.

    Raises
    ------
    ValueError : another shape; a NaN or infinity, naming the option's position (from 0) and the perspective.
    """
    rows = np.asarray(values, dtype=float)
    if rows.ndim == 2 and rows.shape[1] == 3 and np.isfinite(rows.sum()):
        return rows
    rows = some_values(rows)
    for option, perspective in np.argwhere(~np.isfinite(rows))[:1]:
        raise ValueError(
            f"the option at position {option} has no value for {PERSPECTIVES[perspective]} "
            f"(got {rows[option, perspective]}): leave it out, and show it with unplaced()"
        )
    return rows


def some_values(values: ArrayLike) -> Floats:
    """The values as an (m, 3) array in which NaN stands for not known.

    Parameters
    ----------
    values : (m, 3) array or nested list; nothing at all counts as no options.

    Raises
    ------
    ValueError : another shape, or an infinity.
    """
    rows = np.asarray(values, dtype=float)
    if rows.size == 0:
        return np.empty((0, 3))
    if rows.ndim != 2 or rows.shape[1] != 3:
        raise ValueError(f"values must have the shape (options, 3), got {rows.shape}")
    if np.isinf(rows).any():
        raise ValueError(f"values must be finite, got {rows[np.isinf(rows)][0]}")
    return rows


def level_array(levels: Any) -> Floats:
    """Levels as an array whose last axis holds five shares; NaN throughout for not known.

    Parameters
    ----------
    levels : five shares, None, or nested lists, tuples and arrays of them, of equal lengths.

    Returns
    -------
    array (..., 5).

    Raises
    ------
    ValueError : shares below 0, a sum other than 1, or a length other than 5.
    """
    plain = isinstance(levels, np.ndarray) and levels.dtype != object
    try:
        array = np.array(levels if plain else _nested(levels), dtype=float)
    except TypeError as error:
        raise ValueError(f"levels must be numbers: {error}") from None
    except ValueError as error:
        raise ValueError(str(error) if "levels" in str(error) else "levels must be rows of equal length") from None
    if array.shape[-1:] != (LEVELS,):
        raise ValueError(f"levels must be five shares in the last axis, got shape {array.shape}")
    known = ~np.isnan(array).all(axis=-1)
    shares = array[known]
    wrong = (shares < -1e-9).any(axis=-1) | ~(np.abs(shares.sum(axis=-1) - 1) <= 1e-6)
    if wrong.any():
        raise ValueError(f"levels must be five shares of 0 or more that add up to 1, got {shares[wrong][0].tolist()}")
    return array


def _nested(levels: Any) -> Any:
    if levels is None:
        return [np.nan] * LEVELS
    items = list(levels) if isinstance(levels, Iterable) and not isinstance(levels, str) else []
    if not items:
        raise ValueError(f"levels must be five shares or None, got {levels!r:.80}")
    if not any(item is None or isinstance(item, Iterable) for item in items):
        if len(items) != LEVELS:
            raise ValueError(f"levels must be {LEVELS} shares, got {len(items)}: {items!r:.80}")
        return items
    return [_nested(item) for item in items]


def mixes(weights: ArrayLike) -> Floats:
    """Weights as an (n, 3) array of shares, one row per person.

    Parameters
    ----------
    weights : (n, 3), or (3,) for one person; None or empty for nobody.

    Raises
    ------
    ValueError : another shape, a share below 0 or not finite, or a row that does not add up to 1 (within 0.005).
    """
    rows = np.empty((0, 3)) if weights is None else np.atleast_2d(np.asarray(weights, dtype=float))
    if rows.size == 0:
        return np.empty((0, 3))
    if rows.ndim != 2 or rows.shape[1] != 3:
        raise ValueError(f"weights must have the shape (people, 3), got {rows.shape}")
    wrong = ~np.isfinite(rows).all(axis=1) | (rows < 0).any(axis=1) | (np.abs(rows.sum(axis=1) - 1) > 0.005)
    if wrong.any():
        raise ValueError(f"weights must be shares of 0 or more that add up to 1, got {rows[wrong][0].tolist()}")
    return rows / rows.sum(axis=1, keepdims=True)
