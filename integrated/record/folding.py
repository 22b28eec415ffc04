"""Events folded into the decision that they add up to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import pandas as pd

from integrated.record.checking import EventError, payload_json, read_event, subject_parts
from integrated.record.decision import (
    Assessment,
    Baseline,
    CertaintyOverride,
    ClashAnswer,
    Conclusion,
    Condition,
    ConvergenceOverride,
    Decision,
    Dissent,
    EqualityConsideration,
    Event,
    Group,
    Judgement,
    Note,
    Option,
    Outcome,
    PersonWeights,
    PlannedElement,
    RedLine,
    RedLineAnswer,
    Reopening,
    RiskAnswer,
    Said,
    Signature,
    Trigger,
)
from integrated.record.events import PAYLOADS, PERSPECTIVES, Payload

T = TypeVar("T", bound=Said)
LETTERS = [chr(65 + i) for i in range(26)] + [chr(65 + i) + chr(65 + j) for i in range(26) for j in range(26)]
EVENT_FIELDS = ("event_id", "decision_id", "sequence", "kind", "subject", "payload", "actor_role", "made_at")


@dataclass(frozen=True)
class Read:
    """An event with its checked payload; None for one taken back and for map_* events."""

    event: Event
    payload: Payload | None

    @property
    def fields(self) -> dict[str, Any]:
        """The payload's fields by name, empty for None."""
        return self.payload.model_dump() if self.payload is not None else {}


def replay(events: Iterable[Mapping[str, Any]] | pd.DataFrame) -> Decision:
    """The decision that a line of events adds up to: the last word on each subject counts.

    Parameters
    ----------
    events : mappings or DataFrame rows with event_id, decision_id, sequence, kind, subject, payload (JSON text or
        mapping), actor_role, made_at; in any order, of one decision. Other columns are left alone.

    Returns
    -------
    Decision : an event that cannot be read is left out and named in `not_understood`.

    Raises
    ------
    ValueError : a row lacks a column, or the rows belong to more than one decision.
    """
    rows = events.to_dict("records") if isinstance(events, pd.DataFrame) else [dict(row) for row in events]
    _refuse_strangers(rows)
    rows.sort(key=lambda row: (int(row["sequence"]), str(row["event_id"])))
    events_read: list[Read] = []
    sentences: list[str] = []
    for row in rows:
        try:
            events_read.append(_read(row))
        except EventError as error:
            sentences.append(f"Event {row['sequence']} could not be read and is left out: {error}")
    if not rows:
        return Decision()
    folded = _folded(events_read)
    return replace(
        folded,
        decision_id=str(rows[-1]["decision_id"]),
        sequence=int(rows[-1]["sequence"]),
        not_understood=tuple(sentences),
    )


def _refuse_strangers(rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        missing = [name for name in EVENT_FIELDS if name not in row]
        if missing:
            raise ValueError(f"an event must have {', '.join(EVENT_FIELDS)}; missing: {', '.join(missing)}")
    ids = sorted({str(row["decision_id"]) for row in rows})
    if len(ids) > 1:
        raise ValueError(f"replay takes the events of one decision, got {len(ids)}: {', '.join(ids[:5])}")


def _read(row: Mapping[str, Any]) -> Read:
    kind, subject = str(row["kind"]), str(row["subject"])
    payload = read_event(kind, subject, row["payload"])
    event = Event(
        event_id=str(row["event_id"]),
        decision_id=str(row["decision_id"]),
        sequence=int(row["sequence"]),
        kind=kind,
        subject=subject,
        payload=json.loads(payload_json(kind, subject, row["payload"])),
        actor_role=str(row["actor_role"]),
        made_at=_moment(row["made_at"]),
    )
    return Read(event, payload if isinstance(payload, Payload) else None)


def _moment(value: Any) -> datetime | None:
    moment = pd.Timestamp(value) if value is not None else pd.NaT
    if pd.isna(moment):
        return None
    if moment.tzinfo is not None:
        moment = moment.tz_convert("UTC").tz_localize(None)
    return moment.to_pydatetime()


def _folded(events: list[Read]) -> Decision:
    last: dict[str, dict[Any, Read]] = {kind: {} for kind in PAYLOADS}
    for read in events:
        if read.event.kind in PAYLOADS:
            _put(last[read.event.kind], read)

    def of(kind: str, into: type[T]) -> dict[Any, T]:
        return {key: _said(into, read) for key, read in last[kind].items()}

    options = _options([read for read in events if read.event.kind == "option_listed"])
    framed, review = last["framed"].get("*"), last["review_on"].get("*")
    return Decision(
        **(framed.fields if framed else {}),
        options=tuple(option for option in options if not option.retired),
        retired_options=tuple(option for option in options if option.retired),
        outcomes=tuple(
            sorted(of("outcome_ranked", Outcome).values(), key=lambda outcome: (outcome.position, outcome.outcome_id))
        ),
        groups=tuple(sorted(of("group_named", Group).values(), key=lambda group: group.group_name)),
        baselines=of("baseline_set", Baseline),
        certainty_overrides=of("certainty_set", CertaintyOverride),
        judgements=of("judgement_agreed", Judgement),
        convergence_overrides=of("convergence_set", ConvergenceOverride),
        weights=of("weights_set", PersonWeights),
        red_lines=_red_lines(events, of("red_line_raised", RedLine), of("red_line_answered", RedLineAnswer)),
        clash_answers={key: _clash_answer(key, read) for key, read in last["clash_answered"].items()},
        risk_answers=of("risk_answered", RiskAnswer),
        equality=of("equality_considered", EqualityConsideration),
        notes=of("note_set", Note),
        conditions=tuple(of("condition_set", Condition).values()),
        dissent=tuple(of("dissent_recorded", Dissent).values()),
        triggers=tuple(of("trigger_set", Trigger).values()),
        review_on=review.fields["date"] if review else None,
        conclusion=of("concluded", Conclusion).get("*"),
        signatures=tuple(sorted(of("signed", Signature).values(), key=lambda signature: signature.sequence)),
        reopenings=_all_said(events, "reopened", Reopening),
        assessments=of("approach_assessed", Assessment),
        assessment_history=_all_said(events, "approach_assessed", Assessment),
        planned_elements=tuple(of("element_planned", PlannedElement).values()),
        map_events=tuple(read.event for read in events if read.event.kind not in PAYLOADS),
        events=tuple(read.event for read in events),
    )


def _put(last: dict[Any, Read], read: Read) -> None:
    """The last word on a subject takes the place of the first; a removal of certainty without a step takes all."""
    keys = _keys(read.event)
    if read.payload is not None:
        last[keys] = read
        return
    for key in [k for k in last if k == keys or (keys[-1] is None and k[:-1] == keys[:-1])]:
        del last[key]


def _keys(event: Event) -> Any:
    """What counts as one subject. Certainty has one per step; a clash is the same in both directions."""
    parts = subject_parts(event.kind, event.subject)
    if event.kind == "certainty_set":
        return (*parts, event.payload.get("step"))
    if event.kind == "clash_answered":
        return (parts[0], *sorted(parts[1:], key=PERSPECTIVES.index))
    return parts if len(parts) > 1 else event.subject


def _all_said(events: list[Read], kind: str, into: type[T]) -> tuple[T, ...]:
    """Everything said under a kind, in order; taking a subject back takes its last word."""
    said: list[Read] = []
    for read in events:
        if read.event.kind != kind:
            continue
        if read.payload is not None:
            said.append(read)
            continue
        earlier = [i for i, before in enumerate(said) if before.event.subject == read.event.subject]
        if earlier:
            del said[earlier[-1]]
    return tuple(_said(into, read) for read in said)


def _said(into: type[T], read: Read) -> T:
    """The payload, the parts of the subject and who said it, as one value."""
    event = read.event
    subject = dict(zip(PAYLOADS[event.kind].parts, subject_parts(event.kind, event.subject), strict=True))
    stamp = {"actor_role": event.actor_role, "made_at": event.made_at, "sequence": event.sequence}
    return into(**(subject | read.fields | stamp))


def _options(listed: list[Read]) -> list[Option]:
    """Options by letter. A letter once held stays for ever; a claim on a taken one gets the next free one."""
    letters: dict[str, str] = {}
    last: dict[str, Option] = {}
    for read in listed:
        option_id = read.event.subject
        if option_id not in letters:
            free = [letter for letter in LETTERS if letter not in letters.values()]
            wanted = read.fields.get("letter")
            letters[option_id] = wanted if wanted in free else free[0]
        if read.payload is not None:
            last[option_id] = replace(_said(Option, read), letter=letters[option_id])
        elif option_id in last:
            last[option_id] = replace(last[option_id], retired=True, sequence=read.event.sequence)
    return sorted(last.values(), key=lambda option: LETTERS.index(option.letter))


def _red_lines(
    events: list[Read], raised: dict[str, RedLine], answers: dict[str, RedLineAnswer]
) -> tuple[RedLine, ...]:
    """Each line with its answer; an answer lapses when the line was restated in substance after it."""
    changed: dict[str, tuple[tuple[Any, ...], int]] = {}
    for read in events:
        if read.event.kind == "red_line_raised":
            substance = tuple(read.fields.get(name) for name in ("option_id", "group_name", "reason"))
            if changed.get(read.event.subject, (None, 0))[0] != substance:
                changed[read.event.subject] = (substance, read.event.sequence)
    lines = []
    for red_line_id, line in raised.items():
        answer = answers.get(red_line_id)
        if answer is not None and answer.sequence > changed[red_line_id][1]:
            line = replace(line, answer=answer)
        elif answer is not None:
            line = replace(line, lapsed_answer=answer)
        lines.append(line)
    return tuple(lines)


def _clash_answer(key: tuple[str, str, str], read: Read) -> ClashAnswer:
    return ClashAnswer(
        option_id=key[0],
        perspectives=key[1:],
        words=read.fields["words"],
        actor_role=read.event.actor_role,
        made_at=read.event.made_at,
        sequence=read.event.sequence,
    )
