"""Ranges of hidden cells from shown figures: never narrower than what the exact solver finds."""

import numpy as np
import pandas as pd

from integrated.co_production.disclosure import Suppressed, suppress
from integrated.co_production.possible_counts import added, possible_counts
from tests.unit.co_production.attacker import equations, possible_values
from tests.unit.co_production.test_disclosure import planted, table


def test_the_truth_lies_in_every_range_and_the_exact_bounds_too() -> None:
    rng = np.random.default_rng(5)
    narrowed = 0
    for _ in range(20):
        counts = planted(rng)
        shown = suppress(table(counts))
        ranges = possible_counts(shown)
        hidden, _, _ = equations(shown)
        for place, k in hidden.items():
            low, high = ranges[shown.cells.index[place[0]]][shown.cells.columns[place[1]]]
            assert low <= counts[place] <= high
            weights = np.zeros(len(hidden))
            weights[k] = 1
            assert possible_values(shown, weights) <= high - low + 1
            narrowed += np.isfinite(high)
    assert narrowed


def test_what_a_row_and_its_columns_leave_is_found() -> None:
    cells = pd.DataFrame({"for": [pd.NA, 5], "against": [pd.NA, pd.NA]}, index=["a", "b"], dtype="Int64")
    rows = pd.Series([8, pd.NA], index=["a", "b"], dtype="Int64")
    columns = pd.Series([9, pd.NA], index=["for", "against"], dtype="Int64")
    found = possible_counts(Suppressed(cells, rows, columns, pd.NA))
    assert found["a"] == {"for": (4, 4), "against": (4, 4)}
    assert found["b"] == {"for": (5, 5), "against": (1, np.inf)}
    assert added([(1, 2), (3, np.inf)]) == (4, np.inf)


def test_a_known_total_limits_what_no_row_and_no_column_does() -> None:
    cells = pd.DataFrame({"for": [pd.NA], "against": [pd.NA]}, index=["a"], dtype="Int64")
    nothing = pd.Series([pd.NA], index=["a"], dtype="Int64")
    found = possible_counts(Suppressed(cells, nothing, pd.Series([pd.NA, pd.NA], index=["for", "against"]), 9))
    assert found["a"] == {"for": (1, 8), "against": (1, 8)}


def test_a_table_of_nobody_has_no_ranges() -> None:
    assert dict(possible_counts(suppress(pd.DataFrame(columns=["for"], dtype="int64")))) == {}
