"""A table with its totals as a circulation of people, and what a reader can work out about the figures left out.

From a source people flow to the rows, through the cells to the columns, on to a sink, and back as the grand total.
Each figure is one arc; at every node what flows in flows out. How far a hidden figure can differ from the truth while
every shown one stays as it is, is a maximum flow through the hidden arcs: exact, in whole numbers, without a solver.

Source: Gusfield (1988), SIAM Journal on Computing 17, 552-571 (bounds); Kelly, Golden and Assad (1992), Networks 22,
397-417 (cheapest paths).
"""

from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

Place = tuple[int, int]  # row and column in the table with its totals: the last row and column hold the totals
WITHOUT_LIMIT = 1 << 62
CELL_PRICE = 1000  # whole numbers add up to the same sum in any order
TOTAL_PRICE = 1000  # in cells: totals go only where cells cannot do it


def with_totals(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add a last column of row totals and a last row of column totals to counts (rows x columns)."""
    rows = np.concatenate([counts, counts.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([rows, rows.sum(axis=0, keepdims=True)], axis=0)


def hide(values: NDArray[np.int64], threshold: int, already: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Choose what to hide, so that no small figure can be narrowed to fewer than `threshold` possible values.

    Parameters
    ----------
    values : whole numbers (rows + 1) x (columns + 1), totals last
    threshold : figures of 1 to threshold-1 are small
    already : booleans of that shape, or None
        Figures that are hidden whatever this table needs (zeros stay shown).

    Returns
    -------
    Booleans of that shape: True where hidden; cells rather than totals.
    """
    circulation = Circulation(values)
    given = _places(circulation, already)
    small = _small(circulation, threshold)
    for place in given.union(small):
        circulation.hide(place)
    for place in small:
        while circulation.spread(place, threshold - 1)[0] < threshold - 1:
            for chosen in circulation.cheapest_cycle(place, threshold - 1):
                circulation.hide(chosen)
    # Paths were chosen one by one, so an early one may be needless by now. Totals and large counts come back first.
    _show_needless(circulation, threshold, given, sorted(circulation.hidden, key=lambda p: (-circulation.price[p], p)))
    return _as_booleans(circulation)


def exchange(
    values: NDArray[np.int64],
    hidden: NDArray[np.bool_],
    totals: Iterable[Place],
    threshold: int,
    already: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Hide some totals beside a choice that is safe, and show again every cell that becomes needless.

    Parameters
    ----------
    values, threshold, already : as in `hide`
    hidden : booleans, a safe choice
    totals : places of totals to hide beside it

    Returns
    -------
    Booleans: a safe choice, cells shown before totals.
    """
    circulation = Circulation(values)
    for place in _places(circulation, hidden).union(place for place in totals if place in circulation.value):
        circulation.hide(place)
    last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
    order = sorted(
        circulation.hidden, key=lambda p: (p[0] == last_row or p[1] == last_column, -circulation.value[p], p)
    )
    _show_needless(circulation, threshold, _places(circulation, already), order)
    return _as_booleans(circulation)


def _small(circulation: "Circulation", threshold: int) -> list[Place]:
    small = [place for place, value in circulation.value.items() if value < threshold]
    return sorted(small, key=lambda place: (circulation.value[place], place))


def _places(circulation: "Circulation", chosen: NDArray[np.bool_] | None) -> set[Place]:
    return set() if chosen is None else {place for place in circulation.value if chosen[place]}


def _as_booleans(circulation: "Circulation") -> NDArray[np.bool_]:
    hidden = np.zeros(circulation.shape, dtype=bool)
    for place in circulation.hidden:
        hidden[place] = True
    return hidden


def _show_needless(circulation: "Circulation", threshold: int, keep: set[Place], order: Iterable[Place]) -> None:
    """Show hidden figures again, in this order, wherever every small figure stays safe."""
    spread = threshold - 1
    witnesses = {place: circulation.spread(place, spread)[1] for place in _small(circulation, threshold)}
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


class Circulation:
    """The figures of a table as arcs between nodes, some of them hidden.

    Nodes: the rows, then the sink (as the row of column totals), then the columns, then the source (as the column of
    row totals). Zeros are always shown, so they are no arcs.
    """

    def __init__(self, values: NDArray[np.int64]) -> None:
        self.shape = values.shape
        last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
        everyone = max(int(values[last_row, last_column]), 1)
        self.value: dict[Place, int] = {}
        self.price: dict[Place, int] = {}
        self.ends: dict[Place, tuple[int, int]] = {}
        self.hidden: set[Place] = set()
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(values)), strict=True):
            value, is_total = int(values[i, j]), i == last_row or j == last_column
            row, column = i, values.shape[0] + j
            self.value[i, j] = value
            # The fewest figures first, then the smallest counts.
            self.price[i, j] = (CELL_PRICE + CELL_PRICE * value // (10 * everyone)) * (TOTAL_PRICE if is_total else 1)
            self.ends[i, j] = (column, row) if (i == last_row) != (j == last_column) else (row, column)
        self._nodes = values.shape[0] + values.shape[1]
        self._room: list[dict[int, int]] = [{} for _ in range(self._nodes)]  # how much more can flow, hidden arcs only
        self._shown: list[dict[int, tuple[int, Place]]] = [{} for _ in range(self._nodes)]  # price of shown arcs
        self._place: dict[tuple[int, int], Place] = {}
        for place, (tail, head) in self.ends.items():
            self._place[tail, head] = self._place[head, tail] = place
            self.show(place)

    def hide(self, place: Place) -> None:
        """Hide a figure: it may be larger without limit, and smaller down to 1."""
        tail, head = self.ends[place]
        self.hidden.add(place)
        self._room[tail][head], self._room[head][tail] = WITHOUT_LIMIT, self.value[place] - 1
        self._shown[tail].pop(head, None)
        self._shown[head].pop(tail, None)

    def show(self, place: Place) -> None:
        """Show a figure: nothing can change there."""
        tail, head = self.ends[place]
        self.hidden.discard(place)
        self._room[tail].pop(head, None)
        self._room[head].pop(tail, None)
        self._shown[tail][head] = self._shown[head][tail] = (self.price[place], place)

    def spread(self, place: Place, enough: int) -> tuple[int, frozenset[Place]]:
        """Give highest minus lowest possible value of a figure, up to `enough`, and the hidden figures this uses."""
        tail, head = self.ends[place]
        up, used_up, changes = self._flow(head, tail, enough)
        self._undo(changes)
        if up >= enough:
            return up, used_up
        down, used_down, changes = self._flow(tail, head, min(self.value[place] - 1, enough - up))
        self._undo(changes)
        return up + down, used_up | used_down

    def cheapest_cycle(self, place: Place, enough: int) -> list[Place]:
        """Find the shown figures that cost least to hide and let a hidden figure spread as far as `enough`."""
        tail, head = self.ends[place]
        down, _, changes = self._flow(tail, head, min(self.value[place] - 1, enough))
        self._undo(changes)
        up, _, changes = self._flow(head, tail, enough)
        path = self._cheapest_path(head, tail, enough - up - down)
        self._undo(changes)
        return path

    def _flow(self, start: int, end: int, wanted: int) -> tuple[int, frozenset[Place], list[tuple[int, int, int]]]:
        """Send up to `wanted` from start to end, not over the arc between them."""
        sent, used, changes = 0, set[Place](), []
        while sent < wanted:
            path = self._path(start, end)
            if not path:
                break
            push = min(wanted - sent, min(self._room[u][v] for u, v in path))
            sent += push
            used.update(self._place[arc] for arc in path)
            for u, v in path:
                changes.append((u, v, push))
                self._room[u][v] -= push
                self._room[v][u] += push
        return sent, frozenset(used), changes

    def _undo(self, changes: list[tuple[int, int, int]]) -> None:
        for u, v, push in changes:
            self._room[u][v] += push
            self._room[v][u] -= push

    def _path(self, start: int, end: int) -> list[tuple[int, int]]:
        """Find a shortest path with room from start to end, not over the arc between them."""
        came_from = {start: start}
        queue = deque([start])
        while queue:
            u = queue.popleft()
            for v, room in self._room[u].items():
                if room > 0 and v not in came_from and not (u == start and v == end):
                    came_from[v] = u
                    if v == end:
                        return _steps(came_from, end)
                    queue.append(v)
        return []

    def _cheapest_path(self, start: int, end: int, needed: int) -> list[Place]:
        """Find the path with room for `needed` whose shown figures cost least to hide."""
        best, came_from, queue = {start: 0}, {start: start}, [(0, start)]
        while queue:
            cost, u = heappop(queue)
            if u == end:
                break
            if cost > best[u]:
                continue
            steps = [(v, 0) for v, room in self._room[u].items() if room >= needed]
            # A shown figure is at least the threshold, so it can give way by all that is needed.
            steps += [(v, price) for v, (price, _) in self._shown[u].items()]
            for v, price in steps:
                if not (u == start and v == end) and cost + price < best.get(v, WITHOUT_LIMIT):
                    best[v], came_from[v] = cost + price, u
                    heappush(queue, (cost + price, v))
        arcs = _steps(came_from, end)
        return [self._place[arc] for arc in arcs if self._place[arc] not in self.hidden]


def _steps(came_from: dict[int, int], end: int) -> list[tuple[int, int]]:
    steps = []
    while came_from[end] != end:
        steps.append((came_from[end], end))
        end = came_from[end]
    return steps[::-1]
