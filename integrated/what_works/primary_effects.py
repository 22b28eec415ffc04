"""Which of a study's several effects on one outcome is the primary one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from integrated.what_works.effect_rows import Row, Rows, effect_rows, missing, study_of, usable

USUAL_MONTHS = 24.0


def primary_effects(
    effects: Rows, *, measure_order: Mapping[str, Sequence[str]] | None = None, months: float = USUAL_MONTHS
) -> NDArray[np.bool_]:
    """One effect per option, outcome and study, by a rule fixed before anybody looks at the numbers.

    Unusable rows are dropped; then, among the rows of one study on one outcome: the whole sample before subgroups,
    the order of measures of the outcome, the follow-up nearest 24 months (the longer of two as near), the lowest id.

    Parameters
    ----------
    effects : DataFrame or sequence of mappings with the columns of table `effect`: `effect_id`, `outcome_id`; used if
        there: `option_id`, `study_id` (else `programme`), `subgroup`, `measure`, `follow_up_months`, `design`,
        `excluded_because` (or `use` "no")
    measure_order : measures of each outcome, the one to prefer first; others come after those named
    months : the follow-up to prefer

    Returns
    -------
    bool array of n, in the order of the rows. A study with results for subgroups only has one of them marked here;
    it still is not pooled with whole samples.

    Raises
    ------
    ValueError
        A row without `effect_id` or `outcome_id`, or an unknown design.
    """
    rows = effect_rows(effects, ("effect_id", "outcome_id"))
    orders = measure_order or {}
    best: dict[tuple[object, ...], tuple[tuple[Any, ...], int]] = {}
    for position, row in enumerate(rows):
        if not usable(row):
            continue
        option = None if missing(row.get("option_id")) else row["option_id"]
        place = (option, row["outcome_id"], study_of(row, position))
        rank = preference(row, orders.get(str(row["outcome_id"]), ()), months)
        if place not in best or rank < best[place][0]:
            best[place] = (rank, position)
    chosen = np.zeros(len(rows), dtype=bool)
    chosen[[position for _, position in best.values()]] = True
    return chosen


def preference(row: Row, measures: Sequence[str], months: float) -> tuple[Any, ...]:
    """Sorts the rows of one study on one outcome, the primary one first."""
    preferred = list(measures)
    by_measure = preferred.index(row["measure"]) if row.get("measure") in preferred else len(preferred)
    follow_up = None if missing(row.get("follow_up_months")) else float(row["follow_up_months"])
    distance = float("inf") if follow_up is None else abs(follow_up - months)
    return not missing(row.get("subgroup")), by_measure, distance, -(follow_up or 0.0), natural(str(row["effect_id"]))


def natural(text: str) -> list[tuple[bool, int, str]]:
    """Sorts E9 before E10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", text)]
