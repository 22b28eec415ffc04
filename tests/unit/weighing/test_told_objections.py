"""Strong objections told from shown counts: the same as trying every way in which hidden counts can be filled."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.weighing.red_lines import CHANCE, LEAST_HEARD, objection_chance, suggest_red_line
from integrated.weighing.told_objections import (
    ShownStances,
    joined,
    least_objecting,
    most_objecting,
    not_told_sentence,
    objects_strongly,
    told_objection,
)

NOISE = 0.02  # of the simulated chance, at the edge of the rule


def exactly(supports: int, between: int, opposes: int) -> ShownStances:
    s, b, o = float(supports), float(between), float(opposes)
    return ShownStances((s, s), (b, b), (o, o), people=s + b + o)


def fills(shown: ShownStances) -> list[tuple[int, int, int]]:
    """Every way to fill the hidden counts, by trying them all."""
    spans = [range(int(low), int(high) + 1) for low, high in (shown.supports, shown.between, shown.opposes)]
    silent = range(int(shown.silent[0]), int(shown.silent[1]) + 1)
    return [
        (s, b, o)
        for s, b, o in product(*spans)
        if shown.people is None or any(s + b + o + v == shown.people for v in silent)
    ]


@st.composite
def shown_stances(draw: st.DrawFn) -> ShownStances:
    """A true row with each count shown or hidden within some range around it."""
    true = [draw(st.integers(0, 6)) for _ in range(4)]
    ranges = [
        (float(n), float(n)) if draw(st.booleans()) else (float(max(n - draw(st.integers(0, 3)), 0)), float(n + 2))
        for n in true
    ]
    supports, between, opposes, silent = ranges
    return ShownStances(supports, between, opposes, silent, people=draw(st.sampled_from([None, float(sum(true))])))


@settings(max_examples=150)
@given(shown_stances())
def test_the_answer_is_that_of_trying_every_way_to_fill_the_hidden_counts(shown: ShownStances) -> None:
    possible = fills(shown)
    chances = [objection_chance(three) for three in possible]
    if min(abs(chance - CHANCE) for chance in chances) < NOISE:
        return
    meets = [chance >= CHANCE and sum(three) >= LEAST_HEARD for three, chance in zip(possible, chances, strict=True)]
    answer = objects_strongly(shown)
    if answer is not None:
        assert set(meets) == {answer}
    elif shown.people is not None and shown.heard[0] >= LEAST_HEARD:
        assert set(meets) == {True, False}


@settings(max_examples=150)
@given(shown_stances())
def test_no_way_to_fill_them_objects_less_or_more_than_the_two_ends(shown: ShownStances) -> None:
    least, most = (objection_chance(three(shown)) for three in (least_objecting, most_objecting))
    for three in fills(shown):
        assert least - NOISE <= objection_chance(three) <= most + NOISE


@settings(max_examples=60)
@given(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)))
def test_where_nothing_is_hidden_it_is_the_rule_itself(three: tuple[int, int, int]) -> None:
    expected = suggest_red_line("b", {"parents": three})
    told = told_objection("b", {"parents": exactly(*three)})
    assert told.suggestion == expected
    assert told.cannot_tell == ()


def test_eight_for_or_against_with_both_hidden_cannot_be_told_whichever_way_it_is() -> None:
    hidden = ShownStances((1.0, 7.0), (0.0, 0.0), (1.0, 7.0), people=8.0)
    assert told_objection("b", {"parents": hidden}).cannot_tell == ("parents",)
    assert told_objection("b", {"parents": hidden}).suggestion is None


def test_a_group_without_a_known_size_can_only_be_told_when_nobody_can_be_against() -> None:
    no_limit = float("inf")
    assert objects_strongly(ShownStances((1, no_limit), (1, no_limit), (1, no_limit))) is None
    assert objects_strongly(ShownStances((1, no_limit), (1, no_limit), (0, 0))) is False


def test_a_group_that_leans_against_is_named_with_one_that_objects_if_both_together_do() -> None:
    older = ShownStances((0, 0), (2, 6), (2, 6), people=8)
    told = told_objection("c", {"Care leavers 18–21": exactly(0, 0, 10), "Care leavers 22–25": older})
    assert told.suggestion is not None
    assert told.suggestion.group_name == "Care leavers 18–21 and 22–25"
    assert told.cannot_tell == ()
    assert told.suggestion.heard == 18


@pytest.mark.parametrize(
    "other",
    [
        ShownStances((1, 7), (0, 0), (1, 7), people=8),  # may be for it
        ShownStances((0, 0), (22, 38), (2, 18), people=40),  # so large that both together may not object
    ],
)
def test_nobody_is_named_who_may_be_for_it_or_with_whom_the_objection_may_be_weak(other: ShownStances) -> None:
    told = told_objection("c", {"parents": exactly(0, 0, 10), "carers": other})
    assert told.suggestion is not None
    assert told.suggestion.group_name == "parents"
    assert told.cannot_tell == ("carers",)


def test_what_cannot_be_told_is_said_and_what_somebody_can_do() -> None:
    words = not_told_sentence(["Care leavers 22–25"], "C Supported housing")
    assert words.startswith("Whether Care leavers 22–25 object strongly to C Supported housing cannot be told")
    assert "can raise a red line for them" in words


def test_groups_are_named_together_by_what_they_share() -> None:
    assert joined(["Care leavers 18–21", "Care leavers 22–25"]) == "Care leavers 18–21 and 22–25"
    assert joined(["Parents", "Carers"]) == "Parents and Carers"
    assert joined(["Parents"]) == "Parents"
