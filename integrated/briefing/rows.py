"""Rows of the store, read again only when their tables changed, and the decision they add up to."""

import pandas as pd

from integrated.briefing.remembered import Kept, Memory, note, remembered, settled
from integrated.record.decision import Decision
from integrated.record.record import replay
from integrated.store import Store

FRAMING = frozenset({"framed", "outcome_ranked", "option_listed", "group_named", "baseline_set", "certainty_set"})
ON_THE_MAP = "map_"

_read = Memory(most=256)


def rows(store: Store, query: str, **params: object) -> pd.DataFrame:
    """Rows of a named query; the frame is shared by every session, so nobody writes into it.

    The same frame is handed out until its rows differ: what rests on it may be told by its identity.

    Parameters
    ----------
    query : name of a file of store/sql.
    params : its parameters.
    """
    return _rows(store, query, tuple(sorted(params.items())))


def _rows(store: Store, query: str, params: tuple[tuple[str, object], ...]) -> pd.DataFrame:
    key = (id(store), query, params)
    state = store.state_behind(query)
    kept = _read.get(key)
    if kept is None or kept.version != state:
        found = store.read(query, **dict(params))
        same = kept is not None and found.equals(kept.answer) and list(found.columns) == list(kept.answer.columns)
        kept = Kept(kept.answer if kept is not None and same else found, {}, state)
        _read.put(key, kept)
    note(_rows, (store, query, params), kept.answer)
    frame: pd.DataFrame = kept.answer
    return frame


@remembered
def decision_of(store: Store, decision_id: str) -> Decision:
    """A decision as its events make it."""
    return replay(rows(store, "decision_events", decision_id=decision_id))


@settled
def framing_of(store: Store, decision_id: str) -> Decision:
    """A decision as far as the evidence needs it: its question, outcomes, options, groups, baselines, map changes.

    Nothing that was judged, weighed or recorded is in it, so what is made from it stands while people weigh.
    """
    events = rows(store, "decision_events", decision_id=decision_id)
    frames = events["kind"].isin(FRAMING) | events["kind"].str.startswith(ON_THE_MAP)
    return replay(events[frames])
