"""Sentences about the weighing: each is true of the numbers it was made from, and no total is ever formed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from integrated.weighing import first_place
from integrated.weighing.case import Case, Conventions, Statement, case_of, ids_of, is_ever_first, names_of, said
from integrated.weighing.matrix import SAME, Floats
from integrated.weighing.phrases import PERSPECTIVE_WORDS, id_of, in_mixes, listed
from integrated.weighing.sensitivity import win_regions

__all__ = ["Conventions", "Statement", "statements"]


def statements(
    values: Any,
    weights: Any,
    options: Sequence[Any],
    red_lines: Iterable[Any] = (),
    *,
    conventions: Conventions | None = None,
) -> tuple[Statement, ...]:
    """What can be said of the options for every mix of what matters, most important first.

    Parameters
    ----------
    values : (m, 3) value of each option from each perspective; NaN for not known.
    weights : what matters to people: (n, 3) shares, a mapping of person to shares, a sequence of `Weights`, or None.
    options : m options: texts, or values with `option_id`, `name` and `letter`.
    red_lines : values with `option_id`, `group_name` and `is_open`, or ids of options; answered ones are left out.
    conventions : thresholds.

    Returns
    -------
    tuple of Statement, by rule: no_options, red_line, one_placed, none_placed, always_first or most_often_first,
        close_call, best_on_average, people, person_first, person_close, person_open, not_separated, corners,
        unplaced, smallest_shift, dominated, identical, share.

    Raises
    ------
    ValueError : as many names as options are needed; shapes as in `win_regions`; weights that do not add up to 1.
    """
    case = case_of(values, weights, options, red_lines, conventions)
    return tuple(statement for rule in RULES for statement in rule(case))


def no_options(case: Case) -> list[Statement]:
    """There is nothing to compare."""
    return [] if case.ids else [said("no_options", "There is no option to compare yet.", ())]


def red_line(case: Case) -> list[Statement]:
    """One sentence per option with an objection that waits for an answer, whatever its values."""
    groups: dict[str, list[str]] = {}
    for line in case.red_lines:
        if getattr(line, "is_open", True):
            groups.setdefault(id_of(line), []).append(str(getattr(line, "group_name", "people")))
    return [
        said(
            "red_line",
            f"Red line: {listed(sorted(set(groups[option])))} object strongly to {name}. "
            "Answer it before you choose this option.",
            [option],
            groups=tuple(sorted(set(groups[option]))),
        )
        for option, name in zip(case.ids, case.names, strict=True)
        if option in groups
    ]


def few_placed(case: Case) -> list[Statement]:
    """Nothing, or only one option, stands in the triangle."""
    if not case.ids or len(case.placed) > 1:
        return []
    if len(case.placed) == 0:
        text = "No option can be placed: each has at least one perspective that is not known."
        return [said("none_placed", text, case.ids)]
    only = "is the only option" if len(case.ids) == 1 else "is the only option that can be placed"
    text = f"{case.units[0].name} {only}, so there is nothing to compare it with."
    return [said("one_placed", text, case.units[0].ids)]


def not_separated(case: Case) -> list[Statement]:
    """Perspectives on which the options hardly differ."""
    if len(case.placed) < 2:
        return []
    spans = case.placed.max(axis=0) - case.placed.min(axis=0)
    widest = float(spans.max())
    placed = [option for option, gap in zip(case.ids, case.gaps, strict=True) if not gap]
    who = "they are" if len(placed) == len(case.ids) else "those placed are"
    if widest <= case.conventions.close_value + SAME:
        text = f"Nothing separates these options: {who} within a tenth of a level of each other on all three."
        return [said("not_separated", text, placed, spans=tuple(spans.tolist()))]
    subjects = ("Studies do", "What people say does", "How things connect does")
    return [
        said(
            "not_separated",
            f"{subjects[k]} not separate these options: {who} less than one level apart.",
            placed,
            perspective=k,
            span=float(spans[k]),
        )
        for k in range(3)
        if spans[k] < case.conventions.one_level - SAME and spans[k] <= widest / 2 + SAME
    ]


def unplaced(case: Case) -> list[Statement]:
    """What is not known of an option, and what it would win if that turned out for it, even or against it."""
    found = []
    for option in np.flatnonzero(case.gaps):
        gap = np.isnan(case.rows[option])
        missing = [PERSPECTIVE_WORDS[k] for k in np.flatnonzero(gap)]
        text = (
            f"{case.names[option]} is not placed: {listed(missing)} {'is' if len(missing) == 1 else 'are'} not known."
        )
        numbers: dict[str, Any] = {"missing": tuple(missing)}
        if len(case.placed):
            guesses = [np.where(gap, guess, case.rows[option]) for guess in (1.0, 0.5, 0.0)]
            tried = [_if(case.placed, guess) for guess in guesses]
            (area_for, strong), (area_even, even), (area_against, against) = tried
            strong = "never come first" if strong == "never" else f"come first {strong}"
            that = "that" if len(missing) == 1 else "all of that"
            text += (
                f" If {that} turned out a strong case for it, it would {strong}; "
                f"if even, {even}; if a strong case against, {against}."
            )
            numbers |= {"if_for": area_for, "if_even": area_even, "if_against": area_against}
        found.append(said("unplaced", text, [case.ids[option]], **numbers))
    return found


def _if(placed: Floats, guess: Floats) -> tuple[float, str]:
    """The area a guessed option would win against those placed, and that in words."""
    area = float(win_regions(np.vstack([guess, placed])).areas[0])
    if not is_ever_first(guess, placed):
        return area, "never"
    return area, in_mixes(area, always=bool((guess > placed + SAME).all()))


def dominated(case: Case) -> list[Statement]:
    """Options that another is at least as good as, whatever matters most."""
    found = []
    for unit in case.units:
        better = [
            other
            for other in case.units
            if (other.value >= unit.value - SAME).all() and (other.value > unit.value + SAME).any()
        ]
        if better:
            verb = "is" if len(ids_of(better)) == 1 else "are each"
            text = f"{names_of(better)} {verb} at least as good as {unit.name}, whatever matters most."
            found.append(said("dominated", text, [*ids_of(better), *unit.ids]))
    return found


def identical(case: Case) -> list[Statement]:
    """Options with the same value on every perspective."""
    return [
        said("identical", f"{unit.name} come out the same on all three perspectives.", unit.ids)
        for unit in case.units
        if unit.several
    ]


RULES: tuple[Callable[[Case], list[Statement]], ...] = (
    no_options,
    red_line,
    few_placed,
    first_place.overall,
    first_place.best_on_average,
    first_place.people,
    first_place.each_person,
    not_separated,
    first_place.corners,
    unplaced,
    first_place.smallest_shift,
    dominated,
    identical,
    first_place.shares,
)
