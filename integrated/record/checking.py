"""The check that every event passes, kept or read: out comes a payload, or a sentence saying what is wrong."""

import json
import math
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from integrated.record.events import PAYLOADS, PERSPECTIVES, Payload
from integrated.record.text import SHORT_TEXT, cleaned

MAP_PREFIX = "map_"
LONGEST_PAYLOAD = 200_000
PATTERNS = {"letter": "one or two capital letters", "sha256": "64 digits and letters from 0 to f"}


class EventError(ValueError):
    """What is wrong with an event, in words for the person who entered it."""


def read_event(kind: str, subject: str, payload: object) -> Payload | dict[str, Any] | None:
    """The checked payload of one event.

    Parameters
    ----------
    kind : one of `events.PAYLOADS`, or "map_" and a verb.
    subject : "*" or ids parted by "/", as SCHEMA.sql lists them for the kind.
    payload : JSON text or a mapping; {"removed": true} takes the subject back.

    Returns
    -------
    The payload model of the kind; a plain dict for map_* kinds; None when the subject is taken back.

    Raises
    ------
    EventError : unknown kind, broken JSON, a subject that does not fit, or a value that the model refuses.
    """
    if not (kind in PAYLOADS or kind.startswith(MAP_PREFIX)):
        raise EventError(f"{kind!r} is not a kind of event that this version knows.")
    given = _as_mapping(kind, payload)
    subject_parts(kind, subject)
    if given.get("removed") is True:
        return None
    if kind.startswith(MAP_PREFIX):
        plain = _plain(kind, given)
        assert isinstance(plain, dict)
        return plain
    try:
        return PAYLOADS[kind].model_validate(given)
    except ValidationError as error:
        raise EventError(" ".join(_sentence(item) for item in error.errors())) from None


def payload_json(kind: str, subject: str, payload: object) -> str:
    """The payload as the JSON text to keep: checked, cleaned, empty fields left out.

    Parameters
    ----------
    kind, subject, payload : as in `read_event`.

    Returns
    -------
    str : JSON with sorted keys; {"removed": true} keeps a `step` of certainty_set beside it.

    Raises
    ------
    EventError : as in `read_event`.
    """
    read = read_event(kind, subject, payload)
    if read is None:
        step = cleaned(_as_mapping(kind, payload).get("step"))
        kept: dict[str, Any] = {"removed": True} | ({"step": step} if isinstance(step, str) and step else {})
    elif isinstance(read, Payload):
        # Among answers None says "not applicable"; elsewhere it says nothing and is left out.
        answers = kind == "approach_assessed"
        kept = read.model_dump(mode="json", exclude_none=not answers, exclude_unset=answers)
    else:
        kept = read
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, allow_nan=False)


def subject_parts(kind: str, subject: str) -> tuple[str, ...]:
    """The parts of a subject, checked: ("extended_care", "works") of "extended_care/works".

    Parameters
    ----------
    kind : kind of the event.
    subject : as stored.

    Returns
    -------
    tuple of str : one per part that the kind names; empty for "*" and for map_* kinds.

    Raises
    ------
    EventError : wrong number of parts, an empty or overlong one, or a perspective that is none of the three.
    """
    if not isinstance(subject, str) or not subject or cleaned(subject) != subject or len(subject) > 3 * SHORT_TEXT:
        raise EventError(
            f"{kind}: the subject must be plain text of 1 to {3 * SHORT_TEXT} characters, got {subject!r:.80}."
        )
    if kind.startswith(MAP_PREFIX):
        return ()
    names = PAYLOADS[kind].parts
    if not names:
        if subject != "*":
            raise EventError(f'{kind} speaks of the whole decision: its subject must be "*", got {subject!r:.80}.')
        return ()
    parts = tuple(subject.split("/")) if len(names) > 1 else (subject,)
    if len(parts) != len(names) or not all(part.strip() for part in parts):
        raise EventError(f"{kind}: the subject must read {'/'.join(names)}, got {subject!r:.80}.")
    for name, part in zip(names, parts, strict=True):
        if name.endswith("perspective") and part not in PERSPECTIVES:
            raise EventError(f"{kind}: a perspective is one of {', '.join(PERSPECTIVES)}, got {part!r:.80}.")
        if name in {"option_id", "outcome_id"} and "/" in part:
            raise EventError(f'{kind}: an id may not hold "/", which parts the ids of a subject, got {part!r:.80}.')
    if kind == "clash_answered" and parts[1] == parts[2]:
        raise EventError(f"{kind}: two different perspectives clash, got {parts[1]} twice.")
    return parts


def _as_mapping(kind: str, payload: object) -> dict[str, Any]:
    if isinstance(payload, str):
        if len(payload) > LONGEST_PAYLOAD:
            raise EventError(f"{kind}: the payload is longer than {LONGEST_PAYLOAD:,} characters.")
        try:
            payload = json.loads(payload, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise EventError(f"{kind}: the payload is not readable JSON.") from None
    if not isinstance(payload, Mapping):
        raise EventError(f"{kind}: the payload must be a set of named fields, got {type(payload).__name__}.")
    return dict(payload)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _plain(kind: str, value: object, depth: int = 0) -> Any:
    """A copy in JSON types only, every text cleaned."""
    if depth > 8:
        raise EventError(f"{kind}: the payload is nested too deeply.")
    if isinstance(value, str):
        return cleaned(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, Mapping):
        return {cleaned(str(key)): _plain(kind, item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(kind, item, depth + 1) for item in value]
    raise EventError(f"{kind}: the payload may hold text, numbers, true, false and lists, got {value!r:.80}.")


def _sentence(error: Any) -> str:
    """One refusal of pydantic in plain English: the field, the rule, the value seen."""
    field = " ".join(str(part) for part in error["loc"] if part != "[key]").replace("_gbp", " (£)").replace("_", " ")
    seen, limits = error.get("input"), error.get("ctx", {})
    got = f", got {seen!r:.60}" if not isinstance(seen, Mapping) else ""
    rule = error["type"]
    if rule == "value_error":
        words = str(limits["error"])
        return f"{words[0].upper()}{words[1:]}."
    said = {
        "missing": f"{field} is missing: fill it in",
        "extra_forbidden": f"{field} is not asked for here: take it out",
        "string_too_short": f"{field} is empty: fill it in",
        "string_too_long": f"{field} is longer than {limits.get('max_length')} characters: shorten it",
        "string_type": f"{field} must be text{got}",
        "string_pattern_mismatch": f"{field} must be {PATTERNS.get(field, 'written differently')}{got}",
        "bool_type": f"{field} must be true or false{got}",
        "int_type": f"{field} must be a whole number{got}",
        "float_type": f"{field} must be a number{got}",
        "finite_number": f"{field} must be a number{got}",
        "date_type": f"{field} must be a date like 2027-03-31{got}",
        "literal_error": f"{field} must be {limits.get('expected')}{got}",
        "greater_than_equal": f"{field} must be {limits.get('ge')} or more{got}",
        "less_than_equal": f"{field} must be {limits.get('le')} or less{got}",
        "tuple_type": f"{field} must be a list{got}",
        "dict_type": f"{field} must be a set of named values{got}",
        "too_long": f"{field} holds more than {limits.get('max_length')} items: shorten it",
    }.get(rule, f"{field}: {error['msg']}{got}")
    return f"{said[0].upper()}{said[1:]}."
