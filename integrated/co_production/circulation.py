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


class Circulation:
    """The figures of a table as arcs between nodes, some of them hidden.

    Nodes: the rows, then the sink (as the row of column totals), then the columns, then the source (as the column of
    row totals). Zeros are always shown, so they are no arcs.
    """

    def __init__(self, values: NDArray[np.int64], never_hidden: Iterable[Place] = ()) -> None:
        self.shape = values.shape
        last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
        everyone = max(int(values[last_row, last_column]), 1)
        self.value: dict[Place, int] = {}
        self.price: dict[Place, int] = {}
        self.ends: dict[Place, tuple[int, int]] = {}
        self.hidden: set[Place] = set()
        self._never_hidden = frozenset(never_hidden)
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

    def limit(self, place: Place, *, down: int, up: int) -> None:
        """Let a hidden figure be smaller by `down` at most, and larger by `up`: a reader knows that from elsewhere."""
        tail, head = self.ends[place]
        self._room[tail][head], self._room[head][tail] = up, down

    def show(self, place: Place) -> None:
        """Show a figure: nothing can change there."""
        tail, head = self.ends[place]
        self.hidden.discard(place)
        self._room[tail].pop(head, None)
        self._room[head].pop(tail, None)
        if place not in self._never_hidden:
            self._shown[tail][head] = self._shown[head][tail] = (self.price[place], place)

    def spread(self, place: Place, enough: int) -> tuple[int, frozenset[Place]]:
        """Give highest minus lowest possible value of a figure, up to `enough`, and the hidden figures this uses."""
        tail, head = self.ends[place]
        up, used_up, changes = self._flow(head, tail, min(self._room[tail][head], enough))
        self._undo(changes)
        if up >= enough:
            return up, used_up
        down, used_down, changes = self._flow(tail, head, min(self._room[head][tail], enough - up))
        self._undo(changes)
        return up + down, used_up | used_down

    def cheapest_cycle(self, place: Place, enough: int) -> list[Place]:
        """Find the shown figures that cost least to hide and let a hidden figure spread as far as `enough`.

        Empty if none may be hidden that would.
        """
        tail, head = self.ends[place]
        down, _, changes = self._flow(tail, head, min(self.value[place] - 1, enough))
        self._undo(changes)
        up, _, changes = self._flow(head, tail, enough)
        paths = (self._cheapest_path(head, tail, needed) for needed in range(enough - up - down, 0, -1))
        path = next((path for path in paths if path), [])
        self._undo(changes)
        return path

    def can_shift(self, to_row: int, from_row: int, enough: int) -> int:
        """Give how many people more, up to `enough`, one row may have if another has as many fewer."""
        moved, _, changes = self._flow(to_row, from_row, enough)
        self._undo(changes)
        return moved

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
                arcs = _steps(came_from, end)
                return [self._place[arc] for arc in arcs if self._place[arc] not in self.hidden]
            if cost > best[u]:
                continue
            steps = [(v, 0) for v, room in self._room[u].items() if room >= needed]
            # A shown figure is at least the threshold, so it can give way by all that is needed.
            steps += [(v, price) for v, (price, _) in self._shown[u].items()]
            for v, price in steps:
                if not (u == start and v == end) and cost + price < best.get(v, WITHOUT_LIMIT):
                    best[v], came_from[v] = cost + price, u
                    heappush(queue, (cost + price, v))
        return []


def _steps(came_from: dict[int, int], end: int) -> list[tuple[int, int]]:
    steps = []
    while came_from[end] != end:
        steps.append((came_from[end], end))
        end = came_from[end]
    return steps[::-1]
