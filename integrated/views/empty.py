"""Empty states: what to do next, in a sentence and one button."""

import streamlit as st

from integrated.views.navigation import go_to


def no_options() -> None:
    """A decision without an option, or none at all."""
    st.html('<h1 class="question">There is no option to look at yet.</h1>')
    st.text("A decision needs a question, an outcome and at least one option. They are entered on the first page.")
    if st.button("Go to 1 The decision", type="primary", key="to_decision"):
        go_to("decision", option=None, outcome=None, focus=None)
