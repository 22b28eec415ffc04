"""What step 4 puts in front of people: what was said, what is missing, what stands in the way, versions, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from integrated.record.decision import Decision, EqualityConsideration, Event, Option
from integrated.record.history import Entry
from integrated.record.reminders import TriggerNow
from integrated.record.sentences import trigger_sentence, trigger_state_sentence
from integrated.weighing.risk import RiskCheck, Thresholds


@dataclass(frozen=True)
class Reminders:
    """What calls for another look.

    Attributes
    ----------
    review : one sentence on the review date, or None. overdue : whether that day has passed.
    triggers : those that are due first. labels, units : indicator_id to its label and unit, for sentences.
    """

    review: str | None
    overdue: bool
    triggers: tuple[TriggerNow, ...]
    labels: dict[str, str]
    units: dict[str, str]

    @property
    def due(self) -> tuple[str, ...]:
        """One sentence per reason to look again now; empty when there is none."""
        late = (self.review,) if self.review and self.overdue else ()
        return (*late, *(self.sentence(now) for now in self.triggers if now.due))

    def state(self, now: TriggerNow) -> str:
        """Where one trigger stands today, in one sentence."""
        return trigger_state_sentence(now)

    def sentence(self, now: TriggerNow) -> str:
        """ "We will reopen if …" of one trigger."""
        indicator = now.trigger.indicator_id or ""
        return trigger_sentence(now.trigger, self.labels.get(indicator, ""), self.units.get(indicator, ""))


@dataclass(frozen=True)
class RedLineHere:
    """A red line that waits for an answer; `suggested` when nobody has raised it yet."""

    group_name: str
    option: Option
    suggested: bool


@dataclass(frozen=True)
class ConditionHeard:
    """What someone said would have to be true of an option; reviewed words, shown as help and never stored again."""

    option: Option
    words: str


@dataclass(frozen=True)
class Version:
    """One signed version of the record."""

    record_id: str
    version: int
    signed_by_role: str
    signed_at: datetime | None
    sha256: str
    content: str

    @property
    def label(self) -> str:
        """ "Version 2, 23 November 2026, signed by chair"."""
        day = f", {self.signed_at.day} {self.signed_at:%B %Y}" if self.signed_at else ""
        return f"Version {self.version}{day}, signed by {self.signed_by_role}"


@dataclass(frozen=True)
class DecideAndRecord:
    """All that step 4 shows.

    Attributes
    ----------
    decision : as replayed. place : name of the place, "" when none is chosen. today : the day dates are judged on.
    is_example : whether it is the embedded decision, with its illustrative workshop and map.
    conclusion : in one sentence. equality : by characteristic, in the order of the Act; None where nobody has spoken.
    red_lines : those that wait. checks : the three risk checks by id, with their thresholds.
    gaps : what a version signed now would say is missing.
    versions : signed ones, the newest first. history : events, the newest first.
    """

    decision: Decision
    place: str
    is_example: bool
    today: date
    conclusion: str
    equality: Mapping[str, EqualityConsideration | None]
    not_heard: tuple[tuple[str, str], ...]
    red_lines: tuple[RedLineHere, ...]
    conditions_heard: tuple[ConditionHeard, ...]
    reminders: Reminders
    gaps: tuple[str, ...]
    checks: Mapping[str, RiskCheck]
    thresholds: Thresholds
    versions: tuple[Version, ...]
    history: tuple[Entry, ...]

    @property
    def gated(self) -> tuple[RedLineHere, ...]:
        """Red lines against what the conclusion would choose."""
        concluded = self.decision.conclusion
        if concluded is None or concluded.result in {"defer", "reject"}:
            return ()
        return tuple(line for line in self.red_lines if line.option.option_id in concluded.option_ids)

    def event(self, sequence: int) -> Event:
        """The event at one place in the line.

        Raises
        ------
        LookupError : there is none.
        """
        for entry in self.history:
            if entry.event.sequence == sequence:
                return entry.event
        raise LookupError(f"there is no event {sequence} in this decision")

    def version(self, record_id: str | None) -> Version | None:
        """The signed version of that id; None for the draft, and for one that is not there."""
        return next((each for each in self.versions if each.record_id == record_id), None)

    @property
    def next_version(self) -> int:
        """Number of the version that would be signed next."""
        return max((each.version for each in self.versions), default=0) + 1
