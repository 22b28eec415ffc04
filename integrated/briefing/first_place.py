"""Steps 3c and 3d: what matters to people, from what to what the options run, and who comes first."""

from integrated.briefing.connections import connections
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.studies import studies
from integrated.record.weigh_up import Person, Swing, people_of
from integrated.store import Store
from integrated.weighing.judgement import COMPARISON, values
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.standing import Entrant, Standing, standing
from integrated.what_works.certainty import Certainty, level_after

# What the spread of the levels holds already (inconsistency, imprecision) is not taken off a second time.
BEYOND_THE_SPREAD = frozenset({"risk_of_bias", "indirectness", "publication_bias", "upgrade"})


@remembered
def who_matters(store: Store, decision_id: str) -> tuple[Person, ...]:
    """People who said what matters most to them, by number."""
    seen = overview(store, decision_id)
    return people_of(tuple(seen.decision.weights.values())) if seen else ()


@remembered
def swings(store: Store, decision_id: str) -> tuple[Swing, ...]:
    """The worst and the best of the options that are compared, from each perspective."""
    seen = overview(store, decision_id)
    return tuple(_swing(seen, perspective) for perspective in PERSPECTIVES) if seen else ()


def _swing(seen: Overview, perspective: str) -> Swing:
    worth: dict[float, list[str]] = {}
    for option in seen.compared:
        levels = seen.cells[option.option_id, perspective].levels
        if levels is not None:
            worth.setdefault(round(float(values(levels)), 9), []).append(option.option_id)
    if not worth:
        return Swing(perspective, None, None)
    letters = {option.option_id: option.letter for option in seen.compared}
    worst, best = (
        (tuple(letters[each] for each in worth[end]), seen.cells[worth[end][0], perspective])
        for end in (min(worth), max(worth))
    )
    return Swing(perspective, worst, best)


@remembered
def who_is_first(store: Store, decision_id: str, discounted: bool) -> Standing | None:
    """Where the options stand, with or without the discount for how unsure we are; None without a decision."""
    seen = overview(store, decision_id)
    if seen is None:
        return None
    red_lines = (*seen.decision.open_red_lines, *seen.suggested_red_lines)
    return standing(
        entrants(store, decision_id, seen),
        [person.weights for person in who_matters(store, decision_id)],
        red_lines,
        discounted=discounted,
    )


def entrants(store: Store, decision_id: str, seen: Overview) -> tuple[Entrant, ...]:
    """Every option with its levels; continue-as-now stands in the middle from all three, certain."""
    found = []
    for option in seen.options:
        is_comparison = option.option_id == seen.comparison_id
        found.append(
            Entrant(
                option_id=option.option_id,
                letter=option.letter,
                name=option.name,
                levels=(COMPARISON,) * 3
                if is_comparison
                else tuple(seen.cells[option.option_id, p].levels for p in PERSPECTIVES),
                confidence=(None,) * 3 if is_comparison else _confidence(store, decision_id, seen, option.option_id),
                is_comparison=is_comparison,
            )
        )
    return tuple(found)


def _confidence(store: Store, decision_id: str, seen: Overview, option_id: str) -> tuple[str | None, ...]:
    """How sure we can be beyond the spread: as people agreed, else from the data; None where nobody rated it."""
    from_data = {
        "works": beyond_the_spread(studies(store, decision_id, option_id, seen.outcome_id).certainty),
        "people": people(store, decision_id, option_id).confidence,
        "system": connections(store, decision_id, option_id, seen.outcome_id).confidence,
    }
    agreed = seen.decision.judgements
    return tuple(
        (agreed[option_id, p].confidence if (option_id, p) in agreed else None) or from_data[p] for p in PERSPECTIVES
    )


def beyond_the_spread(found: Certainty | None) -> str | None:
    """Certainty from risk of bias, indirectness and publication bias alone."""
    if found is None or not found.steps:
        return None
    return level_after(step for step in found.steps if step.name in BEYOND_THE_SPREAD)
