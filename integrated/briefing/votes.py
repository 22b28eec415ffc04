"""Votes on statements: what every group agrees with, what divides them, and opinion groups where there are enough."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.shown_counts import disclosure_threshold
from integrated.co_production.disclosure import Suppressed
from integrated.co_production.linked_tables import suppress_questions
from integrated.co_production.margin import shown_margin
from integrated.co_production.opinions import (
    FEWEST_PEOPLE,
    consensus,
    divisive,
    group_informed_consensus,
    opinion_groups,
    votes_by_group,
)
from integrated.co_production.vote_summary import Opinions, StatementVotes, VotesBrief
from integrated.store import Store

VOTES = ("agree", "pass", "disagree")
NOT_SEEN = "not seen"
MOST_LISTED = 5
STEP = 0.05


@remembered
def votes_brief(store: Store, decision_id: str) -> VotesBrief | None:
    """The votes of one decision, None when there are none."""
    votes = rows(store, "votes", decision_id=decision_id)
    if not len(votes):
        return None
    threshold = disclosure_threshold(store, decision_id)
    held = rows(store, "statements", decision_id=decision_id).sort_values("place")
    groups = rows(store, "vote_people", decision_id=decision_id)["group_name"]
    table = _people_by_statements(votes, len(groups), list(held["statement_id"]))
    words = dict(zip(held["statement_id"], held["words"], strict=True))
    agreed, apart = consensus(table, groups), divisive(table, groups)
    together = pd.Series(group_informed_consensus(table, groups), index=list(table.columns))
    bounds = agreed.set_index("statement")["agree_lb"].dropna()
    most = sorted(bounds.index, key=lambda each: (-bounds[each], -together[each], str(each)))[:MOST_LISTED]
    gaps = apart[apart["fewest_votes"] >= threshold].set_index("statement")["gap"]
    wide = sorted(gaps.index, key=lambda each: (-gaps[each], str(each)))[:MOST_LISTED]
    listed = list(dict.fromkeys([*most, *wide]))
    tables = _shown(table[listed], groups, threshold)
    shown = {each: _by_group(tables[each]) for each in listed}
    told = {each: _told(each, words.get(each, ""), shown[each], bounds.get(each), gaps.get(each)) for each in listed}
    known = all(not pd.isna(each.total) for each in tables.values())
    return VotesBrief(
        people=len(table) if known else None,
        statements=table.shape[1],
        agreed=_in_shown_order(told[each] for each in most),
        divides=_in_shown_order(told[each] for each in wide),
        opinions=_opinions(table, threshold) if known else Opinions(why_not="A group is hidden to protect people."),
        threshold=threshold,
    )


def _people_by_statements(votes: pd.DataFrame, people: int, statements: list[str]) -> pd.DataFrame:
    """Votes as people x statements, NaN where not seen; a statement that nobody saw is left out."""
    cast = np.full((people, len(statements)), np.nan)
    cast[votes["person"].to_numpy(), votes["statement"].to_numpy()] = votes["vote"].to_numpy()
    seen = ~np.isnan(cast).all(axis=0)
    return pd.DataFrame(cast[:, seen], columns=[each for each, some in zip(statements, seen, strict=True) if some])


def _shown(table: pd.DataFrame, groups: pd.Series, threshold: int) -> dict[object, Suppressed]:
    """Votes of the listed statements, suppressed together: the same people voted on all of them."""
    counted = {
        statement: counts.assign(**{NOT_SEEN: groups.value_counts().reindex(counts.index) - counts.sum(axis=1)})
        for statement, counts in votes_by_group(table, groups).items()
    }
    names = {str(place): statement for place, statement in enumerate(counted)}
    shown = suppress_questions({name: counted[each] for name, each in names.items()}, threshold=threshold)
    return {each: shown[name] for name, each in names.items()}


def _in_shown_order(told: Iterable[StatementVotes]) -> tuple[StatementVotes, ...]:
    """Those with every count shown first, in their order; the others by id: a rank would compare hidden counts."""
    return tuple(sorted(told, key=lambda each: (each.hidden, each.statement_id if each.hidden else "")))


def _by_group(shown: Suppressed) -> dict[str, tuple[int | None, ...]]:
    return {
        str(group): tuple(None if pd.isna(shown.cells.at[group, v]) else int(shown.cells.at[group, v]) for v in VOTES)
        for group in shown.cells.index
    }


def _told(
    statement: object, words: str, groups: dict[str, tuple[int | None, ...]], bound: float | None, gap: float | None
) -> StatementVotes:
    open_to_all = not any(count is None for counts in groups.values() for count in counts)
    least = None if bound is None or not open_to_all else float(np.floor(bound / STEP + 1e-9) * STEP)
    apart = None if gap is None or not open_to_all else float(np.round(gap / STEP) * STEP)
    return StatementVotes(str(statement), words, groups, least, apart)


def _opinions(table: pd.DataFrame, threshold: int) -> Opinions:
    if len(table) < FEWEST_PEOPLE:
        return Opinions(why_not=f"Opinion groups need {FEWEST_PEOPLE} people; {len(table)} voted.")
    try:
        found = opinion_groups(table)
    except ValueError as problem:
        return Opinions(why_not=f"{str(problem)[:1].upper()}{str(problem)[1:]}.")
    sizes = np.bincount(found.labels[found.labels >= 0])
    counted = {str(place): int(size) for place, size in enumerate(sizes)} | {"": int((found.labels < 0).sum())}
    shown = shown_margin(counted, threshold=threshold)
    return Opinions(tuple(shown[str(place)] for place in range(len(sizes))), shown[""], found.stability)
