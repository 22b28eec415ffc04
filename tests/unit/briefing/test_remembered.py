"""What is remembered stands as long as the rows it was made from, and not a moment longer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from integrated.briefing.connections import connections
from integrated.briefing.overview import overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered, settled
from integrated.briefing.rows import decision_of, framing_of, rows
from integrated.briefing.studies import studies
from integrated.store import Store, open_store

NORTHVALE, OPTION, OUTCOME = "northvale", "extended_care", "homelessness"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path}/one.duckdb")
    yield opened
    opened.close()


def search_found_nothing(search_id: str) -> dict[str, object]:
    return {
        "search_id": search_id,
        "option_id": OPTION,
        "outcome_id": OUTCOME,
        "searched_year": 2026,
        "searched_where": "A test index",
        "studies_found": 0,
        "actor_role": "analyst",
    }


def test_rows_are_one_frame_until_they_differ(store: Store) -> None:
    before = rows(store, "decision_events", decision_id=NORTHVALE)
    store.record_event("another", "note_set", "legal", {"words": "Asked."}, "facilitator")
    assert rows(store, "decision_events", decision_id=NORTHVALE) is before
    store.record_event(NORTHVALE, "note_set", "legal", {"words": "Asked."}, "facilitator")
    after = rows(store, "decision_events", decision_id=NORTHVALE)
    assert len(after) == len(before) + 1


def test_a_judgement_leaves_the_evidence_standing_and_changes_the_overview(store: Store) -> None:
    evidence = (
        studies(store, NORTHVALE, OPTION, OUTCOME),
        people(store, NORTHVALE, OPTION),
        connections(store, NORTHVALE, OPTION, OUTCOME),
    )
    seen, framing = overview(store, NORTHVALE), framing_of(store, NORTHVALE)
    store.record_event(
        NORTHVALE,
        "judgement_agreed",
        f"{OPTION}/people",
        {"lowest": 2, "highest": 2, "not_known": False, "reason": "As heard."},
        "facilitator",
    )
    assert (
        studies(store, NORTHVALE, OPTION, OUTCOME),
        people(store, NORTHVALE, OPTION),
        connections(store, NORTHVALE, OPTION, OUTCOME),
    ) == evidence
    assert studies(store, NORTHVALE, OPTION, OUTCOME) is evidence[0]
    assert people(store, NORTHVALE, OPTION) is evidence[1]
    assert connections(store, NORTHVALE, OPTION, OUTCOME) is evidence[2]
    assert framing_of(store, NORTHVALE) is framing
    assert seen is not None and (OPTION, "people") not in seen.decision.judgements
    changed = overview(store, NORTHVALE)
    assert changed is not None and (OPTION, "people") in changed.decision.judgements
    assert (OPTION, "people") in decision_of(store, NORTHVALE).judgements


def test_a_group_that_becomes_most_affected_changes_what_people_say(store: Store) -> None:
    before = people(store, NORTHVALE, OPTION)
    group = next(row for row in before.rows if not row.most_affected)
    store.record_event(
        NORTHVALE, "group_named", group.group, {"most_affected": True, "must_be_heard": True}, "facilitator"
    )
    after = {row.group: row.most_affected for row in people(store, NORTHVALE, OPTION).rows}
    assert after[group.group] is True


def test_new_evidence_is_seen_at_once(store: Store) -> None:
    before = studies(store, NORTHVALE, OPTION, OUTCOME)
    mapped = connections(store, NORTHVALE, OPTION, OUTCOME)
    store.append("search_log", [search_found_nothing("one more")]).result()
    after = studies(store, NORTHVALE, OPTION, OUTCOME)
    assert len(after.searches) == len(before.searches) + 1
    assert connections(store, NORTHVALE, OPTION, OUTCOME) is mapped


def test_an_answer_made_while_rows_change_is_made_again(store: Store) -> None:
    made = []

    @remembered
    def searches(asked: Store) -> int:
        found = len(rows(asked, "search_log"))
        if not made:  # somebody commits between the reading and the answer
            asked.append("search_log", [search_found_nothing("meanwhile")]).result()
        made.append(found)
        return found

    first = searches(store)
    assert searches(store) == first + 1
    assert searches(store) == first + 1
    assert made == [first, first + 1]


def test_what_rests_on_a_settled_part_is_made_again_only_when_that_part_differs(store: Store) -> None:
    made = []

    @settled
    def kinds_said(asked: Store, decision_id: str) -> frozenset[str]:
        return frozenset(rows(asked, "decision_events", decision_id=decision_id)["kind"])

    @remembered
    def sentence(asked: Store) -> str:
        made.append(1)
        return ", ".join(sorted(kinds_said(asked, "new")))

    store.record_event("new", "note_set", "legal", {"words": "One."}, "facilitator")
    assert sentence(store) == "note_set"
    store.record_event("new", "note_set", "finance", {"words": "Two."}, "facilitator")
    assert sentence(store) == "note_set"
    assert len(made) == 1
    store.record_event("new", "review_on", "*", {"date": "2027-01-31"}, "facilitator", made_at=datetime.now(UTC))
    assert sentence(store) == "note_set, review_on"
    assert len(made) == 2


def test_erasing_is_seen_at_once(store: Store) -> None:
    before = people(store, NORTHVALE, OPTION)
    assert before.quotes
    store.erase_contributions([before.quotes[0].contribution_id])
    after = people(store, NORTHVALE, OPTION)
    assert before.quotes[0].contribution_id not in {quote.contribution_id for quote in after.quotes}


def test_two_stores_do_not_share_what_is_remembered(store: Store, tmp_path: Path) -> None:
    other = open_store(f"duckdb:///{tmp_path}/other.duckdb")
    try:
        store.record_event(NORTHVALE, "note_set", "legal", {"words": "Asked."}, "facilitator")
        assert decision_of(store, NORTHVALE).sequence == decision_of(other, NORTHVALE).sequence + 1
    finally:
        other.close()
