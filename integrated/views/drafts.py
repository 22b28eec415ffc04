"""Keys of what is being typed: they stay the same while somebody else saves, so that nobody's words are lost."""

import streamlit as st


def key(form: str, sequence: int) -> str:
    """The key of a form: one for as long as this person works on it, whatever is saved meanwhile.

    Without it a field whose starting value changes under the person's hands would drop what they typed, and save the
    other person's words in its place.

    Parameters
    ----------
    form : its name, decision included.
    sequence : last event of the decision; the one at the first drawing goes into the key.
    """
    begun: dict[str, int] = st.session_state.setdefault("drafts", {})
    return f"{form}:{begun.setdefault(form, sequence)}"


def finish(form: str) -> None:
    """Let go of a form whose words were kept: the next drawing begins a new one."""
    st.session_state.get("drafts", {}).pop(form, None)
