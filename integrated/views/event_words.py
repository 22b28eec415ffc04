"""What happened, in words: every kind of event as a line of the history and of a comparison of two versions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from integrated.record.approach import alignment
from integrated.record.decision import Decision, Event
from integrated.record.elements import APPROACH_NAMES, BY_ID
from integrated.record.how_we_work import known
from integrated.views import words

KINDS = {
    "framed": "The question",
    "outcome_ranked": "Outcome",
    "option_listed": "Option",
    "group_named": "Group",
    "baseline_set": "Of 100 without the option",
    "certainty_set": "How sure we are",
    "note_set": "Note for officers",
    "judgement_agreed": "Judgement",
    "convergence_set": "Do they agree?",
    "weights_set": "What matters most",
    "red_line_raised": "Red line",
    "red_line_answered": "Answer to a red line",
    "clash_answered": "Answer to a clash",
    "risk_answered": "Answer to a check",
    "equality_considered": "Who is affected",
    "condition_set": "Condition",
    "dissent_recorded": "Disagreement",
    "trigger_set": "Reopen if",
    "review_on": "Review date",
    "concluded": "Conclusion",
    "signed": "Signature",
    "reopened": "Reopened",
    "approach_assessed": "How we work",
    "element_planned": "How we work: planned",
}
MAP = "The map"
MOST = 220


def kind_words(kind: str) -> str:
    """What an event is about."""
    return KINDS.get(kind, MAP)


def about(event: Event, decision: Decision) -> str:
    """Which option, group, person or part of the map, or "" for the decision as a whole."""
    if event.kind in {"option_listed", "judgement_agreed", "convergence_set", "clash_answered", "certainty_set"}:
        option_id, *rest = event.subject.split("/")
        named = [words.PERSPECTIVES.get(each, each.replace("_", " ")) for each in rest]
        return ": ".join([_option(option_id, decision), *([" and ".join(named)] if named else [])])
    if event.kind in {"group_named", "equality_considered", "weights_set", "approach_assessed", "note_set"}:
        return event.subject
    if event.kind == "element_planned" and event.subject in BY_ID:
        return BY_ID[event.subject].name
    if event.kind in {"outcome_ranked", "baseline_set", "risk_answered", "element_planned"}:
        return event.subject.replace("_", " ")
    return event.subject.replace("/", " ") if event.kind not in KINDS else ""


def told(event: Event, decision: Decision, *, most: int | None = MOST) -> str:
    """What was said, in one line.

    Parameters
    ----------
    decision : for the names of options.
    most : characters; longer texts end in "…". None keeps all.
    """
    if event.removed:
        return "Taken back."
    said = TELLERS.get(event.kind, _fields)(event.payload, decision)
    return said if most is None or len(said) <= most else f"{said[: most - 1].rstrip()}…"


def _option(option_id: str | None, decision: Decision) -> str:
    option = decision.option(option_id) if option_id else None
    return f"{option.letter} {option.name}" if option else option_id or ""


def _options(ids: list[str], decision: Decision) -> str:
    return ", ".join(_option(each, decision) for each in ids)


def _day(value: str | None) -> str:
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _judged(said: Mapping[str, Any], _: Decision) -> str:
    if said.get("not_known"):
        levels = words.NOT_KNOWN
    elif said.get("as_suggested"):
        levels = "As suggested"
    else:
        lowest, highest = said["lowest"], said["highest"]
        levels = words.LEVELS_SHORT[lowest]
        if highest != lowest:
            levels += f" to {words.LEVELS_SHORT[highest]}"
    return _joined(levels, said.get("reason"))


def _weighed(said: Mapping[str, Any], _: Decision) -> str:
    names = words.PERSPECTIVES
    if points := said.get("points"):
        return ", ".join(f"{name} {points[each]:g}" for each, name in names.items() if each in points)
    if shares := said.get("shares"):
        return ", ".join(f"{name} {shares[each]:.0%}" for each, name in names.items() if each in shares)
    if order := said.get("order"):
        return ", then ".join(names[each] for each in order)
    if bounds := said.get("bounds"):
        return ", ".join(f"{names[each]} {low:.0%} to {high:.0%}" for each, (low, high) in bounds.items())
    return "Left open"


def _concluded(said: Mapping[str, Any], decision: Decision) -> str:
    firmness = words.STRENGTHS.get(said.get("strength") or "")
    return _joined(
        words.CONCLUSIONS[said["result"]], _options(said.get("option_ids", []), decision), firmness, said["reason"]
    )


def _watched(said: Mapping[str, Any], _: Decision) -> str:
    what = said.get("words")
    if said.get("indicator_id"):
        figure = said["indicator_id"].replace("_", " ")
        what = _joined(f"{figure} {said['direction']} {said['threshold']:g}", what)
    return _joined(what, f"check on {_day(said['check_on'])}" if said.get("check_on") else None)


def _owned(said: Mapping[str, Any], decision: Decision) -> str:
    return _joined(
        _option(said.get("option_id"), decision) or None,
        said.get("words"),
        said.get("what_the_group_said"),
        f"owner: {said['owner']}" if said.get("owner") else None,
        f"by {_day(said['by'])}" if said.get("by") else None,
    )


def _assessed(said: Mapping[str, Any], _: Decision) -> str:
    given = sum(use is not None for use in said["answers"].values())
    most = alignment(known(said["answers"])).most_aligned
    return _joined(
        said["audience"],
        f"{given} answer{'' if given == 1 else 's'}",
        f"most aligned: {APPROACH_NAMES.get(most, most)}" if most else None,
        *(said.get("mindset") or {}).values(),
    )


def _planned(said: Mapping[str, Any], _: Decision) -> str:
    return _joined(
        said["how"],
        f"who: {said['who']}" if said.get("who") else None,
        f"by {_day(said['by'])}" if said.get("by") else None,
    )


def _listed(said: Mapping[str, Any], _: Decision) -> str:
    low, high = said.get("cost_low_gbp"), said.get("cost_high_gbp")
    cost = " to ".join(f"£{each:,.0f}" for each in (low, high) if each is not None)
    return _joined(said["name"], said.get("what_it_means_here"), cost or None, said.get("legal_note"))


def _fields(said: Mapping[str, Any], _: Decision) -> str:
    """Whatever an event holds, field by field: for kinds without a sentence of their own."""
    return _joined(
        *(f"{name.replace('_', ' ')}: {value}" for name, value in said.items() if value not in (None, "", []))
    )


TELLERS: dict[str, Callable[[Mapping[str, Any], Decision], str]] = {
    "framed": lambda said, _: _joined(
        said["question"], said.get("decided_by"), f"by {_day(said['decide_on'])}" if said.get("decide_on") else None
    ),
    "outcome_ranked": lambda said, _: f"{said['importance'].replace('_', ' ')}, place {said['position']}",
    "option_listed": _listed,
    "group_named": lambda said, _: _joined(
        "most affected" if said.get("most_affected") else None, "must be heard" if said.get("must_be_heard") else None
    ),
    "baseline_set": lambda said, _: _joined(f"{said['of_100']:g} of 100", said["source"]),
    "certainty_set": lambda said, _: _joined(f"{said['step']}: {said['chosen']}", said["reason"]),
    "note_set": lambda said, _: _joined(said["words"], said.get("role")),
    "judgement_agreed": _judged,
    "convergence_set": lambda said, _: _joined(words.CONVERGENCE[said["chosen"]], said["reason"]),
    "weights_set": _weighed,
    "red_line_raised": lambda said, decision: _joined(
        f"{said['group_name']} against {_option(said['option_id'], decision)}", said["reason"]
    ),
    "red_line_answered": _owned,
    "clash_answered": lambda said, _: str(said["words"]),
    "risk_answered": _owned,
    "equality_considered": lambda said, _: _joined(words.EQUALITY_EFFECTS[said["effect"]], said["words"]),
    "condition_set": _owned,
    "dissent_recorded": lambda said, decision: _joined(
        f"{said['role']}: “{said['words']}”", _option(said.get("option_id"), decision) or None
    ),
    "trigger_set": _watched,
    "review_on": lambda said, _: _day(said["date"]),
    "concluded": _concluded,
    "signed": lambda said, _: f"by {said['role']}",
    "reopened": lambda said, _: str(said["reason"]),
    "approach_assessed": _assessed,
    "element_planned": _planned,
}
