"""One decision as it stands: frozen values that the events add up to. Empty means that nobody has said it yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who said a thing, in which role, when, and at which place in the line of events."""

    actor_role: str
    made_at: datetime | None
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Event(Said):
    """One event as kept: `payload` is the checked payload in JSON types, {"removed": True} for one taken back."""

    event_id: str
    decision_id: str
    kind: str
    subject: str
    payload: Mapping[str, Any]

    @property
    def removed(self) -> bool:
        """Whether the event takes its subject back."""
        return self.payload.get("removed") is True


@dataclass(frozen=True, kw_only=True)
class Option(Said):
    """An option and its plain facts (None = not entered). `letter` is fixed for the life of the decision."""

    option_id: str
    letter: str
    name: str
    what_it_means_here: str | None = None
    cost_low_gbp: float | None = None
    cost_high_gbp: float | None = None
    cost_per: str | None = None
    cost_year: str | None = None
    cost_source: str | None = None
    places: int | None = None
    months_to_start: float | None = None
    undo: str | None = None
    legal_note: str | None = None
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome(Said):
    """How much an outcome matters: "critical", "important" or "not_used"; position 1 first."""

    outcome_id: str
    importance: str
    position: int


@dataclass(frozen=True, kw_only=True)
class Group(Said):
    """A group whose voice counts."""

    group_name: str
    most_affected: bool
    must_be_heard: bool


@dataclass(frozen=True, kw_only=True)
class Baseline(Said):
    """How many of 100 meet an outcome's event without the option, with where that is from."""

    outcome_id: str
    of_100: float
    source: str
    months: float | None
    year: str | None
    is_stand_in: bool


@dataclass(frozen=True, kw_only=True)
class CertaintyOverride(Said):
    """One step of certainty chosen by a person."""

    option_id: str
    outcome_id: str
    step: str
    suggested: int | str | None
    chosen: int | str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Note(Said):
    """A note for an officer's part of the paper."""

    area: str
    words: str
    role: str | None


@dataclass(frozen=True, kw_only=True)
class Judgement(Said):
    """Levels agreed for one option and perspective: lowest to highest (1-5), or not known.

    `as_suggested` True: the five shares of `suggested` stand as they are. Otherwise every level from `lowest` to
    `highest` counts alike. `weighing.judgement.agreed_levels` turns both into five shares.
    """

    option_id: str
    perspective: str
    lowest: int | None
    highest: int | None
    not_known: bool
    reason: str | None
    suggested: tuple[float, ...] | None
    as_suggested: bool
    confidence: str | None


@dataclass(frozen=True, kw_only=True)
class ConvergenceOverride(Said):
    """Whether the perspectives agree about an option, as people say it."""

    option_id: str
    suggested: str | None
    chosen: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonWeights(Said):
    """What matters most to one person. Exactly one of points, shares, order and bounds is set, or `open` is True.

    `points`: perspective to points (the first 100, the others relative). `shares`: perspective to share, sum 1.
    `order`: perspectives, most important first. `bounds`: perspective to (lowest, highest) share.
    """

    person: str
    points: Mapping[str, float] | None
    shares: Mapping[str, float] | None
    order: tuple[str, ...] | None
    bounds: Mapping[str, tuple[float, float]] | None
    open: bool


@dataclass(frozen=True, kw_only=True)
class RedLineAnswer(Said):
    """What will change because of a red line ("change"), or the reasons for going ahead ("reasons")."""

    red_line_id: str
    response: str
    words: str
    owner: str | None
    by: date | None
    what_the_group_said: str | None


@dataclass(frozen=True, kw_only=True)
class RedLine(Said):
    """A strong objection to one option. `answer` counts; `lapsed_answer` was given before the line was restated."""

    red_line_id: str
    option_id: str
    group_name: str
    reason: str
    contribution_ids: tuple[str, ...]
    suggested: bool
    answer: RedLineAnswer | None = None
    lapsed_answer: RedLineAnswer | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answer is None


@dataclass(frozen=True, kw_only=True)
class ClashAnswer(Said):
    """What was said about two perspectives that pull apart; the two in the order works, people, system."""

    option_id: str
    perspectives: tuple[str, str]
    words: str


@dataclass(frozen=True, kw_only=True)
class RiskAnswer(Said):
    """What is done about a risk check."""

    check_id: str
    words: str
    owner: str | None
    by: date | None


@dataclass(frozen=True, kw_only=True)
class EqualityConsideration(Said):
    """How people who share a characteristic are affected: positive, negative, mixed, neutral or not known."""

    characteristic: str
    effect: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Condition(Said):
    """A condition under which an option is chosen."""

    condition_id: str
    option_id: str | None
    words: str
    owner: str | None
    by: date | None
    contribution_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dissent(Said):
    """Dissent, word for word, by role."""

    dissent_id: str
    words: str
    role: str
    option_id: str | None


@dataclass(frozen=True, kw_only=True)
class Trigger(Said):
    """What would reopen the decision."""

    trigger_id: str
    indicator_id: str | None
    words: str | None
    direction: str | None
    threshold: float | None
    check_on: date | None


@dataclass(frozen=True, kw_only=True)
class Conclusion(Said):
    """What was decided: choose, choose_with_conditions, pilot, defer or reject; strong or conditional."""

    result: str
    option_ids: tuple[str, ...]
    strength: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Signature(Said):
    """Who signed which record, by role."""

    record_id: str
    role: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Reopening(Said):
    """Why a signed decision was opened again."""

    reason: str
    trigger_id: str | None


@dataclass(frozen=True, kw_only=True)
class Assessment(Said):
    """One person's answers to the elements of the approaches: 0 to 3, or None for not applicable.

    `first_thought` is "works", "people", "system", "mixed" or None; `mindset` holds words by question.
    """

    whose: str
    audience: str
    answers: Mapping[str, int | None]
    first_thought: str | None = None
    mindset: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedElement(Said):
    """An element of another approach to take in: how, who, by when."""

    element_id: str
    how: str
    who: str | None
    by: date | None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision as the last word on each subject makes it.

    Attributes
    ----------
    decision_id : "" when there are no events.
    sequence : of the last event, 0 when there are none; hand it back as `seen_sequence`.
    question, area_code, decided_by, decide_on : the framing; None until someone says it.
    options : live options in the order of their letters. retired_options : those taken back, letters kept.
    outcomes : ranked outcomes by position, "not_used" ones included (see `outcomes_used`).
    groups : by name. baselines : by outcome_id.
    certainty_overrides : by (option_id, outcome_id, step).
    judgements : by (option_id, perspective), perspective "works", "people" or "system".
    convergence_overrides : by option_id. weights : by person, in the order of first answers.
    red_lines : in the order raised, each with its answer. clash_answers : by (option_id, perspective, perspective).
    risk_answers : by check_id. equality : by characteristic. notes : by area.
    conditions, dissent, triggers, signatures, reopenings : in the order first said.
    review_on, conclusion : None until said.
    assessments : the last per person ("whose"); assessment_history : all, in order, for comparison over time.
    planned_elements : in the order first said.
    map_events : events of kind map_*, raw, in order, removals included (the complexity room folds them).
    events : every event that was understood, in order: enough to replay this value.
    not_understood : one sentence per event that could not be read; such events are left out of all the rest.
    """

    decision_id: str = ""
    sequence: int = 0
    question: str | None = None
    area_code: str | None = None
    decided_by: str | None = None
    decide_on: date | None = None
    options: tuple[Option, ...] = ()
    retired_options: tuple[Option, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    groups: tuple[Group, ...] = ()
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    certainty_overrides: Mapping[tuple[str, str, str], CertaintyOverride] = field(default_factory=dict)
    judgements: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)
    convergence_overrides: Mapping[str, ConvergenceOverride] = field(default_factory=dict)
    weights: Mapping[str, PersonWeights] = field(default_factory=dict)
    red_lines: tuple[RedLine, ...] = ()
    clash_answers: Mapping[tuple[str, str, str], ClashAnswer] = field(default_factory=dict)
    risk_answers: Mapping[str, RiskAnswer] = field(default_factory=dict)
    equality: Mapping[str, EqualityConsideration] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    review_on: date | None = None
    conclusion: Conclusion | None = None
    signatures: tuple[Signature, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    assessment_history: tuple[Assessment, ...] = ()
    planned_elements: tuple[PlannedElement, ...] = ()
    map_events: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    not_understood: tuple[str, ...] = ()

    def option(self, option_id: str) -> Option | None:
        """The option of that id, retired ones included; None if it was never listed."""
        return next((o for o in self.options + self.retired_options if o.option_id == option_id), None)

    @property
    def outcomes_used(self) -> tuple[Outcome, ...]:
        """Outcomes that count, by position."""
        return tuple(outcome for outcome in self.outcomes if outcome.importance != "not_used")

    @property
    def critical_outcome_ids(self) -> tuple[str, ...]:
        """Ids of the outcomes called critical, by position."""
        return tuple(outcome.outcome_id for outcome in self.outcomes if outcome.importance == "critical")

    @property
    def open_red_lines(self) -> tuple[RedLine, ...]:
        """Red lines against live options that still wait for an answer."""
        live = {option.option_id for option in self.options}
        return tuple(line for line in self.red_lines if line.is_open and line.option_id in live)

    @property
    def reopened(self) -> Reopening | None:
        """The last reopening, if nothing was signed after it."""
        last = self.reopenings[-1] if self.reopenings else None
        signed = self.signatures[-1].sequence if self.signatures else 0
        return last if last is not None and last.sequence > signed else None

    @property
    def is_signed(self) -> bool:
        """Whether the decision stands signed: the last signature is younger than every other event."""
        return bool(self.signatures) and self.signatures[-1].sequence == self.sequence

    @property
    def changed_since_signed(self) -> bool:
        """Whether it was signed once and something was said after that."""
        return bool(self.signatures) and not self.is_signed
