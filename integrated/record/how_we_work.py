"""How the people of one decision work: who answered what, how far they lie apart, what changed, what is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from integrated.record.approach import Alignment, Answers, Suggestion, alignment, answer_spread, suggestions
from integrated.record.decision import Assessment, Decision, PlannedElement, RiskAnswer
from integrated.record.elements import BY_ID, ELEMENTS
from integrated.weighing.risk_checks import RiskCheck, Thresholds


@dataclass(frozen=True)
class Answered:
    """One person's answers at one time.

    Attributes
    ----------
    whose : a number and perhaps a role, never a name.
    answers : element_id to 0, 1, 2, 3, or None for not applicable; elements that no longer exist are left out.
    first_thought : "works", "people", "system", "mixed" or None: what they said before the elements.
    mindset : words by question. when : None if nobody knows.
    """

    whose: str
    audience: str
    answers: Answers
    alignment: Alignment
    first_thought: str | None
    mindset: Mapping[str, str]
    when: datetime | None

    @property
    def answered(self) -> int:
        """How many of the 24 elements have an answer other than "not applicable"."""
        return sum(self.alignment.answered.values())

    def points(self, approach: str) -> int:
        """Sum of the answers to an approach's elements, 0 to 24."""
        return sum(self.answers.get(each.element_id) or 0 for each in ELEMENTS if each.approach == approach)


@dataclass(frozen=True)
class HowWeWork:
    """All that the page shows.

    Attributes
    ----------
    sequence : of the last event of the decision.
    people : everyone's answers as they stand, in the order of first answers.
    earlier : person to all their answers, the oldest first; those who took theirs back included.
    planned : elements to take in, in the order first said.
    checks : check_id to its answer; empty when nothing can be checked. thresholds : behind them.
    risk_answers : what people said they do about a check.
    """

    decision_id: str
    sequence: int
    people: tuple[Answered, ...]
    earlier: Mapping[str, tuple[Answered, ...]]
    planned: tuple[PlannedElement, ...]
    checks: Mapping[str, RiskCheck]
    thresholds: Thresholds
    risk_answers: Mapping[str, RiskAnswer]

    @property
    def spread(self) -> pd.DataFrame:
        """Lowest and highest use of every element, as `answer_spread` gives them."""
        return answer_spread({each.whose: each.answers for each in self.people})

    @property
    def mutual(self) -> str | None:
        """The approach everybody is most aligned to, "mixed" when they differ or are mixed, None while nobody is."""
        return mutual([each.answers for each in self.people])

    def person(self, whose: str | None) -> Answered | None:
        """The answers of one person as they stand."""
        return next((each for each in self.people if each.whose == whose), None)

    def suggested(self, whose: str | None, *, most: int = 5) -> tuple[Suggestion, ...]:
        """Elements worth taking in by one person's answers and the live checks, without those planned.

        Parameters
        ----------
        whose : a person; somebody without answers gets elements of all three approaches.
        most : at most this many.
        """
        person, planned = self.person(whose), {each.element_id for each in self.planned}
        found = suggestions(person.answers if person else {}, self.checks, most=len(ELEMENTS))
        return tuple(each for each in found if each.element.element_id not in planned)[:most]


def answered(said: Assessment) -> Answered:
    """One person's answers with the alignment they add up to."""
    answers = known(said.answers)
    return Answered(
        said.whose,
        said.audience,
        answers,
        alignment(answers),
        said.first_thought,
        dict(said.mindset or {}),
        said.made_at,
    )


def known(answers: Answers) -> dict[str, int | None]:
    """Answers to elements that exist: a record of another list of elements may hold others."""
    return {element_id: use for element_id, use in answers.items() if element_id in BY_ID}


def everyone(decision: Decision) -> tuple[Answered, ...]:
    """The answers of everybody as they stand."""
    return tuple(answered(each) for each in decision.assessments.values())


def everything_said(decision: Decision) -> dict[str, tuple[Answered, ...]]:
    """All answers by person, the oldest first."""
    found: dict[str, tuple[Answered, ...]] = {}
    for each in decision.assessment_history:
        found[each.whose] = (*found.get(each.whose, ()), answered(each))
    return found


def mutual(assessments: Sequence[Answers]) -> str | None:
    """The approach that all of several people are most aligned to.

    Parameters
    ----------
    assessments : answers of each person; those that do not add up to an alignment yet are left out.

    Returns
    -------
    "works", "people" or "system"; "mixed" when people differ or are mixed; None when no one's answers add up to one.
    """
    found = {most for each in assessments if (most := alignment(known(each)).most_aligned)}
    return None if not found else found.pop() if len(found) == 1 else "mixed"


def moved(older: Answered, newer: Answered) -> tuple[tuple[str, int | None, int | None], ...]:
    """Elements whose answer changed: (element_id, before, after); one not answered before or after is left out."""
    return tuple(
        (each.element_id, older.answers[each.element_id], newer.answers[each.element_id])
        for each in ELEMENTS
        if each.element_id in older.answers
        and each.element_id in newer.answers
        and older.answers[each.element_id] != newer.answers[each.element_id]
    )
