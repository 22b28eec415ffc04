"""What people say about one option: stances by group, themes, quotes, who was not heard, and one sentence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.shown_counts import ShownCounts, shown_counts
from integrated.briefing.shown_levels import shown_levels
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
from integrated.weighing.red_lines import RedLineSuggestion, suggest_red_line
from integrated.weighing.sentences import people_sentence


@remembered
def people(store: Store, decision_id: str, option_id: str) -> PeopleBrief:
    """Everything the people column shows about one option."""
    decision = framing_of(store, decision_id)
    counts = shown_counts(store, decision_id)
    threshold = counts.threshold
    counted = _counted(rows(store, "stance_people", decision_id=decision_id), option_id)
    table = counts.stances.get(option_id) or suppress(counted, threshold=threshold)
    affected = frozenset(group.group_name for group in decision.groups if group.most_affected)
    by_group = stance_rows(table, affected)
    levels = shown_levels([row for row in by_group if row.most_affected])
    objection = _objection(option_id, _weighed(counted, affected))
    themes = _themes(store, decision_id, option_id, counts)
    cause = None if levels is not None else _cause(store, decision_id, counted)
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
        objecting=objection.group_name if objection else None,
        confidence=next((theme.confidence for theme in themes if theme.confidence), None),
        threshold=threshold,
        illustrative=_illustrative(store, decision_id),
    )
    return replace(brief, sentence=_sentence(brief))


@remembered
def red_line_suggestion(store: Store, decision_id: str, option_id: str) -> RedLineSuggestion | None:
    """An objection of the most affected groups to one option that meets the rule, or None.

    It rests on the true counts, hidden ones included: from shown counts alone a strong objection of a small group
    would pass unseen, and the choice would go ahead without it. What a reader learns where the cells of a group are
    hidden is one bit: that five or more of it took a stance and that by the rule of `suggest_red_line` more are against
    than for it. That says which hidden count is the larger, and so can narrow a hidden small count to fewer values
    than the threshold promises: among eight people who are for it or against it, a suggestion leaves a hidden "for it"
    of 1 alone, among twelve 1 to 3. The attacker test does not use this bit. It never says who said what.
    """
    decision = framing_of(store, decision_id)
    affected = frozenset(group.group_name for group in decision.groups if group.most_affected)
    counted = _counted(rows(store, "stance_people", decision_id=decision_id), option_id)
    return _objection(option_id, _weighed(counted, affected))


def _objection(option_id: str, weighed: dict[str, tuple[int, int, int]]) -> RedLineSuggestion | None:
    """The strongest objection, in the name of every group that meets the rule by itself."""
    found = [
        line for group, three in weighed.items() if (line := suggest_red_line(option_id, {group: three})) is not None
    ]
    if not found:
        return None
    strongest = max(found, key=lambda line: line.chance)
    return replace(
        strongest, group_name=_joined([line.group_name for line in found]), heard=sum(line.heard for line in found)
    )


def _joined(groups: list[str]) -> str:
    """Several groups in one name: "Care leavers 18–21 and 22–25"."""
    shared = 0
    for parts in zip(*(group.split() for group in groups), strict=False):
        if len(set(parts)) > 1:
            break
        shared += 1
    rest = [" ".join(group.split()[shared:]) for group in groups[1:]]
    return " and ".join([groups[0], *rest]) if all(rest) else " and ".join(groups)


def _counted(stances: pd.DataFrame, option_id: str) -> pd.DataFrame:
    """Groups x stances, people; internal, before suppression."""
    mine = stances[stances["option_id"] == option_id]
    return (
        mine.pivot_table(index="group_name", columns="stance", values="people", aggfunc="sum", fill_value=0)
        .reindex(columns=list(STANCES), fill_value=0)
        .astype(int)
    )


def _weighed(counted: pd.DataFrame, affected: frozenset[str]) -> dict[str, tuple[int, int, int]]:
    """People for it, in between and against it, of each of the most affected groups."""
    return {
        str(group): (int(c["supports"]), int(c["conditional"] + c["neutral"]), int(c["opposes"]))
        for group, c in counted.iterrows()
        if group in affected
    }


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


def _cause(store: Store, decision_id: str, counted: pd.DataFrame) -> str:
    if len(counted):
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
