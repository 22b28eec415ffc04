"""Settling where coders differ: what is agreed counts, can be taken back, and leaves both coders' own codes alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.coding import Coding
from integrated.actions.settling import Settling
from integrated.briefing.coding import codebook, comparison, workspace
from integrated.briefing.people import people
from integrated.briefing.what_was_said import what_was_said
from integrated.store import Store, open_store
from tests.unit.briefing.planted import Person, plant

WORDS = "The rent went up. Nobody rang me back."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path)
    plant(opened, "d", [Person("Parents", {"p0": "supports"}, [("rent", "p0")], words=WORDS) for _ in range(12)])
    yield opened
    opened.close()


@pytest.fixture
def second(store: Store) -> Coding:
    return Coding(store, Actor("facilitator"), "d", "second")


@pytest.fixture
def hands(store: Store) -> Settling:
    return Settling(store, Actor("facilitator"), "d")


def ids(store: Store) -> list[str]:
    return [each.contribution_id for each in workspace(store, "d", "second").said]


def themes(store: Store) -> dict[str, int | None]:
    return {theme.heard.name: theme.heard.people for theme in what_was_said(store, "d").themes}


def settled(store: Store) -> dict[tuple[str, str], str]:
    return {(each.kind, each.about): each.settled for each in comparison(store, "d").differences}


def test_a_theme_that_coders_agree_to_leave_out_no_longer_counts_until_that_is_taken_back(
    store: Store, second: Coding, hands: Settling
) -> None:
    for which in ids(store)[:6]:
        second.stance(which, "supports")
        told = hands.settle(which, "theme", "d_rent", "second")
        assert told.problem == ""
        assert "left out" in told.told
    assert themes(store) == {"rent": 6}
    assert len(comparison(store, "d").differences) == 6, "the coders still differ, and that stays visible"
    assert settled(store) == {("theme", "rent"): "second"}
    for which in ids(store)[:6]:
        assert hands.unsettle(which, "theme", "d_rent").problem == ""
    assert themes(store) == {"rent": 12}
    assert settled(store) == {("theme", "rent"): ""}


def test_a_theme_of_the_second_coder_counts_once_it_is_agreed_and_the_last_word_stands(
    store: Store, second: Coding, hands: Settling
) -> None:
    second.create("no answer")
    other = next(theme.theme_id for theme in codebook(store, "d").themes() if theme.name == "no answer")
    for which in ids(store)[:5]:
        second.mark(which, other, 18, 38)
    assert "no answer" not in themes(store)
    for which in ids(store)[:5]:
        hands.settle(which, "theme", other, "second")
    assert themes(store) == {"rent": 12, "no answer": 5}
    for which in ids(store)[:5]:
        hands.settle(which, "theme", other, "first")
    assert themes(store) == {"rent": 12}
    assert settled(store)["theme", "no answer"] == "first"


def test_an_agreed_stance_counts_in_place_of_the_first_coders(store: Store, second: Coding, hands: Settling) -> None:
    for which in ids(store)[:6]:
        second.stance(which, "opposes")
        assert hands.settle(which, "stance", "p0", "second").problem == ""
    row = people(store, "d", "p0").rows[0]
    assert row.counts == (6, 0, 0, 6)
    assert settled(store)["stance", "A p0"] == "second"
    for which in ids(store)[:6]:
        hands.unsettle(which, "stance", "p0")
    assert people(store, "d", "p0").rows[0].counts == (12, 0, 0, 0)


def test_agreed_words_are_known_by_the_coder_who_chose_them(store: Store, second: Coding, hands: Settling) -> None:
    which = ids(store)[0]
    first = Coding(store, Actor("lead"), "d", "first")
    whole = workspace(store, "d", "first").said[0].marks[0]
    first.unmark(which, whole.coding_id)
    first.mark(which, "d_rent", 0, 17)
    second.mark(which, "d_rent", 18, 38)
    assert hands.settle(which, "words", "d_rent", "second").problem == ""
    assert settled(store)["words", "rent"] == "second"
    assert hands.settle(which, "words", "d_rent", "first").problem == ""
    assert settled(store)["words", "rent"] == "first"


def test_a_theme_merged_later_is_settled_under_the_theme_in_use(store: Store, second: Coding, hands: Settling) -> None:
    second.create("money")
    into = next(theme.theme_id for theme in codebook(store, "d").themes() if theme.name == "money")
    for which in ids(store)[:6]:
        second.stance(which, "supports")
        hands.settle(which, "theme", "d_rent", "second")
    second.merge("d_rent", into)
    assert themes(store) == {"money": 6}
    assert hands.settle(ids(store)[0], "theme", into, "first").problem == ""
    assert themes(store) == {"money": 7}


def test_what_cannot_be_settled_is_refused_in_a_sentence(store: Store, second: Coding, hands: Settling) -> None:
    which = ids(store)[0]
    assert "nothing to agree on" in hands.settle(which, "stance", "p0", "second").problem
    assert "nothing to settle" in hands.settle(which, "theme", "unknown", "first").problem
    assert "differ in a" in hands.settle(which, "colour", "d_rent", "first").problem
    assert "first or second" in hands.settle(which, "theme", "d_rent", "third").problem
    assert "not here any more" in hands.settle("nobody", "theme", "d_rent", "first").problem
    assert "Nothing was settled" in hands.unsettle(which, "theme", "d_rent").problem
    assert "Only a" in Settling(store, Actor("viewer"), "d").settle(which, "theme", "d_rent", "first").problem
