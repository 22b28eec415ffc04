"""Standard errors that hold even if the model of dependence is wrong: CR2 with Satterthwaite's degrees of freedom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.dependence import Clustered, clustered, variances_by_reml
from integrated.what_works.pooling import pool
from integrated.what_works.segments import Floats, checked_level

MODELS = ("three_level", "simple")


@dataclass(frozen=True)
class Robust:
    """Average effect with a cluster-robust standard error, t with `df` degrees of freedom; NaN with one cluster."""

    estimate: float
    se: float
    df: float
    p: float
    ci_lb: float
    ci_ub: float


def robust(
    yi: ArrayLike, vi: ArrayLike, cluster: ArrayLike, *, model: str = "three_level", level: float = 0.95
) -> Robust:
    """Average effect with the CR2 standard error, whatever the dependence within clusters really is.

    Parameters
    ----------
    yi, vi : arrays of n ≥ 1, effects and sampling variances
    cluster : n labels in any order
    model : working covariance. "three_level": diag(vi + σ²within) + σ²between within a cluster, from `three_level`;
        "simple": diag(vi + τ²), REML that ignores the clusters
    level : confidence level of the interval

    Raises
    ------
    ValueError
        As `pool`; no study at all; an unknown model.

    Source: Pustejovsky and Tipton (2018), J Bus Econ Stat 36, 672; clubSandwich's `coef_test(vcov = "CR2")`.
    """
    if model not in MODELS:
        raise ValueError(f"model must be one of {', '.join(MODELS)}, got {model!r}")
    level = checked_level(level)
    studies = clustered(yi, vi, cluster)
    if model == "three_level":
        between, within = variances_by_reml(studies)
        between = 0.0 if np.isnan(between) else between
    else:
        between, within = 0.0, float(pool(studies.rows.effects, studies.rows.variances, test="z").tau2[0])
    estimate, variance, df = cr2(studies, between, within)
    se = float(np.sqrt(variance)) * studies.unit
    estimate = (estimate + studies.shift) * studies.unit
    with np.errstate(divide="ignore", invalid="ignore"):
        t = abs(np.float64(estimate) / se)
    reach = float(-special.stdtrit(df, (1 - level) / 2)) * se
    return Robust(estimate, se, df, float(2 * special.stdtr(df, -t)), estimate - reach, estimate + reach)


def cr2(studies: Clustered, between: float, within: float) -> tuple[float, float, float]:
    """Estimate, its CR2 variance and Satterthwaite's degrees of freedom, in the unit of the model.

    With Φ the working covariance, M = 1/(1'Φ⁻¹1) and D'D = Φ of a cluster, its residuals are adjusted by
    A = D' B⁻½ D, B = D(Φ − M 11')D'; the variance is M² Σ (g'e)² with g = A Φ⁻¹ 1. Under the working covariance
    the covariance of g's'e and g't'e is g's Φ gs [s = t] − M (g's 1)(g't 1).
    """
    rows = studies.rows
    ends = rows.starts + rows.counts
    covariances = [
        np.diag(rows.variances[start:end] + within) + between for start, end in zip(rows.starts, ends, strict=True)
    ]
    inverse_ones = [np.linalg.solve(one, np.ones(len(one))) for one in covariances]
    effects = [rows.effects[start:end] for start, end in zip(rows.starts, ends, strict=True)]
    m = 1 / sum(float(one.sum()) for one in inverse_ones)
    estimate = m * sum(float(one @ y) for one, y in zip(inverse_ones, effects, strict=True))
    if len(covariances) == 1:
        return estimate, np.nan, np.nan
    adjusted = [adjustment(one, m) @ inverse for one, inverse in zip(covariances, inverse_ones, strict=True)]
    pulls = np.array([g @ (y - estimate) for g, y in zip(adjusted, effects, strict=True)])
    sums = np.array([g.sum() for g in adjusted])
    own = np.array([g @ one @ g for g, one in zip(adjusted, covariances, strict=True)])
    products = np.diag(own) - m * np.outer(sums, sums)
    df = np.trace(products) ** 2 / (products**2).sum()
    return estimate, float(m**2 * (pulls @ pulls)), float(df)


def adjustment(covariance: Floats, m: float) -> Floats:
    """CR2's adjustment matrix of one cluster; directions in which nothing is left to adjust are left out."""
    upper = np.linalg.cholesky(covariance).T
    inner = upper @ (covariance - m) @ upper.T
    values, vectors = np.linalg.eigh((inner + inner.T) / 2)
    root = np.where(values > 1e-12 * values.max(), 1 / np.sqrt(np.where(values > 0, values, 1)), 0)
    return upper.T @ (vectors * root) @ vectors.T @ upper
