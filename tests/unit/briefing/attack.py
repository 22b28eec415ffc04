"""What a reader can work out who puts together everything that the pages show and let people download.

Written as linear equations in whole numbers: a group has one size; on every option each of its people has one stance
or none; a theme said about one option was said at all. Every figure shown is one equation. A hidden count is at least
1, since zeros are shown. The solver then gives the fewest and the most people a hidden cell can hold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from integrated.briefing.people import people, theme_codings, themes_heard
from integrated.briefing.shown_counts import shown_counts
from integrated.briefing.who_was_heard import who_was_heard
from integrated.co_production.counts_shown import PEOPLE
from integrated.co_production.voices import NO_VIEW, STANCES, ThemeHeard
from integrated.store import Store
from integrated.weighing.red_lines import CHANCE, LEAST_HEARD, objection_chance

Name = tuple[object, ...]

MOST_TRIED = 40


@dataclass(frozen=True)
class RedLinesShown:
    """What is shown of strong objections to one option.

    `each_alone`: whether every group named is named because it meets the rule by itself.
    """

    objecting: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()
    each_alone: bool = False


class Knowledge:
    """Unknown whole numbers with a least value, and equations between them."""

    def __init__(self) -> None:
        self.least: dict[Name, int] = {}
        self.lines: list[tuple[dict[Name, float], float, float]] = []

    def unknown(self, name: Name, least: int = 0) -> Name:
        self.least[name] = max(least, self.least.get(name, 0))
        return name

    def equal(self, terms: Mapping[Name, float], value: float) -> None:
        self.lines.append((dict(terms), value, value))

    def at_most(self, terms: Mapping[Name, float], value: float) -> None:
        self.lines.append((dict(terms), -np.inf, value))

    def one_of(self, sums: Sequence[Mapping[Name, float]], allowed: Sequence[Sequence[int]]) -> None:
        """Say that these sums of unknowns together are one of the allowed rows of whole numbers."""
        chosen = [self.unknown(("chosen", len(self.lines), at)) for at in range(len(allowed))]
        self.equal(dict.fromkeys(chosen, 1.0), 1)
        for place, terms in enumerate(sums):
            values: dict[Name, float] = {name: -float(row[place]) for name, row in zip(chosen, allowed, strict=True)}
            self.equal({**terms, **values}, 0)

    def values_of(self, name: Name) -> float:
        """How many values the unknown can still have; infinite if nothing holds it down."""
        least, most = self.ends_of({name: 1})
        return most - least + 1

    def ends_of(self, terms: Mapping[Name, float]) -> tuple[float, float]:
        """The least and the most that a sum of unknowns can be."""
        order = {each: at for at, each in enumerate(self.least)}
        matrix = np.zeros((len(self.lines), len(order)))
        for at, (line, _, _) in enumerate(self.lines):
            for each, factor in line.items():
                matrix[at, order[each]] += factor
        limits = LinearConstraint(matrix, [low for _, low, _ in self.lines], [high for _, _, high in self.lines])
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(order))
            for name, factor in terms.items():
                cost[order[name]] = sign * factor
            found = milp(
                cost,
                integrality=np.ones(len(order)),
                bounds=Bounds(np.array(list(self.least.values()), dtype=float), np.inf),
                constraints=[limits] if len(matrix) else [],
            )
            if found.status == 2:
                raise AssertionError("what is shown contradicts itself")
            ends.append(-sign * np.inf if found.status in (3, 4) else sign * found.fun)
        return float(ends[0]), float(ends[1])


def add_red_lines(known: Knowledge, said: Mapping[str, RedLinesShown], groups: Sequence[str]) -> None:
    """Use what every page, gate and record says of strong objections, taking the rule to be known.

    Parameters
    ----------
    said : option to what is shown of it.
    groups : those of the decision, all of them most affected.
    """
    asked = [group for group in groups if ("size", group) in known.least]
    for option, shown in said.items():
        for group in asked:
            if group not in (*shown.objecting, *shown.not_told):
                _add_answer(known, option, [group], lambda three: not meets(three))
        if shown.objecting:
            _add_answer(known, option, shown.objecting, meets)
        for group in shown.objecting:
            _add_answer(known, option, [group], meets if shown.each_alone else lambda three: three[2] > three[0])


def meets(three: Sequence[int]) -> bool:
    """The rule for a red line, of people for, in between and against."""
    return sum(three) >= LEAST_HEARD and _chance(tuple(three)) >= CHANCE


_chance = cache(objection_chance)


def _add_answer(known: Knowledge, option: str, groups: Sequence[str], holds: Callable[[Sequence[int]], bool]) -> None:
    """Leave only those ways to fill the stances of these groups, taken together, for which something holds."""
    sums: list[dict[Name, float]] = [
        {("cell", option, group, stance): 1.0 for group in groups for stance in stances}
        for stances in (("supports",), ("conditional", "neutral"), ("opposes",))
    ]
    ends = [known.ends_of(terms) for terms in sums]
    people = known.ends_of({name: 1.0 for terms in sums for name in terms})
    spans = [range(int(least), int(min(most, MOST_TRIED)) + 1) for least, most in ends]
    possible = [three for three in product(*spans) if people[0] <= sum(three) <= people[1]]
    allowed = [three for three in possible if holds(three)]
    if len(allowed) < len(possible):
        known.one_of(sums, allowed)


def _is_known(value: object) -> bool:
    return not pd.isna(value)  # type: ignore[call-overload]


def everything_shown(store: Store, decision_id: str, options: Sequence[str]) -> Knowledge:
    """All that "What people say" and Side by side show of one decision, as equations."""
    known = Knowledge()
    counts = shown_counts(store, decision_id)
    groups = list(counts.spoke.cells.index)
    for group in groups:
        size = counts.spoke.cells.at[group, PEOPLE]
        name = known.unknown(("size", group), 1)
        if _is_known(size):
            known.equal({name: 1}, int(size))
    if counts.heard is not None:
        known.equal({("size", group): 1 for group in groups}, counts.heard)
    for attribute in who_was_heard(store, decision_id).attributes:
        if attribute.name == "group":
            for voice in attribute.voices:
                if voice.people and voice.category in groups:
                    known.equal({("size", voice.category): 1}, voice.people)
            if attribute.total is not None:
                known.equal({("size", group): 1 for group in groups}, attribute.total)
    for option in options:
        _option(known, store, decision_id, option, groups)
    _themes(known, store, decision_id, options, groups)
    return known


def _option(known: Knowledge, store: Store, decision_id: str, option: str, groups: list[str]) -> None:
    table = shown_counts(store, decision_id).stances[option]
    columns = (*STANCES, NO_VIEW)
    for group in groups:
        for column in columns:
            value = table.cells.at[group, column]
            name = known.unknown(("cell", option, group, column), 0 if _is_known(value) else 1)
            if _is_known(value):
                known.equal({name: 1}, int(value))
        known.equal({**{("cell", option, group, each): 1 for each in columns}, ("size", group): -1}, 0)
        if _is_known(table.row_totals[group]):
            known.equal({("size", group): 1}, int(table.row_totals[group]))
    for column in columns:
        if _is_known(table.column_totals[column]):
            known.equal({("cell", option, group, column): 1 for group in groups}, int(table.column_totals[column]))
    brief = people(store, decision_id, option)
    stances: dict[Name, float] = {("cell", option, group, each): 1.0 for group in groups for each in STANCES}
    if brief.heard is not None:
        known.equal(stances, brief.heard)
    for row in brief.rows:
        if row.heard is not None:
            whole = not _is_known(table.cells.at[row.group, NO_VIEW])
            known.equal({("cell", option, row.group, each): 1 for each in (columns if whole else STANCES)}, row.heard)
        for stance, count in zip(STANCES, row.counts, strict=True):
            if count is not None:
                known.equal({("cell", option, row.group, stance): 1}, count)


def _themes(known: Knowledge, store: Store, decision_id: str, options: Sequence[str], groups: list[str]) -> None:
    counts = shown_counts(store, decision_id)
    everywhere = themes_heard(store, decision_id, theme_codings(store, decision_id), counts)
    shown: list[tuple[str | None, ThemeHeard]] = [(None, theme) for theme in everywhere]
    shown += [(option, theme) for option in options for theme in people(store, decision_id, option).themes]
    for option, theme in shown:
        name = known.unknown(("theme", option, theme.theme_id), 1)
        known.at_most({name: 1, **{("size", group): -1 for group in groups}}, 0)
        if theme.people is not None:
            known.equal({name: 1}, theme.people)
        if theme.of is not None:
            known.equal({("size", group): 1 for group in groups}, theme.of)
        if option is not None:
            known.at_most({name: 1, ("theme", None, theme.theme_id): -1}, 0)
