"""What is held for the people who review, and the rule they work under."""

from dataclasses import dataclass

from integrated.co_production.identifying_words import IdentifyingWords


@dataclass(frozen=True)
class Held:
    """One contribution as those who review see it: never for a screen that others see before it is released.

    Attributes
    ----------
    words : as written, or as edited; "" where only counting was agreed to.
    points : words that could say who somebody is.
    """

    contribution_id: str
    group: str
    option_id: str | None
    consent: str
    words: str
    flagged: bool
    points: tuple[IdentifyingWords, ...]


@dataclass(frozen=True)
class Rules:
    """The smallest count shown; `reason` and `set_by` are "" while the convention stands."""

    threshold: int
    reason: str
    set_by: str
