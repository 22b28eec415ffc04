"""The effect to expect in a new place: a mixture of normals over how much studies may differ."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from integrated.what_works.heterogeneity import restricted_log_likelihood, score_ceiling, weigh
from integrated.what_works.segments import Floats, Segments, checked_effects, run_starts, segments

TAU_SCALE = 0.28
NEGLIGIBLE = 80.0  # exp(-40) of the prior's peak
NODES, NODE_WEIGHTS = np.polynomial.legendre.leggauss(16)
MAX_STEPS = 200
BLOCK_ROWS = 100_000  # studies × values of τ worked on at once


@dataclass(frozen=True, eq=False)
class Predictive:
    """Distribution of the effect in a new place: a mixture of `weights` (sum 1), `means` and `sds` (m each).

    `mean` and `sd` are those of the mixture, in the unit of the effects.
    """

    mean: float
    sd: float
    weights: Floats
    means: Floats
    sds: Floats

    def cdf(self, x: ArrayLike) -> Floats | float:
        """Chance that the effect in a new place is at most `x` (a number or an array of any shape)."""
        values = np.asarray(x, dtype=np.float64)
        heights = special.ndtr((values[..., None] - self.means) / self.sds) @ self.weights
        return float(heights) if values.ndim == 0 else heights

    def quantile(self, p: ArrayLike) -> Floats | float:
        """Effect that a new place stays below with chance `p` (a number or an array), to about 1e-12 of the sd.

        Raises
        ------
        ValueError
            If a chance does not lie in (0, 1).
        """
        chances = np.asarray(p, dtype=np.float64)
        if not ((chances > 0) & (chances < 1)).all():
            raise ValueError(f"p must lie in (0, 1), got {p!r}")
        flat = chances.ravel()
        reach = special.ndtri(flat)[:, None] * self.sds
        low, high = (self.means + reach).min(axis=1), (self.means + reach).max(axis=1)
        at = np.clip(self.mean + special.ndtri(flat) * self.sd, low, high)
        for _ in range(MAX_STEPS):
            z = (at[:, None] - self.means) / self.sds
            gap = special.ndtr(z) @ self.weights - flat
            low, high = np.where(gap < 0, at, low), np.where(gap < 0, high, at)
            slope = np.exp(-0.5 * z * z) @ (self.weights / self.sds) / np.sqrt(2 * np.pi)
            step = at - gap / np.where(slope > 0, slope, np.nan)
            inside = (step >= low) & (step <= high)
            step = np.where(inside, step, (low + high) / 2)
            moved = np.abs(step - at)
            at = step
            if (moved <= 1e-14 * (self.sd + np.abs(at))).all():
                break
        return float(at[0]) if chances.ndim == 0 else at.reshape(chances.shape)


def predictive(yi: ArrayLike, vi: ArrayLike, *, tau_scale: float = TAU_SCALE) -> Predictive:
    """The effect to expect in a new place, from one study on.

    Flat prior on the average, half-normal prior on τ; the average is integrated out, τ by Gauss–Legendre quadrature
    on panels that follow the posterior and are graded towards 0.

    Parameters
    ----------
    yi, vi : arrays of n ≥ 1, effects and sampling variances
    tau_scale : scale of the half-normal prior on τ, in the unit of the effects. 0.28 is half-normal(0.5) of log odds
        ratios as a standardised mean difference (√3/π): a convention, to be shown and edited

    Raises
    ------
    ValueError
        Bad `yi` or `vi` as in `pool`, no study at all, or a `tau_scale` that is not above 0.

    Source: Röver (2020), J Stat Softw 93(6), on the normal-normal hierarchical model; Röver and others (2021),
    Research Synthesis Methods 12, 448, on the half-normal prior.
    """
    effects, variances = checked_effects(yi, vi)
    if not len(effects):
        raise ValueError("predictive needs at least one study, got none")
    if not 0 < tau_scale < np.inf:
        raise ValueError(f"tau_scale must be above 0, got {tau_scale}")
    half = int(np.frexp(max(np.sqrt(variances.min()), tau_scale))[1])  # measured in a unit near the answer's own size
    unit = float(np.ldexp(1.0, half))
    with np.errstate(under="ignore"):
        scaled = np.maximum(np.ldexp(variances, -2 * half), 1e-250)
    rows = segments(np.ldexp(effects, -half), scaled, np.zeros(1, dtype=np.int64), np.array([len(effects)]))
    tau, weights = posterior_of_tau(rows, tau_scale / unit)
    mean, variance = average_given_tau(rows, tau)
    means, sds = (mean + rows.anchors[0]) * unit, np.sqrt(variance + tau**2) * unit
    centre = float(weights @ (means - means[0]) + means[0])
    spread = float(np.sqrt(weights @ (sds**2 + (means - centre) ** 2)))
    return Predictive(centre, spread, weights, means, sds)


def average_given_tau(rows: Segments, tau: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the average effect at each τ (m), from the anchor of the group."""
    chunk = max(1, BLOCK_ROWS // len(rows.effects))
    parts = [weigh(repeated(rows, len(some)), some**2) for some in np.split(tau, range(chunk, len(tau), chunk))]
    return np.concatenate([at.mean for at in parts]), 1 / np.concatenate([at.total for at in parts])


def posterior_of_tau(rows: Segments, scale: float) -> tuple[Floats, Floats]:
    """Values of τ and their posterior weights (m each, sum 1) for one group of studies.

    All peaks of the posterior lie below the τ from which the restricted score is negative, and beyond it the
    posterior falls at least as fast as the prior: that bounds the range. Panels start as half-octaves down to 1e-12
    of the range, so that the effect's own width is resolved at any τ, and are halved until their sums settle.
    """
    edge = np.sqrt(score_ceiling(rows)[0][0] + NEGLIGIBLE * scale**2)
    ends = np.concatenate(([0.0], edge * 2.0 ** (np.arange(-80, 1) / 2)))
    panels = np.column_stack([ends[:-1], ends[1:]])
    kept_tau, kept_log, kept_step = [], [], []
    peak = -np.inf
    log_height, tau, step = panel_heights(rows, scale, panels)
    for _ in range(60):
        peak = max(peak, float(log_height.max()))
        middles = panels.mean(axis=1)
        halves = np.stack([np.column_stack([panels[:, 0], middles]), np.column_stack([middles, panels[:, 1]])], axis=1)
        fine_log, fine_tau, fine_step = panel_heights(rows, scale, halves.reshape(-1, 2))
        peak = max(peak, float(fine_log.max()))
        coarse = (np.exp(log_height - peak) * step).sum(axis=1)
        fine = (np.exp(fine_log - peak) * fine_step).sum(axis=1).reshape(-1, 2).sum(axis=1)
        settled = np.abs(coarse - fine) <= 1e-12 * np.maximum(fine, 1e-8 * fine.sum())
        both = np.repeat(settled, 2)
        kept_tau.append(fine_tau[both].ravel())
        kept_log.append(fine_log[both].ravel())
        kept_step.append(fine_step[both].ravel())
        if settled.all():
            break
        panels = halves.reshape(-1, 2)[~both]
        log_height, tau, step = fine_log[~both], fine_tau[~both], fine_step[~both]
    tau = np.concatenate(kept_tau)
    weights = np.exp(np.concatenate(kept_log) - peak) * np.concatenate(kept_step)
    worth = weights > 1e-17 * weights.sum()
    return tau[worth], weights[worth] / weights[worth].sum()


def panel_heights(rows: Segments, scale: float, panels: Floats) -> tuple[Floats, Floats, Floats]:
    """Log posterior, τ and quadrature weight at the nodes of each panel (p × 16 each)."""
    half = (panels[:, 1] - panels[:, 0])[:, None] / 2
    tau = panels[:, :1] + half * (1 + NODES)
    flat = tau.ravel()
    chunk = max(1, BLOCK_ROWS // len(rows.effects))
    likelihood = [
        restricted_log_likelihood(repeated(rows, len(some)), some**2)
        for some in np.split(flat, range(chunk, len(flat), chunk))
    ]
    log_height = np.concatenate(likelihood) - flat**2 / (2 * scale**2)
    return log_height.reshape(tau.shape), tau, half * NODE_WEIGHTS


def repeated(rows: Segments, times: int) -> Segments:
    """One group of studies, `times` over."""
    counts = np.full(times, rows.counts[0])
    starts = run_starts(counts)
    return Segments(
        np.tile(rows.effects, times),
        np.tile(rows.variances, times),
        starts,
        counts,
        starts + rows.precise[0],
        np.repeat(rows.anchors, times),
    )
