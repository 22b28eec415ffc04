"""What was said, when, and whether it still stands; and what differs between two versions of a decision."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from integrated.record.decision import Decision, Event
from integrated.record.events import PERSPECTIVES


@dataclass(frozen=True)
class Entry:
    """One event in the history; `stands` when it is the last word on its subject and takes nothing back."""

    event: Event
    stands: bool


@dataclass(frozen=True)
class Change:
    """What differs on one subject: `before` or `after` is None where nothing stood."""

    kind: str
    subject: str
    before: Event | None
    after: Event | None

    @property
    def verb(self) -> str:
        """ "added", "taken back" or "changed"."""
        if self.before is None:
            return "added"
        return "taken back" if self.after is None else "changed"


def subject_key(event: Event) -> Hashable:
    """What counts as one subject: certainty has one per step; a clash is the same from either side."""
    if event.kind == "certainty_set":
        return event.kind, event.subject, event.payload.get("step")
    if event.kind == "clash_answered":
        option_id, *sides = event.subject.split("/")
        return event.kind, option_id, *sorted(sides, key=lambda side: PERSPECTIVES.index(side))
    return event.kind, event.subject


def history(decision: Decision) -> tuple[Entry, ...]:
    """Every event, the newest first, each with whether it stands."""
    last = {subject_key(event): event.sequence for event in decision.events}
    return tuple(
        Entry(event, not event.removed and last[subject_key(event)] == event.sequence)
        for event in reversed(decision.events)
    )


def changes(older: Decision, newer: Decision) -> tuple[Change, ...]:
    """What was added, changed or taken back from one version to another, by subject, in the order it was last said.

    Parameters
    ----------
    older, newer : two readings of one decision, or of two; signatures are left out, since every version has its own.
    """
    before, after = _standing(older.events), _standing(newer.events)
    found = [
        Change(event.kind, event.subject, before.get(key), after.get(key))
        for key, event in (before | after).items()
        if _said(before.get(key)) != _said(after.get(key))
    ]
    return tuple(sorted(found, key=lambda change: (_place(change), change.kind, change.subject)))


def _standing(events: Iterable[Event]) -> dict[Hashable, Event]:
    standing: dict[Hashable, Event] = {}
    for event in events:
        if event.kind == "signed":
            continue
        if event.removed:
            standing.pop(subject_key(event), None)
        else:
            standing[subject_key(event)] = event
    return standing


def _said(event: Event | None) -> object:
    return None if event is None else dict(event.payload)


def _place(change: Change) -> int:
    event = change.after or change.before
    assert event is not None
    return event.sequence
