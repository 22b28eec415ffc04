"""Groups beside the money said to reach them: nobody is dropped, hidden counts stay hidden."""

from datetime import date

from integrated.co_production.missing_voices import attribute
from integrated.record.grants import CONFIRMED, GROUP, OPTION, Grant, Link
from integrated.record.groups_reached import groups_reached

HEARD = attribute("ethnicity", {"White": 40, "Mixed": 3, "Asian": 0}, {"White": 0.6, "Mixed": 0.1, "Asian": 0.3})


def grant(number: int, amount: float) -> Grant:
    return Grant(f"g{number}", "t", "", amount, "GBP", date(2025, 5, 1), "r", "f", "", "", None, False)


GRANTS = [grant(1, 100.0), grant(2, 20.0), grant(3, 3.0)]
LINKS = [
    Link("g1", GROUP, "Asian", CONFIRMED),
    Link("g1", GROUP, "Carers", CONFIRMED),
    Link("g2", GROUP, "Carers", CONFIRMED),
    Link("g3", OPTION, "a", CONFIRMED),
    Link("elsewhere", GROUP, "White", CONFIRMED),
]
FOUND = groups_reached([HEARD], [("Parents", "not asked")], GRANTS, LINKS)


def test_a_grant_stands_in_each_group_it_names_and_what_names_none_is_told() -> None:
    money = {row.group: (row.grants, row.amount) for row in FOUND.rows}
    assert money == {
        "Asian": (1, 100.0),
        "Mixed": (0, 0.0),
        "White": (0, 0.0),
        "Parents": (0, 0.0),
        "Carers": (2, 120.0),
    }
    assert (FOUND.unnamed, FOUND.unnamed_amount, FOUND.amount) == (1, 3.0, 123.0)


def test_missing_voices_come_first_and_groups_that_nobody_counted_last() -> None:
    assert FOUND.rows[0].group == "Asian"
    assert [(row.dimension, row.group, row.not_heard) for row in FOUND.rows[3:]] == [
        ("", "Parents", "not asked"),
        ("", "Carers", None),
    ]


def test_a_small_count_stays_hidden() -> None:
    mixed = next(row.voice for row in FOUND.rows if row.group == "Mixed")
    assert mixed is not None
    assert (mixed.people, mixed.ratio) == (None, None)
