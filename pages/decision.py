"""1 The decision: what is to be decided, and what each option has on its side."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.deciding import copy_decision, keeping, problem_with, saving, start_decision
from integrated.briefing.baselines import baseline_offers
from integrated.briefing.choices import every_outcome, places
from integrated.briefing.decision_page import decision_page
from integrated.briefing.source import the_store
from integrated.views import decision_editor, decision_forms, decision_screen, linked, notice, widgets
from integrated.views.decision_table import table
from integrated.views.navigation import carried, go_to, query

store, actor = the_store(), Actor(widgets.current_role())
decision_id = widgets.current_decision() or ""
page = decision_page(store, decision_id)


def shown(begin: Callable[[], str]) -> str:
    """Store a new decision, show it, and answer "" or one sentence."""
    return problem_with(lambda: widgets.set_choice("decision", begin()))


start = partial(start_decision, store, actor, copied_from=decision_id or None)
if page is None:
    decision_forms.nothing_yet(bool(decision_id))
    decision_forms.framing(places(store), None, lambda framing: shown(partial(start, framing)), key="first_decision")
    st.stop()

notice.show()
seen = page.overview
went = linked.show(
    decision_screen.first_line(page.is_example)
    + decision_screen.heading(
        seen.decision.question or "",
        page.place_name,
        *(seen.decision.decided_by, seen.decision.decide_on, page.is_example),
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
since = widgets.sequence_on_screen(decision_id, seen.decision.sequence)
if went == "next":
    go_to("side_by_side")
elif went == "edit":
    decision_editor.editor(
        places(store),
        seen.decision,
        every_outcome(store),
        keeping(store, actor, decision_id, since),
        lambda: shown(partial(copy_decision, store, actor, seen.decision)),
    )
elif went == "own":
    baseline = saving(store, actor, decision_id, "baseline_set", seen.outcome_id, seen_sequence=since)
    decision_forms.baseline(seen.outcome_words, baseline_offers(store, decision_id, seen.outcome_id), baseline)
elif went == "start":
    decision_forms.start(places(store), lambda framing: shown(partial(start, framing)))
elif went and went.startswith("option~"):
    go_to("side_by_side", option=went.removeprefix("option~"))
