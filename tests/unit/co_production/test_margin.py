"""Counts by one attribute of a known number of people."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.co_production.margin import shown_margin

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 14), min_size=1, max_size=5)


def test_a_small_count_is_hidden_with_another_since_the_total_is_known() -> None:
    assert shown_margin({"White": 11, "Black": 5, "not recorded": 2}) == {
        "White": 11,
        "Black": None,
        "not recorded": None,
    }


def test_nobody_and_large_counts_are_shown() -> None:
    assert shown_margin({"a": 0, "b": 5, "c": 40}) == {"a": 0, "b": 5, "c": 40}


def test_nearly_everybody_gives_the_few_others_away_and_is_hidden_too() -> None:
    assert shown_margin({"said": 36, "did not": 2}) == {"said": None, "did not": None}


def test_a_higher_threshold_hides_more() -> None:
    assert shown_margin({"a": 9, "b": 20, "c": 30}, threshold=10) == {"a": None, "b": None, "c": 30}


def test_what_is_no_count_is_named() -> None:
    with pytest.raises(ValueError, match="0 or more, got -1"):
        shown_margin({"a": -1})


@settings(max_examples=150)
@given(COUNTS)
def test_no_small_count_can_be_narrowed_where_that_is_possible_at_all(counts: dict[str, int]) -> None:
    shown = shown_margin(counts)
    assert all(shown[each] in (None, people) for each, people in counts.items())
    assert all(shown[each] == 0 for each, people in counts.items() if people == 0)
    hidden = [each for each, people in shown.items() if people is None]
    assert not any(0 < counts[each] < 5 for each in counts if each not in hidden)
    if any(shown[each] is not None and people > 0 for each, people in counts.items()):
        rest, others = sum(counts[each] for each in hidden), len(hidden) - 1
        possible = [value for value in range(1, rest + 1) if others <= rest - value and (others or value == rest)]
        assert not hidden or len(possible) >= 5


def test_an_attacker_who_tries_every_table_finds_five_values_for_the_small_one() -> None:
    counts = {"a": 3, "b": 7, "c": 20}
    shown = shown_margin(counts)
    hidden = [each for each, people in shown.items() if people is None]
    total = sum(counts.values()) - sum(people for people in shown.values() if people)
    fitting = {values[0] for values in product(range(1, total + 1), repeat=len(hidden)) if sum(values) == total}
    assert hidden[0] == "a"
    assert len(fitting) >= 5
