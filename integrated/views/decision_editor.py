"""Edit the decision: its question, options, outcomes, groups, and a copy to try things in."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from integrated.record.decision import Decision, Option
from integrated.views import decision_forms, notice
from integrated.views.typed import typed

Keep = Callable[[str, str, Mapping[str, Any]], str]
IMPORTANCE = {"critical": "Critical", "important": "Important", "not_used": "Not used"}
UNDO = {None: "Not entered", "easy": "Easy", "hard": "Hard"}


@st.dialog("Edit this decision", width="large")
def editor(
    places: Mapping[str, str],
    decision: Decision,
    outcomes: Mapping[str, str],
    keep: Keep,
    copy: Callable[[], str],
) -> None:
    """Everything step 1 rests on, each part saved by itself as an event that can be taken back.

    Parameters
    ----------
    places : area code to name. outcomes : every outcome in the store, id to label.
    keep : (kind, subject, payload) stored; answers "" or one sentence.
    copy : makes a copy of this decision and shows it; answers "" or one sentence.
    """
    question, options, ranked, groups, another = st.tabs(
        ["Question", "Options", "Outcomes", "Who must be heard", "Make a copy"]
    )
    with question:
        decision_forms.framing(places, decision, lambda framing: keep("framed", "*", framing), key="edit_framing")
    with options:
        for option in decision.options:
            with st.expander(f"{option.letter} {typed(option.name)}"):
                _option(option, keep)
        for option in decision.retired_options:
            if st.button(f"Bring back {option.letter} {typed(option.name)}", key=f"bring_back:{option.option_id}"):
                _done(keep("option_listed", option.option_id, _facts(option)))
        with st.form("new_option", border=False):
            name = st.text_input("A new option", max_chars=300)
            if st.form_submit_button("Add the option"):
                _done(keep("option_listed", new_id(name, decision), {"name": name}))
    with ranked:
        _outcomes(decision, outcomes, keep)
    with groups:
        _groups(decision, keep)
    with another:
        st.text("The copy has the same options, outcomes, groups and baselines. Judgements and the record stay here.")
        if st.button("Make a copy", key="copy_decision"):
            _done(copy())


def new_id(name: str, decision: Decision) -> str:
    """An id for a new option, from its name: plain letters, and a number when the id is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "_".join(re.findall(r"[a-z0-9]+", plain))[:40] or "option"
    taken = {option.option_id for option in (*decision.options, *decision.retired_options)}
    return next(each for n in range(1, len(taken) + 2) if (each := stem if n == 1 else f"{stem}_{n}") not in taken)


def _option(option: Option, keep: Keep) -> None:
    key = option.option_id
    with st.form(f"option:{key}", border=False):
        name = st.text_input("Name", option.name, max_chars=300)
        means = st.text_area("What it means here", option.what_it_means_here or "", max_chars=2000)
        left, right = st.columns(2)
        low = left.number_input("Cost, low (£)", min_value=0.0, value=option.cost_low_gbp, step=1000.0)
        high = right.number_input("Cost, high (£)", min_value=0.0, value=option.cost_high_gbp, step=1000.0)
        per = left.text_input("Cost per", option.cost_per or "", placeholder="young person a year")
        year = right.text_input("Prices of", option.cost_year or "", placeholder="2026")
        source = st.text_input("Where the cost is from", option.cost_source or "")
        places = left.number_input("Places", min_value=0, value=option.places, step=1)
        start = right.number_input("Months to start", min_value=0.0, value=option.months_to_start, step=1.0)
        undo = st.radio(
            "Undoing it later is",
            list(UNDO),
            index=list(UNDO).index(option.undo),
            format_func=lambda each: UNDO[each],
            horizontal=True,
        )
        legal = st.text_area("Legal duty", option.legal_note or "", max_chars=2000)
        if st.form_submit_button("Save", type="primary"):
            changed = {
                "letter": option.letter,
                "name": name,
                "what_it_means_here": means,
                "cost_low_gbp": low,
                "cost_high_gbp": high,
                "cost_per": per,
                "cost_year": year,
                "cost_source": source,
                "places": places,
                "months_to_start": start,
                "undo": undo,
                "legal_note": legal,
            }
            _done(keep("option_listed", key, changed))
    if st.button("Retire this option", key=f"retire:{key}", help="It can be brought back. Its letter stays its own."):
        _done(keep("option_listed", key, {"removed": True}))


FACTS = (
    *("letter", "name", "what_it_means_here", "cost_low_gbp", "cost_high_gbp", "cost_per", "cost_year"),
    *("cost_source", "places", "months_to_start", "undo", "legal_note"),
)


def _facts(option: Option) -> dict[str, Any]:
    return {name: getattr(option, name) for name in FACTS}


def _outcomes(decision: Decision, outcomes: Mapping[str, str], keep: Keep) -> None:
    st.text("The first outcome is the one every cell of the table is about.")
    standing = {outcome.outcome_id: outcome for outcome in decision.outcomes}
    with st.form("outcomes", border=False):
        chosen = {}
        for outcome_id, label in outcomes.items():
            there = standing.get(outcome_id)
            left, right = st.columns([3, 1])
            importance = left.radio(
                typed(label),
                list(IMPORTANCE),
                index=list(IMPORTANCE).index(there.importance) if there else 2,
                format_func=lambda each: IMPORTANCE[each],
                horizontal=True,
                key=f"importance:{outcome_id}",
            )
            position = right.number_input(
                f"Place of {typed(label)}",
                1,
                1000,
                there.position if there else len(outcomes),
                key=f"position:{outcome_id}",
            )
            chosen[outcome_id] = {"importance": importance, "position": int(position)}
        if st.form_submit_button("Save", type="primary"):
            changed = {
                each: payload
                for each, payload in chosen.items()
                if each not in standing
                or (standing[each].importance, standing[each].position) != (payload["importance"], payload["position"])
            }
            problems = [keep("outcome_ranked", each, payload) for each, payload in changed.items()]
            _done(next((problem for problem in problems if problem), ""))


def _groups(decision: Decision, keep: Keep) -> None:
    for group in decision.groups:
        told = [
            words
            for words, holds in (("most affected", group.most_affected), ("must be heard", group.must_be_heard))
            if holds
        ]
        left, right = st.columns([4, 1])
        left.text(f"{group.group_name}: {', '.join(told) or 'named'}")
        if right.button("Remove", key=f"remove_group:{group.group_name}"):
            _done(keep("group_named", group.group_name, {"removed": True}))
    with st.form("new_group", border=False):
        name = st.text_input("Group", max_chars=300)
        affected = st.checkbox("Most affected: their stances make the level")
        heard = st.checkbox("Must be heard: named on the first page until someone was", value=True)
        if st.form_submit_button("Save the group", type="primary"):
            _done(keep("group_named", name.strip() or " ", {"most_affected": affected, "must_be_heard": heard}))


def _done(problem: str) -> None:
    if problem:
        st.error(typed(problem))
        return
    notice.leave("Saved.")
    st.rerun()
