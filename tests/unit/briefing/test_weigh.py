"""Step 3 of the embedded decision: what people judge, what clashes, who is placed, what each risk check finds."""

from datetime import date

import numpy as np
import pytest

from integrated.briefing.disagreements import disagreements
from integrated.briefing.first_place import beyond_the_spread, entrants, swings, who_is_first, who_matters
from integrated.briefing.judgements import judgements
from integrated.briefing.overview import overview
from integrated.briefing.risks import risks, stances_shown, voices
from integrated.briefing.studies import studies
from integrated.briefing.weigh import weigh_up
from integrated.store import Store
from integrated.weighing.standing import Standing

TODAY = date(2026, 12, 1)


def first(store: Store, *, discounted: bool = False) -> Standing:
    found = who_is_first(store, "northvale", discounted)
    assert found is not None
    return found


def test_supported_housing_and_coaching_are_not_placed_and_say_what_is_missing(embedded: Store) -> None:
    seen = first(embedded)
    assert [each.letter for each in seen.placed] == ["A", "B", "D", "E"]
    assert [each.letter for each in seen.not_placed] == ["C", "F"]
    for sentence in seen.why_not_placed():
        assert "what studies found is not known. If that turned out a strong case for it" in sentence


def test_studies_do_not_separate_these_options(embedded: Store) -> None:
    assert any(s.startswith("Studies do not separate these options") for s in first(embedded).three_sentences())


def test_the_values_are_those_of_the_levels_on_screen(embedded: Store) -> None:
    seen, page = first(embedded), overview(embedded, "northvale")
    assert page is not None
    by_letter = dict(zip((each.letter for each in seen.entrants), seen.values, strict=True))
    worth = np.array([0, 0.25, 0.5, 0.75, 1])
    assert by_letter["D"][1] == pytest.approx(np.dot(page.cells["intensive_case_support", "people"].levels, worth))
    assert by_letter["A"].tolist() == [0.5, 0.5, 0.5]
    assert np.isnan(by_letter["C"][0])


def test_the_discount_takes_nothing_off_for_what_the_spread_holds_already(embedded: Store) -> None:
    page = overview(embedded, "northvale")
    assert page is not None
    found = studies(embedded, "northvale", "extended_care", "homelessness").certainty
    assert found is not None
    assert found.level == "very low"
    assert beyond_the_spread(found) == "low"
    assert beyond_the_spread(None) is None
    by_letter = {each.letter: each.confidence for each in entrants(embedded, "northvale", page)}
    assert by_letter["B"][0] == "low"
    assert by_letter["D"][0] == "high"
    assert by_letter["C"][0] is None
    assert by_letter["A"] == (None, None, None)


def test_with_the_discount_values_move_towards_the_middle(embedded: Store) -> None:
    plain, discounted = first(embedded).values, first(embedded, discounted=True).values
    known = ~np.isnan(plain)
    assert (np.abs(discounted[known] - 0.5) <= np.abs(plain[known] - 0.5) + 1e-12).all()
    assert (np.abs(discounted[known] - plain[known]) > 0.01).any()


def test_each_judgement_has_one_effect_one_quote_or_one_route(embedded: Store) -> None:
    rows = {row.option.letter: row.cells for row in judgements(embedded, "northvale")}
    assert list(rows) == ["B", "C", "D", "E", "F"]
    assert rows["D"][0].evidence is not None
    assert rows["D"][0].evidence.numbers == pytest.approx((0.19, 0.03, 0.34), abs=0.006)
    pooled = rows["E"][0].evidence
    assert pooled is not None
    assert pooled.words == "3 studies together"
    assert rows["C"][0].evidence is None
    quotes = [cells[1].evidence for cells in rows.values()]
    assert all(quote is not None and quote.source.startswith("Care leavers") for quote in quotes)
    assert all(cells[2].evidence is not None and " → " in cells[2].evidence.words for cells in rows.values())
    assert not any(cell.differs or cell.judgement for cells in rows.values() for cell in cells)


def test_the_quote_against_is_shown_where_people_are_against(embedded: Store) -> None:
    (card,) = disagreements(embedded, "northvale").red_lines
    assert card.option.letter == "C"
    assert card.line is None
    assert card.is_open
    assert card.quote is not None
    assert {row.group for row in card.rows} == {"Care leavers 18–21", "Care leavers 22–25"}


def test_clashes_name_both_sides_and_wait_for_an_answer(embedded: Store) -> None:
    found = disagreements(embedded, "northvale")
    (clash,) = found.clashes
    assert (clash.option.letter, clash.pair) == ("C", ("people", "system"))
    assert [side.perspective for side in clash.sides] == ["people", "system"]
    assert found.waiting == 2
    assert [each.option.letter for each in found.agreements] == ["B", "C", "D", "E", "F"]


def test_swings_name_the_worst_and_the_best_of_these_options(embedded: Store) -> None:
    by_perspective = {swing.perspective: swing for swing in swings(embedded, "northvale")}
    people = by_perspective["people"]
    assert people.worst is not None
    assert people.best is not None
    assert (people.worst[0], people.best[0]) == (("C",), ("D",))
    studied = by_perspective["works"]
    assert studied.worst is not None
    assert "C" not in studied.worst[0]


def test_unfairness_finds_voices_missing_and_no_effects_by_group(embedded: Store) -> None:
    check = risks(embedded, "northvale", TODAY)["reinforcing_discrimination"]
    assert check.state == "act"
    assert check.numbers["groups_not_heard"] == 3
    words = " ".join(check.rows["words"])
    assert "Unaccompanied asylum-seeking young people were asked, and nobody took part." in words
    assert "Nobody asked Young people leaving custody." in words
    assert "No study held reports effects for this group: Care leavers 18–21." in words
    assert "not recorded" not in words


def test_missed_evidence_finds_old_searches_and_rows_held_and_not_used(embedded: Store) -> None:
    check = risks(embedded, "northvale", TODAY)["overlooking_evidence"]
    assert check.state == "look"
    assert check.numbers["held_unused"] == 21
    assert check.numbers["old_searches"] == 5
    assert check.numbers["none_found"] == 2
    young = risks(embedded, "northvale", date(2024, 1, 15))["overlooking_evidence"]
    assert young.numbers["old_searches"] == 0


def test_boxed_in_finds_most_options_at_the_events_level_and_cannot_tell_what_is_not_entered(embedded: Store) -> None:
    check = risks(embedded, "northvale", TODAY)["limiting_flexibility"]
    assert check.numbers["options_at_events_level"] == 3
    states = dict(zip(check.rows["question"], check.rows["state"], strict=True))
    assert states["only events"] == "look"
    assert states["hard to undo, and unsure"] == "cannot tell"
    assert states["one perspective counts for almost all"] == "cannot tell"


def test_stances_in_a_check_give_no_hidden_count_away(embedded: Store) -> None:
    page = overview(embedded, "northvale")
    assert page is not None
    hidden = next(option for option in page.compared if option.letter == "C")
    older = stances_shown(embedded, "northvale", hidden)["Care leavers 22–25"]
    assert older == (0, 8, 0)
    assert set(voices(embedded, page).stances) == {
        "B Stay longer",
        "C Supported housing",
        "D Intensive one-to-one worker",
        "E Independent-living classes",
        "F Coaching and peer mentors",
    }


def test_the_page_is_badged_and_names_the_red_line(embedded: Store) -> None:
    page = weigh_up(embedded, "northvale", False, TODAY)
    assert page is not None
    assert page.is_illustrative
    assert page.red_line == "Care leavers 18–21 and 22–25 object strongly to C Supported housing."
    assert page.comparison is not None
    assert page.comparison.letter == "A"
    assert page.people == ()


def test_a_decision_that_is_not_there_has_nothing_to_weigh(embedded: Store) -> None:
    assert weigh_up(embedded, "nowhere", False) is None
    assert who_is_first(embedded, "nowhere", False) is None
    assert (judgements(embedded, "nowhere"), swings(embedded, "nowhere"), who_matters(embedded, "nowhere")) == ((),) * 3
    assert disagreements(embedded, "nowhere").waiting == 0
    assert risks(embedded, "nowhere", TODAY) == {}


def test_a_decision_without_options_is_empty_and_says_so(bare: Store) -> None:
    bare.append(
        "outcome",
        [
            {
                "outcome_id": "calm",
                "label": "Calm",
                "words_per_100": "are calm",
                "better": "higher",
                "import_id": "weigh_test",
            }
        ],
    ).result()
    bare.record_event("weigh_empty", "framed", "*", {"question": "What first?"}, "lead")
    bare.record_event("weigh_empty", "outcome_ranked", "calm", {"importance": "critical", "position": 1}, "lead")
    page = weigh_up(bare, "weigh_empty", False, TODAY)
    assert page is not None
    assert page.standing is not None
    assert page.standing.answer == "There is no option to compare yet."
    assert {check.state for check in page.risks.values()} <= {"cannot tell", "look", "act"}
    bare.record_event("weigh_empty", "option_listed", "one", {"letter": "A", "name": "Only one"}, "lead")
    page = weigh_up(bare, "weigh_empty", False, TODAY)
    assert page is not None
    assert page.standing is not None
    assert "No option can be placed" in page.standing.answer
    assert page.swings[0].worst is None
    assert not page.is_illustrative
