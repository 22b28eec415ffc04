"""The twelve questions: what the embedded map answers, and that every map answers something."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.questions import ANSWERS, QUESTIONS, Answer, ask
from tests.unit.complexity.embedded import embedded_map
from tests.unit.complexity.random_maps import system_maps

NAMES = {"extended_care": "Stay longer", "independent_living_skills": "Independent-living classes"}


def answer(question_id: str, option_id: str = "extended_care", factor_id: str = "homelessness") -> Answer:
    return ask(embedded_map(), question_id, option_id=option_id, factor_id=factor_id, option_names=NAMES)


def test_there_are_twelve_and_each_has_an_answer() -> None:
    assert len(QUESTIONS) == 12
    assert [question.question_id for question in QUESTIONS] == list(ANSWERS)


@pytest.mark.parametrize(
    ("question_id", "sentence"),
    [
        (
            "exposed",
            "11 factors that we do not control can move “Homelessness after care”: “Benefit delays and sanctions” and "
            "“Affordable local rents” come from outside, 9 more from within the map.",
        ),
        (
            "causes",
            "“Stable housing” leads straight to “Homelessness after care”; 24 of the other 24 factors do so in the "
            "end.",
        ),
        (
            "effects",
            "Stay longer acts on “Age at leaving care”, “Support for carers who keep young people on” and “Budget left "
            "for prevention”; from there 21 of 25 factors can be reached.",
        ),
        (
            "between",
            "Of the known routes 16 help, 8 hinder and 3 could go either way; 12 of the 27 take years.",
        ),
        (
            "leaned_on",
            "All 8 hindering routes go through “Budget left for prevention”; all 16 helping routes go through “Age at "
            "leaving care”; every route ends if “Stable housing” no longer moves “Homelessness after care”.",
        ),
        (
            "circles",
            "12 loops of at most 6 links: 10 feed themselves, 1 holds itself back, 1 could be either. The shortest "
            "runs “Age at leaving care” → “Foster and residential places free” → “Age at leaving care”.",
        ),
        (
            "backfires",
            "Stay longer would likely make “Foster and residential places free” worse; it cannot be ruled out for "
            "“Crisis demand on services”, “Homelessness after care”, “Stable housing” and “Education, training or "
            "work”.",
        ),
        (
            "crossroads",
            "Of the 120 routes of all options to “Homelessness after care”, 120 pass “Stable housing”, 69 pass "
            "“Readiness to live independently”, 63 pass “A trusted adult to turn to”.",
        ),
        (
            "unsure",
            "Of 49 links 32 rest on someone’s view alone, 14 have low confidence and 1 could go either way.",
        ),
    ],
)
def test_the_embedded_map_tells_its_story(question_id: str, sentence: str) -> None:
    assert answer(question_id).sentence == sentence


def test_what_people_care_about_and_what_can_be_changed_are_named() -> None:
    cared = answer("cared_about")
    assert "less of “Loneliness and isolation”" in cared.sentence
    assert set(cared.factors) == set(cared.submap.factor_ids)
    assert len(cared.factors) == 8
    assert answer("controlled").sentence.startswith("7 of 25 factors can be changed from here: “Age at leaving care”")


def test_what_moves_an_outcome_most_names_what_we_can_change() -> None:
    found = answer("influence")
    assert found.sentence.startswith("“Stable housing”, “Suitable homes available”")
    assert found.factors[0] == "stable_housing"


def test_questions_carry_the_names_of_what_they_are_about() -> None:
    assert answer("between").question == "How would Stay longer reach “Homelessness after care”?"
    assert answer("leaned_on").links[-1] == ("stable_housing", "homelessness")
    assert answer("leaned_on").factors == ("prevention_budget", "age_at_leaving")


def test_an_option_without_entry_points_and_a_factor_without_route_get_a_sentence() -> None:
    assert answer("effects", "status_quo").sentence == "Nobody has said yet where status_quo acts on this map."
    assert answer("backfires", "status_quo").sentence == "Nobody has said yet where status_quo acts on this map."
    assert answer("between", factor_id="affordable_rents").sentence == (
        "No route from Stay longer to “Affordable local rents” on this map. The map may be missing one."
    )
    assert answer("causes", factor_id="affordable_rents").sentence == (
        "Nothing on this map leads to “Affordable local rents”."
    )


def test_a_question_without_what_it_needs_gets_a_sentence() -> None:
    with pytest.raises(ValueError, match='There is no question "why"'):
        ask(embedded_map(), "why")
    with pytest.raises(ValueError, match="is about one option. Choose it first"):
        ask(embedded_map(), "between", factor_id="homelessness")
    with pytest.raises(ValueError, match="is about one factor. Choose it first"):
        ask(embedded_map(), "causes")
    with pytest.raises(ValueError, match='There is no factor "ghost"'):
        ask(embedded_map(), "causes", factor_id="ghost")


def test_two_separate_ways_are_not_broken_by_one_link() -> None:
    ends = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]
    system_map = SystemMap(
        tuple(map(Factor, "abcd")), tuple(Link(a, b, "+") for a, b in ends), (EntryPoint("o", "a", "+"),)
    )
    found = ask(system_map, "leaned_on", option_id="o", factor_id="d")
    assert found.sentence.endswith("no single link breaks every route: it takes the loss of 2.")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
def test_an_empty_map_answers_what_needs_neither_option_nor_factor(question) -> None:  # type: ignore[no-untyped-def]
    empty = SystemMap((Factor("a"),))
    found = ask(empty, question.question_id, option_id="o", factor_id="a")
    assert found.sentence.endswith(".")


@given(system_maps(), st.sampled_from(QUESTIONS), st.data())
@settings(max_examples=120, deadline=None)
def test_every_map_answers_with_a_sentence_and_a_part_of_itself(  # type: ignore[no-untyped-def]
    system_map: SystemMap, question, data: st.DataObject
) -> None:
    factor_id = data.draw(st.sampled_from(system_map.factor_ids))
    found = ask(system_map, question.question_id, option_id="o", factor_id=factor_id)
    assert found.sentence[0].isupper() or found.sentence[0] in "“o0123456789"
    assert found.sentence.endswith(".")
    assert "{" not in found.question
    assert set(found.submap.factors) <= set(system_map.factors)
    assert set(found.submap.links) <= set(system_map.links)
    assert set(found.factors) <= set(system_map.factor_ids)
    assert set(found.links) <= set(system_map.by_ends)
