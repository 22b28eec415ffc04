"""Small counts stay hidden, what is shown is true, and no more is hidden than is needed."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from integrated.co_production.circulation import with_totals
from integrated.co_production.disclosure import Suppressed, quotable, suppress
from tests.unit.co_production.attacker import recovered

SMALL_TABLES = arrays(
    np.int64,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=5),
    elements=st.one_of(st.integers(0, 6), st.integers(0, 40)),
)


def table(values: object) -> pd.DataFrame:
    counts = np.asarray(values)
    return pd.DataFrame(
        counts,
        index=[f"group {i}" for i in range(len(counts))],
        columns=[f"answer {j}" for j in range(counts.shape[1])],
    )


def planted(rng: np.random.Generator) -> np.ndarray:
    """Large counts of 5 to 60 with one small cell in six, and a zero here and there."""
    shape = (int(rng.integers(2, 9)), int(rng.integers(2, 7)))
    counts = rng.integers(5, 61, size=shape)
    counts = np.where(rng.random(shape) < 1 / 6, rng.integers(1, 5, size=shape), counts)
    counts = np.where(rng.random(shape) < 1 / 12, 0, counts)
    counts[rng.integers(shape[0]), rng.integers(shape[1])] = rng.integers(1, 5)
    return counts


def figures(shown: Suppressed) -> list[tuple[object, int]]:
    """Every figure of the display beside the position it has in the table with totals."""
    return [*shown.cells.to_numpy(dtype=object).ravel(), *shown.row_totals, *shown.column_totals, shown.total]


def true_figures(counts: np.ndarray) -> list[int]:
    return [*counts.ravel(), *counts.sum(axis=1), *counts.sum(axis=0), counts.sum()]


# The attacker


def test_none_of_200_planted_tables_gives_a_small_count_away() -> None:
    rng = np.random.default_rng(20)
    tables = [planted(rng) for _ in range(200)]
    assert sum(int(((t > 0) & (t < 5)).sum()) for t in tables) >= 200
    assert [t.tolist() for t in tables if recovered(suppress(table(t)), t, 5)] == []


def test_whole_number_bounds_agree_that_nothing_is_given_away() -> None:
    rng = np.random.default_rng(21)
    for _ in range(25):
        counts = rng.poisson(rng.gamma(1.5, 5, size=(int(rng.integers(1, 6)), int(rng.integers(1, 5)))))
        assert recovered(suppress(table(counts)), counts, 5, whole=True) == []


def test_the_attacker_finds_what_primary_suppression_alone_gives_away() -> None:
    counts = np.array([[3, 20, 30], [10, 12, 14]])
    honest = suppress(table(counts))
    cells = table(counts).astype("Int64").mask(table(counts) < 5)
    naive = Suppressed(cells, table(counts).sum(axis=1), table(counts).sum(), int(counts.sum()))
    assert recovered(naive, counts, 5) == [(0, 0)]
    assert recovered(honest, counts, 5) == []


@settings(max_examples=150, deadline=None)
@given(counts=SMALL_TABLES, threshold=st.sampled_from([2, 3, 5, 10]))
def test_no_table_and_no_threshold_gives_a_small_count_away(counts: np.ndarray, threshold: int) -> None:
    assert recovered(suppress(table(counts), threshold=threshold), counts, threshold) == []


# What is shown


@settings(max_examples=150, deadline=None)
@given(counts=SMALL_TABLES)
def test_what_is_shown_is_true_and_zero_is_always_shown(counts: np.ndarray) -> None:
    for shown, true in zip(figures(suppress(table(counts))), true_figures(counts), strict=True):
        assert pd.isna(shown) or shown == true
        assert true != 0 or shown == 0
        assert not 1 <= true <= 4 or pd.isna(shown)


@settings(max_examples=60, deadline=None)
@given(counts=SMALL_TABLES, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(counts: np.ndarray, order: object) -> None:
    first = table(counts)
    rows, columns = list(first.index), list(first.columns)
    order.shuffle(rows)  # type: ignore[attr-defined]
    order.shuffle(columns)  # type: ignore[attr-defined]
    shuffled, straight = suppress(first.loc[rows, columns]), suppress(first)
    pd.testing.assert_frame_equal(shuffled.cells, straight.cells.loc[rows, columns])
    pd.testing.assert_series_equal(shuffled.row_totals, straight.row_totals.loc[rows])
    pd.testing.assert_series_equal(shuffled.column_totals, straight.column_totals.loc[columns])
    assert pd.isna(shuffled.total) == pd.isna(straight.total)


def test_a_table_without_small_counts_is_shown_whole() -> None:
    shown = suppress(table([[5, 0, 12], [40, 6, 7]]))
    assert not any(pd.isna(figure) for figure in figures(shown))


def test_totals_count_hidden_cells() -> None:
    shown = suppress(table([[3, 20, 30], [10, 12, 14]]))
    assert pd.isna(shown.cells.iat[0, 0])
    assert shown.row_totals.tolist() == [53, 36]
    assert shown.column_totals.tolist() == [13, 32, 44]
    assert shown.total == 89


def test_one_small_cell_takes_the_cheapest_rectangle_with_it() -> None:
    # The one hidden cell would follow from its row and from its column, so a rectangle goes; 20, 10, 12 are the
    # smallest counts that make one, and 3 can then be anything from 1 to 12 (10 may fall by 9).
    shown = suppress(table([[3, 20, 30], [10, 12, 14]]))
    assert shown.hidden_cells() == {(f"group {i}", f"answer {j}") for i in (0, 1) for j in (0, 1)}


def test_a_rectangle_too_tight_is_widened() -> None:
    # With [[1, 2], [2, 1]] hidden and their sums 3 left over, each would be 1 or 2.
    counts = np.array([[1, 2, 30], [2, 1, 40], [20, 25, 30]])
    shown = suppress(table(counts))
    assert recovered(shown, counts, 5) == []
    assert shown.cells.isna().to_numpy().sum() > 4
    assert shown.cells.notna().to_numpy().any()


# Not more than needed


def test_a_third_of_the_large_counts_and_most_totals_stay() -> None:
    rng = np.random.default_rng(22)
    large_shown, totals_shown = [], []
    for _ in range(300):
        counts = planted(rng)
        if min(counts.shape) < 3:
            continue  # a table of two rows has too few ways round; these are in the next test
        shown = suppress(table(counts))
        large_shown.append(shown.cells.notna().to_numpy()[counts >= 5].mean())
        totals_shown.append(np.mean([not pd.isna(t) for t in [*shown.row_totals, *shown.column_totals, shown.total]]))
    assert len(large_shown) >= 150
    assert min(large_shown) >= 1 / 3
    assert min(totals_shown) > 1 / 2
    assert np.mean(large_shown) >= 0.7
    assert np.mean(totals_shown) >= 0.95


def test_no_choice_for_a_little_table_would_leave_clearly_more_shown() -> None:
    # Every choice is tried: where one leaves a third of the large counts and most totals, so does ours.
    rng = np.random.default_rng(25)
    tried = 0
    for _ in range(25):
        counts = rng.poisson(rng.gamma(1.5, 8, size=(2, int(rng.integers(2, 4)))))
        values = with_totals(counts)
        if enough(values, ~np.array(shown_places(suppress(table(counts)), values.shape))):
            continue
        tried += 1
        places = np.argwhere(values >= 5)
        for chosen in np.ndindex(*[2] * len(places)):
            hidden = (values > 0) & (values < 5)
            hidden[tuple(places.T)] = np.array(chosen, dtype=bool)
            assert not (enough(values, hidden) and not recovered(hidden_by(counts, hidden), counts, 5))
    assert tried >= 3


def enough(values: np.ndarray, hidden: np.ndarray) -> bool:
    large = values[:-1, :-1] >= 5
    totals = np.concatenate([hidden[-1], hidden[:-1, -1]])
    return (not large.any() or (~hidden[:-1, :-1][large]).mean() >= 1 / 3) and (~totals).mean() > 1 / 2


def shown_places(shown: Suppressed, shape: tuple[int, ...]) -> np.ndarray:
    whole = pd.DataFrame(0, index=range(shape[0]), columns=range(shape[1]), dtype="Int64")
    whole.iloc[:-1, :-1] = shown.cells.to_numpy(dtype=object)
    whole.iloc[:-1, -1], whole.iloc[-1, :-1] = shown.row_totals.to_numpy(), shown.column_totals.to_numpy()
    whole.iloc[-1, -1] = shown.total
    return whole.notna().to_numpy()


def hidden_by(counts: np.ndarray, hidden: np.ndarray) -> Suppressed:
    whole = pd.DataFrame(with_totals(counts)).astype("Int64").mask(pd.DataFrame(hidden))
    return Suppressed(whole.iloc[:-1, :-1], whole.iloc[:-1, -1], whole.iloc[-1, :-1], whole.iat[-1, -1])


@settings(max_examples=60, deadline=None)
@given(counts=SMALL_TABLES)
def test_no_hidden_figure_could_simply_be_shown(counts: np.ndarray) -> None:
    shown = suppress(table(counts))
    for i, j in np.argwhere(shown.cells.isna().to_numpy() & (counts >= 5)):
        cells = shown.cells.copy()
        cells.iat[i, j] = counts[i, j]
        more = Suppressed(cells, shown.row_totals, shown.column_totals, shown.total)
        assert recovered(more, counts, 5)


# Shapes at the edge


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_table_stays_empty(shape: tuple[int, int]) -> None:
    shown = suppress(pd.DataFrame(np.zeros(shape, dtype=int)))
    assert shown.cells.shape == shape
    assert shown.row_totals.tolist() == [0] * shape[0]
    assert shown.column_totals.tolist() == [0] * shape[1]
    assert shown.total == 0


def test_all_zeros_are_shown() -> None:
    assert figures(suppress(table(np.zeros((3, 2), dtype=int)))) == [0] * 12


@pytest.mark.parametrize(
    "values", [[[3]], [[3, 20, 30]], [[3], [20], [30]], [[0, 3, 0]], [[1, 2, 3], [4, 3, 2]], [[1, 4]], [[2, 40]]]
)
def test_one_row_one_column_and_all_small_hide_every_small_count(values: list[list[int]]) -> None:
    counts = np.array(values)
    assert recovered(suppress(table(counts)), counts, 5) == []


def test_a_lone_small_count_hides_its_totals() -> None:
    shown = suppress(table([[0, 3, 0]]))
    assert shown.cells.iloc[0].fillna(-1).tolist() == [0, -1, 0]
    assert pd.isna(shown.row_totals.iloc[0])
    assert shown.column_totals.fillna(-1).tolist() == [0, -1, 0]
    assert pd.isna(shown.total)


def test_a_threshold_of_one_hides_nothing() -> None:
    assert not any(pd.isna(figure) for figure in figures(suppress(table([[1, 2], [0, 3]]), threshold=1)))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (pd.DataFrame({"for": [3.5]}), "whole number of 0 or more, got 3.5 at row 0, column 'for'"),
        (pd.DataFrame({"for": [5, -2]}), "0 or more, got -2 at row 1"),
        (pd.DataFrame({"for": [5, None]}), "missing at row 1, column 'for'"),
        (pd.DataFrame({"for": [5, pd.NA]}), "missing at row 1"),
        (pd.DataFrame({"for": [np.inf]}), "got inf"),
        (pd.DataFrame({"for": ["7"]}), "got '7'"),
        (pd.DataFrame({"for": [True]}), "got (np.)?True"),
        (pd.DataFrame([[5, 6]], columns=["for", "for"]), "column needs its own label, but 'for' comes twice"),
        ([[5, 6]], "got list"),
    ],
)
def test_bad_counts_are_named(bad: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        suppress(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("threshold", [0, -1, 2.5, True, "5", None, float("nan"), float("inf")])
def test_a_bad_threshold_is_named(threshold: object) -> None:
    with pytest.raises(ValueError, match="threshold must be a whole number of 1 or more"):
        suppress(table([[5]]), threshold=threshold)  # type: ignore[arg-type]


def test_a_page_of_tables_is_fast() -> None:
    rng = np.random.default_rng(23)
    for shape, seconds in (((5, 4), 0.020), ((10, 10), 0.100)):
        taken = []
        for _ in range(5):
            counts = table(rng.poisson(rng.gamma(1.5, 6, size=shape)))
            start = time.perf_counter()
            suppress(counts)
            taken.append(time.perf_counter() - start)
        assert min(taken) < seconds


# Filters, quotes and percentages


def test_a_filter_hides_the_same_cells_and_keeps_the_totals_of_the_whole() -> None:
    shown = suppress(table([[3, 20, 30], [10, 12, 14], [8, 9, 50]]))
    part = shown.only(rows=iter(["group 2", "group 0"]), columns=["answer 0", "no such answer"])
    assert part.cells.index.tolist() == ["group 0", "group 2"]
    assert part.hidden_cells() == {place for place in shown.hidden_cells() if place[1] == "answer 0"} & {
        ("group 0", "answer 0"),
        ("group 2", "answer 0"),
    }
    assert part.column_totals.tolist() == [21]
    assert part.total == shown.total


def test_quotes_of_a_hidden_cell_are_hidden() -> None:
    shown = suppress(
        pd.DataFrame(
            [[3, 20], [10, 12], [30, 0]], index=["young", "carers", "advisers"], columns=["supports", "opposes"]
        )
    )
    quotes = pd.DataFrame(
        {
            "contribution_id": ["c1", "c2", "c3", "c4"],
            "group_name": ["young", "advisers", "advisers", "visitors"],
            "stance": ["supports", "supports", None, "supports"],
        }
    )
    assert shown.hides("young", "supports")
    assert not shown.hides("advisers", "supports")
    assert quotable(quotes, shown, row="group_name", column="stance")["contribution_id"].tolist() == ["c2"]


def test_percentages_need_a_base_of_ten() -> None:
    shares = suppress(table([[9, 0], [10, 0], [5, 15]])).row_shares()
    assert shares.iloc[0].isna().all()
    assert shares.iloc[1].tolist() == [1.0, 0.0]
    assert shares.iloc[2].tolist() == [0.25, 0.75]


def test_a_hidden_cell_has_no_percentage() -> None:
    shown = suppress(table([[3, 20, 30], [10, 12, 14]]))
    assert (shown.row_shares().isna() == shown.cells.isna()).to_numpy().all()
