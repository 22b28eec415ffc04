"""A panel that opens in place: a form with its buttons, brought into sight, closed when what it asks for is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from integrated.views import notice, reveal, widgets
from integrated.views.typed import typed

PLACE = "open_panel"
CLOSE = "Close"


class Done(Protocol):
    """What became of an action: `problem` is "" when it was carried out, `told` one sentence about it."""

    @property
    def problem(self) -> str: ...

    @property
    def told(self) -> str: ...


@contextmanager
def form(name: str, opening: str) -> Iterator[None]:
    """A form in a panel; only one is open at a time.

    Parameters
    ----------
    name : key of the form.
    opening : what it stands open at; the panel is brought into sight once for each.
    """
    with st.container(key=PLACE):
        with st.form(name, border=False):
            yield
        reveal.show(PLACE, opening)


def day_field(place: DeltaGenerator, day: date | None, *, key: str) -> str:
    """A day as people write it: a date field without a day is one that screen readers stumble over.

    Parameters
    ----------
    place : where it is drawn. day : what was said before.
    """
    before = f"{day.day}/{day.month}/{day.year}" if day else ""
    return place.text_input("By when (day/month/year)", before, max_chars=10, placeholder="31/3/2027", key=key)


def pressed(panel: str, *labels: str) -> str | None:
    """The buttons of a form, the first one the main one, and one to close it: the label that was pressed.

    Parameters
    ----------
    panel : name under which the panel stands open.
    """
    with st.container(horizontal=True):
        chosen = [
            label
            for number, label in enumerate(labels)
            if st.form_submit_button(label, type="secondary" if number else "primary")
        ]
        if st.form_submit_button(CLOSE):
            widgets.open_panel(panel, None)
            st.rerun()
    return chosen[0] if chosen else None


def finish(done: Done, panel: str) -> None:
    """Close the panel and say what became of it in the next run; or show the problem, and stay open."""
    if done.problem:
        st.error(typed(done.problem))
        return
    widgets.open_panel(panel, None)
    notice.leave(done.told)
    st.rerun()
