"""A panel that a click opened is brought into sight, and the keyboard goes on in its first field."""

from pathlib import Path

import streamlit as st

_reveal = st.components.v2.component(
    "reveal", js=(Path(__file__).parent / "reveal.js").read_text(encoding="utf-8"), isolate_styles=False
)


def show(panel: str, opening: str) -> None:
    """Reveal a container; draw this inside it, after its fields.

    Parameters
    ----------
    panel : key of the container.
    opening : what it stands open at; the same one is revealed once.
    """
    _reveal(data={"panel": panel, "opening": opening}, key=f"reveal_{panel}")
