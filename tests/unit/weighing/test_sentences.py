"""The sentences of the decision table: short, true, and never more than the numbers say."""

from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.sentences import (
    MOST_CHARACTERS,
    agreement_sentence,
    connections_sentence,
    decision_answer,
    no_studies_sentence,
    people_sentence,
    studies_sentence,
)


def test_one_trial_says_how_many_people_and_how_much_better() -> None:
    assert studies_sentence([0.186], [(0.03, 0.34)], trials=1, participants=1114) == (
        "One trial, 1,114 people: 0.19 better."
    )


def test_two_studies_that_differ_in_sign_contradict_each_other() -> None:
    assert studies_sentence([0.80, -0.57], [(0.72, 0.89), (-1.17, 0.03)]) == (
        "Two studies contradict each other: 0.80 better, 0.57 worse."
    )


def test_two_studies_alike_are_too_few_to_judge() -> None:
    assert studies_sentence([0.3, 0.2], [(0.1, 0.5), (0.0, 0.4)], trials=2) == (
        "Two trials: 0.30 better and 0.20 better. Too few to judge."
    )


def test_an_average_whose_interval_holds_both_sides_says_so() -> None:
    sentence = studies_sentence([0.2, 0.2, 0.3], [(0, 0.4)] * 3, pooled=0.2, pooled_interval=(-0.36, 0.77), trials=3)
    assert sentence == "Three trials: 0.20 better; anything from worse to better fits."


def test_none_found_is_not_said_like_not_searched() -> None:
    assert no_studies_sentence("none found", elsewhere=["Stable housing"]) == (
        "Searched, none found. Studies looked at stable housing."
    )
    assert "nobody has looked" in no_studies_sentence("not searched")


def test_most_is_said_only_of_more_than_half() -> None:
    assert people_sentence("care leavers", 18, (0.51, 0.2, 0.2)) == "Most of the 18 care leavers are for it."
    assert "Most" not in people_sentence("care leavers", 18, (0.5, 0.1, 0.1))


def test_an_objection_of_one_group_does_not_speak_for_all() -> None:
    sentence = people_sentence("care leavers", 18, (0.0, 0.3, 0.4), objecting="Care leavers 18–21")
    assert sentence == "Care leavers 18–21 object strongly."


def test_hidden_counts_are_not_called_a_split() -> None:
    assert people_sentence("care leavers", 18, (0.3, 0.2, 0.25)) == (
        "How the 18 care leavers divide is partly hidden to protect people."
    )


def test_all_hindering_routes_through_one_factor_are_named() -> None:
    assert connections_sentence(16, 8, 3, all_hindering_through="Budget left for prevention") == (
        "16 routes help, 8 hinder (all through budget left for prevention), 3 either way."
    )


def test_no_route_may_be_a_missing_one() -> None:
    assert connections_sentence(0, 0, 0) == "No route on this map. The map may be missing one."


def test_agreement_names_both_sides() -> None:
    assert agreement_sentence({"works": "For", "people": "Strong against", "system": "Even"}) == (
        "Studies are for it; people are strongly against it; connections give no clear case either way."
    )


def test_no_option_with_all_three_names_the_closest() -> None:
    assert decision_answer({"B": 1, "D": 2}, closest=["D"]) == (
        "No option has all three on its side.",
        "D comes closest.",
    )


@given(
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.sampled_from(["", "Budget left for prevention", "A very long label of a factor that nobody would shorten"]),
)
def test_a_connections_sentence_fits_its_cell(helping: int, hindering: int, uncertain: int, through: str) -> None:
    assert len(connections_sentence(helping, hindering, uncertain, all_hindering_through=through)) <= MOST_CHARACTERS


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12), st.integers(0, 12), st.integers(1, 10**7))
def test_a_studies_sentence_fits_its_cell(effects: list[float], trials: int, people: int) -> None:
    interval = (min(effects) - 1, max(effects) + 1)
    pooled = sum(effects) / len(effects) if len(effects) > 2 else None
    sentence = studies_sentence(
        effects,
        [interval] * len(effects),
        pooled=pooled,
        pooled_interval=interval if pooled is not None else None,
        trials=min(trials, len(effects)),
        participants=people,
    )
    assert len(sentence) <= MOST_CHARACTERS
