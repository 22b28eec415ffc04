"""The rough arrangement: as many steps apart as the links say, and the same each time."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.stress import _hops, arranged

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.integers(12, 16), PAIRS)
def test_steps_between_nodes_are_those_of_the_shortest_way_whatever_the_direction(
    size: int, links: list[tuple[int, int]]
) -> None:
    graph = nx.Graph(links)
    graph.add_nodes_from(range(size))
    expected = np.full((size, size), np.inf)
    for start, ways in nx.all_pairs_shortest_path_length(graph):
        for end, steps in ways.items():
            expected[start, end] = steps
    assert np.array_equal(_hops(size, links), expected)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 16), PAIRS)
def test_places_are_finite_and_the_same_each_time_and_ends_stand_at_their_ends(
    size: int, links: list[tuple[int, int]]
) -> None:
    inside = [pair for pair in links if max(pair) < size]
    x, y = arranged(size, inside, [0], [size - 1] if size > 1 else [])
    assert np.isfinite(x).all() and np.isfinite(y).all()
    again = arranged(size, inside, [0], [size - 1] if size > 1 else [])
    assert np.array_equal(x, again[0]) and np.array_equal(y, again[1])


def test_linked_nodes_stand_closer_than_others() -> None:
    chain = [(at, at + 1) for at in range(29)]
    x, y = arranged(30, chain, [0], [29])
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    linked = apart[np.arange(29), np.arange(1, 30)]
    assert linked.max() < 0.5 * apart[np.triu_indices(30, 6)].mean()
    assert (np.diff(x) > 0).all()
