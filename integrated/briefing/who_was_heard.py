"""What people say, first part: who was heard against who lives here, who is missing, and how people were asked."""

from typing import Any

import pandas as pd

from integrated.briefing.decision_page import place_of
from integrated.briefing.people import not_heard_groups
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.shown_counts import shown_counts
from integrated.co_production.counts_shown import PEOPLE
from integrated.co_production.engagement import Engagement, power_by_stage
from integrated.co_production.missing_voices import attribute
from integrated.co_production.said import WhoWasHeard
from integrated.store import Store

GROUP = "group"


@remembered
def who_was_heard(store: Store, decision_id: str) -> WhoWasHeard:
    """Who was heard on one decision, missing voices first."""
    decision = framing_of(store, decision_id)
    counts = shown_counts(store, decision_id)
    heard = rows(store, "heard", decision_id=decision_id)
    population = rows(store, "population_shares", area_code=decision.area_code)
    population = population.dropna(subset=["share"]).drop_duplicates(["dimension", "category"])
    attributes = []
    for dimension in sorted(set(heard["dimension"]), key=lambda each: (each != GROUP, each)):
        counted = heard[heard["dimension"] == dimension].groupby("category")["people"].sum().astype(int).to_dict()
        shares = population[population["dimension"] == dimension]
        is_group = dimension == GROUP
        attributes.append(
            attribute(
                dimension,
                counted,
                dict(zip(shares["category"], shares["share"].astype(float), strict=True)),
                source=_source(shares),
                threshold=counts.threshold,
                hidden=frozenset(str(each) for each in counted if is_group and counts.came.hides(each, PEOPLE)),
                total_hidden=is_group and bool(pd.isna(counts.came.total)),
            )
        )
    place = place_of(store, decision.area_code)
    asked = tuple(each for each in _engagements(store, decision_id) if each.own)
    return WhoWasHeard(
        heard=counts.heard,
        not_heard=not_heard_groups(store, decision_id),
        attributes=tuple(attributes),
        asked=asked,
        power=power_by_stage(asked),
        place=place.figures_from if place else "",
        threshold=counts.threshold,
        illustrative=any(each.illustrative for each in asked),
    )


def _source(shares: pd.DataFrame) -> str:
    named = dict.fromkeys(f"{row['source']}, {row['period']}" for row in shares.to_dict("records"))
    return "; ".join(named)


def _engagements(store: Store, decision_id: str) -> list[Engagement]:
    found = []
    for row in rows(store, "engagements", decision_id=decision_id).to_dict("records"):
        found.append(
            Engagement(
                engagement_id=row["engagement_id"],
                kind=row["kind"],
                title=row["title"],
                held_on=_day(row["held_on"]),
                stage=row["stage"],
                circle=row["circle"],
                ladder_rung=_whole(row["ladder_rung"]),
                space=_whole(row["lundy_space"]),
                voice=_whole(row["lundy_voice"]),
                audience=_whole(row["lundy_audience"]),
                influence=_whole(row["lundy_influence"]),
                fed_back_on=_day(row["fed_back_on"]),
                fed_back_words=row["fed_back_words"] or "",
                illustrative=bool(row["illustrative"]),
                rewards=row["rewards"],
                rewards_words=row["rewards_words"] or "",
                version=int(row["version"]),
            )
        )
    return found


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _day(value: Any) -> Any:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
