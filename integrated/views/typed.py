"""Words that people typed, where Streamlit would read them as Markdown: shown as they were typed."""

import re

import pandas as pd
import streamlit as st

MARKS = re.compile(r"([\\`*_\[\]!<>$~:#|&])")
# A list, a rule or a heading is made of what a line begins with.
LINE_START = re.compile(r"^[ \t]*([-+=]|\d{1,9}(?=[.)]))", re.MULTILINE)
# Streamlit makes links, icons and arrows of these even where every mark is escaped: only another letter between parts
# them. A word joiner is one that takes no room and breaks no line.
JOINER = "\N{WORD JOINER}"
MADE_INTO = re.compile(
    r"(?i:(?<=www)(?=\.))|(?<=@)(?=\w)|(?<=:)(?=//|material/|streamlit:)|(?<=[-<>~=])(?=[-<>=])",
)


def typed(words: str) -> str:
    """The words with everything that Markdown would read made harmless, for labels and messages."""
    return LINE_START.sub(_harmless, MARKS.sub(r"\\\1", MADE_INTO.sub(JOINER, words)))


def _harmless(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdecimal() else f"\\{found[1]}"


def problem(sentence: str) -> None:
    """Say what was wrong; the sentence may quote what someone typed or a file holds."""
    st.error(typed(sentence))


def table(rows: pd.DataFrame) -> None:
    """A table whose cells and heads are shown as they were typed; a plain `st.table` reads both as Markdown."""
    shown = rows.map(lambda cell: typed(cell) if isinstance(cell, str) else cell)
    st.table(shown.rename(columns={name: typed(str(name)) for name in shown.columns}), hide_index=True)
