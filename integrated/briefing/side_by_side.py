"""Step 2, side by side: one option in three columns, or every option in rows."""

from dataclasses import dataclass, replace

from integrated.briefing.connections import connections
from integrated.briefing.highlight import Lit, highlight
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.studies import studies
from integrated.co_production.voices import PeopleBrief
from integrated.complexity.connected import ConnectionsBrief, ShownMap
from integrated.complexity.model import SystemMap
from integrated.complexity.structure import Route, Routes
from integrated.record.decision import Option
from integrated.store import Store
from integrated.what_works.found import StudiesBrief

ROUTES_OF_EACH_KIND = 3
MOST_FACTORS = 9


@dataclass(frozen=True)
class SideBySide:
    """All that step 2 shows for one option and outcome."""

    overview: Overview
    option: Option
    is_comparison: bool
    studies: StudiesBrief
    people: PeopleBrief
    connections: ConnectionsBrief
    shown_map: ShownMap | None
    lit: Lit


@remembered
def side_by_side(
    store: Store, decision_id: str, option_id: str, outcome_id: str, focus: str | None, most_factors: int = MOST_FACTORS
) -> SideBySide | None:
    """Step 2 for one option, outcome and highlight; None when the decision or the option is not there."""
    seen = overview(store, decision_id, outcome_id)
    option = seen.decision.option(option_id) if seen else None
    if seen is None or option is None:
        return None
    on_map = connections(store, decision_id, option_id, outcome_id)
    return SideBySide(
        overview=seen,
        option=option,
        is_comparison=option_id == seen.comparison_id,
        studies=studies(store, decision_id, option_id, outcome_id),
        # Of a group that has raised its red line, nothing is left to be told.
        people=replace(
            people(store, decision_id, option_id), objecting_not_told=seen.objections_not_told_of(option_id)
        ),
        connections=on_map,
        shown_map=shown_map(on_map, most_factors),
        lit=highlight(store, decision_id, focus),
    )


@remembered
def every_option(
    store: Store, decision_id: str, outcome_id: str
) -> dict[str, tuple[StudiesBrief, PeopleBrief, ConnectionsBrief]]:
    """The three columns of every compared option on one outcome, by option id."""
    seen = overview(store, decision_id, outcome_id)
    return {
        option.option_id: (
            studies(store, decision_id, option.option_id, outcome_id),
            people(store, decision_id, option.option_id),
            connections(store, decision_id, option.option_id, outcome_id),
        )
        for option in (seen.compared if seen else ())
    }


def shown_map(brief: ConnectionsBrief, most_factors: int) -> ShownMap | None:
    """The shortest routes of each kind that fit into `most_factors` factors, the outcome included."""
    if brief.routes is None or brief.map is None:
        return None
    chosen = shortest_of_each_kind(brief.routes, most_factors)
    factors = {factor for route in chosen for factor in route.factors}
    pairs = {pair for route in chosen for pair in route.ends}
    entered = {route.factors[0] for route in chosen}
    whole = brief.map.system_map
    part = SystemMap(
        factors=tuple(factor for factor in whole.factors if factor.factor_id in factors),
        links=tuple(link for link in whole.links if link.ends in pairs),
        entry_points=tuple(
            entry for entry in whole.entry_points if entry.option_id == brief.option_id and entry.factor_id in entered
        ),
    )
    return ShownMap(
        system_map=part,
        routes=chosen,
        further=len(brief.routes.items) - len(chosen),
        map=brief.map,
        asserted=sum(link.ends in pairs for link in brief.map.assertions),
    )


def shortest_of_each_kind(routes: Routes, most_factors: int) -> tuple[Route, ...]:
    """At most three of each kind, shortest first, as long as all their factors fit; one of each kind at least."""
    chosen: list[Route] = []
    factors: set[str] = set()
    for place in range(ROUTES_OF_EACH_KIND):
        for effect in ("helping", "hindering", "uncertain"):
            of_kind = sorted(
                (route for route in routes.items if route.effect == effect),
                key=lambda route: (len(route.factors), route.factors),
            )
            if place < len(of_kind) and (place == 0 or len(factors | set(of_kind[place].factors)) <= most_factors):
                chosen.append(of_kind[place])
                factors |= set(of_kind[place].factors)
    return tuple(sorted(chosen, key=lambda route: (len(route.factors), route.factors)))
