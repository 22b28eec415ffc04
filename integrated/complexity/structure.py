"""What the shape of a map says: loops, routes, what lies up and down stream, and what everything leans on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

from integrated.complexity.model import Link, SystemMap
from integrated.complexity.paths import OutOfTimeError, Paths, bits, disjoint_paths, reachable

T = TypeVar("T")
EFFECTS = {1: "helping", -1: "hindering", 0: "uncertain"}
LOOP_POLARITIES = {1: "reinforcing", -1: "balancing", 0: "undetermined"}


@dataclass(frozen=True)
class Loop:
    """A line of links that comes back to where it began.

    Attributes
    ----------
    factors : ids in order, the first not repeated.
    polarity : "reinforcing", "balancing", or "undetermined" when any of its links is uncertain.
    delays : the delay of each link in order, the one back to the first factor last.
    """

    factors: tuple[str, ...]
    polarity: str
    delays: tuple[str, ...]

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """(source, target) of its links in order."""
        return tuple(zip(self.factors, self.factors[1:] + self.factors[:1], strict=True))


@dataclass(frozen=True)
class Loops:
    """Loops, shortest first; `truncated` when there may be more."""

    items: tuple[Loop, ...]
    truncated: bool


@dataclass(frozen=True)
class Route:
    """A line of links without repeats, from where the push comes in to the factor asked about.

    Attributes
    ----------
    factors : ids in order.
    effect : "helping" (towards what is wanted), "hindering", or "uncertain" when any sign on the way is.
    delays : the delay of each link in order.
    """

    factors: tuple[str, ...]
    effect: str
    delays: tuple[str, ...]

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """(source, target) of its links in order."""
        return tuple(zip(self.factors, self.factors[1:], strict=False))


@dataclass(frozen=True)
class Routes:
    """Routes, shortest first, with how many of them help, hinder and could go either way."""

    items: tuple[Route, ...]
    helping: int
    hindering: int
    uncertain: int
    truncated: bool


def feedback_loops(system_map: SystemMap, *, max_links: int = 6, limit: int = 2000, seconds: float = 1.0) -> Loops:
    """Every feedback loop of at most `max_links` links, shortest first, within a budget.

    Parameters
    ----------
    system_map : the map.
    max_links : most links in a loop, 1 or more.
    limit : most loops given back, 1 or more.
    seconds : most time to search, above 0.

    Returns
    -------
    Loops : the same set as `networkx.simple_cycles(length_bound=max_links)` unless truncated; each loop begins at its
        first factor in map order. An even number of negative links reinforces, an odd one balances.

    Raises
    ------
    ValueError : a bound that is too small.
    """
    _require_bounds(max_links=max_links, limit=limit)
    if not seconds > 0:
        raise ValueError(f"seconds must be above 0, got {seconds}")
    search = _paths(system_map, seconds)
    return Loops(*_take((_loop(system_map, cycle) for cycle in search.cycles(max_links)), limit))


def routes(
    system_map: SystemMap, source: str, target: str, *, max_links: int = 6, limit: int = 5000, seconds: float = 1.0
) -> Routes:
    """Every route of at most `max_links` links by which more of `source` moves `target`, shortest first.

    Parameters
    ----------
    system_map : the map.
    source, target : factor ids; the same id twice gives the one route of no links.
    max_links : most links in a route, 1 or more.
    limit : most routes given back, 1 or more.
    seconds : most time to search, above 0.

    Returns
    -------
    Routes : the same set as `networkx.all_simple_paths(cutoff=max_links)` unless truncated.

    Raises
    ------
    ValueError : a factor that is not on the map, or a bound that is too small.
    """
    system_map.factor(source)
    return _routes(system_map, {source: 1}, target, max_links, limit, seconds)


def option_routes(
    system_map: SystemMap,
    option_id: str,
    factor_id: str,
    *,
    max_links: int = 6,
    limit: int = 5000,
    seconds: float = 1.0,
) -> Routes:
    """Every route from the places where an option acts to a factor, shortest first.

    Parameters
    ----------
    system_map : the map.
    option_id : the option; one that acts nowhere on this map has no routes.
    factor_id : the factor asked about.
    max_links : most links in a route, 1 or more; the push itself is not counted, its sign is.
    limit, seconds : as for `routes`.

    Returns
    -------
    Routes : each begins at the factor that the option pushes; an option that pushes the factor itself has a route of
        no links.

    Raises
    ------
    ValueError : a factor that is not on the map, or a bound that is too small.
    """
    pushes = {entry.factor_id: entry.sign for entry in system_map.entries_of(option_id)}
    return _routes(system_map, pushes, factor_id, max_links, limit, seconds)


def shared_factors(found: Routes, effect: str) -> tuple[str, ...]:
    """Factors through which all routes of one effect pass, and not all routes of the other effects.

    Parameters
    ----------
    found : routes to one factor.
    effect : "helping", "hindering" or "uncertain".

    Returns
    -------
    tuple of str : ids in the order of the shortest such route, the factor asked about left out; empty when fewer than
        two routes have the effect. What every route passes, whatever its effect, says nothing about this one and is
        left out, unless no route has another effect.

    Raises
    ------
    ValueError : an effect that is none of the three.
    """
    if effect not in EFFECTS.values():
        raise ValueError(f'effect must be one of {", ".join(EFFECTS.values())}, got "{effect}"')
    same = [route for route in found.items if route.effect == effect]
    others = [route for route in found.items if route.effect != effect]
    if len(same) < 2:
        return ()
    shared = _on_all(same) - {same[0].factors[-1]}
    if others:
        shared -= _on_all(others)
    return tuple(factor_id for factor_id in same[0].factors if factor_id in shared)


def submap(
    system_map: SystemMap,
    *,
    around: str | Iterable[str] | None = None,
    steps: int = 1,
    between: tuple[str, str] | None = None,
    max_links: int = 6,
) -> SystemMap:
    """A part of a map: what lies around a factor, or what lies between two ends.

    Parameters
    ----------
    system_map : the map.
    around : a factor id, or several. Kept are the factors at most `steps` links away, in either direction, every link
        between them, and every entry point at them.
    steps : 0 or more.
    between : (from, to). `to` is a factor, `from` a factor or an option. Kept is what lies on the routes of at most
        `max_links` links, and nothing else; both ends stay when there is no route.
    max_links : most links in a route, 1 or more.

    Returns
    -------
    SystemMap : in the order of the whole map; the whole map when neither `around` nor `between` is given.

    Raises
    ------
    ValueError : an unknown factor, a bound that is too small, or both `around` and `between`.
    """
    if around is not None and between is not None:
        raise ValueError("submap takes around or between, got both. Ask for one of them.")
    if around is not None:
        return _around(system_map, [around] if isinstance(around, str) else list(around), steps)
    if between is not None:
        return _between(system_map, *between, max_links)
    return system_map


def upstream(system_map: SystemMap, factor_id: str) -> frozenset[str]:
    """Ids of all factors from which this one can be reached, itself left out.

    Parameters
    ----------
    system_map, factor_id : the map and the factor.

    Raises
    ------
    ValueError : the factor is not on the map.
    """
    return _reached(system_map, factor_id, against=True)


def downstream(system_map: SystemMap, factor_id: str) -> frozenset[str]:
    """Ids of all factors that can be reached from this one, itself left out.

    Parameters
    ----------
    system_map, factor_id : the map and the factor.

    Raises
    ------
    ValueError : the factor is not on the map.
    """
    return _reached(system_map, factor_id, against=False)


def route_strength(system_map: SystemMap, option_id: str, factor_id: str) -> int:
    """Fewest links whose loss breaks every route from an option to a factor; 0 when there is none to break.

    Parameters
    ----------
    system_map : the map.
    option_id : the option. Its pushes are no links and cannot be lost.
    factor_id : the factor asked about.

    Returns
    -------
    int : by Menger's theorem also the most routes that share no link. An option that pushes the factor itself cannot be
        cut off: 1 is added for this push.

    Raises
    ------
    ValueError : the factor is not on the map.
    """
    system_map.factor(factor_id)
    entries = [entry.factor_id for entry in system_map.entries_of(option_id)]
    others = [entry for entry in entries if entry != factor_id]
    return disjoint_paths([link.ends for link in system_map.links], others, factor_id) + (factor_id in entries)


def _on_all(items: Sequence[Route]) -> set[str]:
    return set(items[0].factors).intersection(*(route.factors for route in items[1:]))


def _around(system_map: SystemMap, centres: Sequence[str], steps: int) -> SystemMap:
    if steps < 0:
        raise ValueError(f"steps must be 0 or more, got {steps}")
    kept = {system_map.factor(centre).factor_id for centre in centres}
    for _ in range(steps):
        touching = [link.ends for link in system_map.links if kept & set(link.ends)]
        if kept.issuperset(end for ends in touching for end in ends):
            break
        kept |= {end for ends in touching for end in ends}
    return SystemMap(
        tuple(factor for factor in system_map.factors if factor.factor_id in kept),
        tuple(link for link in system_map.links if kept.issuperset(link.ends)),
        tuple(entry for entry in system_map.entry_points if entry.factor_id in kept),
    )


def _between(system_map: SystemMap, start: str, end: str, max_links: int) -> SystemMap:
    as_option = start not in system_map.position and start in system_map.option_ids
    found = (option_routes if as_option else routes)(system_map, start, end, max_links=max_links)
    kept = (
        {end} | (set() if as_option else {start}) | {factor_id for route in found.items for factor_id in route.factors}
    )
    on_the_way = {ends for route in found.items for ends in route.ends}
    entered = {route.factors[0] for route in found.items}
    return SystemMap(
        tuple(factor for factor in system_map.factors if factor.factor_id in kept),
        tuple(link for link in system_map.links if link.ends in on_the_way),
        tuple(entry for entry in system_map.entries_of(start) if entry.factor_id in entered) if as_option else (),
    )


def _routes(
    system_map: SystemMap, pushes: dict[str, int], target: str, max_links: int, limit: int, seconds: float
) -> Routes:
    _require_bounds(max_links=max_links, limit=limit)
    wanted = system_map.factor(target).wanted_sign
    position = system_map.position
    sources = [position[factor_id] for factor_id in pushes]
    search = _paths(system_map, seconds).between(sources, position[target], max_links)
    items, truncated = _take((_route(system_map, path, pushes, wanted) for path in search), limit)
    helping, hindering, uncertain = (sum(item.effect == effect for item in items) for effect in EFFECTS.values())
    return Routes(items, helping, hindering, uncertain, truncated)


def _paths(system_map: SystemMap, seconds: float) -> Paths:
    position = system_map.position
    pairs = ((position[link.source], position[link.target]) for link in system_map.links)
    return Paths(len(system_map.factors), pairs, seconds=seconds)


def _take(search: Iterator[T], limit: int) -> tuple[tuple[T, ...], bool]:
    found: list[T] = []
    try:
        for item in search:
            if len(found) == limit:
                return tuple(found), True
            found.append(item)
    except OutOfTimeError:
        return tuple(found), True
    return tuple(found), False


def _loop(system_map: SystemMap, cycle: Sequence[int]) -> Loop:
    ids = tuple(system_map.factor_ids[i] for i in cycle)
    links = _links(system_map, (*ids, ids[0]))
    return Loop(ids, LOOP_POLARITIES[prod(link.sign for link in links)], tuple(link.delay for link in links))


def _route(system_map: SystemMap, path: Sequence[int], pushes: dict[str, int], wanted: int) -> Route:
    ids = tuple(system_map.factor_ids[i] for i in path)
    links = _links(system_map, ids)
    sign = prod((link.sign for link in links), start=pushes[ids[0]] * wanted)
    return Route(ids, EFFECTS[sign], tuple(link.delay for link in links))


def _links(system_map: SystemMap, ids: Sequence[str]) -> list[Link]:
    return [system_map.by_ends[ends] for ends in zip(ids, ids[1:], strict=False)]


def _reached(system_map: SystemMap, factor_id: str, *, against: bool) -> frozenset[str]:
    system_map.factor(factor_id)
    search = _paths(system_map, seconds=1.0)
    mask = reachable(search.before if against else search.after, system_map.position[factor_id])
    return frozenset(system_map.factor_ids[i] for i in bits(mask))


def _require_bounds(**bounds: int) -> None:
    for name, bound in bounds.items():
        if bound < 1:
            raise ValueError(f"{name} must be 1 or more, got {bound}")
