"""Votes on statements, as screens show them: small counts stay out, and so does every figure made of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StatementVotes:
    """One statement with its votes by group; a None is hidden.

    Attributes
    ----------
    groups : group to (agree, pass, disagree).
    at_least : share that agrees in every group, at least, rounded down to 5%; None where hidden or too few.
    gap : largest difference between two groups, rounded to 5%; None where hidden.
    """

    statement_id: str
    words: str
    groups: dict[str, tuple[int | None, ...]]
    at_least: float | None
    gap: float | None

    @property
    def hidden(self) -> bool:
        """Whether a count is hidden."""
        return any(count is None for counts in self.groups.values() for count in counts)


@dataclass(frozen=True)
class Opinions:
    """People in each opinion group (None hidden), those not placed, how firm it is, or why there are none."""

    sizes: tuple[int | None, ...] = ()
    not_placed: int | None = 0
    stability: float | None = None
    why_not: str = ""


@dataclass(frozen=True)
class VotesBrief:
    """Votes of one decision; `people` is None where it would give a hidden group away."""

    people: int | None
    statements: int
    agreed: tuple[StatementVotes, ...]
    divides: tuple[StatementVotes, ...]
    opinions: Opinions
    threshold: int
