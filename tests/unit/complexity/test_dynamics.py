"""The what-if: one place to settle, shares that add up, directions that hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.dynamics import (
    direction,
    most_influential,
    settings_check,
    unintended,
    what_if,
)
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.structure import downstream, upstream
from tests.unit.complexity.embedded import OPTIONS, embedded_map
from tests.unit.complexity.random_maps import system_maps

CERTAIN = {"keep": (1.0, 1.0, 1.0), "flip": 0.0}


@given(system_maps(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_shares_sum_to_one_and_only_what_lies_downstream_moves(system_map: SystemMap, seed: int) -> None:
    moved = what_if(system_map, "o", draws=50, seed=seed)
    assert list(moved.columns) == ["factor_id", "up", "down", "no_route"]
    assert tuple(moved["factor_id"]) == system_map.factor_ids
    np.testing.assert_allclose(moved[["up", "down", "no_route"]].sum(axis=1), 1, atol=1e-12)
    entered = {entry.factor_id for entry in system_map.entries_of("o")}
    reached = entered.union(*(downstream(system_map, name) for name in entered))
    assert set(moved["factor_id"][moved["no_route"] < 1]) <= reached
    pd.testing.assert_frame_equal(moved, what_if(system_map, "o", draws=50, seed=seed))


def test_another_seed_gives_other_readings() -> None:
    assert not what_if(embedded_map(), "extended_care", seed=1).equals(what_if(embedded_map(), "extended_care", seed=2))


def test_signs_multiply_along_a_certain_chain() -> None:
    factors = tuple(map(Factor, "abcd"))
    links = (Link("a", "b", "-"), Link("b", "c", "-"), Link("c", "d", "?"))
    moved = what_if(SystemMap(factors, links, (EntryPoint("o", "a", "-"),)), "o", **CERTAIN).set_index("factor_id")
    assert moved.loc["a", "down"] == moved.loc["b", "up"] == moved.loc["c", "down"] == 1
    assert moved.loc["d", "no_route"] == 0
    assert moved.loc["d", "up"] == pytest.approx(0.5, abs=0.06)


def test_a_link_is_there_as_often_as_its_confidence_says_and_its_sign_turns_as_often_as_flip() -> None:
    factors = (Factor("a"), Factor("b"), Factor("c"))
    links = (Link("a", "b", "+", confidence="low"), Link("a", "c", "+", confidence="high"))
    system_map = SystemMap(factors, links, (EntryPoint("o", "a", "+", confidence="medium"),))
    moved = what_if(system_map, "o", draws=20_000, keep=(0.3, 0.8, 1.0), flip=0.1).set_index("factor_id")
    assert moved.loc["a", "no_route"] == pytest.approx(0.2, abs=0.01)
    assert moved.loc["a", "down"] == pytest.approx(0.08, abs=0.01)
    assert moved.loc["b", "no_route"] == pytest.approx(1 - 0.8 * 0.3, abs=0.01)
    assert moved.loc["c", "down"] == pytest.approx(0.8 * 2 * 0.1 * 0.9, abs=0.01)


def test_two_opposite_ways_to_one_factor_go_either_way() -> None:
    links = (Link("a", "b", "+"), Link("a", "c", "+"), Link("b", "d", "+"), Link("c", "d", "-"))
    moved = what_if(SystemMap(tuple(map(Factor, "abcd")), links, (EntryPoint("o", "a", "+"),)), "o", **CERTAIN)
    up, down, no_route = moved.set_index("factor_id").loc["d"]
    assert up == pytest.approx(0.5, abs=0.06)
    assert direction(up, down, no_route) == "could go either way"


def test_a_map_without_links_moves_only_where_it_is_pushed() -> None:
    moved = what_if(SystemMap((Factor("a"), Factor("b")), (), (EntryPoint("o", "a", "+"),)), "o", **CERTAIN)
    assert list(moved["up"]) == [1, 0]
    assert list(moved["no_route"]) == [0, 1]


def test_an_option_that_acts_nowhere_leaves_everything_untouched() -> None:
    assert (what_if(embedded_map(), "status_quo")["no_route"] == 1).all()
    assert unintended(embedded_map(), "status_quo") == ()


def test_an_empty_map_and_a_lone_factor_have_an_answer() -> None:
    assert what_if(SystemMap(), "o").empty
    assert unintended(SystemMap(), "o") == ()
    lone = SystemMap((Factor("a"),), (), (EntryPoint("o", "a", "-"),))
    assert list(what_if(lone, "o", **CERTAIN)["down"]) == [1]
    assert most_influential(lone, "a").empty


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"draws": 0}, "draws must be 1 or more, got 0"),
        ({"keep": (0.5, 0.8)}, "keep must be three chances"),
        ({"keep": (0.5, 0.8, 1.2)}, "keep must be three chances"),
        ({"flip": -0.1}, "flip must lie from 0 to 1, got -0.1"),
        ({"damping": 1.0}, "damping must lie in (0, 1), got 1.0"),
    ],
)
def test_a_setting_out_of_range_gets_a_sentence(setting: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError) as caught:
        what_if(embedded_map(), "extended_care", **setting)  # type: ignore[arg-type]
    assert words in str(caught.value)


def test_staying_longer_takes_up_places_unintended() -> None:
    assert unintended(embedded_map(), "extended_care")[0] == "placement_capacity"
    assert "placement_capacity" not in unintended(embedded_map(), "extended_care", share=0.9)
    with pytest.raises(ValueError, match=r"share must lie in \[0, 1\), got 1"):
        unintended(embedded_map(), "extended_care", share=1)


@pytest.mark.parametrize("option_id", OPTIONS)
def test_unintended_factors_are_those_that_move_the_wrong_way(option_id: str) -> None:
    system_map = embedded_map()
    moved = what_if(system_map, option_id).set_index("factor_id")
    wrong = {
        factor.factor_id
        for factor in system_map.factors
        if factor.wanted and moved.loc[factor.factor_id, "down" if factor.wanted == "increase" else "up"] > 0.2
    }
    assert set(unintended(system_map, option_id)) == wrong


def test_the_settings_check_says_whether_a_direction_holds() -> None:
    checked = settings_check(embedded_map(), "extended_care", "homelessness")
    assert list(checked["damping"]) == [0.5, 0.7, 0.9]
    assert set(checked["direction"]) == {"likely down"}
    np.testing.assert_allclose(checked[["up", "down", "no_route"]].sum(axis=1), 1, atol=1e-12)
    with pytest.raises(ValueError, match='no factor "ghost"'):
        settings_check(embedded_map(), "extended_care", "ghost")


def test_the_most_influential_come_first_and_only_what_lies_upstream_is_listed() -> None:
    table = most_influential(embedded_map(), "homelessness")
    assert set(table["factor_id"]) == upstream(embedded_map(), "homelessness")
    first = table.iloc[0]
    assert first["factor_id"] == "stable_housing"
    assert first["direction"] == "likely down"
    assert (first["out_links"], first["in_links"]) == (3, 4)
    assert table.set_index("factor_id")["out_in_ratio"].isna()["affordable_rents"]


def test_influence_is_that_of_a_small_push_through_the_map() -> None:
    links = (Link("a", "b", "+", "strong"), Link("b", "t", "-", "strong"), Link("c", "t", "+", "weak"))
    table = most_influential(SystemMap(tuple(map(Factor, "abct")), links), "t").set_index("factor_id")
    assert list(table.index) == ["b", "a", "c"]
    assert table.loc["a", "direction"] == "likely down"
    assert table.loc["c", "direction"] == "likely up"


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ((0.0, 0.0, 1.0), "no route"),
        ((0.7, 0.2, 0.1), "likely up"),
        ((0.1, 0.6, 0.3), "likely down"),
        ((0.1, 0.2, 0.7), "could go either way"),
        ((0.58, 0.06, 0.36), "likely up"),
        ((0.3, 0.0, 0.7), "could go either way"),
        ((0.55, 0.4, 0.05), "could go either way"),
    ],
)
def test_directions_are_words(shares: tuple[float, float, float], words: str) -> None:
    assert direction(*shares) == words
