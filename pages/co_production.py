"""What people say: who was heard and who was not, what they said, where groups stand, and the work behind it."""

import streamlit as st

from integrated.briefing.source import the_store
from integrated.briefing.votes import votes_brief
from integrated.briefing.what_was_said import what_was_said
from integrated.briefing.who_was_heard import who_was_heard
from integrated.views import empty, voices_page, widgets
from integrated.views.navigation import go_to

store, decision_id = the_store(), widgets.current_decision()
if not decision_id:
    empty.no_options()
    st.stop()

voices_page.top(who_was_heard(store, decision_id))
part = voices_page.chosen(voices_page.PARTS)
went = None
if part == "heard":
    voices_page.heard(who_was_heard(store, decision_id))
elif part == "themes":
    went = voices_page.themes(what_was_said(store, decision_id))
elif part == "options":
    voices_page.options(what_was_said(store, decision_id))
elif part == "votes":
    voices_page.votes(votes_brief(store, decision_id))

if went and went.startswith("light~"):
    go_to("side_by_side", focus=f"theme~{went.removeprefix('light~')}")
