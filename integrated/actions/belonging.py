"""Taking back what is stated to belong together, and putting it back: each an event, so both stay known."""

from integrated.actions.actor import Actor, Refused
from integrated.actions.deciding import Kept, say, take_back
from integrated.complexity.whole_map import APART_KIND, apart_subject
from integrated.store import Store


def is_apart(store: Store, decision_id: str, table: str, *ids: str) -> bool:
    """Whether a stated belonging was taken back; parameters as for `apart_subject`."""
    events = store.read("decision_events", decision_id=decision_id)
    mine = events[(events["kind"] == APART_KIND) & (events["subject"] == apart_subject(table, *ids))]
    return len(mine) % 2 == 1


def take_apart(store: Store, actor: Actor, decision_id: str, table: str, *ids: str) -> Kept:
    """Take a stated belonging back.

    Raises
    ------
    Refused : it was taken back already, or the role may not.
    """
    if is_apart(store, decision_id, table, *ids):
        raise Refused("This was taken back already.")
    return say(store, actor, decision_id, APART_KIND, apart_subject(table, *ids), {})


def put_together(store: Store, actor: Actor, decision_id: str, table: str, *ids: str) -> bool:
    """Put back what was taken back; whether there was anything to put back."""
    if not is_apart(store, decision_id, table, *ids):
        return False
    take_back(store, actor, decision_id, APART_KIND, apart_subject(table, *ids))
    return True
