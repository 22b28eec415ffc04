"""Forms of step 1: start a decision, edit its question, place, who decides and by when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

import streamlit as st

from integrated.record.decision import Decision
from integrated.views.typed import typed

Save = Callable[[dict[str, object]], str]


def nothing_yet(started: bool) -> None:
    """The empty state: what to do next."""
    st.html('<h1 class="question">Which decision shall we look at?</h1>')
    if started:
        st.text("This decision has no question or no outcome yet. Write its question to go on.")
    else:
        st.text("There is no decision here yet. Write its question, and add the options afterwards.")


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
                st.error(typed(answer))
            else:
                st.rerun()


class Offer(Protocol):
    """A baseline on offer."""

    @property
    def of_100(self) -> float | None: ...
    @property
    def source(self) -> str: ...
    @property
    def months(self) -> float | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def is_stand_in(self) -> bool: ...
    @property
    def why_not(self) -> str | None: ...
    @property
    def words(self) -> str: ...


@st.dialog("How many of 100, without the option?", width="large")
def baseline(event: str, offers: Sequence[Offer], save: Save) -> None:
    """Choose or type how many of 100 young people meet the event without the option.

    Parameters
    ----------
    event : "become homeless".
    offers : what the studies and the local figures offer.
    save : takes the payload of `baseline_set`, stores it, and returns one sentence, or "".
    """
    st.text(f"Of 100 young people like ours, how many would {event}? Choose one of these, or type your own figure.")
    usable = [offer for offer in offers if offer.of_100 is not None and offer.why_not is None]
    for offer in offers:
        if offer not in usable:
            st.text(f"Not on offer: {offer.words}")
    own = len(usable)
    with st.form("baseline", border=False):
        chosen = st.radio(
            "Baseline",
            range(own + 1),
            format_func=lambda i: typed(usable[i].words) if i < own else "Our own figure, typed below",
        )
        of_100 = st.number_input("Of 100", min_value=0.0, max_value=100.0, value=None, step=1.0)
        source = st.text_input("Where it is from", max_chars=300)
        months = st.number_input("Within how many months", min_value=0.0, max_value=1200.0, value=None, step=1.0)
        year = st.text_input("Year", max_chars=20)
        if st.form_submit_button("Save", type="primary"):
            if chosen is not None and chosen < own:
                offer = usable[chosen]
                payload: dict[str, object] = {
                    "of_100": offer.of_100,
                    "source": offer.source,
                    "months": offer.months,
                    "year": offer.year,
                    "is_stand_in": offer.is_stand_in,
                }
            else:
                payload = {"of_100": of_100, "source": source, "months": months, "year": year, "is_stand_in": False}
            problem = save(payload)
            if problem:
                st.error(typed(problem))
            else:
                st.rerun()
