"""Bounded search for paths: clock, reach and disjoint paths."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.complexity.paths import OutOfTimeError, Paths, bits, disjoint_paths, reachable

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), unique=True)


def test_a_search_stops_when_its_time_is_up() -> None:
    everything = [(a, b) for a in range(40) for b in range(40) if a != b]
    search = Paths(40, everything, seconds=0.05)
    with pytest.raises(OutOfTimeError):
        for _ in search.cycles(40):
            pass
    with pytest.raises(OutOfTimeError):
        for _ in Paths(40, everything, seconds=0.05).between([0], 39, 39):
            pass


def test_the_shortest_come_first_and_cycles_begin_at_their_lowest_number() -> None:
    found = list(Paths(4, [(0, 1), (1, 2), (2, 0), (1, 0), (2, 3), (3, 2)], seconds=9).cycles(4))
    assert found == [(0, 1), (2, 3), (0, 1, 2)]


@given(PAIRS, st.integers(0, 7))
def test_what_can_be_reached_is_what_networkx_reaches(pairs: list[tuple[int, int]], start: int) -> None:
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(8))
    search = Paths(8, pairs, seconds=9)
    assert set(bits(reachable(search.after, start))) == nx.descendants(graph, start)
    assert set(bits(reachable(search.before, start))) == nx.ancestors(graph, start)


@given(PAIRS, st.sets(st.integers(0, 6), min_size=1))
def test_disjoint_paths_are_the_greatest_flow_of_networkx(pairs: list[tuple[int, int]], sources: set[int]) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(pairs, capacity=1)
    graph.add_edges_from(("option", source) for source in sources)
    links = [(str(a), str(b)) for a, b in pairs]
    assert disjoint_paths(links, [str(s) for s in sources], "7") == nx.maximum_flow_value(graph, "option", 7)
