"""How people were asked: when, at which stage, with how much power, and what they were told came of it.

Only about occasions, never about a person. A category that was asked for and brought nobody is 0; one that was never
asked for has no row, and the two are kept apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

KINDS = ("workshop", "survey", "interviews", "polis", "published")
STAGES = ("framing", "design", "delivery", "evaluation")
CIRCLES = ("small", "wider", "big")
# Rungs of the ladder of co-production (Think Local Act Personal), lowest first.
LADDER = ("coercion", "educating", "informing", "consultation", "engagement", "co-design", "co-production")
# Lundy (2007), British Educational Research Journal 33, 927-942: what each asks, in the words of this house.
LUNDY: Mapping[str, str] = {
    "space": "were they given a safe and open chance to form a view?",
    "voice": "were they helped to express it, in a way that suits them?",
    "audience": "did somebody who decides listen?",
    "influence": "was the view acted on, as far as it could be?",
}
# What people got for taking part; None is not recorded, "nothing" is a finding.
REWARDS = ("paid", "voucher", "expenses", "other", "nothing")
LUNDY_MARKS = ("not at all", "a little", "mostly", "fully")  # 0 to 3


@dataclass(frozen=True)
class Engagement:
    """One occasion on which people were asked. None means not recorded, which is not the same as none or never.

    `kind`, `stage`, `circle` and `rewards` are of KINDS, STAGES, CIRCLES and REWARDS; `ladder_rung` is 1 to 7, Lundy 0
    to 3 each. `rewards_words` say more about what people got.
    """

    engagement_id: str
    kind: str
    title: str
    held_on: date | None = None
    stage: str | None = None
    circle: str | None = None
    ladder_rung: int | None = None
    space: int | None = None
    voice: int | None = None
    audience: int | None = None
    influence: int | None = None
    fed_back_on: date | None = None
    fed_back_words: str = ""
    illustrative: bool = False
    rewards: str | None = None
    rewards_words: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError(f"engagement {self.engagement_id!r} needs a title: write what it was")
        for name, allowed in (("kind", KINDS), ("stage", STAGES), ("circle", CIRCLES), ("rewards", REWARDS)):
            value = getattr(self, name)
            if value not in allowed and (name == "kind" or value is not None):
                raise ValueError(f"{name} is one of {', '.join(allowed)}, got {value!r}")
        _check_mark("ladder_rung", self.ladder_rung, 1, len(LADDER))
        for name in LUNDY:
            _check_mark(name, getattr(self, name), 0, len(LUNDY_MARKS) - 1)
        if self.held_on and self.fed_back_on and self.fed_back_on < self.held_on:
            raise ValueError(f"fed back on {self.fed_back_on}, before it was held on {self.held_on}: check both dates")
        if self.rewards_words.strip() and self.rewards is None:
            raise ValueError("say first what people got: paid, voucher, expenses, other or nothing")
        if self.fed_back_on and not self.fed_back_words.strip():
            raise ValueError("what was fed back is missing: write what people were told came of it")

    @property
    def ladder_word(self) -> str | None:
        """The word of the rung, None if it was not recorded."""
        return None if self.ladder_rung is None else LADDER[self.ladder_rung - 1]

    @property
    def own(self) -> bool:
        """Whether people were asked here, rather than findings of others being read."""
        return self.kind != "published"


def power_by_stage(engagements: Iterable[Engagement]) -> pd.DataFrame:
    """Give the most power people had at each stage.

    Parameters
    ----------
    engagements : what was done; published findings of others are passed over

    Returns
    -------
    DataFrame[stage, engagements, ladder_rung, ladder_word, space, voice, audience, influence], one row per stage in
    order, those with no engagement included (0 and <NA>). The highest rung reached and the highest mark of each of
    Lundy's four; <NA> where none was recorded.
    """
    rows = []
    own = [engagement for engagement in engagements if engagement.own]
    for stage in STAGES:
        held = [engagement for engagement in own if engagement.stage == stage]
        rung = _highest(engagement.ladder_rung for engagement in held)
        marks = [_highest(getattr(engagement, name) for engagement in held) for name in LUNDY]
        rows.append((stage, len(held), rung, None if rung is None else LADDER[rung - 1], *marks))
    table = pd.DataFrame(rows, columns=["stage", "engagements", "ladder_rung", "ladder_word", *LUNDY])
    return table.astype(dict.fromkeys(("ladder_rung", *LUNDY), "Int64"))


def not_fed_back(engagements: Iterable[Engagement]) -> tuple[Engagement, ...]:
    """Give the occasions after which people were not told what came of it, the earliest first, undated ones last."""
    waiting = [engagement for engagement in engagements if engagement.own and engagement.fed_back_on is None]
    return tuple(sorted(waiting, key=lambda e: (e.held_on is None, e.held_on or date.min, e.engagement_id)))


def who_was_asked(heard: pd.DataFrame, wanted: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Say of every category wanted whether it was heard, was asked and none came, or was not asked.

    Parameters
    ----------
    heard : DataFrame[engagement_id, dimension, category, people, as_of]
        Of one engagement and category the latest `as_of` counts; engagements are added up.
    wanted : mapping of dimension to the categories that should be heard

    Returns
    -------
    DataFrame[dimension, category, state, people]: state "nobody came", "not asked" or "heard", in that order;
    `people` is <NA> where not asked. Internal: counts are not suppressed.

    Raises
    ------
    ValueError
        If a column is missing or a count is negative.
    """
    people = people_heard(heard)
    rows = []
    for dimension, categories in wanted.items():
        for category in dict.fromkeys(categories):
            count = people.get((dimension, category))
            state = "not asked" if count is None else "heard" if count else "nobody came"
            rows.append((dimension, category, state, count))
    table = pd.DataFrame(rows, columns=["dimension", "category", "state", "people"]).astype({"people": "Int64"})
    order = table["state"].map({"nobody came": 0, "not asked": 1, "heard": 2})
    return table.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def people_heard(heard: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Add up the people heard by (dimension, category), taking the latest count of each engagement.

    Parameters
    ----------
    heard : DataFrame[engagement_id, dimension, category, people, as_of]

    Returns
    -------
    dict of (dimension, category) to people; 0 where asked and none came, no key where not asked. `representation`
    takes the counts of one dimension.

    Raises
    ------
    ValueError
        If a column is missing or a count is negative.
    """
    for column in ("engagement_id", "dimension", "category", "people", "as_of"):
        if column not in heard:
            raise ValueError(f"column {column!r} is missing; the table has {', '.join(map(str, heard.columns))}")
    if (heard["people"] < 0).any():
        raise ValueError(f"people heard must be 0 or more, got {heard['people'].min()}")
    latest = heard.sort_values("as_of", kind="stable").groupby(["engagement_id", "dimension", "category"]).tail(1)
    added = latest.groupby(["dimension", "category"], sort=True)["people"].sum()
    return {(str(dimension), str(category)): int(people) for (dimension, category), people in added.items()}


def _check_mark(name: str, value: int | None, lowest: int, highest: int) -> None:
    if value is not None and (isinstance(value, bool) or value not in range(lowest, highest + 1)):
        raise ValueError(f"{name} is a whole number from {lowest} to {highest}, or not recorded, got {value!r}")


def _highest(marks: Iterable[int | None]) -> int | None:
    return max((mark for mark in marks if mark is not None), default=None)
