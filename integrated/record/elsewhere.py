"""A record from a file, held against what this store knows of the same decision."""

from dataclasses import dataclass

from integrated.record.decision import Decision
from integrated.record.sealing import Record

MISSING, SAME, BEHIND, AHEAD, APART = "missing", "same", "behind", "ahead", "apart"


@dataclass(frozen=True)
class Opened:
    """A record that was opened here.

    Attributes
    ----------
    record : with `record.changed` naming what is not as it was sealed.
    here : "missing" (the store has no such decision), "same" (it says the same), "behind" (the store lacks the last
        events of the record), "ahead" (the record is an earlier state of what is here), "apart" (each has its own).
    further : events the store lacks.
    inputs_changed : one sentence per input that is not the same here; only where both say the same.
    """

    record: Record
    here: str
    further: int = 0
    inputs_changed: tuple[str, ...] = ()

    @property
    def may_come_in(self) -> bool:
        """Whether its events can be added here: whole, as sealed, and without going over anything."""
        return self.here in {MISSING, BEHIND} and self.record.is_as_sealed


def standing(record: Record, here: Decision) -> tuple[str, int]:
    """Where the store stands against a record: one of the five words, and how many events it lacks.

    Parameters
    ----------
    here : the decision as the store has it; empty when it has none.
    """
    theirs, ours = [e.event_id for e in record.decision.events], [e.event_id for e in here.events]
    if not ours:
        return MISSING, len(theirs)
    if theirs == ours:
        return SAME, 0
    if theirs[: len(ours)] == ours:
        return BEHIND, len(theirs) - len(ours)
    return (AHEAD, 0) if ours[: len(theirs)] == theirs else (APART, 0)
