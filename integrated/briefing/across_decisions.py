"""The same option in several decisions: only those that look at the chosen outcome are put side by side."""

from integrated.briefing.choices import decisions, every_outcome, places
from integrated.briefing.overview import overview
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import decision_of, framing_of
from integrated.record.across_decisions import AcrossDecisions, InDecision
from integrated.record.sentences import conclusion_sentence
from integrated.store import Store
from integrated.weighing.perspective import PERSPECTIVES


@remembered
def across_decisions(store: Store, option_id: str, outcome_id: str) -> AcrossDecisions:
    """What every decision that lists an option says of it on one outcome."""
    found, other = [], []
    for decision_id, question in decisions(store).items():
        framing = framing_of(store, decision_id)
        if framing.option(option_id) is None:
            continue
        if outcome_id not in {outcome.outcome_id for outcome in framing.outcomes_used}:
            other.append(question)
            continue
        seen = overview(store, decision_id, outcome_id)
        if seen is None or option_id not in seen.agree:
            continue
        decision = decision_of(store, decision_id)
        found.append(
            InDecision(
                decision_id=decision_id,
                question=question,
                place=places(store).get(framing.area_code or "", ""),
                concluded=conclusion_sentence(decision.conclusion, decision),
                cells={each: seen.cells[option_id, each] for each in PERSPECTIVES},
                agree=seen.agree[option_id].state,
                red_line=seen.red_line_group(option_id),
            )
        )
    label = every_outcome(store).get(outcome_id, outcome_id)
    return AcrossDecisions(option_id, outcome_id, label, tuple(found), tuple(other))
