"""Several effects of one study: variance between and within clusters, and one averaged effect per cluster."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from integrated.what_works.pooling import pool
from integrated.what_works.segments import (
    Floats,
    Grouping,
    Segments,
    checked_effects,
    checked_level,
    grouping,
    segments,
)

MAX_STEPS = 500


@dataclass(frozen=True)
class ThreeLevel:
    """A three-level model: effects within clusters (studies, programmes) within a population of clusters.

    Parameters
    ----------
    estimate, se, ci_lb, ci_ub : average effect, its standard error and z interval; these are NaN with one cluster
    sigma2_between, sigma2_within : variance between clusters, and between effects of a cluster; NaN between with one
        cluster. With one effect in every cluster they cannot be told apart: all of it is put between
    k, n_clusters : effects and clusters
    """

    estimate: float
    se: float
    ci_lb: float
    ci_ub: float
    sigma2_between: float
    sigma2_within: float
    k: int
    n_clusters: int


def three_level(yi: ArrayLike, vi: ArrayLike, cluster: ArrayLike, *, level: float = 0.95) -> ThreeLevel:
    """Average effect when clusters give several effects, both variances by REML jointly.

    Parameters
    ----------
    yi, vi : arrays of n ≥ 1, effects and sampling variances; sampling errors count as independent
    cluster : n labels in any order
    level : confidence level of the interval

    Raises
    ------
    ValueError
        As `pool`; no study at all.

    Source: Konstantopoulos (2011), Research Synthesis Methods 2, 61; metafor's `rma.mv(random = ~ 1 | cluster/effect)`.
    """
    model = clustered(yi, vi, cluster)
    between, within = variances_by_reml(model)
    at = Covariance.at(model.rows, 0.0 if np.isnan(between) else between, within)
    unit = model.unit
    se = np.nan if np.isnan(between) else float(1 / np.sqrt(at.total)) * unit
    estimate = float(at.mean + model.shift) * unit
    reach = float(-special.ndtri((1 - checked_level(level)) / 2)) * se
    return ThreeLevel(
        estimate=estimate,
        se=se,
        ci_lb=estimate - reach,
        ci_ub=estimate + reach,
        sigma2_between=between * unit * unit,
        sigma2_within=within * unit * unit,
        k=len(model.rows.effects),
        n_clusters=len(model.rows.counts),
    )


@dataclass(frozen=True, eq=False)
class Clustered:
    """Effects in cluster order, all measured from the most precise one (`shift`), in a power of 2 (`unit`)."""

    rows: Segments
    shift: float
    unit: float
    found: Grouping


def clustered(yi: ArrayLike, vi: ArrayLike, cluster: ArrayLike) -> Clustered:
    """Effects checked, sorted by cluster, and measured in the smallest standard error."""
    effects, variances = checked_effects(yi, vi)
    if not len(effects):
        raise ValueError("a model of clusters needs at least one study, got none")
    found = grouping(cluster, len(effects))
    if found.order is not None:
        effects, variances = effects[found.order], variances[found.order]
    half = int(np.frexp(np.sqrt(variances.min()))[1])
    effects, variances = np.ldexp(effects, -half), np.ldexp(variances, -2 * half)
    shift = float(effects[np.argmin(variances)])
    by_cluster = segments(effects, variances, found.starts, found.counts)
    rows = Segments(effects - shift, variances, found.starts, found.counts, by_cluster.precise, by_cluster.anchors)
    return Clustered(rows, shift, float(np.ldexp(1.0, half)), found)


@dataclass(frozen=True, eq=False)
class Covariance:
    """The working covariance diag(vi + σ²within) + σ²between within a cluster, inverted in closed form.

    In a cluster its inverse is D − σ²between · shrink · w w', with w = 1/(vi + σ²within), D = diag(w) and
    shrink = 1/(1 + σ²between Σw).

    Parameters
    ----------
    weights : w (n)
    sums, squares, cubes : Σw, Σw², Σw³ of each cluster (c)
    shrink : (c)
    precision : 1'Σ⁻¹1 of each cluster (c); `total` their sum
    mean : generalised least squares average
    pulls : Σ⁻¹(y − mean) (n)
    """

    between: float
    weights: Floats
    sums: Floats
    squares: Floats
    cubes: Floats
    shrink: Floats
    precision: Floats
    total: float
    mean: float
    pulls: Floats

    @classmethod
    def at(cls, rows: Segments, between: float, within: float) -> "Covariance":
        """The covariance at two variances, with what REML needs of it."""
        weights = 1 / (rows.variances + within)
        sums = rows.total(weights)
        shrink = 1 / (1 + between * sums)
        precision = sums * shrink
        total = float(precision.sum())
        inverse_one = weights * rows.spread(shrink)
        mean = float(inverse_one @ rows.effects) / total
        residual = rows.effects - mean
        pulls = weights * (residual - rows.spread(between * shrink * rows.total(weights * residual)))
        return cls(
            between,
            weights,
            sums,
            rows.total(weights**2),
            rows.total(weights**3),
            shrink,
            precision,
            total,
            mean,
            pulls,
        )

    def solve(self, rows: Segments, values: Floats) -> Floats:
        """Σ⁻¹ times `values` (n)."""
        return self.weights * (values - rows.spread(self.between * self.shrink * rows.total(self.weights * values)))

    def log_likelihood(self, rows: Segments) -> float:
        """Restricted log likelihood, up to a constant."""
        quadratic = float(self.pulls @ (rows.effects - self.mean))
        return (float(np.log(self.weights).sum() + np.log(self.shrink).sum()) - np.log(self.total) - quadratic) / 2

    def score(self, rows: Segments) -> Floats:
        """Derivatives of the restricted log likelihood in (between, within)."""
        shrink2 = self.shrink**2
        trace_between = self.precision.sum() - (self.precision**2).sum() / self.total
        trace_within = (self.sums - self.between * self.shrink * self.squares).sum()
        trace_within -= (shrink2 * self.squares).sum() / self.total
        pulled = np.array([(rows.total(self.pulls) ** 2).sum(), self.pulls @ self.pulls])
        return (pulled - [trace_between, trace_within]) / 2

    def curvature(self, rows: Segments) -> tuple[Floats, Floats]:
        """Observed and average information (2 × 2 each) in (between, within)."""
        shrink2, total = self.shrink**2, self.total
        within_one = shrink2 * self.squares  # 1'Σ⁻¹Σ⁻¹1 of each cluster
        within_two = shrink2 * (self.cubes - self.between * self.shrink * self.squares**2)  # 1'Σ⁻¹Σ⁻¹Σ⁻¹1
        both = self.between * self.shrink
        plain = np.array(
            [
                [(self.precision**2).sum(), within_one.sum()],
                [within_one.sum(), (self.squares - 2 * both * self.cubes + (both * self.squares) ** 2).sum()],
            ]
        )
        crossed = np.array(
            [
                [(self.precision**3).sum(), (within_one * self.precision).sum()],
                [(within_one * self.precision).sum(), within_two.sum()],
            ]
        )
        single = np.array([(self.precision**2).sum(), within_one.sum()])
        traces = plain - 2 * crossed / total + np.outer(single, single) / total**2
        moved = (rows.spread(rows.total(self.pulls)), self.pulls)
        projected = [self.solve(rows, one) for one in moved]
        inverse_one = self.weights * rows.spread(self.shrink)
        projected = [one - inverse_one * (one.sum() / total) for one in projected]
        average = np.array([[a @ b for b in projected] for a in moved])
        return average - traces / 2, average / 2


def variances_by_reml(model: Clustered) -> tuple[float, float]:
    """(between, within) of the highest restricted likelihood, in the model's unit; between is NaN with one cluster.

    Newton's steps with both variances held at or above 0, from four starts; the best end counts.
    """
    rows = model.rows
    simple = pool(rows.effects, rows.variances, test="z")
    tau2 = float(simple.tau2[0])
    if len(rows.counts) == 1:
        return np.nan, tau2
    if rows.counts.max() == 1:
        return tau2, 0.0
    plain = float(np.var(rows.effects))
    size = max(tau2, plain, 1e-3)
    starts = [(0.0, 0.0), (tau2, 0.0), (0.0, tau2), (size / 2, size / 2)]
    ends = [climb(rows, np.array(start)) for start in starts]
    best = max(ends, key=lambda end: end[1])[0]
    return float(best[0]), float(best[1])


def climb(rows: Segments, theta: Floats) -> tuple[Floats, float]:
    """Nearest peak of the restricted likelihood over variances ≥ 0, and its height."""
    # Neither variance can be larger than all that the effects vary; a step far beyond would only underflow.
    ceiling = float((rows.effects**2).sum() + rows.variances.max())
    at = Covariance.at(rows, *theta)
    height = at.log_likelihood(rows)
    for _ in range(MAX_STEPS):
        score = at.score(rows)
        free = (theta > 0) | (score > 0)
        if not free.any():
            break
        step = newton_step(at, rows, score, free)
        target, new_at, new_height = search(rows, theta, step, height, ceiling)
        moved = np.abs(target - theta)
        if new_height < height - 1e-12 * abs(height):
            break
        theta, at, height = target, new_at, new_height
        if (moved <= 1e-13 * (theta + 1e-3)).all():
            break
    return theta, height


def newton_step(at: Covariance, rows: Segments, score: Floats, free: NDArray[np.bool_]) -> Floats:
    """Newton's step for the free variances; by the average information where the likelihood is not curved down."""
    step = np.zeros(2)
    observed, average = at.curvature(rows)
    which = np.ix_(free, free)
    for information in (observed[which], average[which]):
        eigenvalues = np.linalg.eigvalsh(information)
        if eigenvalues[0] > 1e-12 * abs(eigenvalues[-1]):
            step[free] = np.linalg.solve(information, score[free])
            return step
    step[free] = score[free] / np.maximum(np.diag(average)[free], 1e-300)
    return step


def search(
    rows: Segments, theta: Floats, step: Floats, height: float, ceiling: float
) -> tuple[Floats, Covariance, float]:
    """The first of ever shorter steps, cut at 0 and at the ceiling, that climbs."""
    share = 1.0
    while True:
        target = np.clip(theta + share * step, 0, ceiling)
        at = Covariance.at(rows, *target)
        new_height = at.log_likelihood(rows)
        if new_height >= height - 1e-14 * abs(height) or share < 1e-12:
            return target, at, new_height
        share /= 2


def aggregate_within_study(
    yi: ArrayLike, vi: ArrayLike, cluster: ArrayLike, *, rho: float = 0.6
) -> tuple[Floats, Floats, NDArray[np.generic]]:
    """One effect per study from several whose errors are correlated, by generalised least squares.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances
    cluster : n labels in any order
    rho : correlation between the sampling errors of one study, from 0 to under 1: a convention

    Returns
    -------
    yi, vi, cluster : arrays of c, studies in first-seen order

    Raises
    ------
    ValueError
        As `pool`; rho outside [0, 1).

    Source: Borenstein and others (2009), Introduction to Meta-Analysis, chapter 24; metafor's `aggregate`.
    """
    effects, variances = checked_effects(yi, vi)
    if not 0 <= rho < 1:
        raise ValueError(f"rho must lie in [0, 1), got {rho}")
    found = grouping(cluster, len(effects))
    if not len(effects):
        return effects, variances, found.labels
    if found.order is not None:
        effects, variances = effects[found.order], variances[found.order]
    rows = segments(effects, variances, found.starts, found.counts)
    smallest = float(variances.min())
    root = np.sqrt(smallest / variances)
    # V = (1 − ρ) diag(v) + ρ √v √v', so V⁻¹1 ∝ 1/v − share · Σ(1/√v) / √v in each study.
    share = rho / (1 - rho + rho * rows.counts)
    weights = root * (root - rows.spread(share * rows.total(root)))
    total = rows.total(weights)
    return rows.anchors + rows.total(weights * rows.effects) / total, (1 - rho) * smallest / total, found.labels
