"""Across our grants: grants, what they are for, what is known beside them, and the list of decisions."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from integrated.briefing.choices import decisions, every_outcome, outcomes
from integrated.briefing.connections import routes_of, system_map
from integrated.briefing.overview import overview
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import decision_of, framing_of, rows
from integrated.briefing.shown_counts import shown_counts
from integrated.briefing.studies_held import studies_held
from integrated.co_production.voices import with_a_view
from integrated.record.gap_map import Layers, ThinRule, gap_map
from integrated.record.grants import GROUP, OPTION, OUTCOME, Filter, Grant, Link, links_now, looked_at, suggested_links
from integrated.record.portfolio import DecisionListed, Portfolio
from integrated.record.sentences import conclusion_sentence
from integrated.store import Store

EVERY = Filter()
EVERYWHERE, THIN_SETTING = "*", "thin_rule"


def portfolio(store: Store, decision_id: str, chosen: Filter = EVERY) -> Portfolio:
    """The page, for the grants that a filter lets through; voices and map are those of a decision."""
    held, links = grants(store), links_of(store)
    currency = Counter(grant.currency for grant in held).most_common(1)[0][0] if held else "GBP"
    counted = [grant for grant in held if grant.currency == currency]
    options = option_names(store, decision_id)
    columns = {each: every_outcome(store)[each] for each in _outcomes_in_order(store, decision_id)}
    return Portfolio(
        gap_map=gap_map(
            list(options),
            list(columns),
            layers_of(store, decision_id),
            looked_at(counted, links, chosen),
            links,
            thin_rule(store),
        ),
        option_names=options,
        outcome_names=columns,
        links=links,
        places=dict(sorted({g.area_code: g.area_name or g.area_code for g in held if g.area_code}.items())),
        years=tuple(sorted({grant.award_date.year for grant in held})),
        groups=tuple(sorted({link.target_id for link in links if link.kind == GROUP})),
        other_currencies=len(held) - len(counted),
        currency=currency,
        today=date.today(),
    )


@remembered
def grants(store: Store) -> tuple[Grant, ...]:
    """Every grant that counts."""
    return tuple(
        Grant(
            grant_id=row["grant_id"],
            title=row["title"],
            description=row["description"],
            amount=float(row["amount"]),
            currency=row["currency"],
            award_date=_day(row["award_date"]) or date.min,
            recipient=row["recipient_name"],
            funder=row["funder_name"],
            area_code=row["area_code"] or "",
            area_name=row["area_name"] or "",
            review_on=_day(row["review_on"]),
            illustrative=bool(row["illustrative"]),
        )
        for row in rows(store, "grants").to_dict("records")
    )


@remembered
def links_of(store: Store) -> tuple[Link, ...]:
    """What every grant is for now: what people said, and suggestions from its words where nobody has."""
    kept = [
        Link(row["grant_id"], row["kind"], row["target_id"], row["state"])
        for row in rows(store, "grant_links").to_dict("records")
    ]
    named = rows(store, "options")
    targets = {
        (OPTION, row["option_id"]): row["name"] for row in named.to_dict("records") if not row["is_continue_as_now"]
    }
    targets |= {(OUTCOME, each): label for each, label in every_outcome(store).items()}
    return links_now(kept, suggested_links(grants(store), targets))


@remembered
def option_names(store: Store, decision_id: str) -> dict[str, str]:
    """Options to look at: those of the decision first, then those of others; continue-as-now is none of them."""
    continues = {row["option_id"] for row in rows(store, "options").to_dict("records") if row["is_continue_as_now"]}
    return {
        option.option_id: option.name or option.option_id
        for each in decisions_in_order(store, decision_id)
        for option in framing_of(store, each).options
        if option.option_id not in continues
    }


@remembered
def layers_of(store: Store, decision_id: str) -> dict[tuple[str, str], Layers]:
    """What studies, people and map hold about every option and outcome."""
    searches = rows(store, "search_log")
    searched = set(zip(searches["option_id"], searches["outcome_id"], strict=True))
    found = {}
    for option_id in option_names(store, decision_id):
        own = next(d for d in decisions_in_order(store, decision_id) if framing_of(store, d).option(option_id))
        said = shown_counts(store, own).stances.get(option_id)
        drawn = system_map(store, own)
        for outcome_id in every_outcome(store):
            held = studies_held(store, own, option_id, outcome_id)
            factor = drawn.factor_of(outcome_id) if drawn else None
            on_map = drawn is not None and any(f.factor_id == factor for f in drawn.system_map.factors)
            routes = routes_of(drawn.system_map, option_id, factor) if drawn and factor and on_map else None
            found[option_id, outcome_id] = Layers(
                studies=held.used,
                certainty=held.certainty,
                searched=(option_id, outcome_id) in searched,
                heard=None if said is None else with_a_view(said),
                asked=said is not None,
                routes=len(routes.items) if routes else 0,
                helping=routes.helping if routes else 0,
                routes_cause=_no_route(drawn is None, routes),
                excluded=held.excluded,
            )
    return found


def thin_rule(store: Store) -> ThinRule:
    """What counts as thin: the last recorded rule, or the one that comes with the app."""
    settings = rows(store, "settings", decision_id=EVERYWHERE)
    mine = settings[settings["name"] == THIN_SETTING]
    return ThinRule(**json.loads(mine.iloc[-1]["value"])) if len(mine) else ThinRule()


def decisions_listed(store: Store) -> tuple[DecisionListed, ...]:
    """Every decision as it stands today, those to be looked at again first."""
    return _decisions_on(store, date.today())


@remembered
def _decisions_on(store: Store, today: date) -> tuple[DecisionListed, ...]:
    found = []
    for decision_id, question in decisions(store).items():
        decision, seen = decision_of(store, decision_id), overview(store, decision_id)
        found.append(
            DecisionListed(
                decision_id,
                question,
                conclusion_sentence(decision.conclusion, decision),
                decision.review_on,
                decision.review_on is not None and decision.review_on <= today,
                len(decision.open_red_lines) + (len(seen.suggested_red_lines) if seen else 0),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.review_on or date.max, each.question)))


def _no_route(no_map: bool, routes: Any) -> str | None:
    if no_map:
        return "no map"
    if routes is None:
        return "outcome not on map"
    return None if routes.items else "no route"


def decisions_in_order(store: Store, decision_id: str) -> list[str]:
    """Ids of all decisions, one of them first."""
    listed = list(decisions(store))
    return [*(each for each in listed if each == decision_id), *(each for each in listed if each != decision_id)]


def _outcomes_in_order(store: Store, decision_id: str) -> list[str]:
    first = list(outcomes(store, decision_id)) if decision_id else []
    return [*first, *(each for each in every_outcome(store) if each not in first)]


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
