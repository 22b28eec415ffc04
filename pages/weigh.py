"""3 Weigh up: judge, answer what clashes, say what matters, see who comes first."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.weighing import Weighing
from integrated.briefing.choices import decisions
from integrated.briefing.people import people
from integrated.briefing.risks import SETTING
from integrated.briefing.source import the_store
from integrated.briefing.weigh import weigh_up
from integrated.views import (
    clash_screen,
    empty,
    first_screen,
    judge_screen,
    matters_screen,
    risk_dialog,
    rows_dialog,
    weigh_frame,
    widgets,
)
from integrated.views.navigation import go_to

store = the_store()
decision_id = widgets.current_decision() or next(iter(decisions(store)), None)
page = weigh_up(store, decision_id, first_screen.discounted()) if decision_id else None
if page is None or not page.overview.options or decision_id is None:
    empty.no_options()
    st.stop()

seen, apart = page.overview, page.disagreements
looked_at = widgets.sequence_on_screen(decision_id, seen.decision.sequence)
do = Weighing(store, Actor(widgets.current_role()), decision_id, looked_at)
part = weigh_frame.part()
went = weigh_frame.top(
    part,
    {"judge": judge_screen.progress(page.judged), "matters": matters_screen.progress(page.people)},
    [(check_id, check.state) for check_id, check in page.risks.items()],
    {
        "judge": lambda: judge_screen.band(page.judged, page.red_line),
        "clashes": lambda: clash_screen.band(apart.red_lines, apart.clashes, apart.not_told),
        "matters": lambda: matters_screen.band(page.people, matters_screen.current_person(page.people)),
        "first": lambda: first_screen.band(page.standing, page.people, page.red_line),
    }[part](),
    illustrative=page.is_illustrative,
)
with weigh_frame.body():
    inside = {
        "judge": lambda: judge_screen.show(page.judged, page.comparison, do, went),
        "clashes": lambda: clash_screen.show(apart, do, went),
        "matters": lambda: matters_screen.show(page.people, page.swings, do),
        "first": lambda: first_screen.show(page.standing, page.people, seen.red_lined, do, page.is_illustrative),
    }[part]()
on = weigh_frame.bottom(part)
following = weigh_frame.after(part)

if went and went.startswith("risk~"):
    check_id = went.removeprefix("risk~")
    answer = seen.decision.risk_answers.get(check_id)
    risk_dialog.open_check(page.risks[check_id], answer, page.thresholds, do, setting=SETTING)
elif inside and inside.startswith("rows~"):
    rows_dialog.people(people(store, decision_id, inside.removeprefix("rows~")))
elif inside and inside.startswith("option~"):
    go_to("side_by_side", option=inside.removeprefix("option~"))
elif on == "skip" or (on == "next" and following is None):
    go_to("record")
elif step := next((each for each in (went, inside) if each and each.startswith("step~")), None):
    widgets.set_choice("step", step.removeprefix("step~"))
    st.rerun()
elif on == "next":
    widgets.set_choice("step", following)
    st.rerun()
