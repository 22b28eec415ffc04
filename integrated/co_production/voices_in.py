"""Voices on their way in: what a file holds and what stands in its way; nothing of it is stored yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

EVERYONE = "Everyone who took part"


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one row of a file, and what to write instead; `row` is None for the whole file."""

    file: str
    row: int | None
    column: str | None
    value: str
    fix: str

    @property
    def words(self) -> str:
        """One sentence: where, what was found, what to do."""
        where = (
            self.file + (f", row {self.row}" if self.row else "") + (f", column {self.column}" if self.column else "")
        )
        found = f": “{self.value[:60]}”" if self.value else ""
        return f"{where}{found}. {self.fix}"


@dataclass(frozen=True)
class IncomingStatement:
    """A statement put to the vote; `key` is its number in the file."""

    key: str
    words: str


@dataclass(frozen=True, eq=False)
class IncomingVotes:
    """A conversation with votes.

    Attributes
    ----------
    votes : people x statements of -1, 0, 1 and NaN (not seen).
    labels : one per person, from the column of groups in the file, "" where it holds none.
    problems : what has to be mended first. notes : what a person should know and nothing has to be done about.
    """

    statements: tuple[IncomingStatement, ...]
    people: tuple[str, ...]
    votes: NDArray[np.float64]
    labels: tuple[str, ...]
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be stored."""
        return not self.problems and bool(self.people) and bool(self.statements)

    @property
    def cast(self) -> int:
        """Votes in all."""
        return int((~np.isnan(self.votes)).sum())

    @property
    def summary(self) -> tuple[str, ...]:
        """What the file holds, in sentences."""
        shares = {
            name: int((self.votes == vote).sum()) / max(1, self.cast)
            for name, vote in (("agree", 1), ("disagree", -1), ("neither", 0))
        }
        told = ", ".join(f"{100 * share:.0f}% {name}" for name, share in shares.items())
        return (
            f"{len(self.people):,} people, {len(self.statements):,} statements, {self.cast:,} votes: {told}.",
            *self.notes,
        )


@dataclass(frozen=True)
class IncomingContribution:
    """One thing somebody said; `person` ties what one person said together, and is replaced by a random key.

    Attributes
    ----------
    option : as the file names it, "" for none. codes : (code key, start, end), characters of the words.
    """

    person: str
    group: str
    words: str
    consent: str
    option: str = ""
    stance: str = ""
    condition: str = ""
    age_band: str = ""
    codes: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class IncomingCode:
    """A code of a codebook; `key` is its id in the file."""

    key: str
    name: str
    definition: str


@dataclass(frozen=True)
class IncomingWords:
    """What people said, and the codebook that came with it.

    Attributes
    ----------
    problems : what has to be mended first. notes : what a person should know.
    """

    contributions: tuple[IncomingContribution, ...] = ()
    codes: tuple[IncomingCode, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be stored."""
        return not self.problems and bool(self.contributions or self.codes)

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups as the file names them, in the order met."""
        return tuple(dict.fromkeys(each.group for each in self.contributions))

    @property
    def options(self) -> tuple[str, ...]:
        """Options as the file names them, in the order met."""
        return tuple(dict.fromkeys(each.option for each in self.contributions if each.option))

    @property
    def summary(self) -> tuple[str, ...]:
        """What the file holds, in sentences."""
        people = len({each.person for each in self.contributions})
        told = []
        if self.contributions:
            told.append(f"{len(self.contributions):,} contributions from {people:,} people.")
        if self.codes:
            told.append(f"{len(self.codes):,} themes in its codebook.")
        return (*told, *self.notes)


@dataclass(frozen=True)
class IncomingShares:
    """Shares of the local population by attribute and category, each with its source and period."""

    shares: tuple[Mapping[str, str | float], ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def ready(self) -> bool:
        """Whether it can be stored."""
        return not self.problems and bool(self.shares)

    @property
    def summary(self) -> tuple[str, ...]:
        """What the file holds, in sentences."""
        dimensions = dict.fromkeys(str(each["dimension"]) for each in self.shares)
        return (f"{len(self.shares)} shares of {', '.join(dimensions)}.", *self.notes)
