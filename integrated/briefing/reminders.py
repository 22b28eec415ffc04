"""When a decision has to be looked at again: its review date, and each trigger against the newest local figure."""

from datetime import date

from integrated.briefing.decision_page import local_figures, place_of
from integrated.briefing.rows import decision_of
from integrated.record.decide import Reminders
from integrated.record.reminders import Figure, review_sentence, triggers_now
from integrated.store import Store

WHY_NOT = {
    "suppressed": "hidden by the source; that is not zero",
    "not_available": "not available from the source",
}


def reminders(store: Store, decision_id: str, today: date) -> Reminders:
    """Review date and triggers of one decision, as they stand on a day."""
    decision = decision_of(store, decision_id)
    local = local_figures(store, place_of(store, decision.area_code))
    figures = {
        each.indicator_id: Figure(each.label, each.unit, each.value, each.period, WHY_NOT.get(each.status, ""))
        for each in local.values()
    }
    return Reminders(
        review=review_sentence(decision.review_on, today),
        overdue=decision.review_on is not None and decision.review_on <= today,
        triggers=triggers_now(decision, figures, today),
        labels={each: figure.label for each, figure in figures.items()},
        units={each: figure.unit for each, figure in figures.items()},
    )
