"""One average effect per group of studies, with its interval, its range in a new place, and how much studies differ."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from integrated.what_works.heterogeneity import cochran_q, tau2_dl, tau2_interval, tau2_pm, tau2_reml, weigh
from integrated.what_works.segments import (
    Floats,
    Grouping,
    Integers,
    Segments,
    checked_effects,
    checked_level,
    grouping,
    segments,
)

if TYPE_CHECKING:
    import pandas as pd

METHODS = ("EE", "DL", "PM", "REML")
TESTS = ("z", "knha", "adhoc")
PREDICTIONS = ("HTS", "metafor")
BLOCK_ROWS = 16_000  # arrays of 128 kB stay in cache; larger ones get fresh memory on each use, at half the speed


@dataclass(frozen=True, eq=False)
class PooledEffects:
    """Pooled effects: arrays of g, one entry per group in first-seen order; `weights` has n, one per study.

    Parameters
    ----------
    group : labels of the groups
    k : studies in the group
    estimate, se, ci_lb, ci_ub : average effect, its standard error and interval, in the unit of the effects
    pi_lb, pi_ub : prediction interval, NaN where it is not defined
    tau2, tau2_ci_lb, tau2_ci_ub : variance between studies and its Q-profile interval (the same for every method;
        NaN for a single study); worked out when first read, as it costs more than all the rest
    i2, h2 : share of the variance that lies between studies, in percent; total variance in units of the typical one
    q, q_df, q_p : Cochran's Q, its degrees of freedom and p value
    converged : whether τ² was found
    weights : weight of each study within its group, in percent, in the order of the input (n)
    """

    group: NDArray[np.generic]
    k: Integers
    estimate: Floats
    se: Floats
    ci_lb: Floats
    ci_ub: Floats
    pi_lb: Floats
    pi_ub: Floats
    tau2: Floats
    tau2_ci_lb: Floats = field(init=False)
    tau2_ci_ub: Floats = field(init=False)
    i2: Floats
    h2: Floats
    q: Floats
    q_df: Integers
    q_p: Floats
    converged: NDArray[np.bool_]
    weights: Floats

    def __getattr__(self, name: str) -> Any:
        # Reached only while the τ² interval is not there yet: pooling 1,000 groups takes 1 ms, their intervals 3 more.
        if name not in ("tau2_ci_lb", "tau2_ci_ub") or "_profile" not in self.__dict__:
            raise AttributeError(name)
        lower, upper, q = profile_interval(*self.__dict__["_profile"])
        if not np.array_equal(q, self.q):
            raise ValueError(
                "the arrays given to pool have been changed since: pool them again to read the τ² interval"
            )
        object.__setattr__(self, "tau2_ci_lb", lower)
        object.__setattr__(self, "tau2_ci_ub", upper)
        return self.__dict__[name]

    def to_frame(self) -> "pd.DataFrame":
        """One row per group, every field but `weights` a column."""
        import pandas as pd

        names = [name for name in self.__dataclass_fields__ if name != "weights"]
        return pd.DataFrame({name: getattr(self, name) for name in names})


def pool(
    yi: ArrayLike,
    vi: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    method: str = "REML",
    test: str = "adhoc",
    level: float = 0.95,
    predict: str = "HTS",
) -> PooledEffects:
    """Average effects of many groups of studies in one call.

    Parameters
    ----------
    yi, vi : arrays of n, effects and their sampling variances (above 0)
    groups : None, or labels of n in any order: one average per label
    method : "EE" (equal effects), "DL", "PM" or "REML": the estimator of the variance between studies
    test : "z", "knha" (Hartung–Knapp: t with k − 1) or "adhoc" (Hartung–Knapp, never narrower than its factor 1)
    level : confidence level of all intervals
    predict : "HTS" (t with k − 2, from 3 studies on) or "metafor" (same reference distribution as the interval)

    Returns
    -------
    PooledEffects
        g rows. A single study is returned as it is: τ² = 0, z interval, no prediction interval. Equal effects has no
        prediction interval either. For "EE", I² and H² come from Q, as τ² is 0 by definition.

    Raises
    ------
    ValueError
        Unequal lengths, NaN or infinite values, variances not above 0 (the first bad position is named), `level`
        outside (0, 1), unknown method, test or predict.

    Source: Viechtbauer (2010), J Stat Softw 36(3); Hartung and Knapp (2001), Stat Med 20, 3875; Higgins, Thompson and
    Spiegelhalter (2009), J R Stat Soc A 172, 137.
    """
    effects, variances = checked_effects(yi, vi)
    for name, value, known in (("method", method, METHODS), ("test", test, TESTS), ("predict", predict, PREDICTIONS)):
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
    level = checked_level(level)
    groups_of = grouping(groups, len(effects))
    if groups_of.order is not None:
        effects, variances = effects[groups_of.order], variances[groups_of.order]
    fits, weights = [], np.empty(len(effects))
    for _, of_rows, rows, unit in blocks(groups_of, effects, variances):
        fits.append(fit_block(rows, unit, method, weights[of_rows]))
    if groups_of.order is not None:
        unsorted = np.empty_like(weights)
        unsorted[groups_of.order] = weights
        weights = unsorted
    return pooled_effects(
        groups_of, fits, weights, (effects, variances), method=method, test=test, level=level, predict=predict
    )


def blocks(groups_of: Grouping, yi: Floats, vi: Floats) -> Iterator[tuple[slice, slice, Segments, Floats]]:
    """Whole groups in blocks of about BLOCK_ROWS rows: which groups, which rows, the rows, and their unit (g).

    Squares and cubes of weights overflow if variances are far from 1 by more than 1e60: then each group is measured
    in its smallest standard error, rounded to a power of 2 so that nothing is lost.
    """
    if not len(vi):
        return
    extreme = not (vi.min() > 1e-60 and vi.max() < 1e60)
    ends = groups_of.starts + groups_of.counts
    parts = -(-len(vi) // BLOCK_ROWS)
    cuts = np.unique(np.searchsorted(ends, len(vi) * np.arange(1, parts + 1) // parts) + 1)
    first = 0
    for last in cuts.tolist():
        row = int(groups_of.starts[first])
        which, of_rows = slice(first, last), slice(row, int(ends[last - 1]))
        starts, counts = groups_of.starts[which] - row, groups_of.counts[which]
        some_yi, some_vi, unit = yi[of_rows], vi[of_rows], np.ones(last - first)
        if extreme:
            half = np.frexp(np.sqrt(np.minimum.reduceat(some_vi, starts)))[1]
            unit, per_row = np.ldexp(unit, half), np.repeat(half, counts)
            with np.errstate(over="ignore"):
                some_yi, some_vi = np.ldexp(some_yi, -per_row), np.ldexp(some_vi, -2 * per_row)
        yield which, of_rows, segments(some_yi, some_vi, starts, counts), unit
        first = last


@dataclass(frozen=True, eq=False)
class Fit:
    """What one block of groups gives before any test or interval, in the unit (g) it was measured in."""

    unit: Floats
    mean: Floats
    total: Floats
    tau2: Floats
    q: Floats
    trace: Floats
    q_at_tau2: Floats
    converged: NDArray[np.bool_]


def fit_block(rows: Segments, unit: Floats, method: str, shares: Floats) -> Fit:
    """Fit the groups of one block; percent weights go into `shares` (n)."""
    tau2, converged = np.zeros(len(rows.counts)), np.ones(len(rows.counts), dtype=bool)
    at = weigh(rows)
    q, trace = cochran_q(rows, at), at.trace(rows)
    if method == "DL":
        tau2 = tau2_dl(rows, q, trace)
    elif method == "PM":
        tau2, converged = tau2_pm(rows)
    elif method == "REML":
        tau2, converged = tau2_reml(rows)
    q_at_tau2 = q
    if tau2.any():
        at = weigh(rows, tau2)
        q_at_tau2 = cochran_q(rows, at)
    np.multiply(at.weights, rows.spread(100 / at.total), out=shares)
    return Fit(unit, rows.anchors + at.mean, at.total, tau2, q, trace, q_at_tau2, converged)


def pooled_effects(
    groups_of: Grouping,
    fits: list[Fit],
    weights: Floats,
    sorted_rows: tuple[Floats, Floats],
    *,
    method: str,
    test: str,
    level: float,
    predict: str,
) -> PooledEffects:
    """Tests, intervals and measures of heterogeneity of all groups, from the fits of their blocks."""
    fit = gathered(fits)
    k, df = groups_of.counts, groups_of.counts - 1
    single = df == 0
    i2, h2 = heterogeneity_share(fit, df, method)
    variance = 1 / fit.total
    if test != "z":
        factor = np.where(single, 1, fit.q_at_tau2 / np.maximum(df, 1))
        variance = variance * (np.maximum(factor, 1) if test == "adhoc" else factor)
    table = two_sided_quantiles(df, level)
    quantile = table[df] if test != "z" else table[0]
    reach = quantile * np.sqrt(variance) * fit.unit
    ahead = new_place_quantile(quantile, table, df, method, predict) * np.sqrt(fit.tau2 + variance) * fit.unit
    estimate = fit.mean * fit.unit
    pooled = PooledEffects(
        group=groups_of.labels,
        k=k,
        estimate=estimate,
        se=np.sqrt(variance) * fit.unit,
        ci_lb=estimate - reach,
        ci_ub=estimate + reach,
        pi_lb=estimate - ahead,
        pi_ub=estimate + ahead,
        tau2=fit.tau2 * fit.unit * fit.unit,
        i2=i2,
        h2=h2,
        q=fit.q,
        q_df=df,
        q_p=np.where(single, 1, special.chdtrc(np.maximum(df, 1), fit.q)),
        converged=fit.converged,
        weights=weights,
    )
    object.__setattr__(pooled, "_profile", (groups_of, *sorted_rows, level))
    return pooled


def gathered(fits: list[Fit]) -> Fit:
    """The fits of all blocks as one."""
    if len(fits) == 1:
        return fits[0]
    if not fits:
        nothing = np.zeros(0)
        return Fit(nothing, nothing, nothing, nothing, nothing, nothing, nothing, np.zeros(0, dtype=bool))
    return Fit(*(np.concatenate([getattr(fit, name) for fit in fits]) for name in Fit.__annotations__))


def heterogeneity_share(fit: Fit, df: Integers, method: str) -> tuple[Floats, Floats]:
    """I² in percent and H² (g each): from τ², and for equal effects, where τ² is 0 by definition, from Q."""
    if method == "EE":
        excess = np.maximum(fit.q - df, 0)
        return 100 * excess / np.where(excess > 0, fit.q, 1), np.where(df > 0, fit.q / np.maximum(df, 1), 1)
    typical = np.where(df > 0, df, 1) / np.where(df > 0, fit.trace, 1)
    return 100 * fit.tau2 / (fit.tau2 + typical), 1 + fit.tau2 / typical


def new_place_quantile(quantile: Floats, table: Floats, df: Integers, method: str, predict: str) -> Floats:
    """What the spread of effects is multiplied by to reach the ends of the prediction interval (g), NaN for none."""
    if method == "EE":
        return np.full(len(df), np.nan)
    if predict == "metafor":
        return np.where(df > 0, quantile, np.nan)
    return np.where(df > 1, table[df - 1], np.nan)


def two_sided_quantiles(df: Integers, level: float) -> Floats:
    """Two-sided quantiles of t by degrees of freedom, of the normal at 0: those of `df` (g) and of one less."""
    used = np.bincount(df) > 0  # one t quantile costs as much as 50 divisions: one per df, not per group
    used[:-1] |= used[1:]
    present = np.flatnonzero(used)
    tail = (1 - level) / 2
    table = np.full(max(len(used), 1), -special.ndtri(tail))
    table[present] = np.where(present > 0, -special.stdtrit(np.maximum(present, 1), tail), table[0])
    return table


def profile_interval(groups_of: Grouping, yi: Floats, vi: Floats, level: float) -> tuple[Floats, Floats, Floats]:
    """Q-profile interval of τ² and Q for every group (three arrays of g); rows already in group order."""
    lower, upper, q = (np.empty(len(groups_of.counts)) for _ in range(3))
    for which, _, rows, unit in blocks(groups_of, yi, vi):
        bounds = tau2_interval(rows, level)
        lower[which], upper[which] = bounds[0] * unit * unit, bounds[1] * unit * unit
        q[which] = cochran_q(rows, weigh(rows))
    return lower, upper, q
