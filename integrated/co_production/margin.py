"""Counts by one attribute of a number of people that is known: what is hidden must not follow from the rest."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from integrated.co_production.circulation import with_totals
from integrated.co_production.disclosure import checked_counts, checked_threshold
from integrated.co_production.hiding import CannotProtectError, canonical_order, least_hidden


def shown_margin(counts: Mapping[str, int], *, threshold: int = 5) -> dict[str, int | None]:
    """Hide small counts of one attribute, and further ones, since everybody can know the total.

    Parameters
    ----------
    counts : people by category; each person is in one category.
    threshold : the smallest count that may be shown (0 is always shown), 1 or more.

    Returns
    -------
    dict of category to people, None where hidden, in the order given. A reader who knows the total and every shown
    count is left with `threshold` or more values for every count of 1 to threshold-1; where no choice achieves that,
    every count but 0 is hidden.

    Raises
    ------
    ValueError
        For a count that is not a whole number of 0 or more, or a bad threshold.
    """
    checked = checked_threshold(threshold)
    if not counts:
        return {}
    table = pd.DataFrame([list(counts.values())], index=["people"], columns=list(counts))
    values = checked_counts(table)
    order = canonical_order(table, values)
    ordered = with_totals(values)[order]
    never = np.zeros(ordered.shape, dtype=bool)
    never[:, -1] = True
    try:
        chosen = least_hidden(ordered, checked, never=never)
    except CannotProtectError:
        chosen = ordered > 0
    hidden = np.zeros_like(chosen)
    hidden[order] = chosen
    return {
        category: None if hidden[0, place] and people > 0 else int(people)
        for place, (category, people) in enumerate(counts.items())
    }
