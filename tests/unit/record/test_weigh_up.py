import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.record.decision import PersonWeights
from integrated.record.weigh_up import people_of, person_name


def said(person: str, **answer: object) -> PersonWeights:
    fields = {"points": None, "shares": None, "order": None, "bounds": None, "open": False} | answer
    return PersonWeights(person=person, actor_role="lead", made_at=None, sequence=1, **fields)  # type: ignore[arg-type]


def test_a_person_is_a_number_and_a_role() -> None:
    assert person_name(2, " foster carer ") == "Person 2 (foster carer)"
    assert person_name(1, "") == "Person 1"
    assert person_name(3, "lead/chair") == "Person 3 (lead or chair)"


@given(st.integers(1, 999), st.text(st.characters(exclude_characters="/()", codec="utf-8"), max_size=40))
def test_what_a_person_is_called_is_read_back(number: int, role: str) -> None:
    (person,) = people_of([said(person_name(number, role), open=True)])
    assert person.number == number
    assert person.role == role.strip()
    assert person.label == f"P{number}"


def test_people_stand_by_number_and_strangers_get_the_numbers_that_are_free() -> None:
    found = people_of([said("Person 3", open=True), said("chair", open=True), said("Person 1 (carer)", open=True)])
    assert [(person.number, person.role) for person in found] == [(1, "carer"), (2, "chair"), (3, "")]
    twice = people_of([said("Person 1", open=True), said("Person 1 (lead)", open=True)])
    assert sorted(person.number for person in twice) == [1, 2]


@pytest.mark.parametrize(
    ("answer", "kind", "corners"),
    [
        ({"points": {"works": 100.0, "people": 50.0, "system": 50.0}}, "shares", 1),
        ({"order": ("people", "works", "system")}, "ordered", 3),
        ({"bounds": {"works": (0.2, 0.4)}}, "bounded", 4),
        ({"open": True}, "open", 3),
    ],
)
def test_every_way_to_answer_is_a_part_of_the_triangle(answer: dict[str, object], kind: str, corners: int) -> None:
    (person,) = people_of([said("Person 1", **answer)])
    assert person.weights.kind == kind
    assert len(person.weights.region) == corners
