"""Words that people typed, where Streamlit would read them as Markdown: shown as they were typed."""

import re

import pandas as pd
import streamlit as st

MARKS = re.compile(r"([\\`*_\[\]!<>$~:#|&])")


def typed(words: str) -> str:
    """The words with every mark of Markdown made harmless, for labels and messages."""
    return MARKS.sub(r"\\\1", words)


def problem(sentence: str) -> None:
    """Say what was wrong; the sentence may quote what someone typed or a file holds."""
    st.error(typed(sentence))


def table(rows: pd.DataFrame) -> None:
    """A table whose cells and heads are shown as they were typed; a plain `st.table` reads both as Markdown."""
    shown = rows.map(lambda cell: typed(cell) if isinstance(cell, str) else cell)
    st.table(shown.rename(columns={name: typed(str(name)) for name in shown.columns}), hide_index=True)
