"""The About page: the files of docs/about and the sources, each under its own heading."""

from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
SECTIONS = {
    "Methods": ROOT / "docs" / "about" / "1-methods.md",
    "Limits": ROOT / "docs" / "about" / "2-limits.md",
    "Sources and licences": ROOT / "data" / "SOURCES.md",
    "Privacy": ROOT / "docs" / "about" / "3-privacy.md",
    "Accessibility": ROOT / "docs" / "about" / "4-accessibility.md",
    "What changed": ROOT / "CHANGELOG.md",
}


def show() -> None:
    """Draw the page; only files of the project are shown here, never what a person typed."""
    st.html('<h1 class="question">About Integrated</h1>')
    for tab, file in zip(st.tabs(list(SECTIONS)), SECTIONS.values(), strict=True):
        with tab, st.container(key=f"about_{file.stem}", width=820):
            st.markdown(_below_title(file.read_text(encoding="utf-8")))


def _below_title(text: str) -> str:
    """The text with its first-level headings one level lower: the page has one title."""
    return "\n".join(f"#{line}" if line.startswith(("# ", "## ")) else line for line in text.splitlines())
