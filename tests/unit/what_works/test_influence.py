"""Leaving studies out and adding them one by one give what separate calls give."""

import numpy as np
import pytest

from integrated.what_works.meta_analysis import cumulative, influence, leave_one_out, pool

YI, VI = np.array([0.4, -0.1, 0.9, 0.2, 0.35]), np.array([0.02, 0.05, 0.08, 0.01, 0.2])
COLUMNS = ["estimate", "se", "ci_lb", "ci_ub", "tau2"]


def alone(rows, **options):
    pooled = pool(YI[rows], VI[rows], **options)
    return [getattr(pooled, name)[0] for name in COLUMNS]


@pytest.mark.parametrize("options", [{}, {"method": "DL", "test": "z", "level": 0.9}])
def test_leaving_one_out_is_pooling_the_others(options):
    expected = [alone(np.arange(5) != left_out, **options) for left_out in range(5)]
    table = leave_one_out(YI, VI, **options)
    assert list(table.columns) == COLUMNS
    np.testing.assert_allclose(table.to_numpy(), expected, rtol=1e-10, atol=1e-12)


def test_cumulative_is_pooling_the_first_so_many_in_the_order_given():
    years = [2010, 2001, 2015, 2001, 1999]
    order = np.array([4, 1, 3, 0, 2])
    expected = [alone(order[: count + 1]) for count in range(5)]
    for given in (order, years):
        table = cumulative(YI, VI, given)
        assert table.index.tolist() == order.tolist()
        np.testing.assert_allclose(table[COLUMNS].to_numpy(), expected, rtol=1e-10, atol=1e-12)


def test_the_study_that_stands_apart_has_the_largest_distance_and_pull():
    table = influence([0.1, 0.12, 0.09, 1.5, 0.11, 0.1], [0.01] * 6)
    assert table["rstudent"].abs().idxmax() == table["cook_d"].idxmax() == table["dffits"].abs().idxmax() == 3
    np.testing.assert_allclose(table["weight_pct"].sum(), 100)
    assert table["cov_r"].idxmin() == 3


def test_one_study_leaves_nothing_to_compare_with_and_none_gives_no_rows():
    assert leave_one_out([0.1], [0.2]).isna().all(axis=None)
    one = influence([0.1], [0.2])
    assert one[["rstudent", "dffits", "cook_d", "cov_r"]].isna().all(axis=None)
    assert one[["hat", "weight_pct"]].to_numpy().tolist() == [[1, 100]]
    assert cumulative([0.1], [0.2], [0])["estimate"].tolist() == [0.1]
    for table in (leave_one_out([], []), influence([], []), cumulative([], [], [])):
        assert len(table) == 0


def test_bad_input_is_named():
    with pytest.raises(ValueError, match=r"order must hold one value per study \(2\), got an array of shape \(3,\)"):
        cumulative([1, 2], [1, 1], [0, 1, 2])
    with pytest.raises(ValueError, match="order must not have empty values"):
        cumulative([1, 2], [1, 1], [2001, np.nan])
    with pytest.raises(ValueError, match="vi must be above 0, got 0.0 at position 1"):
        influence([1, 2], [1, 0])
    with pytest.raises(ValueError, match="groups cannot be combined"):
        leave_one_out([1, 2], [1, 1], groups=["a", "b"])
    with pytest.raises(ValueError, match="method must be one of"):
        leave_one_out([1, 2], [1, 1], method="ML")
