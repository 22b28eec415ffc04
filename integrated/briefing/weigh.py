"""Step 3, weigh up: everything its four parts show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from integrated.briefing.connections import system_map
from integrated.briefing.disagreements import Disagreements, disagreements
from integrated.briefing.first_place import swings, who_is_first, who_matters
from integrated.briefing.judgements import judgements
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import people
from integrated.briefing.risks import risks, thresholds
from integrated.record.decision import Option
from integrated.record.weigh_up import JudgedOption, Person, Swing
from integrated.store import Store
from integrated.weighing.risk_checks import RiskCheck, Thresholds
from integrated.weighing.standing import Standing


@dataclass(frozen=True)
class WeighUp:
    """All that step 3 shows."""

    overview: Overview
    judged: tuple[JudgedOption, ...]
    disagreements: Disagreements
    people: tuple[Person, ...]
    swings: tuple[Swing, ...]
    standing: Standing | None
    risks: Mapping[str, RiskCheck]
    thresholds: Thresholds
    is_illustrative: bool

    @property
    def comparison(self) -> Option | None:
        """Continue as now, if the decision lists it."""
        seen = self.overview
        return seen.decision.option(seen.comparison_id) if seen.comparison_id else None

    @property
    def red_line(self) -> str:
        """The red line that waits, in one sentence, or ""."""
        waiting = [card for card in self.disagreements.red_lines if card.is_open]
        if not waiting:
            return ""
        first = f"{waiting[0].group_name} object strongly to {waiting[0].option.letter} {waiting[0].option.name}."
        return first if len(waiting) == 1 else f"{first[:-1]}, and {len(waiting) - 1} more."


def weigh_up(store: Store, decision_id: str, discounted: bool, today: date | None = None) -> WeighUp | None:
    """Step 3 of one decision, or None when there is none to show.

    Parameters
    ----------
    discounted : whether the triangle allows for how unsure we are.
    today : the day on which searches are called old; the real one unless told.
    """
    seen = overview(store, decision_id)
    if seen is None:
        return None
    return WeighUp(
        overview=seen,
        judged=judgements(store, decision_id),
        disagreements=disagreements(store, decision_id),
        people=who_matters(store, decision_id),
        swings=swings(store, decision_id),
        standing=who_is_first(store, decision_id, discounted),
        risks=risks(store, decision_id, today or date.today()),
        thresholds=thresholds(store, decision_id),
        is_illustrative=_is_illustrative(store, seen),
    )


def _is_illustrative(store: Store, seen: Overview) -> bool:
    """Whether what is weighed rests on a workshop or a map that was made up for an example."""
    drawn = system_map(store, seen.decision.decision_id)
    if drawn is not None and drawn.illustrative:
        return True
    return any(people(store, seen.decision.decision_id, option.option_id).illustrative for option in seen.compared)
