"""Do effects differ with something about the studies: meta-regression and subgroups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.pooling import METHODS, TESTS, PooledEffects, pool
from integrated.what_works.segments import Floats, checked_effects, checked_level, grouping

MAX_STEPS = 200


@dataclass(frozen=True, eq=False)
class MetaRegression:
    """Coefficients of a meta-regression (arrays of p) and what they explain together.

    Parameters
    ----------
    names : p names, "intercept" first if one was put in
    estimate, se, ci_lb, ci_ub, p : coefficients, their standard errors, intervals and two-sided p values
    tau2 : variance between studies that is left
    qm, qm_p : test that all coefficients but the intercept are 0: chi² for z, F for the other tests
    r2 : share of τ² that is explained, in percent (for equal effects, adjusted R² of the weighted regression); NaN
        without an intercept
    """

    names: tuple[str, ...]
    estimate: Floats
    se: Floats
    ci_lb: Floats
    ci_ub: Floats
    p: Floats
    tau2: float
    qm: float
    qm_p: float
    r2: float


def meta_regression(
    yi: ArrayLike,
    vi: ArrayLike,
    X: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    method: str = "REML",
    test: str = "knha",
    level: float = 0.95,
) -> MetaRegression:
    """How effects change with the columns of X.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances
    X : array of n or (n, p): what is known of each study. An intercept is put first, unless the columns already add
        up to a constant (a column of ones, or one column per subgroup)
    names : names of the columns of X, with or without the intercept; without it "x1", "x2", …
    method : "EE", "DL", "PM" or "REML"
    test : "z", "knha" or "adhoc", as in `pool`
    level : confidence level of the intervals

    Raises
    ------
    ValueError
        As `pool`; an X of another length or with values that are not finite; columns that repeat one another; not
        more studies than coefficients; names of another number.

    Source: Raudenbush (2009) in The Handbook of Research Synthesis; Knapp and Hartung (2003), Stat Med 22, 2693.
    """
    effects, variances = checked_effects(yi, vi)
    for label, value, known in (("method", method, METHODS), ("test", test, TESTS)):
        if value not in known:
            raise ValueError(f"{label} must be one of {', '.join(known)}, got {value!r}")
    level = checked_level(level)
    columns, constant, titles = design(X, len(effects), names)
    k, p = columns.shape
    if k <= p:
        raise ValueError(f"meta-regression needs more studies than coefficients, got {k} studies and {p} coefficients")
    half = int(np.frexp(np.sqrt(variances.min()))[1])  # measured in the smallest standard error: no square overflows
    unit = float(np.ldexp(1.0, half))
    scaled_effects, scaled_variances = np.ldexp(effects, -half), np.ldexp(variances, -2 * half)
    tau2 = residual_tau2(scaled_effects, scaled_variances, columns, method)
    fit = Fit.at(scaled_effects, scaled_variances, columns, tau2)
    factor = {"z": 1.0, "knha": fit.q / (k - p), "adhoc": max(1.0, fit.q / (k - p))}[test]
    covariance = fit.covariance * factor
    se = np.sqrt(np.diag(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(fit.estimate / se)
    tail = (1 - level) / 2
    quantile = -special.ndtri(tail) if test == "z" else -special.stdtrit(k - p, tail)
    tested = [column for column in range(p) if column != constant]
    qm = float(fit.estimate[tested] @ np.linalg.pinv(covariance[np.ix_(tested, tested)]) @ fit.estimate[tested])
    if test != "z":
        qm /= len(tested) or 1
    return MetaRegression(
        names=titles,
        estimate=fit.estimate * unit,
        se=se * unit,
        ci_lb=(fit.estimate - quantile * se) * unit,
        ci_ub=(fit.estimate + quantile * se) * unit,
        p=2 * (special.ndtr(-ratio) if test == "z" else special.stdtr(k - p, -ratio)),
        tau2=float(tau2 * unit * unit),
        qm=qm,
        qm_p=p_of_all(qm, len(tested), k - p, test),
        r2=explained(effects, variances, tau2 * unit * unit, fit.q, p, method) if constant is not None else np.nan,
    )


def p_of_all(qm: float, tested: int, df: int, test: str) -> float:
    """p value of the test of several coefficients at once; NaN if there is none to test."""
    if not tested:
        return float("nan")
    return float(special.chdtrc(tested, qm) if test == "z" else special.fdtrc(tested, df, qm))


def explained(yi: Floats, vi: Floats, tau2: float, q: float, p: int, method: str) -> float:
    """Share of τ² that is explained, in percent: 0 if there was none, and never below 0, as metafor has it."""
    if method != "EE":
        before = float(pool(yi, vi, method=method).tau2[0])
        return max(0.0, 100 * (before - tau2) / before) if before > 0 else 0.0
    around_mean = float(pool(yi, vi, method="EE").q[0])
    k = len(yi)
    return max(0.0, 100 * (1 - q / (k - p) * (k - 1) / around_mean)) if around_mean > 0 else 0.0


def design(X: ArrayLike, rows: int, names: Sequence[str] | None) -> tuple[Floats, int | None, tuple[str, ...]]:
    """Columns of the regression (n × p), which of them is the intercept (None for none), and their names."""
    try:
        columns = np.asarray(X, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"X must be numbers: {error}") from error
    columns = columns[:, None] if columns.ndim == 1 else columns
    if columns.ndim != 2 or len(columns) != rows:
        raise ValueError(f"X must have one row per study ({rows}), got an array of shape {np.shape(X)}")
    if not np.isfinite(columns).all():
        row, column = np.argwhere(~np.isfinite(columns))[0]
        raise ValueError(f"X must be finite numbers, got {columns[row, column]} at row {row}, column {column}")
    given = columns.shape[1]
    same = [column for column in range(given) if rows and np.ptp(columns[:, column]) == 0 and columns[0, column] != 0]
    constant = same[0] if same else None
    with_constant = np.column_stack([np.ones(rows), columns])
    if constant is None and (rows == 0 or rank(with_constant) > rank(columns)):
        columns, constant = with_constant, 0
    if rows and rank(columns) < columns.shape[1]:
        raise ValueError(f"columns of X repeat one another: {columns.shape[1]} columns hold {rank(columns)} facts")
    titles = tuple(names) if names is not None else tuple(f"x{number + 1}" for number in range(given))
    if columns.shape[1] > given and len(titles) == given:
        titles = ("intercept", *titles)
    if len(titles) != columns.shape[1]:
        raise ValueError(f"names must name the {given} columns of X, got {len(titles)}")
    return columns, constant, titles


def rank(columns: Floats) -> int:
    """Rank of the columns, each measured in its own length."""
    if columns.shape[1] == 0:
        return 0
    lengths = np.sqrt((columns**2).sum(axis=0))
    return int(np.linalg.matrix_rank(columns / np.where(lengths > 0, lengths, 1)))


@dataclass(frozen=True, eq=False)
class Fit:
    """Weighted least squares at one τ²: what the estimators of τ² and the tests need of it."""

    estimate: Floats
    covariance: Floats
    q: float  # y'Py
    squares: float  # y'PPy
    cubes: float  # y'PPPy
    trace: float  # tr P
    trace2: float  # tr PP
    log_likelihood: float  # restricted, up to a constant

    @classmethod
    def at(cls, yi: Floats, vi: Floats, X: Floats, tau2: float) -> "Fit":
        """The fit with weights 1 / (vi + τ²), by orthogonal columns (nothing is inverted)."""
        root = 1 / np.sqrt(vi + tau2)
        directions, triangle = np.linalg.qr(X * root[:, None])
        left = root * yi - directions @ (directions.T @ (root * yi))
        left -= directions @ (directions.T @ left)
        pulls = root * left  # Py
        again = root * pulls - directions @ (directions.T @ (root * pulls))
        inverse = np.linalg.solve(triangle, np.eye(X.shape[1]))
        weighted = root[:, None] * directions
        inner = weighted.T @ weighted
        weighted2 = root[:, None] * weighted
        trace2 = float((root**4).sum() - 2 * (weighted2**2).sum() + (inner**2).sum())
        return cls(
            estimate=inverse @ (directions.T @ (root * yi)),
            covariance=inverse @ inverse.T,
            q=float(left @ left),
            squares=float(pulls @ pulls),
            cubes=float(again @ again),
            trace=float((root**2 * (1 - (directions**2).sum(axis=1))).sum()),
            trace2=trace2,
            log_likelihood=float(np.log(root).sum() - np.log(np.abs(np.diag(triangle))).sum() - left @ left / 2),
        )


def residual_tau2(yi: Floats, vi: Floats, X: Floats, method: str) -> float:
    """Variance between studies that the columns of X leave; variances in units of the smallest one."""
    if method == "EE":
        return 0.0
    df = len(yi) - X.shape[1]
    start = Fit.at(yi, vi, X, 0.0)
    if method == "DL":
        return max(0.0, (start.q - df) / start.trace)
    if method == "PM":
        tau2, fit = 0.0, start
        for _ in range(MAX_STEPS):  # 1/Q is concave in τ²: Newton's steps climb to the root and never pass it
            step = fit.q * (fit.q / df - 1) / fit.squares if fit.q > df else 0.0
            tau2 += step
            if step <= 1e-12 * tau2:
                break
            fit = Fit.at(yi, vi, X, tau2)
        return tau2
    return reml_tau2(yi, vi, X)


def reml_tau2(yi: Floats, vi: Floats, X: Floats) -> float:
    """The τ² of the highest restricted likelihood: every fall of the score through 0 on a grid of octaves is solved.

    The score is negative from the bound on that also holds without columns, see `heterogeneity.score_ceiling`, with
    the residual variance of plain least squares in place of the variance of the effects.
    """
    df = len(yi) - X.shape[1]
    smallest, largest = float(vi.min()), float(vi.max())
    residual = yi - X @ np.linalg.lstsq(X, yi, rcond=None)[0]
    spread2 = float(residual @ residual) / df
    ceiling = (spread2 - 2 * smallest + np.sqrt(spread2) * np.sqrt(spread2 + 4 * (largest - smallest))) / 2
    if ceiling <= 0:
        return 0.0
    grid = [0.0, min(smallest / 16, ceiling)]
    while grid[-1] < ceiling:
        grid.append(min(2 * grid[-1], ceiling))
    fits = [Fit.at(yi, vi, X, tau2) for tau2 in grid[:-1]]
    rising = [fit.squares > fit.trace for fit in fits] + [False]
    peaks = [0.0] if not rising[0] else []
    for low, high, up, still_up in zip(grid, grid[1:], rising, rising[1:], strict=False):
        if up and not still_up:
            peaks.append(score_root(yi, vi, X, low, high))
    if len(peaks) == 1:
        return peaks[0]
    return max(peaks, key=lambda tau2: Fit.at(yi, vi, X, tau2).log_likelihood)


def score_root(yi: Floats, vi: Floats, X: Floats, low: float, high: float) -> float:
    """Root of the restricted score between `low` and `high`, by Newton within a shrinking bracket."""
    tau2 = (low + high) / 2
    for _ in range(MAX_STEPS):
        fit = Fit.at(yi, vi, X, tau2)
        ratio = fit.trace / fit.squares - 1
        slope = (2 * fit.trace * fit.cubes - fit.trace2 * fit.squares) / fit.squares**2
        low, high = (tau2, high) if ratio < 0 else (low, tau2)
        target = tau2 - ratio / slope if slope > 0 else low - 1
        if not low <= target <= high:
            target = (low + high) / 2
        moved, tau2 = abs(target - tau2), target
        if moved <= 1e-12 * tau2 + 1e-15 * vi.min():
            break
    return tau2


@dataclass(frozen=True, eq=False)
class Subgroups:
    """The average of each subgroup (`pooled`, one row each) and the test that they are all the same.

    `qm`, `qm_p` and `tau2` are those of the meta-regression with one column for each subgroup but the first, in which
    all subgroups share one τ²; `pooled` gives each its own.
    """

    pooled: PooledEffects
    qm: float
    qm_p: float
    tau2: float


def subgroups(
    yi: ArrayLike, vi: ArrayLike, labels: ArrayLike, *, method: str = "REML", test: str = "knha", level: float = 0.95
) -> Subgroups:
    """Averages by subgroup, and whether they differ by more than chance.

    Parameters
    ----------
    yi, vi : arrays of n, effects and sampling variances
    labels : n labels, the subgroup of each study
    method, test, level : as in `meta_regression`

    Raises
    ------
    ValueError
        As `meta_regression`, which needs more studies than subgroups; fewer than two subgroups.
    """
    effects, variances = checked_effects(yi, vi)
    found = grouping(labels, len(effects))
    if len(found.labels) < 2:
        raise ValueError(f"subgroups need at least two labels, got {len(found.labels)}")
    rows = found.order if found.order is not None else np.arange(len(effects))
    number = np.empty(len(effects), dtype=np.int64)
    number[rows] = np.repeat(np.arange(len(found.counts)), found.counts)
    columns = (number[:, None] == np.arange(1, len(found.counts))).astype(float)
    fit = meta_regression(effects, variances, columns, method=method, test=test, level=level)
    pooled = pool(effects, variances, groups=labels, method=method, test=test, level=level)
    return Subgroups(pooled, fit.qm, fit.qm_p, fit.tau2)
