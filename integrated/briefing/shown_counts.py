"""How many people said what, as it may be shown: one suppression of everything that is about the same people."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from integrated.briefing.remembered import remembered
from integrated.briefing.rows import rows
from integrated.co_production.disclosure import Suppressed
from integrated.co_production.linked_tables import suppress_questions
from integrated.co_production.margin import shown_margin
from integrated.co_production.themes import stances_by_group
from integrated.co_production.voices import NO_VIEW
from integrated.store import Store

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


def disclosure_threshold(store: Store, decision_id: str) -> int:
    """The smallest count of people that is shown: a recorded setting, 5 unless someone changed it."""
    settings = rows(store, "settings", decision_id=decision_id)
    mine = settings[settings["name"] == SETTING]
    return int(mine.iloc[-1]["value"]) if len(mine) else THRESHOLD


@remembered
def shown_counts(store: Store, decision_id: str) -> ShownCounts:
    """Group sizes and the stances on every option, suppressed together."""
    threshold = disclosure_threshold(store, decision_id)
    spoke = _sizes(people_heard_of(store, decision_id))
    counted = stances_by_group(
        rows(store, "stance_people", decision_id=decision_id).dropna(subset=["option_id"]), groups=spoke.index
    )
    tables = {f"{SPOKE}~": spoke, f"{CAME}~": _came(store, decision_id)} | {
        option_id: _with_no_view(table, spoke[PEOPLE]) for option_id, table in counted.items()
    }
    shown = suppress_questions(tables, threshold=threshold)
    return ShownCounts(
        stances={option_id: shown[option_id] for option_id in counted},
        spoke=shown[f"{SPOKE}~"],
        came=shown[f"{CAME}~"],
        threshold=threshold,
    )


def people_heard_of(store: Store, decision_id: str) -> pd.DataFrame:
    """One row per person with reviewed words or stances: engagement_id, respondent_id, group_name."""
    reviewed = rows(store, "contributions_reviewed", decision_id=decision_id)
    return reviewed.drop_duplicates(["engagement_id", "respondent_id"])[
        ["engagement_id", "respondent_id", "group_name"]
    ]


def _sizes(people: pd.DataFrame) -> pd.DataFrame:
    return people.groupby("group_name").size().rename(PEOPLE).to_frame().rename_axis(index=None).astype("int64")


def _came(store: Store, decision_id: str) -> pd.DataFrame:
    heard = rows(store, "heard", decision_id=decision_id)
    by_group = heard[heard["dimension"] == "group"].groupby("category")["people"].sum()
    return by_group.rename(PEOPLE).to_frame().rename_axis(index=None).astype("int64")


def _with_no_view(table: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Add those of each group who gave no stance: else their number would follow from two shown totals."""
    silent = (sizes.reindex(table.index).fillna(0) - table.sum(axis=1)).clip(lower=0).astype("int64")
    return table.assign(**{NO_VIEW: silent})
