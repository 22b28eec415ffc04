"""Do small studies say something else than large ones: Egger's test, trim and fill."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.pooling import METHODS, pool
from integrated.what_works.regression import Fit, residual_tau2
from integrated.what_works.segments import Floats, checked_effects

MAX_STEPS = 100
ESTIMATORS = ("L0", "R0")
Side = Literal["left", "right"]


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
    if df < 1 or np.ptp(effects) == 0 or np.ptp(variances) == 0:
        return EggerTest(float("nan"), df, float("nan"))
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


@dataclass(frozen=True)
class TrimAndFill:
    """How many studies seem to be missing (`k0`), on which `side`, and the average (z interval) with them put back."""

    k0: int
    side: Side
    estimate: float
    se: float
    ci_lb: float
    ci_ub: float


def trim_and_fill(
    yi: ArrayLike, vi: ArrayLike, *, method: str = "REML", estimator: str = "L0", side: Side | None = None
) -> TrimAndFill:
    """Trim the studies without a counterpart, find the middle of the rest, and put mirror images in.

    Parameters
    ----------
    yi, vi : arrays of n ≥ 1, effects and sampling variances
    method : "EE", "DL", "PM" or "REML"
    estimator : "L0" or "R0", how missing studies are counted; ranks break ties in order, halves round to even
    side : where studies are missing. None: "right" if effects fall with their standard error in a meta-regression by
        `method`, else "left"

    Raises
    ------
    ValueError
        As `pool`; no study, an unknown estimator or side, or a count that swings without settling.

    Source: Duval and Tweedie (2000), Biometrics 56, 455; metafor's `trimfill`.
    """
    effects, variances = checked_effects(yi, vi)
    if not len(effects):
        raise ValueError("trim and fill needs at least one study, got none")
    known: tuple[tuple[str, str | None, tuple[str | None, ...]], ...] = (
        ("method", method, METHODS),
        ("estimator", estimator, ESTIMATORS),
        ("side", side, ("left", "right", None)),
    )
    for name, value, choices in known:
        if value not in choices:
            raise ValueError(f"{name} must be one of {', '.join(str(one) for one in choices)}, got {value!r}")
    side = side or missing_side(effects, variances, method)
    turned = -effects if side == "right" else effects
    order = np.argsort(turned, kind="stable")
    k0, middle = missing_studies(turned[order], variances[order], method, estimator)
    mirrored = order[len(order) - k0 :]
    filled = np.concatenate([turned, 2 * middle - turned[mirrored]])
    pooled = pool(filled, np.concatenate([variances, variances[mirrored]]), method=method, test="z")
    ends = sorted((float(pooled.ci_lb[0]), float(pooled.ci_ub[0])), reverse=side == "right")
    sign = -1.0 if side == "right" else 1.0
    return TrimAndFill(k0, side, sign * float(pooled.estimate[0]), float(pooled.se[0]), sign * ends[0], sign * ends[1])


def missing_side(yi: Floats, vi: Floats, method: str) -> Side:
    """The side opposite to where small studies lie: "right" if effects fall with their standard error."""
    scale = np.sqrt(vi.min())
    columns = np.column_stack([np.ones(len(yi)), np.sqrt(vi) / scale])
    if np.ptp(columns[:, 1]) == 0:
        return "left"
    yi, vi = yi / scale, vi / vi.min()
    tau2 = residual_tau2(yi, vi, columns, method) if len(yi) > 2 else 0.0
    return "right" if Fit.at(yi, vi, columns, tau2).estimate[1] < 0 else "left"


def missing_studies(yi: Floats, vi: Floats, method: str, estimator: str) -> tuple[int, float]:
    """Number of studies missing at the low end of effects in rising order, and the middle of those not trimmed."""
    k, k0, seen = len(yi), 0, []
    for _ in range(MAX_STEPS):
        kept = k - k0
        middle = float(pool(yi[:kept], vi[:kept], method=method, test="z").estimate[0])
        distance = yi - middle
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(distance), kind="stable")] = np.arange(1, k + 1)
        if estimator == "L0":
            found = (4 * ranks[distance > 0].sum() - k * (k + 1)) / (2 * k - 1)
        else:
            found = k - ranks[distance < 0].max() - 1 if (distance < 0).any() else 0
        now = min(max(0, round(float(found))), k - 1)
        if now == k0:
            return k0, middle
        seen.append(k0)
        k0 = now
    raise ValueError(f"trim and fill does not settle: it swings between {min(seen[-2:])} and {max(seen[-2:])} missing")
