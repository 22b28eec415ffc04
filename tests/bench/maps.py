"""Loops, routes, what-if and layout of maps: against networkx, and within their budgets."""

import csv
import random
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import networkx as nx

from integrated.complexity.dynamics import most_influential, what_if
from integrated.complexity.layout import layout
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.structure import feedback_loops, routes

FOLDER = Path(__file__).parents[1] / "reference" / "system_map"
OPTIONS = ("extended_care", "supported_housing", "intensive_case_support")


def run() -> list[tuple[str, str]]:
    """Figures of one run: what was measured, and the figure as printed."""
    middling, large, embedded = map_of(200, 3), map_of(500, 5), embedded_map()
    first, last = middling.factor_ids[0], middling.factor_ids[-1]
    graph = nx.DiGraph([link.ends for link in middling.links])
    their_loops = best(lambda: list(nx.simple_cycles(graph, length_bound=6)), 5)
    our_loops = best(lambda: feedback_loops(middling), 20)
    their_routes = best(lambda: list(nx.all_simple_paths(graph, first, last, cutoff=6)), 10)
    our_routes = best(lambda: routes(middling, first, last), 50)
    hurried = feedback_loops(large)
    hurry = best(lambda: feedback_loops(large), 5)
    endless = best(lambda: feedback_loops(large, max_links=40, limit=10**9), 1)
    three = best(lambda: [what_if(embedded, option_id) for option_id in OPTIONS], 10)
    cut = "cut short, and says so" if hurried.truncated else "complete"
    return [
        ("loops of ≤6 links, 200 factors × 3: times as fast as networkx (bar: 5)", ratio(their_loops, our_loops)),
        ("routes of ≤6 links, the same map: times as fast as networkx", ratio(their_routes, our_routes)),
        ("loops, 500 factors × 5 (bar: at most 1 s)", f"{milliseconds(hurry)}, {len(hurried.items)} loops, {cut}"),
        ("the same with loops of ≤40 links and no limit: stops at its second", milliseconds(endless)),
        ("what-if, three options × 1,000 draws (bar: at most 150 ms)", milliseconds(three)),
        ("most influential, embedded map", milliseconds(best(lambda: most_influential(embedded, "homelessness"), 5))),
        ("layout of the embedded map, 25 factors and 5 options", milliseconds(best(lambda: layout(embedded), 2))),
        ("layout of 60 factors × 3 links", milliseconds(best(lambda: layout(map_of(60, 3)), 2))),
        ("layout of 200 factors × 3 links", milliseconds(best(lambda: layout(middling), 3))),
    ]


def map_of(factors: int, links_each: int) -> SystemMap:
    """A random map in which every factor leads to the same number of others."""
    chance = random.Random(factors)
    ids = [f"f{i}" for i in range(factors)]
    links = [Link(a, b, "+") for a in ids for b in chance.sample([c for c in ids if c != a], links_each)]
    return SystemMap(tuple(Factor(name) for name in ids), tuple(links))


def embedded_map() -> SystemMap:
    """The map of the embedded decision."""
    rows = {}
    for name in ("factors", "links", "entry_points"):
        with (FOLDER / f"system_map_{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = list(csv.reader(file))[1:]
    return SystemMap(
        tuple(Factor(*row) for row in rows["factors"]),
        tuple(Link(*row) for row in rows["links"]),
        tuple(EntryPoint(*row) for row in rows["entry_points"]),
    )


def best(work: Callable[[], object], times: int) -> float:
    """Shortest of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


def ratio(theirs: float, ours: float) -> str:
    """How many times as long the other one takes."""
    return f"{theirs / ours:.0f} ({milliseconds(theirs)} to {milliseconds(ours)})"


def milliseconds(seconds: float) -> str:
    """A time as people read it."""
    return f"{1000 * seconds:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
