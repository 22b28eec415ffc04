"""A record: the whole of a decision as text that can be kept, checked for changes, and computed again a year later."""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from integrated.record.decision import Decision, Event
from integrated.record.folding import replay
from integrated.record.json_text import json_text, plain, sha256_of
from integrated.record.results import SETTINGS, results

FORMAT = "integrated record"
FORMAT_VERSION = 1
LONGEST = 20_000_000
PARTS = {
    "decision_id": str,
    "sequence": int,
    "events": list,
    "not_understood": list,
    "inputs": dict,
    "results": dict,
    "sha256": dict,
}
PART_WORDS = {
    "decision_id": "The decision this record belongs to is",
    "sequence": "The number of the last event is",
    "events": "What people said (the events) is",
    "not_understood": "The list of events that could not be read is",
    "results": "The numbers and sentences are",
}
# Sums of the same numbers may differ in their last digits from machine to machine.
SAME_NUMBER = 1e-9
BY_HAND = "it was edited by hand. Use the original."
# What computing with a text that somebody edited can run into.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


class RecordError(ValueError):
    """Why a text cannot be opened as a record, in one sentence."""


@dataclass(frozen=True)
class Record:
    """A sealed decision.

    Attributes
    ----------
    content : the whole record as JSON text.
    sha256 : of the content, in hexadecimal; what a signature names.
    decision : replayed from the events inside.
    inputs : by name, in JSON types: the evidence, settings and counts that the numbers were made from.
    results : every number and sentence, computed from the two above. See `results.results`.
    changed : one sentence per thing that is not as it was sealed; empty when all is.
    format_version : of the content.
    """

    content: str
    sha256: str
    decision: Decision
    inputs: Mapping[str, Any] = field(default_factory=dict)
    results: Mapping[str, Any] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    format_version: int = FORMAT_VERSION

    @property
    def is_as_sealed(self) -> bool:
        """Whether everything inside is what was sealed, and every number comes out the same."""
        return not self.changed


def seal(decision: Decision, inputs: Mapping[str, Any]) -> Record:
    """Seal a decision with everything its numbers are made from.

    Parameters
    ----------
    decision : as `replay` gave it.
    inputs : name to value; each is kept whole and hashed. Tables, arrays, dates and dataclasses are taken as JSON.
        These names are computed with:
        comparison : option_id of continue-as-now, or None.
        effects : option_id to {"yi": [...], "vi": [...]}: the studies of the outcome decided on.
        stances : option_id to {"counts": {group: [supports, between, opposes]}, "shares": {group: share}}.
        simulation : option_id to [helps, hinders, no_route], shares of the draws.
        suggested : option_id to {perspective: five shares or None}, where none of the three above is given.
        confidence : option_id to {perspective: "high", "moderate", "low", "very low" or None}.
        suggested_red_lines : list of {"option_id", "group_name"} that nobody has raised or answered.
        objections_not_told : the same, of groups whose counts, as shown, do not tell whether they object strongly.
        settings : conventions that differ from `results.SETTINGS`.
        All others (risk checks as shown, who was heard, searches, sources) are kept as they are. Counts and ids only:
        a contributor's words do not belong in a record.

    Returns
    -------
    Record : the same decision and inputs give the same text, to the letter.

    Raises
    ------
    ValueError : an input that cannot be kept as JSON, or that no number can be made from.
    """
    kept = {str(name): plain(value) for name, value in inputs.items()}
    kept["settings"] = dict(SETTINGS) | (kept.get("settings") or {})
    kept = json.loads(json_text(kept))
    events = [_event(event) for event in decision.events]
    body: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "decision_id": decision.decision_id,
        "sequence": decision.sequence,
        "events": events,
        "not_understood": list(decision.not_understood),
        "inputs": kept,
        "results": results(decision, kept),
    }
    body = json.loads(json_text(body))
    body["sha256"] = _hashes(body)
    content = json_text(body)
    return Record(content, _sha256(content), decision, kept, body["results"])


def reopen(content: str | bytes) -> Record:
    """Open a record, compute every number again, and say what is not as it was sealed.

    Parameters
    ----------
    content : the text that `seal` gave, laid out in any way.

    Returns
    -------
    Record : with the numbers as computed now from what the text holds. If it was edited by hand, `changed` names each
        part that differs from what was sealed. If no number can be made from it, `results` are the ones it holds.

    Raises
    ------
    RecordError : cut off, not a record, of a newer format, or so damaged that nothing can be read; one sentence.
    """
    text = _text(content)
    body = _body(text)
    try:
        decision = replay(body["events"])
    except UNREADABLE:
        raise RecordError(f"The events in this record cannot be read: {BY_HAND}") from None
    changed = [*_changed_parts(body), *decision.not_understood]
    decision = replace(
        decision,
        decision_id=body["decision_id"],
        sequence=body["sequence"],
        not_understood=(*map(str, body["not_understood"]), *decision.not_understood),
    )
    inputs = body["inputs"]
    try:
        now = json.loads(json_text(results(decision, inputs)))
    except UNREADABLE as error:
        why = f"{error!s:.200}" or type(error).__name__
        changed.append(f"The numbers could not be computed again ({why}): those shown are the ones in the file.")
        now = body["results"]
    else:
        changed += _changed_numbers(body["results"], now, edited=bool(changed))
    return Record(text, _sha256(text), decision, inputs, now, tuple(changed), body["format_version"])


def inputs_changed(record: Record, inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """Which inputs are not what they were when the record was sealed.

    Parameters
    ----------
    record : sealed or reopened.
    inputs : as they are now, in the form that `seal` takes.

    Returns
    -------
    tuple of sentences, in order of names; empty when all are the same.
    """
    now = {str(name): json.loads(json_text(plain(value))) for name, value in inputs.items()}
    now["settings"] = dict(SETTINGS) | (now.get("settings") or {})
    found = []
    for name in sorted({*record.inputs, *now}):
        if name not in now:
            found.append(f"The input “{name}” was in the record and is not here now.")
        elif name not in record.inputs:
            found.append(f"The input “{name}” is new since the record was sealed.")
        elif sha256_of(now[name]) != sha256_of(record.inputs[name]):
            found.append(f"The input “{name}” has changed since the record was sealed.")
    return tuple(found)


def _event(event: Event) -> dict[str, Any]:
    return {name: plain(value) for name, value in vars(event).items()}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _hashes(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sha256_of(body[name]) for name in PART_WORDS} | {
        "inputs": {name: sha256_of(value) for name, value in body["inputs"].items()}
    }


def _text(content: str | bytes) -> str:
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise RecordError("This file is not text, so it is not a record: choose the .json file.") from None
    if len(content) > LONGEST:
        raise RecordError(f"This file is larger than {LONGEST // 1_000_000} MB: no record is that large.")
    return content.removeprefix("\ufeff").encode("utf-8", "replace").decode("utf-8")


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        if text.strip() and not text.rstrip().endswith("}"):
            raise RecordError("This record ends too early: the file was cut off. Use the whole file.") from None
        raise RecordError("This file cannot be read as a record: it is damaged, or it is something else.") from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise RecordError("This file is not a record of a decision: choose one that was downloaded as .json.")
    version = body.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise RecordError(f"This record does not say which format it has: {BY_HAND}")
    if version > FORMAT_VERSION:
        raise RecordError(
            f"This record was made by a newer version of the product (format {version}, this one reads "
            f"{FORMAT_VERSION}): update the product, then open it."
        )
    for part, kind in PARTS.items():
        if not isinstance(body.get(part), kind):
            raise RecordError(f"This record lacks its {part.replace('_', ' ')}: {BY_HAND}")
    return body


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _changed_parts(body: Mapping[str, Any]) -> list[str]:
    """One sentence per part whose hash is not the one it was sealed with."""
    sealed, now = body["sha256"], _hashes(body)
    found = [f"{told} not what was sealed." for name, told in PART_WORDS.items() if sealed.get(name) != now[name]]
    before = sealed.get("inputs")
    before = before if isinstance(before, Mapping) else {}
    for name in sorted({*before, *now["inputs"]}):
        if name not in now["inputs"]:
            found.append(f"The input “{name}” was taken out after the record was sealed.")
        elif before.get(name) != now["inputs"][name]:
            found.append(f"The input “{name}” is not what was sealed.")
    return found


def _changed_numbers(sealed: Any, now: Any, *, edited: bool) -> list[str]:
    differences = list(_differences(sealed, now, ""))
    if not differences:
        return []
    where, was, here = differences[0]
    count = len(differences)
    cause = " Every part fits its check sum: another version computed these, or the check sums were edited too."
    cause = "" if edited else cause
    them = "1 result comes" if count == 1 else f"{count} results come"
    return [f"{them} out differently now, first {where}: sealed {_show(was)}, now {_show(here)}.{cause}"]


def _differences(one: Any, other: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            yield from _differences(one.get(name), other.get(name), f"{where}/{name}".lstrip("/"))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for k, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _differences(mine, theirs, f"{where}/{k}")
    elif not _same(one, other):
        yield where, one, other


def _same(one: Any, other: Any) -> bool:
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (one, other))
    return math.isclose(one, other, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER) if numbers else bool(one == other)


def _show(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else f"{value!s:.60}"
