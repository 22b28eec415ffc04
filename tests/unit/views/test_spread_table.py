"""What is not known about a group is said in words, never as a nought."""

import pytest

from integrated.record.grants import CONFIRMED, GROUP, Link
from integrated.record.groups_reached import groups_reached
from integrated.views.spread_table import groups_sentence, groups_table
from tests.unit.record.test_money_spread import grant


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
