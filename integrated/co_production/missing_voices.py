"""Who was heard by one attribute, as it may be shown: small counts and what would give them away stay out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from integrated.co_production.margin import shown_margin
from integrated.co_production.representation import (
    MISSING_VOICES_FIRST,
    MOST_NOT_RECORDED,
    NOT_RECORDED,
    representation,
    states_of,
)

Bounds = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Voice:
    """One category; None is hidden, or not known.

    Attributes
    ----------
    people : heard. population : share of those who live here, None without a benchmark.
    ratio, low, high : share heard over share of the population with its interval.
    state : as `representation` has it; None where the state would give a hidden count away.
    """

    category: str
    people: int | None
    population: float | None
    ratio: float | None
    low: float | None
    high: float | None
    state: str | None


@dataclass(frozen=True)
class Attribute:
    """One attribute: its categories, missing voices first, and how many did not say.

    Attributes
    ----------
    total : people asked about this attribute, None where hidden.
    not_recorded : of whom it is not known; None where hidden.
    mostly_not_recorded : whether that is more than a fifth, so that nothing can be told.
    source : where the shares of the population come from, with the period, "" without any.
    """

    name: str
    total: int | None
    voices: tuple[Voice, ...]
    not_recorded: int | None
    mostly_not_recorded: bool
    source: str


def attribute(
    name: str,
    heard: Mapping[str, int],
    population: Mapping[str, float],
    *,
    source: str = "",
    threshold: int = 5,
    hidden: frozenset[str] = frozenset(),
    total_hidden: bool = False,
) -> Attribute:
    """Compare who was heard with who lives here, and leave out what may not be shown.

    Parameters
    ----------
    name : the attribute, such as "ethnicity".
    heard, population : as in `representation`.
    hidden : categories that another table hides.
    total_hidden : whether the number of people is hidden there too.

    Returns
    -------
    Attribute. A hidden count has no ratio. It keeps its state only if the states and everything shown leave
    `threshold` or more values for every small count.
    """
    total = sum(heard.values())
    table = representation(heard, population)
    if total_hidden:
        shown = {each: None if each in hidden or 0 < n < threshold else n for each, n in heard.items()}
    else:
        shown = shown_margin(heard, threshold=threshold)
        shown |= dict.fromkeys((each for each in hidden if heard.get(each, 0)), None)
    mostly = total > 0 and heard.get(NOT_RECORDED, 0) / total > MOST_NOT_RECORDED
    states = dict(zip(table["category"], table["state"], strict=True))
    safe = not total_hidden and _states_keep_them_hidden(heard, population, shown, states, threshold, mostly=mostly)
    voices = []
    for row in table[table["category"] != NOT_RECORDED].to_dict("records"):
        category = row["category"]
        people = shown.get(category, 0)
        measured = people is not None and not total_hidden and not np.isnan(row["ratio"])
        ratio, low, high = (row["ratio"], row["ratio_lb"], row["ratio_ub"]) if measured else (None, None, None)
        state = row["state"] if safe or (people is not None and not total_hidden) else None
        voices.append(Voice(category, people, population.get(category), ratio, low, high, state))
    voices.sort(key=_place)
    shown_total = None if total_hidden else total
    return Attribute(name, shown_total, tuple(voices), shown.get(NOT_RECORDED, 0), mostly, source)


def _place(voice: Voice) -> tuple[bool, int, float, str]:
    """Missing voices first, by what is shown alone: the rank of a hidden count would compare it with the others."""
    urgency = len(MISSING_VOICES_FIRST) if voice.state is None else MISSING_VOICES_FIRST.index(voice.state)
    return voice.people != 0, urgency, np.inf if voice.ratio is None else voice.ratio, voice.category


def _states_keep_them_hidden(
    heard: Mapping[str, int],
    population: Mapping[str, float],
    shown: Mapping[str, int | None],
    states: Mapping[str, str],
    threshold: int,
    *,
    mostly: bool,
) -> bool:
    """Whether the states of hidden counts, the total and the shown counts leave room for every small one."""
    total = sum(heard.values())
    hidden = [each for each, people in shown.items() if people is None]
    rest = sum(heard[each] for each in hidden)
    counts = np.arange(1, total + 1)
    bounds: Bounds = {}
    for each in hidden:
        fitting = counts
        if each == NOT_RECORDED:
            fitting = counts[(counts / total > MOST_NOT_RECORDED) == mostly]
        elif not mostly:
            fitting = counts[states_of(counts, total, population.get(each)) == states[each]]
        bounds[each] = (int(fitting.min()), int(fitting.max()))
    for each in hidden:
        others = [bounds[other] for other in hidden if other != each]
        lowest = max(bounds[each][0], rest - sum(high for _, high in others))
        highest = min(bounds[each][1], rest - sum(low for low, _ in others))
        if heard[each] < threshold and highest - lowest + 1 < threshold:
            return False
    return True
