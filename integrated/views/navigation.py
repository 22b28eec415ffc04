"""Going from one page to another with what is chosen kept in the address."""

from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

PAGES = Path(__file__).parents[2] / "pages"
CARRIED = ("decision", "option", "outcome", "focus", "map", "present")


def carried(**changes: str | None) -> dict[str, str]:
    """What the address carries from page to page, with changes; None takes a value out."""
    values = {key: st.query_params[key] for key in CARRIED if key in st.query_params}
    for key in CARRIED:
        if key not in values and isinstance(st.session_state.get(key), str):
            values[key] = st.session_state[key]
    for key, value in changes.items():
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    return values


def query(**changes: str | None) -> str:
    """The carried values as the end of an address, "" or "?…"."""
    values = carried(**changes)
    return "?" + urlencode(values) if values else ""


def go_to(page: str, **changes: str | None) -> NoReturn:
    """Open another page of the app.

    Parameters
    ----------
    page : file name in pages/ without its ending.
    changes : values of the address to set, or None to take out.
    """
    st.switch_page(str(PAGES / f"{page}.py"), query_params=carried(**changes))


def standing(page: str) -> bool:
    """Whether a page is there; links to pages that are not there yet are not drawn."""
    return (PAGES / f"{page}.py").exists()
