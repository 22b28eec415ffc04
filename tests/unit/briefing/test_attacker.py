"""Two hundred planted small counts, and a reader who uses every figure that can be displayed or downloaded."""

import numpy as np
import pytest

from integrated.actions.red_line_gate import standing_red_lines
from integrated.briefing.people import people, theme_codings
from integrated.briefing.rows import decision_of
from integrated.briefing.shown_counts import objections, shown_counts
from integrated.briefing.what_was_said import what_was_said
from integrated.briefing.who_was_heard import who_was_heard
from integrated.co_production.voices import NO_VIEW, STANCES
from integrated.store import Store
from integrated.views import options_said, people_column, themes_said, who_heard
from tests.unit.briefing.attack import Knowledge, RedLinesShown, add_red_lines, everything_shown, meets
from tests.unit.briefing.planted import Person, plant

DECISIONS, FEWEST_TRIED, LEAKING = 25, 200, 2
OPTIONS = ("p0", "p1")
GROUPS = ("Parents", "Carers", "Advisers")
THEMES = ("rent", "time", "trust")


def planted_people(rng: np.random.Generator) -> list[Person]:
    """Three groups, some of them small, who say this and that; one stance of one group has one to four people."""
    said: list[Person] = []
    for group in GROUPS:
        lean = {option: rng.dirichlet(np.full(4, 0.6)) for option in OPTIONS}
        for _ in range(int(rng.integers(2, 17))):
            stances = {option: str(rng.choice(STANCES, p=lean[option])) for option in OPTIONS if rng.random() < 0.9}
            themes = [(theme, str(rng.choice(OPTIONS))) for theme in THEMES if rng.random() < 0.35]
            said.append(Person(group, stances, themes))
    few, stance = int(rng.integers(1, 5)), str(rng.choice(STANCES))
    kept = [each for each in said if each.group != "Parents" or each.stances.get("p0") != stance]
    return kept + [Person("Parents", {"p0": stance, "p1": str(rng.choice(STANCES))}) for _ in range(few)]


def name_most_affected(store: Store, decision_id: str) -> None:
    for group in GROUPS:
        store.record_event(decision_id, "group_named", group, {"most_affected": True, "must_be_heard": True}, "lead")


def red_lines_shown(store: Store, decision_id: str) -> dict[str, RedLinesShown]:
    """What the pages show: suggested in the name of these groups, cannot be told of those, not suggested for the rest.

    The gate must show the same, or the two together would say more than either.
    """
    told = objections(store, decision_id)
    listed = decision_of(store, decision_id)
    gated = {(each.option_id, each.group_name) for each in standing_red_lines(store, listed)}
    live = {option.option_id for option in listed.options}
    suggested = {(o, each.suggestion.group_name) for o, each in told.items() if each.suggestion and o in live}
    assert gated == suggested
    return {
        option: RedLinesShown(
            tuple(each.suggestion.group_name.split(" and ")) if each.suggestion else (), each.cannot_tell
        )
        for option, each in told.items()
    }


def red_lines_by_true_counts(store: Store, decision_id: str) -> dict[str, RedLinesShown]:
    """What the rule would show if it used the true counts, hidden ones included: an answer that leaks."""
    stances = store.read("stance_people", decision_id=decision_id)
    found = {}
    for option, mine in stances.groupby("option_id"):
        by_group = mine.pivot_table(index="group_name", columns="stance", values="people", aggfunc="sum", fill_value=0)
        by_group = by_group.reindex(columns=list(STANCES), fill_value=0)
        three = {
            str(group): (int(row["supports"]), int(row["conditional"] + row["neutral"]), int(row["opposes"]))
            for group, row in by_group.iterrows()
        }
        found[str(option)] = RedLinesShown(tuple(group for group in three if meets(three[group])), each_alone=True)
    return found


def small_cells(store: Store, decision_id: str) -> list[tuple[object, ...]]:
    """The true counts of one to four, as unknowns of the attack."""
    found: list[tuple[object, ...]] = []
    stances = store.read("stance_people", decision_id=decision_id)
    for row in stances[(stances["people"] > 0) & (stances["people"] < 5)].to_dict("records"):
        found.append(("cell", row["option_id"], row["group_name"], row["stance"]))
    spoke = store.read("contributions_reviewed", decision_id=decision_id).drop_duplicates("respondent_id")
    sizes = spoke.groupby("group_name").size()
    found += [("size", group) for group, size in sizes.items() if size < 5]
    for named in OPTIONS:
        gave = stances[stances["option_id"] == named].groupby("group_name")["people"].sum()
        silent = sizes - gave.reindex(sizes.index).fillna(0)
        found += [("cell", named, group, NO_VIEW) for group, few in silent.items() if 0 < few < 5]
    codings = theme_codings(store, decision_id)
    every: tuple[str | None, ...] = (None, *OPTIONS)
    for option in every:
        mine = codings if option is None else codings[codings["option_id"] == option]
        said = mine.groupby("theme_id")["respondent_id"].nunique()
        found += [("theme", option, theme) for theme, few in said.items() if 0 < few < 5]
    return found


def test_no_planted_small_count_is_recovered_from_everything_that_is_shown(bare: Store) -> None:
    recovered, tried, planted = [], 0, 0
    for seed in range(DECISIONS):
        rng = np.random.default_rng(seed)
        said = planted_people(rng)
        decision_id = f"attacked_{seed}"
        sizes = {group: sum(each.group == group for each in said) for group in GROUPS}
        heard = [("group", group, size) for group, size in sizes.items() if size]
        plant(bare, decision_id, said, heard=heard)
        name_most_affected(bare, decision_id)
        known = everything_shown(bare, decision_id, OPTIONS)
        add_red_lines(known, red_lines_shown(bare, decision_id), GROUPS)
        cells = small_cells(bare, decision_id)
        planted += bool([cell for cell in cells if cell[0] == "cell" and cell[1:3] == ("p0", "Parents")])
        tried += len(cells)
        recovered += [(decision_id, cell) for cell in cells if known.values_of(cell) < 5]
    assert planted == DECISIONS
    assert tried >= FEWEST_TRIED
    assert recovered == []


def test_the_attacker_recovers_what_one_careless_total_gives_away(bare: Store) -> None:
    said = [Person("Parents", {"p0": "supports"}) for _ in range(11)]
    said += [Person("Parents", {"p0": "opposes"}) for _ in range(3)]
    plant(bare, "careless", said, options=())
    known = everything_shown(bare, "careless", ("p0",))
    cell = ("cell", "p0", "Parents", "opposes")
    assert known.values_of(cell) >= 5
    known.equal({("cell", "p0", "Parents", "supports"): 1}, 11)
    assert known.values_of(cell) == 1


def test_an_equation_that_contradicts_the_rest_is_noticed() -> None:
    known = Knowledge()
    known.equal({known.unknown(("size", "a"), 1): 1}, 3)
    known.equal({("size", "a"): 1}, 4)
    with pytest.raises(AssertionError, match="contradicts itself"):
        known.values_of(("size", "a"))


def test_the_attacker_recovers_small_counts_from_red_lines_that_rest_on_true_counts(bare: Store) -> None:
    recovered, safe_without = [], 0
    for seed in range(LEAKING):
        decision_id = f"leaking_{seed}"
        plant(bare, decision_id, planted_people(np.random.default_rng(seed)), options=())
        name_most_affected(bare, decision_id)
        known = everything_shown(bare, decision_id, OPTIONS)
        cells = [cell for cell in small_cells(bare, decision_id) if known.values_of(cell) >= 5]
        safe_without += len(cells)
        add_red_lines(known, red_lines_by_true_counts(bare, decision_id), GROUPS)
        recovered += [(decision_id, cell) for cell in cells if known.values_of(cell) < 5]
    assert safe_without
    assert recovered


def test_one_in_favour_among_eight_stays_hidden_and_a_red_line_by_true_counts_would_tell(bare: Store) -> None:
    said = [Person("Parents", {"p0": "opposes"}) for _ in range(7)] + [Person("Parents", {"p0": "supports"})]
    plant(bare, "one_of_eight", said, options=("p0",))
    name_most_affected(bare, "one_of_eight")
    cell = ("cell", "p0", "Parents", "supports")
    known = everything_shown(bare, "one_of_eight", ("p0",))
    shown = red_lines_shown(bare, "one_of_eight")
    assert shown["p0"] == RedLinesShown(not_told=("Parents",))
    add_red_lines(known, shown, GROUPS)
    assert known.values_of(cell) >= 5
    leak = red_lines_by_true_counts(bare, "one_of_eight")
    assert leak["p0"].objecting == ("Parents",)
    add_red_lines(known, leak, GROUPS)
    assert known.values_of(cell) == 1


@pytest.mark.parametrize("threshold", [5, 10])
def test_downloads_hold_no_count_that_the_tables_hide(bare: Store, threshold: int) -> None:
    said = planted_people(np.random.default_rng(1))
    decision_id = f"downloads_{threshold}"
    plant(bare, decision_id, said, heard=[("group", "Parents", 3), ("group", "Carers", 12)], threshold=threshold)
    found = what_was_said(bare, decision_id)
    shown = options_said.table(found.options)
    stances = shown[[column for column in shown if column not in ("Option", "Group", "People")]]
    assert not {value for value in stances.to_numpy().ravel() if value.isdecimal() and 0 < int(value) < threshold}
    themes = themes_said.table(found.themes)["People who said it"]
    assert not {value for value in themes if value.isdecimal() and 0 < int(value) < threshold}
    heard = who_heard.table(who_was_heard(bare, decision_id).attributes)["People heard"]
    assert not {value for value in heard if value.isdecimal() and 0 < int(value) < threshold}
    for option in OPTIONS:
        brief = people(bare, decision_id, option)
        by_row = people_column.rows_table(brief.rows)
        hidden = {row.group for row in brief.rows if row.heard is None}
        assert set(by_row.loc[by_row["People"] == "hidden", "Group"]) == hidden
    assert shown_counts(bare, decision_id).threshold == threshold
