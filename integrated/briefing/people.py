"""What people say about one option: stances by group, themes, quotes, who was not heard, and one sentence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.shown_counts import objections, shown_counts
from integrated.briefing.shown_levels import shown_levels
from integrated.co_production.counts_shown import ShownCounts
from integrated.co_production.disclosure import Suppressed, quotable, suppress
from integrated.co_production.themes import stance_of_person
from integrated.co_production.voices import (
    STANCES,
    PeopleBrief,
    Quote,
    SaidElsewhere,
    ThemeHeard,
    known_shares,
    stance_rows,
    with_a_view,
)
from integrated.record.decision import Decision
from integrated.store import Store
from integrated.weighing.sentences import people_sentence
from integrated.weighing.told_objections import ToldObjection

NOBODY = pd.DataFrame(columns=list(STANCES), dtype="int64")


@remembered
def people(store: Store, decision_id: str, option_id: str) -> PeopleBrief:
    """Everything the people column shows about one option."""
    decision = framing_of(store, decision_id)
    counts = shown_counts(store, decision_id)
    threshold = counts.threshold
    table = counts.stances.get(option_id) or suppress(NOBODY, threshold=threshold)
    affected = frozenset(group.group_name for group in decision.groups if group.most_affected)
    by_group = stance_rows(table, affected)
    levels = shown_levels([row for row in by_group if row.most_affected])
    objection = objection_told(store, decision_id, option_id)
    themes = _themes(store, decision_id, option_id, counts)
    cause = None if levels is not None else _cause(store, decision_id, table)
    brief = PeopleBrief(
        option_id=option_id,
        cause=cause,
        sentence="",
        heard=with_a_view(table),
        rows=by_group,
        table=table,
        levels=levels,
        themes=themes,
        quotes=_quotes(store, decision_id, option_id, table),
        elsewhere=_elsewhere(store, decision_id, option_id),
        conditions=_conditions(store, decision_id, option_id, table),
        not_heard=not_heard(store, decision),
        objecting=objection.suggestion.group_name if objection.suggestion else None,
        objecting_not_told=objection.cannot_tell,
        confidence=next((theme.confidence for theme in themes if theme.confidence), None),
        threshold=threshold,
        illustrative=_illustrative(store, decision_id),
    )
    return replace(brief, sentence=_sentence(brief))


def objection_told(store: Store, decision_id: str, option_id: str) -> ToldObjection:
    """What the shown counts tell of strong objections to one option: the same for every page and for the gate."""
    return objections(store, decision_id).get(option_id, ToldObjection())


@remembered
def not_heard_groups(store: Store, decision_id: str) -> tuple[tuple[str, str], ...]:
    """Groups that must be heard and were not: (group, "nobody came" or "not asked")."""
    return not_heard(store, framing_of(store, decision_id))


def not_heard(store: Store, decision: Decision) -> tuple[tuple[str, str], ...]:
    """Groups of a decision that must be heard and were not, those that came to nothing first."""
    heard = rows(store, "heard", decision_id=decision.decision_id)
    people_by_group = heard.groupby("category")["people"].sum() if len(heard) else pd.Series(dtype=int)
    missing = [
        (group.group_name, "nobody came" if group.group_name in people_by_group.index else "not asked")
        for group in decision.groups
        if group.must_be_heard and int(people_by_group.get(group.group_name, 0)) == 0
    ]
    return tuple(sorted(missing, key=lambda each: (each[1] != "nobody came", each[0])))


def _sentence(brief: PeopleBrief) -> str:
    affected = [row for row in brief.rows if row.most_affected]
    if brief.cause == "nobody asked":
        return "Not asked. Nobody was asked about this option."
    if brief.cause == "nobody came":
        return "Asked, nobody took part."
    name = _together([row.group for row in affected]) or "people"
    heard = sum(row.heard or 0 for row in affected)
    if any(row.heard is None for row in affected):
        if brief.objecting:
            return f"{brief.objecting} object strongly. What others said is hidden to protect people."
        return f"How many {name} said so is hidden to protect people."
    return people_sentence(
        name, heard, None if brief.levels is None else known_shares(affected), objecting=brief.objecting or ""
    )


def _together(groups: list[str]) -> str:
    """The name that several groups share ("Care leavers 18–21", "Care leavers 22–25": "care leavers")."""
    if not groups:
        return ""
    parts = [group.split() for group in groups]
    shared = [words[0] for words in zip(*parts, strict=False) if len(set(words)) == 1]
    name = " ".join(shared) or "young people"
    return name[0].lower() + name[1:]


def _cause(store: Store, decision_id: str, table: Suppressed) -> str:
    if len(table.cells):
        return "too few heard"
    heard = rows(store, "heard", decision_id=decision_id)
    return "nobody came" if len(heard) and int(heard["people"].sum()) == 0 else "nobody asked"


def _themes(store: Store, decision_id: str, option_id: str, counts: ShownCounts) -> tuple[ThemeHeard, ...]:
    codings = theme_codings(store, decision_id)
    return themes_heard(store, decision_id, codings[codings["option_id"] == option_id], counts)


def themes_heard(store: Store, decision_id: str, codings: pd.DataFrame, counts: ShownCounts) -> tuple[ThemeHeard, ...]:
    """The themes in use that these codings give, most people first; hidden ones last."""
    people_by_theme = codings.drop_duplicates(["theme_id", "engagement_id", "respondent_id"]).groupby("theme_id").size()
    book = rows(store, "themes", decision_id=decision_id).set_index("theme_id")
    found = [
        ThemeHeard(
            theme_id=str(theme_id),
            name=str(book.loc[theme_id, "name"]),
            definition=book.loc[theme_id, "definition"],
            people=counts.of_heard(int(count)),
            of=counts.heard,
            confidence=book.loc[theme_id, "confidence"],
            confidence_reason=book.loc[theme_id, "confidence_reason"],
        )
        for theme_id, count in people_by_theme.items()
        if theme_id in book.index
    ]
    return tuple(sorted(found, key=lambda theme: (-(theme.people or 0), theme.name)))


def theme_codings(store: Store, decision_id: str) -> pd.DataFrame:
    """Codings that count and give a theme, each under the theme in use that it belongs to now."""
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    merged = in_use(store, decision_id)
    given = codings[codings["theme_id"].notna() & (codings["coder"] != "second")]
    given = given.assign(theme_id=[merged.get(each, each) for each in given["theme_id"]])
    agreed = settled_themes(store, decision_id)
    left_out = [
        not agreed.get((contribution_id, theme_id), True)
        for contribution_id, theme_id in zip(given["contribution_id"], given["theme_id"], strict=True)
    ]
    return given[~pd.Series(left_out, index=given.index, dtype=bool)]


@remembered
def settled_themes(store: Store, decision_id: str) -> dict[tuple[str, str], bool]:
    """(contribution, theme in use) on which two coders agreed: True where it is given, False where it is left out."""
    agreed = rows(store, "codings_agreed", decision_id=decision_id)
    agreed = agreed[agreed["theme_id"].notna()]
    merged = in_use(store, decision_id)
    found: dict[tuple[str, str], bool] = {}
    for row in agreed.to_dict("records"):
        place = row["contribution_id"], merged.get(row["theme_id"], row["theme_id"])
        found[place] = found.get(place, False) or not row["removed"]
    return found


@remembered
def in_use(store: Store, decision_id: str) -> dict[str, str]:
    """Every theme to the one that stands for it now: itself, or the one it was merged into."""
    book = rows(store, "themes", decision_id=decision_id)
    merged = dict(zip(book["theme_id"], book["merged_into"], strict=True))

    def standing(theme_id: str) -> str:
        passed = {theme_id}
        while (into := merged.get(theme_id)) and into not in passed:
            passed.add(into)
            theme_id = into
        return theme_id

    return {theme_id: standing(theme_id) for theme_id in merged}


def _quotes(store: Store, decision_id: str, option_id: str, table: Suppressed) -> tuple[Quote, ...]:
    """Public, reviewed words on one option, of people whose stance on it is in a cell that is shown."""
    reviewed = rows(store, "contributions_reviewed", decision_id=decision_id)
    mine = reviewed[
        (reviewed["option_id"] == option_id) & (reviewed["consent"] == "public") & reviewed["words"].fillna("").ne("")
    ]
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    person = ["engagement_id", "respondent_id"]
    stances = stance_of_person(codings[codings["option_id"] == option_id])
    placed = mine.merge(stances[[*person, "stance"]], on=person, how="left")
    shown = quotable(placed, table, row="group_name", column="stance")
    given = theme_codings(store, decision_id).groupby("contribution_id")["theme_id"].unique()
    quotes = [
        Quote(
            contribution_id=row["contribution_id"],
            words=row["words"],
            who=row["group_name"],
            checked=f"checked by {row['reviewer_role']} on {_day(row['reviewed_on'])}",
            theme_ids=tuple(given.get(row["contribution_id"], ())),
            stance=row["stance"],
        )
        for row in shown.to_dict("records")
    ]
    return tuple(sorted(quotes, key=lambda quote: (-len(quote.theme_ids), quote.contribution_id)))


def _conditions(store: Store, decision_id: str, option_id: str, table: Suppressed) -> tuple[str, ...]:
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    given = codings["condition_words"].notna() & (codings["coder"] != "second")
    mine = codings[(codings["option_id"] == option_id) & given].assign(stance="conditional")
    return tuple(dict.fromkeys(quotable(mine, table, row="group_name", column="stance")["condition_words"]))


def _elsewhere(store: Store, decision_id: str, option_id: str) -> tuple[SaidElsewhere, ...]:
    findings = rows(store, "findings", decision_id=decision_id)
    mine = findings[findings["option_id"] == option_id]
    return tuple(
        SaidElsewhere(row["finding_id"], row["words"], row["source"], row["theme_id"])
        for row in mine.to_dict("records")
    )


def _illustrative(store: Store, decision_id: str) -> bool:
    engagements = rows(store, "engagements", decision_id=decision_id)
    own = engagements[engagements["kind"] != "published"]
    return bool(own["illustrative"].any()) if len(own) else False


def _day(value: Any) -> str:
    moment = pd.Timestamp(value)
    return f"{moment.day} {moment:%B %Y}"
