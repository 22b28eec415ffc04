"""Across our grants: the first sentence, the gap map with its empties told apart, filters, links and decisions."""

import re

from tests.app.conftest import OpenApp
from tests.app.reading import words_on


def test_the_first_sentence_counts_grants_money_and_gaps(open_app: OpenApp) -> None:
    said = words_on(open_app("portfolio"))
    assert re.search(r"40 grants, £\d\.\dm · 5 options · \d+ gaps nobody has looked into\.", said)
    assert "Illustrative: example grants" in said
    for words in ("not searched", "none found", "held, excluded", "38 heard", "routes", "Not linked to an option"):
        assert words in said


def test_a_filter_lets_through_fewer_grants(open_app: OpenApp) -> None:
    every, some = (words_on(open_app("portfolio", **chosen)) for chosen in ({}, {"amount": "large"}))
    counts = [int(re.search(r"(\d+) grants,", said).group(1)) for said in (every, some)]  # type: ignore[union-attr]
    assert counts[0] == 40
    assert 0 < counts[1] < 40


def test_a_cell_opens_to_its_grants(open_app: OpenApp) -> None:
    app = open_app("portfolio")
    app.session_state["opened:gap_cell"] = "cell~supported_housing~homelessness"
    app.run()
    said = words_on(app)
    assert "Supported housing · Homelessness" in said
    assert "Studies: none found. People: 38 heard." in said
    shown = app.table[0].value
    assert len(shown) > 0
    assert shown["Grant"].str.contains("Flats with support").all()


def test_the_decisions_are_listed_with_review_and_red_lines(open_app: OpenApp) -> None:
    said = words_on(open_app("portfolio", part="decisions"))
    assert "What should our council fund first" in said
    assert "1 open" in said


def test_each_link_says_whether_a_person_confirmed_it(open_app: OpenApp) -> None:
    app = open_app("portfolio", part="grants", grant="360G-example-040")
    before = words_on(app)
    assert "(confirmed)" in before or "(suggested)" in before


def test_groups_stand_beside_the_population_and_small_counts_stay_hidden(open_app: OpenApp) -> None:
    said = words_on(open_app("portfolio", part="groups"))
    assert "8 of 19 groups: nobody heard." in said
    assert "names no group" in said
    assert "Nobody heard: asked, nobody came" in said
    assert "hidden" in said


def test_the_three_approaches_add_up_to_all_the_money(open_app: OpenApp) -> None:
    said = words_on(open_app("portfolio", part="balance"))
    assert re.search(r"Of £4\.7m, £\d\.\dm stands where all three know something", said)
    assert "No option or no outcome named" in said


def test_action_levels_have_a_row_for_what_names_no_option(open_app: OpenApp) -> None:
    said = words_on(open_app("portfolio", part="levels"))
    for words in ("Deals with events", "Changes how things are set up", "Not linked to an option"):
        assert words in said


def test_the_same_option_is_compared_on_the_same_outcome_alone(open_app: OpenApp) -> None:
    app = open_app("portfolio", part="compare", same_option="extended_care", same_outcome="homelessness")
    said = words_on(app)
    assert "one decision, so nothing to compare yet" in said
    assert "Two studies contradict each other" in said
