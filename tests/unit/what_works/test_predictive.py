"""The effect in a new place against adaptive quadrature, and its laws."""

import pickle
import warnings

import numpy as np
import pytest
from scipy import integrate, special

from integrated.what_works.meta_analysis import predictive

RANDOM = np.random.default_rng(1)
CHANCES = (0.025, 0.1, 0.5, 0.51, 0.9, 0.975)
CASES = {
    "one study": ([0.2], [0.0061], 0.28),
    "two that contradict": ([0.803089, -0.567171], [0.04419**2, 0.305756**2], 0.28),
    "three": ([0.209975, 0.175508, 0.289532], [0.510188**2, 0.15517**2, 0.282129**2], 0.28),
    "very heterogeneous": ([-5, 8, 20, 1], [0.1, 0.2, 0.1, 0.3], 0.28),
    "tiny variances": ([0.2, 0.2001, 0.1999], [1e-12, 2e-12, 1e-12], 0.28),
    "one tiny variance": ([0.3], [1e-12], 0.28),
    "huge variances": ([100, -250], [1e6, 3e6], 0.28),
    "sixty": (RANDOM.normal(0.2, 0.3, 60), RANDOM.uniform(0.01, 0.1, 60), 0.28),
    "precise and rough": ([0.1, 0.1, 3.0, 3.1], [1e-8, 1, 1e-8, 1e4], 0.28),
    "a wide prior": ([0.1, 0.4], [0.01, 0.02], 5.0),
    "a narrow prior": ([0.1, 0.9], [0.01, 0.02], 1e-6),
}


class Adaptive:
    """The same distribution by adaptive quadrature over τ, sharing no code with the package."""

    def __init__(self, yi, vi, scale):
        self.yi, self.vi, self.scale = np.asarray(yi, float), np.asarray(vi, float), scale
        grid = np.r_[0, np.geomspace(1e-8 * scale, max(50 * scale, 50 * np.ptp(self.yi)), 4000)]
        heights = np.array([self.given(tau)[0] for tau in grid])
        self.peak, best = heights.max(), grid[heights.argmax()]
        worth = grid[heights > self.peak - 45]
        low, high = 0.9 * worth.min(), 1.1 * worth.max()
        inner = np.r_[np.geomspace(max(low, 1e-9 * high), high, 60), best]
        self.edges = np.unique(np.r_[low, inner[(inner > low) & (inner < high)], high])
        self.total = self.over_tau(lambda tau: 1.0)

    def given(self, tau):
        weights = 1 / (self.vi + tau**2)
        total = weights.sum()
        shift = (weights * (self.yi - self.yi[0])).sum() / total
        residual = (weights * (self.yi - self.yi[0] - shift) ** 2).sum()
        height = (np.log(weights).sum() - np.log(total) - residual - (tau / self.scale) ** 2) / 2
        return height, self.yi[0] + shift, 1 / total

    def over_tau(self, function):
        def integrand(tau):
            return np.exp(self.given(tau)[0] - self.peak) * function(tau)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", integrate.IntegrationWarning)
            pairs = zip(self.edges, self.edges[1:], strict=False)
            return sum(integrate.quad(integrand, a, b, epsabs=0, epsrel=1e-11, limit=200)[0] for a, b in pairs)

    def cdf(self, x):
        def below(tau):
            _, mean, variance = self.given(tau)
            return special.ndtr((x - mean) / np.sqrt(variance + tau**2))

        return self.over_tau(below) / self.total

    def density(self, x):
        def at(tau):
            _, mean, variance = self.given(tau)
            return np.exp(-((x - mean) ** 2) / (2 * (variance + tau**2))) / np.sqrt(2 * np.pi * (variance + tau**2))

        return self.over_tau(at) / self.total


@pytest.mark.parametrize("name", CASES)
def test_quantiles_agree_with_adaptive_quadrature(name):
    yi, vi, scale = CASES[name]
    other = Adaptive(yi, vi, scale)
    for p in CHANCES:
        ours = predictive(yi, vi, tau_scale=scale).quantile(p)
        distance = (other.cdf(ours) - p) / other.density(ours)
        assert abs(distance) <= 1e-8 * max(abs(ours), 0.1), f"quantile {p} is {ours}, off by {distance:.1e}"


@pytest.mark.parametrize("name", ["one study", "two that contradict", "very heterogeneous", "sixty"])
def test_mean_sd_and_chances_agree_with_adaptive_quadrature(name):
    yi, vi, scale = CASES[name]
    other, ours = Adaptive(yi, vi, scale), predictive(yi, vi, tau_scale=scale)
    mean = other.over_tau(lambda tau: other.given(tau)[1]) / other.total
    square = other.over_tau(lambda tau: other.given(tau)[2] + tau**2 + (other.given(tau)[1] - mean) ** 2) / other.total
    np.testing.assert_allclose([ours.mean, ours.sd], [mean, np.sqrt(square)], rtol=1e-8)
    for x in (mean - square, mean, 0.1):
        np.testing.assert_allclose(ours.cdf(x), other.cdf(x), rtol=1e-8, atol=1e-12)


def test_quantile_undoes_cdf_for_numbers_and_arrays():
    ours = predictive(*CASES["two that contradict"][:2])
    chances = np.array([[1e-6, 0.2], [0.5, 1 - 1e-6]])
    np.testing.assert_allclose(ours.cdf(ours.quantile(chances)), chances, rtol=1e-9)
    assert isinstance(ours.quantile(0.5), float)
    assert isinstance(ours.cdf(0), float)
    assert ours.cdf([0.0, 1.0]).shape == (2,)


def test_one_study_widens_by_the_prior_alone():
    ours = predictive([0.3], [0.04], tau_scale=0.5)
    # One τ² for where the study stands among places, one for where the new place does.
    np.testing.assert_allclose([ours.mean, ours.sd], [0.3, np.sqrt(0.04 + 2 * 0.25)], rtol=1e-10)


def test_shift_sign_and_unit_carry_over():
    yi, vi = np.array([0.1, 0.5, -0.2]), np.array([0.01, 0.04, 0.02])
    here = predictive(yi, vi, tau_scale=0.3).quantile(CHANCES)
    np.testing.assert_allclose(predictive(yi + 100, vi, tau_scale=0.3).quantile(CHANCES), here + 100, rtol=1e-11)
    np.testing.assert_allclose(predictive(-yi, vi, tau_scale=0.3).quantile(1 - np.array(CHANCES)), -here, atol=1e-10)
    for unit in (1e-100, 1e-9, 1e9, 1e100):
        there = predictive(yi * unit, vi * unit**2, tau_scale=0.3 * unit).quantile(CHANCES)
        np.testing.assert_allclose(there / unit, here, rtol=1e-9)


def test_a_thousand_studies_leave_a_sharp_posterior():
    yi = RANDOM.normal(0.2, 0.3, 1000)
    ours = predictive(yi, np.full(1000, 0.01))
    np.testing.assert_allclose([ours.mean, ours.sd], [yi.mean(), np.sqrt(yi.var() - 0.01)], rtol=0.005)


def test_it_survives_pickling_as_a_cache_does():
    ours = predictive([0.2, 0.3], [0.01, 0.02])
    assert pickle.loads(pickle.dumps(ours)).quantile(0.9) == ours.quantile(0.9)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="at least one study, got none"):
        predictive([], [])
    with pytest.raises(ValueError, match="tau_scale must be above 0, got 0"):
        predictive([1], [1], tau_scale=0)
    with pytest.raises(ValueError, match="vi must be above 0, got 0.0 at position 0"):
        predictive([1], [0])
    with pytest.raises(ValueError, match=r"p must lie in \(0, 1\), got 1"):
        predictive([1], [1]).quantile(1)
