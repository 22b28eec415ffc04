"""What became of what someone did: one sentence that outlives the rerun, said once, read out by screen readers."""

import streamlit as st
from markupsafe import Markup

HELD = "notice"


def leave(sentence: str) -> None:
    """Keep a sentence for the next time the page is drawn."""
    st.session_state[HELD] = sentence


def show() -> None:
    """Draw the sentence that was left, and let go of it."""
    sentence = st.session_state.pop(HELD, "")
    if sentence:
        st.html(str(Markup('<p class="told" role="status">{}</p>').format(sentence)))
