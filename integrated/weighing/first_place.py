"""Rules about first place: over all mixes, on average, for each person, and from one perspective alone."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from integrated.weighing.case import EQUAL, Case, Statement, Unit, at_mix, ids_of, names_of, said
from integrated.weighing.change import flips
from integrated.weighing.matrix import SAME
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.phrases import PERSPECTIVE_WORDS, how_many, in_mixes, listed
from integrated.weighing.sensitivity import win_regions
from integrated.weighing.weights import Weights


def overall(case: Case) -> list[Statement]:
    """Who is first in every mix, or else most often, and whether that is too close to call."""
    if len(case.placed) < 2:
        return []
    top, others = case.units[0], case.units[1:]
    if all((top.value >= other.value - SAME).all() for other in others):
        return [_always(top, others, bool(case.gaps.any()))]
    leaders = _leaders(case)
    more = "more than any other option placed" if case.gaps.any() else "more than any other option"
    if len(leaders) > 1 and not any(unit.several for unit in leaders):
        text = f"{names_of(leaders)} come first equally often, each {in_mixes(top.area)}."
    elif len(leaders) > 1:
        text = (
            f"{listed(_together(unit) for unit in leaders)} come first equally often, {in_mixes(top.area)} each time."
        )
    elif top.several:
        text = f"{top.name}, which come out the same, share first place {in_mixes(top.area)}, {more}."
    else:
        text = f"{top.name} comes first {in_mixes(top.area)}, {more}."
    found = [said("most_often_first", text, ids_of(leaders), share=top.area)]
    near = [unit for unit in case.units if unit.area >= top.area - case.conventions.close_share - EQUAL]
    return found + ([_close_call(near)] if len(near) > 1 else [])


def _leaders(case: Case) -> list[Unit]:
    return [unit for unit in case.units if unit.area >= case.units[0].area - EQUAL]


def _together(unit: Unit) -> str:
    return f"{unit.name} together" if unit.several else unit.name


def _always(top: Unit, others: Sequence[Unit], some_missing: bool) -> Statement:
    rest = "every other option placed" if some_missing else "every other option"
    if not others:
        text = f"{top.name} come out the same, whatever matters most."
    elif top.several:
        text = f"{top.name} come out the same, and at least as good as {rest}, whatever matters most."
    elif top.always_first:
        text = f"{top.name} comes first{' of those placed' if some_missing else ''}, whatever matters most."
    else:
        text = f"{top.name} is at least as good as {rest}, whatever matters most."
    return said("always_first", text, top.ids, share=top.area)


def _close_call(near: Sequence[Unit]) -> Statement:
    shares = [how_many(unit.area) for unit in near]
    same = len(set(shares)) == 1
    told = f"each comes first {in_mixes(near[0].area)}" if same else f"they come first in {listed(shares)} of the mixes"
    text = f"Too close to call between {listed(_together(unit) for unit in near)}: {told}."
    return said("close_call", text, ids_of(near), shares=tuple(unit.area for unit in near))


def best_on_average(case: Case) -> list[Statement]:
    """The option with the best mean over all mixes is not always the one most often first."""
    if len(case.units) < 2:
        return []
    best, leaders = at_mix(case, np.full(3, 1 / 3)), _leaders(case)
    if len(best) != 1 or best[0] in leaders:
        return []
    do, come = ("do", "come") if best[0].several else ("does", "comes")
    ends = f"{come} first less often than {names_of(leaders)}" if best[0].ever_first else f"never {come} first"
    text = f"{best[0].name} {do} best on average over all mixes, but {ends}."
    means = tuple(float(unit.value.mean()) for unit in case.units)
    return [said("best_on_average", text, ids_of([*best, *leaders]), means=means)]


def people(case: Case) -> list[Statement]:
    """Whether people with a point each would put the same option first."""
    answered = [(answer.person, answer.shares) for answer in case.people if answer.shares is not None]
    if len(case.units) < 2 or len(answered) < 2:
        return []
    who: dict[str, list[str]] = {}
    options: list[str] = []
    for person, shares in answered:
        units = at_mix(case, shares)
        who.setdefault(_first(units), []).append(person)
        options += ids_of(units)
    counts = {told: len(persons) for told, persons in who.items()}
    if len(who) == 1:
        everyone = "both people" if len(answered) == 2 else f"all {len(answered)} people"
        return [said("people", f"{next(iter(who))} for {everyone} who weighed what matters.", options, people=counts)]
    text = "People differ: " + "; ".join(f"{told} for {listed(persons)}" for told, persons in who.items()) + "."
    return [said("people", text, options, people=counts)]


def _first(units: Sequence[Unit]) -> str:
    if len(ids_of(units)) == 1:
        return f"{units[0].name} comes first"
    return f"{names_of(units)} share first place"


def each_person(case: Case) -> list[Statement]:
    """Who is first at one person's weights, or within what they left open."""
    if len(case.units) < 2:
        return []
    return [_at_point(case, answer) if answer.shares is not None else _within(case, answer) for answer in case.people]


def _at_point(case: Case, answer: Weights) -> Statement:
    assert answer.shares is not None
    first = at_mix(case, answer.shares)
    near = at_mix(case, answer.shares, case.conventions.close_value + EQUAL)
    if len(near) > len(first):
        text = f"With the weights of {answer.person} it is too close to call between {names_of(near)}."
        return said("person_close", text, ids_of(near), person=answer.person, weights=tuple(answer.shares.tolist()))
    text = f"With the weights of {answer.person}, {_first(first)}."
    return said("person_first", text, ids_of(first), person=answer.person, weights=tuple(answer.shares.tolist()))


def _within(case: Case, answer: Weights) -> Statement:
    areas = win_regions([unit.value for unit in case.units], region=answer.region).areas
    largest = float(areas.max())
    leaders = [unit for unit, area in zip(case.units, areas, strict=True) if area >= largest - EQUAL]
    at_corners = answer.region @ np.array([unit.value for unit in case.units]).T
    lead = case.units.index(leaders[0])
    ahead = at_corners[:, [lead]] > np.delete(at_corners, lead, axis=1) + SAME
    share = how_many(largest, always=len(leaders) == 1 and bool(ahead.all()))
    each = "each " if len(leaders) > 1 else ""
    verb = "share first place" if leaders[0].several else "comes first" if len(leaders) == 1 else "come first"
    if len(leaders) > 1 and any(unit.several for unit in leaders):
        each, verb = "each time ", "come first"
    names = listed(_together(unit) if len(leaders) > 1 else unit.name for unit in leaders)
    text = f"Of the mixes that {answer.person} left open, {names} {verb} {each}in {share}."
    return said("person_open", text, ids_of(leaders), share=largest, person=answer.person)


def corners(case: Case) -> list[Statement]:
    """Who would be first if one perspective were all that matters; said when they differ."""
    if len(case.units) < 2:
        return []
    first = [at_mix(case, np.eye(3)[k]) for k in range(3)]
    if all(ids_of(units) == ids_of(first[0]) for units in first):
        return []
    parts = [f"{PERSPECTIVE_WORDS[k]}, {_would(first[k])}" for k in range(3)]
    text = f"If only one of the three counted: by {parts[0]}; by {parts[1]}; by {parts[2]}."
    return [said("corners", text, ids_of([unit for units in first for unit in units]))]


def _would(units: Sequence[Unit]) -> str:
    if len(ids_of(units)) == 1:
        return f"{units[0].name} would come first"
    return f"{names_of(units)} would share first place"


def shares(case: Case) -> list[Statement]:
    """How often each option placed comes first."""
    found = []
    for unit in case.units if len(case.units) > 1 else ():
        subject, verb = (unit.name, "share first place") if unit.several else (unit.name, "comes first")
        if unit.ever_first:
            told = f"{verb} {in_mixes(unit.area, always=unit.always_first)}"
        else:
            told = "never come first" if unit.several else "never comes first"
        found.append(said("share", f"{subject} {told}.", unit.ids, share=unit.area))
    return found


def smallest_shift(case: Case) -> list[Statement]:
    """For each person with one clear first, the smallest move of weight at which another draws level."""
    found = []
    for answer in case.people if len(case.units) > 1 else ():
        if answer.shares is None or len(at_mix(case, answer.shares)) > 1:
            continue
        table = flips([unit.value for unit in case.units], answer.shares)
        for move in table[table["kind"] == "weight"].head(1).to_dict("records"):
            then = np.array([move[f"w_{name}"] for name in PERSPECTIVES])
            if (then < answer.shares - EQUAL).sum() == 1:
                found.append(_shift(case, answer, move, tuple(then.tolist())))
    return found


def _shift(case: Case, answer: Weights, move: dict[Hashable, Any], then: tuple[float, ...]) -> Statement:
    """One source, one target: whole points of 100, rounded up so that they suffice."""
    assert answer.shares is not None
    source, target = PERSPECTIVES.index(move["perspective"]), PERSPECTIVES.index(move["towards"])
    hundredths = int(np.ceil(move["change"] * 100 - EQUAL))
    points = "1 point of 100" if hundredths == 1 else f"{hundredths} points of 100"
    if hundredths > answer.shares[source] * 100 + EQUAL:
        points = "all the weight"
    first, rival = at_mix(case, answer.shares)[0], case.units[int(move["becomes_first"])]
    text = (
        f"If {answer.person} moved {points} from {PERSPECTIVE_WORDS[source]} to {PERSPECTIVE_WORDS[target]}, "
        f"{rival.name} would catch up with {first.name}."
    )
    ids = ids_of([first, rival])
    return said("smallest_shift", text, ids, person=answer.person, change=move["change"], after=then)
