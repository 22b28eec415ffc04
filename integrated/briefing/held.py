"""What the store holds already, as far as evidence on its way in has to know it."""

from dataclasses import dataclass
from datetime import datetime

from integrated.briefing.choices import option_labels
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.briefing.what_works import outcomes_held
from integrated.store import Store
from integrated.what_works.incoming import HeldEvidence

BROUGHT_IN = {
    "studies_csv": "Studies",
    "revman_csv": "RevMan rows",
    "references": "References",
    "ratings_csv": "Ratings",
    "rating_typed": "A rating",
}


@dataclass(frozen=True)
class Import:
    """One import that can be taken back."""

    import_id: str
    kind: str
    file_name: str
    row_total: int
    imported_at: datetime
    actor_role: str


@remembered
def held_evidence(store: Store, decision_id: str) -> HeldEvidence:
    """Options of the decision, outcomes, and every effect that was not taken back."""
    return HeldEvidence(
        options=option_labels(store, decision_id),
        outcomes=outcomes_held(store, decision_id),
        effects=tuple(rows(store, "effects_all").to_dict("records")),
    )


@remembered
def held_citations(store: Store) -> tuple[str, ...]:
    """Citations of effects and sources of evaluations, for telling references that are held already."""
    effects, evaluations = rows(store, "effects_all"), rows(store, "evaluations")
    return (*dict.fromkeys(effects["citation"]), *dict.fromkeys(evaluations["source"]))


@remembered
def imports(store: Store) -> tuple[Import, ...]:
    """Imports that people made and did not take back, the newest first."""
    listed = rows(store, "imports")
    mine = listed[listed["kind"].isin(BROUGHT_IN)]
    return tuple(
        Import(
            row["import_id"],
            BROUGHT_IN[row["kind"]],
            row["file_name"],
            int(row["row_total"]),
            row["imported_at"].to_pydatetime(),
            row["actor_role"],
        )
        for row in reversed(mine.to_dict("records"))
    )
