"""The red-line gate: an option with an unanswered strong objection cannot be chosen, whoever asks and from wherever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrated.actions.actor import Refused
from integrated.co_production.counts_shown import counts_shown
from integrated.record.decision import Decision
from integrated.record.objections import told_objections
from integrated.record.record import replay
from integrated.store import Store
from integrated.weighing.red_lines import RedLineSuggestion, gate_sentence, is_taken_up


@dataclass(frozen=True)
class StandingRedLine:
    """An objection that waits for an answer; `suggested` when it meets the rule and nobody has raised it yet."""

    option_id: str
    group_name: str
    suggested: bool
    is_open: bool = True


def standing_red_lines(store: Store, decision: Decision) -> tuple[StandingRedLine, ...]:
    """Every red line that waits: raised ones first, then those that the stances suggest and nobody has taken up.

    To set a suggestion aside is to take it up and answer it with reasons: it is in the record then.
    """
    raised = [StandingRedLine(line.option_id, line.group_name, False) for line in decision.open_red_lines]
    suggested = [
        StandingRedLine(line.option_id, line.group_name, True)
        for line in _suggested(store, decision)
        if not is_taken_up(line, decision.red_lines)
    ]
    return (*raised, *suggested)


def refuse_if_gated(store: Store, decision_id: str, kind: str, payload: Mapping[str, Any]) -> None:
    """Raise `Refused` with one sentence when a red line stands in the way of a conclusion, or of signing one.

    Parameters
    ----------
    kind, payload : of the event about to be kept; only "concluded" and "signed" can be held up, and of these never
        what puts off, turns down or takes back.
    """
    if kind not in {"concluded", "signed"} or payload.get("removed") is True:
        return
    decision = replay(store.read("decision_events", decision_id=decision_id))
    if kind == "concluded":
        result, option_ids = payload["result"], payload.get("option_ids", ())
    elif decision.conclusion is not None:
        result, option_ids = decision.conclusion.result, decision.conclusion.option_ids
    else:
        return
    sentence = gate_sentence(result, option_ids, standing_red_lines(store, decision))
    if sentence:
        raise Refused(sentence)


def _suggested(store: Store, decision: Decision) -> list[RedLineSuggestion]:
    """What the shown counts tell of strong objections, as every page tells it: live options only.

    Continue as now is left out, as it is everywhere: what people say of it is shown, and never scored.
    """
    decision_id = decision.decision_id
    counts = counts_shown(
        store.read("contributions_reviewed", decision_id=decision_id),
        store.read("stance_people", decision_id=decision_id),
        store.read("heard", decision_id=decision_id),
        store.read("settings", decision_id=decision_id),
    )
    options = store.read("options")
    comparison = set(options.loc[options["is_continue_as_now"].astype(bool), "option_id"])
    live = {option.option_id for option in decision.options} - comparison
    told = told_objections(counts.stances, frozenset(g.group_name for g in decision.groups if g.most_affected))
    return [each.suggestion for option_id, each in told.items() if option_id in live and each.suggestion is not None]
