"""Answers and plans of How we work: kept by role, at most three planned, refused in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.assessing import Assessing
from integrated.briefing.rows import decision_of
from integrated.record.elements import ELEMENTS
from integrated.store import Store, open_store

ANSWERS: dict[str, int | None] = {
    each.element_id: {"works": 3, "people": 1, "system": 0}[each.approach] for each in ELEMENTS
}
HOW = {"how": "Step by step", "who": "Commissioner", "by": None}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("assessing")
    opened = open_store(f"duckdb:///{folder / 'integrated.duckdb'}", data_folder=folder)
    yield opened
    opened.close()


def hands(store: Store, decision_id: str, role: str = "lead") -> Assessing:
    return Assessing(store, Actor(role), decision_id, decision_of(store, decision_id).sequence)


def test_a_fourth_element_is_refused_and_one_that_is_planned_can_still_be_changed(store: Store) -> None:
    do = hands(store, "three")
    for element_id in ("heard", "loops", "search"):
        assert do.plan(element_id, HOW).told == "Saved."
    assert "Plan at most 3 elements" in do.plan("boundary", HOW).problem
    assert do.plan("loops", {**HOW, "how": "Otherwise"}).problem == ""
    planned = {each.element_id: each.how for each in decision_of(store, "three").planned_elements}
    assert planned == {"heard": "Step by step", "loops": "Otherwise", "search": "Step by step"}
    assert do.take_back("element_planned", "loops").problem == ""
    assert do.plan("boundary", HOW).problem == ""


def test_an_element_of_the_approach_everybody_is_most_aligned_to_is_refused(store: Store) -> None:
    do = hands(store, "own")
    assert do.assess("Person 1", "funders", {"search": 3}).problem == "", "an unfinished answer stands first"
    assert do.assess("Person 2", "funders", ANSWERS).problem == ""
    assert "belongs to what works" in do.plan("search", HOW).problem
    other = {each.element_id: 3 if each.approach == "people" else 0 for each in ELEMENTS}
    assert do.assess("Person 3", "funders", other).problem == ""
    assert do.plan("search", HOW).problem == "", "people differ, so no approach is everybody's own"


@pytest.mark.parametrize("who", ["Mrs Smith", "anna@example.org", "Person 1 (Dr Jones)"])
def test_names_are_refused_wherever_a_role_belongs(store: Store, who: str) -> None:
    do = hands(store, "names")
    assert "write a role" in do.assess(who, "funders", ANSWERS).problem
    assert "write a role" in do.plan("heard", {**HOW, "who": who}).problem
    assert decision_of(store, "names").events == ()


@pytest.mark.parametrize(
    ("audience", "answers", "sentence"),
    [
        ("astronauts", ANSWERS, "is not one of the seven"),
        ("funders", {}, "No element has an answer yet"),
        ("funders", {"search": 4}, "must be 3 or less, got 4"),
    ],
)
def test_answers_that_do_not_fit_are_refused_with_a_sentence(
    store: Store, audience: str, answers: dict[str, int | None], sentence: str
) -> None:
    assert sentence in hands(store, "unfit").assess("Person 1", audience, answers).problem
    assert decision_of(store, "unfit").events == ()


def test_a_plan_says_how_and_a_viewer_plans_nothing(store: Store) -> None:
    assert "Say how" in hands(store, "how").plan("heard", {**HOW, "how": " \n "}).problem
    assert "'magic' is not one" in hands(store, "how").plan("magic", HOW).problem
    viewer = hands(store, "how", role="viewer")
    assert not viewer.may_prepare
    assert "Your role is viewer" in viewer.plan("heard", HOW).problem
    assert "Only answers and plans" in hands(store, "how").take_back("framed", "*").problem


@pytest.mark.parametrize(("written", "kept"), [("31/3/2027", "2027-03-31"), ("1.9.2027", "2027-09-01"), (" ", None)])
def test_a_day_is_taken_as_people_write_it(store: Store, written: str, kept: str | None) -> None:
    assert hands(store, "days").plan("heard", {**HOW, "by": written}).problem == ""
    by = decision_of(store, "days").planned_elements[0].by
    assert (by.isoformat() if by else None) == kept


@pytest.mark.parametrize("written", ["soon", "31/2/2027", "2027", "3/31/2027"])
def test_what_is_no_day_is_refused_with_an_example(store: Store, written: str) -> None:
    assert "such as 31/3/2027" in hands(store, "no_days").plan("heard", {**HOW, "by": written}).problem
    assert decision_of(store, "no_days").events == ()


def test_saving_over_newer_answers_says_so(store: Store) -> None:
    mine, theirs = hands(store, "over"), hands(store, "over")
    assert theirs.assess("Person 1", "funders", {"search": 1}).told == "Saved."
    assert "Someone else saved this too" in mine.assess("Person 1", "funders", {"search": 2}).told
