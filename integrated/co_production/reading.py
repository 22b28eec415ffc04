"""Reading and coding: sentences of a contribution, marks of one coder, and where two coders differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from integrated.co_production.identifying_words import IdentifyingWords

CODERS = ("first", "second")
_END = re.compile(r"[.!?…]+[\"'”’)]*\s+|\n+")


@dataclass(frozen=True)
class Mark:
    """One theme given to words of a contribution; `start` and `end` are None for the whole of it."""

    coding_id: str
    theme_id: str
    theme: str
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Said:
    """One contribution as a coder reads it.

    Attributes
    ----------
    words : reviewed words. sentences : (start, end) of each.
    marks : themes this coder gave. stance, condition : what this coder read on `option_id`, None and "" where nothing.
    points : words that could say who somebody is.
    """

    contribution_id: str
    group: str
    option_id: str | None
    option: str
    words: str
    sentences: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    stance: str | None
    condition: str
    points: tuple[IdentifyingWords, ...]

    @property
    def is_coded(self) -> bool:
        """Whether this coder gave it any code."""
        return bool(self.marks) or self.stance is not None


@dataclass(frozen=True)
class Workspace:
    """All that one coder reads, in order, and the themes in use by id."""

    coder: str
    said: tuple[Said, ...]
    themes: Mapping[str, str]
    options: Mapping[str, str]

    @property
    def done(self) -> int:
        """Contributions this coder has coded."""
        return sum(each.is_coded for each in self.said)

    def place(self, contribution_id: str | None) -> int:
        """Where a contribution stands; the first one without a code where it is not here."""
        ids = [each.contribution_id for each in self.said]
        if contribution_id in ids:
            return ids.index(contribution_id)
        return next((at for at, each in enumerate(self.said) if not each.is_coded), 0)


@dataclass(frozen=True)
class Difference:
    """Where two coders differ on one contribution: `kind` is "theme", "words" or "stance".

    Attributes
    ----------
    about : the theme or option by name; `about_id` by id.
    first, second : what each coder said, "" for nothing.
    settled : whose reading was agreed on ("first", "second"), "" where nobody has settled it.
    """

    contribution_id: str
    words: str
    kind: str
    about: str
    about_id: str
    first: str
    second: str
    settled: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two coders side by side.

    Attributes
    ----------
    both : contributions both coded.
    themes : DataFrame[theme, both, first_only, second_only, neither, alpha], least agreement first.
    stance_alpha : None where it cannot be told, for the reason in `stance_why_not`; `stance_same` of `stance_units`.
    """

    both: int
    themes: pd.DataFrame
    stance_alpha: float | None
    stance_same: int
    stance_units: int
    stance_why_not: str
    differences: tuple[Difference, ...]


def sentences(words: str) -> tuple[tuple[int, int], ...]:
    """Give the start and end of every sentence, without the space around it.

    Parameters
    ----------
    words : any text.

    Returns
    -------
    tuple of (start, end) in characters, in order; the words between them are spaces alone.
    """
    found, start = [], 0
    for end in [*(match.end() for match in _END.finditer(words)), len(words)]:
        piece = words[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            found.append((first, start + len(piece.rstrip())))
        start = end
    return tuple(found)
