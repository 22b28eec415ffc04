"""Laws of meta-regression, and what it shares with pooling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.what_works.meta_analysis import meta_regression, pool, subgroups
from integrated.what_works.regression import Fit

RANDOM = np.random.default_rng(11)
YI, VI, X = RANDOM.normal(0, 0.5, 12), RANDOM.uniform(0.01, 0.2, 12), RANDOM.normal(size=(12, 2))


def likelihood_by_definition(yi, vi, columns, tau2):
    """Restricted log likelihood with every matrix written out."""
    weights = np.diag(1 / (vi + tau2))
    inner = columns.T @ weights @ columns
    residual = yi - columns @ np.linalg.solve(inner, columns.T @ weights @ yi)
    height = -np.log(vi + tau2).sum() - np.linalg.slogdet(inner)[1] - residual @ weights @ residual
    return height / 2


@pytest.mark.parametrize("test", ["z", "knha", "adhoc"])
@pytest.mark.parametrize("method", ["EE", "DL", "PM", "REML"])
def test_with_an_intercept_only_it_is_pooling(method, test):
    fit, pooled = meta_regression(YI, VI, np.ones(12), method=method, test=test), pool(YI, VI, method=method, test=test)
    ours = [fit.estimate[0], fit.se[0], fit.ci_lb[0], fit.ci_ub[0], fit.tau2]
    theirs = [getattr(pooled, name)[0] for name in ("estimate", "se", "ci_lb", "ci_ub", "tau2")]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)
    assert np.isnan(fit.qm_p)


@given(seed=st.integers(0, 2**31), spread=st.floats(-3, 2))
@settings(max_examples=50, deadline=None)
def test_no_other_tau2_has_a_higher_restricted_likelihood(seed, spread):
    random = np.random.default_rng(seed)
    k = random.integers(4, 15)
    vi = 10 ** random.uniform(-3, 1, k)
    yi = random.normal(0, np.sqrt(vi + 10**spread))
    columns = np.column_stack([np.ones(k), random.normal(size=k)])
    fit = meta_regression(yi, vi, columns[:, 1])
    best = likelihood_by_definition(yi, vi, columns, fit.tau2)
    grid = np.r_[0, np.geomspace(1e-6, 1e4, 200)]
    assert max(likelihood_by_definition(yi, vi, columns, tau2) for tau2 in grid) <= best + 1e-9 * abs(best)


def test_paule_and_mandel_leave_a_q_of_its_expected_size():
    fit = meta_regression(YI * 4, VI, X, method="PM")
    assert fit.tau2 > 0
    weights = Fit.at(YI * 4, VI, np.column_stack([np.ones(12), X]), fit.tau2)
    np.testing.assert_allclose(weights.q, 9, rtol=1e-10)


def test_order_of_studies_unit_of_effects_and_unit_of_columns_do_not_matter():
    here = meta_regression(YI, VI, X)
    shuffled = RANDOM.permutation(12)
    there = meta_regression(YI[shuffled] * 1e-80, VI[shuffled] * 1e-160, X[shuffled] * [10, 0.1])
    np.testing.assert_allclose(there.estimate * 1e80 * [1, 10, 0.1], here.estimate, rtol=1e-9)
    np.testing.assert_allclose(there.p, here.p, rtol=1e-9)
    np.testing.assert_allclose([there.qm, there.r2], [here.qm, here.r2], rtol=1e-9, atol=1e-12)


def test_an_intercept_is_put_in_unless_the_columns_hold_one():
    flags = np.array([0, 1] * 6)
    with_intercept = meta_regression(YI, VI, flags, names=["later"])
    assert with_intercept.names == ("intercept", "later")
    by_hand = meta_regression(YI, VI, np.column_stack([np.ones(12), flags]), names=["one", "later"])
    assert by_hand.names == ("one", "later")
    np.testing.assert_allclose(by_hand.estimate, with_intercept.estimate)
    np.testing.assert_allclose(by_hand.qm, with_intercept.qm)
    cells = meta_regression(YI, VI, np.column_stack([1 - flags, flags]))
    assert cells.names == ("x1", "x2")
    np.testing.assert_allclose(cells.estimate, [with_intercept.estimate[0], with_intercept.estimate.sum()])
    assert np.isnan(cells.r2)


def test_subgroups_average_apart_and_are_compared_together():
    labels = ["b", "a", "c"] * 4
    found = subgroups(YI, VI, labels)
    assert found.pooled.group.tolist() == ["b", "a", "c"]
    rows = np.array(labels) == "a"
    np.testing.assert_allclose(found.pooled.estimate[1], pool(YI[rows], VI[rows]).estimate[0])
    columns = np.column_stack([np.array(labels) == "a", np.array(labels) == "c"])
    fit = meta_regression(YI, VI, columns)
    np.testing.assert_allclose([found.qm, found.qm_p, found.tau2], [fit.qm, fit.qm_p, fit.tau2])
    far = np.where(rows, 5.0, 0.0) + 0.01 * YI
    assert subgroups(far, VI, labels).qm_p < 1e-6


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"X": X[:5]}, r"X must have one row per study \(12\), got an array of shape \(5, 2\)"),
        ({"X": np.where(np.eye(12, 2) > 0, np.nan, X)}, "X must be finite numbers, got nan at row 0, column 0"),
        ({"X": np.column_stack([X, X.sum(axis=1)])}, "columns of X repeat one another: 4 columns hold 3 facts"),
        ({"X": np.zeros(12)}, "columns of X repeat one another"),
        ({"X": np.eye(12)[:, :11]}, "more studies than coefficients, got 12 studies and 12 coefficients"),
        ({"X": X, "names": ["a"]}, "names must name the 2 columns of X, got 1"),
        ({"X": X, "method": "ML"}, "method must be one of"),
        ({"X": X, "test": "t"}, "test must be one of"),
        ({"X": X, "level": 1}, r"level must lie in \(0, 1\), got 1"),
        ({"X": ["young"] * 12}, "X must be numbers"),
    ],
)
def test_bad_input_is_named(arguments, words):
    columns = arguments.pop("X")
    with pytest.raises(ValueError, match=words):
        meta_regression(YI, VI, columns, **arguments)


def test_one_subgroup_is_refused():
    with pytest.raises(ValueError, match="at least two labels, got 1"):
        subgroups(YI, VI, ["a"] * 12)
