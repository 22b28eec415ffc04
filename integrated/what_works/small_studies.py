"""Do small studies say something else than large ones: Egger's test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.segments import checked_effects


@dataclass(frozen=True)
class EggerTest:
    """Egger's test: `t` with `df` degrees of freedom and its two-sided `p`."""

    t: float
    df: int
    p: float


def egger_test(yi: ArrayLike, vi: ArrayLike) -> EggerTest:
    """Whether effects rise or fall with their standard error, by weighted least squares.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances

    Returns
    -------
    EggerTest
        t and p are NaN with fewer than 3 studies, or when all effects or all variances are identical.

    Source: Egger and others (1997), BMJ 315, 629; metafor's `regtest(model="lm")`.
    """
    effects, variances = checked_effects(yi, vi)
    df = len(effects) - 2
    unknown = EggerTest(float("nan"), df, float("nan"))
    if df < 1 or np.ptp(effects) == 0 or np.ptp(variances) == 0:
        return unknown
    weights = variances.min() / variances
    errors = np.sqrt(variances / variances.min())
    errors = errors - weights @ errors / weights.sum()
    outcome = effects - effects[np.argmin(variances)]
    outcome = outcome - weights @ outcome / weights.sum()
    slope = (weights * errors) @ outcome / ((weights * errors) @ errors)
    left = weights @ (outcome - slope * errors) ** 2 / df
    with np.errstate(divide="ignore"):
        t = float(slope / np.sqrt(left / ((weights * errors) @ errors)))
    return EggerTest(t, df, float(2 * special.stdtr(df, -abs(t))))
