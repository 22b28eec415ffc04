"""Reviewing, withdrawing, and the rule of small counts: who may, what happens, what is refused."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.voices import Voices
from integrated.briefing.people import people
from integrated.briefing.what_was_said import what_was_said
from integrated.store import Store, open_store
from tests.unit.briefing.planted import Person, plant


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path)
    said = [Person("Parents", {"p0": "supports"}, [("rent", "p0")], words=f"Words {i}") for i in range(7)]
    said += [Person("Parents", {"p0": "supports"}, words="Nobody has read this", review=None)]
    plant(opened, "d", said)
    yield opened
    opened.close()
    gc.collect()


def contribution(store: Store, words: str) -> str:
    held = store.read("contributions_held", decision_id="d")
    return str(held.loc[held["words"] == words, "contribution_id"].iloc[0])


def shown(store: Store) -> set[str]:
    words = {quote.words for quote in people(store, "d", "p0").quotes}
    for theme in what_was_said(store, "d").themes:
        words |= {each.quote.words for each in theme.quotes}
    return words


def test_a_withdrawn_consent_leaves_counts_and_quotes_at_once(store: Store) -> None:
    hands = Voices(store, Actor("facilitator"), "d")
    assert "Words 3" in shown(store)
    assert people(store, "d", "p0").heard == 7
    answer = hands.withdraw(contribution(store, "Words 3"), erase=False)
    assert answer.problem == ""
    assert "Words 3" not in shown(store)
    assert people(store, "d", "p0").heard == 6


def test_what_was_withdrawn_cannot_be_released_by_somebody_else(store: Store) -> None:
    hands = Voices(store, Actor("lead"), "d")
    which = contribution(store, "Words 3")
    hands.withdraw(which, erase=False)
    assert "ask the person again" in hands.review(which, "approve").problem
    assert "Words 3" not in shown(store)


def test_erased_words_are_nowhere_in_the_file(store: Store) -> None:
    hands = Voices(store, Actor("facilitator"), "d")
    answer = hands.withdraw(contribution(store, "Words 3"), erase=True)
    assert "erased" in answer.told
    assert "Words 3" not in set(store.read("contributions_held", decision_id="d")["words"])
    assert store.path is not None
    files = [file for file in store.path.parent.rglob("*") if file.is_file() and ".duckdb" in file.name]
    assert files
    assert not any(b"Words 3" in file.read_bytes() for file in files)


def test_a_review_releases_words_and_an_edit_replaces_them(store: Store) -> None:
    hands = Voices(store, Actor("facilitator"), "d")
    waiting = contribution(store, "Nobody has read this")
    assert "Nobody has read this" not in shown(store)
    assert hands.review(waiting, "edit").problem.startswith("An edit needs the words")
    assert hands.review(waiting, "edit", edited_words="In other\x07 words", reason="a name").problem == ""
    assert "In other words" in shown(store)
    assert hands.review(waiting, "decline", reason="not about this").problem == ""
    assert "In other words" not in shown(store)


@pytest.mark.parametrize("role", ["viewer", "participant"])
def test_a_viewer_can_neither_review_nor_set_a_rule(store: Store, role: str) -> None:
    hands = Voices(store, Actor(role), "d")
    assert "Only a" in hands.review(contribution(store, "Words 1"), "withdraw").problem
    assert "Only a lead" in hands.set_threshold(10, "because").problem
    assert not hands.may_review
    assert "Words 1" in shown(store)


def test_a_threshold_of_ten_hides_what_five_shows_and_keeps_the_reason(store: Store) -> None:
    assert people(store, "d", "p0").rows[0].counts[0] == 7
    hands = Voices(store, Actor("lead"), "d")
    assert "Say why" in hands.set_threshold(10, " ").problem
    assert "from 3 to 100, got 1" in hands.set_threshold(1, "why not").problem
    assert hands.set_threshold(10, "A small place, where people know one another").problem == ""
    assert people(store, "d", "p0").rows[0].counts[0] is None
    assert what_was_said(store, "d").themes[0].heard.people is None
    assert shown(store) == set()
    assert hands.set_threshold(5, "Back to the convention").problem == ""
    assert people(store, "d", "p0").rows[0].counts[0] == 7
    setting = store.read("settings", decision_id="d").iloc[0]
    assert (setting["value"], setting["reason"]) == ("5", "Back to the convention")


def test_a_facilitator_cannot_change_the_rule(store: Store) -> None:
    assert "Only a lead" in Voices(store, Actor("facilitator"), "d").set_threshold(10, "because").problem


def test_an_unknown_contribution_is_refused_in_a_sentence(store: Store) -> None:
    assert "not here any more" in Voices(store, Actor("lead"), "d").review("nothing", "approve").problem
