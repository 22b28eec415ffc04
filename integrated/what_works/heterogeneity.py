"""How much effects differ between studies: estimators of τ² and its Q-profile interval, for many groups at once."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from integrated.what_works.segments import Floats, Integers, Segments

MAX_STEPS = 200


@dataclass(frozen=True, eq=False)
class Weighed:
    """Studies weighed by 1 / (vi + τ²): `weights`, `residuals` (n); `total`, `others`, `mean` (g)."""

    weights: Floats
    residuals: Floats
    total: Floats
    others: Floats
    mean: Floats

    def trace(self, rows: Segments) -> Floats:
        """Σw − Σw²/Σw of each group, the trace of the residual-forming matrix P (g).

        The largest weight is kept out of the sums, so that nothing cancels even if it outweighs the rest 10¹⁵ to 1.
        """
        squares = self.weights * self.weights
        squares[rows.precise] = 0
        largest = self.total - self.others
        return self.others * (1 + largest / self.total) - rows.total(squares) / self.total


def weigh(rows: Segments, tau2: Floats | None = None) -> Weighed:
    """Weights, means and residuals of the groups at τ² (g), at 0 without it."""
    if tau2 is None:
        weights = 1 / rows.variances
    else:
        weights = rows.spread(tau2)  # one array, worked on in place: fresh memory costs more than the arithmetic
        weights += rows.variances
        np.divide(1, weights, out=weights)
    largest = weights[rows.precise]
    weights[rows.precise] = 0
    others = rows.total(weights)
    weights[rows.precise] = largest
    total = others + largest
    mean = rows.total(weights * rows.effects) / total
    residuals = rows.spread(mean)
    np.subtract(rows.effects, residuals, out=residuals)
    return Weighed(weights, residuals, total, others, mean)


def cochran_q(rows: Segments, at: Weighed) -> Floats:
    """Weighted sum of squared residuals (g)."""
    squares = at.weights * at.residuals
    squares *= at.residuals
    return rows.total(squares)


def tau2_dl(rows: Segments, q: Floats, trace: Floats) -> Floats:
    """DerSimonian and Laird's τ², cut at 0 (g); `q` and `trace` at τ² = 0. Source: Controlled Clin Trials 7, 177."""
    excess = q - (rows.counts - 1)
    return np.where(excess > 0, excess / np.where(excess > 0, trace, 1), 0.0)


def tau2_pm(rows: Segments) -> tuple[Floats, np.ndarray]:
    """Paule and Mandel's τ² (g), where Q(τ²) = k − 1, and whether it was found (g)."""
    return solve_profile(rows, np.maximum(rows.counts - 1.0, 0))


def tau2_interval(rows: Segments, level: float) -> tuple[Floats, Floats]:
    """Q-profile interval of τ² (two arrays of g); (0, 0) if the profile is empty, NaN for single studies.

    Source: Viechtbauer (2007), Statistics in Medicine 26, 37–52.
    """
    df = np.maximum(rows.counts - 1.0, 1)
    tail = (1 - level) / 2
    bounds = []
    for upper_tail in (tail, 1 - tail):
        known, where = np.unique(df, return_inverse=True)
        bound, _ = solve_profile(rows, special.chdtri(known, upper_tail)[where])
        bounds.append(np.where(rows.counts > 1, bound, np.nan))
    return bounds[0], bounds[1]


def solve_profile(rows: Segments, target: Floats) -> tuple[Floats, np.ndarray]:
    """τ² (g) at which Q(τ²) falls to `target` (g), 0 where it never exceeds it, and whether it was found (g).

    1/Q is increasing and concave in τ² (Cauchy–Schwarz on P), so Newton's steps on it from 0 climb to the root and
    never pass it; with equal variances the first step is exact.
    """
    tau2 = np.zeros(len(rows.counts))
    found = np.zeros(len(rows.counts), dtype=bool)
    open_groups = np.flatnonzero(rows.counts > 1)
    found[rows.counts <= 1] = True
    here = rows.take(open_groups) if len(open_groups) < len(tau2) else rows
    for _ in range(MAX_STEPS):
        if not len(open_groups):
            break
        at = weigh(here, tau2[open_groups])
        pulls = at.weights * at.residuals
        q, slope = here.total(pulls * at.residuals), here.total(pulls * pulls)
        above = q > target[open_groups]
        step = np.where(above, q * (q / target[open_groups] - 1) / np.where(above, slope, 1), 0)
        tau2[open_groups] += step
        settled = step <= 1e-8 * tau2[open_groups]  # what is left is of the size of its square
        found[open_groups[settled]] = True
        if 2 * settled.sum() >= len(settled):
            here, open_groups = here.take(~settled), open_groups[~settled]
        elif settled.all():
            break
    return tau2, found


def tau2_reml(rows: Segments) -> tuple[Floats, np.ndarray]:
    """The τ² of the highest restricted likelihood (g), and whether the search settled (g).

    Every fall of the restricted score through 0 is bracketed on a grid of octaves, solved by safeguarded Newton from
    DerSimonian and Laird's value, and compared with the boundary 0. Source: Viechtbauer (2005), J Educ Behav Stat 30.
    """
    boundary, owners, low, high, start = score_brackets(rows)
    tau2 = np.zeros(len(rows.counts))
    converged = np.ones(len(rows.counts), dtype=bool)
    if not len(owners):
        return tau2, converged
    roots, settled = solve_score(rows.take(owners), low, high, start)
    np.logical_and.at(converged, owners, settled)
    contenders = np.bincount(owners, minlength=len(tau2)) + boundary
    alone = contenders[owners] == 1
    tau2[owners[alone]] = roots[alone]
    for group in np.unique(owners[~alone]):  # rare: several peaks, or a peak beside the boundary
        peaks = roots[owners == group]
        peaks = np.append(peaks, 0.0) if boundary[group] else peaks
        heights = restricted_log_likelihood(rows.take(np.full(len(peaks), group)), peaks)
        tau2[group] = peaks[np.argmax(heights)]
    return tau2, converged


def score_brackets(rows: Segments) -> tuple[np.ndarray, Integers, Floats, Floats, Floats]:
    """Where the restricted score turns from positive to negative.

    With λ the eigenvalues of the variances in the space of contrasts, y'PPy = Σz²/(λ+τ²)² and tr P = Σ1/(λ+τ²).
    Their ratio rises from τ² = vmax − 2 vmin on, so that a grid is needed only below; with steps of 2 it missed the
    highest peak of none of 900,000 hard sets, with steps of 4 of 15 in 632,000.

    Returns
    -------
    boundary : bool array of g, the score at 0 is not positive
    owners, low, high, start : arrays of b, the group of each bracket, its ends and a first guess inside
    """
    at = weigh(rows)
    trace = at.trace(rows)
    rising = (rows.total((at.weights * at.residuals) ** 2) > trace) & (rows.counts > 1)
    boundary = ~rising
    guess = tau2_dl(rows, cochran_q(rows, at), trace)
    ceiling, single_from = score_ceiling(rows)
    lower, upper = np.zeros(len(ceiling)), np.minimum(rows.variances[rows.precise] / 4, single_from)
    brackets: list[tuple[Integers, Floats, Floats]] = []

    def close(groups: Integers, ends: Floats) -> None:
        brackets.append((groups, lower[groups], ends))

    here, open_groups = rows, np.arange(len(ceiling))
    reached = single_from <= 0
    while not reached.all():
        if 2 * reached.sum() >= len(reached):
            here, open_groups = here.take(~reached), open_groups[~reached]
        now = upper[open_groups]
        at = weigh(here, now)
        positive = here.total((at.weights * at.residuals) ** 2) > at.trace(here)
        positive &= now < ceiling[open_groups]  # where it cannot be, but may round to it
        going = now > lower[open_groups]
        falling = open_groups[going & rising[open_groups] & ~positive]
        close(falling, upper[falling])
        rising[open_groups] = np.where(going, positive, rising[open_groups])
        lower[open_groups] = now
        reached = now >= single_from[open_groups]
        upper[open_groups] = np.minimum(2 * now, single_from[open_groups])
    last = np.flatnonzero(rising & (ceiling > lower))
    close(last, ceiling[last])
    owner, low, high = (np.concatenate(parts) for parts in zip(*brackets, strict=True))
    inside = (guess[owner] > low) & (guess[owner] < high)
    return boundary, owner, low, high, np.where(inside, guess[owner], (low + high) / 2)


def score_ceiling(rows: Segments) -> tuple[Floats, Floats]:
    """A τ² from which on the restricted score is negative, and one from which on it has at most one root (g each).

    With s² the plain variance of the effects, y'PPy ≤ (k−1) s²/(vmin+τ²)² and tr P ≥ (k−1)/(vmax+τ²). Both are 0
    where the score is negative everywhere.
    """
    mean = rows.total(rows.effects) / rows.counts
    spread2 = rows.total((rows.effects - rows.spread(mean)) ** 2) / np.maximum(rows.counts - 1, 1)
    smallest, largest = rows.variances[rows.precise], np.maximum.reduceat(rows.variances, rows.starts)
    ceiling = (spread2 - 2 * smallest + np.sqrt(spread2) * np.sqrt(spread2 + 4 * (largest - smallest))) / 2
    ceiling = np.maximum(ceiling, 0) * (1 + 1e-9)
    return ceiling, np.clip(largest - 2 * smallest, 0, ceiling)


def solve_score(rows: Segments, low: Floats, high: Floats, start: Floats) -> tuple[Floats, np.ndarray]:
    """Root of the restricted score inside each bracket (g), and whether it settled.

    Newton on tr P / y'PPy − 1, which is straight in τ² when variances are equal; a step out of the bracket, or one
    that the slope does not support, is replaced by halving the bracket. A step of 1e-8 leaves an error of its square.
    """
    low, high, tau2 = low.copy(), high.copy(), start.copy()
    settled = np.zeros(len(tau2), dtype=bool)
    open_groups, here = np.arange(len(tau2)), rows
    grain = 1e-15 * rows.variances[rows.precise]
    for _ in range(MAX_STEPS):
        if not len(open_groups):
            break
        now = tau2[open_groups]
        ratio, slope = score_ratio(here, now)
        below = ratio < 0
        bottom = low[open_groups] = np.where(below, now, low[open_groups])
        top = high[open_groups] = np.where(below, high[open_groups], now)
        target = now - ratio / np.where(slope > 0, slope, np.nan)
        inside = (target >= bottom) & (target <= top)
        target = tau2[open_groups] = np.where(inside, target, (bottom + top) / 2)
        small = np.where(inside, 1e-8, 1e-15) * target + grain[open_groups]
        done = (np.abs(target - now) <= small) | (top - bottom <= 4e-16 * target)
        settled[open_groups[done]] = True
        if 2 * done.sum() >= len(done):
            here, open_groups = here.take(~done), open_groups[~done]
    return tau2, settled


def score_ratio(rows: Segments, tau2: Floats) -> tuple[Floats, Floats]:
    """tr P / y'PPy − 1 and its slope in τ² (g each)."""
    at = weigh(rows, tau2)
    weights, pulls = at.weights, at.weights * at.residuals
    squares = rows.total(pulls * pulls)
    trace = at.trace(rows)
    # The slope only steers: differences of sums are good enough for it.
    twice = weights * pulls
    cubes = rows.total(twice * pulls) - rows.total(twice) ** 2 / at.total
    np.multiply(weights, weights, out=twice)
    sum2 = rows.total(twice)
    twice *= weights
    trace2 = sum2 - 2 * rows.total(twice) / at.total + (sum2 / at.total) ** 2
    slope = (2 * trace * cubes - trace2 * squares) / squares**2
    return trace / squares - 1, slope


def restricted_log_likelihood(rows: Segments, tau2: Floats) -> Floats:
    """Restricted log likelihood at τ² (g), up to a constant of the group."""
    at = weigh(rows, tau2)
    return (rows.total(np.log(at.weights)) - np.log(at.total) - cochran_q(rows, at)) / 2
