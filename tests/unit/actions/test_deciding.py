"""Actions on a decision: checked, kept as events, taken back; refused in one sentence with nothing stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor, Refused
from integrated.actions.deciding import copy_decision, keeping, say, start_decision, take_back
from integrated.briefing.rows import decision_of
from integrated.store import Store, open_store

LEAD = Actor("lead")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}")
    yield opened
    opened.close()


def test_a_new_decision_has_something_to_compare_with_and_the_outcomes_on_screen(store: Store) -> None:
    made = decision_of(store, start_decision(store, LEAD, {"question": "Which first?"}, "northvale"))
    assert made.question == "Which first?"
    assert [option.option_id for option in made.options] == ["status_quo"]
    assert made.outcomes[0].outcome_id == "homelessness"


def test_a_copy_has_the_options_and_groups_and_leaves_the_original_alone(store: Store) -> None:
    before = decision_of(store, "northvale")
    copied = decision_of(store, copy_decision(store, LEAD, before))
    assert [o.name for o in copied.options] == [o.name for o in before.options]
    assert copied.baselines["homelessness"].of_100 == 27
    assert copied.question == f"Copy: {before.question}"
    assert decision_of(store, "northvale").sequence == before.sequence


def test_an_option_is_retired_and_brought_back_with_its_letter(store: Store) -> None:
    take_back(store, LEAD, "northvale", "option_listed", "coaching_peer_support")
    assert "coaching_peer_support" not in {o.option_id for o in decision_of(store, "northvale").options}
    say(store, LEAD, "northvale", "option_listed", "coaching_peer_support", {"letter": "F", "name": "Coaching"})
    assert decision_of(store, "northvale").options[-1].letter == "F"


def test_saving_over_something_newer_is_said(store: Store) -> None:
    seen = decision_of(store, "northvale").sequence
    first = say(store, LEAD, "northvale", "review_on", "*", {"date": "2027-09-01"}, seen_sequence=seen)
    second = say(store, LEAD, "northvale", "review_on", "*", {"date": "2027-10-01"}, seen_sequence=seen)
    assert first.words == "Saved."
    assert "Someone else saved this too" in second.words


@pytest.mark.parametrize(
    ("role", "kind", "payload"),
    [
        ("viewer", "framed", {"question": "Q"}),
        ("facilitator", "concluded", {"result": "reject", "reason": "none"}),
        ("lead", "framed", {"question": ""}),
        ("lead", "framed", {"question": "x" * 501}),
        ("lead", "no_such_kind", {}),
    ],
)
def test_a_refused_action_stores_nothing_and_says_why(store: Store, role: str, kind: str, payload: dict) -> None:
    before = decision_of(store, "northvale").sequence
    with pytest.raises(Refused) as refused:
        say(store, Actor(role), "northvale", kind, "*", payload)
    assert len(str(refused.value)) > 20
    assert decision_of(store, "northvale").sequence == before


def test_an_editor_answers_with_the_sentence_instead_of_raising(store: Store) -> None:
    keep = keeping(store, LEAD, "northvale", 0)
    assert "low cost" in keep("option_listed", "x", {"name": "X", "cost_low_gbp": 2.0, "cost_high_gbp": 1.0}).lower()
    assert keep("option_listed", "x", {"name": "X"}) == ""
