"""Themes and stances: who said what, counted in people and never in mentions.

Everything here is exact and internal. Before a person sees it, counts go through `disclosure`.

A coding is a row of the store: contribution_id, respondent_id, group_name, theme_id, option_id, stance,
condition_words, coder; engagement_id where there is more than one engagement (a respondent's key is drawn anew in
each, so the two together are the person). Codings by the second coder are for comparison and are never counted.
"""

from collections.abc import Iterable

import pandas as pd

from integrated.co_production.intervals import wilson

STANCES = ("supports", "conditional", "neutral", "opposes")
COUNTED_CODERS = ("agreed", "first", "self")  # the first that spoke decides a person's stance
SAID, NOT_SAID = "said this", "did not say this"


def people_by_theme(codings: pd.DataFrame, *, people_heard: int | None = None, level: float = 0.95) -> pd.DataFrame:
    """Count the people behind each theme.

    Parameters
    ----------
    codings : DataFrame[respondent_id, theme_id, ...]
        One row per coding; rows without a theme count towards the people heard only.
    people_heard : int or None
        People heard in all; None takes the people in `codings`.
    level : float
        Of the Wilson interval.

    Returns
    -------
    DataFrame[theme_id, people, of, share, share_lb, share_ub]
        Most people first, then by theme_id. Internal: counts are not suppressed.

    Raises
    ------
    ValueError
        If a column is missing, or fewer people were heard than have a theme.
    """
    counted = _counted(codings, "theme_id")
    of = counted["person"].nunique() if people_heard is None else people_heard
    people = counted.dropna(subset="theme_id").groupby("theme_id")["person"].nunique()
    if len(people) and people.max() > of:
        raise ValueError(f"{people.idxmax()!r} was said by {people.max()} people, but only {of} are given as heard")
    table = people.rename("people").reset_index().assign(of=of)
    table["share"] = table["people"] / table["of"]
    table["share_lb"], table["share_ub"] = wilson(table["people"], table["of"], level=level)
    return table.sort_values(["people", "theme_id"], ascending=[False, True]).reset_index(drop=True)


def theme_by_group(codings: pd.DataFrame, theme_id: str) -> pd.DataFrame:
    """Count, in each group, the people who said a theme and those who did not.

    Parameters
    ----------
    codings : as in `people_by_theme`, with group_name
    theme_id : the theme

    Returns
    -------
    DataFrame (groups x ["said this", "did not say this"]) of counts, ready for `suppress`: the two columns together
    are the people heard of each group, so a shown group size does not give a hidden count away. A person who gave
    two groups is counted once, in the first.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    counted = _counted(codings, "theme_id", "group_name")
    said = set(counted.loc[counted["theme_id"] == theme_id, "person"])
    people = counted.drop_duplicates("person")
    spoke = people["person"].isin(said).map({True: SAID, False: NOT_SAID}).astype(object)
    counts = pd.crosstab(people["group_name"], spoke).reindex(columns=[SAID, NOT_SAID], fill_value=0)
    return counts.astype("int64").rename_axis(index=None, columns=None)


def stance_people(codings: pd.DataFrame) -> pd.DataFrame:
    """Count people by option, group and stance: one stance for each person and option.

    Where a person was coded more than once on an option, an agreed coding counts before one by the first coder, that
    before the person's own mark, and then the last coding_id: the rule of the store's view of the same name.

    Parameters
    ----------
    codings : DataFrame[respondent_id, group_name, option_id, stance, coder, coding_id]

    Returns
    -------
    DataFrame[option_id, group_name, stance, people]. Internal: counts are not suppressed.

    Raises
    ------
    ValueError
        If a column is missing, or a stance is none of supports, conditional, neutral, opposes.
    """
    best = stance_of_person(codings)
    counts = best.groupby(["option_id", "group_name", "stance"], as_index=False).size()
    return counts.rename(columns={"size": "people"})


def stance_of_person(codings: pd.DataFrame) -> pd.DataFrame:
    """Give the one stance that counts for each person and option, by the rule of `stance_people`.

    Parameters
    ----------
    codings : as in `stance_people`

    Returns
    -------
    The counted rows of `codings`, one for each person and option, with the column `person` added. Internal.

    Raises
    ------
    ValueError
        As `stance_people`.
    """
    counted = _counted(codings, "group_name", "option_id", "stance", "coder", "coding_id")
    counted = counted.dropna(subset=["option_id", "stance"])
    _check_stances(counted["stance"])
    rank = counted["coder"].map({coder: rank for rank, coder in enumerate(COUNTED_CODERS)})
    return (
        counted.assign(rank=rank)
        .sort_values(["rank", "coding_id"], ascending=[True, False], kind="stable")
        .drop_duplicates(["person", "option_id"])
        .drop(columns="rank")
    )


def stances_by_group(
    stances: pd.DataFrame, *, options: Iterable[str] = (), groups: Iterable[str] = ()
) -> dict[str, pd.DataFrame]:
    """Lay out stances as one table per option, groups by stances, ready for `suppress`.

    Parameters
    ----------
    stances : DataFrame[option_id, group_name, stance, people]
        As `stance_people` gives; the same group and stance from several engagements are added up.
    options : option ids
        Options that were asked about, in the order to show them; those without a stance get a table of 0.
    groups : group names
        Groups that were asked about every option, in the order to show them; those with nobody become rows of 0.
        Groups that were never asked have no row.

    Returns
    -------
    dict of option_id to DataFrame (groups x ["supports", "conditional", "neutral", "opposes"]) of counts.

    Raises
    ------
    ValueError
        If a column is missing, or a stance is none of the four.
    """
    _check_columns(stances, "option_id", "group_name", "stance", "people")
    _check_stances(stances["stance"])
    asked = list(dict.fromkeys(groups))
    tables = {}
    for option_id in dict.fromkeys([*options, *sorted(set(stances["option_id"]))]):
        rows = stances[stances["option_id"] == option_id]
        counts = rows.pivot_table(index="group_name", columns="stance", values="people", aggfunc="sum", fill_value=0)
        order = [*asked, *(group for group in counts.index if group not in asked)]
        counts = counts.reindex(index=order, columns=list(STANCES), fill_value=0).astype("int64")
        tables[option_id] = counts.rename_axis(index=None, columns=None)
    return tables


def conditions(codings: pd.DataFrame) -> pd.DataFrame:
    """List what people said would have to be true ("yes, if ..."), with the people who said it.

    Words that differ only in capitals, spaces or the stop at the end are one condition, shown as first written.

    Parameters
    ----------
    codings : DataFrame[respondent_id, group_name, option_id, stance, condition_words]

    Returns
    -------
    DataFrame[option_id, condition_words, people, groups]
        Most people first within an option; `groups` is a tuple of group names. Internal: counts are not suppressed.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    counted = _counted(codings, "group_name", "option_id", "stance", "condition_words")
    counted = counted[(counted["stance"] == "conditional") & counted["option_id"].notna()]
    words = counted["condition_words"].fillna("").astype(str).str.split().str.join(" ")
    counted = counted.assign(words=words, same=words.str.casefold().str.rstrip(".!;,"))
    counted = counted[counted["same"] != ""]
    rows = [
        (option_id, held["words"].iloc[0], held["person"].nunique(), tuple(sorted(set(held["group_name"]))))
        for (option_id, _), held in counted.groupby(["option_id", "same"], sort=True)
    ]
    table = pd.DataFrame(rows, columns=["option_id", "condition_words", "people", "groups"])
    order = ["option_id", "people", "condition_words"]
    return table.sort_values(order, ascending=[True, False, True]).reset_index(drop=True)


def _counted(codings: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Leave out second codings, and name each person by engagement and respondent."""
    _check_columns(codings, "respondent_id", *columns)
    if "coder" in codings:
        codings = codings[codings["coder"] != "second"]
    keys = ["engagement_id", "respondent_id"] if "engagement_id" in codings else ["respondent_id"]
    person = pd.Series(list(zip(*(codings[k] for k in keys), strict=True)), index=codings.index, dtype=object)
    return codings.assign(person=person)


def _check_columns(table: pd.DataFrame, *columns: str) -> None:
    for column in columns:
        if column not in table:
            raise ValueError(f"column {column!r} is missing; the table has {', '.join(map(str, table.columns))}")


def _check_stances(stances: pd.Series) -> None:
    unknown = stances[~stances.isin(STANCES)]
    if len(unknown):
        raise ValueError(f"a stance is one of {', '.join(STANCES)}, got {unknown.iloc[0]!r}")
