"""Laws of pooling that hold for any studies, and what bad input is told."""

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.what_works.heterogeneity import restricted_log_likelihood, score_ratio
from integrated.what_works.meta_analysis import PooledEffects, pool
from integrated.what_works.pooling import BLOCK_ROWS
from integrated.what_works.segments import segments

ROOT = Path(__file__).parents[3]
METHODS = ("EE", "DL", "PM", "REML")
NUMBERS = (
    "estimate",
    "se",
    "ci_lb",
    "ci_ub",
    "pi_lb",
    "pi_ub",
    "tau2",
    "tau2_ci_lb",
    "tau2_ci_ub",
    "i2",
    "h2",
    "q",
    "q_p",
)


@st.composite
def studies(draw, smallest=1, largest=12):
    k = draw(st.integers(smallest, largest))
    effect = st.floats(-3, 3).map(lambda x: round(x, 6))
    variance = st.floats(-4, 1).map(lambda x: 10**x)
    yi = draw(st.lists(effect, min_size=k, max_size=k))
    return np.array(yi), np.array(draw(st.lists(variance, min_size=k, max_size=k)))


def numbers(pooled: PooledEffects) -> np.ndarray:
    return np.array([getattr(pooled, name) for name in NUMBERS])


def one_group(yi, vi):
    yi, vi = np.asarray(yi, float), np.asarray(vi, float)
    return segments(yi, vi, np.zeros(1, dtype=np.int64), np.array([len(yi)]))


@pytest.mark.parametrize("method", METHODS)
@given(data=studies(), seed=st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_the_order_of_studies_does_not_matter(method, data, seed):
    yi, vi = data
    shuffled = np.random.default_rng(seed).permutation(len(yi))
    straight, other = pool(yi, vi, method=method), pool(yi[shuffled], vi[shuffled], method=method)
    np.testing.assert_allclose(numbers(other), numbers(straight), rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(other.weights, straight.weights[shuffled], rtol=1e-7)


@pytest.mark.parametrize("method", METHODS)
@given(data=studies(), shift=st.floats(-1000, 1000))
@settings(max_examples=60, deadline=None)
def test_a_shift_of_all_effects_shifts_the_average_and_nothing_else(method, data, shift):
    yi, vi = data
    here, there = pool(yi, vi, method=method), pool(yi + shift, vi, method=method)
    np.testing.assert_allclose(there.estimate - shift, here.estimate, atol=1e-9)
    for name in ("se", "tau2", "tau2_ci_lb", "tau2_ci_ub", "q"):
        np.testing.assert_allclose(getattr(there, name), getattr(here, name), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("method", METHODS)
@given(data=studies(), power=st.integers(-300, 300), sign=st.sampled_from((-1, 1)))
@settings(max_examples=60, deadline=None)
def test_another_unit_changes_every_number_with_it_and_no_share(method, data, power, sign):
    yi, vi = data
    unit = 2.0**power
    here, there = pool(yi, vi, method=method), pool(sign * yi * unit, vi * unit * unit, method=method)
    np.testing.assert_allclose(there.estimate / unit, sign * here.estimate, rtol=1e-9, atol=1e-12)
    for name in ("i2", "h2", "q", "q_p", "weights"):
        np.testing.assert_allclose(getattr(there, name), getattr(here, name), rtol=1e-9, atol=1e-12)
    for name in ("tau2", "tau2_ci_lb", "tau2_ci_ub"):
        np.testing.assert_allclose(getattr(there, name) / unit / unit, getattr(here, name), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(there.se / unit, here.se, rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(data=studies(), other=studies())
@settings(max_examples=40, deadline=None)
def test_a_group_twice_over_gives_the_same_answer_twice_and_disturbs_no_neighbour(method, data, other):
    (yi, vi), (yj, vj) = data, other
    groups = ["b"] * len(yi) + ["a"] * len(yj) + ["c"] * len(yi)
    together = pool(np.r_[yi, yj, yi], np.r_[vi, vj, vi], groups=groups, method=method)
    assert together.group.tolist() == ["b", "a", "c"]
    np.testing.assert_allclose(numbers(together)[:, 2], numbers(together)[:, 0], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(numbers(together)[:, :1], numbers(pool(yi, vi, method=method)), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(numbers(together)[:, 1:2], numbers(pool(yj, vj, method=method)), rtol=1e-9, atol=1e-12)


@given(data=studies(smallest=2, largest=20))
@settings(max_examples=300, deadline=None)
def test_reml_is_where_its_score_is_zero_or_at_the_boundary(data):
    yi, vi = data
    pooled = pool(yi, vi)
    assert pooled.converged.all()
    rows, tau2 = one_group(yi, vi), pooled.tau2
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, slope = score_ratio(rows, tau2)
    if tau2[0] > 0:
        assert abs(ratio[0] / slope[0]) <= 1e-9 * (tau2[0] + vi.min())
    else:
        assert not np.ptp(yi) or ratio[0] >= 0


@given(data=studies(smallest=2, largest=8))
@settings(max_examples=300, deadline=None)
def test_no_other_tau2_has_a_higher_restricted_likelihood(data):
    yi, vi = data
    pooled = pool(yi, vi)
    grid = np.r_[0, np.geomspace(1e-8, 1e3, 2000)]
    rows = one_group(yi, vi).take(np.zeros(len(grid), dtype=np.int64))
    best = restricted_log_likelihood(one_group(yi, vi), pooled.tau2)[0]
    assert restricted_log_likelihood(rows, grid).max() <= best + 1e-9 * max(1, abs(best))


def test_reml_chooses_the_higher_of_two_peaks():
    # Two precise studies agree, two rough ones lie far off: the restricted likelihood has a peak at 0 and one near 5.
    yi, vi = np.array([0.0, 0.01, 5.0, -5.0, 4.0]), np.array([1e-4, 1e-4, 4.0, 4.0, 4.0])
    grid = np.r_[0, np.geomspace(1e-7, 1e3, 4000)]
    heights = restricted_log_likelihood(one_group(yi, vi).take(np.zeros(len(grid), dtype=np.int64)), grid)
    peaks = (np.diff(np.sign(np.diff(heights))) < 0).sum() + (heights[0] > heights[1])
    assert peaks == 2
    tau2 = pool(yi, vi).tau2[0]
    np.testing.assert_allclose(tau2, grid[heights.argmax()], rtol=0.01, atol=1e-7)


@pytest.mark.parametrize("method", ["DL", "PM", "REML"])
@pytest.mark.parametrize("spread", [1e-12, 1e-6, 1.0, 1e6, 1e12])
def test_sets_of_any_scale_and_any_mix_of_precision_converge(method, spread):
    random = np.random.default_rng(7)
    k = 40
    yi = random.normal(0, np.sqrt(spread), (200, k))
    vi = 10 ** random.uniform(-12, 12, (200, 1)) * 10 ** random.uniform(-6, 0, (200, k))
    pooled = pool(yi.ravel(), vi.ravel(), groups=np.repeat(np.arange(200), k), method=method)
    assert pooled.converged.all()
    assert np.isfinite(numbers(pooled)).all()


def test_groups_may_be_unsorted_text_numbers_or_dates_and_keep_their_first_seen_order():
    yi, vi = np.arange(6.0), np.full(6, 0.5)
    dates = np.array(["2020-01-02", "2020-01-01"] * 3, dtype="datetime64[D]")
    for labels in (
        ["z", "a"] * 3,
        [9, -4] * 3,
        [1e9, 0.5] * 3,
        [10**15, 3] * 3,
        ["a", 1] * 3,
        dates,
        [True, False] * 3,
    ):
        pooled = pool(yi, vi, groups=labels, method="EE")
        assert pooled.group.tolist() == np.asarray(labels, dtype=getattr(labels, "dtype", object))[:2].tolist()
        assert pooled.k.tolist() == [3, 3]
        np.testing.assert_allclose(pooled.estimate, [2, 3])


def test_more_groups_than_one_block_or_16_bits_hold_give_what_single_calls_give():
    random = np.random.default_rng(3)
    labels = random.permutation(np.repeat(np.arange(70_000), 2))
    assert len(labels) > 8 * BLOCK_ROWS
    yi, vi = random.normal(size=len(labels)), random.uniform(0.01, 1, len(labels))
    pooled = pool(yi, vi, groups=labels)
    assert pooled.group[0] == labels[0]
    for position in (0, 1, 34_567, 69_999):
        rows = labels == pooled.group[position]
        alone = pool(yi[rows], vi[rows])
        np.testing.assert_allclose(numbers(pooled)[:, position], numbers(alone)[:, 0], rtol=1e-12)
        np.testing.assert_allclose(pooled.weights[rows], alone.weights)


def test_one_study_is_returned_as_it_is():
    pooled = pool([0.2], [0.01], test="knha", predict="metafor")
    assert (pooled.estimate[0], pooled.se[0], pooled.tau2[0]) == (0.2, 0.1, 0)
    np.testing.assert_allclose([pooled.ci_lb[0], pooled.ci_ub[0]], [0.2 - 0.1959963984540054, 0.2 + 0.1959963984540054])
    assert np.isnan([pooled.pi_lb[0], pooled.pi_ub[0], pooled.tau2_ci_lb[0], pooled.tau2_ci_ub[0]]).all()
    assert (pooled.q[0], pooled.q_df[0], pooled.q_p[0], pooled.h2[0], pooled.i2[0]) == (0, 0, 1, 1, 0)


def test_two_studies_have_a_prediction_interval_only_in_metafors_form():
    assert np.isnan(pool([0, 1], [0.1, 0.1]).pi_lb[0])
    assert np.isfinite(pool([0, 1], [0.1, 0.1], predict="metafor").pi_lb[0])


def test_identical_effects_leave_no_heterogeneity():
    for method in METHODS:
        pooled = pool([0.3] * 4, [1e-12, 0.1, 0.2, 5], method=method)
        assert pooled.tau2[0] == 0
        np.testing.assert_allclose(pooled.estimate, 0.3, rtol=1e-15)
        assert (pooled.tau2_ci_lb[0], pooled.tau2_ci_ub[0]) == (0, 0)


def test_no_studies_give_no_rows():
    for groups in (None, [], np.array([], dtype=str)):
        pooled = pool([], [], groups=groups)
        assert len(pooled.group) == len(pooled.tau2_ci_lb) == len(pooled.weights) == 0
        assert len(pooled.to_frame()) == 0


def test_the_frame_has_every_field_but_the_weights():
    frame = pool([0, 1, 3], [0.1, 0.2, 0.3], groups=["a", "a", "b"]).to_frame()
    fields = [name for name in PooledEffects.__dataclass_fields__ if name != "weights"]
    assert list(frame.columns) == fields
    assert frame["group"].tolist() == ["a", "b"]
    assert frame["tau2_ci_ub"].notna().tolist() == [True, False]


def test_the_interval_of_tau2_is_that_of_the_arrays_that_were_pooled_or_none_at_all():
    yi, vi = np.array([0.1, 0.9, 0.4]), np.array([0.01, 0.02, 0.03])
    expected = pool(yi, vi).tau2_ci_ub[0]
    kept = pickle.loads(pickle.dumps(pool(yi, vi)))
    changed = pool(yi, vi)
    yi[0] = 5
    assert kept.tau2_ci_ub[0] == expected
    with pytest.raises(ValueError, match="have been changed since"):
        changed.tau2_ci_ub  # noqa: B018


def test_inputs_are_left_as_they_were():
    yi, vi, groups = np.array([0.1, 0.9, 0.4]), np.array([0.01, 0.02, 0.03]), np.array(["b", "a", "b"])
    before = yi.copy(), vi.copy(), groups.copy()
    pool(yi, vi, groups=groups).to_frame()
    assert all(np.array_equal(old, new) for old, new in zip(before, (yi, vi, groups), strict=True))


def test_results_cannot_be_changed():
    with pytest.raises(AttributeError):
        pool([0.1], [0.1]).estimate = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        pool([0.1], [0.1]).no_such_field  # noqa: B018


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"yi": [1, 2, 3], "vi": [1, 2]}, "same length, got 3 and 2: position 2"),
        ({"yi": [1, np.nan], "vi": [1, 1]}, "yi must be finite numbers, got nan at position 1"),
        ({"yi": [1, 2], "vi": [np.inf, np.nan]}, "vi must be finite numbers, got inf at position 0"),
        ({"yi": [1, 2, 3], "vi": [1, 0, -1]}, "vi must be above 0, got 0.0 at position 1"),
        ({"yi": [1, 2], "vi": [1, -0.5]}, "vi must be above 0, got -0.5 at position 1"),
        ({"yi": [1, -np.inf], "vi": [1, -0.5]}, "yi must be finite numbers, got -inf at position 1"),
        ({"yi": [1], "vi": [1], "level": 1.5}, r"level must lie in \(0, 1\), got 1.5"),
        ({"yi": [1], "vi": [1], "level": 0}, r"level must lie in \(0, 1\), got 0"),
        ({"yi": [1], "vi": [1], "level": np.nan}, r"level must lie in \(0, 1\), got nan"),
        ({"yi": [1], "vi": [1], "method": "ML"}, "method must be one of EE, DL, PM, REML, got 'ML'"),
        ({"yi": [1], "vi": [1], "test": "t"}, "test must be one of z, knha, adhoc, got 't'"),
        ({"yi": [1], "vi": [1], "predict": "none"}, "predict must be one of HTS, metafor, got 'none'"),
        (
            {"yi": [1, 2], "vi": [1, 1], "groups": ["a"]},
            "groups and yi must have the same length, got 1 and 2: position 1",
        ),
        ({"yi": [1, 2], "vi": [1, 1], "groups": ["a", None]}, "got none at position 1"),
        ({"yi": [1, 2], "vi": [1, 1], "groups": [np.nan, 1]}, "got none at position 0"),
        ({"yi": [1, 2], "vi": [1, 1], "groups": [["a", "b"]]}, "1-D"),
        ({"yi": [[1, 2]], "vi": [1, 1]}, r"1-D\), got an array of shape \(1, 2\)"),
        ({"yi": ["one"], "vi": [1]}, "yi must be numbers"),
    ],
)
def test_bad_input_is_named_with_its_position_and_value(arguments, words):
    yi, vi = arguments.pop("yi"), arguments.pop("vi")
    with pytest.raises(ValueError, match=words):
        pool(yi, vi, **arguments)


def test_options_are_keyword_only():
    with pytest.raises(TypeError):
        pool([1], [1], None)  # type: ignore[misc]


def test_importing_meta_analysis_loads_no_screen_no_database_and_no_scipy_stats():
    check = (
        "import sys, integrated.what_works.meta_analysis, integrated.what_works.effect_sizes, "
        "integrated.what_works.certainty; "
        "print([name for name in ('streamlit', 'duckdb', 'scipy.stats', 'pandas') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
