"""Which figures of a table with totals to hide: enough to protect the small ones, and not many more.

Tables are whole numbers (rows + 1) x (columns + 1) with totals last, as `with_totals` makes them; choices are booleans
of that shape, True where hidden. Their rows and columns are in canonical order, so that ties fall alike.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from integrated.co_production.circulation import Circulation, Place, with_totals

LARGE_COUNTS_TO_STAY = 1 / 3
LARGEST_EXCHANGE = 16  # rows and columns; larger tables have room enough, and would take too long

Table = NDArray[np.int64]
Choice = NDArray[np.bool_]
Order = tuple[NDArray[Any], ...]


class CannotProtectError(ValueError):
    """A small figure that nothing allowed to be hidden would protect; `place` says which."""

    def __init__(self, place: Place) -> None:
        super().__init__(f"nothing that may be hidden protects the figure at {place}")
        self.place = place


def canonical_order(table: pd.DataFrame, counts: Table) -> Order:
    """Order rows and columns by what they hold, then by label, totals last: an index to read and assign through."""
    rows, columns = _ranked(table.index, counts), _ranked(table.columns, counts.T)
    return np.ix_(np.append(rows, len(rows)), np.append(columns, len(columns)))


def least_hidden(
    values: Table, threshold: int, *, already: Choice | None = None, never: Choice | None = None
) -> Choice:
    """Choose what to hide, so that no small figure can be narrowed to fewer than `threshold` possible values.

    Parameters
    ----------
    values : table with totals
    threshold : figures of 1 to threshold-1 are small
    already, never : choices, or None
        Figures that are hidden whatever this table needs (zeros stay shown), and figures that may not be hidden.

    Returns
    -------
    Choice: cells rather than totals; where that hides too many large counts, totals give way, a few at a time.

    Raises
    ------
    CannotProtectError
        If `never` leaves no way.
    """
    best = _cells_first(values, threshold, already, never)
    score, improved = _shown_enough(values, best, threshold), True
    while score < 1 and improved:
        improved, start = False, best
        for totals in _exchanges(values, start, threshold):
            if never is None or not any(never[place] for place in totals):
                choice = _exchange(values, start, totals, threshold, already)
                reached = _shown_enough(values, choice, threshold)
                if reached > score:
                    best, score, improved = choice, reached, True
                    if score >= 1:
                        break
    return best


def _ranked(labels: pd.Index, counts: Table) -> NDArray[np.intp]:
    keys = [
        (sum(held), sorted(held), str(label), repr(type(label)))
        for label, held in zip(labels, counts.tolist(), strict=True)
    ]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)


def _cells_first(values: Table, threshold: int, already: Choice | None, never: Choice | None) -> Choice:
    circulation = Circulation(
        values, () if never is None else zip(*(a.tolist() for a in np.nonzero(never)), strict=True)
    )
    given = _places(circulation, already)
    small = small_figures(circulation, threshold)
    for place in given.union(small):
        circulation.hide(place)
    for place in small:
        while circulation.spread(place, threshold - 1)[0] < threshold - 1:
            chosen = circulation.cheapest_cycle(place, threshold - 1)
            if not chosen:
                raise CannotProtectError(place)
            for each in chosen:
                circulation.hide(each)
    # Paths were chosen one by one, so an early one may be needless by now. Totals and large counts come back first.
    _show_needless(circulation, threshold, given, sorted(circulation.hidden, key=lambda p: (-circulation.price[p], p)))
    return _as_choice(circulation)


def _exchange(values: Table, hidden: Choice, totals: Iterable[Place], threshold: int, already: Choice | None) -> Choice:
    """Hide some totals beside a safe choice, and show again what becomes needless, cells before totals."""
    circulation = Circulation(values)
    for place in _places(circulation, hidden).union(place for place in totals if place in circulation.value):
        circulation.hide(place)
    last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
    order = sorted(
        circulation.hidden, key=lambda p: (p[0] == last_row or p[1] == last_column, -circulation.value[p], p)
    )
    _show_needless(circulation, threshold, _places(circulation, already), order)
    return _as_choice(circulation)


def _exchanges(values: Table, hidden: Choice, threshold: int) -> list[list[Place]]:
    """List the fewest totals that can give way together: two rows, two columns, or a row, a column and the whole.

    Left out is what cannot help: where no large count is hidden, or where too few totals would stay.
    """
    last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
    if last_row + last_column > LARGEST_EXCHANGE:
        return []
    pairs = [[(i, last_column), (k, last_column)] for i, k in combinations(range(last_row), 2)]
    pairs += [[(last_row, j), (last_row, k)] for j, k in combinations(range(last_column), 2)]
    triples = [[(i, last_column), (last_row, j), (last_row, last_column)] for i, j in np.ndindex(last_row, last_column)]
    large_hidden = with_totals((hidden & (values >= threshold))[:-1, :-1].astype(np.int64))
    score = _shown_enough(values, hidden, threshold)
    useful = []
    for totals in pairs + triples:
        after = hidden.copy()
        after[tuple(zip(*totals, strict=True))] = True
        if any(large_hidden[place] for place in totals[:2]) and _totals_shown(after) > score:
            useful.append(totals)
    return useful


def _shown_enough(values: Table, hidden: Choice, threshold: int) -> float:
    """Score 1 if a third of the large counts and more than half of the totals stay, else how far the worse gets."""
    large = values[:-1, :-1] >= threshold
    large_shown = 1.0 if not large.any() else 1 - hidden[:-1, :-1][large].mean()
    return float(min(1.0, large_shown / LARGE_COUNTS_TO_STAY, _totals_shown(hidden)))


def _totals_shown(hidden: Choice) -> float:
    totals_hidden = np.concatenate([hidden[-1, :], hidden[:-1, -1]])
    return float((~totals_hidden).sum() / (len(totals_hidden) // 2 + 1))


def small_figures(circulation: Circulation, threshold: int) -> list[Place]:
    """List the figures that need protecting, smallest first."""
    small = [place for place, value in circulation.value.items() if value < threshold]
    return sorted(small, key=lambda place: (circulation.value[place], place))


def _show_needless(circulation: Circulation, threshold: int, keep: set[Place], order: Iterable[Place]) -> None:
    """Show hidden figures again, in this order, wherever every small figure stays safe."""
    spread = threshold - 1
    witnesses = {place: circulation.spread(place, spread)[1] for place in small_figures(circulation, threshold)}
    for place in order:
        if place in keep or place in witnesses:
            continue
        circulation.show(place)
        renewed = {}
        for target, witness in witnesses.items():
            if place in witness:  # the others do not rest on this figure
                found, renewed[target] = circulation.spread(target, spread)
                if found < spread:
                    circulation.hide(place)
                    break
        else:
            witnesses.update(renewed)


def _places(circulation: Circulation, chosen: Choice | None) -> set[Place]:
    return set() if chosen is None else {place for place in circulation.value if chosen[place]}


def _as_choice(circulation: Circulation) -> Choice:
    hidden = np.zeros(circulation.shape, dtype=bool)
    for place in circulation.hidden:
        hidden[place] = True
    return hidden
