"""Where the options of one decision stand: what is placed, who is first in which mixes, what would change it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from integrated.weighing.case import is_ever_first
from integrated.weighing.judgement import discount, values
from integrated.weighing.matrix import SAME, Floats, level_array
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.phrases import PERSPECTIVE_WORDS, in_mixes, listed, name_of
from integrated.weighing.sensitivity import WinRegions, flips, information_value, win_regions
from integrated.weighing.statements import Statement, statements
from integrated.weighing.weights import Weights, draw_mixes

# Where nobody has rated how sure we can be: one step down, as GRADE does for a risk of bias that was not rated.
NOT_RATED = "moderate"
ONE_LEVEL = 0.25
EVEN = Weights("an even mix", "shares", np.full((1, 3), 1 / 3))
MIXES_DRAWN = 200
# A twentieth of a level: knowing that would not be felt.
WORTH_KNOWING = 0.0125
FIRST = ("always_first", "most_often_first", "one_placed", "none_placed", "no_options")
EACH_PERSON = ("person_first", "person_close", "person_open")
SAID = ("people", *EACH_PERSON, "not_separated", "best_on_average", "corners")
NEVER = "never"


@dataclass(frozen=True)
class Called:
    """An option that a sentence calls by its letter alone: the list beside it holds the names."""

    option_id: str
    name: str


@dataclass(frozen=True)
class Entrant:
    """One option on its way into the triangle.

    Attributes
    ----------
    levels : five shares from studies, people and connections, or None for not known.
    confidence : how sure we can be of each, beyond what the spread holds already; None where nobody rated it.
    """

    option_id: str
    letter: str
    name: str
    levels: tuple[tuple[float, ...] | None, ...]
    confidence: tuple[str | None, ...] = (None, None, None)
    is_comparison: bool = False

    @property
    def not_known(self) -> tuple[str, ...]:
        """Perspectives from which nothing is known."""
        return tuple(name for name, five in zip(PERSPECTIVES, self.levels, strict=True) if five is None)


@dataclass(frozen=True)
class Standing:
    """All that is said about who comes first.

    Attributes
    ----------
    entrants : all options, in letter order.
    values : (m, 3), NaN where not known, discounted if asked.
    regions : of the options placed, in the order of `placed`.
    people : what matters to each person.
    said : every sentence, most important first. brief : the same with letters in place of names.
    """

    entrants: tuple[Entrant, ...]
    values: Floats
    regions: WinRegions
    people: tuple[Weights, ...]
    said: tuple[Statement, ...]
    brief: tuple[Statement, ...]

    @property
    def placed(self) -> tuple[Entrant, ...]:
        """Options from which all three perspectives are known."""
        return tuple(each for each in self.entrants if not each.not_known)

    @property
    def not_placed(self) -> tuple[Entrant, ...]:
        """The others."""
        return tuple(each for each in self.entrants if each.not_known)

    def sentences(self, *rule_ids: str) -> tuple[str, ...]:
        """Sentences of some rules, in the order of the rules.

        Parameters
        ----------
        rule_ids : as `statements` names them.
        """
        return tuple(each.text for rule_id in rule_ids for each in self.said if each.rule_id == rule_id)

    @property
    def answer(self) -> str:
        """The most important sentence: too close to call, or who is first."""
        return next(iter(self.sentences("close_call", *FIRST)), "")

    def three_sentences(self) -> tuple[str, ...]:
        """Up to three more, by letters: whether people differ, what does not separate the options, the corners."""
        rules = {each.rule_id for each in self.brief}
        answered = next((rule for rule in ("close_call", *FIRST) if rule in rules), "")
        left_out = {answered, *(EACH_PERSON if "people" in rules else ())}
        told = [
            each.text for rule in (*FIRST, *SAID) if rule not in left_out for each in self.brief if each.rule_id == rule
        ]
        return tuple(told[:3])

    def how_often(self) -> tuple[tuple[Entrant, float, str], ...]:
        """Options placed with the share of mixes they win, and that in words; the largest share first."""
        rows = self.values[[not each.not_known for each in self.entrants]]
        found = []
        for entrant, row, area in zip(self.placed, rows, self.regions.areas, strict=True):
            always = bool((row >= rows).all())
            told = f"first {in_mixes(float(area), always=always and area > 1 - 1e-9)}"
            found.append((entrant, float(area), told if is_ever_first(row, rows) else "never first"))
        return tuple(sorted(found, key=lambda each: (-round(each[1], 9), each[0].letter)))

    def first_of_each(self) -> tuple[tuple[Weights, str], ...]:
        """Each person with the sentence about who is first for them."""
        by_person = {each.numbers.get("person"): each.text for each in self.said if each.rule_id in EACH_PERSON}
        return tuple((person, by_person.get(person.person, "")) for person in self.people)

    def why_not_placed(self) -> tuple[str, ...]:
        """One sentence per option not placed; what it would win only where a single perspective is missing."""
        placed = self.values[[not each.not_known for each in self.entrants]]
        found = []
        for entrant, row in zip(self.entrants, self.values, strict=True):
            missing = [PERSPECTIVE_WORDS[PERSPECTIVES.index(name)] for name in entrant.not_known]
            if not missing:
                continue
            told = f"{name_of(entrant)}: {listed(missing)} {'is' if len(missing) == 1 else 'are'} not known."
            if len(missing) == 1 and len(placed):
                told += f" {_if_known(row, placed)}"
            found.append(told)
        return tuple(found)


def _if_known(row: Floats, placed: Floats) -> str:
    """What an option with one gap would win if that turned out a strong case for it, even, or against it."""
    strong, even, against = (_won(np.where(np.isnan(row), guess, row), placed) for guess in (1.0, 0.5, 0.0))
    would = "it would never come first" if strong == NEVER else f"it would come first {strong}"
    otherwise = f"if even or against, {even}" if even == against else f"if even, {even}; if against, {against}"
    return f"If that turned out a strong case for it, {would}; {otherwise}."


def _won(row: Floats, placed: Floats) -> str:
    if not is_ever_first(row, placed):
        return NEVER
    area = float(win_regions(np.vstack([row, placed])).areas[0])
    return in_mixes(area, always=bool((row > placed + SAME).all()))


def standing(
    entrants: Sequence[Entrant], people: Sequence[Weights] = (), red_lines: Iterable[Any] = (), *, discounted: bool
) -> Standing:
    """Where the options stand.

    Parameters
    ----------
    entrants : all options, continue-as-now included.
    people : what matters to each person.
    red_lines : open ones, with `option_id` and `group_name`.
    discounted : whether levels are mixed with "anything is possible" by how unsure we are.
    """
    lines = tuple(red_lines)
    matrix = values_of(entrants, discounted=discounted)
    placed = matrix[~np.isnan(matrix).any(axis=1)]
    return Standing(
        entrants=tuple(entrants),
        values=matrix,
        regions=win_regions(placed),
        people=tuple(people),
        said=statements(matrix, list(people) or None, entrants, lines),
        brief=statements(matrix, list(people) or None, [Called(e.option_id, e.letter) for e in entrants], lines),
    )


def values_of(entrants: Sequence[Entrant], *, discounted: bool) -> Floats:
    """The (m, 3) values of some options, NaN for not known.

    Parameters
    ----------
    entrants, discounted : as in `standing`. The comparison is certain, so it is never discounted.
    """
    rows = np.full((len(entrants), 3), np.nan)
    for i, entrant in enumerate(entrants):
        for k, (five, confidence) in enumerate(zip(entrant.levels, entrant.confidence, strict=True)):
            if five is not None:
                shares = level_array(five)
                if discounted and not entrant.is_comparison:
                    shares = discount(shares, confidence or NOT_RATED)
                rows[i, k] = float(values(shares))
    return rows


def what_would_change(seen: Standing) -> tuple[str, ...]:
    """The smallest move of weight, the smallest change of one level, and which perspective is most worth knowing.

    Parameters
    ----------
    seen : as `standing` gave it; with fewer than two options placed there is nothing to say.
    """
    if len(seen.placed) < 2:
        return ()
    found = [*_smallest_shift(seen), *_smallest_level(seen)]
    return (*found, worth_finding_out(seen))


def _smallest_shift(seen: Standing) -> list[str]:
    shifts = [each for each in seen.brief if each.rule_id == "smallest_shift"]
    return [min(shifts, key=lambda each: abs(float(each.numbers["change"]))).text] if shifts else []


def _smallest_level(seen: Standing) -> list[str]:
    """The smallest change of one judgement that changes who is first, for whom it is smallest."""
    points = [person for person in seen.people if person.shares is not None] or [EVEN]
    rows = seen.values[[not each.not_known for each in seen.entrants]]
    table = flips(rows, np.array([person.shares for person in points]))
    moves = table[(table["kind"] == "level") & (table["change"].abs() > 1e-9)]
    if moves.empty:
        return []
    move = moves.loc[moves["change"].abs().idxmin()]
    option, first = seen.placed[int(move["option"])], seen.placed[int(move["becomes_first"])]
    what = PERSPECTIVE_WORDS[PERSPECTIVES.index(str(move["perspective"]))]
    who = points[int(move["person"])]
    start = "At an even mix" if who is EVEN else f"For {who.person}"
    direction = "better" if move["change"] > 0 else "worse"
    told = f"{start}, {levels_in_words(float(move['change']))} {direction} for {option.letter} on {what}"
    return [f"{told} would let {'it' if first is option else first.letter} catch up."]


def levels_in_words(change: float) -> str:
    """A change of value in levels: "about half a level".

    Parameters
    ----------
    change : in value; one level is 0.25.
    """
    halves = round(2 * abs(change) / ONE_LEVEL)
    if halves == 0:
        return "less than a quarter of a level"
    if halves == 1:
        return "about half a level"
    if halves == 2:
        return "about one level"
    return f"about {halves // 2}{'½' if halves % 2 else ''} levels"


def worth_finding_out(seen: Standing) -> str:
    """Which perspective would help the choice most if it were known for certain.

    Parameters
    ----------
    seen : with two options or more placed.
    """
    points = [person.shares for person in seen.people if person.shares is not None]
    mixes = np.array(points) if points else draw_mixes(np.eye(3), MIXES_DRAWN)
    gains = information_value([each.levels for each in seen.placed], mixes)["value"].to_numpy()
    if gains.max() < WORTH_KNOWING:
        return "Knowing any one of the three for certain would hardly change the choice."
    best = [PERSPECTIVE_WORDS[k] for k in np.argsort(-gains, kind="stable") if gains[k] >= 0.9 * gains.max()]
    return f"Most worth finding out: {listed(best)}."
