"""Sentences of the record, the same on screen and on paper: conclusions, triggers, what is missing."""

from collections.abc import Sequence

from integrated.record.decision import Conclusion, Decision, Option, Trigger
from integrated.record.equality import CHARACTERISTICS
from integrated.record.reminders import Figure, TriggerNow

NAMES_OPTIONS = frozenset({"choose", "choose_with_conditions", "pilot"})
FIRMNESS = {
    "strong": "A strong conclusion: new facts would have to be weighty to change it.",
    "conditional": "A conditional conclusion: it holds as long as what it rests on holds.",
}


def named(options: Sequence[Option]) -> str:
    """Options by letter and name: "B Stay longer and D Intensive one-to-one worker"."""
    names = [f"{option.letter} {option.name}" for option in options]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def in_words(letters: Sequence[str]) -> str:
    """Letters as people say them: "C, E and F"."""
    return " and ".join([", ".join(letters[:-1]), letters[-1]] if len(letters) > 1 else letters)


def conclusion_sentence(conclusion: Conclusion | None, decision: Decision) -> str:
    """What was decided, in one sentence.

    Parameters
    ----------
    conclusion : None until something is concluded.
    decision : for the names of the options; one that is not listed any more is named by its id.
    """
    if conclusion is None:
        return "Nothing is decided yet."
    found = [decision.option(each) for each in conclusion.option_ids]
    names = named([option for option in found if option is not None])
    unknown = [each for each, option in zip(conclusion.option_ids, found, strict=True) if option is None]
    what = " and ".join([*([names] if names else []), *unknown])
    return {
        "choose": f"We choose {what}.",
        "choose_with_conditions": f"We choose {what}, with conditions.",
        "pilot": f"We try {what} on a small scale first.",
        "defer": f"We put off {what}." if what else "We put this decision off.",
        "reject": f"We turn down {what}." if what else "We turn down every option.",
    }[conclusion.result]


def trigger_sentence(trigger: Trigger, label: str = "", unit: str = "") -> str:
    """ "We will reopen if …", in one sentence.

    Parameters
    ----------
    label, unit : of the indicator the trigger watches; the id stands in when the label is not known.
    """
    if trigger.indicator_id is not None:
        amount = with_unit(trigger.threshold or 0.0, unit)
        what = f"“{label or trigger.indicator_id}” goes {trigger.direction} {amount}"
        also = f" ({trigger.words})" if trigger.words else ""
    else:
        what, also = (trigger.words or "").rstrip("."), ""
    checked = f" Check on {trigger.check_on.day} {trigger.check_on:%B %Y}." if trigger.check_on else ""
    return f"We will reopen if {what}{also}.{checked}"


def trigger_state_sentence(now: TriggerNow) -> str:
    """Where a trigger stands today, with the figure and its period."""
    figure = now.figure
    return {
        "met": f"Met: {_figure(figure)}.",
        "not met": f"Not met: {_figure(figure)}.",
        "cannot tell": f"Cannot tell: {(figure.why if figure else '') or 'no local figure'}.",
        "check now": "Due: someone has to check this now.",
        "waiting": "Waiting for its day." if now.trigger.check_on else "For people to notice.",
    }[now.state]


def gaps(decision: Decision, *, red_lines_open: int, not_heard: int, not_told: Sequence[str] = ()) -> tuple[str, ...]:
    """What a signed version would say is missing. None of it stops a signature; a red line stops choosing.

    Parameters
    ----------
    red_lines_open : raised or suggested, without an answer. not_heard : groups that must be heard and were not.
    not_told : letters of the options to which a group may object strongly, which may not be shown.
    """
    left = sum(each not in decision.equality for each in CHARACTERISTICS)
    found = [
        (left, f"{left} of {len(CHARACTERISTICS)} characteristics not considered"),
        (red_lines_open, f"{red_lines_open} red line{'s' if red_lines_open != 1 else ''} not answered"),
        (not_told, f"Strong objections to {in_words(not_told)} cannot be told from what may be shown"),
        (not_heard, f"{not_heard} group{'s' if not_heard != 1 else ''} that must be heard {_were(not_heard)} not"),
        (
            decision.conclusion is not None
            and decision.conclusion.result == "choose_with_conditions"
            and not decision.conditions,
            "No condition is written down",
        ),
        (decision.review_on is None, "No review date"),
        (not decision.triggers, "Nothing said that would reopen it"),
    ]
    return tuple(sentence for missing, sentence in found if missing)


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _figure(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "no figure"
    return f"{figure.label}: {with_unit(figure.value, figure.unit)} ({figure.period})"


def with_unit(value: float, unit: str) -> str:
    """A figure as people write it: 85%, 1,200, 64 per 10,000."""
    amount = f"{value:,.10g}"
    return f"{amount}%" if unit == "percent" else amount if unit in {"", "count"} else f"{amount} {unit}"
