"""What waits to be read before anybody sees it, with words pointed out that could say who somebody is."""

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.shown_counts import disclosure_threshold
from integrated.co_production.counts_shown import SETTING
from integrated.co_production.identifying_words import identifying_words
from integrated.co_production.review_queue import Held, Rules
from integrated.store import Store

MOST = 200


@remembered
def waiting(store: Store, decision_id: str) -> tuple[Held, ...]:
    """Contributions nobody has decided about, oldest first; those that were flagged stay in the queue."""
    held = rows(store, "contributions_held", decision_id=decision_id)
    open_ones = held[held["action"].isna() | (held["action"] == "flag")]
    return tuple(_held(row) for row in open_ones.head(MOST).to_dict("records"))


@remembered
def released(store: Store, decision_id: str) -> tuple[Held, ...]:
    """Contributions with words that were released, so that a consent can be taken back."""
    held = rows(store, "contributions_held", decision_id=decision_id)
    mine = held[held["action"].isin(["approve", "edit"]) & held["words"].fillna("").ne("")]
    return tuple(_held(row) for row in mine.to_dict("records"))


@remembered
def rules(store: Store, decision_id: str) -> Rules:
    """The rule of small counts, who set it and why."""
    settings = rows(store, "settings", decision_id=decision_id)
    mine = settings[settings["name"] == SETTING]
    last = mine.iloc[-1] if len(mine) else None
    return Rules(
        threshold=disclosure_threshold(store, decision_id),
        reason="" if last is None else str(last["reason"] or ""),
        set_by="" if last is None else str(last["actor_role"]),
    )


def _held(row: dict) -> Held:
    words = row["edited_words"] if row["action"] == "edit" and row["edited_words"] else row["words"]
    return Held(
        contribution_id=row["contribution_id"],
        group=row["group_name"],
        option_id=row["option_id"],
        consent=row["consent"],
        words=words or "",
        flagged=row["action"] == "flag",
        points=identifying_words(words or ""),
    )
