"""What each kind of decision event may say: one payload model per kind, and the check that every event passes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from integrated.record.text import (
    Day,
    DayOrNone,
    Ids,
    Letter,
    Long,
    LongOrNone,
    Question,
    Short,
    ShortOrNone,
    as_tuple,
)

Perspective = Literal["works", "people", "system"]
PERSPECTIVES: tuple[Perspective, ...] = ("works", "people", "system")
SHARE_TOLERANCE = 0.005


Level = Annotated[int, Field(ge=1, le=5)]
Pounds = Annotated[float, Field(ge=0, le=1e12)]
Five = Annotated[tuple[float, float, float, float, float], BeforeValidator(as_tuple)]
Confidence = Literal["high", "moderate", "low", "very low"]
Agreement = Literal["agreement", "partial agreement", "silence", "dissonance"]


class Payload(BaseModel):
    """What every payload shares: no unknown field, no silent conversion of types, no infinity."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)
    parts: ClassVar[tuple[str, ...]] = ()
    """Names of the parts of the subject, in order, parted by "/". Empty: the subject is "*", the decision itself."""


class Framed(Payload):
    """The question as it stands, where, who decides and by when."""

    question: Question
    area_code: ShortOrNone = None
    decided_by: ShortOrNone = None
    decide_on: DayOrNone = None


class OutcomeRanked(Payload):
    """How much an outcome matters; position 1 comes first."""

    parts = ("outcome_id",)
    importance: Literal["critical", "important", "not_used"]
    position: Annotated[int, Field(ge=1, le=1000)]


class OptionListed(Payload):
    """An option and its plain facts; what nobody entered stays empty. Without a letter it gets the next free one."""

    parts = ("option_id",)
    letter: Letter = None
    name: Short
    what_it_means_here: LongOrNone = None
    cost_low_gbp: Pounds | None = None
    cost_high_gbp: Pounds | None = None
    cost_per: ShortOrNone = None
    cost_year: ShortOrNone = None
    cost_source: ShortOrNone = None
    places: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    months_to_start: Annotated[float, Field(ge=0, le=1200)] | None = None
    undo: Literal["easy", "hard"] | None = None
    legal_note: LongOrNone = None

    @field_validator("cost_year", mode="before")
    @classmethod
    def _year_as_words(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _cost_in_order(self) -> OptionListed:
        if self.cost_low_gbp is not None and self.cost_high_gbp is not None and self.cost_low_gbp > self.cost_high_gbp:
            raise ValueError(
                f"the low cost (£{self.cost_low_gbp:,.0f}) is above the high cost (£{self.cost_high_gbp:,.0f}): "
                "swap the two"
            )
        return self


class GroupNamed(Payload):
    """A group whose voice counts for this decision."""

    parts = ("group_name",)
    most_affected: bool = False
    must_be_heard: bool = False


class BaselineSet(Payload):
    """How many of 100 meet the event of an outcome without the option, chosen by a person, with where it is from."""

    parts = ("outcome_id",)
    of_100: Annotated[float, Field(ge=0, le=100)]
    source: Long
    months: Annotated[float, Field(ge=0, le=1200)] | None = None
    year: ShortOrNone = None
    is_stand_in: bool = False

    @field_validator("year", mode="before")
    @classmethod
    def _year_as_words(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class CertaintySet(Payload):
    """One step of the certainty of one body of studies, chosen by a person; the last word counts per step."""

    parts = ("option_id", "outcome_id")
    step: Short
    suggested: int | str | None = None
    chosen: int | str
    reason: Long


class NoteSet(Payload):
    """A note for an officer's part of the paper (finance, legal, staffing)."""

    parts = ("area",)
    words: Long
    role: ShortOrNone = None


class JudgementAgreed(Payload):
    """The levels people agreed for one option from one perspective, or that it is not known."""

    parts = ("option_id", "perspective")
    lowest: Level | None = None
    highest: Level | None = None
    not_known: bool = False
    reason: LongOrNone = None
    suggested: Five | None = None
    as_suggested: bool = False
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _range_or_not_known(self) -> JudgementAgreed:
        if self.not_known:
            if self.lowest is not None or self.highest is not None or self.as_suggested:
                raise ValueError("it cannot be not known and have a level too: give one of the two")
            return self
        if self.as_suggested and self.suggested is None:
            raise ValueError("there is no suggestion to agree with: give the lowest and the highest level")
        if not self.as_suggested and (self.lowest is None or self.highest is None):
            raise ValueError("give both the lowest and the highest level, or say it is not known")
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValueError(f"the lowest level ({self.lowest}) is above the highest ({self.highest}): swap the two")
        return self

    @field_validator("suggested")
    @classmethod
    def _a_distribution(cls, value: Five | None) -> Five | None:
        if value is not None and (min(value) < 0 or abs(math.fsum(value) - 1) > 1e-6):
            raise ValueError(f"the five shares of the suggestion must be 0 or more and add up to 1, got {list(value)}")
        return value


class ConvergenceSet(Payload):
    """Whether the perspectives agree about an option, as people say it against what was computed."""

    parts = ("option_id",)
    suggested: Agreement | None = None
    chosen: Agreement
    reason: Long


Share = Annotated[float, Field(ge=0, le=1)]
Bound = Annotated[tuple[Share, Share], BeforeValidator(as_tuple)]


class WeightsSet(Payload):
    """What matters most to one person: points, shares, an order, bounds, or left open. At most one of them."""

    parts = ("person",)
    points: dict[Perspective, Annotated[float, Field(ge=0, le=1000)]] | None = None
    shares: dict[Perspective, Share] | None = None
    order: Annotated[tuple[Perspective, ...], BeforeValidator(as_tuple)] | None = None
    bounds: dict[Perspective, Bound] | None = None
    open: bool = False

    @model_validator(mode="after")
    def _one_way_and_whole(self) -> WeightsSet:
        given = [name for name in ("points", "shares", "order", "bounds") if getattr(self, name) is not None]
        if len(given) > 1 or (given and self.open):
            raise ValueError(f"give only one of points, shares, order, bounds or open, got {' and '.join(given)}")
        if self.points is not None:
            _all_three("points", self.points)
            if sum(self.points.values()) == 0:
                raise ValueError("at least one of the points must be above 0: the one that matters most gets 100")
        if self.shares is not None:
            _all_three("shares", self.shares)
            total = math.fsum(self.shares.values())
            if abs(total - 1) > SHARE_TOLERANCE:
                raise ValueError(f"the three shares must add up to 1 (100%), got {total:g}")
        if self.order is not None and sorted(self.order) != sorted(PERSPECTIVES):
            raise ValueError(f"the order must name works, people and system once each, got {', '.join(self.order)}")
        if self.bounds is not None:
            _bounds_hold(self.bounds)
        return self


def _all_three(what: str, given: Mapping[Perspective, float]) -> None:
    missing = [name for name in PERSPECTIVES if name not in given]
    if missing:
        raise ValueError(
            f"the {what} of {' and '.join(missing)} are missing: give all three, 0 if it counts for nothing"
        )


def _bounds_hold(bounds: Mapping[Perspective, tuple[float, float]]) -> None:
    for name, (low, high) in bounds.items():
        if low > high:
            raise ValueError(f"the lower bound of {name} ({low:g}) is above its upper bound ({high:g}): swap the two")
    lows = math.fsum(bounds.get(name, (0, 1))[0] for name in PERSPECTIVES)
    highs = math.fsum(bounds.get(name, (0, 1))[1] for name in PERSPECTIVES)
    if lows > 1 + 1e-9 or highs < 1 - 1e-9:
        raise ValueError(f"no mix fits these bounds: the lower ones add up to {lows:g}, the upper ones to {highs:g}")


class RedLineRaised(Payload):
    """A strong objection of the people most affected to one option; ids of contributions, never their words."""

    parts = ("red_line_id",)
    option_id: Short
    group_name: Short
    reason: Long
    contribution_ids: Ids = ()
    suggested: bool = False


class RedLineAnswered(Payload):
    """What will change because of a red line, or the reasons for going ahead."""

    parts = ("red_line_id",)
    response: Literal["change", "reasons"]
    words: Long
    owner: ShortOrNone = None
    by: DayOrNone = None
    what_the_group_said: LongOrNone = None

    @model_validator(mode="after")
    def _someone_owns_a_change(self) -> RedLineAnswered:
        if self.response == "change" and self.owner is None:
            raise ValueError("a change needs an owner: say which role will see to it")
        return self


class ClashAnswered(Payload):
    """What was said about two perspectives that pull apart on an option."""

    parts = ("option_id", "perspective", "other_perspective")
    words: Long


class RiskAnswered(Payload):
    """What is done about a risk check."""

    parts = ("check_id",)
    words: Long
    owner: ShortOrNone = None
    by: DayOrNone = None


class EqualityConsidered(Payload):
    """How people who share a protected characteristic, or who were in care, are affected."""

    parts = ("characteristic",)
    effect: Literal["positive", "negative", "mixed", "neutral", "not known"]
    words: Long


class ConditionSet(Payload):
    """A condition under which an option is chosen."""

    parts = ("condition_id",)
    option_id: ShortOrNone = None
    words: Long
    owner: ShortOrNone = None
    by: DayOrNone = None
    contribution_ids: Ids = ()


class DissentRecorded(Payload):
    """Dissent, word for word, by role."""

    parts = ("dissent_id",)
    words: Long
    role: Short
    option_id: ShortOrNone = None


class TriggerSet(Payload):
    """What would reopen the decision: an indicator that passes a threshold, or an event in words."""

    parts = ("trigger_id",)
    indicator_id: ShortOrNone = None
    words: LongOrNone = None
    direction: Literal["above", "below"] | None = None
    threshold: float | None = None
    check_on: DayOrNone = None

    @model_validator(mode="after")
    def _something_to_watch(self) -> TriggerSet:
        if self.indicator_id is None and self.words is None:
            raise ValueError("say what to watch: an indicator or a few words")
        if self.indicator_id is not None and (self.direction is None or self.threshold is None):
            raise ValueError("an indicator needs a direction (above or below) and a threshold")
        return self


class ReviewOn(Payload):
    """When the decision is looked at again."""

    date: Day


class Concluded(Payload):
    """What was decided, how firmly and why."""

    result: Literal["choose", "choose_with_conditions", "pilot", "defer", "reject"]
    option_ids: Ids = ()
    strength: Literal["strong", "conditional"] | None = None
    reason: Long

    @model_validator(mode="after")
    def _names_what_is_chosen(self) -> Concluded:
        if self.result in {"choose", "choose_with_conditions", "pilot"} and not self.option_ids:
            raise ValueError("say which option: none is named")
        return self


class Signed(Payload):
    """Who signed which record, by role."""

    parts = ("record_id",)
    role: Short
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Reopened(Payload):
    """Why a signed decision was opened again."""

    reason: Long
    trigger_id: ShortOrNone = None


class ApproachAssessed(Payload):
    """One person's answers to the elements of the three approaches: 0 to 3, or None for not applicable.

    `first_thought` is what they said before the elements, `mindset` their words by question of a change of mindset.
    """

    parts = ("whose",)
    audience: Short
    answers: dict[Short, Annotated[int, Field(ge=0, le=3)] | None]
    first_thought: Literal["works", "people", "system", "mixed"] | None = None
    mindset: dict[Short, Long] | None = None


class ElementPlanned(Payload):
    """An element of another approach that will be taken in: how, who and by when."""

    parts = ("element_id",)
    how: Long
    who: ShortOrNone = None
    by: DayOrNone = None


PAYLOADS: dict[str, type[Payload]] = {
    "framed": Framed,
    "outcome_ranked": OutcomeRanked,
    "option_listed": OptionListed,
    "group_named": GroupNamed,
    "baseline_set": BaselineSet,
    "certainty_set": CertaintySet,
    "note_set": NoteSet,
    "judgement_agreed": JudgementAgreed,
    "convergence_set": ConvergenceSet,
    "weights_set": WeightsSet,
    "red_line_raised": RedLineRaised,
    "red_line_answered": RedLineAnswered,
    "clash_answered": ClashAnswered,
    "risk_answered": RiskAnswered,
    "equality_considered": EqualityConsidered,
    "condition_set": ConditionSet,
    "dissent_recorded": DissentRecorded,
    "trigger_set": TriggerSet,
    "review_on": ReviewOn,
    "concluded": Concluded,
    "signed": Signed,
    "reopened": Reopened,
    "approach_assessed": ApproachAssessed,
    "element_planned": ElementPlanned,
}
