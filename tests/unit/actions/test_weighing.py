"""What people do while they weigh up: kept with reasons, taken back, refused in one sentence with nothing stored."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.red_line_gate import standing_red_lines
from integrated.actions.weighing import SET_ASIDE, Weighing
from integrated.briefing.overview import Overview, overview
from integrated.briefing.risks import SETTING, thresholds
from integrated.briefing.rows import decision_of
from integrated.record.decision import Decision
from integrated.store import Store, open_store

B, C = "extended_care", "supported_housing"
GROUP = "Care leavers 18–21 and 22–25"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("built") / "integrated.duckdb"
    open_store(f"duckdb:///{file}").close()
    return file


@pytest.fixture
def store(tmp_path: Path, built: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{shutil.copy(built, tmp_path)}")
    yield opened
    opened.close()


def seen(store: Store) -> Overview:
    found = overview(store, "northvale")
    assert found is not None
    return found


def decided(store: Store) -> Decision:
    return decision_of(store, "northvale")


def waiting(store: Store) -> list[tuple[str, bool]]:
    return [(line.option_id, line.suggested) for line in standing_red_lines(store, decided(store))]


def hands(store: Store, role: str = "lead") -> Weighing:
    return Weighing(store, Actor(role), "northvale", decided(store).sequence)


def test_a_judgement_is_kept_with_its_reason_and_the_suggestion_beside_it(store: Store) -> None:
    suggested = seen(store).suggested[B, "people"].levels
    done = hands(store).agree(B, "people", lowest=2, highest=4, reason="we asked again", suggested=suggested)
    assert (done.problem, done.told) == ("", "Saved.")
    now = seen(store)
    assert now.cells[B, "people"].range == (2, 3, 4)
    assert now.suggested[B, "people"].levels == suggested
    assert now.decision.judgements[B, "people"].suggested == pytest.approx(suggested)


@pytest.mark.parametrize("reason", ["", "   ", "\u202e"])
def test_a_judgement_without_a_reason_is_refused(store: Store, reason: str) -> None:
    before = decided(store).sequence
    done = hands(store).agree(B, "people", lowest=3, highest=4, reason=reason, suggested=None)
    assert done.problem.startswith("Say why in a few words")
    assert decided(store).sequence == before


def test_not_known_can_be_agreed_and_the_option_then_has_no_place(store: Store) -> None:
    assert not hands(store).agree(B, "works", not_known=True, reason="two studies", suggested=None).problem
    assert seen(store).cells[B, "works"].levels is None


def test_the_suggestion_agreed_as_it_stands_keeps_its_shares(store: Store) -> None:
    suggested = seen(store).suggested[B, "works"].levels
    hands(store).agree(B, "works", lowest=1, highest=5, as_suggested=True, reason="as it is", suggested=suggested)
    assert seen(store).cells[B, "works"].levels == pytest.approx(suggested)


def test_all_suggestions_are_agreed_for_one_reason_those_not_known_as_not_known(store: Store) -> None:
    before = seen(store)
    suggestions = {key: (cell.levels, cell.certainty) for key, cell in before.suggested.items()}
    done = hands(store).agree_all(suggestions, "Read together")
    assert done.told == "Agreed: 15 suggestions as they stand."
    now = seen(store)
    for key, cell in before.cells.items():
        assert now.cells[key].levels == (None if cell.levels is None else pytest.approx(cell.levels))
    assert all(cell.agreed for cell in now.cells.values())
    assert now.decision.judgements[C, "works"].not_known
    assert {each.reason for each in now.decision.judgements.values()} == {"Read together"}


def test_a_judgement_is_taken_back_and_the_suggestion_stands_again(store: Store) -> None:
    hands(store).agree(B, "people", lowest=1, highest=1, reason="a try", suggested=None)
    assert hands(store).take_back_judgement(B, "people").told == "Taken back. It stays in the history."
    assert (B, "people") not in decided(store).judgements


def test_a_judgement_saved_over_a_newer_one_says_so(store: Store) -> None:
    mine, theirs = hands(store), hands(store)
    assert theirs.agree(B, "people", lowest=2, highest=2, reason="first", suggested=None).told == "Saved."
    told = mine.agree(B, "people", lowest=5, highest=5, reason="second", suggested=None).told
    assert "Someone else saved this too" in told
    assert decided(store).judgements[B, "people"].reason == "second"


def test_a_suggested_red_line_is_raised_answered_and_reopened(store: Store) -> None:
    assert not hands(store).raise_red_line(C, GROUP, "they said so", suggested=True).problem
    (line,) = decided(store).open_red_lines
    assert waiting(store) == [(C, False)]
    refused = hands(store).answer_red_line(line.red_line_id, {"response": "change", "words": "smaller houses"})
    assert "owner" in refused.problem
    answer = {
        "response": "change",
        "words": "smaller houses",
        "owner": "Head of housing",
        "by": "1/6/2027",
        "what_the_group_said": "better",
    }
    assert not hands(store).answer_red_line(line.red_line_id, answer).problem
    assert waiting(store) == []
    assert decided(store).red_lines[0].answer.by == date(2027, 6, 1)  # type: ignore[union-attr]
    assert not hands(store).take_back_answer(line.red_line_id).problem
    assert waiting(store) == [(C, False)]
    assert not hands(store).take_back_red_line(line.red_line_id).problem
    assert {option_id for option_id, _ in waiting(store)} == {C}
    assert all(suggested for _, suggested in waiting(store))


def test_a_suggested_red_line_set_aside_is_kept_with_its_reason(store: Store) -> None:
    assert hands(store).set_aside(C, GROUP, "").problem.startswith("Say why it is set aside")
    assert decided(store).red_lines == ()
    assert not hands(store).set_aside(C, GROUP, "It was about one house that has closed.").problem
    (line,) = decided(store).red_lines
    assert not line.is_open
    assert line.reason == SET_ASIDE
    assert line.answer is not None
    assert line.answer.words == "It was about one house that has closed."
    assert waiting(store) == []


def test_anyone_may_raise_a_red_line_and_only_those_who_prepare_may_answer_it(store: Store) -> None:
    viewer = hands(store, "viewer")
    assert not viewer.raise_red_line(B, "Foster carers", "we were not asked").problem
    (line,) = decided(store).open_red_lines
    assert line.actor_role == "viewer"
    for refused in (
        viewer.answer_red_line(line.red_line_id, {"response": "reasons", "words": "no"}),
        viewer.take_back_red_line(line.red_line_id),
        viewer.agree(B, "people", lowest=1, highest=1, reason="x", suggested=None),
        viewer.say_what_matters("Person 1", {"open": True}),
        viewer.set_threshold(f"{SETTING}majority", 0.6, "x"),
    ):
        assert "Your role is viewer" in refused.problem
    assert not viewer.may_prepare


def test_a_clash_is_answered_and_taken_back(store: Store) -> None:
    assert not hands(store).answer_clash(C, ("people", "system"), "the map has no people in it").problem
    assert decided(store).clash_answers[C, "people", "system"].words == "the map has no people in it"
    assert not hands(store).take_back_clash(C, ("people", "system")).problem
    assert not decided(store).clash_answers


def test_people_may_see_the_agreement_differently(store: Store) -> None:
    before = "partial agreement"
    assert hands(store).say_agreement(B, before, "silence", "").problem
    assert not hands(store).say_agreement(B, before, "silence", "two studies are none").problem
    assert (seen(store).agree[B].state, seen(store).agree[B].suggested) == ("silence", before)
    assert not hands(store).take_back_agreement(B).problem
    assert not decided(store).convergence_overrides


def test_what_matters_is_kept_per_person_and_a_new_role_takes_the_place_of_the_old(store: Store) -> None:
    points = {"works": 100.0, "people": 50.0, "system": 0.0}
    assert not hands(store).say_what_matters("Person 1", {"points": points}).problem
    renamed = hands(store).say_what_matters("Person 1 (carer)", {"open": True}, instead_of="Person 1")
    assert not renamed.problem
    assert list(decided(store).weights) == ["Person 1 (carer)"]
    assert not hands(store).remove_person("Person 1 (carer)").problem
    assert not decided(store).weights


@pytest.mark.parametrize(
    "answer",
    [
        {"points": {"works": 0.0, "people": 0.0, "system": 0.0}},
        {"points": {"works": 100.0}},
        {"bounds": {"works": [0.8, 1.0], "people": [0.8, 1.0]}},
        {"order": ["works", "works", "people"]},
        {"open": True, "order": ["works", "people", "system"]},
    ],
)
def test_an_answer_that_no_mix_fits_is_refused_in_a_sentence(store: Store, answer: dict[str, object]) -> None:
    done = hands(store).say_what_matters("Person 1", answer)
    assert len(done.problem) > 20
    assert not decided(store).weights


def test_a_threshold_is_changed_for_this_decision_with_its_reason(store: Store) -> None:
    assert hands(store).set_threshold(f"{SETTING}months_since_search", 60, " ").problem
    assert not hands(store).set_threshold(f"{SETTING}months_since_search", 60, "searched in 2023").problem
    assert not hands(store).set_threshold(f"{SETTING}options_least", 4, "more room").problem
    assert not hands(store).set_threshold(f"{SETTING}months_since_search", 48, "second thoughts").problem
    assert thresholds(store, "northvale").months_since_search == 48
    assert thresholds(store, "northvale").options_least == 4
    assert thresholds(store, "another").options_least == 3


@pytest.mark.parametrize("written", ["soon", "31/2/2027", "06-01-2027", "3/31/2027"])
def test_what_is_no_day_is_refused_with_an_example(store: Store, written: str) -> None:
    done = hands(store).answer_risk("overlooking_evidence", "Search again", None, written)
    assert "such as 31/3/2027" in done.problem
    assert not decided(store).risk_answers


def test_a_risk_check_is_answered(store: Store) -> None:
    done = hands(store).answer_risk("overlooking_evidence", "Search again", "Evidence lead", "1.2.2027")
    assert not done.problem
    assert decided(store).risk_answers["overlooking_evidence"].owner == "Evidence lead"
