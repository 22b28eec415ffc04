"""Loops, routes and what everything leans on: the laws, and what the embedded map says."""

import random
from time import process_time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.structure import (
    Route,
    Routes,
    downstream,
    feedback_loops,
    option_routes,
    route_strength,
    routes,
    shared_factors,
    submap,
    upstream,
)
from tests.unit.complexity.embedded import OPTIONS, embedded_map
from tests.unit.complexity.random_maps import system_maps


def graph_of(system_map: SystemMap) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(system_map.factor_ids)
    graph.add_edges_from(link.ends for link in system_map.links)
    return graph


def chain(*signs: str, wanted: str = "") -> SystemMap:
    """a > b > c … with these signs; the last one carries `wanted`, and option o pushes a up."""
    ids = "abcdefgh"[: len(signs) + 1]
    factors = [Factor(name, wanted=wanted if name == ids[-1] else "") for name in ids]
    links = [Link(a, b, sign) for a, b, sign in zip(ids, ids[1:], signs, strict=False)]
    return SystemMap(tuple(factors), tuple(links), (EntryPoint("o", "a", "+"),))


def dense_map(factors: int, links_each: int, seed: int = 1) -> SystemMap:
    chance = random.Random(seed)
    ids = [f"f{i}" for i in range(factors)]
    links = [Link(a, b, "+") for a in ids for b in chance.sample([x for x in ids if x != a], links_each)]
    return SystemMap(tuple(map(Factor, ids)), tuple(links), (EntryPoint("o", "f0", "+"),))


@given(system_maps(), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_loops_are_the_simple_cycles_of_networkx(system_map: SystemMap, max_links: int) -> None:
    found = feedback_loops(system_map, max_links=max_links)
    assert not found.truncated
    position = system_map.position
    turned = []
    for cycle in nx.simple_cycles(graph_of(system_map), length_bound=max_links):
        first = cycle.index(min(cycle, key=position.__getitem__))
        turned.append(tuple(cycle[first:] + cycle[:first]))
    assert sorted(loop.factors for loop in found.items) == sorted(turned)
    assert [len(loop.factors) for loop in found.items] == sorted(len(cycle) for cycle in turned)


@given(system_maps(), st.data(), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_routes_are_the_simple_paths_of_networkx(system_map: SystemMap, data: st.DataObject, max_links: int) -> None:
    source, target = (data.draw(st.sampled_from(system_map.factor_ids)) for _ in range(2))
    found = routes(system_map, source, target, max_links=max_links)
    expected = [tuple(path) for path in nx.all_simple_paths(graph_of(system_map), source, target, cutoff=max_links)]
    assert sorted(route.factors for route in found.items) == sorted(expected)
    assert not found.truncated
    assert found.helping + found.hindering + found.uncertain == len(expected)


@given(system_maps(), st.data())
@settings(max_examples=100, deadline=None)
def test_routes_of_an_option_are_those_of_its_entry_points_with_the_sign_of_the_push(
    system_map: SystemMap, data: st.DataObject
) -> None:
    target = data.draw(st.sampled_from(system_map.factor_ids))
    turned = {"positive": {}, "negative": {"helping": "hindering", "hindering": "helping"}}
    expected = []
    for entry in system_map.entries_of("o"):
        for route in routes(system_map, entry.factor_id, target).items:
            effect = "uncertain" if entry.push == "uncertain" else turned[entry.push].get(route.effect, route.effect)
            expected.append((route.factors, effect))
    found = option_routes(system_map, "o", target).items
    assert sorted((route.factors, route.effect) for route in found) == sorted(expected)


@given(system_maps(), st.data())
@settings(max_examples=100, deadline=None)
def test_no_fewer_links_than_the_route_strength_break_every_route(system_map: SystemMap, data: st.DataObject) -> None:
    target = data.draw(st.sampled_from(system_map.factor_ids))
    graph = graph_of(system_map)
    entered = [entry.factor_id for entry in system_map.entries_of("o")]
    graph.add_edges_from(("option", name) for name in entered if name != target)
    nx.set_edge_attributes(graph, {ends: 1 for ends in graph.edges if ends[0] != "option"}, "capacity")
    cut = nx.maximum_flow_value(graph, "option", target) if "option" in graph else 0
    assert route_strength(system_map, "o", target) == cut + (target in entered)


@pytest.mark.parametrize(
    ("signs", "wanted", "effect"),
    [
        ("++", "increase", "helping"),
        ("++", "", "helping"),
        ("+-", "", "hindering"),
        ("--", "", "helping"),
        ("+-", "decrease", "helping"),
        ("++", "decrease", "hindering"),
        ("+?", "decrease", "uncertain"),
    ],
)
def test_a_route_helps_when_its_signs_lead_to_what_is_wanted(signs: str, wanted: str, effect: str) -> None:
    system_map = chain(*signs, wanted=wanted)
    assert [route.effect for route in routes(system_map, "a", "c").items] == [effect]
    assert [route.effect for route in option_routes(system_map, "o", "c").items] == [effect]


@pytest.mark.parametrize(
    ("signs", "polarity"),
    [("+-+", "balancing"), ("--+", "reinforcing"), ("+++", "reinforcing"), ("-?-", "undetermined")],
)
def test_a_loop_balances_when_an_odd_number_of_its_signs_is_negative(signs: str, polarity: str) -> None:
    links = [
        Link(a, b, s, delay=d) for a, b, s, d in zip("abc", "bca", signs, ("none", "months", "years"), strict=True)
    ]
    (loop,) = feedback_loops(SystemMap(tuple(map(Factor, "abc")), tuple(links))).items
    assert loop.polarity == polarity
    assert loop.factors == ("a", "b", "c")
    assert loop.delays == ("none", "months", "years")
    assert loop.ends == (("a", "b"), ("b", "c"), ("c", "a"))


def test_the_push_is_not_counted_in_the_bound_but_its_sign_is() -> None:
    system_map = chain(*"++++++")
    assert option_routes(system_map, "o", "g", max_links=6).helping == 1
    assert option_routes(system_map, "o", "g", max_links=5).items == ()
    pushed_down = SystemMap(system_map.factors, system_map.links, (EntryPoint("o", "a", "-"),))
    assert option_routes(pushed_down, "o", "g").hindering == 1


def test_an_option_that_pushes_the_factor_itself_has_a_route_of_no_links() -> None:
    system_map = chain("+")
    assert option_routes(system_map, "o", "a").items == (Route(("a",), "helping", ()),)
    assert route_strength(system_map, "o", "a") == 1


def test_an_option_that_acts_nowhere_has_no_routes() -> None:
    assert option_routes(embedded_map(), "status_quo", "homelessness") == Routes((), 0, 0, 0, False)
    assert route_strength(embedded_map(), "status_quo", "homelessness") == 0


def test_a_limit_cuts_the_longest_and_says_so() -> None:
    system_map = dense_map(30, 4)
    everything = feedback_loops(system_map, max_links=5)
    first = feedback_loops(system_map, max_links=5, limit=10)
    assert not everything.truncated
    assert first.truncated
    assert first.items == everything.items[:10]
    exactly = feedback_loops(system_map, max_links=5, limit=len(everything.items))
    assert exactly == everything
    cut = routes(system_map, "f0", "f1", limit=3)
    assert cut.truncated
    assert cut.helping + cut.hindering + cut.uncertain == len(cut.items) == 3


def test_500_factors_with_5_links_each_answer_within_a_second_and_say_they_were_cut_short() -> None:
    system_map = dense_map(500, 5)
    began = process_time()
    found = feedback_loops(system_map)
    long_ones = feedback_loops(system_map, max_links=50, limit=10**9, seconds=0.3)
    assert process_time() - began < 1
    assert found.truncated
    assert len(found.items) == 2000
    assert long_ones.truncated
    assert routes(system_map, "f0", "f1", max_links=60, limit=10**9, seconds=0.2).truncated


def test_bounds_that_are_too_small_get_a_sentence() -> None:
    with pytest.raises(ValueError, match="max_links must be 1 or more, got 0"):
        feedback_loops(embedded_map(), max_links=0)
    with pytest.raises(ValueError, match="limit must be 1 or more, got 0"):
        routes(embedded_map(), "debt", "homelessness", limit=0)
    with pytest.raises(ValueError, match="seconds must be above 0, got 0"):
        feedback_loops(embedded_map(), seconds=0)
    with pytest.raises(ValueError, match='no factor "ghost"'):
        routes(embedded_map(), "ghost", "homelessness")
    with pytest.raises(ValueError, match='no factor "ghost"'):
        option_routes(embedded_map(), "extended_care", "ghost")


def test_a_link_lost_out_of_two_ways_leaves_the_other() -> None:
    ends = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")]
    system_map = SystemMap(
        tuple(map(Factor, "abcde")), tuple(Link(a, b, "+") for a, b in ends), (EntryPoint("o", "a", "+"),)
    )
    assert route_strength(system_map, "o", "d") == 2
    assert route_strength(system_map, "o", "e") == 1


def test_up_and_down_stream_leave_the_factor_itself_out_even_on_a_loop() -> None:
    links = (Link("a", "b", "+"), Link("b", "a", "+"), Link("b", "c", "+"))
    system_map = SystemMap(tuple(map(Factor, "abcd")), links)
    assert downstream(system_map, "a") == {"b", "c"}
    assert upstream(system_map, "c") == {"a", "b"}
    assert upstream(system_map, "d") == downstream(system_map, "d") == frozenset()


def test_a_submap_around_a_factor_reaches_as_far_as_the_steps() -> None:
    system_map = chain(*"++++")
    assert submap(system_map, around="c").factor_ids == ("b", "c", "d")
    assert submap(system_map, around="c", steps=0).factor_ids == ("c",)
    assert submap(system_map, around="c", steps=9) == system_map
    assert submap(system_map, around=["a", "e"]).factor_ids == ("a", "b", "d", "e")
    assert submap(system_map) == system_map


def test_a_submap_between_two_ends_holds_their_routes_and_nothing_else() -> None:
    links = (Link("a", "b", "+"), Link("b", "c", "+"), Link("b", "d", "+"), Link("d", "b", "-"), Link("c", "a", "+"))
    system_map = SystemMap(tuple(map(Factor, "abcd")), links, (EntryPoint("o", "a", "+"), EntryPoint("o", "d", "-")))
    between = submap(system_map, between=("a", "c"))
    assert between.factor_ids == ("a", "b", "c")
    assert [link.ends for link in between.links] == [("a", "b"), ("b", "c")]
    from_option = submap(system_map, between=("o", "c"))
    assert from_option.factor_ids == ("a", "b", "c", "d")
    assert [link.ends for link in from_option.links] == [("a", "b"), ("b", "c"), ("d", "b")]
    assert from_option.entry_points == system_map.entry_points
    assert submap(system_map, between=("d", "a")).factor_ids == ("a", "b", "c", "d")


def test_a_submap_refuses_what_it_cannot_give() -> None:
    with pytest.raises(ValueError, match="around or between, got both"):
        submap(embedded_map(), around="debt", between=("debt", "homelessness"))
    with pytest.raises(ValueError, match="steps must be 0 or more, got -1"):
        submap(embedded_map(), around="debt", steps=-1)
    with pytest.raises(ValueError, match='no factor "ghost"'):
        submap(embedded_map(), between=("ghost", "homelessness"))


def test_a_shared_factor_is_on_all_routes_of_one_effect_and_not_on_all_others() -> None:
    found = Routes(
        (
            Route(("a", "x", "y", "t"), "hindering", ()),
            Route(("b", "x", "y", "t"), "hindering", ()),
            Route(("a", "y", "t"), "helping", ()),
        ),
        1,
        2,
        0,
        False,
    )
    assert shared_factors(found, "hindering") == ("x",)
    assert shared_factors(found, "helping") == ()
    only = Routes(found.items[:2], 0, 2, 0, False)
    assert shared_factors(only, "hindering") == ("x", "y")
    with pytest.raises(ValueError, match='effect must be one of helping, hindering, uncertain, got "bad"'):
        shared_factors(found, "bad")


@pytest.mark.parametrize(
    ("option_id", "counts"),
    list(zip(OPTIONS, ((16, 8, 3), (5, 8, 8), (11, 8, 11), (0, 8, 6), (14, 8, 6)), strict=True)),
)
def test_every_option_of_the_embedded_map_is_hindered_only_through_the_budget(
    option_id: str, counts: tuple[int, int, int]
) -> None:
    found = option_routes(embedded_map(), option_id, "homelessness")
    assert (found.helping, found.hindering, found.uncertain) == counts
    assert shared_factors(found, "hindering") == ("prevention_budget",)
    assert route_strength(embedded_map(), option_id, "homelessness") == 1


def test_the_balancing_loop_through_places_is_found() -> None:
    found = feedback_loops(embedded_map())
    assert len(found.items) == 12
    assert found.items[0].factors == ("age_at_leaving", "placement_capacity")
    assert found.items[0].polarity == "balancing"
    assert found.items[0].delays == ("months", "none")
    assert len(feedback_loops(embedded_map(), max_links=25).items) == 61
