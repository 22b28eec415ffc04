"""Open a workshop: title, options, groups, questions about people, consent words, closing time, how long to keep."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

import streamlit as st

from integrated.co_production.consent import AUDIENCES, WORDS
from integrated.co_production.workshop import AboutMe
from integrated.views.typed import problem as say_problem

KEPT_DAYS = 180
FOR_WHOM = {"adults": "Adults and young adults", "young people": "Young people under 18 (plainer words, and Childline)"}


class Asks(Protocol):
    """What a workshop may ask; a rehearsal is suggested for an example."""

    @property
    def options(self) -> Mapping[str, str]: ...
    @property
    def groups(self) -> Sequence[str]: ...
    @property
    def questions(self) -> Sequence[AboutMe]: ...
    @property
    def is_example(self) -> bool: ...


def show(asks: Asks, save: Callable[[Mapping[str, Any]], str]) -> None:
    """Draw the form.

    Parameters
    ----------
    save : takes what was entered, opens the workshop, answers "" or one sentence.
    """
    options, groups = asks.options, asks.groups
    st.text("Phones join by a QR picture or a code. Nothing is stored of a phone: no name, no address, no time of day.")
    left, right = st.columns(2, gap="large")
    with left:
        title = st.text_input("Title (phones show it first)", "What do you think?", max_chars=200, key="plan_title")
        listed = st.multiselect(
            "Options to talk about",
            list(options),
            default=list(options),
            format_func=lambda each: options[each],
            key="plan_options",
        )
        named = st.multiselect(
            "Groups people may say they are in", list(groups), default=list(groups), key="plan_groups"
        )
        by_name = {each.dimension: each for each in asks.questions}
        asked = st.multiselect(
            "Ask also, as people like (kept apart from what they say)", list(by_name), key="plan_questions"
        )
        minutes = st.number_input("Phones may answer for (minutes)", 5, 20_160, 90, step=5, key="plan_minutes")
    with right:
        audience = st.radio("Who takes part", AUDIENCES, format_func=lambda each: FOR_WHOM[each], key="plan_audience")
        words = st.text_area(
            "Consent words (a sentence on safety and on the withdrawal code always follows)",
            WORDS[audience],
            height=180,
            max_chars=3_000,
            key=f"plan_words:{audience}",
        )
        keep = st.date_input(
            "Delete what people wrote after",
            date.today() + timedelta(days=KEPT_DAYS),
            min_value=date.today(),
            max_value=date.today() + timedelta(days=730),
            format="DD/MM/YYYY",
            key="plan_keep",
        )
        rehearsal = st.checkbox(
            "This is a rehearsal: badge it as illustrative everywhere", asks.is_example, key="plan_illustrative"
        )
        if st.button("Open the workshop", type="primary", key="plan_open"):
            problem = save(
                {
                    "title": title,
                    "option_ids": tuple(listed),
                    "groups": tuple(named),
                    "about_me": tuple(by_name[each] for each in asked),
                    "audience": audience,
                    "consent_words": words,
                    "minutes": int(minutes),
                    "keep_until": keep,
                    "illustrative": bool(rehearsal),
                }
            )
            if problem:
                say_problem(problem)
            else:
                st.rerun()
