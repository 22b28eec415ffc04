"""What studies found about one option on one outcome, gathered as one value."""

from dataclasses import dataclass
from typing import Any

from integrated.what_works.certainty import Certainty
from integrated.what_works.meta_analysis import PooledEffects, Predictive
from integrated.what_works.study import OfHundred, StudyRow

ENOUGH_TO_POOL = 3


@dataclass(frozen=True)
class StudiesBrief:
    """One option on one outcome, from studies.

    Attributes
    ----------
    cause : None when something is known, else "not searched", "none found" or "study excluded".
    used, others, excluded : primary rows that count, further rows of the same studies, rows held but not used.
    pooled : of the used rows (k of 1 or more), else None. wald : the same with the plain (z) interval.
    new_place : effect in a new place (k of 1 or more), else None.
    levels : suggested spread over five levels, None when not known.
    searches : rows of the search log. evaluations : UK evaluations without a usable effect size.
    elsewhere : labels of other outcomes on which this option has usable studies.
    of_hundred : None until a person has chosen a baseline of 2 of 100 or more and the measure is binary.
    """

    option_id: str
    outcome_id: str
    outcome_label: str
    cause: str | None
    sentence: str
    used: tuple[StudyRow, ...]
    others: tuple[StudyRow, ...]
    excluded: tuple[StudyRow, ...]
    pooled: PooledEffects | None
    wald: PooledEffects | None
    new_place: Predictive | None
    levels: tuple[float, ...] | None
    certainty: Certainty | None
    searches: tuple[dict[str, Any], ...]
    evaluations: tuple[dict[str, Any], ...]
    elsewhere: tuple[str, ...]
    of_hundred: OfHundred | None

    @property
    def k(self) -> int:
        """How many studies count."""
        return len(self.used)

    @property
    def shown_pool(self) -> tuple[float, float, float] | None:
        """(estimate, low, high) of the diamond: only from three studies."""
        if self.pooled is None or self.k < ENOUGH_TO_POOL:
            return None
        return float(self.pooled.estimate[0]), float(self.pooled.ci_lb[0]), float(self.pooled.ci_ub[0])

    @property
    def shown_new_place(self) -> tuple[float, float] | None:
        """95% range in a new place: from two studies, since one cannot say how results vary."""
        if self.new_place is None or self.k < 2:
            return None
        return float(self.new_place.quantile(0.025)), float(self.new_place.quantile(0.975))
