"""What anybody can work out about the hidden figures of one table: the fewest and the most people of each cell.

Nothing but shown figures goes in, so nothing that is decided by the answer can give a hidden figure away.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from integrated.co_production.disclosure import Suppressed

Range = tuple[float, float]
NO_LIMIT = float("inf")
MOST_ROUNDS = 100  # to stop early only leaves the ranges wider


def possible_counts(shown: Suppressed) -> Mapping[Hashable, Mapping[Hashable, Range]]:
    """The fewest and the most people that each cell of a suppressed table can hold, as a reader can work them out.

    Parameters
    ----------
    shown : groups x answers, after suppression.

    Returns
    -------
    dict of row to dict of column to (fewest, most); infinite where nothing shown sets a limit. Each row and each column
    is looked at by itself, again and again, until nothing more follows: the true bounds are as narrow or narrower.

    Source: interval propagation over the additive constraints of a table with totals, as in Hundepool et al. (2012),
    Statistical Disclosure Control, chapter 4.
    """
    cells = shown.cells.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    low = np.where(np.isnan(cells), 1.0, cells)  # zeros are shown, so what is hidden is one at least
    high = np.where(np.isnan(cells), NO_LIMIT, cells)
    lines = [(low[i, :], high[i, :], total) for i, total in enumerate(shown.row_totals)]
    lines += [(low[:, j], high[:, j], total) for j, total in enumerate(shown.column_totals)]
    lines.append((low.reshape(-1), high.reshape(-1), shown.total))
    for _ in range(MOST_ROUNDS):
        changed = [_narrow(*line) for line in lines]
        if not any(changed):
            break
    return {
        row: {column: (float(low[i, j]), float(high[i, j])) for j, column in enumerate(shown.cells.columns)}
        for i, row in enumerate(shown.cells.index)
    }


def added(ranges: Iterable[Range]) -> Range:
    """The range of a sum, each part being free within its own."""
    lows, highs = zip(*ranges, strict=True)
    return float(sum(lows)), float(sum(highs))


def _narrow(low: NDArray[np.float64], high: NDArray[np.float64], shown: Any) -> bool:
    """Narrow the cells of one line (views, changed in place) to what its total leaves; whether anything changed."""
    if pd.isna(shown):
        return False
    total, without_limit = float(shown), np.isinf(high)
    most = total - (low.sum() - low)
    held = np.where(without_limit, 0.0, high)
    others = np.where(without_limit.sum() - without_limit > 0, NO_LIMIT, held.sum() - held)
    least = total - others
    changed = bool((most < high).any() or (least > low).any())
    np.minimum(high, most, out=high)
    np.maximum(low, least, out=low)
    return changed
