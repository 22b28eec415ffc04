from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.weighing.red_lines import (
    RedLineSuggestion,
    blocking,
    gate_sentence,
    is_taken_up,
    objection_chance,
    suggest_red_line,
)


@dataclass(frozen=True)
class Line:
    option_id: str
    group_name: str
    is_open: bool


@dataclass(frozen=True)
class Raised:
    option_id: str
    group_name: str
    suggested: bool
    is_open: bool = False


def test_the_chance_of_an_objection_agrees_with_numerical_integration() -> None:
    assert objection_chance((2, 3, 13)) == pytest.approx(_by_grid((2, 3, 13)), abs=0.01)
    assert objection_chance((5, 5, 5)) == pytest.approx(_by_grid((5, 5, 5)), abs=0.01)


def _by_grid(three: tuple[int, int, int], steps: int = 1500) -> float:
    middle = (np.arange(steps) + 0.5) / steps
    supports, opposes = np.meshgrid(middle, middle, indexing="ij")
    between = 1 - supports - opposes
    inside = between > 0
    a, b, c = (k - 0.5 for k in three)
    log = a * np.log(supports) + b * np.log(np.where(inside, between, 1)) + c * np.log(opposes)
    density = np.where(inside, np.exp(log - log[inside].max()), 0)
    return float(density[(supports - opposes < -0.2) & inside].sum() / density.sum())


def test_a_strong_objection_of_enough_people_is_suggested() -> None:
    found = suggest_red_line("b", {"care leavers": (1, 2, 14)})
    assert found is not None
    assert (found.option_id, found.group_name, found.heard) == ("b", "care leavers", 17)
    assert found.chance >= 0.8


def test_four_people_are_too_few_and_a_split_is_no_objection() -> None:
    assert suggest_red_line("b", {"care leavers": (0, 0, 4)}) is None
    assert suggest_red_line("b", {"care leavers": (0, 0, 5)}) is not None
    assert suggest_red_line("b", {"care leavers": (7, 4, 7)}) is None
    assert suggest_red_line("b", {}) is None


def test_the_strongest_objection_of_several_groups_is_named() -> None:
    found = suggest_red_line("b", {"aged 16-17": (2, 1, 7), "aged 18-21": (0, 0, 12), "aged 22-25": (9, 0, 0)})
    assert found is not None
    assert found.group_name == "aged 18-21"


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=40)
def test_one_more_opponent_never_makes_an_objection_less_likely(pro: int, between: int, con: int) -> None:
    assert objection_chance((pro, between, con + 1)) >= objection_chance((pro, between, con)) - 0.02


LINES = (Line("a", "care leavers", True), Line("b", "foster carers", False), Line("a", "parents", True))


@pytest.mark.parametrize("result", ["choose", "choose_with_conditions", "pilot"])
def test_an_open_red_line_holds_up_going_ahead_with_its_option_only(result: str) -> None:
    assert len(blocking(result, ["a"], LINES)) == 2
    assert blocking(result, ["b", "c"], LINES) == ()


@pytest.mark.parametrize("result", ["defer", "reject"])
def test_putting_off_and_turning_down_are_never_held_up(result: str) -> None:
    assert blocking(result, ["a"], LINES) == ()
    assert gate_sentence(result, ["a"], LINES) is None


def test_the_sentence_names_who_objects_and_what_can_be_done() -> None:
    words = gate_sentence("choose", ["a", "b"], LINES)
    assert words is not None
    assert "care leavers and parents object strongly" in words
    assert "put off or turned down now" in words
    assert gate_sentence("choose", ["b"], LINES) is None


def test_another_result_is_refused() -> None:
    with pytest.raises(ValueError, match="got 'wait'"):
        blocking("wait", [], LINES)


def test_a_suggestion_is_taken_up_only_in_its_own_name_or_as_suggested() -> None:
    suggestion = RedLineSuggestion("c", "Care leavers", 0.9, 12)
    of_others = Raised("c", "Foster carers", suggested=False)
    assert not is_taken_up(suggestion, [])
    assert not is_taken_up(suggestion, [of_others, Raised("d", "Care leavers", suggested=True)])
    assert is_taken_up(suggestion, [of_others, Raised("c", "Care leavers", suggested=False)])
    assert is_taken_up(suggestion, [Raised("c", "Care leavers 18 and over", suggested=True)])
