"""Simple paths and cycles of bounded length, shortest first, over sets of factors kept as the bits of an integer.

A path of exactly k links can only end at its target if every step leaves a factor from which the target is exactly the
remaining number of links away. Those sets are worked out once per number of links, so the search hardly ever walks into
a dead end; one `&` of two integers replaces a loop over neighbours.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter

STEPS_BETWEEN_LOOKS = 512


class OutOfTimeError(Exception):
    """The search was not done when its time was up."""


class Paths:
    """The links of a map, ready to be searched.

    Parameters
    ----------
    size : number of factors; they are called 0 … size − 1.
    links : pairs (source, target) of these numbers, without self-links.
    seconds : the search raises `OutOfTimeError` when this much time has passed since it was made.
    """

    def __init__(self, size: int, links: Iterable[tuple[int, int]], *, seconds: float) -> None:
        self.size = size
        self.after = [0] * size
        self.before = [0] * size
        for source, target in links:
            self.after[source] |= 1 << target
            self.before[target] |= 1 << source
        self._deadline = perf_counter() + seconds

    def cycles(self, max_links: int) -> Iterator[tuple[int, ...]]:
        """Every simple cycle of at most `max_links` links, shortest first, each from its lowest number.

        Yields
        ------
        tuple of int : the factors in order, the first not repeated.

        Raises
        ------
        OutOfTimeError
        """
        everything = (1 << self.size) - 1
        # reach[r][v]: factors from which v is exactly r links away. A walk that comes back to where it began never
        # leaves its strongly connected component, so these sets keep the search inside without finding components.
        reach = [[1 << i for i in range(self.size)]]
        for links in range(1, min(max_links, self.size) + 1):
            self._look_at_clock()
            last = reach[-1]
            reach.append([_union(last, members) for members in map(bits, self.before)])
            if links == 1:
                continue
            for start in range(self.size):
                later = everything >> (start + 1) << (start + 1)
                if reach[links][start] >> start & 1:
                    towards = [reach[r][start] & later for r in range(links)]
                    yield from self._stems(start, links - 1, towards)

    def between(self, sources: Sequence[int], target: int, max_links: int) -> Iterator[tuple[int, ...]]:
        """Every simple path of at most `max_links` links from each source to the target, shortest first.

        Yields
        ------
        tuple of int : the factors in order; a source that is the target gives the path of no links.

        Raises
        ------
        OutOfTimeError
        """
        yield from ((target,) for source in sources if source == target)
        others = ((1 << self.size) - 1) ^ (1 << target)
        reach = [1 << target]
        for links in range(1, min(max_links, self.size - 1) + 1):
            self._look_at_clock()
            reach.append(_union(self.before, bits(reach[-1])) & others)
            if not reach[-1]:
                return
            for source in sources:
                if reach[links] >> source & 1:
                    for stem in self._stems(source, links - 1, reach):
                        yield (*stem, target)

    def _stems(self, start: int, length: int, towards: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Simple paths of exactly `length` links from `start` whose k-th factor lies in towards[length + 1 − k]."""
        if length == 0:
            yield (start,)
            return
        after = self.after
        path = [start]
        visited = 1 << start
        choices = [after[start] & towards[length] & ~visited]
        steps = 0
        while choices:
            left = choices[-1]
            if not left:
                choices.pop()
                visited ^= 1 << path.pop()
                continue
            steps += 1
            if not steps % STEPS_BETWEEN_LOOKS:
                self._look_at_clock()
            if len(path) == length:
                choices[-1] = 0
                for last in bits(left):
                    yield (*path, last)
                continue
            bit = left & -left
            choices[-1] = left ^ bit
            step = bit.bit_length() - 1
            following = after[step] & towards[length - len(path)] & ~(visited | bit)
            if following:
                path.append(step)
                visited |= bit
                choices.append(following)

    def _look_at_clock(self) -> None:
        if perf_counter() > self._deadline:
            raise OutOfTimeError


def reachable(neighbours: Sequence[int], start: int) -> int:
    """The set of factors that can be reached from `start` over the given neighbours, without `start`."""
    reached = frontier = 1 << start
    while frontier:
        frontier = _union(neighbours, bits(frontier)) & ~reached
        reached |= frontier
    return reached ^ (1 << start)


def disjoint_paths(links: Iterable[tuple[str, str]], sources: Sequence[str], target: str) -> int:
    """Most paths from any of the sources to the target of which no two share a link.

    Parameters
    ----------
    links : (source, target) of each link.
    sources : where a path may begin; the target is not among them.
    target : where it must end.

    Returns
    -------
    int : the greatest flow with room for one on each link (Ford and Fulkerson), found by shortest augmenting paths; by
        Menger's theorem the fewest links whose loss parts the sources from the target.
    """
    room: dict[str, Counter[str]] = {}
    for start, end in links:
        room.setdefault(start, Counter())[end] += 1
    paths = 0
    while True:
        came_from: dict[str, str | None] = dict.fromkeys(sources)
        queue = deque(sources)
        while queue and target not in came_from:
            here = queue.popleft()
            for there, free in room.get(here, Counter()).items():
                if free and there not in came_from:
                    came_from[there] = here
                    queue.append(there)
        if target not in came_from:
            return paths
        paths += 1
        there = target
        while (back := came_from[there]) is not None:
            room[back][there] -= 1
            room.setdefault(there, Counter())[back] += 1
            there = back


def bits(mask: int) -> Iterator[int]:
    """The positions of the set bits of a mask, lowest first."""
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1
        mask ^= bit


def _union(sets: Sequence[int], members: Iterable[int]) -> int:
    union = 0
    for member in members:
        union |= sets[member]
    return union
