"""What people do when they decide: consider who is affected, conclude, record dissent, sign, reopen, take back."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from integrated.actions.actor import DECIDES, PREPARES, Actor, Refused
from integrated.actions.day import written_day
from integrated.actions.deciding import say, take_back
from integrated.actions.done import Outcome, outcome_of
from integrated.actions.red_line_gate import refuse_if_gated
from integrated.record.checking import payload_json
from integrated.record.decision import Decision, Event
from integrated.record.elsewhere import BEHIND, MISSING, Opened, standing
from integrated.record.record import replay
from integrated.store import NotStored, Store, StoreProblem
from integrated.store.identifiers import uuid7

DAYS = frozenset({"by", "check_on", "date"})
OWN_IDS = frozenset({"condition_set", "dissent_recorded", "trigger_set"})
NOT_TAKEN_BACK_HERE = frozenset({"framed", "signed"})
_signing = threading.Lock()


class Sealed(Protocol):
    """A record as it can be signed."""

    @property
    def content(self) -> str:
        """The whole record as JSON text."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""

    @property
    def decision(self) -> Decision:
        """The decision it records."""


@dataclass(frozen=True)
class Recording:
    """The hands of one person at one screen.

    Attributes
    ----------
    store, decision_id : what is changed. actor : who, by role.
    seen : sequence of the last event this person had on screen; what is saved over a newer one says so.
    """

    store: Store
    actor: Actor
    decision_id: str
    seen: int

    @property
    def may_prepare(self) -> bool:
        """Whether this role may write down considerations, conditions, dissent and triggers."""
        return self.actor.role in PREPARES and not self.store.read_only

    @property
    def may_decide(self) -> bool:
        """Whether this role may conclude, sign and reopen."""
        return self.actor.role in DECIDES and not self.store.read_only

    def write(self, kind: str, payload: Mapping[str, Any], subject: str | None = None) -> Outcome:
        """Keep one thing said.

        Parameters
        ----------
        kind, payload : as listed beside table `decision_event`.
        subject : what it is about; None makes a new condition, dissent or trigger, and is "*" for all else.
        """
        about = subject or (uuid7() if kind in OWN_IDS else "*")
        return outcome_of(lambda: self._say(kind, about, payload))

    def conclude(self, result: str, option_ids: Sequence[str], strength: str | None, reason: str) -> Outcome:
        """Say what is decided, how firmly and why; a red line against a chosen option refuses it."""

        def conclude() -> str:
            live = {option.option_id for option in self._decision().options}
            gone = [each for each in option_ids if each not in live]
            if gone:
                raise Refused(f"“{gone[0]:.60}” is not an option of this decision any more: choose again.")
            payload = {"result": result, "option_ids": list(option_ids), "strength": strength, "reason": reason}
            return self._say("concluded", "*", payload)

        return outcome_of(conclude)

    def take_back(self, kind: str, subject: str) -> Outcome:
        """Take back the last word on a subject."""

        def back() -> str:
            if kind in NOT_TAKEN_BACK_HERE:
                raise Refused("A question is edited and a signature stays: reopen the decision instead.")
            kept = take_back(self.store, self.actor, self.decision_id, kind, subject, seen_sequence=self.seen)
            return kept.words if kept.over_newer else "Taken back. It stays in the history."

        return outcome_of(back)

    def bring_back(self, event: Event) -> Outcome:
        """Say again what was said before: it stands anew, and the words in between stay in the history."""

        def again() -> str:
            if event.kind == "signed" or event.removed:
                raise Refused("Only words that somebody said can be brought back.")
            kept = say(
                self.store, self.actor, self.decision_id, event.kind, event.subject, event.payload,
                seen_sequence=self.seen,
            )  # fmt: skip
            return kept.words if kept.over_newer else "Brought back. It stands again."

        return outcome_of(again)

    def sign(self, record: Sealed, role: str, *, illustrative: bool) -> Outcome:
        """Sign a version, by role: the sealed record is kept whole, and the decision says so.

        Parameters
        ----------
        record : sealed from the decision as it was on screen; if it has changed since, nothing is signed.
        role : of the person who signs, never a name.
        """

        def sign() -> str:
            self.actor.must_be_one_of(DECIDES, "sign a record")
            with _signing:
                now = self._decision()
                if now.conclusion is None:
                    raise Refused("Nothing is decided yet: say what you decide and why, then sign.")
                if now.sequence != record.decision.sequence:
                    raise Refused(
                        "The decision was changed after this page was opened. Look at what changed, then sign."
                    )
                record_id, signature = uuid7(), {"role": role, "sha256": record.sha256}
                payload_json("signed", record_id, signature)
                refuse_if_gated(self.store, self.decision_id, "signed", signature)
                # The record first: a signature without its record could never be checked.
                version = _newest_version(self.store, self.decision_id) + 1
                row = {
                    "record_id": record_id,
                    "decision_id": self.decision_id,
                    "version": version,
                    "event_sequence": record.decision.sequence,
                    "content": record.content,
                    "sha256": record.sha256,
                    "signed_by_role": role,
                    "signed_at": datetime.now(UTC).replace(tzinfo=None),
                    "illustrative": illustrative,
                }
                self.store.append("record", [row]).result()
                say(self.store, self.actor, self.decision_id, "signed", record_id, signature)
            return f"Version {version} is signed."

        return outcome_of(sign)

    def reopen(self, reason: str, trigger_id: str | None) -> Outcome:
        """Open a signed decision again, with the reason and the trigger if one was met."""

        def reopen() -> str:
            if not self._decision().signatures:
                raise Refused("Nothing is signed yet, so there is nothing to reopen: change what you like.")
            return self._say("reopened", "*", {"reason": reason, "trigger_id": trigger_id})

        return outcome_of(reopen)

    def _say(self, kind: str, subject: str, payload: Mapping[str, Any]) -> str:
        given = {name: written_day(value) if name in DAYS else value for name, value in payload.items()}
        return say(self.store, self.actor, self.decision_id, kind, subject, given, seen_sequence=self.seen).words

    def _decision(self) -> Decision:
        return replay(self.store.read("decision_events", decision_id=self.decision_id))


def bring_in(store: Store, actor: Actor, opened: Opened) -> Outcome:
    """Add a decision from a record file, or its events that are missing here; each keeps its id, role and time.

    Parameters
    ----------
    opened : the record, held against this store; one that was changed, or that has gone its own way, is refused.
    """
    decision = opened.record.decision
    try:
        actor.must_be_one_of(PREPARES, "bring in a record")
        if not opened.record.is_as_sealed:
            raise Refused("This record is not as it was sealed, so nothing is brought in. Use the original file.")
        now = replay(store.read("decision_events", decision_id=decision.decision_id))
        where, _ = standing(opened.record, now)
        if where not in {MISSING, BEHIND}:
            raise Refused("This store already has what the record says, or more: nothing is brought in.")
        if where == MISSING:
            store.append("decision", [_decision_row(opened)]).result()
        known = {event.event_id for event in now.events}
        for event in decision.events:
            if event.event_id not in known:
                store.record_event(
                    decision.decision_id,
                    event.kind,
                    event.subject,
                    event.payload,
                    event.actor_role,
                    event_id=event.event_id,
                    made_at=event.made_at,
                )
    except (Refused, NotStored, StoreProblem) as refused:
        return Outcome(problem=str(refused))
    return Outcome(told=f"Brought in: {opened.further} events. Nothing here was changed.")


def _decision_row(opened: Opened) -> dict[str, Any]:
    first = next((event.made_at for event in opened.record.decision.events if event.made_at), None)
    asked = opened.record.inputs.get("engagements") or []
    return {
        "decision_id": opened.record.decision.decision_id,
        "copied_from": None,
        "illustrative": any(row.get("illustrative") for row in asked if isinstance(row, dict)),
        "created_at": first or datetime.now(UTC).replace(tzinfo=None),
    }


def _newest_version(store: Store, decision_id: str) -> int:
    versions = store.read("records", decision_id=decision_id)["version"]
    return int(versions.max()) if len(versions) else 0
