"""When a decision is to be looked at again: its review date, and the triggers that people set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from integrated.record.decision import Decision, Trigger

MET, NOT_MET, CANNOT_TELL, CHECK_NOW, WAITING = "met", "not met", "cannot tell", "check now", "waiting"
DUE = frozenset({MET, CHECK_NOW})


@dataclass(frozen=True)
class Figure:
    """One local figure as a trigger needs it; `value` is None where it is hidden or not available (`why`)."""

    label: str
    unit: str
    value: float | None
    period: str
    why: str = ""


@dataclass(frozen=True)
class TriggerNow:
    """One trigger as it stands today.

    Attributes
    ----------
    state : "met" or "not met" by a figure; "cannot tell" without one; "check now" or "waiting" for a trigger in words.
    figure : the local figure it was held against, or None.
    """

    trigger: Trigger
    state: str
    figure: Figure | None

    @property
    def due(self) -> bool:
        """Whether someone has to look now."""
        return self.state in DUE


def trigger_now(trigger: Trigger, figures: Mapping[str, Figure], today: date) -> TriggerNow:
    """What a trigger says today.

    Parameters
    ----------
    figures : indicator_id to the newest local figure.
    today : a trigger in words asks to be checked from its `check_on` on; without a date it waits for a person.
    """
    if trigger.indicator_id is None:
        due = trigger.check_on is not None and trigger.check_on <= today
        return TriggerNow(trigger, CHECK_NOW if due else WAITING, None)
    figure = figures.get(trigger.indicator_id)
    if figure is None or figure.value is None or trigger.threshold is None:
        return TriggerNow(trigger, CANNOT_TELL, figure)
    passed = figure.value > trigger.threshold if trigger.direction == "above" else figure.value < trigger.threshold
    return TriggerNow(trigger, MET if passed else NOT_MET, figure)


def triggers_now(decision: Decision, figures: Mapping[str, Figure], today: date) -> tuple[TriggerNow, ...]:
    """Every trigger of a decision, those that are due first."""
    found = (trigger_now(trigger, figures, today) for trigger in decision.triggers)
    return tuple(sorted(found, key=lambda each: (not each.due, each.trigger.sequence)))


def review_sentence(review_on: date | None, today: date) -> str | None:
    """When the decision is looked at again, and whether that day has passed; None when no day is set."""
    if review_on is None:
        return None
    day = f"{review_on.day} {review_on:%B %Y}"
    if review_on < today:
        days = (today - review_on).days
        return f"Review was due on {day}: {days} day{'s' if days != 1 else ''} ago."
    return f"Review today, {day}." if review_on == today else f"Review on {day}."
