"""When a decision has to be looked at again: its review date, and each trigger against the newest local figure."""

from datetime import date

from integrated.briefing.rows import decision_of, rows
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
    held = rows(store, "indicators_of_area", area_code=decision.area_code or "")
    figures = {
        row["indicator_id"]: Figure(
            row["label"],
            row["unit"],
            float(row["value"]) if row["status"] == "value" else None,
            row["period"],
            WHY_NOT.get(row["status"], ""),
        )
        for row in held.to_dict("records")
    }
    return Reminders(
        review=review_sentence(decision.review_on, today),
        overdue=decision.review_on is not None and decision.review_on <= today,
        triggers=triggers_now(decision, figures, today),
        labels={each: figure.label for each, figure in figures.items()},
        units={each: figure.unit for each, figure in figures.items()},
    )
