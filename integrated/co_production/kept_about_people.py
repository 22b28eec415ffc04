"""What is stored about people, table by table: declared here, shown on screen, compared with the schema by a test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AboutPeople:
    """What one table holds about people.

    Attributes
    ----------
    table : its name. what : what is kept, in plain words. why : what it is for.
    who : who may see it. until : how long it is kept, and how it goes.
    columns : every column of the table.
    """

    table: str
    what: str
    why: str
    who: str
    until: str
    columns: tuple[str, ...]


REVIEWERS = "Those who review. Others see what is reviewed and allowed by its consent."
WITH_CONTRIBUTION = "Goes with its contribution."
ABOUT_PEOPLE = (
    AboutPeople(
        "contribution",
        "What somebody said, their group, an age band, which consent they gave, and the day. No name, no address, no "
        "time of day. The withdrawal code is kept as a hash only.",
        "So that people are heard in the decision.",
        REVIEWERS,
        "Until its consent is taken back, or the day the consent named. Then the file is rewritten without it.",
        (
            "contribution_id",
            "engagement_id",
            "respondent_id",
            "group_name",
            "age_band",
            "option_id",
            "words",
            "consent",
            "consent_version",
            "withdrawal_hash",
            "received_on",
        ),
    ),
    AboutPeople(
        "about_me",
        "One answer about a person, such as an age band. It is not tied to what they said.",
        "To see who is missing.",
        "Nobody: only sums are shown, and small ones are hidden.",
        "Added up when the workshop closes, then deleted.",
        ("answer_id", "engagement_id", "dimension", "category"),
    ),
    AboutPeople(
        "review",
        "What a reviewer did with a contribution, their words for it, their role and the day.",
        "So that nothing is shown that nobody has read.",
        REVIEWERS,
        WITH_CONTRIBUTION,
        (
            "review_id",
            "contribution_id",
            "action",
            "edited_words",
            "reason",
            "reviewer_role",
            "reviewed_on",
            "sequence",
        ),
    ),
    AboutPeople(
        "coding",
        "Which theme and stance a reader gave to a contribution.",
        "To count what was said.",
        "Those who code. Others see counts; small ones are hidden.",
        WITH_CONTRIBUTION,
        (
            "coding_id",
            "version",
            "contribution_id",
            "theme_id",
            "option_id",
            "stance",
            "condition_words",
            "excerpt_start",
            "excerpt_end",
            "coder",
            "removed",
        ),
    ),
    AboutPeople(
        "statement",
        "A sentence to vote on, after review.",
        "To see what groups agree on.",
        "Everyone in the conversation.",
        "Until it is deleted by hand.",
        ("statement_id", "engagement_id", "words", "option_id", "theme_id", "reviewed_by_role", "reviewed_on"),
    ),
    AboutPeople(
        "vote",
        "How one device voted, under a number made for that conversation, and a group.",
        "To see what groups agree on.",
        "Nobody: only counts are shown, and small ones are hidden.",
        "Until it is taken back or deleted.",
        ("statement_id", "respondent_id", "vote", "group_name"),
    ),
    AboutPeople(
        "heard",
        "How many people of each kind took part: sums only.",
        "To see who is missing.",
        "Everyone, with small counts hidden.",
        "Kept with the decision.",
        ("engagement_id", "dimension", "category", "people", "as_of"),
    ),
)
ROLES_ONLY = frozenset(
    {
        "decision_event",
        "grant_link",
        "import_batch",
        "import_undone",
        "record",
        "search_log",
        "setting",
        "workshop",
    }
)
"""Tables that name the role of whoever acted (lead, facilitator), never a person."""

NOT_ABOUT_PEOPLE = frozenset(
    {
        "area",
        "decision",
        "effect",
        "engagement",
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
        "schema_version",
        "system_map",
        "theme",
        "theme_factor",
        "theme_outcome",
    }
)
"""Tables about studies, places, maps, themes, grants and occasions; published figures are sums of their source."""
