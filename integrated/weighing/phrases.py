"""Phrases that sentences about results are made of: names of options, shares of mixes, lists."""

import math
from collections.abc import Iterable
from typing import Any

LONGEST_NAME = 60
PERSPECTIVE_WORDS = ("what studies found", "what people say", "how things connect")
# Nearest 5%; below half a step it is almost none, above it nearly all.
STEP = 0.05
EXACT = 1e-12


def name_of(option: Any) -> str:
    """What a sentence calls an option: its letter and name, cut to 60 characters; a plain text as it is.

    Parameters
    ----------
    option : a text, or anything with `name` and perhaps `letter`.
    """
    letter, name = getattr(option, "letter", None), str(getattr(option, "name", option))
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 1].rstrip() + "…"
    return f"{letter} {name}" if letter else name


def id_of(option: Any) -> str:
    """The id of an option; a plain text is its own.

    Parameters
    ----------
    option : a text, or anything with `option_id`.
    """
    return str(getattr(option, "option_id", option))


def listed(words: Iterable[str]) -> str:
    """One, "one and two", "one, two and three".

    Parameters
    ----------
    words : at least one.
    """
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def nearest_five_percent(share: float) -> int:
    """A share as a percentage to the nearest 5, halves upwards.

    Parameters
    ----------
    share : in [0, 1].
    """
    return 5 * math.floor(share / STEP + 0.5 + 1e-9)


def how_many(share: float, *, always: bool = False) -> str:
    """A share of the mixes as "about 45%"; true at both ends: "almost none", "nearly all", "all".

    Parameters
    ----------
    share : in [0, 1]. Whether it is never is for the caller to know: a draw at one point has no area.
    always : whether there is no mix at all outside the share.
    """
    if always:
        return "all"
    if share < STEP / 2 - EXACT:
        return "almost none"
    if share >= 1 - STEP / 2 - EXACT:
        return "nearly all"
    return f"about {nearest_five_percent(share)}%"


def in_mixes(share: float, *, always: bool = False) -> str:
    """ "in about 45% of the mixes".

    Parameters
    ----------
    share, always : as in `how_many`.
    """
    return f"in {how_many(share, always=always)} of the mixes"
