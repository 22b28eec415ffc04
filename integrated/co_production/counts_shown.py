"""How many people said what, as it may be shown: one suppression of everything that is about the same people."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from integrated.co_production.disclosure import Suppressed
from integrated.co_production.linked_tables import suppress_questions
from integrated.co_production.margin import shown_margin
from integrated.co_production.themes import stances_by_group
from integrated.co_production.voices import NO_VIEW

THRESHOLD = 5
SETTING = "disclosure_threshold"
SPOKE, CAME = "spoke", "came"
PEOPLE = "people"


@dataclass(frozen=True)
class ShownCounts:
    """Tables about the same people, none of which gives away what another hides.

    Attributes
    ----------
    stances : option_id to groups x (STANCES and NO_VIEW); the row totals are the people heard of each group.
    spoke : groups x ["people"]: whose words were reviewed.
    came : groups x ["people"]: as counted when they were asked; 0 where nobody came.
    threshold : the smallest count shown.
    """

    stances: Mapping[str, Suppressed]
    spoke: Suppressed
    came: Suppressed
    threshold: int

    @property
    def heard(self) -> int | None:
        """People heard in all; None where that would give a hidden group away."""
        return None if pd.isna(self.spoke.total) else int(str(self.spoke.total))

    def of_heard(self, people: int) -> int | None:
        """A number out of all people heard, None where it or the rest is too small to show."""
        if self.heard is None:
            return people if people >= self.threshold else None
        return shown_margin({"these": people, "the rest": self.heard - people}, threshold=self.threshold)["these"]


def counts_shown(
    reviewed: pd.DataFrame, stance_people: pd.DataFrame, heard: pd.DataFrame, settings: pd.DataFrame
) -> ShownCounts:
    """Group sizes and the stances on every option of one decision, suppressed together.

    Parameters
    ----------
    reviewed, stance_people, heard, settings : rows of the queries "contributions_reviewed", "stance_people", "heard"
        and "settings" of the decision.
    """
    threshold = threshold_in(settings)
    spoke = _sizes(people_in(reviewed))
    counted = stances_by_group(stance_people.dropna(subset=["option_id"]), groups=spoke.index)
    tables = {f"{SPOKE}~": spoke, f"{CAME}~": _came(heard)} | {
        option_id: _with_no_view(table, spoke[PEOPLE]) for option_id, table in counted.items()
    }
    shown = suppress_questions(tables, threshold=threshold)
    return ShownCounts(
        stances={option_id: shown[option_id] for option_id in counted},
        spoke=shown[f"{SPOKE}~"],
        came=shown[f"{CAME}~"],
        threshold=threshold,
    )


def threshold_in(settings: pd.DataFrame) -> int:
    """The smallest count of people that is shown: a recorded setting, 5 unless someone changed it.

    Parameters
    ----------
    settings : DataFrame[name, value, ...], the last recorded last.
    """
    mine = settings[settings["name"] == SETTING]
    return int(mine.iloc[-1]["value"]) if len(mine) else THRESHOLD


def people_in(reviewed: pd.DataFrame) -> pd.DataFrame:
    """One row per person with reviewed words or stances: engagement_id, respondent_id, group_name.

    Parameters
    ----------
    reviewed : rows of the query "contributions_reviewed".
    """
    return reviewed.drop_duplicates(["engagement_id", "respondent_id"])[
        ["engagement_id", "respondent_id", "group_name"]
    ]


def _sizes(people: pd.DataFrame) -> pd.DataFrame:
    return people.groupby("group_name").size().rename(PEOPLE).to_frame().rename_axis(index=None).astype("int64")


def _came(heard: pd.DataFrame) -> pd.DataFrame:
    by_group = heard[heard["dimension"] == "group"].groupby("category")["people"].sum()
    return by_group.rename(PEOPLE).to_frame().rename_axis(index=None).astype("int64")


def _with_no_view(table: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Add those of each group who gave no stance: else their number would follow from two shown totals."""
    silent = (sizes.reindex(table.index).fillna(0) - table.sum(axis=1)).clip(lower=0).astype("int64")
    return table.assign(**{NO_VIEW: silent})
