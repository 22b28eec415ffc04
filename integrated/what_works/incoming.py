"""Evidence on its way in: rows that could be stored, and what stands in their way, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_SHOWN = 40


@dataclass(frozen=True)
class CellProblem:
    """One thing that is wrong, or odd, with one cell.

    Attributes
    ----------
    row : number as a spreadsheet shows it (1 is the heading), None for the whole file.
    column : its name, None for the whole row.
    value : as written, cut to 60 characters. fix : what is wrong and what to write instead.
    """

    row: int | None
    column: str | None
    value: str
    fix: str

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        where = ", ".join(
            part
            for part in (
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
                f"“{self.value[:60]}”" if self.value else "",
            )
            if part
        )
        return f"{where[0].upper()}{where[1:]}: {self.fix}" if where else self.fix


@dataclass(frozen=True)
class Incoming:
    """A file read and checked; nothing of it is stored yet.

    Attributes
    ----------
    kind : of the import ("studies_csv", "revman_csv").
    file_name, sha256 : of the file.
    rows : values for table `effect`, without ids; complete only if nothing stands in the way.
    total : rows in the file.
    problems : what has to be mended first. oddities : what a person has to have seen; kept with the row.
    ask_direction : outcome ids whose direction in this file nobody has said yet.
    new_outcomes : names in the file that are no outcome here and that nobody has described yet.
    analyses : names of the analyses in a file that holds several, one of which is read.
    """

    kind: str
    file_name: str
    sha256: str
    rows: tuple[Mapping[str, Any], ...] = ()
    total: int = 0
    problems: tuple[CellProblem, ...] = ()
    oddities: tuple[CellProblem, ...] = ()
    ask_direction: tuple[str, ...] = ()
    new_outcomes: tuple[str, ...] = ()
    analyses: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether all of it can be stored."""
        return bool(self.rows) and not (self.problems or self.ask_direction or self.new_outcomes)

    @property
    def several_effects(self) -> tuple[tuple[str, str, int], ...]:
        """(programme, outcome_id, effects) where one study gives several usable effects on one outcome."""
        counted: dict[tuple[str, str], tuple[str, int]] = {}
        for row in self.rows:
            if row.get("excluded_because") or row["design"] == "correlational" or row.get("subgroup"):
                continue
            key = (str(row["study_id"]), str(row["outcome_id"]))
            counted[key] = (row["programme"], counted.get(key, ("", 0))[1] + 1)
        return tuple((name, outcome, n) for (_, outcome), (name, n) in counted.items() if n > 1)


@dataclass(frozen=True)
class NewOutcome:
    """An outcome that a file brings and a person has described."""

    outcome_id: str
    label: str
    words_per_100: str
    better: str


@dataclass(frozen=True)
class Answers:
    """What a person has said about a file.

    Attributes
    ----------
    more_is_better : outcome id to whether a positive number in this file means better for young people.
    new_outcomes : name in the file to the outcome it becomes.
    """

    more_is_better: Mapping[str, bool] = field(default_factory=dict)
    new_outcomes: Mapping[str, NewOutcome] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldEvidence:
    """What the store holds already, as far as a new file has to know it.

    Attributes
    ----------
    options : id to "B Stay longer". outcomes : id to label.
    effects : rows of table `effect` that were not taken back.
    """

    options: Mapping[str, str]
    outcomes: Mapping[str, str]
    effects: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Reference:
    """One publication of a reference manager's file."""

    title: str
    authors: tuple[str, ...]
    year: str
    source: str
    doi: str

    @property
    def citation(self) -> str:
        """As a line of a list of references."""
        names = [author.split(",")[0].strip() for author in self.authors]
        who = f"{names[0]} and others" if len(names) > 3 else " & ".join(names)
        parts = (f"{who} ({self.year or 'no year'})", self.title, self.source, self.doi and f"doi {self.doi}")
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True)
class IncomingReferences:
    """References read from a file, those held already apart."""

    file_name: str
    sha256: str
    references: tuple[Reference, ...] = ()
    doubled: tuple[Reference, ...] = ()
    problems: tuple[CellProblem, ...] = ()
