"""What was brought in from files and can be taken back, and what its groups and options can be mapped to."""

from integrated.briefing.coding import option_names
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.co_production.voices_in import EVERYONE
from integrated.store import Store

KINDS = {
    "polis": "Polis conversation",
    "refi_qda": "REFI-QDA file",
    "contributions_csv": "Contributions",
    "population_csv": "Shares of the population",
}


@remembered
def brought_in(store: Store, decision_id: str) -> tuple[tuple[str, str], ...]:
    """(import id, what it was) of files of this decision, the newest first."""
    imports = rows(store, "imports")
    mine = imports[imports["kind"].isin(KINDS)].sort_values("imported_at", ascending=False)
    return tuple(
        (row["import_id"], f"{KINDS[row['kind']]} “{row['file_name']}”, {row['row_total']:,} rows")
        for row in mine.to_dict("records")
    )


@remembered
def mapping_targets(store: Store, decision_id: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Groups that voices can be mapped to, and options by id."""
    spoke = rows(store, "contributions_reviewed", decision_id=decision_id)["group_name"]
    named = [group.group_name for group in framing_of(store, decision_id).groups]
    groups = dict.fromkeys([*named, *sorted(set(spoke)), EVERYONE])
    return tuple(groups), option_names(store, decision_id)
