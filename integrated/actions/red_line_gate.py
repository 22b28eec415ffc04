"""The red-line gate: an option with an unanswered strong objection cannot be chosen, whoever asks and from wherever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrated.actions.actor import Refused
from integrated.record.decision import Decision
from integrated.record.record import replay
from integrated.store import Store
from integrated.weighing.red_lines import gate_sentence, is_taken_up, suggest_red_line

STANCES = {"supports": 0, "conditional": 1, "neutral": 1, "opposes": 2}


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
    found = [
        suggest_red_line(option_id, {group: three})
        for option_id, groups in _most_affected_stances(store, decision).items()
        for group, three in groups.items()
    ]
    suggested = [
        StandingRedLine(line.option_id, line.group_name, True)
        for line in found
        if line is not None and not is_taken_up(line, decision.red_lines)
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


def _most_affected_stances(store: Store, decision: Decision) -> dict[str, dict[str, list[int]]]:
    """Option to group to people who support, are in between, oppose: most affected groups and live options only.

    Continue as now is left out, as it is everywhere: what people say of it is shown, and never scored.
    """
    affected = {group.group_name for group in decision.groups if group.most_affected}
    options = store.read("options")
    comparison = set(options.loc[options["is_continue_as_now"].astype(bool), "option_id"])
    live = {option.option_id for option in decision.options} - comparison
    found: dict[str, dict[str, list[int]]] = {}
    for row in store.read("stance_people", decision_id=decision.decision_id).to_dict("records"):
        if row["group_name"] in affected and row["option_id"] in live:
            three = found.setdefault(row["option_id"], {}).setdefault(row["group_name"], [0, 0, 0])
            three[STANCES[row["stance"]]] += int(row["people"])
    return found
