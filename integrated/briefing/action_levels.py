"""How deep each option goes on the Action Scales: as people said on the map's page, else as the option came."""

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.complexity.whole_map import LEVEL_KIND
from integrated.store import Store


@remembered
def action_levels(store: Store, decision_id: str) -> dict[str, str | None]:
    """Option id to "events", "structures", "goals" or "beliefs", None where nobody said."""
    came = {row["option_id"]: row["action_level"] or None for row in rows(store, "options").to_dict("records")}
    levels: dict[str, str | None] = dict(came)
    for event in framing_of(store, decision_id).map_events:
        if event.kind == LEVEL_KIND:
            option_id = event.subject.partition("/")[2]
            levels[option_id] = str(event.payload.get("level") or "") or came.get(option_id)
    return levels
