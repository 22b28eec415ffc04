"""All that the page of grants shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from integrated.record.gap_map import GapMap
from integrated.record.grants import Grant, Link


@dataclass(frozen=True)
class DecisionListed:
    """One decision in the list: its question, what is concluded, when it is looked at again, red lines open."""

    decision_id: str
    question: str
    concluded: str
    review_on: date | None
    overdue: bool
    red_lines: int


@dataclass(frozen=True)
class Portfolio:
    """Grants, what they are for, and the gap map.

    Attributes
    ----------
    option_names, outcome_names : id to words. places, years, groups : what the grants can be filtered by.
    links : what each grant is for now. other_currencies : grants whose money is not added up.
    reviews_due : grants whose review date has passed. illustrative : whether an example grant is in it.
    """

    gap_map: GapMap
    option_names: Mapping[str, str]
    outcome_names: Mapping[str, str]
    links: tuple[Link, ...]
    places: Mapping[str, str]
    years: tuple[int, ...]
    groups: tuple[str, ...]
    other_currencies: int
    currency: str
    today: date

    @property
    def grants(self) -> tuple[Grant, ...]:
        """The grants that are looked at."""
        return self.gap_map.grants

    @property
    def reviews_due(self) -> tuple[Grant, ...]:
        """Grants whose review date has passed, oldest first."""
        due = [grant for grant in self.grants if grant.review_on is not None and grant.review_on <= self.today]
        return tuple(sorted(due, key=lambda grant: (grant.review_on or self.today, grant.grant_id)))

    @property
    def illustrative(self) -> bool:
        """Whether an example grant is looked at."""
        return any(grant.illustrative for grant in self.grants)
