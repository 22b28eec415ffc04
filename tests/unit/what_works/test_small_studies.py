"""Egger's test and trim and fill, beyond what the reference sets hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from integrated.what_works.meta_analysis import egger_test, pool, trim_and_fill

RANDOM = np.random.default_rng(2)


def test_eggers_test_is_the_regression_of_the_z_value_on_precision():
    yi, vi = RANDOM.normal(size=15), RANDOM.uniform(0.01, 1, 15)
    line = stats.linregress(1 / np.sqrt(vi), yi / np.sqrt(vi))
    ours = egger_test(yi, vi)
    assert ours.df == 13
    np.testing.assert_allclose(ours.t, line.intercept / line.intercept_stderr, rtol=1e-9)
    np.testing.assert_allclose(ours.p, 2 * stats.t.sf(abs(ours.t), 13), rtol=1e-9)


@pytest.mark.parametrize(
    ("yi", "vi"), [([0.3] * 5, [1, 2, 3, 4, 5]), ([1, 2, 3], [0.5] * 3), ([1, 2], [1, 2]), ([1], [1]), ([], [])]
)
def test_eggers_test_is_unknown_where_nothing_can_be_tested(yi, vi):
    ours = egger_test(yi, vi)
    assert np.isnan([ours.t, ours.p]).all()
    assert ours.df == len(yi) - 2


def test_eggers_test_does_not_change_with_shift_or_unit():
    yi, vi = RANDOM.normal(size=12), RANDOM.uniform(0.01, 1, 12)
    for unit in (1e-120, 1.0, 1e120):
        ours = egger_test((yi + 5) * unit, vi * unit * unit)
        np.testing.assert_allclose(ours.t, egger_test(yi, vi).t, rtol=1e-9)


def test_a_lopsided_set_gets_its_mirror_images_back():
    # Ranks of the four above the middle add up to 16 or 17, of 21: (4·17 − 6·7) / 11 rounds to 2.
    yi, vi = np.array([0.0, 0.1, -0.1, 0.8, 0.9, 1.0]), np.array([0.001, 0.002, 0.002, 0.2, 0.25, 0.3])
    filled = trim_and_fill(yi, vi)
    assert (filled.k0, filled.side) == (2, "left")
    turned = trim_and_fill(-yi, vi)
    assert (turned.k0, turned.side) == (2, "right")
    np.testing.assert_allclose(
        [turned.estimate, turned.ci_lb, turned.ci_ub], [-filled.estimate, -filled.ci_ub, -filled.ci_lb]
    )
    assert filled.estimate < pool(yi, vi).estimate[0]
    assert filled.ci_lb < filled.estimate < filled.ci_ub


def test_a_set_with_nothing_missing_is_pooled_as_it_is():
    yi, vi = np.array([0.3, 0.1, 0.5, 0.3, 0.2, 0.4]), np.array([0.01, 0.1, 0.1, 0.01, 0.05, 0.05])
    for side in ("left", "right"):
        filled = trim_and_fill(yi, vi, side=side)
        assert (filled.k0, filled.side) == (0, side)
        np.testing.assert_allclose(filled.estimate, pool(yi, vi).estimate[0])


@given(seed=st.integers(0, 2**31), k=st.integers(1, 12), estimator=st.sampled_from(("L0", "R0")))
@settings(max_examples=150, deadline=None)
def test_any_set_ends_with_fewer_added_than_held_or_says_that_it_swings(seed, k, estimator):
    random = np.random.default_rng(seed)
    yi, vi = random.normal(size=k).round(1), random.uniform(0.01, 1, k).round(2) + 0.01
    try:
        filled = trim_and_fill(yi, vi, estimator=estimator)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert refusal.startswith("trim and fill does not settle: it swings between ")
        return
    assert 0 <= filled.k0 < k
    assert filled.se > 0


def test_equal_variances_have_no_slope_and_count_as_left():
    assert trim_and_fill([0.1, 0.5, 0.9], [0.1] * 3).side == "left"
    assert trim_and_fill([0.1], [0.1]).k0 == 0


def test_bad_input_is_named():
    for arguments, words in (
        ({"estimator": "Q0"}, "estimator must be one of L0, R0, got 'Q0'"),
        ({"side": "up"}, "side must be one of left, right, None, got 'up'"),
        ({"method": "ML"}, "method must be one of"),
    ):
        with pytest.raises(ValueError, match=words):
            trim_and_fill([1, 2], [1, 1], **arguments)
    with pytest.raises(ValueError, match="at least one study"):
        trim_and_fill([], [])
