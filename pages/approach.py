"""How we work: which approach our work is most aligned to, and which elements of the others we take in."""

from datetime import date

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.assessing import Assessing
from integrated.actions.weighing import Weighing
from integrated.briefing.approach_page import how_we_work
from integrated.briefing.risks import SETTING
from integrated.briefing.source import the_store
from integrated.views import (
    approach_form,
    approach_plan,
    approach_screen,
    approach_stand,
    approach_time,
    empty,
    notice,
    risk_dialog,
    widgets,
)

store, decision_id = the_store(), widgets.current_decision() or ""
if not decision_id:
    empty.no_options()
    st.stop()

page = how_we_work(store, decision_id, date.today())
actor = Actor(widgets.current_role())
seen = widgets.sequence_on_screen(decision_id, page.sequence)
do = Assessing(store, actor, decision_id, seen)

audience = approach_screen.heading()
asked = approach_screen.questions(page)
part = approach_screen.part(page)
went = None
if part == "answer" and do.may_prepare:
    approach_form.show(page, audience, do)
elif part == "answer":
    approach_screen.only_viewing()
elif part == "stand":
    went = approach_stand.show(page, may=do.may_prepare)
elif part == "take_in":
    went = approach_plan.show(page, do)
elif part == "time":
    went = approach_time.show(page)
approach_screen.foot(audience)

kind, _, what = (asked or went or "").partition("~")
if kind == "part":
    widgets.set_choice("part", what)
    st.rerun()
elif kind == "again":
    approach_form.answer_again(what)
    widgets.set_choice("part", "answer")
    st.rerun()
elif kind in {"back", "unplan"}:
    done = do.take_back("approach_assessed" if kind == "back" else "element_planned", what)
    notice.leave(done.problem or done.told)
    st.rerun()
elif kind == "check":
    answer, hands = page.risk_answers.get(what), Weighing(store, actor, decision_id, seen)
    risk_dialog.open_check(page.checks[what], answer, page.thresholds, hands, setting=SETTING)
