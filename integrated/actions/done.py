"""What became of an action at a screen."""

from collections.abc import Callable
from dataclasses import dataclass

from integrated.actions.actor import Refused
from integrated.record.checking import EventError
from integrated.store import NotStored, StoreProblem


@dataclass(frozen=True)
class Outcome:
    """`problem` is "" when the action was carried out, `told` one sentence about it."""

    problem: str = ""
    told: str = ""


def outcome_of(action: Callable[[], str]) -> Outcome:
    """Carry out an action that answers with one sentence; what refuses it becomes a sentence too."""
    try:
        return Outcome(told=action())
    except (Refused, EventError, NotStored, StoreProblem) as problem:
        return Outcome(problem=str(problem))
