import json
import pickle
from datetime import date, datetime
from itertools import permutations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.record.record import Decision, replay


def line(*said: tuple[str, str, Any]) -> list[dict[str, Any]]:
    """Events in order: kind, subject, payload."""
    return [
        {
            "event_id": f"e{n:03d}",
            "decision_id": "d1",
            "sequence": n,
            "kind": kind,
            "subject": subject,
            "payload": payload if isinstance(payload, str) else json.dumps(payload),
            "actor_role": "facilitator",
            "made_at": datetime(2026, 11, 20, 9, n % 60),
        }
        for n, (kind, subject, payload) in enumerate(said, start=1)
    ]


WHOLE = line(
    (
        "framed",
        "*",
        {"question": "What first?", "area_code": "X1", "decided_by": "Committee", "decide_on": "2027-03-31"},
    ),
    ("option_listed", "stay", {"name": "Stay longer", "letter": "B", "cost_low_gbp": 1000, "undo": "hard"}),
    ("option_listed", "now", {"name": "Continue as now", "letter": "A"}),
    ("outcome_ranked", "income", {"importance": "important", "position": 2}),
    ("outcome_ranked", "homelessness", {"importance": "critical", "position": 1}),
    ("outcome_ranked", "health", {"importance": "not_used", "position": 3}),
    ("group_named", "care leavers", {"most_affected": True, "must_be_heard": True}),
    ("baseline_set", "homelessness", {"of_100": 27, "source": "trial", "months": 12, "is_stand_in": False}),
    ("certainty_set", "stay/homelessness", {"step": "risk of bias", "suggested": -1, "chosen": 0, "reason": "r"}),
    ("certainty_set", "stay/homelessness", {"step": "imprecision", "suggested": -1, "chosen": -2, "reason": "r"}),
    ("judgement_agreed", "stay/works", {"lowest": 3, "highest": 4, "reason": "two studies", "confidence": "low"}),
    ("judgement_agreed", "stay/people", {"not_known": True, "reason": "nobody asked"}),
    ("convergence_set", "stay", {"suggested": "silence", "chosen": "dissonance", "reason": "r"}),
    ("weights_set", "Person 1", {"points": {"works": 100, "people": 50, "system": 50}}),
    ("weights_set", "Person 2", {"order": ["people", "works", "system"]}),
    ("weights_set", "Person 3", {"open": True}),
    ("red_line_raised", "r1", {"option_id": "stay", "group_name": "care leavers", "reason": "no", "suggested": True}),
    ("clash_answered", "stay/system/works", {"words": "talked"}),
    ("risk_answered", "limiting_flexibility", {"words": "w", "by": "2027-01-01"}),
    ("equality_considered", "race", {"effect": "not known", "words": "no data"}),
    ("condition_set", "c1", {"words": "only if", "option_id": "stay", "contribution_ids": ["k1"]}),
    ("dissent_recorded", "x1", {"words": "I disagree", "role": "foster carer"}),
    ("trigger_set", "t1", {"indicator_id": "i", "direction": "above", "threshold": 3.5, "check_on": "2027-06-01"}),
    ("review_on", "*", {"date": "2027-09-01"}),
    ("concluded", "*", {"result": "defer", "reason": "red line open"}),
    ("note_set", "finance", {"words": "to follow"}),
    ("approach_assessed", "Person 1", {"audience": "funders", "answers": {"e1": 2, "e2": None}}),
    ("element_planned", "e2", {"how": "by asking", "who": "lead"}),
    ("map_link_added", "m/a/b", {"polarity": "positive"}),
    ("signed", "rec1", {"role": "lead", "sha256": "0" * 64}),
)


def test_nothing_said_is_an_empty_decision() -> None:
    decision = replay([])
    assert decision == Decision()
    assert decision.question is None
    assert decision.sequence == 0
    assert not decision.is_signed


def test_every_kind_of_event_is_found_where_the_decision_says() -> None:
    d = replay(WHOLE)
    assert (d.decision_id, d.sequence, d.not_understood) == ("d1", 30, ())
    assert (d.question, d.area_code, d.decided_by, d.decide_on) == ("What first?", "X1", "Committee", date(2027, 3, 31))
    assert [(o.letter, o.option_id) for o in d.options] == [("A", "now"), ("B", "stay")]
    assert (d.options[1].cost_low_gbp, d.options[1].cost_high_gbp, d.options[1].undo) == (1000, None, "hard")
    assert [o.outcome_id for o in d.outcomes] == ["homelessness", "income", "health"]
    assert [o.outcome_id for o in d.outcomes_used] == ["homelessness", "income"]
    assert d.critical_outcome_ids == ("homelessness",)
    assert d.groups[0].most_affected
    assert d.baselines["homelessness"].of_100 == 27
    assert d.certainty_overrides["stay", "homelessness", "imprecision"].chosen == -2
    assert d.certainty_overrides["stay", "homelessness", "risk of bias"].chosen == 0
    assert (d.judgements["stay", "works"].lowest, d.judgements["stay", "works"].highest) == (3, 4)
    assert d.judgements["stay", "people"].not_known
    assert d.convergence_overrides["stay"].chosen == "dissonance"
    assert d.weights["Person 1"].points == {"works": 100, "people": 50, "system": 50}
    assert d.weights["Person 2"].order == ("people", "works", "system")
    assert d.weights["Person 3"].open
    assert [line.red_line_id for line in d.open_red_lines] == ["r1"]
    assert d.clash_answers["stay", "works", "system"].words == "talked"
    assert d.risk_answers["limiting_flexibility"].by == date(2027, 1, 1)
    assert d.equality["race"].effect == "not known"
    assert d.conditions[0].contribution_ids == ("k1",)
    assert d.dissent[0].words == "I disagree"
    assert d.triggers[0].threshold == 3.5
    assert d.review_on == date(2027, 9, 1)
    assert d.conclusion is not None
    assert d.conclusion.result == "defer"
    assert d.notes["finance"].words == "to follow"
    assert d.assessments["Person 1"].answers == {"e1": 2, "e2": None}
    assert d.planned_elements[0].how == "by asking"
    assert [(e.kind, dict(e.payload)) for e in d.map_events] == [("map_link_added", {"polarity": "positive"})]
    assert d.is_signed
    assert d.signatures[0].actor_role == "facilitator"
    assert d.signatures[0].made_at == datetime(2026, 11, 20, 9, 30)


def test_rows_of_a_data_frame_and_mappings_in_any_order_give_the_same_decision() -> None:
    frame = pd.DataFrame(WHOLE).sample(frac=1, random_state=3)
    assert replay(frame) == replay(WHOLE) == replay(reversed(WHOLE))


def test_a_decision_survives_pickling_so_that_it_can_be_cached() -> None:
    assert pickle.loads(pickle.dumps(replay(WHOLE))) == replay(WHOLE)


def test_replaying_the_kept_events_gives_the_same_decision() -> None:
    decision = replay(WHOLE)
    assert replay([vars(event) for event in decision.events]) == decision


@pytest.mark.parametrize(
    ("kind", "subject", "empty"),
    [
        ("framed", "*", lambda d: d.question is None and d.decide_on is None),
        ("outcome_ranked", "income", lambda d: len(d.outcomes) == 2),
        ("group_named", "care leavers", lambda d: d.groups == ()),
        ("baseline_set", "homelessness", lambda d: d.baselines == {}),
        ("certainty_set", "stay/homelessness", lambda d: d.certainty_overrides == {}),
        ("judgement_agreed", "stay/works", lambda d: ("stay", "works") not in d.judgements),
        ("convergence_set", "stay", lambda d: d.convergence_overrides == {}),
        ("weights_set", "Person 1", lambda d: list(d.weights) == ["Person 2", "Person 3"]),
        ("red_line_raised", "r1", lambda d: d.red_lines == ()),
        ("clash_answered", "stay/works/system", lambda d: d.clash_answers == {}),
        ("risk_answered", "limiting_flexibility", lambda d: d.risk_answers == {}),
        ("equality_considered", "race", lambda d: d.equality == {}),
        ("condition_set", "c1", lambda d: d.conditions == ()),
        ("dissent_recorded", "x1", lambda d: d.dissent == ()),
        ("trigger_set", "t1", lambda d: d.triggers == ()),
        ("review_on", "*", lambda d: d.review_on is None),
        ("concluded", "*", lambda d: d.conclusion is None),
        ("note_set", "finance", lambda d: d.notes == {}),
        ("approach_assessed", "Person 1", lambda d: d.assessments == {} and d.assessment_history == ()),
        ("element_planned", "e2", lambda d: d.planned_elements == ()),
        ("signed", "rec1", lambda d: d.signatures == ()),
    ],
)
def test_every_subject_can_be_taken_back(kind: str, subject: str, empty: Any) -> None:
    said = [(e["kind"], e["subject"], e["payload"]) for e in WHOLE]
    assert not empty(replay(WHOLE))
    taken = replay(line(*said, (kind, subject, {"removed": True})))
    assert empty(taken)
    assert taken.not_understood == ()


def test_one_step_of_certainty_can_be_taken_back_alone() -> None:
    said = [(e["kind"], e["subject"], e["payload"]) for e in WHOLE]
    d = replay(line(*said, ("certainty_set", "stay/homelessness", {"removed": True, "step": "imprecision"})))
    assert list(d.certainty_overrides) == [("stay", "homelessness", "risk of bias")]


def test_a_retired_option_keeps_its_letter_and_comes_back_under_it() -> None:
    said = [
        ("option_listed", "a", {"name": "One"}),
        ("option_listed", "b", {"name": "Two"}),
        ("option_listed", "a", {"removed": True}),
        ("option_listed", "c", {"name": "Three"}),
    ]
    d = replay(line(*said))
    assert [(o.letter, o.name) for o in d.options] == [("B", "Two"), ("C", "Three")]
    assert [(o.letter, o.name, o.retired) for o in d.retired_options] == [("A", "One", True)]
    again = replay(line(*said, ("option_listed", "a", {"name": "One again"})))
    assert [(o.letter, o.name) for o in again.options] == [("A", "One again"), ("B", "Two"), ("C", "Three")]
    assert again.retired_options == ()


def test_a_letter_never_changes_whoever_claims_it_later() -> None:
    d = replay(
        line(
            ("option_listed", "a", {"name": "One"}),
            ("option_listed", "b", {"name": "Two", "letter": "A"}),
            ("option_listed", "a", {"name": "One", "letter": "C"}),
        )
    )
    assert [(o.letter, o.option_id) for o in d.options] == [("A", "a"), ("B", "b")]


def test_an_answer_lapses_when_its_red_line_is_restated_in_substance() -> None:
    raised = {"option_id": "a", "group_name": "g", "reason": "no"}
    answer = {"response": "reasons", "words": "because"}
    said = [
        ("option_listed", "a", {"name": "One"}),
        ("red_line_raised", "r", raised),
        ("red_line_answered", "r", answer),
    ]
    assert replay(line(*said)).open_red_lines == ()
    repeated = replay(line(*said, ("red_line_raised", "r", raised | {"contribution_ids": ["k"]})))
    assert repeated.open_red_lines == ()
    restated = replay(line(*said, ("red_line_raised", "r", raised | {"reason": "still no"})))
    assert [r.reason for r in restated.open_red_lines] == ["still no"]
    assert restated.red_lines[0].lapsed_answer is not None


def test_a_red_line_against_a_retired_option_does_not_stay_open() -> None:
    d = replay(
        line(
            ("option_listed", "a", {"name": "One"}),
            ("red_line_raised", "r", {"option_id": "a", "group_name": "g", "reason": "no"}),
            ("option_listed", "a", {"removed": True}),
        )
    )
    assert d.open_red_lines == ()
    assert len(d.red_lines) == 1


def test_a_change_after_signing_and_a_reopening_are_seen() -> None:
    said = [(e["kind"], e["subject"], e["payload"]) for e in WHOLE]
    reopened = replay(line(*said, ("reopened", "*", {"reason": "new study", "trigger_id": "t1"})))
    assert reopened.changed_since_signed
    assert reopened.reopened is not None
    assert reopened.reopened.reason == "new study"
    signed = ("signed", "rec2", {"role": "lead", "sha256": "1" * 64})
    again = replay(line(*said, ("reopened", "*", {"reason": "new study"}), signed))
    assert again.reopened is None
    assert again.is_signed
    assert len(again.reopenings) == 1


def test_an_event_that_cannot_be_read_is_named_and_the_rest_stands() -> None:
    broken = line(
        ("framed", "*", {"question": "What?"}),
        ("sung", "*", {"tune": 1}),
        ("judgement_agreed", "a/works", {"lowest": 9, "highest": 9}),
        ("framed", "*", "{broken"),
    )
    d = replay(broken)
    assert d.question == "What?"
    assert d.sequence == 4
    assert len(d.not_understood) == 3
    assert d.not_understood[0].startswith("Event 2 could not be read and is left out")


def test_events_of_two_decisions_are_refused() -> None:
    rows = [*WHOLE[:1], WHOLE[1] | {"decision_id": "d2"}]
    with pytest.raises(ValueError, match="one decision, got 2: d1, d2"):
        replay(rows)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="missing: actor_role"):
        replay([{key: value for key, value in WHOLE[0].items() if key != "actor_role"}])


def test_times_with_a_zone_are_kept_as_utc() -> None:
    d = replay([WHOLE[0] | {"made_at": "2026-11-20T10:00:00+01:00"}])
    assert d.events[0].made_at == datetime(2026, 11, 20, 9)


@given(st.permutations(range(6)))
def test_events_about_different_subjects_commute(order: list[int]) -> None:
    said = [
        (e["kind"], e["subject"], e["payload"]) for e in (WHOLE[0], WHOLE[1], WHOLE[2], WHOLE[4], WHOLE[10], WHOLE[13])
    ]
    d, shuffled = replay(line(*said)), replay(line(*[said[i] for i in order]))
    assert d.question == shuffled.question
    assert [(o.letter, o.name) for o in d.options] == [(o.letter, o.name) for o in shuffled.options]
    assert d.judgements.keys() == shuffled.judgements.keys()


def test_the_last_word_counts_whatever_came_before() -> None:
    for order in permutations(["one", "two", "three"]):
        d = replay(line(*[("framed", "*", {"question": words}) for words in order]))
        assert d.question == order[-1]
