"""What stands, what was taken back, and what differs between two versions."""

from datetime import datetime, timedelta
from typing import Any

from integrated.record.decision import Decision
from integrated.record.history import changes, history
from integrated.record.record import replay

START = datetime(2026, 11, 1)


def decision(*said: tuple[str, str, dict[str, Any]]) -> Decision:
    return replay(
        [
            {
                "event_id": f"e{place}",
                "decision_id": "d",
                "sequence": place,
                "kind": kind,
                "subject": subject,
                "payload": payload,
                "actor_role": "lead",
                "made_at": START + timedelta(minutes=place),
            }
            for place, (kind, subject, payload) in enumerate(said, start=1)
        ]
    )


FRAMED = ("framed", "*", {"question": "Which first?"})
LATER = ("framed", "*", {"question": "Which one first?"})
CONDITION = ("condition_set", "c1", {"words": "Small caseloads"})
GONE = ("condition_set", "c1", {"removed": True})


def test_only_the_last_word_on_a_subject_stands_and_the_newest_comes_first() -> None:
    found = history(decision(FRAMED, CONDITION, LATER, GONE))
    assert [(entry.event.sequence, entry.stands) for entry in found] == [(4, False), (3, True), (2, False), (1, False)]


def test_each_step_of_certainty_and_each_clash_is_a_subject_of_its_own() -> None:
    step = {"chosen": -1, "reason": "r"}
    found = history(
        decision(
            ("certainty_set", "b/homelessness", {**step, "step": "imprecision"}),
            ("certainty_set", "b/homelessness", {**step, "step": "risk_of_bias"}),
            ("clash_answered", "b/works/people", {"words": "one"}),
            ("clash_answered", "b/people/works", {"words": "two"}),
        )
    )
    assert {entry.event.sequence for entry in found if entry.stands} == {1, 2, 4}


def test_a_change_is_named_added_changed_or_taken_back() -> None:
    older = decision(FRAMED, CONDITION, ("review_on", "*", {"date": "2028-03-31"}))
    newer = decision(
        FRAMED,
        CONDITION,
        ("review_on", "*", {"date": "2028-03-31"}),
        LATER,
        GONE,
        ("condition_set", "c2", {"words": "x"}),
    )
    found = {(change.kind, change.subject): change.verb for change in changes(older, newer)}
    assert found == {
        ("framed", "*"): "changed",
        ("condition_set", "c1"): "taken back",
        ("condition_set", "c2"): "added",
    }


def test_saying_the_same_again_is_no_change_and_a_signature_is_none() -> None:
    older = decision(FRAMED, CONDITION)
    signed = ("signed", "r1", {"role": "chair", "sha256": "a" * 64})
    assert changes(older, decision(FRAMED, CONDITION, CONDITION, signed)) == ()


def test_changes_the_other_way_round_are_the_opposite() -> None:
    older, newer = decision(FRAMED), decision(FRAMED, CONDITION)
    assert [change.verb for change in changes(newer, older)] == ["taken back"]
