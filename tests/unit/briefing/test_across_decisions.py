"""The same option in several decisions: compared on one outcome, each with what its own people agreed and concluded."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from integrated.briefing.across_decisions import across_decisions
from integrated.record.across_decisions import InDecision
from integrated.store import Store, open_store
from integrated.views import across_table

WHEN = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
QUESTION, ELSEWHERE = "What should Southmere fund?", "What helps young people into work?"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The embedded decision, one more on homelessness without voices of its own, and one on work alone."""
    store = open_store(f"duckdb:///{tmp_path_factory.mktemp('three') / 'integrated.duckdb'}")
    for decision_id, question, outcome_id in (
        ("southmere", QUESTION, "homelessness"),
        ("work", ELSEWHERE, "employment_and_earnings"),
    ):
        row = {"decision_id": decision_id, "illustrative": False, "created_at": WHEN, "copied_from": None}
        store.append("decision", [row]).result()
        for kind, subject, payload in (
            ("framed", "*", {"question": question}),
            ("outcome_ranked", outcome_id, {"importance": "critical", "position": 1}),
            ("option_listed", "status_quo", {"letter": "A", "name": "Continue as now"}),
            ("option_listed", "extended_care", {"letter": "B", "name": "Stay longer"}),
        ):
            store.record_event(decision_id, kind, subject, payload, "lead")
    yield store
    store.close()


def by_decision(store: Store) -> dict[str, InDecision]:
    return {each.decision_id: each for each in across_decisions(store, "extended_care", "homelessness").found}


def test_only_decisions_that_look_at_the_outcome_are_put_side_by_side(three: Store) -> None:
    found = across_decisions(three, "extended_care", "homelessness")
    assert {each.decision_id for each in found.found} == {"northvale", "southmere"}
    assert found.other_outcome == (ELSEWHERE,)
    assert "2 decisions side by side" in across_table.sentence(found, "Stay longer")
    assert "1 more lists the option but not this outcome" in across_table.sentence(found, "Stay longer")


def test_studies_are_shared_and_voices_are_not(three: Store) -> None:
    found = by_decision(three)
    northvale, southmere = found["northvale"], found["southmere"]
    assert southmere.cells["works"].sentence == northvale.cells["works"].sentence
    assert northvale.cells["people"].levels is not None
    assert southmere.cells["people"].levels is None, "nobody was asked there: not the voices of another place, not 0"


def test_a_judgement_of_one_decision_stays_there(three: Store) -> None:
    before = by_decision(three)
    three.record_event(
        "southmere",
        "judgement_agreed",
        "extended_care/works",
        {"lowest": 4, "highest": 4, "reason": "We read both studies.", "suggested": [0.2, 0.2, 0.2, 0.2, 0.2]},
        "lead",
    )
    after = by_decision(three)
    assert after["northvale"].cells["works"].levels == before["northvale"].cells["works"].levels
    assert after["southmere"].cells["works"].levels == (0, 0, 0, 1, 0)


def test_the_table_says_of_each_decision_what_the_file_says(three: Store) -> None:
    found = across_decisions(three, "extended_care", "homelessness")
    shown, file = str(across_table.table(found)), across_table.frame(found)
    assert list(file["Decision"]) == [each.question for each in found.found]
    for each in found.found:
        assert f'data-go="decision~{each.decision_id}"' in shown
        assert all(str(each.cells[p].sentence) in shown for p in each.cells)


def test_one_decision_says_that_there_is_nothing_to_compare_yet(three: Store) -> None:
    found = across_decisions(three, "extended_care", "employment_and_earnings")
    assert [each.decision_id for each in found.found] == ["work"]
    assert "nothing to compare yet" in across_table.sentence(found, "Stay longer")
