"""Which way groups lean, and whether they lean the same way."""

from integrated.co_production.leaning import division, leaning
from integrated.co_production.voices import StanceRow


def test_a_group_leans_where_more_than_half_of_it_stands() -> None:
    assert leaning(StanceRow("a", 10, (6, 2, 1, 1))) == "for"
    assert leaning(StanceRow("a", 10, (0, 3, 3, 4))) == "between"
    assert leaning(StanceRow("a", 10, (0, 0, 4, 6))) == "against"
    assert leaning(StanceRow("a", 10, (5, 0, 0, 5))) == "split"


def test_what_is_hidden_counts_as_one_person_and_never_makes_a_split() -> None:
    assert leaning(StanceRow("a", 10, (6, None, None, 0))) == "for"
    assert leaning(StanceRow("a", 10, (None, 0, 0, None))) is None
    assert leaning(StanceRow("a", None, (8, None, None, None))) is None


def test_groups_divide_when_one_is_for_it_and_another_against() -> None:
    found = division(
        [StanceRow("a", 9, (9, 0, 0, 0)), StanceRow("b", 10, (0, 0, 0, 10)), StanceRow("c", 4, (4, 0, 0, 0))]
    )
    assert found.state == "divided"
    assert found.groups("against") == ("b",)
    assert found.leaning["c"] is None


def test_groups_agree_only_if_two_can_be_shown() -> None:
    assert division([StanceRow("a", 9, (9, 0, 0, 0))]).state == "cannot tell"
    assert division([StanceRow("a", 9, (9, 0, 0, 0)), StanceRow("b", 9, (6, 3, 0, 0))]).state == "agree"
    assert division([StanceRow("a", 9, (9, 0, 0, 0)), StanceRow("b", 9, (2, 7, 0, 0))]).state == "differ"
