"""Step 4, decide and record: what has been said so far, what is missing, what stands in the way, versions, history."""

from datetime import date
from typing import Any

import pandas as pd

from integrated.briefing.decision_page import place_of
from integrated.briefing.overview import Overview, overview
from integrated.briefing.people import not_heard_groups, people
from integrated.briefing.reminders import reminders
from integrated.briefing.risks import risks, thresholds
from integrated.briefing.rows import rows
from integrated.record.decide import ConditionHeard, DecideAndRecord, RedLineHere, Version
from integrated.record.decision import Decision
from integrated.record.equality import CHARACTERISTICS
from integrated.record.history import history
from integrated.record.sentences import conclusion_sentence, gaps
from integrated.store import Store


def record_page(store: Store, decision_id: str, today: date | None = None) -> DecideAndRecord | None:
    """Step 4 of one decision, or None when there is none to show.

    Parameters
    ----------
    today : the day on which dates are judged; the real one unless told.
    """
    seen = overview(store, decision_id)
    if seen is None:
        return None
    decision, day = seen.decision, today or date.today()
    decisions = rows(store, "decisions").set_index("decision_id")
    place = place_of(store, decision.area_code)
    waiting = _red_lines(seen)
    missing = not_heard_groups(store, decision_id)
    return DecideAndRecord(
        decision=decision,
        place=place.name if place else "",
        is_example=decision_id in decisions.index and bool(decisions.loc[decision_id, "illustrative"]),
        today=day,
        conclusion=conclusion_sentence(decision.conclusion, decision),
        equality={each: decision.equality.get(each) for each in CHARACTERISTICS},
        not_heard=missing,
        red_lines=waiting,
        conditions_heard=_conditions_heard(store, seen),
        reminders=reminders(store, decision_id, day),
        gaps=gaps(decision, red_lines_open=len(waiting), not_heard=len(missing), not_told=seen.letters_not_told),
        checks=risks(store, decision_id, day),
        thresholds=thresholds(store, decision_id),
        versions=versions(store, decision),
        history=history(decision),
    )


def versions(store: Store, decision: Decision) -> tuple[Version, ...]:
    """Every signed version of a decision's record, the newest first; a row without its signature is none."""
    signed = {signature.record_id for signature in decision.signatures}
    return tuple(
        Version(
            record_id=row["record_id"],
            version=int(row["version"]),
            signed_by_role=row["signed_by_role"] or "",
            signed_at=None if pd.isna(row["signed_at"]) else pd.Timestamp(row["signed_at"]).to_pydatetime(),
            sha256=row["sha256"],
            content=row["content"],
        )
        for row in rows(store, "records", decision_id=decision.decision_id).to_dict("records")
        if row["record_id"] in signed
    )


def _red_lines(seen: Overview) -> tuple[RedLineHere, ...]:
    lines: list[tuple[Any, bool]] = [(line, False) for line in seen.decision.open_red_lines]
    lines += [(line, True) for line in seen.suggested_red_lines]
    return tuple(
        RedLineHere(line.group_name, option, suggested)
        for line, suggested in lines
        if (option := seen.decision.option(line.option_id)) is not None
    )


def _conditions_heard(store: Store, seen: Overview) -> tuple[ConditionHeard, ...]:
    """What people said would have to be true: of the options concluded, or of all while nothing is."""
    concluded = seen.decision.conclusion
    chosen = set(concluded.option_ids) if concluded else set()
    return tuple(
        ConditionHeard(option, words)
        for option in seen.compared
        if not chosen or option.option_id in chosen
        for words in people(store, seen.decision.decision_id, option.option_id).conditions
    )
