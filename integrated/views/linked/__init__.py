"""A piece of HTML whose links answer to Python: click, or Enter on the link, returns its `data-go` value.

The links keep a real address, so they open in a new tab as any link does, and read well to a screen reader.
"""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

_linked = st.components.v2.component(
    "linked", js=(Path(__file__).parent / "linked.js").read_text(encoding="utf-8"), isolate_styles=False
)


def show(html: Markup, *, key: str) -> str | None:
    """Draw the HTML and return the `data-go` value clicked since the last run, or None.

    Parameters
    ----------
    html : escaped HTML (markupsafe), with links like `<a href="…" data-go="option~B">`.
    key : identity of the element on its page.

    Raises
    ------
    TypeError
        If `html` is plain text, which may hold unescaped words of a person.
    """
    if not isinstance(html, Markup):
        raise TypeError("linked.show takes markupsafe.Markup, so that what people typed is escaped")
    result = _linked(data={"html": str(html)}, key=key, on_go_change=lambda: None)
    go = result.get("go")
    return str(go) if go else None
