"""What step 3 puts in front of people: judgements with one piece of evidence, red lines, clashes, ranges to weigh."""

from collections.abc import Sequence
from dataclasses import dataclass

from integrated.co_production.voices import StanceRow
from integrated.record.decision import ClashAnswer, Judgement, Option, PersonWeights, RedLine
from integrated.weighing.convergence import Convergence
from integrated.weighing.perspective import PerspectiveSummary
from integrated.weighing.weights import Weights, person_weights


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence beside a judgement.

    Attributes
    ----------
    words : name of a study, words of a person, or the stops of a route.
    source : who said or studied it; which way a route works.
    numbers : (effect, low, high) of a study, else None.
    """

    words: str
    source: str
    numbers: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class JudgedCell:
    """One option from one perspective: what is suggested, what people agreed, and one piece of evidence."""

    option_id: str
    perspective: str
    suggested: PerspectiveSummary
    now: PerspectiveSummary
    judgement: Judgement | None
    evidence: Evidence | None

    @property
    def key(self) -> str:
        """How the address of a link names it."""
        return f"{self.option_id}~{self.perspective}"

    @property
    def differs(self) -> bool:
        """Whether people agreed something else than is suggested now."""
        return self.judgement is not None and self.now.range != self.suggested.range


@dataclass(frozen=True)
class JudgedOption:
    """One option with its three judgements, in the order studies, people, connections."""

    option: Option
    cells: tuple[JudgedCell, ...]


@dataclass(frozen=True)
class RedLineCard:
    """A strong objection: suggested by the rule and not raised yet (`line` is None), or raised.

    Attributes
    ----------
    rows : where each of the most affected groups stands, small counts hidden below `threshold`.
    quote : words of someone who objects, or None.
    """

    option: Option
    group_name: str
    rows: tuple[StanceRow, ...]
    threshold: int
    quote: Evidence | None
    line: RedLine | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.line is None or self.line.is_open

    @property
    def key(self) -> str:
        """How the address of a link names it."""
        return self.line.red_line_id if self.line else f"suggested-{self.option.option_id}"


@dataclass(frozen=True)
class NotToldCard:
    """An option to which some groups may object strongly or not: what may be shown does not tell."""

    option: Option
    groups: tuple[str, ...]


@dataclass(frozen=True)
class ClashCard:
    """Two perspectives that pull apart on one option, and what people said about it."""

    option: Option
    pair: tuple[str, str]
    sides: tuple[PerspectiveSummary, PerspectiveSummary]
    answer: ClashAnswer | None

    @property
    def key(self) -> str:
        """How the address of a link names it."""
        return "~".join((self.option.option_id, *self.pair))


@dataclass(frozen=True)
class Agreement:
    """Whether the three perspectives agree about one option, and whether people said so themselves."""

    option: Option
    found: Convergence

    @property
    def by_people(self) -> bool:
        """Whether people chose another state than the computed one."""
        return self.found.suggested is not None


@dataclass(frozen=True)
class Swing:
    """The worst and the best of these options from one perspective; None when nothing is known from it."""

    perspective: str
    worst: tuple[tuple[str, ...], PerspectiveSummary] | None
    best: tuple[tuple[str, ...], PerspectiveSummary] | None


@dataclass(frozen=True)
class Person:
    """One person who said what matters: `number` is that of "Person 2 (foster carer)", `role` what stands after it."""

    number: int
    role: str
    said: PersonWeights

    @property
    def label(self) -> str:
        """As beside a dot: "P2"."""
        return f"P{self.number}"

    @property
    def weights(self) -> Weights:
        """The answer as a part of the triangle."""
        said = self.said
        return person_weights(said.person, points=said.points, shares=said.shares, order=said.order, bounds=said.bounds)


def person_name(number: int, role: str) -> str:
    """What a person is called in the record: a number and perhaps a role, never a name."""
    role = role.strip().replace("/", " or ")
    return f"Person {number} ({role})" if role else f"Person {number}"


def people_of(said: Sequence[PersonWeights]) -> tuple[Person, ...]:
    """The people of a decision by number; one who is called something else gets the next free number.

    Parameters
    ----------
    said : in the order of their first answers.
    """
    found: list[Person] = []
    taken = {number for number, _ in map(_number_and_role, (each.person for each in said)) if number}
    free = (number for number in range(1, len(said) + len(taken) + 1) if number not in taken)
    for each in said:
        number, role = _number_and_role(each.person)
        if number is None or any(person.number == number for person in found):
            number = next(free)
        found.append(Person(number, role, each))
    return tuple(sorted(found, key=lambda person: person.number))


def _number_and_role(person: str) -> tuple[int | None, str]:
    first, _, rest = person.partition("(")
    words = first.split()
    if len(words) == 2 and words[0] == "Person" and words[1].isdecimal() and len(words[1]) < 5:
        return int(words[1]), rest.removesuffix(")").strip()
    return None, person
