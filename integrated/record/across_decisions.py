"""The same option in several decisions, side by side on one outcome and on no other."""

from collections.abc import Mapping
from dataclasses import dataclass

from integrated.weighing.perspective import PerspectiveSummary


@dataclass(frozen=True)
class InDecision:
    """What one decision says of the option on the outcome.

    Attributes
    ----------
    cells : perspective to what it says; agreed levels where people agreed some. red_line : who objects, or None.
    """

    decision_id: str
    question: str
    place: str
    concluded: str
    cells: Mapping[str, PerspectiveSummary]
    agree: str
    red_line: str | None


@dataclass(frozen=True)
class AcrossDecisions:
    """One option on one outcome.

    Attributes
    ----------
    found : decisions that list the option and look at the outcome, in their usual order.
    other_outcome : questions of decisions that list the option and do not look at this outcome: not compared.
    """

    option_id: str
    outcome_id: str
    outcome_label: str
    found: tuple[InDecision, ...]
    other_outcome: tuple[str, ...]
