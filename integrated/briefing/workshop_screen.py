"""The screens of one workshop: counts for everybody, the queue for who reads, and what may be shown to the room."""

from typing import Any

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.shown_counts import disclosure_threshold
from integrated.co_production.identifying_words import identifying_words
from integrated.co_production.linked_tables import suppress_questions
from integrated.co_production.margin import shown_margin
from integrated.co_production.safeguarding_words import safeguarding_words
from integrated.co_production.themes import stance_people, stances_by_group
from integrated.co_production.voices import NO_VIEW, ThemeHeard, stance_rows
from integrated.co_production.workshop import GROUP, Workshop
from integrated.co_production.workshop_screen import Read, SharedScreen, Waiting, WorkshopCounts
from integrated.store import Store

APPROVED = ("approve", "edit")
PEOPLE = "people"
MOST_WORDS_SHOWN = 40


def counts(store: Store, workshop: Workshop) -> WorkshopCounts:
    """How far a workshop is."""
    said = _said(store, workshop)
    actions = said["action"]
    return WorkshopCounts(
        joined=_joined(store, workshop),
        sent=len(said),
        waiting=int(actions.isna().sum()),
        flagged=int((actions == "flag").sum()),
        shown=int(actions.isin(APPROVED).sum()),
        declined=int((actions == "decline").sum()),
    )


@remembered
def queue(store: Store, workshop: Workshop) -> tuple[Waiting, ...]:
    """What waits to be read: possible danger first, what was set aside last, else in an order that tells no time."""
    said = _said(store, workshop)
    stances = _stances(store, workshop)
    labels = _labels(store, workshop)
    open_ones = said[said["action"].isna() | (said["action"] == "flag")]
    found = [
        Waiting(
            contribution_id=row["contribution_id"],
            option=labels.get(row["option_id"], ""),
            group=row["group_name"],
            stance=stances.get(row["contribution_id"]),
            words=row["words"],
            consent=row["consent"],
            details=identifying_words(row["words"]),
            worrying=safeguarding_words(row["words"]),
            flagged=row["action"] == "flag",
        )
        for row in open_ones.to_dict("records")
    ]
    return tuple(sorted(found, key=lambda each: (each.flagged, not each.worrying, each.contribution_id)))


@remembered
def read_ones(store: Store, workshop: Workshop) -> tuple[Read, ...]:
    """What was read, the last first."""
    said = _said(store, workshop)
    labels = _labels(store, workshop)
    statements = set(rows(store, "workshop_statements", engagement_id=workshop.engagement_id)["statement_id"])
    done = said[said["action"].isin([*APPROVED, "decline"])].sort_values(
        ["sequence", "contribution_id"], ascending=[False, True]
    )
    return tuple(
        Read(
            contribution_id=row["contribution_id"],
            option=labels.get(row["option_id"], ""),
            words=_final(row),
            action=row["action"],
            reason=row["reason"] or "",
            consent=row["consent"],
            is_statement=row["contribution_id"] in statements,
        )
        for row in done.to_dict("records")
    )


@remembered
def shared_screen(store: Store, workshop: Workshop) -> SharedScreen:
    """What may be shown to the room: reviewed, suppressed, and in steps of several people while it grows."""
    threshold = disclosure_threshold(store, workshop.decision_id)
    said = _said(store, workshop)
    approved = said[said["action"].isin(APPROVED)].sort_values(["approved_first", "contribution_id"])
    people = list(dict.fromkeys(approved["respondent_id"]))
    if workshop.is_open:
        people = people[: len(people) // threshold * threshold]
    counted = approved[approved["respondent_id"].isin(people)]
    codings = rows(store, "workshop_codings", engagement_id=workshop.engagement_id)
    codings = codings[codings["contribution_id"].isin(counted["contribution_id"])]
    public = approved[(approved["consent"] == "public")].sort_values("sequence", ascending=False)
    labels = _labels(store, workshop)
    shown = [
        (labels.get(row["option_id"], "").split(" ")[0], _final(row))
        for row in public.to_dict("records")
        if _final(row)
    ]
    return SharedScreen(
        people=len(people),
        stances=_stance_rows(store, workshop, counted, codings, threshold),
        themes=_themes(store, workshop, codings, len(people), threshold),
        words=tuple(shown[:MOST_WORDS_SHOWN]),
        threshold=threshold,
    )


@remembered
def themes_to_give(store: Store, decision_id: str) -> dict[str, str]:
    """Theme id to name, of the themes in use."""
    book = rows(store, "themes", decision_id=decision_id)
    used = book[book["merged_into"].isna()].sort_values("name")
    return dict(zip(used["theme_id"], used["name"], strict=True))


@remembered
def overdue(store: Store, today: Any) -> tuple[tuple[str, str, Any, int], ...]:
    """Engagements whose words should have been deleted: (id, title, keep_until, contributions)."""
    held = rows(store, "kept_words")
    late = held[pd.to_datetime(held["keep_until"]) < pd.Timestamp(today)]
    return tuple(
        (row["engagement_id"], row["title"], pd.Timestamp(row["keep_until"]).date(), int(row["contributions"]))
        for row in late.to_dict("records")
    )


def _said(store: Store, workshop: Workshop) -> pd.DataFrame:
    return rows(store, "workshop_contributions", engagement_id=workshop.engagement_id)


def _joined(store: Store, workshop: Workshop) -> int:
    about = rows(store, "workshop_about_me", engagement_id=workshop.engagement_id)
    if not workshop.is_open:
        heard = rows(store, "heard", decision_id=workshop.decision_id)
        about = heard[heard["engagement_id"] == workshop.engagement_id]
    return int(about.loc[about["dimension"] == GROUP, "people"].sum())


def _labels(store: Store, workshop: Workshop) -> dict[str, str]:
    options = framing_of(store, workshop.decision_id).options
    return {option.option_id: f"{option.letter} {option.name}" for option in options}


def _stances(store: Store, workshop: Workshop) -> dict[str, str]:
    codings = rows(store, "workshop_codings", engagement_id=workshop.engagement_id)
    own = codings[(codings["coder"] == "self") & codings["stance"].notna()]
    return dict(zip(own["contribution_id"], own["stance"], strict=True))


def _final(row: dict[str, Any]) -> str:
    """Words as they may be shown; nothing of those who only wanted to be counted."""
    if row["consent"] == "counts_only":
        return ""
    return str(row["edited_words"] if row["action"] == "edit" and row["edited_words"] else row["words"])


def _stance_rows(
    store: Store, workshop: Workshop, said: pd.DataFrame, codings: pd.DataFrame, threshold: int
) -> dict[str, Any]:
    """Stances of every option by group, all suppressed together, with one row for everyone where it may be shown."""
    sizes = said.drop_duplicates("respondent_id").groupby("group_name").size().astype("int64")
    sizes.index.name = None
    stances = stance_people(codings[codings["stance"].notna()])
    counted = stances_by_group(stances, groups=sizes.index)
    tables = {"": sizes.rename(PEOPLE).to_frame()} | {
        option_id: table.assign(**{NO_VIEW: (sizes.reindex(table.index) - table.sum(axis=1)).astype("int64")})
        for option_id, table in counted.items()
    }
    shown = suppress_questions(tables, threshold=threshold)
    affected = frozenset(g.group_name for g in framing_of(store, workshop.decision_id).groups if g.most_affected)
    labels = _labels(store, workshop)
    return {
        labels[each]: stance_rows(shown[each], affected)
        for each in workshop.option_ids
        if each in counted and each in labels
    }


def _themes(
    store: Store, workshop: Workshop, codings: pd.DataFrame, people: int, threshold: int
) -> tuple[ThemeHeard, ...]:
    names = themes_to_give(store, workshop.decision_id)
    given = codings[codings["theme_id"].isin(names) & (codings["coder"] != "second")]
    by_theme = given.drop_duplicates(["theme_id", "respondent_id"]).groupby("theme_id").size()
    found = []
    for theme_id, count in by_theme.items():
        these = shown_margin({"these": int(count), "the rest": people - int(count)}, threshold=threshold)["these"]
        found.append(ThemeHeard(str(theme_id), names[str(theme_id)], None, these, people, None, None))
    return tuple(sorted(found, key=lambda theme: (-(theme.people or 0), theme.name)))
