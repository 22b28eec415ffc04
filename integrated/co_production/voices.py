"""What people said about one option, as screens show it: stances by group, themes, quotes. Small counts stay out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from integrated.co_production.disclosure import Suppressed

STANCES = ("supports", "conditional", "neutral", "opposes")
NO_VIEW = "no view"


@dataclass(frozen=True)
class StanceRow:
    """One group's stances on one option; None in `counts` is a hidden count, never a zero.

    Attributes
    ----------
    group : name of the group.
    heard : people of the group who gave a stance, or None when that is hidden too; where only the number of those
        without a stance is hidden, all people heard of the group.
    counts : people by stance (supports, conditional, neutral, opposes).
    most_affected : whether the decision names the group as most affected.
    """

    group: str
    heard: int | None
    counts: tuple[int | None, ...]
    most_affected: bool = False

    @property
    def any_hidden(self) -> bool:
        """Whether a count of this row is hidden."""
        return any(count is None for count in self.counts)

    def least(self, stance: str) -> int:
        """The fewest people a reader can know to hold this stance: a hidden count is at least one."""
        count = self.counts[STANCES.index(stance)]
        return 1 if count is None else count


@dataclass(frozen=True)
class ThemeHeard:
    """One theme with the people who raised it; `people` is None when hidden, `of` when the total would tell much."""

    theme_id: str
    name: str
    definition: str | None
    people: int | None
    of: int | None
    confidence: str | None
    confidence_reason: str | None

    @property
    def told(self) -> str:
        """People counted in words: "7 of the 23 people heard"."""
        if self.people is None:
            return "hidden to protect people"
        return f"{self.people} people" if self.of is None else f"{self.people} of the {self.of} people heard"


@dataclass(frozen=True)
class Quote:
    """Words that may be shown: public, reviewed, by role and broad age band only."""

    contribution_id: str
    words: str
    who: str
    checked: str
    theme_ids: tuple[str, ...]
    stance: str | None


@dataclass(frozen=True)
class SaidElsewhere:
    """A published finding of others: shown beside, never counted."""

    finding_id: str
    words: str
    source: str
    theme_id: str | None


@dataclass(frozen=True)
class PeopleBrief:
    """One option, from what people say.

    Attributes
    ----------
    heard : people who gave a stance, None when hidden.
    cause : None when something is known, else "nobody asked", "nobody came" or "too few heard".
    rows : stances by group, suppressed, the most affected first.
    table : the same as the suppressed table, for downloads.
    levels : suggested spread over five levels from the most affected groups, None when not known.
    themes : raised about this option, most people first. quotes : reviewed public words of groups that are shown.
    elsewhere : published findings on this option, never counted.
    conditions : what would have to be true ("yes, if …"), reviewed words.
    not_heard : (group, "nobody came" | "not asked") for groups that must be heard.
    objecting : who of the most affected objects strongly enough for a red line to be suggested, or None.
    objecting_not_told : groups most affected of which that cannot be told from what may be shown.
    confidence : CERQual word of the theme most people raised about it, None when nobody rated it.
    """

    option_id: str
    cause: str | None
    sentence: str
    heard: int | None
    rows: tuple[StanceRow, ...]
    table: Suppressed
    levels: tuple[float, ...] | None
    themes: tuple[ThemeHeard, ...]
    quotes: tuple[Quote, ...]
    elsewhere: tuple[SaidElsewhere, ...]
    conditions: tuple[str, ...]
    not_heard: tuple[tuple[str, str], ...]
    objecting: str | None
    objecting_not_told: tuple[str, ...]
    confidence: str | None
    threshold: int
    illustrative: bool


def stance_rows(table: Suppressed, most_affected: frozenset[str]) -> tuple[StanceRow, ...]:
    """Rows of a suppressed groups x stances table, the most affected first, then by name.

    Parameters
    ----------
    table : groups in rows, STANCES in columns, after `suppress`.
    most_affected : names of the groups the decision calls most affected.
    """
    rows = [
        StanceRow(
            group=str(group),
            heard=_with_a_view(table, group),
            counts=tuple(_count(table.cells.at[group, stance]) for stance in STANCES),
            most_affected=str(group) in most_affected,
        )
        for group in table.cells.index
    ]
    return tuple(sorted((row for row in rows if row.heard != 0), key=lambda row: (not row.most_affected, row.group)))


def with_a_view(table: Suppressed) -> int | None:
    """People of all groups who gave a stance; None where hidden.

    Parameters
    ----------
    table : groups in rows, STANCES and NO_VIEW in columns, after suppression.
    """
    total, silent = _count(table.total), table.column_totals.get(NO_VIEW, 0)
    return None if total is None or pd.isna(silent) else total - int(silent)


def _with_a_view(table: Suppressed, group: object) -> int | None:
    total = _count(table.row_totals[group])
    silent = table.cells.at[group, NO_VIEW] if NO_VIEW in table.cells.columns else 0
    return total if total is None or pd.isna(silent) else total - int(silent)


def known_shares(rows: Sequence[StanceRow]) -> tuple[float, float, float] | None:
    """Shares for, in between and against of the rows together, from shown counts alone; None when that cannot be said.

    A hidden count is taken as the one person it must at least be, so a sentence built on these shares tells a reader
    nothing that the table does not.

    Returns
    -------
    (for, between, against) as least known shares of all heard; they add up to 1 or less.
    """
    if not rows or any(row.heard is None for row in rows):
        return None
    heard = sum(row.heard or 0 for row in rows)
    if heard == 0:
        return None
    least: Mapping[str, int] = {stance: sum(row.least(stance) for row in rows) for stance in STANCES}
    return (
        least["supports"] / heard,
        (least["conditional"] + least["neutral"]) / heard,
        least["opposes"] / heard,
    )


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
