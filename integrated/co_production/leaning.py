"""Which way a group leans on an option, from shown counts alone, and whether the groups lean the same way."""

from collections.abc import Sequence
from dataclasses import dataclass

from integrated.co_production.voices import StanceRow

FEWEST_TO_LEAN = 5
LEANS = {"for": ("supports",), "between": ("conditional", "neutral"), "against": ("opposes",)}


@dataclass(frozen=True)
class Division:
    """How declared groups stand to one another on one option.

    Attributes
    ----------
    leaning : group to "for", "between", "against", "split" or None (hidden, or too few to say).
    state : "agree", "divided" (one is for it, another against), "differ" or "cannot tell".
    """

    leaning: dict[str, str | None]
    state: str

    def groups(self, leaning: str) -> tuple[str, ...]:
        """The groups that lean this way."""
        return tuple(group for group, way in self.leaning.items() if way == leaning)


def leaning(row: StanceRow) -> str | None:
    """Say where more than half of a group stand: "for", "between", "against", "split" where nowhere, None if unknown.

    A hidden count is taken as the one person it is at least, so the answer follows from what is shown.
    """
    if row.heard is None or row.heard < FEWEST_TO_LEAN:
        return None
    for way, stances in LEANS.items():
        if 2 * sum(row.least(stance) for stance in stances) > row.heard:
            return way
    return None if row.any_hidden else "split"


def division(rows: Sequence[StanceRow]) -> Division:
    """Compare the groups of one option.

    Parameters
    ----------
    rows : suppressed stances by group.
    """
    ways = {row.group: leaning(row) for row in rows}
    known = {way for way in ways.values() if way}
    if sum(way is not None for way in ways.values()) < 2:
        return Division(ways, "cannot tell")
    if {"for", "against"} <= known:
        return Division(ways, "divided")
    return Division(ways, "agree" if len(known) == 1 and "split" not in known else "differ")
