"""Decision events: canonical payloads, sequence and the chain of hashes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integrated.store.engine import Cursor

TABLE = "decision_event"
COLUMNS = "event_id, decision_id, sequence, kind, subject, payload, actor_role, made_at, previous_sha256, sha256"


@dataclass(frozen=True)
class Event:
    """One row of `decision_event`; `payload` is canonical JSON text, `made_at` UTC without zone."""

    event_id: str
    decision_id: str
    sequence: int
    kind: str
    subject: str
    payload: str
    actor_role: str
    made_at: datetime
    previous_sha256: str | None
    sha256: str


@dataclass(frozen=True)
class Recorded:
    """What became of an event; `newer` holds the events on the same kind and subject that its author had not seen."""

    event_id: str
    sequence: int
    sha256: str
    newer: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Draft:
    """An event before the writer gives it its sequence and hash."""

    event_id: str
    decision_id: str
    kind: str
    subject: str
    payload: str
    actor_role: str
    made_at: datetime
    seen_sequence: int | None = None


def canonical(payload: Mapping[str, Any] | str) -> str:
    """A payload as JSON text with sorted keys and no spare spaces, so that equal payloads have equal hashes.

    Raises
    ------
    ValueError
        If a text is not a JSON object, or a value has no JSON form (NaN included).
    """
    try:
        value = json.loads(payload) if isinstance(payload, str) else dict(payload)
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"payload must hold only texts, numbers, yes or no, lists and objects: {error}") from error
    if not isinstance(value, dict):
        raise ValueError(f"payload must be a JSON object, got {payload!r:.80}")
    return text


def seal(draft: Draft, sequence: int, previous_sha256: str | None) -> str:
    """The SHA-256 of an event's fields, its place and the hash before it, in hexadecimal."""
    fields = [
        draft.event_id,
        draft.decision_id,
        sequence,
        draft.kind,
        draft.subject,
        draft.payload,
        draft.actor_role,
        draft.made_at.isoformat(timespec="microseconds"),
        previous_sha256,
    ]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_link(events: Iterable[Event]) -> int | None:
    """The sequence of the first event that does not fit the chain of its decision, or None if all fit.

    Parameters
    ----------
    events
        All events of one decision, in order of sequence.
    """
    previous: str | None = None
    for place, event in enumerate(events, start=1):
        draft = Draft(**{name: getattr(event, name) for name in Draft.__dataclass_fields__ if name != "seen_sequence"})
        fits = event.sequence == place and event.previous_sha256 == previous
        if not fits or event.sha256 != seal(draft, place, previous):
            return event.sequence
        previous = event.sha256
    return None


def write(cursor: Cursor, draft: Draft) -> Recorded:
    """Store one event inside the writer's transaction, at the end of its decision's chain.

    An event id that is there already is answered with what was stored the first time, so a retry is safe.
    """
    known = _events(cursor, "event_id = $1", [draft.event_id])
    if known:
        return Recorded(known[0].event_id, known[0].sequence, known[0].sha256)
    cursor.execute(
        "select sequence, sha256 from decision_event where decision_id = $1 order by sequence desc nulls last limit 1",
        [draft.decision_id],
    )
    last = cursor.fetchall()
    sequence, previous = (last[0][0] + 1, last[0][1]) if last else (1, None)
    newer: tuple[Event, ...] = ()
    if draft.seen_sequence is not None:
        newer = _events(
            cursor,
            "decision_id = $1 and kind = $2 and subject = $3 and sequence > $4",
            [draft.decision_id, draft.kind, draft.subject, draft.seen_sequence],
        )
    sha256 = seal(draft, sequence, previous)
    row = [draft.event_id, draft.decision_id, sequence, draft.kind, draft.subject, draft.payload, draft.actor_role]
    cursor.execute(
        f"insert into {TABLE} ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [*row, draft.made_at, previous, sha256],
    )
    return Recorded(draft.event_id, sequence, sha256, newer)


def _events(cursor: Cursor, condition: str, values: list[Any]) -> tuple[Event, ...]:
    cursor.execute(f"select {COLUMNS} from decision_event where {condition} order by sequence", values)
    return tuple(Event(*row) for row in cursor.fetchall())
