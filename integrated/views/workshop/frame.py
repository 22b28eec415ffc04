"""What every part of the workshop page stands in: its style, its heading, the choice of part."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.views import widgets
from integrated.views.typed import problem as say_problem
from integrated.views.typed import typed

STYLE = Path(__file__).parent / "workshop.css"
PARTS = {
    "screen": "Shared screen",
    "test": "Test a phone",
    "moderate": "Read and release",
    "cards": "Without phones",
    "order": "Running order",
    "close": "Close",
}


def top(title: str, state: str, *, illustrative: bool = False) -> None:
    """The heading, with the state of the workshop after it."""
    st.html(STYLE)
    pill = Markup(' <span class="pill">Illustrative: a rehearsal</span>') if illustrative else Markup("")
    st.html(
        str(Markup('<h1 class="question long">{} <span class="quiet s16">{}</span>{}</h1>').format(title, state, pill))
    )


def chosen() -> str:
    """Which part is on screen: the shared one alone while presenting."""
    if widgets.presenting():
        return "screen"
    part = widgets.choose(
        "part", "Part of the page", PARTS, draw=st.segmented_control, label_visibility="collapsed", required=True
    )
    return part or "screen"


def wants_test() -> bool:
    """Whether a phone is to be tested before one is opened."""
    return st.toggle("Test a phone", key="test_phone")


def only_facilitators() -> None:
    """For those who may not see what nobody has read yet."""
    st.info("Only a lead or a facilitator sees this part. Change your role in the menu at the top right.")


def overdue(late: Sequence[tuple[str, str, date, int]]) -> str | None:
    """A banner for words that are kept longer than promised.

    Returns
    -------
    The engagement whose words are to be deleted now, or None.
    """
    for engagement_id, title, until, count in late:
        st.error(
            f"Delete now: {count} contributions of “{typed(title)}” were to be kept until {until.day} {until:%B %Y}. "
            "Counts and the record of the workshop stay."
        )
        if st.button(f"Delete the words of “{typed(title)}”", key=f"purge:{engagement_id}", type="primary"):
            return engagement_id
    return None


def told(problem: str, words: str) -> None:
    """What became of an action, at once."""
    if problem:
        say_problem(problem)
    elif words:
        st.html(str(Markup('<p class="told" role="status">{}</p>').format(words)))
