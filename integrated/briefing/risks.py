"""The three risk checks of one decision: what each looks at, gathered from the store, and its answer."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd

from integrated.briefing.action_levels import action_levels
from integrated.briefing.connections import system_map
from integrated.briefing.first_place import who_is_first, who_matters
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.studies import studies
from integrated.briefing.who_was_heard import who_was_heard
from integrated.complexity.structure import route_strength
from integrated.record.decision import Option
from integrated.store import Store
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.phrases import name_of
from integrated.weighing.red_lines import GATED
from integrated.weighing.risk_checks import Holdings, RiskCheck, Room, Thresholds, Voices, risk_checks
from integrated.weighing.unfairness import STATE_HIDDEN

SETTING = "risk_checks."
"""A threshold that people changed is kept as a setting of this name and the field of `Thresholds`."""


@remembered
def risks(store: Store, decision_id: str, today: date) -> Mapping[str, RiskCheck]:
    """The three checks of one decision, by id; empty without a decision.

    Parameters
    ----------
    today : the day on which searches are called old.
    """
    seen = overview(store, decision_id)
    if seen is None:
        return {}
    return risk_checks(
        voices(store, seen),
        holdings(store, seen, today),
        room(store, seen),
        thresholds=thresholds(store, decision_id),
    )


@remembered
def thresholds(store: Store, decision_id: str) -> Thresholds:
    """The thresholds of the checks: the conventions, with what people changed for this decision."""
    changed = {
        row["name"].removeprefix(SETTING): row["value"]
        for row in rows(store, "settings", decision_id=decision_id).to_dict("records")
        if row["name"].startswith(SETTING)
    }
    whole = {"ladder_least", "group_least", "options_least"}
    chosen: dict[str, Any] = {
        each.name: round(float(changed[each.name])) if each.name in whole else float(changed[each.name])
        for each in fields(Thresholds)
        if each.name in changed
    }
    return Thresholds(**chosen)


def voices(store: Store, seen: Overview) -> Voices:
    """Who must be heard and was, against who lives here; what studies say by group; who had the power to change."""
    decision_id = seen.decision.decision_id
    engagements = rows(store, "engagements", decision_id=decision_id)
    own = engagements[engagements["kind"] != "published"]
    heard = rows(store, "heard", decision_id=decision_id)
    heard = heard[heard["engagement_id"].isin(own["engagement_id"])]
    by_group: dict[Any, int] = heard.groupby("category")["people"].sum().to_dict()
    effects = rows(store, "effects_all")
    return Voices(
        must_be_heard={
            group.group_name: None if group.group_name not in by_group else int(by_group[group.group_name])
            for group in seen.decision.groups
            if group.must_be_heard
        },
        representation=_represented(store, decision_id),
        subgroup_effects={
            group.group_name: int(_about(effects, group.group_name))
            for group in seen.decision.groups
            if group.most_affected
        }
        or None,
        stances={name_of(option): stances_shown(store, decision_id, option) for option in seen.compared},
        engagements=pd.DataFrame(
            {
                "stage": own["stage"],
                "ladder_rung": own["ladder_rung"],
                "influence": own["lundy_influence"],
                "fed_back": own["fed_back_on"].notna(),
            }
        ),
    )


def stances_shown(store: Store, decision_id: str, option: Option) -> dict[str, tuple[int, int, int]]:
    """People for, in between and against by group, from what a reader may see.

    A hidden count is put in between with the rest of its group, so a majority found in these numbers follows from the
    shown ones alone and gives no hidden count away. A group whose total is hidden is left out.
    """
    found = {}
    for row in people(store, decision_id, option.option_id).rows:
        if row.heard is not None:
            pro, con = (0 if row.counts[k] is None else int(row.counts[k] or 0) for k in (0, 3))
            found[row.group] = (pro, row.heard - pro - con, con)
    return found


def _represented(store: Store, decision_id: str) -> pd.DataFrame | None:
    """Each dimension that was asked about and that local shares are known for, with the states that may be shown."""
    compared = [each for each in who_was_heard(store, decision_id).attributes if each.source]
    if not compared:
        return None
    voices = [voice for each in compared for voice in each.voices]
    states = [STATE_HIDDEN if voice.state is None else voice.state for voice in voices]
    return pd.DataFrame({"category": [voice.category for voice in voices], "state": states})


def _about(effects: pd.DataFrame, group: str) -> int:
    return int((effects["subgroup"].fillna("").str.lower() == group.lower()).sum())


def holdings(store: Store, seen: Overview, today: date) -> Holdings:
    """What was searched, what is held and not used, judgements against their data, silent perspectives."""
    names = {option.option_id: name_of(option) for option in seen.compared}
    outcomes = rows(store, "outcomes").set_index("outcome_id")["label"].str.lower()
    critical = [each for each in seen.decision.critical_outcome_ids if each in outcomes.index]
    searches = rows(store, "search_log")
    effects = rows(store, "effects_all")
    unused = effects[effects["excluded_because"].notna()]
    return Holdings(
        option_ids=tuple(names.values()),
        critical_outcomes=tuple(outcomes[each] for each in critical),
        searches=searches.assign(
            option_id=searches["option_id"].map(names), outcome_id=searches["outcome_id"].map(outcomes)
        ),
        today=today,
        unused=pd.DataFrame(
            {"item": unused["effect_id"], "option_id": unused["option_id"], "reason": unused["excluded_because"]}
        ),
        judgements={
            (names[option_id], perspective): (
                seen.cells[option_id, perspective].levels,
                seen.suggested[option_id, perspective].levels,
            )
            for option_id, perspective in seen.decision.judgements
            if option_id in names
        },
        silent={
            perspective: tuple(
                name for option_id, name in names.items() if seen.cells[option_id, perspective].levels is None
            )
            for perspective in PERSPECTIVES
        },
    )


def room(store: Store, seen: Overview) -> Room:
    """Room to choose and to change course: weights, options, what they act on, how easily each can be undone."""
    decision_id = seen.decision.decision_id
    first = who_is_first(store, decision_id, False)
    listed = action_levels(store, decision_id)
    conclusion = seen.decision.conclusion
    going_ahead = conclusion.option_ids if conclusion is not None and conclusion.result in GATED else ()
    graded = {
        option.option_id: studies(store, decision_id, option.option_id, seen.outcome_id).certainty
        for option in seen.compared
    }
    points = [person.weights for person in who_matters(store, decision_id)]
    return Room(
        weights={each.person: each.shares.tolist() for each in points if each.shares is not None},
        values=first.values if first else None,
        option_ids=tuple(name_of(option) for option in seen.options),
        action_levels={name_of(option): listed.get(option.option_id) for option in seen.compared},
        undo={name_of(option): option.undo for option in seen.compared},
        certainty={
            name_of(option): found.level if (found := graded[option.option_id]) and found.steps else None
            for option in seen.compared
        },
        chosen=tuple(name_of(option) for option in seen.compared if option.option_id in going_ahead),
        route_strength=_route_strength(store, seen),
    )


def _route_strength(store: Store, seen: Overview) -> dict[str, int | None] | None:
    brief = system_map(store, seen.decision.decision_id)
    if brief is None:
        return None
    factor_id = brief.factor_of(seen.outcome_id)
    if factor_id is None or not any(factor.factor_id == factor_id for factor in brief.system_map.factors):
        return {name_of(option): None for option in seen.compared}
    return {name_of(option): route_strength(brief.system_map, option.option_id, factor_id) for option in seen.compared}
