"""What the screens of a workshop show: counts, what waits to be read, and what may be shown to the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from integrated.co_production.identifying_words import IdentifyingWords
from integrated.co_production.voices import StanceRow, ThemeHeard


@dataclass(frozen=True)
class WorkshopCounts:
    """How far a workshop is. People are counted by device, or by card; never called more than that."""

    joined: int
    sent: int
    waiting: int
    flagged: int
    shown: int
    declined: int


@dataclass(frozen=True)
class Waiting:
    """One contribution for the person who reads.

    Attributes
    ----------
    words : as written, or as edited last. details : words that may say who somebody is.
    worrying : phrases after which somebody should look at once. flagged : set aside for that.
    """

    contribution_id: str
    option: str
    group: str
    stance: str | None
    words: str
    consent: str
    details: tuple[IdentifyingWords, ...]
    worrying: tuple[str, ...]
    flagged: bool


@dataclass(frozen=True)
class Read:
    """One contribution that was read: what became of it, and why."""

    contribution_id: str
    option: str
    words: str
    action: str
    reason: str
    consent: str
    is_statement: bool

    @property
    def may_be_voted_on(self) -> bool:
        """Whether it could be put to the vote and is not yet."""
        return self.action != "decline" and self.consent == "public" and bool(self.words) and not self.is_statement


@dataclass(frozen=True)
class SharedScreen:
    """What may be shown to the room after the reveal.

    Attributes
    ----------
    people : whose stances are counted in `stances`; a multiple of the threshold while the workshop is open, so that
        two pictures of the growing screen do not give away the one who came between.
    stances : option label to its rows, suppressed together.
    words : (letter, words) that may be public, newest first.
    """

    people: int
    stances: Mapping[str, tuple[StanceRow, ...]]
    themes: tuple[ThemeHeard, ...]
    words: tuple[tuple[str, str], ...]
    threshold: int
