"""What is not known about a group is said in words, never as a nought."""

from dataclasses import replace

import pytest

from integrated.record.gap_map import ThinRule, gap_map
from integrated.record.grants import CONFIRMED, GROUP, OPTION, OUTCOME, Link
from integrated.record.groups_reached import groups_reached
from integrated.record.money_spread import APPROACHES, balance
from integrated.views.spread_table import APPROACH_WORDS, balance_table, groups_sentence, groups_table
from tests.unit.record.test_money_spread import EMPTY, grant, links


@pytest.mark.parametrize(("why", "said"), [("nobody came", "0"), ("not asked", "Not asked")])
def test_a_group_that_was_not_asked_has_no_count(why: str, said: str) -> None:
    found = groups_reached((), [("Care leavers", why)], (), ())
    assert groups_table(found, "GBP")["People heard"].tolist()[0] == said


def test_a_group_that_nobody_counted_is_not_among_the_heard() -> None:
    found = groups_reached((), [("Care leavers", "not asked")], [grant(1)], [Link("g1", GROUP, "Parents", CONFIRMED)])
    said = groups_sentence(found, "GBP")
    assert "1 of 1 groups: nobody heard." in said
    assert "1 more: nobody counted them, so not known." in said
    assert "Nobody counted this group" in groups_table(found, "GBP")["People heard"].tolist()


def test_every_state_of_an_approach_has_its_own_words_and_no_money_is_left_out() -> None:
    said = [(1, OPTION, "a"), (1, OUTCOME, "x"), (2, OPTION, "a"), (2, OUTCOME, "y"), (3, OPTION, "a")]
    known = {("a", "x"): replace(EMPTY, searched=True), ("a", "y"): EMPTY}
    grants = [grant(1, 1.0), grant(2, 20.0), grant(3, 300.0)]
    table = balance_table(balance(gap_map(["a"], ["x", "y"], known, grants, links(*said), ThinRule())), "GBP")
    for approach in APPROACHES:
        rows = table[table["Way of looking"] == APPROACH_WORDS[approach]]
        assert rows["Grants"].sum() == len(grants)
        assert rows["What the money stands on"].is_unique
    studies = table[table["Way of looking"] == APPROACH_WORDS["studies"]].set_index("What the money stands on")
    assert studies.loc["Not searched", "Money (GBP)"] == 20.0
    assert studies.loc["Searched, none found; held, excluded; or too few by the rule", "Money (GBP)"] == 1.0
