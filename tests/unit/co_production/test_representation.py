"""Who was heard against who lives here: the states of METHODS, first that fits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.co_production.representation import COLUMNS, representation


def state(heard: dict[str, int], population: dict[str, float], category: str) -> str:
    return representation(heard, population).set_index("category").at[category, "state"]


def test_the_columns_are_those_of_the_method() -> None:
    assert representation({"a": 3}, {"a": 0.5}).columns.tolist() == COLUMNS


def test_2_of_60_against_8_percent_is_cannot_tell() -> None:
    # Wilson of 2/60 is 0.00919 to 0.11364; over 0.08 that is 0.115 to 1.42: it holds 1 and leaves 1/1.5.
    row = representation({"disabled": 2, "not disabled": 58}, {"disabled": 0.08}).set_index("category").loc["disabled"]
    assert row["state"] == "cannot tell"
    assert row["ratio"] == pytest.approx((2 / 60) / 0.08)
    assert (row["ratio_lb"], row["ratio_ub"]) == pytest.approx((0.00919 / 0.08, 0.11364 / 0.08), rel=1e-3)


def test_0_of_60_against_35_percent_is_under_represented() -> None:
    # Wilson's upper limit of 0/60 is z^2/(60 + z^2) = 0.06017, and 0.06017/0.35 = 0.172 < 1.
    row = representation({"young": 0, "older": 60}, {"young": 0.35, "older": 0.65}).set_index("category").loc["young"]
    assert row["state"] == "under-represented"
    assert row["ratio_ub"] == pytest.approx(3.841458820694124 / 63.841458820694124 / 0.35, rel=1e-12)


def test_nobody_heard_where_nobody_could_well_be_chance() -> None:
    # 0 of 20: the upper limit is 0.161, more than 8%.
    assert state({"traveller": 0, "other": 20}, {"traveller": 0.08}, "traveller") == "nobody heard"


def test_nobody_heard_ends_where_the_upper_limit_falls_below_the_share() -> None:
    z2 = 3.841458820694124
    limit = z2 / (20 + z2)
    assert state({"a": 0, "b": 20}, {"a": limit * 0.999}, "a") == "nobody heard"
    assert state({"a": 0, "b": 20}, {"a": limit * 1.001}, "a") == "under-represented"


def test_in_line_needs_the_whole_interval_within_one_and_a_half_times() -> None:
    assert state({"a": 500, "b": 500}, {"a": 0.5}, "a") == "in line"
    assert state({"a": 5, "b": 5}, {"a": 0.5}, "a") == "cannot tell"


def test_in_line_comes_before_under_and_over() -> None:
    # 4,500 of 10,000 against 50%: the interval ends below 1, but within 1/1.5 to 1.5.
    assert state({"a": 4500, "b": 5500}, {"a": 0.5, "b": 0.5}, "a") == "in line"
    assert state({"a": 4500, "b": 5500}, {"a": 0.5, "b": 0.5}, "b") == "in line"


def test_many_more_than_their_share_is_over_represented() -> None:
    assert state({"professionals": 40, "families": 20}, {"professionals": 0.1}, "professionals") == "over-represented"


def test_more_than_a_fifth_not_recorded_leaves_all_untold() -> None:
    table = representation({"a": 0, "b": 79, "not recorded": 21}, {"a": 0.5, "b": 0.5})
    assert set(table["state"]) == {"cannot tell"}


def test_exactly_a_fifth_not_recorded_is_not_too_many() -> None:
    for total in (5, 15, 35, 60, 100):
        fifth = total // 5
        heard = {"a": 0, "b": total - fifth, "not recorded": fifth}
        assert state(heard, {"a": 0.95, "b": 0.05}, "a") == "under-represented"


def test_not_recorded_counts_in_the_total() -> None:
    table = representation({"a": 30, "b": 20, "not recorded": 10}, {"a": 0.5, "b": 0.5}).set_index("category")
    assert table["share"].tolist() == pytest.approx([20 / 60, 30 / 60, 10 / 60])
    assert table.index.tolist() == ["b", "a", "not recorded"]
    assert np.isnan(table.at["not recorded", "ratio"])


def test_a_category_without_a_benchmark_cannot_be_told() -> None:
    assert state({"a": 50, "b": 0}, {"a": 1.0}, "b") == "cannot tell"
    assert state({"a": 50, "b": 5}, {"a": 1.0, "b": 0.0}, "b") == "cannot tell"


def test_a_category_missing_from_those_heard_has_nobody_heard() -> None:
    table = representation({"a": 20}, {"a": 0.95, "b": 0.05}).set_index("category")
    assert table.at["b", "heard"] == 0
    assert table.at["b", "state"] == "nobody heard"


def test_nobody_heard_at_all_is_nobody_heard_in_every_category() -> None:
    table = representation({}, {"a": 0.4, "b": 0.6})
    assert table["state"].tolist() == ["nobody heard", "nobody heard"]
    assert table["share"].isna().all()
    assert representation({}, {}).empty


def test_missing_voices_come_first() -> None:
    heard = {"in line": 300, "few": 100, "none": 0, "many": 600, "not recorded": 5}
    table = representation(heard, {"in line": 0.3, "few": 0.3, "many": 0.3, "none": 0.1, "rare": 0.001})
    assert table["category"].tolist() == ["none", "rare", "few", "many", "in line", "not recorded"]


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=1),
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.001, 1), min_size=1),
    st.randoms(use_true_random=False),
)
def test_the_order_of_categories_changes_nothing(heard: dict, population: dict, order: object) -> None:
    items, shares = list(heard.items()), list(population.items())
    order.shuffle(items)  # type: ignore[attr-defined]
    order.shuffle(shares)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(representation(dict(items), dict(shares)), representation(heard, population))


@given(st.integers(0, 100), st.integers(0, 100), st.floats(0.001, 1))
def test_the_ratio_lies_within_its_interval(a: int, b: int, share: float) -> None:
    row = representation({"a": a, "b": b}, {"a": share}).set_index("category").loc["a"]
    if a + b:
        assert row["ratio_lb"] - 1e-12 <= row["ratio"] <= row["ratio_ub"] + 1e-12
    assert row["ratio_lb"] >= 0


def test_a_wider_level_never_turns_cannot_tell_into_a_claim() -> None:
    heard, population = {"a": 12, "b": 48}, {"a": 0.33}
    assert representation(heard, population, level=0.80)["state"].iloc[0] == "under-represented"
    assert state(heard, population, "a") == "under-represented"
    assert representation(heard, population, level=0.9999).set_index("category").at["a", "state"] == "cannot tell"


@pytest.mark.parametrize(
    ("heard", "population", "words"),
    [
        ({"a": -1}, {"a": 0.5}, "people heard must be a whole number of 0 or more, got -1 for 'a'"),
        ({"a": 1.5}, {"a": 0.5}, "got 1.5 for 'a'"),
        ({"a": float("nan")}, {"a": 0.5}, "got nan"),
        ({"a": float("inf")}, {"a": 0.5}, "got inf"),
        ({"a": None}, {"a": 0.5}, "got None"),
        ({"a": "3"}, {"a": 0.5}, "got '3'"),
        ({"a": 3}, {"a": 35}, "write 0.35 for 35%"),
        ({"a": 3}, {"a": -0.1}, r"must lie in \[0, 1\], got -0.1 for 'a'"),
        ({"a": 3}, {"a": float("nan")}, "got nan"),
        ({"a": 3}, {"a": 0.5, "not recorded": 0.1}, "leave its share out"),
    ],
)
def test_bad_input_is_named(heard: dict, population: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        representation(heard, population)


def test_a_bad_level_is_named() -> None:
    with pytest.raises(ValueError, match=r"level must lie in \(0, 1\), got 95"):
        representation({"a": 3}, {"a": 0.5}, level=95)
