"""How we work: everybody's answers to the 24 elements, what changed, what is planned, and the live risk checks."""

from datetime import date

from integrated.briefing.remembered import remembered
from integrated.briefing.risks import risks, thresholds
from integrated.briefing.rows import decision_of
from integrated.record.how_we_work import HowWeWork, everyone, everything_said
from integrated.store import Store


@remembered
def how_we_work(store: Store, decision_id: str, today: date) -> HowWeWork:
    """The page of one decision; without an outcome nothing can be checked, and every check is "cannot tell".

    Parameters
    ----------
    today : the day on which searches are called old.
    """
    decision = decision_of(store, decision_id)
    return HowWeWork(
        decision_id=decision_id,
        sequence=decision.sequence,
        people=everyone(decision),
        earlier=everything_said(decision),
        planned=decision.planned_elements,
        checks=risks(store, decision_id, today),
        thresholds=thresholds(store, decision_id),
        risk_answers=decision.risk_answers,
    )
