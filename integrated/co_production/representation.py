"""Who was heard against who lives here: whose voices are missing, and where the numbers cannot say."""

import math
from collections.abc import Mapping
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from integrated.co_production.intervals import wilson

NOT_RECORDED = "not recorded"
MOST_NOT_RECORDED = 0.20  # a larger share that was not recorded could change any of the others
IN_LINE = 1.5  # from 1/1.5 to 1.5 times the share of the population
MISSING_VOICES_FIRST = ("nobody heard", "under-represented", "cannot tell", "over-represented", "in line")
COLUMNS = ["category", "heard", "share", "ratio", "ratio_lb", "ratio_ub", "state"]


def representation(heard: Mapping[str, int], population: Mapping[str, float], *, level: float = 0.95) -> pd.DataFrame:
    """Compare the people heard with the population they stand for, category by category.

    Parameters
    ----------
    heard : mapping of category to people
        Whole numbers. "not recorded" counts in the total and has no share of the population.
    population : mapping of category to share
        In [0, 1]. A category that is not in `heard` has nobody heard. A share of 0 is no benchmark.
    level : float
        Of the Wilson interval of the share heard.

    Returns
    -------
    DataFrame[category, heard, share, ratio, ratio_lb, ratio_ub, state]
        `share` is of all people heard; `ratio` is that share over the population's, NaN without a benchmark. `state`,
        the first that fits: "nobody heard" (0 heard and ratio_ub >= 1), "in line" (interval within 1/1.5 to 1.5),
        "under-represented" (ratio_ub < 1), "over-represented" (ratio_lb > 1), "cannot tell". With more than 20% not
        recorded, all are "cannot tell". Categories with nobody heard first, then by state, then lowest ratio first;
        "not recorded" last. Internal: counts of 1 to 4 are not for the screen.

    Raises
    ------
    ValueError
        For a count that is not a whole number of 0 or more, a share outside [0, 1], a share given for "not recorded",
        or a level outside (0, 1).

    Source: ratio of the share heard to the share in the population (composition index); interval by Wilson (1927).
    """
    counts, shares = _checked(heard, population)
    categories = [*shares, *(c for c in counts if c not in shares)]
    people = np.array([counts.get(c, 0) for c in categories], dtype=np.int64)
    benchmark = np.array([shares.get(c) or np.nan for c in categories])
    total = int(people.sum())
    lower, upper = wilson(people, total, level=level)
    share = people / total if total else np.full(len(people), np.nan)
    table = pd.DataFrame(
        {
            "category": pd.Series(categories, dtype=object),
            "heard": people,
            "share": share,
            "ratio": share / benchmark,
            "ratio_lb": lower / benchmark,
            "ratio_ub": upper / benchmark,
        }
    )
    too_few_recorded = total > 0 and counts.get(NOT_RECORDED, 0) / total > MOST_NOT_RECORDED
    states = [
        "cannot tell" if too_few_recorded else _state(int(row.heard), row.ratio_lb, row.ratio_ub)
        for row in table.itertuples()
    ]
    return _missing_voices_first(table.assign(state=pd.Series(states, dtype=object)))


def states_of(heard: NDArray[np.int64], total: int, population: float | None) -> NDArray[np.object_]:
    """Give the state that each count of people out of a total would have, were enough recorded.

    Parameters
    ----------
    heard : counts, 0 to total. population : share in [0, 1], None or 0 without a benchmark.
    """
    lower, upper = wilson(heard, total)
    share = population or np.nan
    return np.array(
        [_state(int(n), low / share, high / share) for n, low, high in zip(heard, lower, upper, strict=True)],
        dtype=object,
    )


def _state(heard: int, ratio_lb: float, ratio_ub: float) -> str:
    if heard == 0 and ratio_ub >= 1:
        return "nobody heard"
    if ratio_lb >= 1 / IN_LINE and ratio_ub <= IN_LINE:
        return "in line"
    if ratio_ub < 1:
        return "under-represented"
    if ratio_lb > 1:
        return "over-represented"
    return "cannot tell"


def _missing_voices_first(table: pd.DataFrame) -> pd.DataFrame:
    nobody = (table["heard"] == 0) & table["state"].isin(["nobody heard", "under-represented"])
    ordered = table.assign(
        last=table["category"] == NOT_RECORDED,
        urgency=table["state"].map(MISSING_VOICES_FIRST.index).where(~nobody, 0),
        name=table["category"].astype(str),
    ).sort_values(["last", "urgency", "ratio", "ratio_ub", "name"], na_position="last", kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


def _checked(heard: Mapping[str, int], population: Mapping[str, float]) -> tuple[dict[str, int], dict[str, float]]:
    for category, people in heard.items():
        if not _is_number(people) or people < 0 or people != math.floor(people):
            raise ValueError(f"people heard must be a whole number of 0 or more, got {people!r} for {category!r}")
    if NOT_RECORDED in population:
        raise ValueError('"not recorded" is no part of the population: leave its share out')
    for category, share in population.items():
        if not _is_number(share) or not 0 <= share <= 1:
            raise ValueError(
                f"a share of the population must lie in [0, 1], got {share!r} for {category!r}: write 0.35 for 35%"
            )
    return {c: int(people) for c, people in heard.items()}, {c: float(share) for c, share in population.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
