"""One risk check, opened: its state, its numbers, the rows behind it, the next step, the thresholds, an answer."""

from collections.abc import Callable
from dataclasses import fields
from typing import Protocol

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.record.decision import RiskAnswer
from integrated.views import notice, words
from integrated.views.decision_screen import long_date
from integrated.views.panel import Done, day_field
from integrated.views.typed import table as typed_table
from integrated.views.typed import typed
from integrated.weighing.risk_checks import RiskCheck, Thresholds

HELP = {
    "reinforcing_discrimination": "Who was not heard, whom the studies left out, whose objection a majority hides.",
    "overlooking_evidence": "What nobody searched for, what we hold but did not use.",
    "limiting_flexibility": "Too few options, one view deciding, hard to undo.",
}
NUMBERS = {
    "groups_not_heard": "groups not heard",
    "groups_heard_less": "groups heard less than their share",
    "groups_without_effects": "groups without an effect of their own",
    "groups_hidden": "groups hidden by a majority",
    "engagements": "rounds of involving people",
    "pairs": "pairs of option and critical outcome",
    "never_searched": "never searched",
    "none_found": "searched, none found",
    "old_searches": "searched too long ago",
    "held_unused": "pieces held and not used",
    "contradicting": "judgements against their data",
    "silent": "options not known from one perspective",
    "people_concentrated": "people for whom one perspective counts for almost all",
    "options": "options",
    "options_at_events_level": "options that deal with events",
    "hard_to_undo_unsure": "options hard to undo and unsure",
    "single_link": "options whose routes all hang on one link",
}
THRESHOLDS = {
    "reinforcing_discrimination": {
        "ladder_least": "Look when no stage reached this rung of the ladder (1 to 7)",
        "group_least": "Fewest people of a group before its view is set against the majority",
        "majority": "Share above which there is a majority",
    },
    "overlooking_evidence": {
        "months_since_search": "Look at searches older than this many months",
        "levels_apart": "Look at judgements further than this many levels from their data",
    },
    "limiting_flexibility": {
        "heaviest_share": "Look when one perspective has more than this share",
        "effective_perspectives": "Look when fewer perspectives than this count in effect",
        "options_least": "Look at fewer options than this",
        "events_share": "Look when more than this share of options deals with events",
    },
}


class Checking(Protocol):
    """What this dialog may do."""

    @property
    def answer_risk(self) -> Callable[[str, str, str | None, str | None], Done]: ...

    @property
    def set_threshold(self) -> Callable[[str, float, str], Done]: ...


def open_check(check: RiskCheck, answer: RiskAnswer | None, limits: Thresholds, do: Checking, *, setting: str) -> None:
    """Open the dialog of one check.

    Parameters
    ----------
    answer : what people said they do about it, or None.
    limits : thresholds in force. setting : what the name of a changed threshold begins with.
    """
    st.dialog(words.RISK_CHECKS[check.check_id], width="large")(_show)(check, answer, limits, do, setting)


def _show(check: RiskCheck, answer: RiskAnswer | None, limits: Thresholds, do: Checking, setting: str) -> None:
    st.html(str(_head(check)))
    told, rows, thresholds = st.tabs(["What we do about it", "The rows behind it", "Thresholds"])
    with told:
        _answer(check, answer, do)
    with rows:
        typed_table(rows_table(check))
    with thresholds:
        _thresholds(check.check_id, limits, do, setting)


def _head(check: RiskCheck) -> Markup:
    counted = " · ".join(f"{NUMBERS.get(name, name)}: {value:g}" for name, value in check.numbers.items())
    step = check.next_step if check.state != "clear" else ""
    return Markup(
        '<div class="integrated"><p class="quiet s15">{} ({})</p><p class="s16"><b>{}</b></p>'
        '<p class="s16">{}</p><p class="quiet s15">{}</p></div>'
    ).format(
        HELP[check.check_id],
        words.RISK_CHECKS_TECHNICAL[check.check_id],
        words.RISK_STATES[check.state],
        f"Next step: {step}" if step and not step.startswith("Cannot tell") else step,
        counted,
    )


def rows_table(check: RiskCheck) -> pd.DataFrame:
    """The findings as a table, the most pressing first."""
    return pd.DataFrame(
        [
            {
                "State": words.RISK_STATES[row["state"]],
                "What was looked at": row["question"],
                "Found": row["words"],
                "Next step": row["next_step"],
            }
            for row in check.rows.to_dict("records")
        ]
    )


def _answer(check: RiskCheck, answer: RiskAnswer | None, do: Checking) -> None:
    with st.form(f"risk_{check.check_id}", border=False):
        said = st.text_area("What do you do about it?", answer.words if answer else "", max_chars=4000, height=90)
        left, right = st.columns(2)
        owner = left.text_input("Who sees to it? (a role)", (answer.owner or "") if answer else "", max_chars=300)
        by = day_field(right, answer.by if answer else None, key=f"risk_{check.check_id}:by")
        if st.form_submit_button("Save", type="primary"):
            _finish(do.answer_risk(check.check_id, said, owner or None, by))
    if answer and answer.by:
        st.text(f"Now: by {long_date(answer.by)}.")


def _thresholds(check_id: str, limits: Thresholds, do: Checking, setting: str) -> None:
    st.text("These are conventions, not truths. A change counts for this decision and is kept with its reason.")
    names = THRESHOLDS[check_id]
    usual = {each.name: each.default for each in fields(Thresholds)}
    with st.form(f"threshold_{check_id}", border=False):
        name = st.selectbox(
            "Threshold",
            list(names),
            format_func=lambda each: f"{names[each]}: {getattr(limits, each):g} (usual: {usual[each]:g})",
        )
        value = st.number_input("New value", min_value=0.0, value=None)
        reason = st.text_input("Why?", max_chars=4000)
        if st.form_submit_button("Change it"):
            if value is None or name is None:
                st.error("Enter the new value.")
            else:
                _finish(do.set_threshold(f"{setting}{name}", value, reason))


def _finish(done: Done) -> None:
    if done.problem:
        st.error(typed(done.problem))
    else:
        notice.leave(done.told)
        st.rerun()
