"""When to look again: by date, by figure, by word."""

from datetime import date

import pytest

from integrated.record.decision import Trigger
from integrated.record.reminders import Figure, review_sentence, trigger_now
from integrated.record.sentences import trigger_sentence, trigger_state_sentence, with_unit

TODAY = date(2027, 6, 1)


def trigger(**given: object) -> Trigger:
    empty: dict[str, object] = dict.fromkeys(("indicator_id", "words", "direction", "threshold", "check_on"))
    stamp = {"actor_role": "lead", "made_at": None, "sequence": 1, "trigger_id": "t"}
    return Trigger(**(empty | stamp | given))  # type: ignore[arg-type]


def figure(value: float | None, why: str = "") -> dict[str, Figure]:
    return {"homes": Figure("In suitable homes", "percent", value, "year ending 31 March 2026", why)}


BELOW = trigger(indicator_id="homes", direction="below", threshold=80.0)
ABOVE = trigger(indicator_id="homes", direction="above", threshold=80.0)


@pytest.mark.parametrize(
    ("watched", "value", "state"),
    [(BELOW, 79.9, "met"), (BELOW, 80.0, "not met"), (ABOVE, 80.1, "met"), (ABOVE, 80.0, "not met")],
)
def test_a_figure_has_to_pass_its_line_not_only_reach_it(watched: Trigger, value: float, state: str) -> None:
    assert trigger_now(watched, figure(value), TODAY).state == state


def test_a_hidden_or_missing_figure_never_counts_as_not_met() -> None:
    hidden = trigger_now(BELOW, figure(None, "hidden by the source; that is not zero"), TODAY)
    assert hidden.state == "cannot tell"
    assert trigger_state_sentence(hidden) == "Cannot tell: hidden by the source; that is not zero."
    missing = trigger_now(BELOW, {}, TODAY)
    assert trigger_state_sentence(missing) == "Cannot tell: no local figure."
    assert not hidden.due and not missing.due


@pytest.mark.parametrize(
    ("check_on", "state"),
    [
        (date(2027, 6, 1), "check now"),
        (date(2027, 5, 1), "check now"),
        (date(2027, 6, 2), "waiting"),
        (None, "waiting"),
    ],
)
def test_words_are_checked_from_their_day_on(check_on: date | None, state: str) -> None:
    assert trigger_now(trigger(words="a trial reports", check_on=check_on), {}, TODAY).state == state


def test_a_met_figure_is_told_with_its_period() -> None:
    now = trigger_now(BELOW, figure(70.0), TODAY)
    assert now.due
    assert trigger_state_sentence(now) == "Met: In suitable homes: 70% (year ending 31 March 2026)."


def test_the_sentences_read_as_people_write() -> None:
    told = trigger_sentence(BELOW, "In suitable homes", "percent")
    assert told == "We will reopen if “In suitable homes” goes below 80%."
    assert trigger_sentence(BELOW) == "We will reopen if “homes” goes below 80."
    dated = trigger(words="a trial reports.", check_on=date(2027, 12, 1))
    assert trigger_sentence(dated) == "We will reopen if a trial reports. Check on 1 December 2027."
    assert [with_unit(1200, "count"), with_unit(64.5, "per 10,000 children")] == ["1,200", "64.5 per 10,000 children"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (None, None),
        (date(2027, 6, 1), "Review today, 1 June 2027."),
        (date(2027, 5, 31), "Review was due on 31 May 2027: 1 day ago."),
        (date(2027, 5, 30), "Review was due on 30 May 2027: 2 days ago."),
        (date(2028, 3, 31), "Review on 31 March 2028."),
    ],
)
def test_a_review_date_says_when_it_has_passed(day: date | None, told: str | None) -> None:
    assert review_sentence(day, TODAY) == told
