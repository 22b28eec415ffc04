"""The page How we work: everybody's answers, the live checks behind what is suggested, and what the record holds."""

from datetime import UTC, date, datetime

from integrated.actions.actor import Actor
from integrated.actions.assessing import Assessing
from integrated.briefing.approach_page import how_we_work
from integrated.briefing.risks import risks
from integrated.briefing.rows import decision_of
from integrated.record.elements import ELEMENTS
from integrated.record.record import reopen, seal
from integrated.store import Store
from integrated.weighing.risk import STATES

TODAY = date(2026, 11, 23)
FUNDERS = "funders"


def hands(store: Store, decision_id: str) -> Assessing:
    return Assessing(store, Actor("lead"), decision_id, 10**9)


def begun(store: Store, decision_id: str) -> Assessing:
    made_at = datetime.now(UTC).replace(tzinfo=None)
    store.append("decision", [{"decision_id": decision_id, "illustrative": False, "created_at": made_at}]).result()
    return hands(store, decision_id)


def uses(works: int | None, people: int | None, system: int | None) -> dict[str, int | None]:
    by_approach = {"works": works, "people": people, "system": system}
    return {each.element_id: by_approach[each.approach] for each in ELEMENTS}


def test_before_anyone_answers_suggestions_follow_the_live_checks(embedded: Store) -> None:
    page = how_we_work(embedded, "northvale", TODAY)
    live = {check_id: check.state for check_id, check in risks(embedded, "northvale", TODAY).items()}
    found = page.suggested(None, most=24)
    assert {each.element.approach for each in found} == {"works", "people", "system"}
    assert [each.state for each in found] == [live[each.check_id] for each in found]
    pressing = [STATES.index(each.state) for each in found]
    assert pressing == sorted(pressing, reverse=True)
    assert pressing[0] > STATES.index("cannot tell"), "the example has something to look at"


def test_without_an_outcome_nothing_can_be_checked_and_nothing_is_called_clear(bare: Store) -> None:
    begun(bare, "unchecked")
    page = how_we_work(bare, "unchecked", TODAY)
    assert dict(page.checks) == {}
    assert {each.state for each in page.suggested(None)} == {"cannot tell"}


def test_suggestions_leave_out_the_own_approach_and_what_is_planned(bare: Store) -> None:
    do = begun(bare, "suggesting")
    assert do.assess("Person 1", FUNDERS, uses(3, 0, 0)).problem == ""
    first = how_we_work(bare, "suggesting", TODAY).suggested("Person 1")[0].element
    assert first.approach != "works"
    assert do.plan(first.element_id, {"how": "Ask first", "who": "Lead", "by": None}).problem == ""
    page = how_we_work(bare, "suggesting", TODAY)
    again = [each.element for each in page.suggested("Person 1", most=24)]
    assert first not in again
    assert all(each.approach != "works" for each in again)


def test_two_people_are_a_spread_and_never_a_mean(bare: Store) -> None:
    do = begun(bare, "two")
    do.assess("Person 1", FUNDERS, uses(3, 0, 0))
    do.assess("Person 2", "evaluators", uses(0, 3, None))
    page = how_we_work(bare, "two", TODAY)
    spread = page.spread.set_index("element_id")
    assert (spread.loc["search", "lowest"], spread.loc["search", "highest"]) == (0, 3)
    assert (spread.loc["loops", "answered"], spread.loc["loops", "not_applicable"]) == (1, 1)
    assert [each.alignment.most_aligned for each in page.people] == ["works", None]
    assert page.mutual == "works"


def test_answers_over_time_stand_beside_one_another(bare: Store) -> None:
    do = begun(bare, "over_time")
    do.assess("Person 1", FUNDERS, uses(3, 1, 1))
    do.assess("Person 1", FUNDERS, uses(3, 3, 1))
    page = how_we_work(bare, "over_time", TODAY)
    assert [each.alignment.most_aligned for each in page.earlier["Person 1"]] == ["works", "mixed"]
    assert [each.alignment.most_aligned for each in page.people] == ["mixed"]
    assert do.take_back("approach_assessed", "Person 1").told == "Taken back. It stays in the history."
    page = how_we_work(bare, "over_time", TODAY)
    assert page.people == ()
    assert len(page.earlier["Person 1"]) == 1


def test_the_record_holds_answers_mindset_and_plan_and_opens_again(bare: Store) -> None:
    do = begun(bare, "recorded")
    answers = {**uses(3, 1, 0), "cost": None}
    mindset = {"new_questions": "Who is left out?", "acting_on_learning": "  "}
    assert do.assess("Person 1", FUNDERS, answers, first_thought="people", mindset=mindset).problem == ""
    assert do.plan("heard", {"how": "Name them first", "who": "Lead", "by": date(2027, 1, 31)}).problem == ""
    opened = reopen(seal(decision_of(bare, "recorded"), {}).content)
    said = opened.decision.assessments["Person 1"]
    assert opened.is_as_sealed
    assert (said.audience, said.first_thought, dict(said.answers)) == (FUNDERS, "people", answers)
    assert said.mindset == {"new_questions": "Who is left out?"}
    planned = opened.decision.planned_elements[0]
    assert (planned.element_id, planned.how, planned.who, planned.by) == (
        "heard", "Name them first", "Lead", date(2027, 1, 31),
    )  # fmt: skip
