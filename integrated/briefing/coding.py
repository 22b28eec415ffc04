"""The coding workspace: what a coder reads, the codebook, and where two coders differ."""

import math
from typing import Any

import pandas as pd

from integrated.briefing.choices import every_outcome
from integrated.briefing.connections import system_map
from integrated.briefing.people import in_use, settled_themes
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.stated import stated
from integrated.co_production.agreement import differences, stance_agreement, theme_agreement
from integrated.co_production.codebook import Codebook, Theme, codebook_of
from integrated.co_production.identifying_words import identifying_words
from integrated.co_production.reading import Comparison, Difference, Mark, Said, Workspace, sentences
from integrated.store import Store


@remembered
def codebook(store: Store, decision_id: str) -> Codebook:
    """Every version of every theme of a decision."""
    versions = rows(store, "theme_versions", decision_id=decision_id)
    text = ("definition", "include_when", "exclude_when", "confidence_reason")
    return codebook_of(
        Theme(**{**row, "version": int(row["version"]), **{each: row[each] or "" for each in text}})
        for row in versions.to_dict("records")
    )


def option_names(store: Store, decision_id: str) -> dict[str, str]:
    """Option id to letter and name, in letter order."""
    listed = sorted(framing_of(store, decision_id).options, key=lambda option: option.letter)
    return {option.option_id: f"{option.letter} {option.name}" for option in listed}


@remembered
def workspace(store: Store, decision_id: str, coder: str) -> Workspace:
    """What one coder reads: reviewed words alone, and this coder's own codes, never those of the other."""
    reviewed = rows(store, "contributions_reviewed", decision_id=decision_id)
    readable = reviewed[reviewed["words"].fillna("").ne("")]
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    mine = dict(list(codings[codings["coder"] == coder].groupby("contribution_id")))
    themes = {theme.theme_id: theme.name for theme in codebook(store, decision_id).themes()}
    merged = in_use(store, decision_id)
    options = option_names(store, decision_id)
    return Workspace(
        coder=coder,
        said=tuple(
            _said(row, mine.get(row["contribution_id"]), themes, merged, options) for row in readable.to_dict("records")
        ),
        themes=themes,
        options=options,
    )


@remembered
def comparison(store: Store, decision_id: str) -> Comparison:
    """Where the first and the second coder differ, contribution by contribution."""
    codings = rows(store, "codings_reviewed", decision_id=decision_id)
    stance_agreed = _settled_stances(codings)
    codings = codings[codings["coder"].isin(["first", "second"])]
    themes_agreed = settled_themes(store, decision_id)
    agreed_words = _settled_words(rows(store, "codings_agreed", decision_id=decision_id))
    merged, options = in_use(store, decision_id), option_names(store, decision_id)
    codings = codings.assign(theme_id=[merged.get(each, each) if each else None for each in codings["theme_id"]])
    names = {theme.theme_id: theme.name for theme in codebook(store, decision_id).themes()}
    reviewed = rows(store, "contributions_reviewed", decision_id=decision_id)
    words = dict(zip(reviewed["contribution_id"], reviewed["words"], strict=True))
    by_theme, stances = theme_agreement(codings), stance_agreement(codings)
    both = set(codings.loc[codings["coder"] == "first", "contribution_id"])
    both &= set(codings.loc[codings["coder"] == "second", "contribution_id"])
    return Comparison(
        both=len(both),
        themes=by_theme.assign(theme=[names.get(each, each) for each in by_theme["theme_id"]]),
        stance_alpha=None if math.isnan(stances.alpha) else stances.alpha,
        stance_same=stances.same,
        stance_units=stances.units,
        stance_why_not=stances.reason or "",
        differences=tuple(
            _difference(
                row,
                words.get(row["contribution_id"]) or "",
                names,
                options,
                _settled(row, themes_agreed, agreed_words, stance_agreed),
            )
            for row in differences(codings).to_dict("records")
        ),
    )


def _said(
    row: dict[str, Any],
    codings: pd.DataFrame | None,
    themes: dict[str, str],
    merged: dict[str, str],
    options: dict[str, str],
) -> Said:
    held = [] if codings is None else codings.to_dict("records")
    option_id = row["option_id"]
    stance = next((each for each in held if each["stance"] and each["option_id"] == option_id), None)
    return Said(
        contribution_id=row["contribution_id"],
        group=row["group_name"],
        option_id=option_id,
        option=options.get(option_id, "no option named"),
        words=row["words"],
        sentences=sentences(row["words"]),
        marks=tuple(
            Mark(
                each["coding_id"],
                theme,
                themes.get(theme, theme),
                _whole(each["excerpt_start"]),
                _whole(each["excerpt_end"]),
            )
            for each in held
            if each["theme_id"]
            for theme in [merged.get(each["theme_id"], each["theme_id"])]
        ),
        stance=None if stance is None else stance["stance"],
        condition="" if stance is None else stance["condition_words"] or "",
        points=identifying_words(row["words"]),
    )


def _difference(
    row: dict[str, Any], words: str, names: dict[str, str], options: dict[str, str], settled: str
) -> Difference:
    kind = row["difference"]
    about_id = row["option_id"] if kind == "stance" else row["theme_id"]
    about = options.get(about_id, "no option") if kind == "stance" else names.get(about_id, "")
    first, second = (_told(kind, row[coder], words) for coder in ("first", "second"))
    return Difference(row["contribution_id"], words, kind, about, about_id, first, second, settled)


def _settled(
    row: dict[str, Any],
    themes: dict[tuple[str, str], bool],
    excerpts: dict[tuple[str, str], str],
    stances: dict[tuple[str, str], str],
) -> str:
    """Whose reading was agreed on, "" where nothing was."""
    if row["difference"] == "stance":
        agreed = stances.get((row["contribution_id"], row["option_id"]))
    elif row["difference"] == "words":
        agreed = excerpts.get((row["contribution_id"], row["theme_id"]))
    else:
        given = themes.get((row["contribution_id"], row["theme_id"]))
        if given is None:
            return ""
        return next(coder for coder in ("first", "second") if bool(row[coder]) == given)
    if agreed is None:
        return ""
    return next((coder for coder in ("first", "second") if row[coder] == agreed), "")


def _settled_stances(codings: pd.DataFrame) -> dict[tuple[str, str], str]:
    agreed = codings[(codings["coder"] == "agreed") & codings["stance"].notna()]
    return {(row["contribution_id"], row["option_id"]): row["stance"] for row in agreed.to_dict("records")}


def _settled_words(agreed: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(contribution, theme) to the agreed excerpts as `differences` writes them: "0-17, 30-41"."""
    marked = agreed[agreed["theme_id"].notna() & agreed["excerpt_start"].notna() & ~agreed["removed"].astype(bool)]
    return {
        place: ", ".join(
            f"{a}-{b}"
            for a, b in sorted(zip(held["excerpt_start"].astype(int), held["excerpt_end"].astype(int), strict=True))
        )
        for place, held in marked.groupby(["contribution_id", "theme_id"])
    }


def _told(kind: str, value: str | None, words: str) -> str:
    if value is None:
        return ""
    if kind != "words":
        return value
    spans = [each.split("-") for each in value.split(", ")]
    return " … ".join(words[int(start) : int(end)] for start, end in spans)


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


@remembered
def links_of(store: Store, decision_id: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Theme to (label, why, "factor~id" or "outcome~id") of the factors and outcomes it is stated to be about."""
    brief = system_map(store, decision_id)
    labels = every_outcome(store)
    found: dict[str, list[tuple[str, str, str]]] = {}
    if brief:
        known = {factor.factor_id for factor in brief.system_map.factors}
        for row in stated(store, decision_id, "theme_factor", map_id=brief.map_id).to_dict("records"):
            if row["factor_id"] in known:
                told = brief.label(row["factor_id"]), row["why"], f"factor~{row['factor_id']}"
                found.setdefault(row["theme_id"], []).append(told)
    for row in stated(store, decision_id, "theme_outcome").to_dict("records"):
        found.setdefault(row["theme_id"], []).append(
            (labels.get(row["outcome_id"], ""), row["why"], f"outcome~{row['outcome_id']}")
        )
    return {theme_id: tuple(belongs) for theme_id, belongs in found.items()}


@remembered
def link_targets(store: Store, decision_id: str) -> tuple[dict[str, str], str]:
    """What a theme can be linked to ("factor~id", "outcome~id" to label), and the id of the map, "" without one."""
    brief = system_map(store, decision_id)
    named = {f"outcome~{each}": f"Outcome: {label}" for each, label in every_outcome(store).items()}
    if brief:
        named |= {f"factor~{factor.factor_id}": f"Factor: {factor.label}" for factor in brief.system_map.factors}
    return named, brief.map_id if brief else ""
