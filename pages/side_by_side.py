"""2 Side by side: one option, what studies found, what people say and how things connect."""

import streamlit as st

from integrated.briefing import highlight
from integrated.briefing.choices import option_labels, outcomes
from integrated.briefing.side_by_side import every_option, side_by_side
from integrated.briefing.source import the_store
from integrated.views import columns, empty, linked, rows_dialog, side_screen, widgets
from integrated.views.navigation import go_to

store, decision_id = the_store(), widgets.current_decision() or ""
options = option_labels(store, decision_id)
page = None
if options:
    option_id, outcome_id, focus, every = side_screen.controls(
        options, outcomes(store, decision_id), highlight.choices(store, decision_id), next(iter(options))
    )
    page = side_by_side(store, decision_id, option_id, outcome_id, focus)
if page is None:
    empty.no_options()
    st.stop()

seen = page.overview
if every:
    briefs = every_option(store, decision_id, outcome_id)
    sparks, pill = columns.sparks_of(briefs), columns.any_illustrative(briefs)
    went = linked.show(
        side_screen.all_options(seen.compared, seen.cells, sparks, seen.agree, seen.red_lined, pill=pill),
        key="all_options",
    )
elif page.is_comparison:
    went = linked.show(side_screen.comparison_band(page.option), key="side_band")
else:
    cells = {p: seen.cells[option_id, p] for p in ("works", "people", "system")}
    linked.show(
        side_screen.band(page.option, seen.agree[option_id], list(cells.values()), seen.red_line_group(option_id)),
        key="side_band",
    )
    went = columns.draw(
        side_screen.places_of_columns(widgets.presenting()),
        cells,
        page.studies,
        page.people,
        page.connections,
        page.shown_map,
        page.lit,
        option_label=page.option.name,
    )

kind, _, value = (went or "").partition("~")
if kind == "rows":
    {
        "works": lambda: rows_dialog.studies(page.studies),
        "people": lambda: rows_dialog.people(page.people),
        "system": lambda: rows_dialog.connections(page.connections, page.shown_map, page.option.name),
    }[value]()
elif kind == "page":
    go_to(value)
elif kind in {"focus", "option"} and value != focus:
    widgets.set_choice(kind, value)
    if kind == "option":
        widgets.set_choice("shape", "one")
    st.rerun()
