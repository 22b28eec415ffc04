"""Standardised effect sizes: how to get them from what studies print, and how to say what they mean.

Every function takes numbers or arrays (broadcast against one another) and gives a float for numbers, an array else.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.segments import Floats, checked_level

LOGISTIC_SD = np.pi / np.sqrt(3)  # standard deviation of the logistic distribution
COX = 1.65
LARGEST_USUAL_EFFECT = 2.0
SMALLEST_SE_SHARE, LARGEST_SE_TIMES = 0.8, 4.0


def smd_from_means(
    mean_1: ArrayLike,
    mean_2: ArrayLike,
    sd_1: ArrayLike,
    sd_2: ArrayLike,
    n_1: ArrayLike,
    n_2: ArrayLike,
    *,
    corrected: bool = True,
) -> float | Floats:
    """Standardised mean difference of group 1 less group 2, over the pooled standard deviation.

    Parameters
    ----------
    mean_1, mean_2, sd_1, sd_2, n_1, n_2 : means, standard deviations (above 0) and people of the two groups
    corrected : multiply by `hedges_correction` (Hedges' g); False gives Cohen's d

    Raises
    ------
    ValueError
        A standard deviation not above 0, or fewer than 2 people in a group.

    Source: Hedges (1981), J Educ Stat 6, 107.
    """
    m1, m2, s1, s2, n1, n2 = (np.asarray(value, dtype=float) for value in (mean_1, mean_2, sd_1, sd_2, n_1, n_2))
    require(s1, s1 > 0, "sd_1 must be above 0")
    require(s2, s2 > 0, "sd_2 must be above 0")
    require(n1, n1 >= 2, "n_1 must be at least 2")
    require(n2, n2 >= 2, "n_2 must be at least 2")
    df = n1 + n2 - 2
    d = (m1 - m2) / np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df)
    return plain(d * hedges_correction(df) if corrected else d)


def hedges_correction(df: ArrayLike) -> float | Floats:
    """Factor that takes the small-sample bias off Cohen's d: Γ(df/2) / (√(df/2) Γ((df−1)/2)), `df` = n₁ + n₂ − 2.

    Source: Hedges (1981), J Educ Stat 6, 107, the exact form.
    """
    m = np.asarray(df, dtype=float)
    require(m, m > 1, "df must be above 1")
    small = np.minimum(m, 200)
    exact = special.gamma(small / 2) / (np.sqrt(small / 2) * special.gamma((small - 1) / 2))
    # Γ overflows for many people and differences of its logarithm lose digits: the series is exact to 1e-16 there.
    x = np.maximum(m, 200) / 2
    series = 1 - 3 / (8 * x) - 7 / (128 * x**2) - 9 / (1024 * x**3) + 59 / (32768 * x**4) + 483 / (262144 * x**5)
    return plain(np.where(m <= 200, exact, series))


def smd_variance(g: ArrayLike, n_1: ArrayLike, n_2: ArrayLike) -> float | Floats:
    """Large-sample variance of a standardised mean difference: 1/n₁ + 1/n₂ + g²/(2(n₁ + n₂)).

    Source: Hedges (1982), Psych Bull 92, 490; metafor's `vtype="LS"`.
    """
    n1, n2 = np.asarray(n_1, dtype=float), np.asarray(n_2, dtype=float)
    require(n1, n1 > 0, "n_1 must be above 0")
    require(n2, n2 > 0, "n_2 must be above 0")
    return plain(1 / n1 + 1 / n2 + np.asarray(g, dtype=float) ** 2 / (2 * (n1 + n2)))


def odds_ratio_to_d(odds_ratio: ArrayLike, method: str = "logistic") -> float | Floats:
    """Odds ratio as a standardised mean difference: ln OR · √3/π ("logistic") or ln OR / 1.65 ("cox").

    Source: Hasselblad and Hedges (1995), Psych Bull 117, 167; Cox and Snell (1989), Analysis of Binary Data.
    """
    ratio = np.asarray(odds_ratio, dtype=float)
    require(ratio, ratio > 0, "odds_ratio must be above 0")
    return plain(np.log(ratio) / log_odds_per_d(method))


def d_to_odds_ratio(d: ArrayLike, method: str = "logistic") -> float | Floats:
    """Standardised mean difference as an odds ratio, the inverse of `odds_ratio_to_d`."""
    return plain(np.exp(np.asarray(d, dtype=float) * log_odds_per_d(method)))


def log_odds_per_d(method: str) -> float:
    """Log odds per standard deviation: π/√3 (logistic) or 1.65 (Cox)."""
    factors = {"logistic": float(LOGISTIC_SD), "cox": COX}
    if method not in factors:
        raise ValueError(f"method must be one of logistic, cox, got {method!r}")
    return factors[method]


def r_to_z(r: ArrayLike) -> float | Floats:
    """Fisher's z of a correlation; its variance is 1/(n − 3)."""
    return plain(np.arctanh(checked_correlation(r)))


def r_to_d(r: ArrayLike) -> float | Floats:
    """Standardised mean difference of a correlation, groups of equal size: 2r/√(1 − r²)."""
    r = checked_correlation(r)
    return plain(2 * r / np.sqrt((1 - r) * (1 + r)))


def checked_correlation(r: ArrayLike) -> Floats:
    """Correlations as floats, each inside (−1, 1); ValueError names the first that is not."""
    values = np.asarray(r, dtype=float)
    require(values, np.abs(values) < 1, "r must lie in (-1, 1)")
    return values


def cles(d: ArrayLike) -> float | Floats:
    """Chance that a random person of group 1 scores above one of group 2: Φ(d/√2). Source: McGraw and Wong (1992)."""
    return plain(special.ndtr(np.asarray(d, dtype=float) / np.sqrt(2)))


def u3(d: ArrayLike) -> float | Floats:
    """Share of group 2 that the average person of group 1 scores above: Φ(d). Source: Cohen (1977)."""
    return plain(special.ndtr(np.asarray(d, dtype=float)))


def overlap(d: ArrayLike) -> float | Floats:
    """Share that the two groups' normal distributions have in common: 2Φ(−|d|/2)."""
    return plain(2 * special.ndtr(-np.abs(np.asarray(d, dtype=float)) / 2))


def improvement_index(g: ArrayLike) -> float | Floats:
    """Percentile points the average person would move up: 100·Φ(g) − 50. Source: What Works Clearinghouse."""
    return plain(50 * special.erf(np.asarray(g, dtype=float) / np.sqrt(2)))


def risk_with(g: ArrayLike, baseline: ArrayLike, *, wanted: bool) -> float | Floats:
    """Share with the event if the option is offered, from the share without it.

    Parameters
    ----------
    g : effect towards benefit (+ = better), a standardised mean difference
    baseline : share with the same event over the same period without the option, in (0, 1)
    wanted : True if the event is wanted (a job), False if it is not (homelessness)

    Raises
    ------
    ValueError
        If a baseline does not lie in (0, 1).
    """
    share = np.asarray(baseline, dtype=float)
    require(share, (share > 0) & (share < 1), "baseline must lie in (0, 1)")
    shift = np.asarray(g, dtype=float) * LOGISTIC_SD
    return plain(special.expit(special.logit(share) + (shift if wanted else -shift)))


def nnt(g: ArrayLike, baseline: ArrayLike, *, wanted: bool) -> float | Floats:
    """How many people must be offered the option for one more to do better; negative: for one more to do worse.

    Parameters as in `risk_with`; infinite where the option makes no difference.
    """
    share = np.asarray(baseline, dtype=float)
    require(share, (share > 0) & (share < 1), "baseline must lie in (0, 1)")
    shift = np.asarray(g, dtype=float) * LOGISTIC_SD
    growth = np.expm1(shift if wanted else -shift)  # of the odds; a difference of two risks would lose digits near 0
    gain = share * (1 - share) * growth / (1 + share * growth)
    gain = gain if wanted else -gain
    return plain(np.where(gain == 0, np.inf, 1 / np.where(gain == 0, 1, gain)))


def se_from_ci(lower: ArrayLike, upper: ArrayLike, level: float = 0.95, log: bool = False) -> float | Floats:
    """Standard error from the ends of a normal interval.

    Parameters
    ----------
    lower, upper : ends of the interval, lower below upper; above 0 if `log`
    level : its confidence level
    log : the interval is of a ratio: give the standard error of its natural logarithm

    Raises
    ------
    ValueError
        Swapped ends, a ratio not above 0, or a level outside (0, 1).
    """
    low, high = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    require(high, low < high, "upper must be above lower")
    if log:
        require(low, low > 0, "lower must be above 0 for a ratio")
        low, high = np.log(low), np.log(high)
    return plain((high - low) / (-2 * special.ndtri((1 - checked_level(level)) / 2)))


def months_progress(g: float, *, table: Sequence[tuple[float, float]]) -> float:
    """Months of progress in attainment for an effect, read from a published table; nothing else may be read so.

    Parameters
    ----------
    g : effect on attainment, + = better
    table : (smallest effect, months) in rising order, the first from 0; a negative effect is read by its size

    Raises
    ------
    ValueError
        An empty table, one out of order, or one that does not start at or below the effect's size.
    """
    starts = [start for start, _ in table]
    if not starts:
        raise ValueError("table must hold at least one row (smallest effect, months), got none")
    if any(after <= before for before, after in zip(starts, starts[1:], strict=False)):
        raise ValueError(f"table must rise from row to row, got {starts}")
    reached = [months for start, months in table if start <= abs(g)]
    if not reached:
        raise ValueError(f"table must start at or below {abs(g)}, its first row is {starts[0]}")
    return float(reached[-1]) if g >= 0 else -float(reached[-1])


def plausible_se(se: float, n: float) -> str | None:
    """What is odd about the standard error of a standardised mean difference, None if nothing is.

    Two equal groups give about 2/√n; less than 0.8 of that cannot be, more than 4 times that is rare.

    Parameters
    ----------
    se : standard error, above 0
    n : people in the study, above 0
    """
    if not se > 0:
        raise ValueError(f"se must be above 0, got {se}")
    if not n > 0:
        raise ValueError(f"n must be above 0, got {n}")
    usual = 2 / np.sqrt(n)
    if se < SMALLEST_SE_SHARE * usual:
        return f"smaller than {n:,.0f} people allow: is it on another scale?"
    if se > LARGEST_SE_TIMES * usual:
        return f"larger than {n:,.0f} people would give: is it on another scale?"
    return None


def variance_for_se(se: float, n: float) -> str | None:
    """Whether a standard error too small for its people would fit as a variance, None if not."""
    if plausible_se(se, n) is None or se * np.sqrt(n) > SMALLEST_SE_SHARE * 2 or plausible_se(np.sqrt(se), n):
        return None
    return f"looks like a variance: its square root, {np.sqrt(se):.2g}, would fit {n:,.0f} people"


def plausible_effect(g: float) -> str | None:
    """What is odd about a standardised mean difference, None if nothing is: few programmes move people by 2."""
    if not np.isfinite(g):
        raise ValueError(f"g must be a finite number, got {g}")
    if abs(g) > LARGEST_USUAL_EFFECT:
        return f"an effect of {g:.2f} standard deviations is very large: is it standardised?"
    return None


def require(values: Floats, good: ArrayLike, rule: str) -> None:
    """Raise a ValueError with the rule and the first value that breaks it (NaN breaks every rule)."""
    fits = np.broadcast_to(good, np.broadcast_shapes(np.shape(values), np.shape(good)))
    if not fits.all():
        position = int(np.argmin(fits.ravel()))
        seen = np.broadcast_to(values, fits.shape).ravel()[position]
        raise ValueError(f"{rule}, got {seen:g}" + (f" at position {position}" if fits.ndim else ""))


def plain(values: ArrayLike) -> float | Floats:
    """A float for a single number, the array otherwise."""
    array = np.asarray(values, dtype=float)
    return float(array) if array.ndim == 0 else array
