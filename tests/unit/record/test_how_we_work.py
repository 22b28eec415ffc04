"""Answers of several people: the laws they keep, and how unknown elements of another list are left out."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.record.approach import alignment
from integrated.record.decision import Assessment
from integrated.record.elements import BY_ID, ELEMENTS, MINDSET, MINDSET_IDS
from integrated.record.how_we_work import HowWeWork, answered, moved, mutual
from integrated.weighing.risk import Thresholds

ONE = st.dictionaries(st.sampled_from(list(BY_ID)), st.one_of(st.none(), st.integers(0, 3)), max_size=24)
SEVERAL = st.lists(ONE, min_size=1, max_size=5)


def assessment(whose: str, answers: dict[str, int | None]) -> Assessment:
    return Assessment(
        whose=whose, audience="funders", answers=answers, actor_role="lead", made_at=None, sequence=1
    )  # fmt: skip


def page(several: list[dict[str, int | None]]) -> HowWeWork:
    people = tuple(answered(assessment(f"Person {i}", each)) for i, each in enumerate(several, start=1))
    return HowWeWork("d", 1, people, {}, (), {}, Thresholds(), {})


@settings(deadline=None)
@given(SEVERAL)
def test_the_order_of_people_changes_neither_spread_nor_what_they_share(
    several: list[dict[str, int | None]],
) -> None:
    one, other = page(several), page(several[::-1])
    assert one.spread.equals(other.spread)
    assert one.mutual == other.mutual


@settings(deadline=None)
@given(SEVERAL)
def test_every_answer_lies_within_the_spread(several: list[dict[str, int | None]]) -> None:
    spread = page(several).spread.set_index("element_id")
    for answers in several:
        for element_id, use in answers.items():
            if use is not None:
                assert spread.loc[element_id, "lowest"] <= use <= spread.loc[element_id, "highest"]


@given(SEVERAL)
def test_an_approach_is_mutual_only_if_everybody_who_can_be_placed_is_most_aligned_to_it(
    several: list[dict[str, int | None]],
) -> None:
    placed = {most for each in several if (most := alignment(each).most_aligned) is not None}
    shared = mutual(several)
    assert (shared is None) == (not placed)
    if shared not in (None, "mixed"):
        assert placed == {shared}


@given(ONE, ONE)
def test_what_moved_is_the_same_backwards(older: dict[str, int | None], newer: dict[str, int | None]) -> None:
    before, after = answered(assessment("Person 1", older)), answered(assessment("Person 1", newer))
    assert [(e, a, b) for e, b, a in moved(before, after)] == list(moved(after, before))
    assert moved(before, before) == ()


def test_points_are_the_number_behind_the_share() -> None:
    person = answered(assessment("Person 1", {"question": 3, "search": 1, "effects": None, "framing": 2}))
    assert person.points("works") == 4
    assert person.alignment.shares["works"] == person.points("works") / (3 * person.alignment.answered["works"])
    assert math.isnan(person.alignment.shares["system"])


def test_elements_of_another_list_are_left_out() -> None:
    person = answered(assessment("Person 1", {"question": 3, "an_older_element": 2}))
    assert dict(person.answers) == {"question": 3}
    assert person.answered == 1


def test_every_question_of_the_mindset_has_an_id() -> None:
    assert len(set(MINDSET_IDS)) == len(MINDSET) == 3
    assert not set(MINDSET_IDS) & {each.element_id for each in ELEMENTS}
