"""What people may say about a decision: each is one checked event, and each can be taken back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from integrated.actions.actor import DECIDES, PREPARES, ROLES, Actor, Refused
from integrated.actions.red_line_gate import refuse_if_gated
from integrated.record.checking import EventError, payload_json
from integrated.record.decision import Decision
from integrated.store import NotStored, Store, StoreProblem
from integrated.store.identifiers import uuid7

LEAD_ONLY = frozenset({"concluded", "signed", "reopened"})


@dataclass(frozen=True)
class Kept:
    """What became of an action: the sequence of its event, and whether it went over something newer."""

    sequence: int
    over_newer: bool

    @property
    def words(self) -> str:
        """One sentence for the screen."""
        if self.over_newer:
            return (
                "Saved. Someone else saved this too, after you opened the page: yours is the newer one now, "
                "and theirs is in the history."
            )
        return "Saved."


def say(
    store: Store,
    actor: Actor,
    decision_id: str,
    kind: str,
    subject: str,
    payload: Mapping[str, Any],
    *,
    seen_sequence: int | None = None,
) -> Kept:
    """Add one event to a decision.

    Parameters
    ----------
    kind, subject, payload : as listed beside table `decision_event`.
    seen_sequence : last event the person had on screen; a newer one on the same subject is reported.

    Raises
    ------
    Refused
        If the role may not, the payload does not fit, a red line stands in the way, or the store can only be viewed.
        Nothing is stored then.
    """
    may = DECIDES if kind in LEAD_ONLY else PREPARES
    if kind == "red_line_raised" and payload.get("removed") is not True:
        may = frozenset(ROLES)  # anyone may say that a group objects; taking a line back or answering it is not theirs
    actor.must_be_one_of(may, f"do this ({kind.replace('_', ' ')})")
    try:
        text = payload_json(kind, subject, payload)
        refuse_if_gated(store, decision_id, kind, json.loads(text))
        recorded = store.record_event(decision_id, kind, subject, text, actor.role, seen_sequence)
    except (EventError, NotStored, StoreProblem) as problem:
        raise Refused(str(problem)) from problem
    return Kept(recorded.sequence, bool(recorded.newer))


def take_back(
    store: Store, actor: Actor, decision_id: str, kind: str, subject: str, *, seen_sequence: int | None = None
) -> Kept:
    """Take back the last word on a subject; that is an event too."""
    return say(store, actor, decision_id, kind, subject, {"removed": True}, seen_sequence=seen_sequence)


def start_decision(
    store: Store, actor: Actor, framing: Mapping[str, Any], copied_from: str | None = None, *, copy: bool = False
) -> str:
    """Begin a decision: its framing alone, or with a copy of another one's options, outcomes, groups and baselines.

    Parameters
    ----------
    framing : question, area_code, decided_by, decide_on.
    copied_from : the decision on screen; its outcomes are always carried over, the rest only with `copy`.

    Returns
    -------
    Its id.
    """
    actor.must_be_one_of(PREPARES, "start a decision")
    decision_id = uuid7()
    try:
        payload_json("framed", "*", framing)
        store.append(
            "decision",
            [
                {
                    "decision_id": decision_id,
                    "copied_from": copied_from if copy else None,
                    "illustrative": False,
                    "created_at": datetime.now(UTC).replace(tzinfo=None),
                }
            ],
        ).result()
    except (EventError, NotStored, StoreProblem) as problem:
        raise Refused(str(problem)) from problem
    _list_continue_as_now(store, actor, decision_id)
    if copied_from is not None:
        _copy(store, actor, copied_from, decision_id, COPIED if copy else ("outcome_ranked",))
    say(store, actor, decision_id, "framed", "*", framing)
    return decision_id


def copy_decision(store: Store, actor: Actor, decision: Decision) -> str:
    """Copy a decision's framing, options, outcomes, groups and baselines into a new one.

    Returns
    -------
    Its id.
    """
    framing = {"question": f"Copy: {decision.question or ''}"[:500], "area_code": decision.area_code}
    return start_decision(store, actor, framing, decision.decision_id, copy=True)


def _list_continue_as_now(store: Store, actor: Actor, decision_id: str) -> None:
    """Every decision has something to compare with: what happens today."""
    options = store.read("options")
    for row in options[options["is_continue_as_now"].astype(bool)].to_dict("records"):
        say(store, actor, decision_id, "option_listed", row["option_id"], {"letter": "A", "name": row["name"]})


COPIED = ("option_listed", "outcome_ranked", "group_named", "baseline_set")


def _copy(store: Store, actor: Actor, source: str, target: str, kinds: tuple[str, ...]) -> None:
    events = store.read("decision_events", decision_id=source)
    last = events[events["kind"].isin(kinds)].drop_duplicates(["kind", "subject"], keep="last")
    for row in last.sort_values("sequence").to_dict("records"):
        store.record_event(target, row["kind"], row["subject"], row["payload"], actor.role)


def problem_with(action: Callable[[], object]) -> str:
    """Carry out an action and say what was wrong with it: "" when it was done, else one sentence for the screen."""
    try:
        action()
    except Refused as refused:
        return str(refused)
    return ""


def saving(
    store: Store, actor: Actor, decision_id: str, kind: str, subject: str, *, seen_sequence: int | None = None
) -> Callable[[Mapping[str, Any]], str]:
    """A form's save: takes a payload, stores it as one event, and answers "" or one sentence.

    Parameters
    ----------
    kind, subject, seen_sequence : as in `say`.
    """
    return lambda payload: problem_with(
        lambda: say(store, actor, decision_id, kind, subject, payload, seen_sequence=seen_sequence)
    )


def keeping(
    store: Store, actor: Actor, decision_id: str, seen_sequence: int
) -> Callable[[str, str, Mapping[str, Any]], str]:
    """An editor's save: takes (kind, subject, payload), stores one event, and answers "" or one sentence."""
    return lambda kind, subject, payload: saving(store, actor, decision_id, kind, subject, seen_sequence=seen_sequence)(
        payload
    )
