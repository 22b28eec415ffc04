"""Words of How we work: uses, shares and alignments, always in words with the number beside them."""

import math
from collections.abc import Sequence

from integrated.record.approach import Alignment
from integrated.record.elements import ANSWERS, APPROACH_NAMES, AUDIENCES
from integrated.record.how_we_work import Answered

CHOICES = {"0": "0 not used", "1": "1 a little", "2": "2 in part", "3": "3 fully", "none": "Does not apply"}
"""Choices on screen: text of the answer to its words."""
MIXED = "Mixed, no one approach leads"
NOT_YET = "Too few answers to say"
THOUGHTS = {**{each: name.capitalize() for each, name in APPROACH_NAMES.items()}, "mixed": "A mix of them"}
AUDIENCE_IDS = {each.lower().replace(" ", "_"): each for each in AUDIENCES}
IN_YOUR_WORK = {
    "national and local commissioners": "in how you decide what to buy, and in what you ask of those you buy from",
    "policymakers": "in how you make policy and look at it again",
    "funders": "in what you fund, and in what you ask of those you fund",
    "delivery organisations": "in how you design and run services",
    "What Works Centres": "in how you gather, rate and share evidence",
    "evaluators": "in how you plan and carry out evaluations",
    "academics": "in how you choose, do and share research",
}


def first_capital(text: str) -> str:
    """A text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def use_words(use: int | None) -> str:
    """One answer: "used in part (2)"."""
    return ANSWERS[use] if use is None else f"{ANSWERS[use]} ({use})"


def share_words(share: float) -> str:
    """How far an approach is used, on the whole."""
    if math.isnan(share):
        return "not answered"
    if share in (0, 1):
        return "nothing of it used" if share == 0 else "all of it used fully"
    return "used a little" if share < 1 / 3 else "used in part" if share < 2 / 3 else "mostly used"


def points_words(person: Answered, approach: str) -> str:
    """The number behind the words: "13 of 24 points", "" where nothing was answered."""
    answered = person.alignment.answered[approach]
    return f"{person.points(approach)} of {3 * answered} points" if answered else ""


def most_words(found: Alignment) -> str:
    """Which approach someone is most aligned to, in words."""
    if found.most_aligned is None:
        return NOT_YET
    return MIXED if found.most_aligned == "mixed" else first_capital(APPROACH_NAMES[found.most_aligned])


def everybody_words(people: Sequence[Answered]) -> str:
    """The answer to the first question from everybody's elements: no mean, and those who differ are named."""
    if not people:
        return "Nobody has answered yet."
    said: dict[str, list[str]] = {}
    for each in people:
        said.setdefault(most_words(each.alignment), []).append(each.whose)
    if len(said) == 1:
        most = next(iter(said))
        if len(people) == 1:
            return f"{most}. One person has answered."
        return f"{most}: all {len(people)} who answered."
    parts = [f"{listed(names)}: {most[:1].lower()}{most[1:]}" for most, names in said.items()]
    return f"You differ. {'. '.join(parts)}."


def listed(names: Sequence[str]) -> str:
    """Names in a row: "a", "a and b", "a, b and c", "a, b and 3 more"."""
    if len(names) > 4:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def range_words(lowest: float, highest: float, people: int) -> str:
    """From the lowest to the highest answer of several people, in words."""
    if math.isnan(lowest):
        return "not answered" if not people else "does not apply"
    low, high = (CHOICES[str(int(each))] for each in (lowest, highest))
    return low if low == high else f"{low} to {high}"
