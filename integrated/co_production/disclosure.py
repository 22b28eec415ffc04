"""Disclosure control: a small count of people is hidden, and nothing shown beside it gives it away.

Every figure about people comes from one `Suppressed`: cells, totals, shares, and whether a quote may stand beside a
cell. A figure added up from anything else (a total over some rows, a percentage of another base) would be a new clue.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from integrated.co_production.circulation import with_totals
from integrated.co_production.hiding import canonical_order, least_hidden

PERCENTAGE_BASE = 10  # below ten people, one person moves a percentage by more than ten points
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
        kept_rows = _kept(self.cells.index, rows)
        kept_columns = _kept(self.cells.columns, columns)
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


def _kept(labels: pd.Index, wanted: Iterable[Hashable] | None) -> list[Hashable]:
    chosen = set(labels if wanted is None else wanted)
    return [label for label in labels if label in chosen]


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
    the bounds and the choice of figures as in `circulation` and `hiding`.
    """
    checked = checked_threshold(threshold)
    counts = checked_counts(table)
    order = canonical_order(table, counts)
    hidden = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1), dtype=bool)
    hidden[order] = least_hidden(with_totals(counts)[order], checked)
    return shown_table(table, counts, hidden, checked)


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


def checked_counts(table: pd.DataFrame) -> NDArray[np.int64]:
    """Read a table of counts, or say which one is no count of people."""
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


def checked_threshold(threshold: int) -> int:
    """Read a threshold, or say that it is none."""
    if isinstance(threshold, bool) or not isinstance(threshold, Real) or threshold < 1 or threshold % 1 != 0:
        raise ValueError(f"threshold must be a whole number of 1 or more, got {threshold!r}")
    return int(threshold)


def shown_table(
    table: pd.DataFrame, counts: NDArray[np.int64], hidden: NDArray[np.bool_], threshold: int
) -> Suppressed:
    """Put <NA> for what is hidden (booleans with totals last, in the table's own order); zeros are never hidden."""
    values = with_totals(counts)
    shown = pd.DataFrame(values).astype("Int64").mask(pd.DataFrame(hidden & (values > 0)))
    cells = shown.iloc[:-1, :-1].set_axis(table.index, axis=0).set_axis(table.columns, axis=1)
    row_totals = shown.iloc[:-1, -1].set_axis(table.index).rename("total")
    column_totals = shown.iloc[-1, :-1].set_axis(table.columns).rename("total")
    total = shown.iat[-1, -1]
    return Suppressed(cells, row_totals, column_totals, total if pd.isna(total) else int(total), threshold)
