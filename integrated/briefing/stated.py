"""What is stated to belong together (theme, factor, outcome), less what was taken back.

The rows stay in the store; that one of them was taken back is an event, and so is putting it back.
"""

import pandas as pd

from integrated.briefing.rows import framing_of, rows
from integrated.complexity.whole_map import APART_KIND, apart_subject
from integrated.store import Store

ENDS = {
    "theme_factor": ("map_id", "theme_id", "factor_id"),
    "theme_outcome": ("theme_id", "outcome_id"),
    "outcome_factor": ("map_id", "outcome_id", "factor_id"),
}


def stated(store: Store, decision_id: str, table: str, *, map_id: str | None = None) -> pd.DataFrame:
    """Rows of one of the three tables that stand for a decision.

    Parameters
    ----------
    table : a key of `ENDS`; also the name of its query.
    map_id : of the map, for the tables that are about one.
    """
    found = rows(store, table, decision_id=decision_id) if map_id is None else rows(store, table, map_id=map_id)
    apart: set[str] = set()
    for event in framing_of(store, decision_id).map_events:
        if event.kind == APART_KIND:
            (apart.discard if event.payload.get("removed") is True else apart.add)(event.subject)
    if not apart:
        return found
    ends = [apart_subject(table, *each) for each in found[list(ENDS[table])].itertuples(index=False, name=None)]
    return found[pd.Series([each not in apart for each in ends], index=found.index, dtype=bool)]
