"""How many people said what, as it may be shown, and what can be told from it of strong objections."""

from collections.abc import Mapping

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.co_production.counts_shown import ShownCounts, counts_shown, threshold_in
from integrated.record.objections import told_objections
from integrated.store import Store
from integrated.weighing.told_objections import ToldObjection


def disclosure_threshold(store: Store, decision_id: str) -> int:
    """The smallest count of people that is shown: a recorded setting, 5 unless someone changed it."""
    return threshold_in(rows(store, "settings", decision_id=decision_id))


@remembered
def shown_counts(store: Store, decision_id: str) -> ShownCounts:
    """Group sizes and the stances on every option, suppressed together."""
    return counts_shown(
        rows(store, "contributions_reviewed", decision_id=decision_id),
        rows(store, "stance_people", decision_id=decision_id),
        rows(store, "heard", decision_id=decision_id),
        rows(store, "settings", decision_id=decision_id),
    )


@remembered
def objections(store: Store, decision_id: str) -> Mapping[str, ToldObjection]:
    """Option to what the shown counts tell of strong objections of the groups most affected; the gate asks the same."""
    groups = framing_of(store, decision_id).groups
    return told_objections(
        shown_counts(store, decision_id).stances, frozenset(g.group_name for g in groups if g.most_affected)
    )
