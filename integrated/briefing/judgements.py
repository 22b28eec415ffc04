"""Step 3a, judge: each option from each perspective with its suggestion and one effect, one quote or one route."""

from integrated.briefing.connections import connections
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.studies import studies
from integrated.co_production.voices import PeopleBrief, Quote
from integrated.complexity.connected import ConnectionsBrief
from integrated.complexity.structure import Route
from integrated.record.weigh_up import Evidence, JudgedCell, JudgedOption
from integrated.store import Store
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary
from integrated.what_works.found import StudiesBrief

SHORT_QUOTE = 90
DIRECTIONS = {"helping": "helps", "hindering": "hinders", "uncertain": "could go either way"}


@remembered
def judgements(store: Store, decision_id: str) -> tuple[JudgedOption, ...]:
    """Every option that is compared, in letter order, with its three judgements."""
    seen = overview(store, decision_id)
    if seen is None:
        return ()
    return tuple(
        JudgedOption(option, tuple(_cell(store, decision_id, seen, option.option_id, p) for p in PERSPECTIVES))
        for option in seen.compared
    )


def _cell(store: Store, decision_id: str, seen: Overview, option_id: str, perspective: str) -> JudgedCell:
    return JudgedCell(
        option_id=option_id,
        perspective=perspective,
        suggested=seen.suggested[option_id, perspective],
        now=seen.cells[option_id, perspective],
        judgement=seen.decision.judgements.get((option_id, perspective)),
        evidence=evidence(store, decision_id, seen, option_id, perspective),
    )


def evidence(store: Store, decision_id: str, seen: Overview, option_id: str, perspective: str) -> Evidence | None:
    """One effect, one quote or one route; None when there is none that may be shown."""
    if perspective == "works":
        return one_effect(studies(store, decision_id, option_id, seen.outcome_id))
    if perspective == "people":
        return one_quote(people(store, decision_id, option_id), seen.suggested[option_id, perspective])
    return one_route(
        connections(store, decision_id, option_id, seen.outcome_id), seen.suggested[option_id, perspective]
    )


def one_effect(brief: StudiesBrief) -> Evidence | None:
    """The pooled effect from three studies on, else the study with the smallest error."""
    if brief.shown_pool is not None:
        return Evidence(f"{brief.k} studies together", "", brief.shown_pool)
    if not brief.used:
        return None
    study = brief.used[0]
    return Evidence(study.short_name, "", (study.effect, *study.interval))


def one_quote(brief: PeopleBrief, summary: PerspectiveSummary) -> Evidence | None:
    """Words from the side that the judgement leans to, of someone most affected, short if there are such."""
    if not brief.quotes:
        return None
    leaning = "opposes" if summary.range is not None and summary.range[1] < 3 else "supports"

    affected = {row.group for row in brief.rows if row.most_affected}

    def place(quote: Quote) -> tuple[bool, bool, int]:
        return quote.stance != leaning, quote.who not in affected, max(len(quote.words) - SHORT_QUOTE, 0)

    chosen = min(brief.quotes, key=place)
    return Evidence(chosen.words, chosen.who)


def one_route(brief: ConnectionsBrief, summary: PerspectiveSummary) -> Evidence | None:
    """The shortest route that goes the way the judgement leans; its stops up to the outcome, which all routes share."""
    if brief.routes is None or brief.map is None:
        return None
    leaning = "hindering" if summary.range is not None and summary.range[1] < 3 else "helping"

    def place(route: Route) -> tuple[bool, int, tuple[str, ...]]:
        return route.effect != leaning, len(route.factors), route.factors

    route = min(brief.routes.items, key=place)
    stops = route.factors[:-1] or route.factors
    return Evidence(" → ".join(brief.map.label(factor) for factor in stops), DIRECTIONS[route.effect])
