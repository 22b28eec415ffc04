"""How things connect: the whole map, how an option reaches an outcome on it, and what the map says when asked."""

import streamlit as st

from integrated.briefing.choices import option_labels, outcomes
from integrated.briefing.connections import system_map
from integrated.briefing.overview import overview
from integrated.briefing.source import the_store
from integrated.briefing.whole_map import map_titles, whole_map
from integrated.views import empty, linked, widgets
from integrated.views.connected import parts, screen, tables
from integrated.views.connected.area import LIT, area

store, decision_id = the_store(), widgets.current_decision() or ""
options, on = option_labels(store, decision_id), outcomes(store, decision_id)
if not options or not on:
    empty.no_options()
    st.stop()
maps = map_titles(store, decision_id)
if not maps:
    st.stop()
first = system_map(store, decision_id)
asked = screen.question_bar(options, on, maps, len(first.system_map.factors) if first else 0)
page = whole_map(store, decision_id, asked.option_id, asked.outcome_id, asked.map_id)
seen = overview(store, decision_id)
if page is None or seen is None:
    empty.no_options()
    st.stop()

screen.band(page, is_comparison=asked.option_id == seen.comparison_id)
opened = widgets.opened(LIT)
area(page, asked.show, rerun_all=False)
screen.caption(page)
part = screen.part()
drawn = {
    "routes": lambda: parts.routes(page, opened),
    "loops": lambda: parts.loops(page, opened),
    "what_if": lambda: parts.what_if(page),
    "influence": lambda: parts.influence(page),
    "evidence": lambda: parts.evidence(page, opened),
    "questions": lambda: parts.questions(page, opened),
}
went = linked.show(drawn[part](), key="map_part") if part in drawn else None
if part == "table":
    tables.tables(page)

kind, _, value = (went or "").partition("~")
if kind == "lit":
    widgets.open_panel(LIT, value)
    widgets.set_choice("focus", None)
    st.rerun()
elif kind == "focus":
    widgets.set_choice("focus", value)
    st.rerun()
