"""The third risk check: have we boxed ourselves in?"""

from collections.abc import Mapping

import numpy as np

from integrated.weighing.matrix import mixes, some_values
from integrated.weighing.phrases import PERSPECTIVE_WORDS, listed
from integrated.weighing.risk import CHECKS, Finding, RiskCheck, Room, Thresholds, answer, pressing
from integrated.weighing.weights import effective_perspectives


def limiting_flexibility(room: Room, *, thresholds: Thresholds | None = None) -> RiskCheck:
    """Have we boxed ourselves in? Too few options, one view deciding, hard to undo.

    Parameters
    ----------
    room : weights, values, options and what is known of undoing them.
    thresholds : conventions.

    Returns
    -------
    RiskCheck with numbers: people_concentrated, options, options_at_events_level, hard_to_undo_unsure, single_link.
    """
    limits = thresholds or Thresholds()
    weights = _concentrated(room.weights, limits)
    undo = _hard_to_undo(room)
    links = _single_links(room)
    numbers = {
        "people_concentrated": pressing(weights),
        "options": len(room.option_ids),
        "options_at_events_level": sum(level == "events" for level in room.action_levels.values()),
        "hard_to_undo_unsure": pressing(undo),
        "single_link": pressing(links),
    }
    found = [*weights, *_one_view_decides(room), *_few_options(room, limits), *_levels(room, limits), *undo, *links]
    return answer(CHECKS[2], found, numbers)


def _concentrated(weights: Mapping[str, object] | None, limits: Thresholds) -> list[Finding]:
    question = "one perspective counts for almost all"
    if not weights:
        return [Finding(question, "cannot tell", "", "Nobody has said what matters most.", "Ask what matters most.")]
    found = []
    for person, given in weights.items():
        shares = mixes(given)[0]  # type: ignore[arg-type]
        heaviest = PERSPECTIVE_WORDS[int(np.argmax(shares))]
        reasons = []
        if shares.max() > limits.heaviest_share + 1e-9:
            reasons.append(f"{heaviest} has more than {limits.heaviest_share:.0%}")
        if shares.min() <= 0:
            reasons.append(f"{PERSPECTIVE_WORDS[int(np.argmin(shares))]} counts for nothing")
        if not reasons and float(effective_perspectives(shares)) < limits.effective_perspectives - 1e-9:
            reasons.append("fewer than two perspectives count in effect")
        if reasons:
            words = f"In the weights of {person}, {listed(reasons)}."
            found.append(Finding(question, "look", person, words, "Look at who comes first under other weights too."))
        else:
            found.append(Finding(question, "clear", person, f"In the weights of {person}, all three count."))
    return found


def _one_view_decides(room: Room) -> list[Finding]:
    question = "the first depends on the perspective"
    rows = some_values(room.values if room.values is not None else [])
    placed = [(option, row) for option, row in zip(room.option_ids, rows, strict=False) if not np.isnan(row).any()]
    if len(placed) < 2:
        words = "Fewer than two options can be compared on all three perspectives."
        return [Finding(question, "cannot tell", "", words, "Find out what is not known.")]
    table = np.array([row for _, row in placed])
    first = [{o for o, row in placed if row[k] >= table[:, k].max() - 1e-9} for k in range(3)]
    if set.intersection(*first):
        return [Finding(question, "clear", "", "One option is first from all three perspectives.")]
    by: dict[str, list[str]] = {}
    for k, options in enumerate(first):
        by.setdefault(listed(sorted(options)), []).append(PERSPECTIVE_WORDS[k])
    parts = [f"{options} by {listed(perspectives)}" for options, perspectives in by.items()]
    words = f"Who comes first depends on the perspective: {'; '.join(parts)}."
    return [Finding(question, "look", "", words, "Talk about the clash before you choose.")]


def _few_options(room: Room, limits: Thresholds) -> list[Finding]:
    question, count = "enough options", len(room.option_ids)
    if count < limits.options_least:
        words = f"There {'is' if count == 1 else 'are'} {count or 'no'} option{'' if count == 1 else 's'} only."
        words = "There is no option yet." if count == 0 else words
        return [Finding(question, "look", "", words, "Add an option that works in another way.")]
    return [Finding(question, "clear", "", f"There are {count} options.")]


def _levels(room: Room, limits: Thresholds) -> list[Finding]:
    question, levels = "only events", list(room.action_levels.values())
    if not levels:
        return [Finding(question, "cannot tell", "", "What the options act on is not entered.", "Enter it.")]
    events, missing = sum(level == "events" for level in levels), sum(level is None for level in levels)
    step = "Think of an option that changes how things are set up, the aims, or beliefs."
    if events == len(levels):
        return [Finding(question, "look", "", "All options deal with events.", step)]
    if events / len(levels) > limits.events_share:
        return [Finding(question, "look", "", f"{events} of {len(levels)} options deal with events.", step)]
    if missing and (events + missing) / len(levels) > limits.events_share:
        words = f"What {missing} of {len(levels)} options act on is not entered."
        return [Finding(question, "cannot tell", "", words, "Enter it.")]
    return [Finding(question, "clear", "", f"{events} of {len(levels)} options deal with events.")]


def _hard_to_undo(room: Room) -> list[Finding]:
    question = "hard to undo, and unsure"
    if not room.undo:
        words = "How easily the options can be undone is not entered."
        return [Finding(question, "cannot tell", "", words, "Enter it for each option.")]
    found = []
    for option, undo in room.undo.items():
        certainty = room.certainty.get(option)
        if undo == "easy" or (undo == "hard" and certainty in ("high", "moderate")):
            found.append(Finding(question, "clear", option, f"{option} is easy to undo, or we are fairly sure of it."))
        elif undo is None:
            words = f"How easily {option} can be undone is not entered."
            found.append(Finding(question, "cannot tell", option, words, f"Enter it for {option}."))
        elif certainty is None:
            words = f"{option} is hard to undo, and how sure we are is not rated."
            found.append(Finding(question, "cannot tell", option, words, f"Rate the certainty for {option}."))
        else:
            words = f"{option} is hard to undo, and we are {'very ' if certainty == 'very low' else ''}unsure of it."
            state = "act" if option in room.chosen else "look"
            step = f"Try {option} on a small scale first, or set a condition and a trigger."
            found.append(Finding(question, state, option, words, step))
    return found


def _single_links(room: Room) -> list[Finding]:
    question = "every route through one link"
    if room.route_strength is None:
        return [Finding(question, "cannot tell", "", "There is no map of how things connect.", "Draw one.")]
    found = []
    for option, strength in room.route_strength.items():
        if strength is None or strength == 0:
            words = f"No route of {option} is on the map."
            found.append(Finding(question, "cannot tell", option, words, "The map may be missing one: ask."))
        elif strength == 1:
            words = f"Every route of {option} depends on one link."
            found.append(Finding(question, "look", option, words, f"Ask what happens to {option} if that link fails."))
        else:
            found.append(Finding(question, "clear", option, f"No single link carries every route of {option}."))
    return found or [Finding(question, "cannot tell", "", "No option is on the map.", "Put the options on the map.")]
