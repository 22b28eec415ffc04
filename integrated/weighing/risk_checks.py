"""The three risks of using one approach alone, looked for in this decision; unknown is never clear."""

from integrated.weighing.flexibility import limiting_flexibility
from integrated.weighing.missed_evidence import overlooking_evidence
from integrated.weighing.risk import CHECKS, STATES, Finding, Holdings, RiskCheck, Room, Thresholds, Voices
from integrated.weighing.unfairness import reinforcing_discrimination

__all__ = [
    "CHECKS",
    "STATES",
    "Finding",
    "Holdings",
    "RiskCheck",
    "Room",
    "Thresholds",
    "Voices",
    "limiting_flexibility",
    "overlooking_evidence",
    "reinforcing_discrimination",
    "risk_checks",
]


def risk_checks(
    voices: Voices, holdings: Holdings, room: Room, *, thresholds: Thresholds | None = None
) -> dict[str, RiskCheck]:
    """All three checks.

    Parameters
    ----------
    voices, holdings, room : what each looks at.
    thresholds : conventions.

    Returns
    -------
    dict : check_id to RiskCheck, in the order of `CHECKS`.

    Source: the risks named in *An integrated approach to evidence*, Dartington Service Design Lab, February 2022;
    what each looks at is ours.
    """
    return {
        "reinforcing_discrimination": reinforcing_discrimination(voices, thresholds=thresholds),
        "overlooking_evidence": overlooking_evidence(holdings, thresholds=thresholds),
        "limiting_flexibility": limiting_flexibility(room, thresholds=thresholds),
    }
