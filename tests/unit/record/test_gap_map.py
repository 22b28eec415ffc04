"""The gap map: money is never lost, empties are told apart, and thin is a rule."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from integrated.record.gap_map import NOT_SAID, Layers, ThinRule, gap_map, thin_layers
from integrated.record.grants import (
    CONFIRMED,
    LARGE,
    OPTION,
    OUTCOME,
    REMOVED,
    SUGGESTED,
    Filter,
    Grant,
    Link,
    links_now,
    looked_at,
    money,
    suggested_links,
)

EMPTY = Layers(0, None, False, None, False, 0, 0, "no route")


def grant(number: int, amount: float = 1000.0, title: str = "Title") -> Grant:
    return Grant(
        f"g{number}", title, "", amount, "GBP", date(2025, 5, 1), "r", "f", "E12000002", "North West", None, False
    )


amounts = st.lists(st.integers(0, 10**6).map(float), max_size=8)
chosen = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["a", "b", ""]), st.sampled_from(["x", "y", ""])))


@given(amounts, chosen)
def test_every_grant_is_in_a_cell_and_the_whole_counts_it_once(
    money_of: list[float], said: list[tuple[int, str, str]]
) -> None:
    grants = [grant(i, amount) for i, amount in enumerate(money_of)]
    links = [Link(f"g{i}", OPTION, option, CONFIRMED) for i, option, _ in said if option]
    links += [Link(f"g{i}", OUTCOME, outcome, SUGGESTED) for i, _, outcome in said if outcome]
    found = gap_map(["a", "b"], ["x", "y"], {}, grants, links, ThinRule())
    assert found.amount == sum(money_of)
    assert {each for cell in found.cells.values() for each in cell.grants} == set(grants)
    assert found.options[-1] == found.outcomes[-1] == NOT_SAID
    money_in_order = [found.totals[each] for each in found.options[:-1]]
    assert money_in_order == sorted(money_in_order, reverse=True)
    linked = {f"g{i}" for i, option, _ in said if option}
    assert found.totals[NOT_SAID] == sum(each.amount for each in grants if each.grant_id not in linked)
    assert {each.grant_id for each in found.not_linked} == {each.grant_id for each in grants} - linked


def test_money_that_only_words_suggest_is_told_apart() -> None:
    links = [Link("g1", OPTION, "a", SUGGESTED), Link("g1", OUTCOME, "x", CONFIRMED)]
    cell = gap_map(["a"], ["x"], {}, [grant(1, 500.0)], links, ThinRule()).cells["a", "x"]
    assert (cell.amount, cell.only_suggested) == (500.0, 500.0)


def test_not_searched_and_none_found_are_two_things_and_only_one_is_thin() -> None:
    searched = replace(EMPTY, searched=True)
    assert (EMPTY.empty_studies, searched.empty_studies) == ("not searched", "none found")
    assert thin_layers(EMPTY, ThinRule()) == ("studies", "people", "routes")
    assert "studies" not in thin_layers(searched, ThinRule())
    held = replace(EMPTY, excluded=1)
    assert held.empty_studies == "held, excluded"
    assert "studies" not in thin_layers(held, ThinRule())


def test_a_hidden_count_is_not_called_thin() -> None:
    hidden = replace(EMPTY, asked=True, heard=None)
    assert "people" not in thin_layers(hidden, ThinRule())
    assert "people" in thin_layers(replace(hidden, heard=4), ThinRule())
    assert "people" not in thin_layers(replace(hidden, heard=5), ThinRule())
    assert "people" in thin_layers(replace(hidden, heard=5), ThinRule(heard=6))


def test_gaps_nobody_has_looked_into_come_most_money_first() -> None:
    layers = {("a", "x"): EMPTY, ("b", "x"): EMPTY, ("c", "x"): replace(EMPTY, searched=True)}
    links = [Link("g1", OPTION, "b", CONFIRMED), Link("g1", OUTCOME, "x", CONFIRMED)]
    found = gap_map(["a", "b", "c"], ["x"], layers, [grant(1)], links, ThinRule())
    assert [cell.option_id for cell in found.gaps] == ["b", "a"]


def test_words_suggest_and_people_have_the_last_word() -> None:
    targets = {(OPTION, "peers"): "Coaching and peer mentors", (OPTION, "home"): "Supported housing"}
    suggested = suggested_links([grant(1, title="Peer mentors in the north")], targets)
    assert suggested == (Link("g1", OPTION, "peers", SUGGESTED),)
    assert links_now([], suggested) == suggested
    assert links_now([Link("g1", OPTION, "peers", REMOVED)], suggested) == ()
    confirmed = Link("g1", OPTION, "home", CONFIRMED)
    assert links_now([confirmed], suggested) == (confirmed,)


def test_filters_let_through_what_fits_all_of_them() -> None:
    grants = [grant(1, 200_000.0), grant(2, 100.0)]
    assert [each.grant_id for each in looked_at(grants, [], Filter(amount=LARGE))] == ["g1"]
    assert looked_at(grants, [], Filter(year=2024)) == ()
    assert len(looked_at(grants, [], Filter(place="E12000002", year=2025))) == 2
    assert looked_at(grants, [], Filter(group="Carers")) == ()


def test_money_is_said_short() -> None:
    said = [money(0), money(999), money(85_000), money(1_240_000), money(5, "EUR")]
    assert said == ["£0", "£999", "£85k", "£1.2m", "EUR 5"]
