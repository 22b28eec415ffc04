"""Deciding and signing: the red-line gate, roles, versions, two people at once, a record brought in from a file."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from integrated.actions.actor import Actor, Refused
from integrated.actions.deciding import say
from integrated.actions.recording import Recording, bring_in
from integrated.actions.red_line_gate import standing_red_lines
from integrated.actions.weighing import Weighing
from integrated.briefing.record_page import record_page
from integrated.briefing.reopened import reopened
from integrated.briefing.rows import decision_of
from integrated.briefing.sealed import record_of
from integrated.record.record import Record
from integrated.store import Store, open_store

LEAD = Actor("lead")
DECISION = "northvale"
OBJECTED = "supported_housing"
OTHER = "intensive_case_support"
DAY = date(2026, 11, 23)
GATE = (
    "You can record this as put off or turned down now. To choose it, first answer the red line: "
    "say what will change, or why you are going ahead."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the embedded data, built once; tests work on copies."""
    file = tmp_path_factory.mktemp("built") / "integrated.duckdb"
    open_store(f"duckdb:///{file}").close()
    return file


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Iterator[Store]:
    opened = open_copy(built, tmp_path / "integrated.duckdb")
    yield opened
    opened.close()


def open_copy(built: Path, file: Path) -> Store:
    shutil.copy(built, file)
    return open_store(f"duckdb:///{file}")


def hands(store: Store, role: str = "lead", seen: int | None = None) -> Recording:
    return Recording(store, Actor(role), DECISION, decision_of(store, DECISION).sequence if seen is None else seen)


def sealed(store: Store) -> Record:
    return record_of(store, DECISION, None, DAY)()


def sign(store: Store, role: str = "Chair") -> str:
    done = hands(store).sign(sealed(store), role, illustrative=True)
    return done.problem or done.told


@pytest.mark.parametrize("result", ["choose", "choose_with_conditions", "pilot"])
def test_a_suggested_red_line_stands_in_the_way_of_choosing(store: Store, result: str) -> None:
    problem = hands(store).conclude(result, [OTHER, OBJECTED], "strong", "because").problem
    assert GATE in problem
    assert "Care leavers 18–21" in problem
    assert decision_of(store, DECISION).conclusion is None


@pytest.mark.parametrize("result", ["defer", "reject"])
def test_putting_off_and_turning_down_are_never_held_up(store: Store, result: str) -> None:
    assert hands(store).conclude(result, [OBJECTED], None, "because").problem == ""
    assert sign(store) == "Version 1 is signed."


def test_the_gate_stands_behind_every_door_not_only_this_page(store: Store) -> None:
    said = {"result": "choose", "option_ids": [OBJECTED], "reason": "because"}
    with pytest.raises(Refused, match="first answer the red line"):
        say(store, LEAD, DECISION, "concluded", "*", said)


def test_an_option_without_a_red_line_can_be_chosen(store: Store) -> None:
    assert hands(store).conclude("choose", [OTHER], "strong", "because").problem == ""


def test_setting_a_suggestion_aside_opens_the_gate_and_taking_that_back_shuts_it(store: Store) -> None:
    weighing = Weighing(store, LEAD, DECISION, 24)
    assert weighing.set_aside(OBJECTED, "Care leavers", "Staff will be chosen with them.").problem == ""
    assert hands(store).conclude("choose", [OBJECTED], "strong", "because").problem == ""
    line = decision_of(store, DECISION).red_lines[0]
    weighing.take_back_answer(line.red_line_id)
    assert "first answer the red line" in hands(store).conclude("pilot", [OBJECTED], "strong", "why").problem
    assert "first answer the red line" in sign(store)
    assert record_page(store, DECISION).versions == ()  # type: ignore[union-attr]


def test_a_line_of_another_group_does_not_take_the_suggestion_up(store: Store) -> None:
    weighing = Weighing(store, LEAD, DECISION, 24)
    weighing.raise_red_line(OBJECTED, "Foster carers", "Too far from school")
    line = decision_of(store, DECISION).red_lines[0]
    weighing.answer_red_line(line.red_line_id, {"response": "reasons", "words": "A bus will run."})
    assert {each.suggested for each in standing_red_lines(store, decision_of(store, DECISION))} == {True}
    assert "first answer the red line" in hands(store).conclude("choose", [OBJECTED], "strong", "because").problem


def test_a_red_line_raised_after_the_conclusion_stops_the_signature(store: Store) -> None:
    hands(store).conclude("choose", [OTHER], "strong", "because")
    Weighing(store, LEAD, DECISION, 24).raise_red_line(OTHER, "Personal advisers", "Nobody asked us")
    assert "Personal advisers object strongly" in sign(store)
    hands(store).conclude("defer", [OTHER], None, "Until they were asked")
    assert sign(store) == "Version 1 is signed."


def test_nothing_is_signed_before_something_is_decided(store: Store) -> None:
    assert sign(store).startswith("Nothing is decided yet")


def test_a_record_of_an_earlier_state_is_not_signed(store: Store) -> None:
    hands(store).conclude("choose", [OTHER], "strong", "because")
    earlier = sealed(store)
    hands(store).write("condition_set", {"words": "Small caseloads"})
    problem = hands(store).sign(earlier, "Chair", illustrative=True).problem
    assert problem == "The decision was changed after this page was opened. Look at what changed, then sign."
    assert not decision_of(store, DECISION).signatures


def test_versions_count_up_and_the_first_stays_as_it_was(store: Store) -> None:
    hands(store).conclude("choose", [OTHER], "strong", "because")
    assert sign(store) == "Version 1 is signed."
    first = record_page(store, DECISION).versions[0]  # type: ignore[union-attr]
    hands(store).write("condition_set", {"words": "Small caseloads"})
    assert sign(store, "Deputy chair") == "Version 2 is signed."
    page = record_page(store, DECISION)
    assert page is not None
    assert [(each.version, each.signed_by_role) for each in page.versions] == [(2, "Deputy chair"), (1, "Chair")]
    assert page.versions[1] == first
    signature = page.decision.signatures[0]
    assert (signature.record_id, signature.sha256) == (first.record_id, first.sha256)


def test_someone_who_saves_over_newer_words_is_told(store: Store) -> None:
    one, other = hands(store, seen=24), hands(store, seen=24)
    assert one.conclude("defer", [], None, "Not yet").told == "Saved."
    assert other.conclude("choose", [OTHER], "strong", "Now").told.startswith("Saved. Someone else saved this too")
    assert [event.payload["reason"] for event in decision_of(store, DECISION).events[-2:]] == ["Not yet", "Now"]


def test_what_was_taken_back_can_be_brought_back(store: Store) -> None:
    hands(store).write("dissent_recorded", {"words": "No.", "role": "Foster carer", "option_id": ""})
    said, lead = decision_of(store, DECISION).events[-1], hands(store, seen=26)
    assert lead.take_back("dissent_recorded", said.subject).told == "Taken back. It stays in the history."
    assert decision_of(store, DECISION).dissent == ()
    assert lead.bring_back(said).told == "Brought back. It stands again."
    assert decision_of(store, DECISION).dissent[0].words == "No."


def test_a_question_and_a_signature_are_not_taken_back(store: Store) -> None:
    for kind in ("framed", "signed"):
        assert hands(store).take_back(kind, "*").problem.startswith("A question is edited and a signature stays")


@pytest.mark.parametrize("role", ["facilitator", "viewer", "participant"])
def test_only_a_lead_concludes_signs_and_reopens(store: Store, role: str) -> None:
    hands(store).conclude("choose", [OTHER], "strong", "because")
    record, other = sealed(store), hands(store, role)
    assert not other.may_decide
    for problem in (
        other.conclude("defer", [], None, "x").problem,
        other.sign(record, "Chair", illustrative=True).problem,
    ):
        assert problem.startswith("Only a lead can")
    sign(store)
    assert other.reopen("New facts", None).problem.startswith("Only a lead can")


def test_reopening_needs_a_signature_and_a_reason(store: Store) -> None:
    assert hands(store).reopen("New facts", None).problem.startswith("Nothing is signed yet")
    hands(store).conclude("choose", [OTHER], "strong", "because")
    sign(store)
    assert "reason is empty" in hands(store).reopen("", None).problem.lower()
    assert hands(store).reopen("New facts", None).problem == ""
    assert decision_of(store, DECISION).reopened is not None


def test_a_name_of_301_characters_is_refused_in_one_sentence_and_one_of_300_is_kept(store: Store) -> None:
    lead = hands(store)
    refused = lead.write("condition_set", {"words": "w", "owner": "x" * 301}).problem
    assert refused == "Owner is longer than 300 characters: shorten it."
    assert lead.write("condition_set", {"words": "a\x00b\x1bc", "owner": "x" * 300}).problem == ""
    kept = decision_of(store, DECISION).conditions
    assert [(len(each.owner or ""), each.words) for each in kept] == [(300, "abc")]


def test_an_option_that_is_gone_is_named(store: Store) -> None:
    problem = hands(store).conclude("choose", ["never_listed"], "strong", "because").problem
    assert problem == "“never_listed” is not an option of this decision any more: choose again."


def test_a_record_comes_into_a_fresh_store_with_its_roles_and_times_and_is_the_same_to_the_letter(
    store: Store, built: Path, tmp_path: Path
) -> None:
    lead = hands(store)
    lead.conclude("choose", [OTHER], "conditional", "because")
    lead.write("dissent_recorded", {"words": "No.", "role": "Foster carer"})
    content = sealed(store).content
    fresh = open_copy(built, tmp_path / "fresh.duckdb")
    try:
        found = reopened(fresh, content, DAY)
        assert (found.here, found.further) == ("behind", 2)
        assert bring_in(fresh, Actor("facilitator"), found).told == "Brought in: 2 events. Nothing here was changed."
        again = reopened(fresh, content, DAY)
        assert (again.here, again.inputs_changed) == ("same", ())
        assert sealed(fresh).content == content
        assert bring_in(fresh, LEAD, again).problem.startswith("This store already has what the record says")
    finally:
        fresh.close()


def test_a_record_comes_into_an_empty_store(store: Store, tmp_path: Path) -> None:
    hands(store).conclude("defer", [], None, "Not yet")
    content = sealed(store).content
    (tmp_path / "none").mkdir()
    empty = open_store(f"duckdb:///{tmp_path / 'empty.duckdb'}", data_folder=tmp_path / "none")
    try:
        found = reopened(empty, content, DAY)
        assert found.here == "missing"
        assert bring_in(empty, LEAD, found).problem == ""
        assert decision_of(empty, DECISION).conclusion == decision_of(store, DECISION).conclusion
        told = reopened(empty, content, DAY)
        assert told.here == "same"
        assert told.inputs_changed != ()
    finally:
        empty.close()


def test_a_record_edited_by_hand_is_not_brought_in(store: Store, built: Path, tmp_path: Path) -> None:
    hands(store).conclude("defer", [], None, "Not yet")
    content = sealed(store).content.replace("Not yet", "Never")
    fresh = open_copy(built, tmp_path / "fresh.duckdb")
    try:
        found = reopened(fresh, content, DAY)
        assert found.record.changed == ("What people said (the events) is not what was sealed.",)
        assert bring_in(fresh, LEAD, found).problem.startswith("This record is not as it was sealed")
        assert decision_of(fresh, DECISION).sequence == 24
    finally:
        fresh.close()


def test_a_decision_that_went_its_own_way_is_left_alone(store: Store, built: Path, tmp_path: Path) -> None:
    hands(store).conclude("defer", [], None, "Not yet")
    fresh = open_copy(built, tmp_path / "fresh.duckdb")
    try:
        hands(fresh).conclude("reject", [], None, "Never")
        found = reopened(fresh, sealed(store).content, DAY)
        assert found.here == "apart"
        assert not found.may_come_in
        assert bring_in(fresh, LEAD, found).problem.startswith("This store already has")
    finally:
        fresh.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1/9/2027", date(2027, 9, 1)),
        ("31.12.2027", date(2027, 12, 31)),
        ("2027-09-01", date(2027, 9, 1)),
        ("1 9 2027", date(2027, 9, 1)),
        (" ", None),
    ],
)
def test_a_day_is_taken_as_people_write_it(store: Store, typed: str, kept: date | None) -> None:
    assert hands(store).write("condition_set", {"words": "w", "by": typed}).problem == ""
    assert decision_of(store, DECISION).conditions[0].by == kept


@pytest.mark.parametrize("typed", ["31/2/2027", "soon", "1/9/27", "1/9/2027/5", "٣/٩/2027x"])
def test_a_day_that_is_none_is_refused_with_what_was_seen(store: Store, typed: str) -> None:
    problem = hands(store).write("condition_set", {"words": "w", "by": typed}).problem
    assert problem == f"“{typed}” is not a day: write day, month and year, such as 31/3/2027."
