"""How we work: which approach an organisation is most aligned to, and which elements of the others to take in."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from integrated.record.elements import (
    ANSWERS,
    APPROACH_NAMES,
    APPROACHES,
    AUDIENCES,
    BY_ID,
    ELEMENTS,
    FIRST_QUESTIONS,
    MINDSET,
    Element,
)
from integrated.weighing.risk import CHECKS, STATES

__all__ = [
    "ANSWERS",
    "APPROACHES",
    "APPROACH_NAMES",
    "AUDIENCES",
    "ELEMENTS",
    "FIRST_QUESTIONS",
    "MINDSET",
    "Alignment",
    "Element",
    "Suggestion",
    "alignment",
    "answer_spread",
    "change_over_time",
    "plan_problem",
    "suggestions",
]

LEAD = 0.10
MOST_PLANNED = 3
Answers = Mapping[str, int | None]


@dataclass(frozen=True)
class Alignment:
    """How far someone's work uses each approach.

    Attributes
    ----------
    shares : approach to sum of answers / (3 × elements answered); NaN where none was answered.
    answered : approach to how many of its eight elements were answered ("not applicable" is no answer).
    most_aligned : "works", "people" or "system" with a lead of 0.10 or more; "mixed" without; None while an approach
        has no answer.
    lead : the largest share less the second; NaN while an approach has no answer.
    """

    shares: Mapping[str, float]
    answered: Mapping[str, int]
    most_aligned: str | None
    lead: float


@dataclass(frozen=True)
class Suggestion:
    """An element of another approach worth taking in.

    Attributes
    ----------
    element : what.
    use : the answer now, 0 to 2, or None if it was not answered.
    check_id : the most pressing risk check it eases. state : of that check.
    """

    element: Element
    use: int | None
    check_id: str
    state: str


def alignment(answers: Answers) -> Alignment:
    """Which approach someone's answers are most aligned to.

    Parameters
    ----------
    answers : element_id to 0, 1, 2, 3, or None for not applicable; elements left out are not answered.

    Returns
    -------
    Alignment

    Raises
    ------
    ValueError : an element that does not exist, or another answer.
    """
    _check(answers)
    shares, answered = {}, {}
    for approach in APPROACHES:
        given = [
            use
            for element in ELEMENTS
            if element.approach == approach and (use := answers.get(element.element_id)) is not None
        ]
        answered[approach] = len(given)
        shares[approach] = sum(given) / (3 * len(given)) if given else math.nan
    if not all(answered.values()):
        return Alignment(shares, answered, None, math.nan)
    first, second, _ = sorted(shares.values(), reverse=True)
    most = max(shares, key=lambda approach: shares[approach])
    return Alignment(shares, answered, most if first - second >= LEAD - 1e-9 else "mixed", first - second)


def suggestions(answers: Answers, checks: Mapping[str, Any], *, most: int = MOST_PLANNED) -> tuple[Suggestion, ...]:
    """Elements of the other approaches that would ease the live risks, most pressing first.

    Parameters
    ----------
    answers : as in `alignment`. Elements used fully or not applicable are left out. With a mixed alignment, or none
        yet, elements of all three approaches may come.
    checks : check_id to RiskCheck or to its state; a check left out counts as "cannot tell".
    most : at most this many.

    Returns
    -------
    tuple of Suggestion : by state of the check (act, look, cannot tell, clear), then least used, then in the order of
        the elements.

    Raises
    ------
    ValueError : as in `alignment`; a state that no check has.
    """
    own = alignment(answers).most_aligned
    states = {check_id: _state(checks.get(check_id, "cannot tell")) for check_id in CHECKS}
    found = []
    for element in ELEMENTS:
        applies = answers.get(element.element_id, 0) is not None
        use = answers.get(element.element_id)
        if element.approach == own or not applies or use == 3:
            continue
        check_id = max(element.eases, key=lambda one: STATES.index(states[one]))
        found.append(Suggestion(element, use, check_id, states[check_id]))
    found.sort(key=lambda one: (-STATES.index(one.state), one.use if one.use is not None else 0))
    return tuple(found[:most])


def _state(check: Any) -> str:
    state = getattr(check, "state", check)
    if state not in STATES:
        raise ValueError(f"the state of a check must be one of {', '.join(STATES)}, got {state!r}")
    return str(state)


def answer_spread(assessments: Mapping[str, Answers]) -> pd.DataFrame:
    """How far several people's answers lie apart, shown as a spread and never as a mean.

    Parameters
    ----------
    assessments : person to answers.

    Returns
    -------
    DataFrame[element_id, approach, name, lowest, highest, answered, not_applicable] : 24 rows; lowest and highest are
        NaN where nobody answered.

    Raises
    ------
    ValueError : as in `alignment`.
    """
    for answers in assessments.values():
        _check(answers)
    rows = []
    for element in ELEMENTS:
        given = [answers[element.element_id] for answers in assessments.values() if element.element_id in answers]
        uses = [use for use in given if use is not None]
        rows.append(
            (
                element.element_id,
                element.approach,
                element.name,
                min(uses, default=math.nan),
                max(uses, default=math.nan),
                len(uses),
                len(given) - len(uses),
            )
        )
    columns = ["element_id", "approach", "name", "lowest", "highest", "answered", "not_applicable"]
    return pd.DataFrame(rows, columns=columns)


def change_over_time(history: Iterable[Answers]) -> pd.DataFrame:
    """How one person's alignment changed from one assessment to the next.

    Parameters
    ----------
    history : answers in the order they were given.

    Returns
    -------
    DataFrame[assessment, works, people, system, most_aligned] : one row per assessment, counted from 1.

    Raises
    ------
    ValueError : as in `alignment`.
    """
    found = [alignment(answers) for answers in history]
    rows = [(k, *(one.shares[a] for a in APPROACHES), one.most_aligned) for k, one in enumerate(found, start=1)]
    return pd.DataFrame(rows, columns=["assessment", *APPROACHES, "most_aligned"])


def plan_problem(planned: Iterable[str], answers: Answers | None = None) -> str | None:
    """What is wrong with a plan of elements to take in, or None.

    Parameters
    ----------
    planned : element ids.
    answers : if given, elements of the approach most aligned to are refused too.
    """
    chosen = list(dict.fromkeys(planned))
    strange = [element_id for element_id in chosen if element_id not in BY_ID]
    if strange:
        return f"{strange[0]!r} is not one of the 24 elements."
    if len(chosen) > MOST_PLANNED:
        return f"Plan at most {MOST_PLANNED} elements at a time: {len(chosen)} are planned. Take one out first."
    own = alignment(answers).most_aligned if answers is not None else None
    same = [BY_ID[element_id].name for element_id in chosen if BY_ID[element_id].approach == own]
    if own is not None and same:
        return (
            f"“{same[0]}” belongs to {APPROACH_NAMES[own]}, which your work is most aligned to: choose from the others."
        )
    return None


def _check(answers: Answers) -> None:
    for element_id, use in answers.items():
        if element_id not in BY_ID:
            raise ValueError(f"{element_id!r} is not one of the 24 elements")
        if use is not None and (isinstance(use, bool) or use not in (0, 1, 2, 3)):
            raise ValueError(f"the use of {element_id!r} must be 0, 1, 2, 3 or None (not applicable), got {use!r}")
