"""A level of what people say is made from shown counts alone, so it cannot give a hidden one away."""

import pytest

from integrated.briefing.people import people
from integrated.briefing.shown_levels import shown_levels
from integrated.co_production.voices import StanceRow
from integrated.store import Store
from integrated.weighing.judgement import levels_from_stances
from tests.unit.briefing.planted import Person, plant


def said(supports: int, opposes: int) -> list[Person]:
    stances = ["supports"] * (supports - 1) + ["neutral"] + ["opposes"] * opposes
    return [Person("Parents", {"p0": stance}) for stance in stances]


def test_different_hidden_counts_behind_the_same_table_give_the_same_levels(bare: Store) -> None:
    briefs = []
    for opposes in (2, 3, 4):
        name = f"levels_{opposes}"
        plant(bare, name, said(14 - opposes, opposes))
        bare.record_event(name, "group_named", "Parents", {"most_affected": True, "must_be_heard": True}, "lead")
        briefs.append(people(bare, name, "p0"))
    assert briefs[0].rows[0].any_hidden
    assert len({brief.rows for brief in briefs}) == 1
    assert briefs[0].levels is not None
    assert len({brief.levels for brief in briefs}) == 1


def test_without_a_hidden_count_they_are_the_levels_of_the_counts() -> None:
    rows = [StanceRow("Young", 12, (7, 0, 0, 5), True), StanceRow("Older", 8, (0, 0, 8, 0), True)]
    expected = levels_from_stances({"Young": (7, 0, 5), "Older": (0, 8, 0)}, {"Young": 0.6, "Older": 0.4})
    assert expected is not None
    assert shown_levels(rows) == pytest.approx(list(expected))


def test_hidden_counts_share_what_is_left_of_their_row() -> None:
    rows = [StanceRow("Young", 12, (8, None, 0, None), True)]
    expected = levels_from_stances({"Young": (8, 2, 2)}, {"Young": 1.0})
    assert expected is not None
    assert shown_levels(rows) == pytest.approx(list(expected))


def test_a_group_whose_total_is_hidden_counts_as_not_heard() -> None:
    known, hidden = StanceRow("Young", 12, (12, 0, 0, 0), True), StanceRow("Few", None, (None, 0, 0, None), True)
    assert shown_levels([known, hidden]) == shown_levels([known])
    assert shown_levels([hidden]) is None
    assert shown_levels([]) is None


def test_fewer_than_ten_people_shown_give_no_level() -> None:
    assert shown_levels([StanceRow("Young", 9, (9, 0, 0, 0), True)]) is None
