"""1 The decision: what is to be decided, and what each option has on its side."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.deciding import problem_with, saving, start_decision
from integrated.briefing.baselines import baseline_offers
from integrated.briefing.choices import places
from integrated.briefing.decision_page import decision_page
from integrated.briefing.source import the_store
from integrated.views import decision_forms, decision_screen, linked, widgets
from integrated.views.decision_table import table
from integrated.views.navigation import carried, go_to, query

store, actor = the_store(), Actor(widgets.current_role())
decision_id = widgets.current_decision() or ""
page = decision_page(store, decision_id)


def start(framing: dict[str, object]) -> str:
    """Store a new decision and show it."""
    return problem_with(
        lambda: widgets.set_choice("decision", start_decision(store, actor, framing, decision_id or None))
    )


if page is None:
    decision_forms.nothing_yet(bool(decision_id))
    decision_forms.framing(places(store), None, start, key="first_decision")
    st.stop()

seen = page.overview
went = linked.show(
    decision_screen.first_line(page.is_example)
    + decision_screen.heading(
        seen.decision.question or "",
        page.place.name if page.place else "Place not entered yet",
        seen.decision.decided_by,
        seen.decision.decide_on,
        page.is_example,
    )
    + decision_screen.band(page.answer, page.red_lines)
    + table(
        seen.options,
        seen.cells,
        seen.agree,
        seen.red_lined,
        page.comparison,
        comparison_id=seen.comparison_id,
        address=carried(outcome=seen.outcome_id),
    )
    + decision_screen.panels(
        page.not_heard,
        decision_screen.figures(page.figures_from, page.figures, page.today.year),
        page.next_words,
        query=query(),
        review=page.review_words,
    ),
    key="decision_screen",
)
since = seen.decision.sequence
if went == "next":
    go_to("side_by_side")
elif went == "edit":
    framing = saving(store, actor, decision_id, "framed", "*", seen_sequence=since)
    decision_forms.edit(places(store), seen.decision, framing)
elif went == "own":
    baseline = saving(store, actor, decision_id, "baseline_set", seen.outcome_id, seen_sequence=since)
    decision_forms.baseline(seen.outcome_words, baseline_offers(store, decision_id, seen.outcome_id), baseline)
elif went == "start":
    decision_forms.start(places(store), start)
elif went and went.startswith("option~"):
    go_to("side_by_side", option=went.removeprefix("option~"))
