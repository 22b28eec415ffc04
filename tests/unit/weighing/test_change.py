import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.weighing.judgement import values as values_of
from integrated.weighing.sensitivity import flips, information_value, spacing_check
from tests.unit.weighing.triangles import LEVELS, TABLES, net

MIX = st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any).map(lambda k: np.array(k) / sum(k))
SHARES = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any).map(lambda k: [i / sum(k) for i in k])


def test_the_smallest_level_change_and_weight_shift_are_named_by_hand() -> None:
    table = flips([[0.8, 0.4, 0.4], [0.4, 0.6, 0.5]], [0.6, 0.2, 0.2])
    # Scores 0.64 and 0.46: a gap of 0.18; 0.3 on studies (weight 0.6) closes it, from either side.
    level = table[table["kind"] == "level"]
    assert level["change"].abs().min() == pytest.approx(0.3)
    assert set(level.loc[level["change"].abs() < 0.31, "change"].round(12)) == {0.3, -0.3}
    # Studies tell for the first by 0.4, people against it by 0.2: each share moved closes 0.6.
    weight = table[table["kind"] == "weight"].iloc[0]
    assert (weight["perspective"], weight["towards"], weight["becomes_first"]) == ("works", "people", 1)
    assert weight["change"] == pytest.approx(0.3)
    assert list(weight[["w_works", "w_people", "w_system"]]) == pytest.approx([0.3, 0.5, 0.2])
    assert table["change"].abs().is_monotonic_increasing


def test_a_change_that_would_leave_the_scale_is_not_listed() -> None:
    table = flips([[1, 1, 1], [0.9, 0.1, 0.1]], [0.2, 0.4, 0.4])
    rises = table[(table["kind"] == "level") & (table["option"] == 1)]
    assert rises.empty
    assert table[table["kind"] == "weight"].empty


def test_options_level_from_the_start_need_no_change() -> None:
    table = flips([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], [1, 0, 0])
    assert (table["change"] == 0).all()


def test_several_people_are_told_apart_and_nobody_gives_no_rows() -> None:
    values = [[1, 0, 0], [0, 1, 0]]
    table = flips(values, [[0.6, 0.2, 0.2], [0.2, 0.6, 0.2]])
    assert table.groupby("person")["becomes_first"].agg(set).tolist() == [{1}, {0}]
    assert flips(values, np.empty((0, 3))).empty
    assert flips(values[:1], [1, 0, 0]).empty


@given(TABLES.filter(lambda table: len(table) > 1), MIX)
@settings(deadline=None)
def test_after_each_listed_change_the_new_one_is_level_with_the_old_first(
    table: list[list[float]], mix: np.ndarray
) -> None:
    rows = np.array(table)
    first = int(np.argmax(rows @ mix))
    for flip in flips(table, mix).itertuples():
        after, weights = rows.copy(), np.array([flip.w_works, flip.w_people, flip.w_system])
        assert weights.sum() == pytest.approx(1)
        if flip.kind == "level":
            after[flip.option, ("works", "people", "system").index(flip.perspective)] += flip.change
            assert after.min() >= -1e-9
            assert after.max() <= 1 + 1e-9
        else:
            assert np.abs(weights - mix).sum() / 2 == pytest.approx(flip.change, abs=1e-9)
        scores = after @ weights
        assert scores[flip.becomes_first] == pytest.approx(scores[first], abs=1e-9)


@given(st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=2, max_size=4, unique=True), MIX)
@settings(deadline=None, max_examples=60)
def test_no_smaller_shift_of_weights_lets_a_rival_draw_level(table: list[tuple[float, ...]], mix: np.ndarray) -> None:
    rows = np.array(table)
    first = int(np.argmax(rows @ mix))
    found = flips(rows, mix)
    weight = found[found["kind"] == "weight"].set_index("option")["change"]
    mixes = net(40)
    moved = np.abs(mixes - mix).sum(axis=1) / 2
    for rival in range(len(rows)):
        if rival == first:
            continue
        reached = mixes @ (rows[rival] - rows[first]) >= -1e-12
        if rival in weight.index:
            assert moved[reached].min(initial=2) >= weight[rival] - 1e-9
        else:
            assert not reached.any()


def _by_enumeration(levels: np.ndarray, mix: np.ndarray, k: int) -> float:
    value = values_of(levels)
    total = 0.0
    for outcome in itertools.product(range(5), repeat=len(levels)):
        chance = math.prod(levels[a, k, outcome[a]] for a in range(len(levels)))
        total += chance * max(value[a] @ mix + mix[k] * (outcome[a] / 4 - value[a, k]) for a in range(len(levels)))
    return total - float((value @ mix).max())


@given(
    st.lists(st.lists(SHARES, min_size=3, max_size=3), min_size=1, max_size=3), st.lists(MIX, min_size=1, max_size=3)
)
@settings(deadline=None, max_examples=40)
def test_the_value_of_knowing_agrees_with_every_outcome_counted(table: list[list[list[float]]], people: list) -> None:
    levels, weights = np.array(table), np.array(people)
    found = information_value(table, weights)
    assert found["perspective"].tolist() == ["works", "people", "system"]
    for k in range(3):
        expected = np.mean([_by_enumeration(levels, mix, k) for mix in weights])
        assert found["value"][k] == pytest.approx(expected, abs=1e-9)


def test_knowing_is_worth_nothing_when_it_is_known_or_does_not_count() -> None:
    certain, wide = [0, 0, 1, 0, 0], [0.5, 0, 0, 0, 0.5]
    levels = [[certain, wide, certain], [certain, certain, certain]]
    found = information_value(levels, [0.5, 0.5, 0]).set_index("perspective")["value"]
    assert found["works"] == 0
    assert found["system"] == 0
    # People: half the time the first option gains 0.5 × 0.5 over the other.
    assert found["people"] == pytest.approx(0.125)


def test_what_is_not_known_is_refused_and_nobody_gives_no_value() -> None:
    even = [0.2] * 5
    with pytest.raises(ValueError, match="position 1 has no value for people"):
        information_value([[even] * 3, [even, None, even]], [1, 0, 0])
    assert information_value([[even] * 3], np.empty((0, 3)))["value"].isna().all()
    with pytest.raises(ValueError, match=r"shape \(options, 3, 5\)"):
        information_value([even] * 3, [1, 0, 0])


def test_a_stochastically_dominant_option_is_first_most_often_under_every_spacing() -> None:
    better, worse = [0, 0, 0.2, 0.4, 0.4], [0.2, 0.4, 0.2, 0.1, 0.1]
    found = spacing_check([[better] * 3, [worse] * 3])
    assert found["most_often"].tolist() == [1, 0]
    assert found["lowest"][0] == 1
    mixed = spacing_check([[[0.5, 0, 0, 0, 0.5]] * 3, [[0, 0, 1, 0, 0]] * 3])
    assert mixed["usual"].tolist() == [0.5, 0.5]
    assert mixed["most_often"].sum() == pytest.approx(1, abs=1e-3)
    assert 0.4 < mixed["most_often"][0] < 0.6
