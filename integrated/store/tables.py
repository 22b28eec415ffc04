"""The three classes of table, and what may be done to each."""

SOURCE = frozenset(
    {
        "area",
        "effect",
        "entry_point",
        "evaluation_without_effect",
        "external_rating",
        "factor",
        "finding",
        "grant_award",
        "indicator",
        "indicator_value",
        "intervention_option",
        "link",
        "link_evidence",
        "outcome",
        "outcome_factor",
        "population_share",
        "system_map",
        "theme_factor",
        "theme_outcome",
    }
)
LOG = frozenset(
    {
        "decision",
        "decision_event",
        "engagement",
        "grant_link",
        "heard",
        "import_batch",
        "import_undone",
        "record",
        "schema_version",
        "search_log",
        "setting",
        "theme",
        "workshop",
    }
)
ERASABLE = frozenset({"about_me", "coding", "contribution", "review", "statement", "vote"})
ALL = SOURCE | LOG | ERASABLE

VIEWS = {
    "decision_now": frozenset({"decision_event"}),
    "contribution_reviewed": frozenset({"contribution", "review"}),
    "stance_people": frozenset({"contribution", "review", "coding"}),
    "effect_used": frozenset({"effect", "import_undone"}),
}
"""Every view, with the tables that it reads."""

WRITTEN_ONLY_BY_THE_STORE = {
    "schema_version": "it is written by migrations",
    "decision_event": "use record_event, which gives the sequence and the hash",
}


def check_appendable(table: str) -> None:
    """Refuse a table that does not exist or that only the store itself writes.

    Raises
    ------
    ValueError
        Naming the table and what to use instead.
    """
    if table not in ALL:
        raise ValueError(f"table must be one of {', '.join(sorted(ALL))}, got {table!r}")
    if table in WRITTEN_ONLY_BY_THE_STORE:
        raise ValueError(f"rows cannot be appended to {table}: {WRITTEN_ONLY_BY_THE_STORE[table]}")


def check_erasable(table: str) -> None:
    """Refuse deletion from a table whose rows are kept for good.

    Raises
    ------
    ValueError
        Naming the table and the ones that may be erased.
    """
    if table not in ERASABLE:
        raise ValueError(f"rows may be deleted only from {', '.join(sorted(ERASABLE))}, got {table!r}")
