"""The record of a decision as it stands now: everything its numbers are made from, gathered and sealed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from integrated.briefing.connections import connections, system_map
from integrated.briefing.decision_page import HERE_IN_NUMBERS, local_figures, place_of
from integrated.briefing.first_place import entrants, who_is_first
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import not_heard_groups, people
from integrated.briefing.remembered import remembered
from integrated.briefing.risks import risks
from integrated.briefing.rows import rows
from integrated.briefing.studies import studies
from integrated.record.decide import Version
from integrated.record.record import Record, reopen, seal
from integrated.store import Store
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.standing import NOT_RATED, what_would_change


@remembered
def sealed(store: Store, decision_id: str, today: date) -> Record | None:
    """The record that would be signed now; None when there is no decision to record.

    Parameters
    ----------
    today : the day on which searches are called old.
    """
    seen = overview(store, decision_id)
    return None if seen is None else seal(seen.decision, inputs(store, decision_id, today))


def record_of(
    store: Store, decision_id: str, version: Version | None, today: date | None = None
) -> Callable[[], Record]:
    """How a record is come by when it is asked for: a signed version as it was sealed, or for None the draft.

    Returns
    -------
    A function; it raises LookupError if there is no such decision.
    """

    def record() -> Record:
        if version is not None:
            return reopen(version.content)
        found = sealed(store, decision_id, today or date.today())
        if found is None:
            raise LookupError(f"There is no decision called {decision_id} with a question and an outcome.")
        return found

    return record


def inputs(store: Store, decision_id: str, today: date) -> dict[str, Any]:
    """What the numbers and sentences of a record are made from, in the form that `seal` takes.

    Counts of people are the suppressed ones, and no contributor's words are among them: a record is handed on.

    Raises
    ------
    LookupError
        If there is no such decision.
    """
    seen = overview(store, decision_id)
    if seen is None:
        raise LookupError(f"There is no decision called {decision_id} with a question and an outcome.")
    return {
        "comparison": seen.comparison_id,
        "outcome": {"outcome_id": seen.outcome_id, "label": seen.outcome_label, "words": seen.outcome_words},
        "place": _place(store, seen),
        "suggested_red_lines": [
            {"option_id": line.option_id, "group_name": line.group_name} for line in seen.suggested_red_lines
        ],
        "objections_not_told": [
            {"option_id": each.option_id, "group_name": each.group_name} for each in seen.objections_not_told
        ],
        "confidence": {
            each.option_id: dict(zip(PERSPECTIVES, (word or NOT_RATED for word in each.confidence), strict=True))
            for each in entrants(store, decision_id, seen)
            if not each.is_comparison
        },
        "suggested": {
            option.option_id: {"people": seen.suggested[option.option_id, "people"].levels} for option in seen.compared
        },
        "told": {
            option.option_id: {p: _told(seen, option.option_id, p) for p in PERSPECTIVES} for option in seen.compared
        },
        "outcomes": dict(rows(store, "outcomes").set_index("outcome_id")["label"]),
        "not heard": [list(each) for each in not_heard_groups(store, decision_id)],
        "risk checks": {
            check_id: {"state": check.state, "next_step": check.next_step, "rows": check.rows}
            for check_id, check in risks(store, decision_id, today).items()
        },
        "what would change this": _what_would_change(store, decision_id),
        "sources": _sources(store),
        **_from_studies(store, seen),
        **_from_people(store, seen),
        **_from_map(store, seen),
    }


def _told(seen: Overview, option_id: str, perspective: str) -> dict[str, Any]:
    """The sentence of one cell, and why nothing is known where nothing is."""
    cell = seen.suggested[option_id, perspective]
    return {"sentence": cell.sentence, "cause": cell.cause, "certainty": cell.certainty}


def _what_would_change(store: Store, decision_id: str) -> list[str]:
    standing = who_is_first(store, decision_id, False)
    return [] if standing is None else list(what_would_change(standing))


def _place(store: Store, seen: Overview) -> dict[str, Any]:
    place = place_of(store, seen.decision.area_code)
    if place is None:
        return {"name": None, "figures_from": None, "is_fictional": False, "figures": [], "shown": []}
    return {
        "name": place.name,
        "figures_from": place.figures_from,
        "is_fictional": place.is_fictional,
        "figures": list(local_figures(store, place).values()),
        "shown": HERE_IN_NUMBERS,
    }


def _from_studies(store: Store, seen: Overview) -> dict[str, Any]:
    decision_id, outcome_id = seen.decision.decision_id, seen.outcome_id
    found = {o.option_id: studies(store, decision_id, o.option_id, outcome_id) for o in seen.options}
    return {
        "effects": {
            option_id: {
                "yi": [row.effect for row in brief.used],
                "vi": [row.standard_error**2 for row in brief.used],
                "ids": [row.effect_id for row in brief.used],
            }
            for option_id, brief in found.items()
            if brief.used
        },
        "studies": {
            option_id: {
                "used": brief.used,
                "excluded": brief.excluded,
                "pooled": brief.shown_pool,
                "new_place": brief.shown_new_place,
                "searches": brief.searches,
                "evaluations": brief.evaluations,
                "elsewhere": brief.elsewhere,
            }
            for option_id, brief in found.items()
        },
    }


def _from_people(store: Store, seen: Overview) -> dict[str, Any]:
    decision_id = seen.decision.decision_id
    found = {option.option_id: people(store, decision_id, option.option_id) for option in seen.options}
    return {
        "heard": {
            option_id: {
                "rows": [
                    {"group": row.group, "heard": row.heard, "counts": row.counts, "most_affected": row.most_affected}
                    for row in brief.rows
                ],
                "themes": [{"name": each.name, "people": each.people, "of": each.of} for each in brief.themes],
                "threshold": brief.threshold,
                "illustrative": brief.illustrative,
            }
            for option_id, brief in found.items()
        },
        "engagements": _engagements(store, decision_id),
    }


def _engagements(store: Store, decision_id: str) -> list[dict[str, Any]]:
    """When and how people were asked; published findings of others are not among them."""
    held = rows(store, "engagements", decision_id=decision_id)
    names = ["title", "kind", "held_on", "stage", "ladder_rung", "fed_back_on", "rewards", "illustrative"]
    return [dict(row) for row in held.loc[held["kind"] != "published", names].to_dict("records")]


def _from_map(store: Store, seen: Overview) -> dict[str, Any]:
    decision_id, drawn = seen.decision.decision_id, system_map(store, seen.decision.decision_id)
    found = {o.option_id: connections(store, decision_id, o.option_id, seen.outcome_id) for o in seen.compared}
    return {
        "simulation": {
            option_id: [brief.levels[3], brief.levels[1], brief.levels[2]]
            for option_id, brief in found.items()
            if brief.levels is not None
        },
        "routes": {
            option_id: {
                "helping": brief.routes.helping if brief.routes else 0,
                "hindering": brief.routes.hindering if brief.routes else 0,
                "uncertain": brief.routes.uncertain if brief.routes else 0,
                "hindering_through": [brief.map.label(each) for each in brief.through] if brief.map else [],
                "unintended": [brief.map.label(each) for each in brief.unintended] if brief.map else [],
                "links": brief.links,
                "asserted": brief.asserted,
            }
            for option_id, brief in found.items()
        },
        "map": None
        if drawn is None
        else {
            "title": drawn.title,
            "made_by": drawn.made_by,
            "illustrative": drawn.illustrative,
            "links": len(drawn.system_map.links),
            "asserted": len(drawn.assertions),
            "drawn": drawn.system_map,
        },
    }


def _sources(store: Store) -> list[dict[str, Any]]:
    """Every file that was read in, with its hash: what a later reader compares theirs with."""
    held = rows(store, "imports")
    names = ["file_name", "kind", "sha256", "row_total", "licence", "attribution", "illustrative"]
    found = held[names].sort_values(["file_name", "sha256"], kind="stable")
    return [dict(row) for row in found.where(pd.notna(found), None).to_dict("records")]
