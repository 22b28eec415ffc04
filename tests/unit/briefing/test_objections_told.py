"""Where hidden counts leave open whether a group objects strongly, every page and the record say that, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from integrated.actions.red_line_gate import standing_red_lines
from integrated.briefing.decision_page import decision_page
from integrated.briefing.disagreements import disagreements
from integrated.briefing.overview import overview
from integrated.briefing.people import people
from integrated.briefing.record_page import record_page
from integrated.briefing.risks import risks
from integrated.briefing.sealed import record_of
from integrated.briefing.side_by_side import side_by_side
from integrated.briefing.who_was_heard import who_was_heard
from integrated.store import Store, open_store, uuid4
from integrated.views import clash_screen, people_column, record_tables

DAY = date(2026, 11, 23)
OLDER, YOUNGER = "Care leavers 22–25", "Care leavers 18–21"


@pytest.fixture(scope="module")
def at_eight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The embedded decision with counts under eight hidden: six of the older care leavers against C among them."""
    store = opened_at_eight(tmp_path_factory.mktemp("eight"))
    yield store
    store.close()


def opened_at_eight(folder: Path) -> Store:
    store = open_store(f"duckdb:///{folder / 'integrated.duckdb'}")
    setting = {"setting_id": uuid4(), "decision_id": "northvale", "name": "disclosure_threshold", "value": "8"}
    store.append("setting", [setting | {"reason": "small town", "actor_role": "lead", "sequence": 99}]).result()
    return store


def test_the_first_page_says_to_which_options_it_cannot_be_told(at_eight: Store, embedded: Store) -> None:
    page, open_page = decision_page(at_eight, "northvale"), decision_page(embedded, "northvale")
    assert page is not None and open_page is not None
    assert "strong objections to C, E and F cannot be told from what may be shown" in page.next_words
    assert "cannot be told" not in open_page.next_words


def test_what_is_still_told_is_told_of_those_who_object_for_sure(at_eight: Store) -> None:
    seen = overview(at_eight, "northvale")
    assert seen is not None
    assert [(line.option_id, line.group_name) for line in seen.suggested_red_lines] == [("supported_housing", YOUNGER)]
    gate = standing_red_lines(at_eight, seen.decision)
    assert [(line.option_id, line.group_name, line.suggested) for line in gate] == [
        ("supported_housing", YOUNGER, True)
    ]
    assert seen.objections_not_told_of("supported_housing") == (OLDER,)
    assert seen.objections_not_told_of("extended_care") == ()


def test_a_group_whose_size_is_hidden_is_hatched_and_the_one_that_objects_is_still_named(at_eight: Store) -> None:
    brief = people(at_eight, "northvale", "supported_housing")
    assert brief.sentence.startswith(f"{YOUNGER} object strongly. What others said is hidden")
    hidden = [row for row in brief.rows if row.heard is None]
    assert OLDER in [row.group for row in hidden]
    for row in hidden:
        assert people_column.HIDDEN_LENGTH in people_column.stance_bars([row], brief.threshold)


def test_side_by_side_says_that_it_cannot_be_told(at_eight: Store) -> None:
    brief = people(at_eight, "northvale", "supported_housing")
    assert brief.objecting == YOUNGER
    assert brief.objecting_not_told == (OLDER,)
    told = people_column.objecting_not_told(brief.objecting_not_told)
    assert f"Whether {OLDER} object strongly to this cannot be told from what may be shown" in told
    assert people_column.objecting_not_told(()) == ""


def test_weigh_up_lists_it_and_offers_to_raise_the_line(at_eight: Store) -> None:
    apart = disagreements(at_eight, "northvale")
    assert [(card.option.letter, card.groups) for card in apart.not_told] == [
        ("C", (OLDER,)),
        ("E", (YOUNGER,)),
        ("F", (OLDER,)),
    ]
    band = clash_screen.band(apart.red_lines, apart.clashes, apart.not_told)
    assert "to C, E and F cannot be told" in str(band)


def test_the_record_says_so_among_its_gaps_and_in_its_tables(at_eight: Store) -> None:
    page = record_page(at_eight, "northvale", DAY)
    assert page is not None
    assert "Strong objections to C, E and F cannot be told from what may be shown" in page.gaps
    record = record_of(at_eight, "northvale", None, DAY)()
    lines = record_tables.record_tables(record)["Red lines"]
    untold = lines[lines["raised"].str.startswith("cannot be told")]
    assert sorted(untold["option"]) == ["coaching_peer_support", "independent_living_skills", "supported_housing"]


def test_once_somebody_has_raised_the_line_it_is_not_said_to_be_unknown(tmp_path: Path) -> None:
    store = opened_at_eight(tmp_path)
    try:
        before = side_by_side(store, "northvale", "supported_housing", "homelessness", None)
        raised = {"option_id": "supported_housing", "group_name": OLDER, "reason": "They said so."}
        store.record_event("northvale", "red_line_raised", "line-1", raised, "facilitator")
        after = side_by_side(store, "northvale", "supported_housing", "homelessness", None)
    finally:
        store.close()
    assert before is not None and after is not None
    assert (before.people.objecting_not_told, after.people.objecting_not_told) == ((OLDER,), ())


def test_a_state_that_the_page_hides_is_hidden_in_the_risk_check_too(at_eight: Store) -> None:
    attributes = who_was_heard(at_eight, "northvale").attributes
    hidden = {voice.category for each in attributes if each.source for voice in each.voices if voice.state is None}
    assert hidden
    rows = risks(at_eight, "northvale", DAY)["reinforcing_discrimination"].rows
    words = rows[rows["question"] == "heard less than their share"].set_index("subject")["words"]
    assert set(words[words.str.contains("is hidden to protect people")].index) == hidden


def test_with_nothing_left_open_nothing_is_said(embedded: Store) -> None:
    page, apart = record_page(embedded, "northvale", DAY), disagreements(embedded, "northvale")
    assert page is not None
    assert not any("cannot be told" in gap for gap in page.gaps)
    assert apart.not_told == ()


def test_the_first_page_never_says_that_all_three_know_something_where_one_does_not(embedded: Store) -> None:
    page = decision_page(embedded, "northvale")
    assert page is not None
    quiet = replace(page.overview, decision=replace(page.overview.decision, red_lines=()), suggested_red_lines=())
    bare = replace(page, overview=quiet, without_study=())
    assert any(cell.levels is None for cell in quiet.cells.values())
    assert bare.next_words == "Something is not known: the table says what."
