"""How much an answer hangs on single studies: leaving each out, adding one after the other, and what each one pulls."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from integrated.what_works.pooling import PooledEffects, pool
from integrated.what_works.segments import Floats, Integers, checked_effects

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("estimate", "se", "ci_lb", "ci_ub", "tau2")


def leave_one_out(yi: ArrayLike, vi: ArrayLike, **pool_options: Any) -> "pd.DataFrame":
    """The average without each study in turn.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances
    pool_options : method, test, level and predict, as in `pool`

    Returns
    -------
    DataFrame
        n rows in the order of the input, columns estimate, se, ci_lb, ci_ub, tau2; NaN if there is only one study.

    Raises
    ------
    ValueError
        As `pool`.
    """
    effects, variances = checked_effects(yi, vi)
    return frame(without_each(effects, variances, pool_options), len(effects))


def without_each(yi: Floats, vi: Floats, pool_options: dict[str, Any]) -> PooledEffects:
    """One pooled group per study left out, in one call; no group at all if there is one study."""
    k = len(yi)
    rows = np.tile(np.arange(k), k)
    left_out = np.repeat(np.arange(k), k)
    kept = rows != left_out
    return pool_parts(yi, vi, rows[kept], left_out[kept], pool_options)


def pool_parts(yi: Floats, vi: Floats, rows: Integers, parts: Integers, options: dict[str, Any]) -> PooledEffects:
    """Pool several subsets of the same effects in one ragged call: `parts` labels the rows named by `rows`."""
    if "groups" in options:
        raise ValueError("groups cannot be combined with this: call it once per group")
    return pool(yi[rows], vi[rows], groups=parts, **options)


def frame(pooled: PooledEffects, rows: int) -> "pd.DataFrame":
    """The columns that people look at, NaN in every row if there was nothing to pool."""
    import pandas as pd

    columns = {name: getattr(pooled, name) for name in COLUMNS}
    if len(pooled.k) < rows:
        columns = {name: np.full(rows, np.nan) for name in COLUMNS}
    return pd.DataFrame(columns)


def cumulative(yi: ArrayLike, vi: ArrayLike, order: ArrayLike, **pool_options: Any) -> "pd.DataFrame":
    """The average after each study, as studies are added one after the other.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances
    order : n positions, the order in which studies are added (`numpy.argsort(year)`); or n values to sort by, such
        as years, equal ones staying in the order of the input. A permutation of 0 … n − 1 is read as positions
    pool_options : method, test, level and predict, as in `pool`

    Returns
    -------
    DataFrame
        n rows in the order of adding, indexed by the position of the study added; columns estimate, se, ci_lb,
        ci_ub, tau2.

    Raises
    ------
    ValueError
        As `pool`; an `order` that is not n numbers.
    """
    effects, variances = checked_effects(yi, vi)
    k = len(effects)
    added = positions(order, k)
    steps, rows = np.tril_indices(k)
    table = frame(pool_parts(effects, variances, added[rows], steps, pool_options), k)
    table.index = added
    return table.rename_axis("added")


def positions(order: ArrayLike, rows: int) -> Integers:
    """Positions in the order of adding, from positions or from values to sort by."""
    values = np.asarray(order)
    if values.shape != (rows,):
        raise ValueError(f"order must hold one value per study ({rows}), got an array of shape {values.shape}")
    if values.dtype.kind in "fOUS" and any(value is None or value != value for value in values.tolist()):
        raise ValueError("order must not have empty values: leave those studies out or give them a place")
    if values.dtype.kind in "iu" and np.array_equal(np.sort(values), np.arange(rows)):
        return values.astype(np.int64)
    return np.argsort(values, kind="stable")


def influence(yi: ArrayLike, vi: ArrayLike) -> "pd.DataFrame":
    """What each study pulls, in a REML model.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances

    Returns
    -------
    DataFrame
        n rows in the order of the input: rstudent (distance of the effect from the average of the others, in its
        standard error), dffits (change of the average when the study is left out, in standard errors), cook_d (the
        same change squared, in the variance of the whole), cov_r (variance without it over variance with it), hat
        (leverage), weight_pct. NaN where leaving the only study out leaves nothing.

    Source: Viechtbauer and Cheung (2010), Research Synthesis Methods 1, 112.
    """
    import pandas as pd

    effects, variances = checked_effects(yi, vi)
    whole = pool(effects, variances, test="z")
    others = frame(without_each(effects, variances, {"test": "z"}), len(effects))
    estimate, se, tau2 = (others[name].to_numpy() for name in ("estimate", "se", "tau2"))
    hat = whole.weights / 100
    change = whole.estimate - estimate
    return pd.DataFrame(
        {
            "rstudent": (effects - estimate) / np.sqrt(variances + tau2 + se**2),
            "dffits": change / np.sqrt(hat * (variances + tau2)),
            "cook_d": (change / whole.se) ** 2,
            "cov_r": (se / whole.se) ** 2,
            "hat": hat,
            "weight_pct": whole.weights,
        }
    )
