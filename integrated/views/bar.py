"""The menu at the right of the bar: which decision, which role, and present mode."""

from collections.abc import Mapping, Sequence

import streamlit as st

from integrated.views import widgets, words
from integrated.views.typed import typed


def menu(place: str, decisions: Mapping[str, str], pages: Sequence[st.Page]) -> tuple[str | None, str]:
    """Draw the menu.

    On a narrow window Streamlit folds the bar into a sidebar whose list is not well formed; the pages stand in this
    menu instead, and the sidebar stays away.

    Parameters
    ----------
    place : name on the menu's button.
    decisions : decision id to question; may be empty.
    pages : every page in order, for narrow windows.

    Returns
    -------
    (decision id or None, role).
    """
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(typed(place), width="content"):
            decision = widgets.choose("decision", "Decision", decisions) if decisions else None
            role = widgets.role(words.ROLES)
            with st.container(key="narrow_nav", gap="xxsmall"):
                for page in pages:
                    st.page_link(page)
        widgets.present_button()
    return decision, role
