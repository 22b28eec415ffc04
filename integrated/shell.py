"""Navigation at the top, the menu at its right, and present mode: what every page stands in."""

from pathlib import Path

import streamlit as st

from integrated.actions.passphrase import may_enter, problem_signing_in
from integrated.briefing.choices import decisions
from integrated.briefing.decision_page import place_name
from integrated.briefing.reach import is_only_here
from integrated.briefing.source import the_store
from integrated.views import sign_in, widgets
from integrated.views.bar import menu

HERE = Path(__file__).parent
PAGES = HERE.parent / "pages"

STEPS = {
    "decision": "1 The decision",
    "side_by_side": "2 Side by side",
    "weigh": "3 Weigh up",
    "record": "4 Decide and record",
}
SECTIONS = {
    "Look closer": {
        "what_works": "What studies found",
        "co_production": "What people say",
        "complexity": "How things connect",
    },
    "Together": {
        "workshop": "Workshop",
        "portfolio": "Across our grants",
        "approach": "How we work",
    },
    "Files and about": {
        "data": "Files in and out",
        "about": "About",
    },
}


def pages() -> dict[str, list[st.Page]]:
    """The pages that stand, by section; a page whose file is not there yet is not in the menu."""
    found = {}
    for section, members in {"": STEPS, **SECTIONS}.items():
        found[section] = [
            st.Page(PAGES / f"{name}.py", title=title, default=name == "decision")
            for name, title in members.items()
            if (PAGES / f"{name}.py").exists()
        ]
    return {section: standing for section, standing in found.items() if standing}


st.set_page_config(layout="wide", page_icon=str(HERE / "icon.svg"))
st.html(HERE / "views" / "app.css")
standing = pages()
if not is_only_here(st.get_option("server.address")) and not sign_in.passed(problem_signing_in, may_enter):
    st.navigation(standing, position="hidden")
    st.stop()
presenting = widgets.presenting()
chosen = st.navigation(standing, position="hidden" if presenting else "top")
if presenting:
    st.html(HERE / "views" / "present.css")
store = the_store()
listed = decisions(store)
menu(
    place_name(store, widgets.current_decision() or next(iter(listed), None)),
    listed,
    [page for section in standing.values() for page in section],
)
if store.read_only:
    st.warning("This database can only be viewed: its file or folder cannot be written to. Nothing you do is saved.")
chosen.run()
