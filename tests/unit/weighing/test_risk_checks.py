from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.risk_checks import (
    CHECKS,
    Holdings,
    Room,
    Thresholds,
    Voices,
    limiting_flexibility,
    overlooking_evidence,
    reinforcing_discrimination,
    risk_checks,
)

TODAY = date(2026, 11, 20)
FOR, AGAINST = [0, 0, 0, 0.5, 0.5], [0.5, 0.5, 0, 0, 0]


def engagements(*rows: tuple[object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["ladder_rung", "influence", "fed_back"]).assign(stage="framing")


def searches(*rows: tuple[str, str, object, object, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["option_id", "outcome_id", "searched_on", "searched_year", "studies_found"])


FAIR = Voices(
    must_be_heard={"care leavers": 18, "foster carers": 11},
    representation=pd.DataFrame({"category": ["aged 16-17", "aged 18-21"], "state": ["in line", "over-represented"]}),
    subgroup_effects={"disabled young people": 2},
    stances={"Stay longer": {"care leavers": (9, 2, 1), "foster carers": (6, 1, 1)}},
    engagements=engagements((6, 2, True), (3, 1, False)),
)
KNOWN = Holdings(
    option_ids=("stay", "worker"),
    critical_outcomes=("homelessness",),
    searches=searches(
        ("stay", "homelessness", date(2026, 1, 1), 2026, 2), ("worker", "homelessness", date(2026, 1, 1), 2026, 1)
    ),
    today=TODAY,
    unused=pd.DataFrame({"item": []}),
    judgements={("stay", "works"): (FOR, FOR)},
    silent={"works": (), "people": (), "system": ()},
)
OPEN = Room(
    weights={"Person 1": (0.4, 0.3, 0.3)},
    values=[[0.9, 0.9, 0.9], [0.1, 0.2, 0.3], [0.5, 0.5, 0.5]],
    option_ids=("stay", "worker", "now"),
    action_levels={"stay": "structures", "worker": "events"},
    undo={"stay": "hard", "worker": "easy"},
    certainty={"stay": "moderate"},
    route_strength={"stay": 2, "worker": 3},
)


def rows(check: object, question: str) -> pd.DataFrame:
    table = check.rows  # type: ignore[attr-defined]
    return table[table["question"] == question]


def test_nothing_is_found_only_when_everything_is_known_and_fine() -> None:
    checks = risk_checks(FAIR, KNOWN, OPEN)
    assert tuple(checks) == CHECKS
    for check_id, check in checks.items():
        assert check.state == "clear", check.rows
        assert check.next_step == "Nothing found by this check."
        assert check.check_id == check_id


def test_nothing_entered_is_never_clear() -> None:
    for check in risk_checks(Voices(), Holdings(), Room()).values():
        assert check.state in ("cannot tell", "look")
        assert "clear" not in set(check.rows["state"])
        assert check.next_step
    assert reinforcing_discrimination(Voices()).next_step.startswith(
        "Cannot tell: nobody has said yet who must be heard"
    )


@pytest.mark.parametrize("field", ["must_be_heard", "representation", "subgroup_effects", "stances", "engagements"])
def test_each_thing_not_known_of_voices_stops_a_clear_answer(field: str) -> None:
    assert reinforcing_discrimination(replace(FAIR, **{field: None})).state == "cannot tell"


@pytest.mark.parametrize("field", ["searches", "today", "unused", "silent"])
def test_each_thing_not_known_of_the_evidence_stops_a_clear_answer(field: str) -> None:
    assert overlooking_evidence(replace(KNOWN, **{field: None})).state == "cannot tell"


@pytest.mark.parametrize("field", ["weights", "values", "route_strength"])
def test_each_thing_not_known_of_the_room_stops_a_clear_answer(field: str) -> None:
    assert limiting_flexibility(replace(OPEN, **{field: None})).state == "cannot tell"


def test_a_group_not_asked_and_a_group_that_did_not_come_are_told_apart_and_call_for_an_act() -> None:
    found = reinforcing_discrimination(replace(FAIR, must_be_heard={"care leavers": None, "parents": 0, "carers": 9}))
    assert found.state == "act"
    assert found.numbers["groups_not_heard"] == 2
    words = rows(found, "voices not heard").set_index("subject")["words"]
    assert words["care leavers"] == "Nobody asked care leavers."
    assert words["parents"] == "Parents were asked, and nobody took part."
    assert found.next_step == "Ask care leavers before you sign."


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("under-represented", "look"),
        ("nobody heard", "look"),
        ("cannot tell", "cannot tell"),
        ("hidden", "cannot tell"),
        ("in line", "clear"),
    ],
)
def test_representation_keeps_its_own_states(state: str, expected: str) -> None:
    table = pd.DataFrame({"category": ["young men"], "state": [state]})
    assert reinforcing_discrimination(replace(FAIR, representation=table)).state == expected


def test_a_priority_group_without_effects_is_looked_at() -> None:
    found = reinforcing_discrimination(replace(FAIR, subgroup_effects={"disabled young people": 0, "young men": 1}))
    assert (found.state, found.numbers["groups_without_effects"]) == ("look", 1)


def test_a_majority_that_hides_a_group_is_found_in_both_directions_but_not_among_four_people() -> None:
    stances = {"Stay longer": {"foster carers": (20, 0, 0), "care leavers": (1, 0, 6), "parents": (0, 0, 4)}}
    found = reinforcing_discrimination(replace(FAIR, stances=stances))
    assert rows(found, "a majority that hides a group")["words"].tolist() == [
        "Most of those heard are for Stay longer, but most care leavers are against it."
    ]
    turned = {"Stay longer": {"foster carers": (0, 0, 20), "care leavers": (6, 0, 1)}}
    assert (
        "are against Stay longer, but most care leavers are for it"
        in (
            rows(reinforcing_discrimination(replace(FAIR, stances=turned)), "a majority that hides a group")[
                "words"
            ].iloc[0]
        )
    )
    nobody = reinforcing_discrimination(replace(FAIR, stances={"Stay longer": {"parents": (0, 0, 0)}}))
    assert nobody.state == "cannot tell"


@pytest.mark.parametrize(
    ("table", "state", "words"),
    [
        (engagements(), "act", "Nobody has been involved."),
        (engagements((5, 2, True), (3, 1, True)), "look", "At no stage was power shared: the highest rung was 5 of 7."),
        (engagements((5, 2, True), (None, 1, True)), "cannot tell", "is not recorded for every engagement"),
        (engagements((6, 0, True)), "look", "Nothing changed because of what people said."),
        (engagements((6, None, True), (6, 0, True)), "cannot tell", "The influence people had is not recorded."),
        (engagements((7, 3, False)), "look", "Nobody was told what came of what they said."),
        (engagements((7, 3, None), (7, 3, False)), "cannot tell", "Whether anything was fed back is not recorded."),
    ],
)
def test_power_influence_and_feeding_back(table: pd.DataFrame, state: str, words: str) -> None:
    found = reinforcing_discrimination(replace(FAIR, engagements=table))
    assert found.state == state
    assert found.rows["words"].iloc[0].endswith(words) or words in found.rows["words"].iloc[0]


def test_never_searched_is_kept_apart_from_searched_and_none_found() -> None:
    log = searches(("stay", "homelessness", date(2026, 3, 1), 2026, 0))
    found = overlooking_evidence(replace(KNOWN, searches=log))
    assert found.state == "act"
    assert (found.numbers["never_searched"], found.numbers["none_found"]) == (1, 1)
    assert rows(found, "never searched")["words"].tolist() == [
        "Nobody has searched for studies of worker on homelessness."
    ]
    none = rows(found, "searched, none found")
    assert none["state"].tolist() == ["clear"]
    assert "not the same as no effect" in none["words"].iloc[0]


@pytest.mark.parametrize(
    ("day", "year", "state"),
    [
        (date(2024, 11, 25), 2024, "clear"),
        (date(2024, 11, 1), 2024, "look"),
        (None, 2023, "look"),
        (None, 2024, "cannot tell"),
        (None, 2025, "clear"),
        (None, 2026, "clear"),
        (None, None, "cannot tell"),
    ],
)
def test_a_search_is_old_after_24_months_and_a_bare_year_may_be_any_day_of_it(
    day: date | None, year: int | None, state: str
) -> None:
    log = searches(("stay", "homelessness", day, year, 1), ("worker", "homelessness", TODAY, 2026, 1))
    assert overlooking_evidence(replace(KNOWN, searches=log)).state == state


def test_a_newer_search_makes_an_old_one_good_again() -> None:
    log = searches(
        ("stay", "homelessness", date(2011, 1, 1), 2011, 1),
        ("stay", "homelessness", date(2026, 1, 1), 2026, 0),
        ("worker", "homelessness", TODAY, 2026, 1),
    )
    assert overlooking_evidence(replace(KNOWN, searches=log)).state == "clear"


def test_evidence_held_and_not_used_is_counted() -> None:
    found = overlooking_evidence(replace(KNOWN, unused=pd.DataFrame({"item": range(21)})))
    assert (found.state, found.numbers["held_unused"]) == ("look", 21)
    assert "21 pieces of evidence held are not used." in found.rows["words"].tolist()


def test_a_judgement_against_its_data_or_without_data_is_found() -> None:
    judged = {("stay", "works"): (AGAINST, FOR), ("worker", "people"): (FOR, None), ("now", "works"): (None, FOR)}
    found = overlooking_evidence(replace(KNOWN, judgements=judged))
    words = rows(found, "judged against the data")["words"].tolist()
    assert words == [
        "The judgement of stay on what studies found lies more than 1 level from what the data suggest.",
        "The judgement of worker on what people say rests on no data: nothing is known from there.",
    ]
    one_level = {("stay", "works"): ([0, 0, 0, 1, 0], [0, 0, 1, 0, 0])}
    assert overlooking_evidence(replace(KNOWN, judgements=one_level)).state == "clear"


def test_a_silent_perspective_is_named_with_its_options() -> None:
    found = overlooking_evidence(replace(KNOWN, silent={"works": ("housing", "coaching"), "people": ()}))
    assert found.numbers["silent"] == 2
    assert "Nothing is known from what studies found of housing and coaching." in found.rows["words"].tolist()


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ((0.7, 0.15, 0.15), "what studies found has more than 60%"),
        ((0, 0.5, 0.5), "what studies found counts for nothing"),
        ((0.599, 0.4, 0.001), "fewer than two perspectives count in effect"),
        ((1, 0, 0), "more than 60% and what people say counts for nothing"),
    ],
)
def test_weights_on_one_perspective_are_looked_at(shares: tuple[float, ...], words: str) -> None:
    found = limiting_flexibility(replace(OPEN, weights={"Person 1": shares, "Person 2": (0.4, 0.3, 0.3)}))
    assert (found.state, found.numbers["people_concentrated"]) == ("look", 1)
    assert words in found.rows["words"].iloc[0]


def test_a_first_that_depends_on_the_perspective_is_looked_at() -> None:
    found = limiting_flexibility(replace(OPEN, values=np.eye(3)))
    assert found.rows["words"].iloc[0] == (
        "Who comes first depends on the perspective: stay by what studies found; worker by what people say; "
        "now by how things connect."
    )
    two = limiting_flexibility(replace(OPEN, values=[[1, 0, 0], [0, 1, 1], [0, 0, 0]]))
    assert two.rows["words"].iloc[0].endswith("worker by what people say and how things connect.")
    tied = [[0.5, 0.9, 0.9], [0.5, 0.1, 0.1], [0.5, 0, 0]]
    assert limiting_flexibility(replace(OPEN, values=tied)).state == "clear"


def test_few_options_and_options_at_the_events_level_are_looked_at() -> None:
    two = replace(OPEN, option_ids=("stay", "now"), values=[[0.9] * 3, [0.1] * 3])
    assert "There are 2 options only." in limiting_flexibility(two).rows["words"].tolist()
    most = replace(OPEN, action_levels={"a": "events", "b": "events", "c": "structures"})
    assert limiting_flexibility(most).rows["words"].iloc[0] == "2 of 3 options deal with events."
    every = replace(OPEN, action_levels={"a": "events"})
    assert limiting_flexibility(every).rows["words"].iloc[0] == "All options deal with events."
    unknown = replace(OPEN, action_levels={"a": "events", "b": None, "c": "goals"})
    assert limiting_flexibility(unknown).state == "cannot tell"


def test_hard_to_undo_with_low_certainty_calls_for_an_act_once_chosen() -> None:
    unsure = replace(OPEN, certainty={"stay": "very low"})
    assert limiting_flexibility(unsure).state == "look"
    chosen = limiting_flexibility(replace(unsure, chosen=("stay",)))
    assert chosen.state == "act"
    assert chosen.next_step == "Try stay on a small scale first, or set a condition and a trigger."
    assert limiting_flexibility(replace(OPEN, certainty={})).state == "cannot tell"
    assert limiting_flexibility(replace(OPEN, undo={"stay": None})).state == "cannot tell"


def test_routes_that_hang_on_one_link_are_looked_at_and_no_route_is_not_taken_for_safe() -> None:
    assert limiting_flexibility(replace(OPEN, route_strength={"stay": 1})).state == "look"
    assert limiting_flexibility(replace(OPEN, route_strength={"stay": 0})).state == "cannot tell"


def test_thresholds_can_be_changed() -> None:
    heavy = replace(OPEN, weights={"Person 1": (0.7, 0.15, 0.15)})
    assert (
        limiting_flexibility(heavy, thresholds=Thresholds(heaviest_share=0.8, effective_perspectives=1)).state
        == "clear"
    )
    old = replace(KNOWN, searches=KNOWN.searches.assign(searched_on=date(2020, 1, 1)))  # type: ignore[union-attr]
    assert overlooking_evidence(old).state == "look"
    assert overlooking_evidence(old, thresholds=Thresholds(months_since_search=120)).state == "clear"


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.one_of(st.none(), st.integers(0, 9))),
    st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 2)),
)
def test_the_state_is_the_most_pressing_of_its_rows_and_the_next_step_comes_from_it(
    heard: dict[str, int | None], effects: dict[str, int]
) -> None:
    found = reinforcing_discrimination(replace(FAIR, must_be_heard=heard, subgroup_effects=effects or None))
    order = ["clear", "cannot tell", "look", "act"]
    states = found.rows["state"].map(order.index)
    assert found.state == order[states.max()]
    assert states.is_monotonic_decreasing
    assert found.next_step
    assert all(words[0].isupper() and words.endswith(".") for words in found.rows["words"])
