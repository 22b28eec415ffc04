"""Of 100 young people, how many without the option: what is on offer as a baseline, for a person to choose from."""

from dataclasses import dataclass

import pandas as pd

from integrated.briefing.decision_page import local_figures, place_of
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.store import Store

SMALLEST = 2.0


@dataclass(frozen=True)
class BaselineOffer:
    """One baseline a person may choose; `why_not` says why it cannot be used."""

    of_100: float | None
    source: str
    months: float | None
    year: int | None
    is_stand_in: bool
    why_not: str | None

    @property
    def words(self) -> str:
        """The offer in one line."""
        if self.of_100 is None:
            return f"{self.source}: {self.why_not}"
        stand_in = ", a stand-in" if self.is_stand_in else ""
        within = f" within {self.months:.0f} months" if self.months else ""
        year = f", {self.year}" if self.year else ""
        told = f"{self.of_100:.0f} of 100{within} ({self.source}{year}{stand_in})"
        return f"{told}: {self.why_not}" if self.why_not else told


@remembered
def baseline_offers(store: Store, decision_id: str, outcome_id: str) -> tuple[BaselineOffer, ...]:
    """Comparison groups of the studies on this outcome, then the local indicator that stands in for it."""
    effects = rows(store, "effects_all")
    binary = effects[
        (effects["outcome_id"] == outcome_id) & effects["comparison_risk"].notna() & effects["excluded_because"].isna()
    ]
    offers = [
        _offer(100 * row["comparison_risk"], f"comparison group of {row['programme']}", row["follow_up_months"])
        for row in binary[binary["is_primary"].astype(bool)].to_dict("records")
    ]
    outcome = rows(store, "outcomes").set_index("outcome_id").loc[outcome_id]
    place = place_of(store, framing_of(store, decision_id).area_code)
    figure = local_figures(store, place).get(outcome["stand_in_indicator_id"] or "")
    if figure is not None and place is not None:
        source = f"{figure.label}, {place.figures_from}"
        if figure.status == "suppressed":
            offers.append(BaselineOffer(None, source, None, figure.year, True, "hidden by the source. Not zero."))
        elif figure.value is None:
            offers.append(BaselineOffer(None, source, None, figure.year, True, "not available."))
        else:
            offers.append(_offer(figure.value, source, None, year=figure.year, is_stand_in=True))
    return tuple(offers)


def _offer(
    of_100: float, source: str, months: float | None, *, year: int | None = None, is_stand_in: bool = False
) -> BaselineOffer:
    why_not = f"under {SMALLEST:.0f} of 100, so not used" if of_100 < SMALLEST else None
    known = None if months is None or pd.isna(months) else float(months)
    return BaselineOffer(float(of_100), source, known, year, is_stand_in, why_not)
