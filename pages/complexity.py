"""How things connect: the whole map, how an option reaches an outcome on it, and what the map says when asked."""

from functools import partial

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.mapping import Mapper
from integrated.briefing.choices import option_labels, outcomes
from integrated.briefing.connections import system_map
from integrated.briefing.overview import overview
from integrated.briefing.source import the_store
from integrated.briefing.whole_map import attachable, import_of, map_at, map_titles, whole_map
from integrated.exchange.map_formats import FORMATS, signed
from integrated.views import empty, linked, widgets
from integrated.views.connected import editor, files, parts, screen, tables, versions
from integrated.views.connected.area import LIT, area

store, decision_id = the_store(), widgets.current_decision() or ""
seen, options, on = overview(store, decision_id), option_labels(store, decision_id), outcomes(store, decision_id)
if seen is None or not options:
    empty.no_options()
    st.stop()
mapper = partial(
    Mapper,
    store,
    Actor(widgets.current_role()),
    decision_id,
    seen_sequence=widgets.sequence_on_screen(decision_id, seen.decision.sequence),
)
maps, first = map_titles(store, decision_id), system_map(store, decision_id)
if first is None:
    screen.no_map()
    versions.start(mapper(brief=None).begin, copy_of=None)
    files.bring_in(FORMATS, signed, mapper(brief=None).bring_in, options, on)
    st.stop()

asked = screen.question_bar(options, on, maps, len(first.system_map.factors))
page = whole_map(store, decision_id, asked.option_id, asked.outcome_id, asked.map_id)
assert page is not None, "the question bar offers only maps that are there"
screen.band(page, is_comparison=asked.option_id == seen.comparison_id)
opened, do = widgets.opened(LIT), mapper(brief=page.brief)
forms = partial(editor.beside, page, do, partial(attachable, store, decision_id))
area(page, asked.show, forms if widgets.chosen_now("part") == "edit" else None)
screen.caption(page)
part = screen.part()
reads = {
    "routes": lambda: parts.routes(page, opened),
    "loops": lambda: parts.loops(page, opened),
    "what_if": lambda: parts.what_if(page),
    "influence": lambda: parts.influence(page),
    "evidence": lambda: parts.evidence(page, opened),
    "questions": lambda: parts.questions(page, opened),
}
went = linked.show(reads[part](), key="map_part") if part in reads else None
if part == "table":
    tables.tables(page)
elif part == "edit":
    editor.below(page, do)
elif part == "versions":
    import_id = import_of(store, decision_id, asked.map_id)
    versions.versions(
        page,
        partial(map_at, store, decision_id, asked.map_id),
        lambda map_id: found.system_map if (found := system_map(store, decision_id, map_id)) else None,
        do.begin,
        partial(do.put_away, import_id) if import_id else None,
    )
elif part == "files":
    files.take_away(page, FORMATS)
    files.bring_in(FORMATS, signed, do.bring_in, options, on)

kind, _, value = (went or "").partition("~")
if kind == "lit":
    widgets.open_panel(LIT, value)
    widgets.set_choice("focus", None)
    st.rerun()
elif kind == "focus":
    widgets.set_choice("focus", value)
    st.rerun()
