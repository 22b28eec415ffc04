"""Decision events: sequence, chain of hashes, and what an author had not seen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.store import Store, events


def test_the_writer_gives_sequences_without_gaps_to_many_authors(empty: Store) -> None:
    def write(person: int) -> list[int]:
        return [
            empty.record_event(f"decision {person % 2}", "note_set", "finance", {"words": f"{place}"}, "lead").sequence
            for place in range(10)
        ]

    with ThreadPoolExecutor(20) as threads:
        given_out = list(threads.map(write, range(20)))
    for decision in (0, 1):
        assert sorted(number for row in given_out[decision::2] for number in row) == list(range(1, 101))
        assert empty.broken_link(f"decision {decision}") is None


def test_each_event_holds_the_hash_of_the_one_before(empty: Store) -> None:
    first = empty.record_event("d", "framed", "*", {"question": "Which?"}, "lead")
    second = empty.record_event("d", "framed", "*", {"question": "Which one?"}, "lead")
    rows = empty.read("decision_events", decision_id="d")
    assert rows["sha256"].tolist() == [first.sha256, second.sha256]
    assert rows["previous_sha256"].tolist() == [None, first.sha256]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", '{"question":"Another?"}'),
        ("actor_role", "facilitator"),
        ("kind", "concluded"),
        ("subject", "other"),
        ("made_at", datetime(2020, 1, 1)),
        ("event_id", "another"),
    ],
)
def test_a_changed_event_breaks_the_chain_where_it_was_changed(empty: Store, column: str, value: Any) -> None:
    for place in range(4):
        empty.record_event("d", "framed", "*", {"question": f"{place}?"}, "lead")
    chain = _chain(empty)
    assert events.broken_link(chain) is None
    assert events.broken_link([chain[0], replace(chain[1], **{column: value}), *chain[2:]]) == 2
    assert events.broken_link([chain[0], *chain[2:]]) == 3


def test_events_made_after_what_the_author_saw_are_reported(empty: Store) -> None:
    seen = empty.record_event("d", "judgement_agreed", "a/works", {"lowest": 3}, "lead").sequence
    empty.record_event("d", "judgement_agreed", "b/works", {"lowest": 1}, "lead")
    empty.record_event("d", "convergence_set", "a/works", {"chosen": "silence"}, "lead")
    theirs = empty.record_event("d", "judgement_agreed", "a/works", {"lowest": 4}, "facilitator")
    mine = empty.record_event("d", "judgement_agreed", "a/works", {"lowest": 2}, "lead", seen_sequence=seen)
    assert [(event.event_id, event.payload) for event in mine.newer] == [(theirs.event_id, '{"lowest":4}')]
    assert mine.newer[0].actor_role == "facilitator"
    after = empty.record_event("d", "judgement_agreed", "a/works", {"lowest": 2}, "lead", seen_sequence=mine.sequence)
    assert after.newer == ()


def test_an_event_that_is_tried_again_is_stored_once(empty: Store) -> None:
    first = empty.record_event("d", "framed", "*", {"question": "Which?"}, "lead", event_id="fixed")
    again = empty.record_event("d", "framed", "*", {"question": "Which?"}, "lead", event_id="fixed")
    assert (again.sequence, again.sha256) == (first.sequence, first.sha256)
    assert len(empty.read("decision_events", decision_id="d")) == 1


def test_the_last_word_on_a_subject_is_the_one_that_counts(empty: Store) -> None:
    for words in ("first", "second"):
        empty.record_event("d", "note_set", "finance", {"words": words}, "lead")
    empty.record_event("d", "note_set", "legal", {"words": "other"}, "lead")
    now = empty._engine.read("select subject, payload from decision_now order by subject", [])
    assert now.to_numpy().tolist() == [["finance", '{"words":"second"}'], ["legal", '{"words":"other"}']]


@pytest.mark.parametrize("payload", ["[1]", "nonsense", {"share": float("nan")}, {"when": datetime(2026, 1, 1)}])
def test_a_payload_without_a_json_form_is_refused(empty: Store, payload: object) -> None:
    with pytest.raises(ValueError, match="payload must"):
        empty.record_event("d", "framed", "*", payload, "lead")  # type: ignore[arg-type]
    assert empty.read("decision_events", decision_id="d").empty


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())))
def test_equal_payloads_have_one_text_whatever_their_order(payload: dict[str, object]) -> None:
    backwards = dict(reversed(payload.items()))
    assert events.canonical(payload) == events.canonical(backwards) == events.canonical(events.canonical(payload))


def _chain(store: Store) -> list[events.Event]:
    rows = store.read("decision_events", decision_id="d").to_dict("records")
    return [events.Event(**row | {"made_at": row["made_at"].to_pydatetime()}) for row in rows]
