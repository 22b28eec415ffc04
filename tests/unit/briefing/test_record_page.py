"""Step 4 on the embedded decision: what waits, what is missing, and a record that says the truth of the example."""

import json
from datetime import date

import pytest

from integrated.briefing.decision_page import decision_page
from integrated.briefing.overview import overview
from integrated.briefing.record_page import record_page
from integrated.briefing.reminders import reminders
from integrated.briefing.reopened import opened_or_why, reopened
from integrated.briefing.sealed import inputs, record_of
from integrated.record.equality import CHARACTERISTICS
from integrated.record.reading import Reading
from integrated.record.record import inputs_changed, reopen
from integrated.store import Store
from tests.unit.briefing.planted import plant

DAY = date(2026, 11, 23)


def test_nothing_is_decided_and_the_suggested_red_line_waits(embedded: Store) -> None:
    page = record_page(embedded, "northvale", DAY)
    assert page is not None
    assert page.conclusion == "Nothing is decided yet."
    assert [(line.option.letter, line.suggested) for line in page.red_lines] == [("C", True)]
    assert page.gated == ()
    assert page.gaps[0] == "10 of 10 characteristics not considered"
    assert page.next_version == 1
    assert page.is_example


def test_every_protected_characteristic_and_care_experience_is_asked_about(embedded: Store) -> None:
    page = record_page(embedded, "northvale", DAY)
    assert page is not None
    assert tuple(page.equality) == CHARACTERISTICS
    assert len(CHARACTERISTICS) == 10
    assert CHARACTERISTICS[-1] == "care experience"
    assert set(page.equality.values()) == {None}


def test_what_people_would_need_is_shown_as_help_for_options_that_are_compared(embedded: Store) -> None:
    page = record_page(embedded, "northvale", DAY)
    assert page is not None
    assert {heard.option.letter for heard in page.conditions_heard} <= set("BCDEF")
    assert page.conditions_heard


def test_the_history_ends_with_the_framing(embedded: Store) -> None:
    page = record_page(embedded, "northvale", DAY)
    assert page is not None
    assert len(page.history) == 24
    assert page.history[-1].event.kind == "framed"
    assert page.event(1).kind == "framed"
    with pytest.raises(LookupError, match="no event 99"):
        page.event(99)


def test_there_is_no_page_without_a_decision(embedded: Store) -> None:
    assert record_page(embedded, "nothing", DAY) is None


def test_an_old_local_figure_is_held_against_a_trigger_with_its_period(embedded: Store) -> None:
    found = reminders(embedded, "northvale", DAY)
    assert found.review is None
    assert found.due == ()
    assert found.units["suitable_accommodation"] == "percent"


def test_a_review_date_that_has_passed_and_a_met_trigger_are_both_due(bare: Store) -> None:
    plant(bare, "due", [])
    bare.record_event("due", "review_on", "*", {"date": "2026-11-01"}, "lead")
    bare.record_event("due", "trigger_set", "t", {"words": "the rent rises", "check_on": "2026-11-23"}, "lead")
    assert reminders(bare, "due", DAY).due == (
        "Review was due on 1 November 2026: 22 days ago.",
        "We will reopen if the rent rises. Check on 23 November 2026.",
    )


def test_the_record_says_the_truth_of_the_example(embedded: Store) -> None:
    seen = Reading(record_of(embedded, "northvale", None, DAY)())
    assert seen.is_illustrative
    staying = seen.studies("extended_care")
    assert sorted(round(row.effect, 2) for row in staying) == [-0.57, 0.80]
    assert seen.of_studies("extended_care")["pooled"] is None
    assert [round(x, 2) for x in seen.of_studies("independent_living_skills")["pooled"]] == [0.20, -0.36, 0.77]
    assert {(option.letter, p) for option, p in seen.not_known} == {("C", "works"), ("F", "works")}
    assert seen.inputs["map"]["asserted"] == 32
    assert seen.inputs["map"]["links"] == 49
    assert seen.routes("intensive_case_support")["hindering_through"] == ["Budget left for prevention"]
    assert [line["option_id"] for line in seen.inputs["suggested_red_lines"]] == ["supported_housing"]


def test_the_record_and_the_screens_agree_about_every_option(embedded: Store) -> None:
    seen, shown = Reading(record_of(embedded, "northvale", None, DAY)()), overview(embedded, "northvale")
    assert shown is not None
    for option in shown.compared:
        assert seen.agreement(option.option_id)["state"] == shown.agree[option.option_id].state
        for perspective in ("works", "people", "system"):
            levels = shown.cells[option.option_id, perspective].levels
            sealed = seen.cell(option.option_id, perspective).levels
            assert (levels is None) == (sealed is None)
            assert levels is None or sealed == pytest.approx(list(levels), abs=1e-9)


def test_the_record_reopens_with_identical_numbers(embedded: Store) -> None:
    record = record_of(embedded, "northvale", None, DAY)()
    again = reopen(record.content)
    assert again.changed == ()
    assert again.results == record.results
    assert again.sha256 == record.sha256


def test_the_record_holds_no_word_of_a_contributor_and_no_small_count(embedded: Store) -> None:
    content = record_of(embedded, "northvale", None, DAY)().content
    said = embedded.read("contributions_reviewed", decision_id="northvale")
    words = [each for each in said["words"] if each]
    assert words
    assert not [each for each in words if json.dumps(each, ensure_ascii=False)[1:-1] in content]
    codings = embedded.read("codings_reviewed", decision_id="northvale")
    conditions = [each for each in codings["condition_words"] if each]
    assert conditions
    assert not [each for each in conditions if each in content]
    heard = inputs(embedded, "northvale", DAY)["heard"]
    counts = [n for brief in heard.values() for row in brief["rows"] for n in (*row["counts"], row["heard"])]
    themes = [theme["people"] for brief in heard.values() for theme in brief["themes"]]
    assert not [n for n in (*counts, *themes) if n is not None and 0 < n < 5]
    assert None in counts


def test_evidence_that_changed_is_named(embedded: Store) -> None:
    record = record_of(embedded, "northvale", None, DAY)()
    assert reopened(embedded, record.content, DAY).inputs_changed == ()
    other = inputs(embedded, "northvale", DAY) | {"map": None}
    assert inputs_changed(record, other) == ("The input “map” has changed since the record was sealed.",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This file cannot be read as a record"),
        (b"\xff\xfe\x00", "This file is not text"),
        (b"[]", "This file is not a record of a decision"),
        (b'{"format": "integrated record"}', "This record does not say which format it has"),
        (b'{"format": "integrated record", "format_version": 99}', "This record was made by a newer version"),
        (b'{"format": "integrated record", "format_version": 1}', "This record lacks its decision id"),
    ],
)
def test_a_file_that_is_no_record_is_answered_in_a_sentence(embedded: Store, content: bytes, told: str) -> None:
    answer = opened_or_why(embedded, content)
    assert isinstance(answer, str)
    assert answer.startswith(told)


def test_a_record_that_was_cut_off_is_answered_in_a_sentence(embedded: Store) -> None:
    content = record_of(embedded, "northvale", None, DAY)().content.encode()
    for share in (0.1, 0.5, 0.99):
        answer = opened_or_why(embedded, content[: int(len(content) * share)])
        assert answer == "This record ends too early: the file was cut off. Use the whole file."


def test_the_decision_page_says_what_is_due(bare: Store) -> None:
    plant(bare, "told", [])
    bare.record_event("told", "framed", "*", {"question": "Which first?"}, "lead")
    bare.append("outcome", [OUTCOME]).result()
    bare.record_event("told", "outcome_ranked", "told", {"importance": "critical", "position": 1}, "lead")
    assert decision_page(bare, "told").review_words is None  # type: ignore[union-attr]
    bare.record_event("told", "review_on", "*", {"date": "2020-11-01"}, "lead")
    bare.record_event("told", "trigger_set", "t", {"words": "the rent rises", "check_on": "2020-11-23"}, "lead")
    words = decision_page(bare, "told").review_words  # type: ignore[union-attr]
    assert words is not None
    assert words.startswith("Review was due on 1 November 2020: ")
    assert words.endswith("We will reopen if the rent rises. Check on 23 November 2020.")
    bare.record_event("told", "review_on", "*", {"date": "2999-03-31"}, "lead")
    bare.record_event("told", "trigger_set", "t", {"removed": True}, "lead")
    assert decision_page(bare, "told").review_words == "Review on 31 March 2999."  # type: ignore[union-attr]


OUTCOME = {
    "outcome_id": "told",
    "label": "Safety",
    "words_per_100": "be unsafe",
    "better": "lower",
    "import_id": "none",
}
