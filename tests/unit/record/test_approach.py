import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.record.approach import (
    APPROACHES,
    AUDIENCES,
    ELEMENTS,
    alignment,
    answer_spread,
    change_over_time,
    plan_problem,
    suggestions,
)
from integrated.weighing.risk import CHECKS, STATES

IDS = {approach: [e.element_id for e in ELEMENTS if e.approach == approach] for approach in APPROACHES}
ANSWERS = st.dictionaries(
    st.sampled_from([e.element_id for e in ELEMENTS]), st.one_of(st.none(), st.integers(0, 3)), max_size=24
)


def answers(works: int | None, people: int | None, system: int | None) -> dict[str, int | None]:
    uses = dict(zip(APPROACHES, (works, people, system), strict=True))
    return {e.element_id: uses[e.approach] for e in ELEMENTS}


def test_there_are_eight_elements_of_each_approach_and_seven_audiences() -> None:
    assert [len(IDS[approach]) for approach in APPROACHES] == [8, 8, 8]
    assert len({e.element_id for e in ELEMENTS}) == 24
    assert len(AUDIENCES) == 7
    assert {check for e in ELEMENTS for check in e.eases} == set(CHECKS)


def test_alignment_is_the_sum_over_three_times_what_was_answered() -> None:
    found = alignment({"question": 3, "search": 1, "effects": None, "framing": 2, "loops": 0})
    assert found.shares == {"works": pytest.approx(4 / 6), "people": pytest.approx(2 / 3), "system": 0}
    assert found.answered == {"works": 2, "people": 1, "system": 1}
    assert found.most_aligned == "mixed"


def test_most_aligned_needs_a_lead_of_a_tenth() -> None:
    assert alignment(answers(3, 2, 1)).most_aligned == "works"
    assert alignment(answers(2, 2, 1)).most_aligned == "mixed"
    # Five elements each, 15 points at most: 9 against 8 is a lead of 0.067, 9 against 7 of 0.133.
    five = dict(zip(IDS["works"][:5], (3, 3, 3, 0, 0), strict=True)) | {"loops": 0}
    near = five | dict(zip(IDS["people"][:5], (3, 3, 2, 0, 0), strict=True))
    assert alignment(near).lead == pytest.approx(1 / 15)
    assert alignment(near).most_aligned == "mixed"
    assert alignment(near | {IDS["people"][2]: 1}).most_aligned == "works"


def test_a_lead_of_a_tenth_exactly_is_enough() -> None:
    # 4 of 15 points against 1 of 6 is exactly a tenth; in binary it is a little less.
    given = dict(zip(IDS["works"][:5], (1, 1, 1, 1, 0), strict=True)) | {IDS["people"][0]: 1, IDS["people"][1]: 0}
    assert alignment(given | {"loops": 0}).lead == pytest.approx(0.1)
    assert alignment(given | {"loops": 0}).most_aligned == "works"


def test_an_approach_without_an_answer_leaves_the_question_open() -> None:
    found = alignment({"question": 3, "framing": 0, "loops": None})
    assert found.most_aligned is None
    assert math.isnan(found.shares["system"])
    assert math.isnan(found.lead)
    assert alignment({}).most_aligned is None


@pytest.mark.parametrize("given_answers", [{"dancing": 1}, {"search": 4}, {"search": -1}, {"search": True}])
def test_answers_that_do_not_fit_are_refused(given_answers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"24 elements|must be 0, 1, 2, 3"):
        alignment(given_answers)


def test_suggestions_come_from_the_other_approaches_by_the_live_risks() -> None:
    states = {CHECKS[0]: "act", CHECKS[1]: "look", CHECKS[2]: "clear"}
    found = suggestions(answers(3, 1, 1), states)
    assert len(found) == 3
    assert {s.element.approach for s in found} <= {"people", "system"}
    assert {s.check_id for s in found} == {CHECKS[0]}
    lower = suggestions(answers(3, 1, 1) | {"unintended": 0}, states)
    assert lower[0].element.element_id == "unintended"


def test_a_risk_check_itself_may_be_given_and_a_missing_one_cannot_be_told() -> None:
    @dataclass
    class Check:
        state: str

    found = suggestions(answers(0, 3, 0), {CHECKS[2]: Check("look")}, most=24)
    assert found[0].check_id == CHECKS[2]
    assert {s.state for s in found} == {"look", "cannot tell"}
    with pytest.raises(ValueError, match="got 'fine'"):
        suggestions({}, {CHECKS[0]: "fine"})


@given(ANSWERS, st.tuples(*[st.sampled_from(STATES)] * 3))
def test_suggestions_are_never_used_fully_inapplicable_or_of_the_approach_aligned_to(
    given_answers: dict[str, int | None], states: tuple[str, ...]
) -> None:
    own = alignment(given_answers).most_aligned
    found = suggestions(given_answers, dict(zip(CHECKS, states, strict=True)), most=24)
    for one in found:
        assert one.element.approach != own
        assert given_answers.get(one.element.element_id, 0) in (0, 1, 2)
        assert one.check_id in one.element.eases
    order = [STATES.index(one.state) for one in found]
    assert order == sorted(order, reverse=True)
    assert len(suggestions(given_answers, dict(zip(CHECKS, states, strict=True)))) == min(3, len(found))


def test_several_people_are_shown_as_a_spread() -> None:
    table = answer_spread({"P1": {"search": 0, "loops": None}, "P2": {"search": 3}, "P3": {}}).set_index("element_id")
    assert table.loc["search", ["lowest", "highest", "answered", "not_applicable"]].tolist() == [0, 3, 2, 0]
    assert table.loc["loops", ["answered", "not_applicable"]].tolist() == [0, 1]
    assert math.isnan(table.loc["loops", "lowest"])
    assert len(table) == 24


def test_assessments_are_compared_over_time() -> None:
    table = change_over_time([answers(3, 0, 0), answers(3, 2, 3)])
    assert table["assessment"].tolist() == [1, 2]
    assert table["most_aligned"].tolist() == ["works", "mixed"]
    assert table["people"].tolist() == pytest.approx([0, 2 / 3])


def test_a_plan_holds_at_most_three_elements_of_other_approaches() -> None:
    assert plan_problem(["loops", "heard", "loops"]) is None
    assert "at most 3" in str(plan_problem(["loops", "heard", "power", "quotes"]))
    assert "'dance' is not one" in str(plan_problem(["dance"]))
    assert "belongs to complexity" in str(plan_problem(["loops"], answers(0, 0, 3)))
    assert plan_problem(["loops"], answers(1, 1, 1)) is None
