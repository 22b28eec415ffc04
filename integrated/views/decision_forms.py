"""Forms of step 1: start a decision, edit its question, place, who decides and by when."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from integrated.record.decision import Decision

Save = Callable[[dict[str, object]], str]


def nothing_yet(started: bool) -> None:
    """The empty state: what to do next."""
    st.html('<h1 class="question">Which decision shall we look at?</h1>')
    if started:
        st.text("This decision has no question or no outcome yet. Write its question to go on.")
    else:
        st.text("There is no decision here yet. Write its question, and add the options afterwards.")


@st.dialog("The question, the place, who decides", width="large")
def edit(places: Mapping[str, str], decision: Decision, save: Save) -> None:
    """Change the framing of the decision on screen."""
    framing(places, decision, save, key="edit_framing")


@st.dialog("Start our own decision", width="large")
def start(places: Mapping[str, str], save: Save) -> None:
    """Begin a new decision beside the one on screen."""
    st.text("The example stays; you can switch back in the menu at the top right.")
    framing(places, None, save, key="start_framing")


def framing(places: Mapping[str, str], decision: Decision | None, save: Save, *, key: str) -> None:
    """Question, place, who decides, by when; shows what `save` answers.

    Parameters
    ----------
    places : area code to name.
    decision : what stands so far, or None.
    save : takes the framing, stores it, and returns one sentence.
    """
    codes = list(places)
    with st.form(key, border=False):
        question = st.text_area("The question", decision.question or "" if decision else "", max_chars=500)
        area = st.selectbox(
            "Place",
            codes,
            index=codes.index(decision.area_code) if decision and decision.area_code in codes else 0,
            format_func=lambda code: places[code],
        )
        decided_by = st.text_input("Who decides", decision.decided_by or "" if decision else "", max_chars=300)
        decide_on = st.date_input(
            "By when", decision.decide_on if decision else None, min_value=date(2000, 1, 1), format="DD/MM/YYYY"
        )
        if st.form_submit_button("Save", type="primary"):
            answer = save(
                {
                    "question": question,
                    "area_code": area,
                    "decided_by": decided_by,
                    "decide_on": decide_on.isoformat() if isinstance(decide_on, date) else None,
                }
            )
            if answer:
                st.error(answer)
            else:
                st.rerun()
