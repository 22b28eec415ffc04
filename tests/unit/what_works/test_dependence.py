"""Three levels, robust errors and aggregation against their definitions with every matrix written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.what_works.dependence import Covariance, clustered
from integrated.what_works.meta_analysis import aggregate_within_study, pool, robust, three_level


def sample(seed, clusters=8, between=0.2, within=0.1):
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(clusters), random.integers(1, 6, clusters))
    vi = random.uniform(0.01, 0.3, len(labels))
    yi = random.normal(0, np.sqrt(between), clusters)[labels] + random.normal(0, np.sqrt(vi + within))
    return yi, vi, labels


def dense(vi, labels, between, within):
    return np.diag(vi + within) + between * (labels[:, None] == labels)


def height(yi, vi, labels, between, within):
    """Restricted log likelihood by definition."""
    covariance = dense(vi, labels, between, within)
    inverse = np.linalg.inv(covariance)
    total = inverse.sum()
    residual = yi - inverse.sum(axis=0) @ yi / total
    return -(np.linalg.slogdet(covariance)[1] + np.log(total) + residual @ inverse @ residual) / 2


@given(seed=st.integers(0, 2**31), between=st.sampled_from((0, 0.01, 0.5)), within=st.sampled_from((0, 0.01, 0.5)))
@settings(max_examples=60, deadline=None)
def test_no_other_pair_of_variances_has_a_higher_restricted_likelihood(seed, between, within):
    yi, vi, labels = sample(seed, between=between, within=within)
    fit = three_level(yi, vi, labels)
    best = height(yi, vi, labels, fit.sigma2_between, fit.sigma2_within)
    grid = np.r_[0, np.geomspace(1e-4, 10, 16)]
    assert max(height(yi, vi, labels, a, b) for a in grid for b in grid) <= best + 1e-9 * max(1, abs(best))


def test_the_estimate_is_generalised_least_squares():
    yi, vi, labels = sample(4)
    fit = three_level(yi, vi, labels)
    inverse = np.linalg.inv(dense(vi, labels, fit.sigma2_between, fit.sigma2_within))
    np.testing.assert_allclose(fit.estimate, inverse.sum(axis=0) @ yi / inverse.sum(), rtol=1e-12)
    np.testing.assert_allclose(fit.se, 1 / np.sqrt(inverse.sum()), rtol=1e-12)
    assert (fit.k, fit.n_clusters) == (len(yi), 8)


def test_slope_and_curvature_of_the_likelihood_are_its_derivatives():
    yi, vi, labels = sample(9)
    rows, theta = clustered(yi, vi, labels).rows, np.array([0.7, 0.3])
    at = Covariance.at(rows, *theta)
    steps = 1e-5 * np.eye(2)
    above = [Covariance.at(rows, *(theta + step)) for step in steps]
    below = [Covariance.at(rows, *(theta - step)) for step in steps]
    pairs = list(zip(above, below, strict=True))
    slopes = [(high.log_likelihood(rows) - low.log_likelihood(rows)) / 2e-5 for high, low in pairs]
    np.testing.assert_allclose(at.score(rows), slopes, rtol=1e-6, atol=1e-8)
    curves = [(low.score(rows) - high.score(rows)) / 2e-5 for high, low in pairs]
    np.testing.assert_allclose(at.curvature(rows)[0], curves, rtol=1e-6, atol=1e-8)


def cr2_by_definition(yi, vi, labels, between, within):
    """Estimate, standard error and degrees of freedom with whole matrices, after Pustejovsky and Tipton (2018)."""
    covariance = dense(vi, labels, between, within)
    weights, ones = np.linalg.inv(covariance), np.ones((len(yi), 1))
    bread = np.linalg.inv(ones.T @ weights @ ones)
    maker = np.eye(len(yi)) - ones @ bread @ ones.T @ weights
    estimate = float((bread @ ones.T @ weights @ yi)[0])
    residual, variance, directions = maker @ yi, 0.0, []
    for one in np.unique(labels):
        mine = np.flatnonzero(labels == one)
        upper = np.linalg.cholesky(covariance[np.ix_(mine, mine)]).T
        inner = upper @ maker[mine] @ covariance @ maker[mine].T @ upper.T
        values, vectors = np.linalg.eigh(inner)
        adjust = upper.T @ vectors @ np.diag(values**-0.5) @ vectors.T @ upper
        pull = (bread @ ones[mine].T @ weights[np.ix_(mine, mine)] @ adjust)[0]
        variance += (pull @ residual[mine]) ** 2
        directions.append(maker[mine].T @ pull)
    products = np.array([[a @ covariance @ b for a in directions] for b in directions])
    return estimate, np.sqrt(variance), np.trace(products) ** 2 / (products**2).sum()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("model", ["three_level", "simple"])
def test_cr2_is_its_definition(seed, model):
    yi, vi, labels = sample(seed)
    if model == "three_level":
        fit = three_level(yi, vi, labels)
        between, within = fit.sigma2_between, fit.sigma2_within
    else:
        between, within = 0.0, float(pool(yi, vi).tau2[0])
    ours = robust(yi, vi, labels, model=model)
    np.testing.assert_allclose(
        [ours.estimate, ours.se, ours.df], cr2_by_definition(yi, vi, labels, between, within), rtol=1e-9
    )
    assert ours.ci_lb < ours.estimate < ours.ci_ub


def test_order_shift_and_unit_do_not_matter():
    yi, vi, labels = sample(3)
    here, here_robust = three_level(yi, vi, labels), robust(yi, vi, labels)
    shuffled = np.random.default_rng(1).permutation(len(yi))
    words = np.array(["study " + str(label) for label in labels])[shuffled]
    for unit in (1e-90, 1.0, 1e90):
        there = three_level((yi[shuffled] + 10) * unit, vi[shuffled] * unit**2, words)
        np.testing.assert_allclose([there.estimate / unit - 10, there.se / unit], [here.estimate, here.se], rtol=1e-7)
        np.testing.assert_allclose(
            [there.sigma2_between / unit**2, there.sigma2_within / unit**2],
            [here.sigma2_between, here.sigma2_within],
            rtol=1e-6,
        )
        other = robust((yi[shuffled] + 10) * unit, vi[shuffled] * unit**2, words)
        np.testing.assert_allclose([other.se / unit, other.df], [here_robust.se, here_robust.df], rtol=1e-6)


def test_one_effect_per_cluster_is_plain_reml():
    yi, vi, _ = sample(5)
    fit, pooled = three_level(yi, vi, np.arange(len(yi))), pool(yi, vi, test="z")
    np.testing.assert_allclose([fit.estimate, fit.se], [pooled.estimate[0], pooled.se[0]], rtol=1e-9)
    assert (fit.sigma2_between, fit.sigma2_within) == (pooled.tau2[0], 0)


def test_one_cluster_has_an_average_and_no_interval():
    fit, errors = (
        three_level([0.1, 0.3, 0.8], [0.01, 0.02, 0.01], ["a"] * 3),
        robust([0.1, 0.3], [0.01, 0.02], ["a"] * 2),
    )
    np.testing.assert_allclose(fit.estimate, pool([0.1, 0.3, 0.8], [0.01, 0.02, 0.01]).estimate[0])
    assert np.isnan([fit.se, fit.ci_lb, fit.ci_ub, fit.sigma2_between]).all()
    assert np.isnan([errors.se, errors.df, errors.p, errors.ci_lb, errors.ci_ub]).all()
    assert np.isfinite(errors.estimate)


def test_identical_effects_have_no_variance_between_or_within():
    fit = three_level([0.3] * 6, [0.1, 0.2, 0.3, 0.1, 0.2, 0.3], ["a", "a", "b", "b", "c", "c"])
    assert (fit.sigma2_between, fit.sigma2_within) == (0, 0)
    np.testing.assert_allclose(fit.estimate, 0.3, rtol=1e-15)


def test_effects_a_million_standard_errors_apart_still_settle():
    yi = np.array([8189.5, 5785.7, -16469.8, -6352.9, -2283.5, -7069.1])
    labels = np.array(["a", "a", "b", "b", "c", "c"])
    fit = three_level(yi, np.full(6, 1.9e-9), labels)
    best = height(yi, np.full(6, 1.9e-9), labels, fit.sigma2_between, fit.sigma2_within)
    for between, within in ((1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99)):
        other = height(yi, np.full(6, 1.9e-9), labels, between * fit.sigma2_between, within * fit.sigma2_within)
        assert other < best


def test_aggregation_is_generalised_least_squares_in_first_seen_order():
    yi, vi, labels = sample(6)
    shuffled = np.random.default_rng(3).permutation(len(yi))
    yi, vi, labels = yi[shuffled], vi[shuffled], labels[shuffled]
    for rho in (0, 0.6, 0.95):
        means, variances, found = aggregate_within_study(yi, vi, labels, rho=rho)
        assert found.tolist() == list(dict.fromkeys(labels.tolist()))
        for mean, variance, label in zip(means, variances, found, strict=True):
            rows = labels == label
            error = np.sqrt(vi[rows])
            covariance = rho * np.outer(error, error) + (1 - rho) * np.diag(vi[rows])
            inverse = np.linalg.inv(covariance)
            np.testing.assert_allclose(variance, 1 / inverse.sum(), rtol=1e-9)
            np.testing.assert_allclose(mean, inverse.sum(axis=0) @ yi[rows] / inverse.sum(), rtol=1e-9)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match=r"rho must lie in \[0, 1\), got 1"):
        aggregate_within_study([1], [1], ["a"], rho=1)
    with pytest.raises(ValueError, match="model must be one of three_level, simple, got 'CHE'"):
        robust([1], [1], ["a"], model="CHE")
    with pytest.raises(ValueError, match="at least one study, got none"):
        three_level([], [], [])
    with pytest.raises(ValueError, match="same length, got 1 and 2"):
        three_level([1, 2], [1, 1], ["a"])
    with pytest.raises(ValueError, match=r"level must lie in \(0, 1\), got 2"):
        three_level([1, 2], [1, 1], ["a", "b"], level=2)
    assert [len(part) for part in aggregate_within_study([], [], [])] == [0, 0, 0]
