"""A record file opened in this store: is it as it was sealed, do we know it, and is our evidence still the same."""

from datetime import date

from integrated.briefing.rows import decision_of, rows
from integrated.briefing.sealed import inputs
from integrated.record.elsewhere import SAME, Opened, standing
from integrated.record.record import RecordError, inputs_changed, reopen
from integrated.store import Store

__all__ = ["Opened", "opened_or_why", "reopened"]


def opened_or_why(store: Store, content: bytes) -> Opened | str:
    """A record from a file, or one sentence saying why it cannot be opened."""
    try:
        return reopened(store, content)
    except RecordError as problem:
        return str(problem)


def reopened(store: Store, content: str | bytes, today: date | None = None) -> Opened:
    """Open a record and hold it against the store.

    Parameters
    ----------
    content : of the .json file.
    today : the day on which searches are called old; the real one unless told.

    Raises
    ------
    RecordError
        The file cannot be opened; one sentence for the screen.
    """
    record = reopen(content)
    decision_id = record.decision.decision_id
    known = set(rows(store, "decisions")["decision_id"])
    where, further = standing(record, decision_of(store, decision_id))
    changed: tuple[str, ...] = ()
    if where == SAME and decision_id in known:
        try:
            changed = inputs_changed(record, inputs(store, decision_id, today or date.today()))
        except LookupError as problem:
            changed = (str(problem),)
    return Opened(record, where, further, changed)
