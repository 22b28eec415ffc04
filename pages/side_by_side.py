"""2 Side by side: one option, what studies found, what people say and how things connect."""

import streamlit as st

from integrated.briefing import highlight
from integrated.briefing.choices import option_labels, outcomes
from integrated.briefing.side_by_side import side_by_side
from integrated.briefing.source import the_store
from integrated.views import columns, empty, linked, rows_dialog, side_screen, widgets
from integrated.views.navigation import go_to, standing

store, decision_id = the_store(), widgets.current_decision()
options = option_labels(store, decision_id) if decision_id else {}
if not options or not decision_id:
    empty.no_options()
    st.stop()

option_id, outcome_id, focus, every = side_screen.controls(
    options, outcomes(store, decision_id), highlight.choices(store, decision_id), next(iter(options))
)
page = side_by_side(store, decision_id, option_id, outcome_id, focus)
if page is None:
    empty.no_options()
    st.stop()
seen, lit = page.overview, page.lit
red_line = seen.red_line_group(option_id)
if every:
    went = linked.show(
        side_screen.all_options(seen.compared, seen.cells, {}, seen.agree, seen.red_lined), key="all_options"
    )
elif page.is_comparison:
    went = linked.show(side_screen.comparison_band(page.option), key="side_band")
else:
    cells = {p: seen.cells[option_id, p] for p in ("works", "people", "system")}
    linked.show(side_screen.band(page.option, seen.agree[option_id], list(cells.values()), red_line), key="side_band")
    left, middle, right = st.columns([416, 416, 512], gap="small", border=True)
    with left:
        from_studies = columns.studies(
            page.studies, cells["works"], lit=outcome_id in lit.outcomes, closer=standing("what_works")
        )
    with middle:
        from_people = columns.people(
            page.people, cells["people"], lit=lit.themes, fading=bool(focus), closer=standing("co_production")
        )
    with right:
        from_map, click = columns.connections(
            page.connections,
            cells["system"],
            page.shown_map,
            option_label=page.option.name,
            lit=lit.factors,
            focus=focus,
            closer=standing("complexity"),
        )
    went = from_studies or from_people or from_map
    if click and click.focus and click.focus != focus:
        widgets.set_choice("focus", click.focus)
        st.rerun()

if went and went.startswith("rows~"):
    {
        "works": lambda: rows_dialog.studies(page.studies),
        "people": lambda: rows_dialog.people(page.people),
        "system": lambda: rows_dialog.connections(page.connections, page.shown_map, page.option.name),
    }[went.removeprefix("rows~")]()
elif went and went.startswith("page~"):
    go_to(went.removeprefix("page~"))
elif went and went.startswith(("focus~", "option~")):
    kind, _, value = went.partition("~")
    widgets.set_choice(kind, value)
    if kind == "option":
        widgets.set_choice("shape", "one")
    st.rerun()
