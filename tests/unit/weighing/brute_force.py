"""Reads the sentences as a person would and checks each against thousands of mixes, never against the rules."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.unit.weighing.triangles import inner_net, net

Floats = NDArray[np.float64]
MIXES = inner_net(120)  # 14,400 mixes that each stand for the same area
EVERYWHERE = np.vstack([net(60), MIXES])  # corners and edges too
SLACK = 0.006  # of an area counted on 14,400 mixes
WORDS = {"what studies found": 0, "what people say": 1, "how things connect": 2}
NAMES = r"([A-Z](?:(?:, [A-Z])* and [A-Z])?)"
AMOUNT = r"(about \d+%|almost none|nearly all|all)"
PERSON = r"(\w+ \d+|P\d+)"
PERSPECTIVE = "(what studies found|what people say|how things connect)"


@dataclass(frozen=True)
class Table:
    """Options under single letters, weights by person; regions as corners."""

    values: Mapping[str, list[float]]
    people: Mapping[str, Floats]
    red_lines: tuple[tuple[str, str], ...] = ()

    @property
    def placed(self) -> list[str]:
        return [name for name, row in self.values.items() if not np.isnan(row).any()]

    def scores(self, mixes: Floats, names: list[str] | None = None) -> Floats:
        return mixes @ np.array([self.values[name] for name in names or self.placed]).T

    def share(self, names: list[str], mixes: Floats = MIXES) -> float:
        """Of the mixes in which these are first; a draw with others counts by parts."""
        scores = self.scores(mixes)
        first = scores >= scores.max(axis=1, keepdims=True) - 1e-9
        parts = first / first.sum(axis=1, keepdims=True)
        return float(parts[:, [self.placed.index(name) for name in names]].sum(axis=1).mean())

    def ever(self, name: str) -> bool:
        scores = self.scores(EVERYWHERE)
        return bool((scores[:, self.placed.index(name)] >= scores.max(axis=1) - 1e-9).any())

    def always(self, name: str) -> bool:
        scores = self.scores(EVERYWHERE)
        own = self.placed.index(name)
        others = [k for k, other in enumerate(self.placed) if not self.same(name, other)]
        return bool((scores[:, [own]] > scores[:, others] + 1e-12).all())

    def at_least_as_good(self, one: str, other: str) -> bool:
        scores = self.scores(EVERYWHERE, [one, other])
        return bool((scores[:, 0] >= scores[:, 1] - 1e-9).all())

    def first_at(self, mix: Floats, near: float = 1e-9) -> set[str]:
        scores = self.scores(mix[None, :])[0]
        return {name for name, score in zip(self.placed, scores, strict=True) if score >= scores.max() - near}

    def same(self, one: str, other: str) -> bool:
        return bool(np.allclose(self.values[one], self.values[other], rtol=0, atol=1e-9))


def names(text: str) -> list[str]:
    return re.findall("[A-Z]", text)


def amount_holds(text: str, share: float, always: bool = False) -> bool:
    """Whether "about 45%" may be said of a share counted on the net."""
    if text.startswith("about"):
        return abs(share - int(text[6:-1]) / 100) <= 0.025 + SLACK
    if text == "almost none":
        return share < 0.025 + SLACK
    return share > 0.975 - SLACK and (text == "nearly all" or always)


def is_true(sentence: str, table: Table) -> bool:
    """Whether a sentence holds.

    Raises
    ------
    AssertionError : the sentence has a form that nobody knows how to check.
    """
    for pattern, check in READINGS:
        found = re.fullmatch(pattern, sentence)
        if found:
            return check(table, *found.groups())
    raise AssertionError(f"no way to check: {sentence}")


def _first_often(t: Table, who: str, amount: str, rest_placed: str | None) -> bool:
    if bool(rest_placed) != (len(t.placed) < len(t.values)):
        return False
    mine = t.share(names(who))
    rest = [t.share([n for n in t.placed if t.same(n, other)]) for other in t.placed if other not in names(who)]
    return amount_holds(amount, mine) and mine >= max(rest, default=0) - SLACK


def _equally(t: Table, who: str, amount: str) -> bool:
    return all(amount_holds(amount, t.share([n])) for n in names(who))


def units_in(t: Table, who: str) -> list[list[str]]:
    """The options a sentence names, those that come out the same together ("A and B together and C")."""
    units: list[list[str]] = []
    for name in names(who):
        same = next((unit for unit in units if t.same(unit[0], name)), None)
        if same is None:
            units.append([name])
        else:
            same.append(name)
    assert all(set(unit) == {n for n in t.placed if t.same(n, unit[0])} for unit in units), who
    return units


def _equally_in_units(t: Table, who: str, amount: str) -> bool:
    """Each unit is first equally often, and no other option more."""
    shares = [t.share(unit) for unit in units_in(t, who)]
    others = [t.share([n for n in t.placed if t.same(n, k)]) for k in t.placed if k not in names(who)]
    even = max(shares) - min(shares) <= 2 * SLACK
    return even and max(others, default=0) <= max(shares) + SLACK and all(amount_holds(amount, s) for s in shares)


def _close(t: Table, who: str, amounts: str) -> bool:
    given = re.findall(AMOUNT, amounts)
    shares = [t.share(unit) for unit in units_in(t, who)]
    told = given * len(shares) if len(given) == 1 else given
    others = [t.share([n for n in t.placed if t.same(n, k)]) for k in t.placed if k not in names(who)]
    near = max(shares) - min(shares) <= 0.05 + 2 * SLACK
    fits = len(told) == len(shares) and all(map(amount_holds, told, shares))
    return near and fits and max(others, default=0) <= max(shares) + SLACK


def _average(t: Table, who: str, ends: str) -> bool:
    mean = {n: t.scores(MIXES, [n]).mean() for n in t.placed}
    own = names(who)
    best = all(mean[own[0]] > mean[n] - 1e-9 for n in t.placed)
    if "never" in ends:
        return best and not any(t.ever(n) for n in own)
    return best and all(t.share(own) < t.share([n for n in t.placed if t.same(n, k)]) + SLACK for k in names(ends))


def _people_agree(t: Table, told: str, _: str) -> bool:
    points = [mix[0] for mix in t.people.values() if len(mix) == 1]
    return all(set(names(told)) == t.first_at(mix) for mix in points)


def _people_differ(t: Table, parts: str) -> bool:
    checked = 0
    for part in parts.split("; "):
        told, persons = part.split(" for ")
        for person in re.findall(r"person \d+|P\d+", persons):
            checked += 1
            if t.first_at(t.people[person][0]) != set(names(told)):
                return False
    return checked == sum(len(mix) == 1 for mix in t.people.values()) and len(parts.split("; ")) > 1


def _person_first(t: Table, person: str, told: str) -> bool:
    return t.first_at(t.people[person][0]) == set(names(told))


def _person_close(t: Table, person: str, who: str) -> bool:
    return t.first_at(t.people[person][0], 0.025 + 1e-6) == set(names(who))


def _person_open(t: Table, person: str, who: str, each: str | None, amount: str) -> bool:
    corners = t.people[person]
    drawn = np.random.default_rng(0).dirichlet(np.ones(len(corners)), 20_000) @ corners
    if len(corners) > 3:
        raise AssertionError("a region of more than three corners is not drawn evenly this way")
    groups = [[n] for n in names(who)] if each else [names(who)]
    everywhere = np.vstack([drawn, corners])
    scores = t.scores(everywhere)
    own = t.placed.index(names(who)[0])
    always = bool((scores[:, [own]] > np.delete(scores, own, axis=1)).all())
    return all(amount_holds(amount, t.share(group, drawn), always) for group in groups)


def _not_separated(t: Table, subject: str, who: str) -> bool:
    k = {"Studies do": 0, "What people say does": 1, "How things connect does": 2}[subject]
    placed = np.array([t.values[n] for n in t.placed])
    spans = placed.max(axis=0) - placed.min(axis=0)
    all_placed = len(t.placed) == len(t.values)
    return spans[k] < 0.25 and spans[k] <= spans.max() / 2 + 1e-9 and (who == "they are") == all_placed


def _nothing_separates(t: Table, who: str) -> bool:
    placed = np.array([t.values[n] for n in t.placed])
    return (placed.max(axis=0) - placed.min(axis=0)).max() <= 0.025 + 1e-9


def _corners(t: Table, *parts: str) -> bool:
    return all(t.first_at(np.eye(3)[k]) == set(names(part)) for k, part in enumerate(parts))


def _unplaced(t: Table, who: str, missing: str, _: str, rest: str | None) -> bool:
    gap = np.isnan(t.values[who])
    if {WORDS[word] for word in re.findall(PERSPECTIVE, missing)} != set(np.flatnonzero(gap)):
        return False
    if rest is None:
        return not t.placed
    told = re.fullmatch(
        r" If .* turned out a strong case for it, it would (.*); if even, (.*); if a strong case against, (.*)\.", rest
    )
    assert told, rest
    for guess, words in zip((1.0, 0.5, 0.0), told.groups(), strict=True):
        tried = {n: list(t.values[n]) for n in t.placed} | {who: np.where(gap, guess, t.values[who]).tolist()}
        then = Table(tried, {})
        if words in {"never", "never come first"}:
            if then.ever(who):
                return False
        else:
            amount = re.search(AMOUNT, words)
            assert amount, words
            if not (then.ever(who) and amount_holds(amount[1], then.share([who]), then.always(who))):
                return False
    return True


def _shift(t: Table, person: str, points: str, source: str, target: str, rival: str, first: str) -> bool:
    mix = t.people[person][0].copy()
    moved = mix[WORDS[source]] if points == "all the weight" else int(points.split()[0]) / 100
    mix[WORDS[source]] -= moved
    mix[WORDS[target]] += moved
    scores = dict(zip(t.placed, t.scores(mix[None, :])[0], strict=True))
    was_first = set(names(first)) == t.first_at(t.people[person][0])
    return was_first and mix.min() >= -1e-9 and scores[names(rival)[0]] >= scores[names(first)[0]] - 1e-9


def _dominated(t: Table, better: str, _: str, worse: str) -> bool:
    return all(
        t.at_least_as_good(one, other) and not t.same(one, other) for one in names(better) for other in names(worse)
    )


def _same(t: Table, who: str) -> bool:
    return len(names(who)) > 1 and all(t.same(names(who)[0], n) for n in names(who))


def _share(t: Table, who: str, _: str, amount: str) -> bool:
    own = names(who)
    return t.ever(own[0]) and amount_holds(amount, t.share(own), t.always(own[0]))


def _best_everywhere(t: Table, who: str) -> bool:
    return all(t.at_least_as_good(names(who)[0], n) for n in t.placed)


READINGS: list[tuple[str, Callable[..., bool]]] = [
    (r"There is no option to compare yet\.", lambda t: not t.values),
    (
        r"Red line: (.+) object strongly to ([A-Z])\. Answer it before you choose this option\.",
        lambda t, groups, who: {g for o, g in t.red_lines if o == who} == set(re.split(", | and ", groups)),
    ),
    (r"No option can be placed: each has at least one perspective that is not known\.", lambda t: not t.placed),
    (
        r"([A-Z]) is the only option, so there is nothing to compare it with\.",
        lambda t, who: list(t.values) == t.placed == [who],
    ),
    (
        r"([A-Z]) is the only option that can be placed, so there is nothing to compare it with\.",
        lambda t, who: t.placed == [who] and len(t.values) > 1,
    ),
    (rf"{NAMES} comes? first in {AMOUNT} of the mixes, more than any other option( placed)?\.", _first_often),
    (
        rf"{NAMES}, which come out the same, share first place in {AMOUNT} of the mixes, "
        r"more than any other option( placed)?\.",
        lambda t, who, amount, rest: _same(t, who) and _first_often(t, who, amount, rest),
    ),
    (rf"{NAMES} come first equally often, each in {AMOUNT} of the mixes\.", _equally),
    (rf"(.+ together.*) come first equally often, in {AMOUNT} of the mixes each time\.", _equally_in_units),
    (r"Too close to call between (.+): (?:each comes|they come) first in (.+) of the mixes\.", _close),
    (rf"{NAMES} do(?:es)? best on average over all mixes, but (.+)\.", _average),
    (
        rf"{NAMES} comes first( of those placed)?, whatever matters most\.",
        lambda t, who, placed: t.always(who) and bool(placed) == (len(t.placed) < len(t.values)),
    ),
    (rf"{NAMES} come out the same, whatever matters most\.", lambda t, who: _same(t, who) and names(who) == t.placed),
    (
        rf"{NAMES} come out the same, and at least as good as every other option(?: placed)?, whatever matters most\.",
        lambda t, who: _same(t, who) and _best_everywhere(t, who),
    ),
    (
        rf"{NAMES} is at least as good as every other option, whatever matters most\.",
        lambda t, who: _best_everywhere(t, who) and len(t.placed) == len(t.values),
    ),
    (
        rf"{NAMES} is at least as good as every other option placed, whatever matters most\.",
        lambda t, who: _best_everywhere(t, who) and len(t.placed) < len(t.values),
    ),
    (r"(.+ (?:comes first|share first place)) for (both|all \d+) people who weighed what matters\.", _people_agree),
    (r"People differ: (.+)\.", _people_differ),
    (rf"With the weights of {PERSON}, {NAMES} (?:comes first|share first place)\.", _person_first),
    (rf"With the weights of {PERSON} it is too close to call between {NAMES}\.", _person_close),
    (
        rf"Of the mixes that {PERSON} left open, {NAMES} (?:comes first|share first place|come first) (each )?"
        rf"in {AMOUNT}\.",
        _person_open,
    ),
    (
        r"(Studies do|What people say does|How things connect does) not separate these options: "
        r"(they are|those placed are) less than one level apart\.",
        _not_separated,
    ),
    (
        r"Nothing separates these options: (.+) within a tenth of a level of each other on all three\.",
        _nothing_separates,
    ),
    (
        rf"If only one of the three counted: by what studies found, {NAMES} would .+?; "
        rf"by what people say, {NAMES} would .+?; by how things connect, {NAMES} would .+\.",
        _corners,
    ),
    (r"([A-Z]) is not placed: (.+?) (is|are) not known\.( If .+)?", _unplaced),
    (
        rf"If {PERSON} moved (\d+ points? of 100|all the weight) from {PERSPECTIVE} to {PERSPECTIVE}, "
        rf"{NAMES} would catch up with {NAMES}\.",
        _shift,
    ),
    (rf"{NAMES} (is|are each) at least as good as {NAMES}, whatever matters most\.", _dominated),
    (rf"{NAMES} come out the same on all three perspectives\.", _same),
    (rf"{NAMES} (comes first|share first place) in {AMOUNT} of the mixes\.", _share),
    (rf"{NAMES} never comes? first\.", lambda t, who: not any(t.ever(n) for n in names(who))),
]
