"""Coding and the codebook: kept at once, taken back as an event, refused in a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.coding import Coding
from integrated.briefing.coding import codebook, comparison, links_of, workspace
from integrated.briefing.highlight import highlight
from integrated.briefing.people import people
from integrated.briefing.what_was_said import what_was_said
from integrated.store import Store, open_store
from tests.unit.briefing.planted import Person, plant

WORDS = "The rent went up. Nobody rang me back."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'integrated.duckdb'}", data_folder=tmp_path)
    said = [Person("Parents", {"p0": "supports"}, [("rent", "p0")], words=WORDS) for _ in range(7)]
    said += [Person("Parents", {"p0": "supports"}, words="Not read by anybody", review=None)]
    plant(opened, "d", said)
    yield opened
    opened.close()


@pytest.fixture
def first(store: Store) -> Coding:
    return Coding(store, Actor("facilitator"), "d", "first")


@pytest.fixture
def second(store: Store) -> Coding:
    return Coding(store, Actor("facilitator"), "d", "second")


def said_by(store: Store, coder: str) -> list:
    return list(workspace(store, "d", coder).said)


def test_only_released_words_are_read_and_a_coder_sees_own_codes_alone(store: Store) -> None:
    assert {each.words for each in said_by(store, "first")} == {WORDS}
    assert all(each.marks for each in said_by(store, "first"))
    assert not any(each.is_coded for each in said_by(store, "second"))


def test_a_mark_is_kept_at_once_and_taken_back_as_a_version(store: Store, second: Coding) -> None:
    which = said_by(store, "second")[0].contribution_id
    assert second.mark(which, "d_rent", 0, 17).problem == ""
    mark = said_by(store, "second")[0].marks[0]
    assert (mark.theme, mark.start, mark.end) == ("rent", 0, 17)
    assert second.mark(which, "d_rent", 0, 17).told.endswith("already.")
    assert len(said_by(store, "second")[0].marks) == 1
    assert second.unmark(which, mark.coding_id).problem == ""
    assert said_by(store, "second")[0].marks == ()


def test_the_second_coder_changes_no_count(store: Store, second: Coding) -> None:
    before = people(store, "d", "p0")
    for each in said_by(store, "second"):
        second.stance(each.contribution_id, "opposes")
        second.mark(each.contribution_id, "d_rent", None, None)
    after = people(store, "d", "p0")
    assert [row.counts for row in after.rows] == [row.counts for row in before.rows]
    assert after.themes == before.themes


def test_a_stance_replaces_the_one_before_and_holds_its_condition(store: Store, second: Coding) -> None:
    which = said_by(store, "second")[0].contribution_id
    second.stance(which, "supports")
    second.stance(which, "conditional", "it  stays cheap")
    said = said_by(store, "second")[0]
    assert (said.stance, said.condition) == ("conditional", "it stays cheap")
    second.stance(which, None)
    assert said_by(store, "second")[0].stance is None


def test_where_two_coders_differ_is_shown_by_place(store: Store, first: Coding, second: Coding) -> None:
    first.create("no answer")
    other = next(theme.theme_id for theme in codebook(store, "d").themes() if theme.name == "no answer")
    one, two, three = (each.contribution_id for each in said_by(store, "second")[:3])
    second.mark(one, "d_rent", None, None)
    second.stance(one, "supports")
    second.mark(two, other, 18, 38)
    second.stance(two, "supports")
    second.mark(three, "d_rent", None, None)
    second.stance(three, "opposes")
    found = comparison(store, "d")
    assert found.both == 3
    told = {(each.contribution_id, each.kind, each.about): (each.first, each.second) for each in found.differences}
    assert told == {
        (two, "theme", "rent"): ("given", ""),
        (two, "theme", "no answer"): ("", "given"),
        (three, "stance", "A p0"): ("supports", "opposes"),
    }
    assert (found.stance_same, found.stance_units) == (2, 3)


def test_bad_marks_are_refused_in_a_sentence(store: Store, first: Coding) -> None:
    which = said_by(store, "first")[0].contribution_id
    assert "run from 0 to 38, got 30 to 90" in first.mark(which, "d_rent", 30, 90).problem
    assert "both, or neither" in first.mark(which, "d_rent", 3, None).problem
    assert "There is no theme" in first.mark(which, "nothing", None, None).problem
    assert "not here any more" in first.mark("nothing", "d_rent", None, None).problem
    assert "A stance is one of" in first.stance(which, "perhaps").problem
    assert "Only a" in Coding(store, Actor("viewer"), "d").mark(which, "d_rent", None, None).problem


def test_a_merged_theme_counts_where_it_went_and_can_be_taken_apart(store: Store, first: Coding) -> None:
    first.create("money")
    into = next(theme.theme_id for theme in codebook(store, "d").themes() if theme.name == "money")
    assert first.merge("d_rent", into).problem == ""
    assert {theme.heard.name: theme.heard.people for theme in what_was_said(store, "d").themes} == {"money": 7}
    assert len(codebook(store, "d").history(into)) == 3
    assert "part of" in first.rename("d_rent", "rents").problem
    assert first.separate("d_rent").problem == ""
    assert {theme.heard.name: theme.heard.people for theme in what_was_said(store, "d").themes} == {"rent": 7}


def test_confidence_needs_a_reason_and_a_name_is_used_once(store: Store, first: Coding) -> None:
    assert "needs a reason" in first.rate("d_rent", "high", " ").problem
    assert first.rate("d_rent", "high", "said by all").problem == ""
    assert codebook(store, "d").theme("d_rent").confidence == "high"
    assert "already" in first.create("Rent").problem


def test_a_link_needs_a_reason_and_something_to_link_to(store: Store, first: Coding) -> None:
    assert "Say why" in first.link("outcome", "d_rent", "o1", " ").problem
    assert "There is no outcome" in first.link("outcome", "d_rent", "o1", "it is so").problem
    store.append(
        "outcome",
        [{"outcome_id": "o1", "label": "Safety", "words_per_100": "be safe", "better": "higher", "import_id": "t"}],
    ).result()
    assert first.link("outcome", "d_rent", "o1", "it is so").problem == ""
    assert store.read("theme_outcome", decision_id="d")["why"].tolist() == ["it is so"]


def test_a_link_is_taken_back_everywhere_and_can_be_put_back(store: Store, first: Coding) -> None:
    store.append(
        "outcome",
        [{"outcome_id": "o1", "label": "Safety", "words_per_100": "be safe", "better": "higher", "import_id": "t"}],
    ).result()
    assert "not here any more" in first.unlink("outcome", "d_rent", "o1").problem
    first.link("outcome", "d_rent", "o1", "it is so")
    assert links_of(store, "d") == {"d_rent": (("Safety", "it is so", "outcome~o1"),)}
    assert highlight(store, "d", "theme~d_rent").outcomes == {"o1"}
    assert "Only a" in Coding(store, Actor("viewer"), "d").unlink("outcome", "d_rent", "o1").problem
    assert first.unlink("outcome", "d_rent", "o1").problem == ""
    assert links_of(store, "d") == {}
    assert highlight(store, "d", "theme~d_rent").outcomes == frozenset()
    assert "taken back already" in first.unlink("outcome", "d_rent", "o1").problem
    assert "Linked again" in first.link("outcome", "d_rent", "o1", "another reason").told
    assert links_of(store, "d") == {"d_rent": (("Safety", "it is so", "outcome~o1"),)}
