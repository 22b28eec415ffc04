"""Wilson and Jeffreys intervals against values worked out by hand or published."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from integrated.co_production.intervals import jeffreys_lower, wilson


def test_wilson_of_none_of_60_is_z_squared_over_n_plus_z_squared() -> None:
    # At 0 of n the upper limit is z^2/(n + z^2) = 3.841459/63.841459.
    lower, upper = wilson(0, 60)
    assert lower == 0
    assert upper == pytest.approx(3.841458820694124 / 63.841458820694124, rel=1e-12)


def test_wilson_agrees_with_newcombes_published_examples() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (score without continuity correction).
    for count, of, limits in [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ]:
        assert np.round(wilson(count, of), 4) == pytest.approx(limits)


@given(of=st.integers(1, 400), data=st.data(), level=st.floats(0.5, 0.99))
def test_the_wilson_limits_solve_the_score_equation(of: int, data: st.DataObject, level: float) -> None:
    # Each limit p is where |count/of - p| is z standard errors of p, the definition of the interval.
    count = data.draw(st.integers(0, of))
    z = ndtri(0.5 + level / 2)
    for limit in wilson(count, of, level=level):
        assert abs(count / of - limit) == pytest.approx(z * np.sqrt(limit * (1 - limit) / of), abs=1e-9)
        assert 0 <= limit <= 1


def test_nobody_asked_leaves_the_whole_range() -> None:
    assert wilson(0, 0) == (0, 1)


def test_the_jeffreys_bound_of_one_of_one_solves_its_closed_form() -> None:
    # Beta(3/2, 1/2) has F(x) = (2/pi)(asin sqrt(x) - sqrt(x(1-x))): integrate sqrt(t/(1-t)) with t = sin^2.
    bound = float(jeffreys_lower(1, 1))
    assert 2 / np.pi * (np.arcsin(np.sqrt(bound)) - np.sqrt(bound * (1 - bound))) == pytest.approx(0.10, abs=1e-12)


def test_the_jeffreys_bound_leaves_a_tenth_of_beta_below_it() -> None:
    # 9 of 10: the 10% quantile of Beta(9.5, 1.5), by summing the density x^8.5 (1-x)^0.5 over a fine grid.
    bound = float(jeffreys_lower(9, 10))
    grid = (np.arange(2_000_000) + 0.5) / 2_000_000
    density = grid**8.5 * (1 - grid) ** 0.5
    assert density[grid < bound].sum() / density.sum() == pytest.approx(0.10, abs=1e-6)
    assert bound == pytest.approx(0.72544, abs=5e-6)


def test_the_jeffreys_bound_of_none_is_zero_and_of_nobody_is_zero() -> None:
    assert jeffreys_lower([0, 0], [10, 0]).tolist() == [0, 0]


@pytest.mark.parametrize("level", [0, 1, 1.5, -0.1])
def test_a_bad_level_is_named(level: float) -> None:
    for interval in (wilson, jeffreys_lower):
        with pytest.raises(ValueError, match=r"level must lie in \(0, 1\), got"):
            interval(1, 2, level=level)


@pytest.mark.parametrize(("count", "of"), [(3, 2), (-1, 2), (float("nan"), 2)])
def test_a_count_outside_its_base_is_named(count: float, of: float) -> None:
    with pytest.raises(ValueError, match="a count must lie between 0 and the people in all"):
        wilson(count, of)
