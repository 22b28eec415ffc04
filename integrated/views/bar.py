"""The menu at the right of the bar: which decision, which role, and present mode."""

from collections.abc import Mapping

import streamlit as st

from integrated.views import widgets, words


def menu(place: str, decisions: Mapping[str, str]) -> tuple[str | None, str]:
    """Draw the menu.

    Parameters
    ----------
    place : name on the menu's button.
    decisions : decision id to question; may be empty.

    Returns
    -------
    (decision id or None, role).
    """
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(place, width="content"):
            decision = widgets.choose("decision", "Decision", decisions) if decisions else None
            role = widgets.role(words.ROLES)
        widgets.present_button()
    return decision, role
