"""See the rows: the table behind a column, as it may be shown."""

import streamlit as st

from integrated.co_production.voices import PeopleBrief
from integrated.complexity.connected import ConnectionsBrief, ShownMap
from integrated.views import connections_column, people_column, studies_column
from integrated.views.typed import table as typed_table
from integrated.what_works.found import StudiesBrief


@st.dialog("The rows behind what studies found", width="large")
def studies(brief: StudiesBrief) -> None:
    """Every effect row, used or not, and the search log."""
    rows = (*brief.used, *brief.others, *brief.excluded)
    if rows:
        typed_table(studies_column.rows_table(rows, brief.outcome_label))
    else:
        st.text("No row: no study of this option on this outcome is held.")
    for search in brief.searches:
        st.text(
            f"Searched {search['searched_where']} ({search['searched_year']}): {search['studies_found']} studies found."
        )
    for evaluation in brief.evaluations:
        why = evaluation["why_no_effect_size"]
        st.text(f"{evaluation['source']}: {evaluation['what_was_found']} No effect size: {why}.")


@st.dialog("The rows behind what people say", width="large")
def people(brief: PeopleBrief) -> None:
    """Stances by group with hidden cells named, conditions, and published findings beside them."""
    if brief.rows:
        typed_table(people_column.rows_table(brief.rows))
    else:
        st.text(brief.sentence)
    if brief.conditions:
        st.html("<h3>Yes, if …</h3>")
        for condition in brief.conditions:
            st.text(f"… {condition}")
    for finding in brief.elsewhere:
        st.text(f"Also said elsewhere, not counted: {finding.words} ({finding.source})")


@st.dialog("The rows behind how things connect", width="large")
def connections(brief: ConnectionsBrief, shown: ShownMap | None, option: str) -> None:
    """Every route as a sentence, then the links drawn with their basis."""
    if shown is None or brief.routes is None:
        st.text(brief.sentence)
        return
    labels = {factor.factor_id: factor.label for factor in shown.map.system_map.factors}
    st.html(str(connections_column.routes_as_text(option, brief.routes.items, labels)))
    pairs = [link.ends for link in shown.map.system_map.links]
    on_routes = {pair for route in brief.routes.items for pair in route.ends}
    typed_table(
        connections_column.links_table(shown.map, [pair for pair in pairs if pair in on_routes]),
    )
