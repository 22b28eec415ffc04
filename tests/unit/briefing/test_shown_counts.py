"""Counts of the same people are hidden together, on every page that shows any of them."""

from integrated.briefing.people import people
from integrated.briefing.shown_counts import shown_counts
from integrated.store import Store
from tests.unit.briefing.planted import Person, plant


def test_a_hidden_group_is_hidden_in_every_table_and_the_number_heard_does_not_give_it_away(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}) for _ in range(12)]
    said += [Person("Carers", {"p0": "opposes"}) for _ in range(3)]
    plant(bare, "hidden_group", said, heard=[("group", "Parents", 12), ("group", "Carers", 3), ("group", "Boys", 0)])
    shown = shown_counts(bare, "hidden_group")
    brief = people(bare, "hidden_group", "p0")
    assert shown.came.hides("Carers", "people")
    assert shown.spoke.hides("Carers", "people")
    assert shown.came.cells.at["Boys", "people"] == 0
    rows = {row.group: row for row in brief.rows}
    assert rows["Carers"].heard is None
    known = sum(row.heard for row in brief.rows if row.heard is not None)
    for total in (shown.heard, brief.heard):
        assert total is None or total - known not in range(1, 5)


def test_those_who_gave_no_stance_do_not_follow_from_two_shown_totals(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports", "p1": "supports"}) for _ in range(9)]
    said += [Person("Parents", {"p0": "supports"}) for _ in range(2)]
    plant(bare, "no_view", said)
    all_gave, two_did_not = people(bare, "no_view", "p0"), people(bare, "no_view", "p1")
    assert all_gave.rows[0].counts[0] == 11
    assert two_did_not.rows[0].counts[0] is None


def test_a_quote_without_a_stance_is_not_shown_and_one_from_a_hidden_cell_neither(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}, words="For it, we all are") for _ in range(7)]
    said += [Person("Parents", {"p0": "opposes"}, words="Only two of us say this") for _ in range(2)]
    said += [Person("Parents", {"p0": "neutral"}, words="Neither, we all are") for _ in range(6)]
    said += [Person("Parents", themes=[("rent", "p0")], words="No stance at all") for _ in range(6)]
    plant(bare, "quotes", said)
    brief = people(bare, "quotes", "p0")
    words = {quote.words for quote in brief.quotes}
    assert "Only two of us say this" not in words
    assert "No stance at all" not in words
    supports, _, neutral, opposes = brief.rows[0].counts
    expected = {"For it, we all are": supports, "Neither, we all are": neutral}
    assert opposes is None
    assert words == {said for said, count in expected.items() if count is not None}
    assert words


def test_what_nobody_reviewed_is_neither_counted_nor_quoted(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}, words="Read and checked") for _ in range(6)]
    said += [Person("Parents", {"p0": "supports"}, words="Not read yet", review=None) for _ in range(6)]
    said += [Person("Parents", {"p0": "supports"}, words="Turned down", review="decline") for _ in range(6)]
    plant(bare, "unreviewed", said)
    brief = people(bare, "unreviewed", "p0")
    assert brief.heard == 6
    assert {quote.words for quote in brief.quotes} == {"Read and checked"}


def test_a_threshold_of_ten_hides_what_five_shows(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}) for _ in range(8)]
    said += [Person("Parents", {"p0": "opposes"}) for _ in range(30)]
    plant(bare, "at_five", said)
    plant(bare, "at_ten", said, threshold=10)
    assert people(bare, "at_five", "p0").rows[0].counts[0] == 8
    assert people(bare, "at_ten", "p0").rows[0].counts[0] is None
    assert people(bare, "at_ten", "p0").threshold == 10


def test_a_theme_is_counted_in_people_and_hidden_when_few_or_nearly_all_said_it(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}, [("rent", "p0"), ("nearly", "p0")]) for _ in range(14)]
    said += [Person("Parents", {"p0": "supports"}, [("few", "p0"), ("nearly", "p0")]) for _ in range(4)]
    said += [Person("Parents", {"p0": "supports"}) for _ in range(2)]
    plant(bare, "themes", said)
    themes = {theme.name: theme for theme in people(bare, "themes", "p0").themes}
    assert (themes["rent"].people, themes["rent"].of) == (14, 20)
    assert themes["few"].people is None
    assert themes["nearly"].people is None
    assert "hidden" in themes["few"].told
