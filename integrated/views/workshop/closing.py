"""Close a workshop into the decision: what happens, who was heard and who was not, more time instead."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from integrated.co_production.workshop import Workshop
from integrated.co_production.workshop_screen import WorkshopCounts
from integrated.views import notice
from integrated.views.typed import problem as say_problem
from integrated.views.typed import typed


class Hands(Protocol):
    """What the person who holds the workshop may do; each answers "" or one sentence."""

    def close(self) -> str: ...
    def give_time(self, minutes: int) -> str: ...


def show(workshop: Workshop, counts: WorkshopCounts, not_heard: Sequence[tuple[str, str]], hands: Hands) -> None:
    """Draw what closing means, and the two buttons."""
    st.subheader("Close it into the decision")
    st.markdown(
        "- Phones are refused from then on, and the code ends.\n"
        "- Answers about people are summed (who was heard), and the single answers are deleted.\n"
        f"- What was released counts in *What people say* and *Side by side*: {counts.shown} of {counts.sent}.\n"
        "- What nobody has read yet waits in *What people say*, *Consent and rules*; it does not count until then.\n"
        f"- Words are kept until {workshop.keep_until.day} {workshop.keep_until:%B %Y}. "
        "Until then a withdrawal code takes them out."
    )
    if counts.waiting or counts.flagged:
        st.warning(f"Not read yet: {counts.waiting}. Set aside as possible safeguarding: {counts.flagged}.")
    for group, why in not_heard:
        st.text(f"Must be heard, and {why}: {group}")
    sure = st.checkbox("Everybody has finished", key="close_sure")
    if st.button("Close the workshop", type="primary", key="close_now", disabled=not sure):
        _done(hands.close(), "Closed. It is part of the decision now.")
    st.subheader("Or give it more time")
    minutes = st.number_input("Minutes from now", 1, 20_160, 15, key="more_minutes", width=240)
    if st.button("Give more time", key="more_time"):
        _done(hands.give_time(int(minutes)), "Phones may answer for longer.")


def unfinished(workshop: Workshop, hands: Hands) -> None:
    """A workshop whose closing was interrupted."""
    st.warning(f"Closing “{typed(workshop.title)}” was interrupted. Nothing is lost; finish it now.")
    if st.button("Finish closing", type="primary", key="close_again"):
        _done(hands.close(), "Closed. It is part of the decision now.")


def _done(problem: str, told: str) -> None:
    if problem:
        say_problem(problem)
    else:
        notice.leave(told)
        st.rerun()
