"""Tables about the same people: what one of them hides, another must not give away."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd

from integrated.co_production.circulation import WITHOUT_LIMIT, Circulation, with_totals
from integrated.co_production.disclosure import Suppressed, checked_counts, checked_threshold, shown_table
from integrated.co_production.hiding import (
    CannotProtectError,
    Choice,
    Order,
    Table,
    canonical_order,
    least_hidden,
    small_figures,
)

WHOLE = ""  # the key of the sum of all slices: no filter


def suppress_slices(tables: Mapping[str, pd.DataFrame], *, threshold: int = 5) -> dict[str, Suppressed]:
    """Suppress the slices of one table, one per filter setting, so that the same cells are hidden under every filter.

    Parameters
    ----------
    tables : mapping of filter setting to DataFrame
        Counts with the same rows and columns, and nobody in two of the tables.
    threshold : int
        As in `suppress`.

    Returns
    -------
    dict of setting to Suppressed, with the sum of all slices (no filter) first, under the key "". A figure hidden in
    one is hidden in all, unless it is 0 there. Whatever is shown of the sum is then a sum of shown figures, so the
    slices and the sum together tell no more than each slice tells alone.

    Raises
    ------
    ValueError
        As `suppress`; and if the tables differ in rows or columns, or one is called "".
    """
    checked = checked_threshold(threshold)
    if not tables:
        return {}
    if WHOLE in tables:
        raise ValueError('a slice is called "", which stands for the sum of all: give it a name')
    names = sorted(tables)
    first = tables[names[0]]
    slices = {name: checked_counts(tables[name]) for name in names}
    for name in names:
        if not (tables[name].index.equals(first.index) and tables[name].columns.equals(first.columns)):
            raise ValueError(f"every slice needs the same rows and columns, but {name!r} differs from {names[0]!r}")
    counts = {WHOLE: np.sum(list(slices.values()), axis=0), **slices}
    order = canonical_order(first, counts[WHOLE])
    together = np.zeros((first.shape[0] + 1, first.shape[1] + 1), dtype=bool)
    for values in counts.values():
        together |= least_hidden(with_totals(values)[order], checked, already=together)
    hidden = np.zeros_like(together)
    hidden[order] = together
    return {name: shown_table(first, values, hidden, checked) for name, values in counts.items()}


def suppress_questions(tables: Mapping[str, pd.DataFrame], *, threshold: int = 5) -> dict[str, Suppressed]:
    """Suppress one table of groups by answers per question, all put to the same people.

    Suppressed one by one, such tables give each other away: a group's total hidden for one option is the total shown
    for the next. So a group's total is shown for every question or hidden for every question, and where it is hidden,
    so is every answer of that group.

    Parameters
    ----------
    tables : mapping of question (an option, a theme) to DataFrame (groups x answers)
        Counts; each person answers a question at most once. A group that was not asked has no row.
    threshold : int
        As in `suppress`.

    Returns
    -------
    dict of question to Suppressed, in the order given. A reader who puts all the tables together, and takes the
    number of people in a group to be the same in all of them, is left with `threshold` or more possible values for
    every small count.

    Raises
    ------
    ValueError
        As `suppress`.
    """
    checked = checked_threshold(threshold)
    questions = [_Question.of(name, table) for name, table in tables.items()]
    sizes = _sizes(questions)
    hidden_groups = {group for q in questions for group in q.groups if 0 < q.answered(group) < checked}
    while True:
        choices = []
        wanting: Hashable | None = None
        try:
            for question in questions:
                choices.append(question.hide(hidden_groups, checked))
        except _GroupTooSmallError as problem:
            wanting = problem.group
        else:
            if not hidden_groups or _safe_together(questions, choices, hidden_groups, checked):
                break
        left = [group for group in sorted(sizes, key=lambda g: (sizes[g], str(g))) if group not in hidden_groups]
        if not left:
            choices = [question.values > 0 for question in questions]
            break
        hidden_groups.add(left[0] if wanting is None or wanting in hidden_groups else wanting)
    return {
        question.name: shown_table(question.table, question.counts, question.unordered(hidden), checked)
        for question, hidden in zip(questions, choices, strict=True)
    }


class _GroupTooSmallError(Exception):
    """A table in which a small count cannot be hidden while the group's total is shown; None if no one group is why."""

    def __init__(self, group: Hashable | None) -> None:
        super().__init__(group)
        self.group = group


@dataclass(frozen=True, eq=False)
class _Question:
    name: str
    table: pd.DataFrame
    counts: Table
    order: Order
    values: Table  # with totals, in canonical order
    groups: list[Hashable]  # in canonical order

    @classmethod
    def of(cls, name: str, table: pd.DataFrame) -> "_Question":
        counts = checked_counts(table)
        order = canonical_order(table, counts)
        groups = [table.index[i] for i in order[0].ravel()[:-1]]
        return cls(name, table, counts, order, with_totals(counts)[order], groups)

    def answered(self, group: Hashable) -> int:
        return int(self.values[self.groups.index(group), -1]) if group in self.groups else 0

    def hide(self, hidden_groups: set[Hashable], threshold: int) -> Choice:
        """Hide all of these groups, and no other group's total."""
        already = np.zeros(self.values.shape, dtype=bool)
        already[[i for i, group in enumerate(self.groups) if group in hidden_groups]] = True
        never = np.zeros(self.values.shape, dtype=bool)
        never[:, -1] = ~already[:, -1]
        if not threshold <= self.values[-1, -1]:
            never[-1, -1] = False
        try:
            return least_hidden(self.values, threshold, already=already, never=never)
        except CannotProtectError as problem:
            row = problem.place[0]
            raise _GroupTooSmallError(self.groups[row] if row < len(self.groups) else None) from problem

    def unordered(self, ordered: Choice) -> Choice:
        hidden = np.zeros_like(ordered)
        hidden[self.order] = ordered
        return hidden


def _sizes(questions: list[_Question]) -> dict[Hashable, int]:
    groups = dict.fromkeys(group for question in questions for group in question.groups)
    sizes = {group: max(question.answered(group) for question in questions) for group in groups}
    return {group: size for group, size in sizes.items() if size}


def _safe_together(
    questions: list[_Question], choices: list[Choice], hidden_groups: set[Hashable], threshold: int
) -> bool:
    """Say whether every small count stays protected though hidden group totals are the same in all tables.

    A hidden total may then differ from the truth only by what every table allows. Tried are changes of one hidden
    group against another; a small count is safe if one such change, or none at all, gives it spread enough. With two
    hidden groups this is exact; with more it asks for a little more than is needed.
    """
    circulations = []
    for question, hidden in zip(questions, choices, strict=True):
        circulation = Circulation(question.values)
        for place in zip(*(axis.tolist() for axis in np.nonzero(hidden & (question.values > 0))), strict=True):
            circulation.hide(place)
        circulations.append(circulation)
    waiting = [set(small_figures(circulation, threshold)) for circulation in circulations]
    enough = threshold - 1
    for more, fewer in permutations(sorted(hidden_groups, key=str), 2):
        for question, circulation in zip(questions, circulations, strict=True):
            _hold(question, circulation, hidden_groups)
        up = min(_shift(q, c, more, fewer, enough) for q, c in zip(questions, circulations, strict=True))
        down = min(_shift(q, c, fewer, more, enough) for q, c in zip(questions, circulations, strict=True))
        for question, circulation, places in zip(questions, circulations, waiting, strict=True):
            _hold(question, circulation, {more}, down=down, up=up)
            _hold(question, circulation, {fewer}, down=up, up=down)
            places -= {place for place in places if circulation.spread(place, enough)[0] >= enough}
    return not any(waiting)


def _hold(question: _Question, circulation: Circulation, groups: set[Hashable], *, down: int = 0, up: int = 0) -> None:
    for row, group in enumerate(question.groups):
        place = (row, question.values.shape[1] - 1)
        if group in groups and place in circulation.value:
            circulation.limit(place, down=down, up=up)


def _shift(question: _Question, circulation: Circulation, more: Hashable, fewer: Hashable, enough: int) -> int:
    rows = [question.groups.index(group) for group in (more, fewer) if group in question.groups]
    if not rows:
        return WITHOUT_LIMIT
    return circulation.can_shift(rows[0], rows[1], enough) if len(rows) == 2 else 0
