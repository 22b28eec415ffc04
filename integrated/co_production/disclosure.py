"""Disclosure control: a small count of people is hidden, and nothing shown beside it gives it away.

Every figure about people comes from one `Suppressed`: cells, totals, shares, and whether a quote may stand beside a
cell. A figure added up from anything else (a total over some rows, a percentage of another base) would be a new clue.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from integrated.co_production.circulation import exchange, hide, with_totals

PERCENTAGE_BASE = 10  # below ten people, one person moves a percentage by more than ten points
LARGE_COUNTS_TO_STAY = 1 / 3
LARGEST_EXCHANGE = 12  # rows and columns; larger tables have room enough, and would take too long
LARGEST_COUNT = 2**53  # above it, floating-point columns no longer hold whole numbers exactly


@dataclass(frozen=True, eq=False)
class Suppressed:
    """A table of counts with its totals, in which everything hidden is <NA> and everything shown is true.

    `cells` (rows x columns), `row_totals` (rows) and `column_totals` (columns) hold Int64; `total` is an int or
    <NA>. Totals count hidden cells too.
    """

    cells: pd.DataFrame
    row_totals: pd.Series
    column_totals: pd.Series
    total: object
    threshold: int = 5

    def hides(self, row: Hashable, column: Hashable) -> bool:
        """Say whether a cell is hidden; a row or column the table does not have holds nobody, so hides nothing."""
        if row not in self.cells.index or column not in self.cells.columns:
            return False
        return bool(pd.isna(self.cells.at[row, column]))

    def hidden_cells(self) -> frozenset[tuple[Hashable, Hashable]]:
        """List every hidden cell as (row, column)."""
        rows, columns = np.nonzero(self.cells.isna().to_numpy())
        return frozenset((self.cells.index[i], self.cells.columns[j]) for i, j in zip(rows, columns, strict=True))

    def only(
        self, *, rows: Iterable[Hashable] | None = None, columns: Iterable[Hashable] | None = None
    ) -> "Suppressed":
        """Show part of the table with the same cells hidden; totals stay those of the whole table.

        A total over the part would be a new figure, and the difference to the whole would give hidden cells away.
        """
        kept_rows = self.cells.index if rows is None else [r for r in self.cells.index if r in set(rows)]
        kept_columns = self.cells.columns if columns is None else [c for c in self.cells.columns if c in set(columns)]
        return Suppressed(
            self.cells.loc[kept_rows, kept_columns],
            self.row_totals.loc[kept_rows],
            self.column_totals.loc[kept_columns],
            self.total,
            self.threshold,
        )

    def row_shares(self, *, base: int = PERCENTAGE_BASE) -> pd.DataFrame:
        """Give each shown cell as a share of its row total; <NA> where either is hidden or the base is too small."""
        totals = self.row_totals.where(self.row_totals >= base)
        return self.cells.astype("Float64").div(totals.astype("Float64"), axis=0)


def suppress(table: pd.DataFrame, *, threshold: int = 5) -> Suppressed:
    """Hide counts of 1 to threshold-1, and as much more as keeps them from being worked out.

    Parameters
    ----------
    table : DataFrame (rows x columns)
        Counts of people: whole numbers, 0 or more, none missing; one row and one column per label.
    threshold : int
        The smallest count that may be shown (0 is always shown), 1 or more.

    Returns
    -------
    Suppressed
        A reader who uses every shown figure, and knows that a hidden one is at least 1, is left with `threshold` or
        more possible values for every hidden count (cell or total) under the threshold.

    Raises
    ------
    ValueError
        Naming the cell, if one is missing, negative or not whole; if a label comes twice; if the threshold is bad.

    Source: primary and secondary suppression as in Hundepool et al. (2012), Statistical Disclosure Control, chapter 4;
    the bounds and the choice of cells as in `circulation`.
    """
    checked = _checked_threshold(threshold)
    counts = _counts(table)
    order = _canonical_order(table, counts)
    hidden = _least_hidden(with_totals(counts)[order], checked)
    return _suppressed(table, counts, _undo(order, hidden), checked)


def suppress_alike(tables: Mapping[str, pd.DataFrame], *, threshold: int = 5) -> dict[str, Suppressed]:
    """Suppress the slices of one table, one per filter setting, so that the same cells are hidden under every filter.

    Parameters
    ----------
    tables : mapping of filter setting to DataFrame
        Counts with the same rows and columns, and nobody in two of the tables.
    threshold : int
        As in `suppress`.

    Returns
    -------
    dict of setting to Suppressed, with the sum of all slices (no filter) first, under the key "". A figure hidden in
    one is hidden in all, unless it is 0 there. Whatever is shown of the sum is then a sum of shown figures, so the
    slices and the sum together tell no more than each slice tells alone.

    Raises
    ------
    ValueError
        As `suppress`; and if the tables differ in rows or columns, or one is called "".
    """
    checked = _checked_threshold(threshold)
    if not tables:
        return {}
    if "" in tables:
        raise ValueError('a slice is called "", which stands for the sum of all: give it a name')
    names = sorted(tables)
    first = tables[names[0]]
    counts = {name: _counts(tables[name]) for name in names}
    for name in names:
        if not (tables[name].index.equals(first.index) and tables[name].columns.equals(first.columns)):
            raise ValueError(f"every slice needs the same rows and columns, but {name!r} differs from {names[0]!r}")
    counts = {"": np.sum(list(counts.values()), axis=0), **counts}
    order = _canonical_order(first, counts[""])
    together = np.zeros((first.shape[0] + 1, first.shape[1] + 1), dtype=bool)
    for values in counts.values():
        together |= _least_hidden(with_totals(values)[order], checked, together)
    hidden = _undo(order, together)
    return {name: _suppressed(first, values, hidden, checked) for name, values in counts.items()}


def quotable(quotes: pd.DataFrame, shown: Suppressed, *, row: str, column: str) -> pd.DataFrame:
    """Keep the quotes that may stand beside a suppressed table: those of cells whose count is shown.

    Parameters
    ----------
    quotes : DataFrame with the columns `row` and `column`
    shown : Suppressed
    row, column : str
        The columns of `quotes` that hold the row and column label of the quote's cell.

    Returns
    -------
    The rows of `quotes` whose cell is in the table, shown and not 0, in their order: a quote from a cell of which the
    table knows nothing could be anyone's.

    Raises
    ------
    ValueError
        If `quotes` lacks a column.
    """
    for name in (row, column):
        if name not in quotes:
            raise ValueError(f"column {name!r} is missing; the quotes have {', '.join(map(str, quotes.columns))}")
    cells = shown.cells.fillna(0)
    kept = [
        place[0] in cells.index and place[1] in cells.columns and cells.at[place] > 0
        for place in zip(quotes[row], quotes[column], strict=True)
    ]
    return quotes[np.array(kept, dtype=bool)]


def _counts(table: pd.DataFrame) -> NDArray[np.int64]:
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"suppress needs a table (a DataFrame of counts), got {type(table).__name__}")
    for name, labels in (("row", table.index), ("column", table.columns)):
        if not labels.is_unique:
            raise ValueError(f"every {name} needs its own label, but {labels[labels.duplicated()][0]!r} comes twice")
    counts = np.zeros(table.shape, dtype=np.int64)
    for i, j in np.ndindex(*table.shape):
        value = table.iat[i, j]
        where = f"row {table.index[i]!r}, column {table.columns[j]!r}"
        if pd.api.types.is_scalar(value) and pd.isna(value):
            raise ValueError(f"a count is missing at {where}: write 0 if nobody, or leave the row out if not asked")
        if isinstance(value, bool | np.bool_ | str) or not isinstance(value, int | float | np.number):
            raise ValueError(f"a count must be a whole number, got {value!r} at {where}")
        if value < 0 or value != np.floor(value) or value > LARGEST_COUNT:
            raise ValueError(f"a count must be a whole number of 0 or more, got {value} at {where}")
        counts[i, j] = int(value)
    if counts.astype(float).sum() > LARGEST_COUNT:
        raise ValueError("the counts add up to more than 9,007,199,254,740,992: they cannot be people")
    return counts


def _checked_threshold(threshold: int) -> int:
    if isinstance(threshold, bool) or threshold != int(threshold) or threshold < 1:
        raise ValueError(f"threshold must be a whole number of 1 or more, got {threshold}")
    return int(threshold)


Order = tuple[NDArray[Any], ...]


def _canonical_order(table: pd.DataFrame, counts: NDArray[np.int64]) -> Order:
    """Order rows and columns by what they hold, then by label, so that their order on screen changes nothing."""
    rows = _ranked(table.index, counts)
    columns = _ranked(table.columns, counts.T)
    return np.ix_(np.append(rows, len(rows)), np.append(columns, len(columns)))


def _ranked(labels: pd.Index, counts: NDArray[np.int64]) -> NDArray[np.intp]:
    keys = [
        (sum(held), sorted(held), str(label), repr(type(label)))
        for label, held in zip(labels, counts.tolist(), strict=True)
    ]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)


def _undo(order: Order, ordered: NDArray[np.bool_]) -> NDArray[np.bool_]:
    values = np.zeros_like(ordered)
    values[order] = ordered
    return values


def _least_hidden(
    values: NDArray[np.int64], threshold: int, already: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Hide cells rather than totals; where that hides too many large counts, give up totals, a few at a time."""
    best = hide(values, threshold, already)
    score = _shown_enough(values, best, threshold)
    while score < 1:
        choices = [exchange(values, best, totals, threshold, already) for totals in _exchanges(values.shape)]
        scores = [_shown_enough(values, hidden, threshold) for hidden in choices]
        if not choices or max(scores) <= score:
            break
        score = max(scores)
        best = choices[scores.index(score)]
    return best


def _exchanges(shape: tuple[int, ...]) -> list[list[tuple[int, int]]]:
    """List the fewest totals that can give way together: two rows, two columns, or a row, a column and the whole."""
    last_row, last_column = shape[0] - 1, shape[1] - 1
    if last_row + last_column > LARGEST_EXCHANGE:
        return []
    pairs = [[(i, last_column), (k, last_column)] for i, k in combinations(range(last_row), 2)]
    pairs += [[(last_row, j), (last_row, k)] for j, k in combinations(range(last_column), 2)]
    triples = [[(i, last_column), (last_row, j), (last_row, last_column)] for i, j in np.ndindex(last_row, last_column)]
    return pairs + triples


def _shown_enough(values: NDArray[np.int64], hidden: NDArray[np.bool_], threshold: int) -> float:
    """Score 1 if a third of the large counts and more than half of the totals stay, else how far the worse gets."""
    large = values[:-1, :-1] >= threshold
    large_shown = 1.0 if not large.any() else 1 - hidden[:-1, :-1][large].mean()
    totals_hidden = np.concatenate([hidden[-1, :], hidden[:-1, -1]])
    most = len(totals_hidden) // 2 + 1
    return min(1.0, large_shown / LARGE_COUNTS_TO_STAY, (~totals_hidden).sum() / most)


def _suppressed(
    table: pd.DataFrame, counts: NDArray[np.int64], hidden: NDArray[np.bool_], threshold: int
) -> Suppressed:
    values = with_totals(counts)
    shown = pd.DataFrame(values).astype("Int64").mask(pd.DataFrame(hidden & (values > 0)))
    cells = shown.iloc[:-1, :-1].set_axis(table.index, axis=0).set_axis(table.columns, axis=1)
    row_totals = shown.iloc[:-1, -1].set_axis(table.index).rename("total")
    column_totals = shown.iloc[-1, :-1].set_axis(table.columns).rename("total")
    total = shown.iat[-1, -1]
    return Suppressed(cells, row_totals, column_totals, total if pd.isna(total) else int(total), threshold)
