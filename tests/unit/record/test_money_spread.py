"""Money over approaches and action levels: every grant is in one state, and nothing disappears."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from integrated.record.gap_map import Layers, ThinRule, gap_map
from integrated.record.grants import CONFIRMED, OPTION, OUTCOME, Grant, Link
from integrated.record.money_spread import (
    APPROACHES,
    HIDDEN,
    KNOWN,
    NOT_LINKED,
    NOT_LOOKED,
    NOT_PLACED,
    NOT_SAID,
    NOTHING,
    SEVERAL,
    STATES,
    balance,
    by_level,
    state_of,
)

EMPTY = Layers(0, None, False, None, False, 0, 0, "no route")
FULL = Layers(3, "low", True, 38, True, 4, 2, None)


def grant(number: int, amount: float = 1000.0) -> Grant:
    return Grant(f"g{number}", "t", "", amount, "GBP", date(2025, 5, 1), "r", "f", "", "", None, False)


def links(*said: tuple[int, str, str]) -> list[Link]:
    return [Link(f"g{i}", kind, target, CONFIRMED) for i, kind, target in said]


amounts = st.lists(st.integers(0, 10**6).map(float), max_size=6)
placed = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([OPTION, OUTCOME]), st.sampled_from(["a", "b", "x", "y"])), max_size=14
)
layers = st.builds(
    Layers,
    studies=st.integers(0, 3),
    certainty=st.none(),
    searched=st.booleans(),
    heard=st.one_of(st.none(), st.integers(0, 9)),
    asked=st.booleans(),
    routes=st.integers(0, 2),
    helping=st.just(0),
    routes_cause=st.none(),
)
levels = st.fixed_dictionaries({each: st.sampled_from(["events", "goals", None]) for each in "ab"})


@given(amounts, placed, st.tuples(layers, layers, layers, layers), levels)
def test_states_and_levels_add_up_to_all_grants(
    money_of: list[float], said: list[tuple[int, str, str]], known: tuple[Layers, ...], level_of: dict[str, str | None]
) -> None:
    grants = [grant(i, amount) for i, amount in enumerate(money_of)]
    cells = dict(zip([(o, p) for o in "ab" for p in "xy"], known, strict=True))
    found_map = gap_map(["a", "b"], ["x", "y"], cells, grants, links(*said), ThinRule())
    found, rows = balance(found_map), by_level(found_map, level_of)
    for approach in APPROACHES:
        shares = [found.money[approach, state] for state in STATES]
        assert sum(each.amount for each in shares) == sum(money_of)
        assert sum(each.grants for each in shares) == len(grants)
    unplaced = found.money["studies", NOT_PLACED]
    assert sum(each.amount for each in found.by_count.values()) + unplaced.amount == sum(money_of)
    assert sum(row.share.amount for row in rows) == sum(money_of)
    assert sum(row.share.grants for row in rows) == len(grants)


def test_hidden_people_are_neither_known_nor_nothing() -> None:
    hidden = replace(FULL, heard=None)
    assert state_of(hidden, "people", ThinRule()) == HIDDEN
    assert state_of(replace(FULL, heard=4), "people", ThinRule()) == NOTHING
    assert state_of(replace(FULL, heard=4), "people", ThinRule(heard=4)) == KNOWN


def test_what_nobody_looked_for_is_not_the_same_as_nothing_found() -> None:
    assert state_of(replace(FULL, asked=False, heard=None), "people", ThinRule()) == NOT_LOOKED
    assert state_of(replace(FULL, asked=True, heard=0), "people", ThinRule()) == NOTHING
    none = replace(FULL, studies=0, excluded=0)
    assert state_of(replace(none, searched=False), "studies", ThinRule()) == NOT_LOOKED
    assert state_of(replace(none, searched=True), "studies", ThinRule()) == NOTHING
    assert state_of(replace(none, searched=False, excluded=1), "studies", ThinRule()) == NOTHING
    assert state_of(replace(none, searched=False, studies=1), "studies", ThinRule(studies=2)) == NOTHING


def test_a_rule_of_nought_does_not_turn_nothing_into_something() -> None:
    anything_goes = ThinRule(studies=0, heard=0, routes=0)
    asked = replace(EMPTY, asked=True, heard=0, searched=True)
    assert {state_of(asked, each, anything_goes) for each in APPROACHES} == {NOTHING}


def test_a_grant_in_two_cells_counts_once_and_stands_on_the_fuller_one() -> None:
    said = links((1, OPTION, "a"), (1, OUTCOME, "x"), (1, OUTCOME, "y"))
    known = {("a", "x"): EMPTY, ("a", "y"): FULL}
    found = balance(gap_map(["a"], ["x", "y"], known, [grant(1, 500.0)], said, ThinRule()))
    assert {found.money[each, KNOWN].amount for each in APPROACHES} == {500.0}
    assert (found.by_count[3].grants, found.cells["studies"], found.of) == (1, 1, 2)


def test_levels_tell_apart_what_nobody_said_several_levels_and_what_names_no_option() -> None:
    said = links((1, OPTION, "a"), (2, OPTION, "a"), (2, OPTION, "b"), (3, OPTION, "c"))
    grants = [grant(1, 1.0), grant(2, 20.0), grant(3, 300.0), grant(4, 4000.0)]
    found = by_level(
        gap_map(["a", "b", "c"], ["x"], {}, grants, said, ThinRule()), {"a": "events", "b": "goals", "c": None}
    )
    amounts_of = {row.level: row.share.amount for row in found}
    assert (amounts_of["events"], amounts_of["goals"]) == (1.0, 0.0)
    assert (amounts_of[SEVERAL], amounts_of[NOT_SAID], amounts_of[NOT_LINKED]) == (20.0, 300.0, 4000.0)
    assert {row.level: row.option_ids for row in found}["goals"] == ("b",)
