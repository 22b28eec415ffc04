"""What studies found: the answer, the full view, certainty by people, and the table of all outcomes."""

from tests.app.conftest import OpenApp
from tests.app.reading import words_on


def test_two_studies_have_no_diamond_and_their_average_behind_a_click(open_app: OpenApp) -> None:
    said = words_on(open_app("what_works", option="extended_care", outcome="homelessness"))
    assert "Two studies contradict each other: 0.80 better, 0.57 worse." in said
    assert "Show the average of the two" in said
    assert "Plain interval (Wald) 0.15 −1.19 to 1.49" in said
    assert "Hartung–Knapp, never narrower 0.15 −8.54 to 8.85" in said
    assert "The UK: The Staying Close pilot evaluation reached no strong causal conclusion." in said
    assert "Illinois: error 0.31, not the published 1.04." in said


def test_three_studies_say_their_interval_and_what_it_means_for_a_hundred(open_app: OpenApp) -> None:
    said = words_on(open_app("what_works", option="independent_living_skills", outcome="homelessness"))
    assert "Three trials: 0.20 better; anything from worse to better fits." in said
    assert "About 27 would become homeless within 12 months. With this option: cannot say" in said
    assert "Results may differ" in said


def test_every_effect_held_is_shown_with_three_levels_and_both_numbers(open_app: OpenApp) -> None:
    said = words_on(
        open_app("what_works", option="independent_living_skills", outcome="readiness_for_independence", effects="all")
    )
    assert "These effects are not independent. 18 effects from 3 studies" in said
    assert "without an interval: too few programmes" in said
    assert "Plain pooling would mislead: it takes 18 effects for 18 studies" in said


def test_a_study_held_and_excluded_is_told_apart_from_none(open_app: OpenApp) -> None:
    said = words_on(open_app("what_works", option="intensive_case_support", outcome="mental_health_and_wellbeing"))
    assert "Study held, excluded: " in said
    assert "Searched, none found" in words_on(open_app("what_works", option="supported_housing"))


def test_the_table_of_all_outcomes_tells_the_causes_apart(open_app: OpenApp) -> None:
    said = words_on(open_app("what_works", part="outcomes"))
    for words in ("Not searched", "Searched, none found", "Study held, excluded", "3 studies", "Very unsure"):
        assert words in said


def test_certainty_gives_each_step_with_its_reason(open_app: OpenApp) -> None:
    said = words_on(open_app("what_works", option="independent_living_skills", part="sure"))
    assert "Over half of the weight comes from studies at risk of bias." in said
    assert "too few to test (from 10)" in said
    assert "No single study makes the answer" in said


def test_continue_as_now_is_the_comparison(open_app: OpenApp) -> None:
    assert "The comparison" in words_on(open_app("what_works", option="status_quo"))


def test_many_studies_are_drawn_up_to_a_limit_and_the_rest_is_named(open_app: OpenApp) -> None:
    app = open_app("what_works", store="ten thousand", option="p0")
    assert not app.exception
    assert "960 more rows are not drawn" in words_on(app)
    small = words_on(open_app("what_works", store="ten thousand", option="p0", part="sure"))
    assert "there is nothing to compare" in small
    assert "more than 200 studies count" in small
