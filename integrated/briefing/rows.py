"""Rows of the store, read once per version of it, and the decision they add up to."""

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.record.decision import Decision
from integrated.record.record import replay
from integrated.store import Store


@remembered
def _rows(store: Store, query: str, params: tuple[tuple[str, object], ...]) -> pd.DataFrame:
    return store.read(query, **dict(params))


def rows(store: Store, query: str, **params: object) -> pd.DataFrame:
    """Rows of a named query; the frame is shared by every session, so nobody writes into it.

    Parameters
    ----------
    query : name of a file of store/sql.
    params : its parameters.
    """
    return _rows(store, query, tuple(sorted(params.items())))


@remembered
def decision_of(store: Store, decision_id: str) -> Decision:
    """A decision as its events make it."""
    return replay(rows(store, "decision_events", decision_id=decision_id))
