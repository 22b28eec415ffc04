"""How things connect: the map of a decision, the routes of one option to one outcome, and one sentence."""

from functools import lru_cache

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.stated import stated
from integrated.complexity.connected import ConnectionsBrief, MapBrief
from integrated.complexity.dynamics import unintended, what_if
from integrated.complexity.edits import replay_edits
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.complexity.placed import Point, finite_place
from integrated.complexity.structure import Routes, option_routes, shared_factors
from integrated.store import Store
from integrated.weighing.judgement import levels_from_simulation
from integrated.weighing.sentences import connections_sentence

SHARE_ASSERTED = (("high", 0.25), ("moderate", 0.5), ("low", 0.75))


@remembered
def system_map(store: Store, decision_id: str, map_id: str | None = None) -> MapBrief | None:
    """The map of a decision, the first one unless told which; None when there is none."""
    maps = rows(store, "maps_of_decision", decision_id=decision_id)
    if map_id is not None:
        maps = maps[maps["map_id"] == map_id]
    if not len(maps):
        return None
    chosen = maps.iloc[0]
    evidence = rows(store, "link_evidence", map_id=chosen["map_id"])
    edited = replay_edits(
        drawn_map(store, chosen["map_id"]),
        framing_of(store, decision_id).map_events,
        chosen["map_id"],
        evidence=evidence[["source", "target", "evidence_kind", "evidence_id"]].itertuples(index=False, name=None),
    )
    stands_for = stated(store, decision_id, "outcome_factor", map_id=chosen["map_id"])
    return MapBrief(
        map_id=chosen["map_id"],
        title=chosen["title"],
        made_by=chosen["made_by"],
        illustrative=bool(chosen["illustrative"]),
        system_map=edited.system_map,
        evidence=edited.evidence,
        outcome_factors=tuple(
            (outcome_id, factor_id)
            for outcome_id, factor_id in stands_for[["outcome_id", "factor_id"]].itertuples(index=False, name=None)
            if factor_id in edited.system_map.position
        ),
        places=_places(store, chosen["map_id"]),
    )


@remembered
def connections(
    store: Store, decision_id: str, option_id: str, outcome_id: str, map_id: str | None = None
) -> ConnectionsBrief:
    """Everything the connections column shows about one option and outcome, on the first map unless told which."""
    brief = system_map(store, decision_id, map_id) if map_id else system_map(store, decision_id)
    if brief is None:
        return _unknown(option_id, outcome_id, "no map", "No map yet.", None, None)
    factor_id = brief.factor_of(outcome_id)
    if factor_id is None or not any(f.factor_id == factor_id for f in brief.system_map.factors):
        return _unknown(option_id, outcome_id, "outcome not on map", "This outcome is not on the map.", brief, None)
    found = routes_of(brief.system_map, option_id, factor_id)
    if not found.items:
        return _unknown(option_id, outcome_id, "no route", connections_sentence(0, 0, 0), brief, factor_id)
    through = tuple(shared_factors(found, "hindering")) if found.hindering else ()
    moved = moves(brief.system_map, option_id)
    shares = moved.set_index("factor_id").loc[factor_id]
    wanted = next(f.wanted for f in brief.system_map.factors if f.factor_id == factor_id)
    helps, hinders = (shares["down"], shares["up"]) if wanted == "decrease" else (shares["up"], shares["down"])
    on_routes = {pair for route in found.items for pair in route.ends}
    asserted = sum(link.ends in on_routes for link in brief.assertions)
    named = [brief.label(each) for each in through if each != factor_id]
    return ConnectionsBrief(
        option_id=option_id,
        outcome_id=outcome_id,
        cause=None,
        sentence=connections_sentence(
            found.helping, found.hindering, found.uncertain, all_hindering_through=named[0] if named else ""
        ),
        map=brief,
        factor_id=factor_id,
        routes=found,
        through=through,
        unintended=tuple(unintended_of(brief.system_map, option_id)),
        asserted=asserted,
        links=len(on_routes),
        levels=tuple(float(s) for s in levels_from_simulation(helps, hinders, shares["no_route"])),
        confidence=_confidence(asserted, len(on_routes)),
    )


@lru_cache(maxsize=512)
def routes_of(drawn: SystemMap, option_id: str, factor_id: str) -> Routes:
    """Routes of an option to a factor, remembered by the map itself."""
    return option_routes(drawn, option_id, factor_id)


@lru_cache(maxsize=128)
def moves(drawn: SystemMap, option_id: str) -> pd.DataFrame:
    """Shares of draws in which each factor goes up or down, remembered by the map itself."""
    return what_if(drawn, option_id)


@lru_cache(maxsize=128)
def unintended_of(drawn: SystemMap, option_id: str) -> tuple[str, ...]:
    """Factors that would move the wrong way, remembered by the map itself."""
    return tuple(unintended(drawn, option_id))


def _unknown(
    option_id: str, outcome_id: str, cause: str, sentence: str, brief: MapBrief | None, factor_id: str | None
) -> ConnectionsBrief:
    return ConnectionsBrief(option_id, outcome_id, cause, sentence, brief, factor_id, None, (), (), 0, 0, None, None)


def _confidence(asserted: int, links: int) -> str:
    share = asserted / links if links else 1.0
    return next((word for word, most in SHARE_ASSERTED if share <= most), "very low")


def _places(store: Store, map_id: str) -> dict[str, Point]:
    """Where boxes were put by those who made the map."""
    found = rows(store, "factors", map_id=map_id).dropna(subset=["x", "y"])
    given = zip(found["factor_id"], found["x"], found["y"], strict=True)
    return {factor_id: place for factor_id, x, y in given if (place := finite_place(float(x), float(y)))}


def drawn_map(store: Store, map_id: str) -> SystemMap:
    """A map as it was first drawn, before any edit."""
    factors = rows(store, "factors", map_id=map_id)
    links = rows(store, "links", map_id=map_id)
    entries = rows(store, "entry_points", map_id=map_id)
    return SystemMap(
        factors=tuple(
            Factor(r["factor_id"], r["label"], r["kind"], r["domain"] or "", r["controllable"] or "", r["wanted"] or "")
            for r in factors.to_dict("records")
        ),
        links=tuple(
            Link(
                r["source"],
                r["target"],
                r["polarity"],
                r["strength"],
                r["delay"],
                r["confidence"],
                r["basis"],
                r["note"] or "",
            )
            for r in links.to_dict("records")
        ),
        entry_points=tuple(
            EntryPoint(
                r["option_id"], r["factor_id"], r["push"], r["strength"], r["confidence"], r["basis"], r["note"] or ""
            )
            for r in entries.to_dict("records")
        ),
    )
