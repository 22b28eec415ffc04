"""Agreement between two coders: how much beyond chance, and where they differ.

For codebook coding only, where two people coded the same contributions; reflexive analysis has no right answer to
agree on. A number is a start for a conversation: the list of differences is the point.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

import krippendorff
import numpy as np
import pandas as pd

FIRST, SECOND = "first", "second"
NOT_TWICE = "nothing was coded by two people"
ONE_CATEGORY = "everyone used one category throughout, so agreement beyond chance cannot be told"
DIFFERENCES = ["contribution_id", "difference", "theme_id", "option_id", "first", "second"]


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give; NaN with the reason why not.

    `units` were coded by two people or more; in `same` of them all said the same.
    """

    alpha: float
    units: int
    same: int
    reason: str | None = None


def agreement(
    values: Sequence[Sequence[Any]], *, level: Literal["nominal", "ordinal", "interval", "ratio"] = "nominal"
) -> Agreement:
    """Measure the agreement of coders over units.

    Parameters
    ----------
    values : coders x units
        Words or numbers; None or NaN where a coder did not code a unit.
    level : str
        Level of measurement: nominal for words; the others need numbers.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        If rows differ in length, or words are given for a level that needs numbers.

    Source: Krippendorff (2019), Content Analysis, 4th edition, chapter 12; computed by the krippendorff package.
    """
    lengths = {len(row) for row in values}
    if len(lengths) > 1:
        raise ValueError(f"every coder needs a value or None for each unit, but rows have {sorted(lengths)} values")
    table = pd.DataFrame([list(row) for row in values], dtype=object)
    table = table.loc[:, table.notna().sum() >= 2]
    units = table.shape[1]
    same = int((table.nunique() == 1).sum()) if units else 0
    if not units:
        return Agreement(float("nan"), 0, 0, NOT_TWICE)
    used = list(dict.fromkeys(value for value in table.to_numpy().ravel() if not pd.isna(value)))
    if level != "nominal" and not all(isinstance(value, Real) for value in used):
        raise ValueError(f"level {level!r} needs numbers, got words: use nominal")
    if len(used) < 2:
        return Agreement(float("nan"), units, same, ONE_CATEGORY)
    if level == "nominal":
        table = table.map(lambda value: np.nan if pd.isna(value) else float(used.index(value)))
    alpha = krippendorff.alpha(reliability_data=table.to_numpy(dtype=float), level_of_measurement=level)
    return Agreement(float(alpha), units, same)


def theme_agreement(codings: pd.DataFrame, *, read_by_both: Iterable[Hashable] | None = None) -> pd.DataFrame:
    """Measure, theme by theme, whether two coders gave it to the same contributions.

    Parameters
    ----------
    codings : DataFrame[contribution_id, theme_id, coder, ...]
        Current codings; those of coders other than "first" and "second" are passed over.
    read_by_both : contribution ids or None
        What both coders read, themes found or not; None takes what both gave any code to.

    Returns
    -------
    DataFrame[theme_id, both, first_only, second_only, neither, alpha], in contributions; least agreement first, themes
    whose alpha cannot be told last.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    coded = _by_two(codings, "theme_id")
    units = _read_by_both(coded, read_by_both)
    rows = []
    for theme_id in sorted(set(coded.loc[coded["contribution_id"].isin(units), "theme_id"].dropna())):
        given = {
            coder: set(coded.loc[(coded["theme_id"] == theme_id) & (coded["coder"] == coder), "contribution_id"])
            for coder in (FIRST, SECOND)
        }
        marks = [[int(unit in given[coder]) for unit in units] for coder in (FIRST, SECOND)]
        pairs = list(zip(*marks, strict=True))
        counts = [pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))]
        rows.append((theme_id, *counts, agreement(marks).alpha))
    table = pd.DataFrame(rows, columns=["theme_id", "both", "first_only", "second_only", "neither", "alpha"])
    return table.sort_values(["alpha", "theme_id"], na_position="last", kind="stable").reset_index(drop=True)


def stance_agreement(codings: pd.DataFrame) -> Agreement:
    """Measure whether two coders read the same stance on an option in the same contributions.

    Parameters
    ----------
    codings : DataFrame[contribution_id, option_id, stance, coder, ...]; the last row counts where a coder has two.

    Returns
    -------
    Agreement over contributions by option in which both coded a stance; nominal.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    stances = _stances(codings)
    if stances.empty:
        return Agreement(float("nan"), 0, 0, NOT_TWICE)
    wide = stances.unstack("coder").reindex(columns=[FIRST, SECOND]).astype(object)
    return agreement([wide[coder].where(wide[coder].notna(), None).tolist() for coder in (FIRST, SECOND)])


def differences(codings: pd.DataFrame, *, read_by_both: Iterable[Hashable] | None = None) -> pd.DataFrame:
    """List where two coders differ, contribution by contribution.

    Parameters
    ----------
    codings : DataFrame[contribution_id, theme_id, option_id, stance, excerpt_start, excerpt_end, coder]
    read_by_both : as in `theme_agreement`

    Returns
    -------
    DataFrame[contribution_id, difference, theme_id, option_id, first, second]
        `difference`: "theme" (only one gave it: that coder's column says "given"), "words" (both gave the theme, to
        excerpts that do not overlap: the columns say "start-end"), "stance" (the columns hold the stances, None where
        one coded none).

    Raises
    ------
    ValueError
        If a column is missing.
    """
    coded = _by_two(codings, "theme_id", "option_id", "stance", "excerpt_start", "excerpt_end")
    units = _read_by_both(coded, read_by_both)
    coded = coded[coded["contribution_id"].isin(units)]
    rows: list[tuple[object, ...]] = []
    for (unit, theme_id), held in coded.dropna(subset="theme_id").groupby(["contribution_id", "theme_id"], sort=True):
        first, second = (_excerpts(held[held["coder"] == coder]) for coder in (FIRST, SECOND))
        if first is None or second is None:
            rows.append((unit, "theme", theme_id, None, _given(first), _given(second)))
        elif first and second and not any(a < d and c < b for a, b in first for c, d in second):
            rows.append((unit, "words", theme_id, None, _spans(first), _spans(second)))
    stances = _stances(coded)
    for unit, option_id in dict.fromkeys((unit, option_id) for unit, option_id, _ in stances.index):
        first_stance, second_stance = (stances.get((unit, option_id, coder)) for coder in (FIRST, SECOND))
        if first_stance != second_stance:
            rows.append((unit, "stance", None, option_id, first_stance, second_stance))
    table = pd.DataFrame(rows, columns=DIFFERENCES, dtype=object)
    return table.sort_values("contribution_id", kind="stable").reset_index(drop=True)


def _by_two(codings: pd.DataFrame, *columns: str) -> pd.DataFrame:
    for column in ("contribution_id", "coder", *columns):
        if column not in codings:
            raise ValueError(f"column {column!r} is missing; the codings have {', '.join(map(str, codings.columns))}")
    return codings[codings["coder"].isin([FIRST, SECOND])]


def _read_by_both(coded: pd.DataFrame, read_by_both: Iterable[Hashable] | None) -> list[Hashable]:
    if read_by_both is not None:
        return list(dict.fromkeys(read_by_both))
    by = {coder: set(coded.loc[coded["coder"] == coder, "contribution_id"]) for coder in (FIRST, SECOND)}
    return sorted(by[FIRST] & by[SECOND], key=str)


def _stances(codings: pd.DataFrame) -> pd.Series:
    """Give the stance by contribution, option and coder."""
    coded = _by_two(codings, "option_id", "stance").dropna(subset=["option_id", "stance"])
    return coded.groupby(["contribution_id", "option_id", "coder"], sort=True)["stance"].last()


def _excerpts(rows: pd.DataFrame) -> list[tuple[int, int]] | None:
    """Give the excerpts marked, an empty list if the theme was given to the whole, None if it was not given."""
    if rows.empty:
        return None
    marked = rows.dropna(subset=["excerpt_start", "excerpt_end"])
    return [(int(a), int(b)) for a, b in zip(marked["excerpt_start"], marked["excerpt_end"], strict=True)]


def _given(excerpts: list[tuple[int, int]] | None) -> str | None:
    return None if excerpts is None else "given"


def _spans(excerpts: list[tuple[int, int]]) -> str:
    return ", ".join(f"{a}-{b}" for a, b in sorted(excerpts))
