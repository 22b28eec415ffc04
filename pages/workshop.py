"""Workshop: open one, share the screen, read and release, type in cards, close it into the decision."""

from datetime import date
from functools import partial

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.deciding import problem_with
from integrated.actions.holding_workshop import Holding, is_half_closed, opening
from integrated.actions.moderating import Moderating
from integrated.actions.taking_part import arrivals, new_id
from integrated.actions.typing_in import add_cards
from integrated.actions.withdrawing import purge
from integrated.briefing.people import not_heard_groups
from integrated.briefing.reach import reach
from integrated.briefing.source import the_store
from integrated.briefing.workshop import SAFETY, MayAsk, Workshop, may_ask, on_paper, workshop_of, workshops
from integrated.briefing.workshop_screen import counts, overdue, queue, read_ones, shared_screen, themes_to_give
from integrated.exchange.answers import read_answers
from integrated.exchange.workshop_paper import workshop_paper
from integrated.views import empty, notice, widgets
from integrated.views.workshop import cards, closing, frame, join_line, moderate, plan_form, running_order, shared

store, decision_id, actor = the_store(), widgets.current_decision() or "", Actor(widgets.current_role())
here = reach(st.get_option("server.address"), int(st.get_option("server.port")), st.context.url)


def nothing_open(ask: MayAsk) -> None:
    """Test a phone, then open one."""
    frame.top("Workshop", "not open")
    notice.show()
    for each in workshops(store, decision_id):
        if is_half_closed(store, each):
            closing.unfinished(each, Holding(store, actor, each.engagement_id))
    if frame.wants_test():
        join_line.test_a_phone(here, lambda: arrivals.how_many("phone"))
    plan_form.show(ask, opening(store, actor, decision_id))


def one_open(workshop: Workshop, ask: MayAsk) -> None:
    """The part that is chosen, of the workshop that is open."""
    holding, reading = Holding(store, actor, workshop.engagement_id), Moderating(store, actor, workshop)
    frame.top(workshop.title, "open", illustrative=workshop.illustrative)
    part = frame.chosen()

    def look() -> shared.Now:
        now = workshop_of(store, workshop.engagement_id) or workshop
        return now, counts(store, now), shared_screen(store, now) if now.revealed else None

    if part == "screen":
        shared.show(here, look, holding.reveal, may=reading.may_read)
    elif not reading.may_read:
        frame.only_facilitators()
    elif part == "moderate":
        read, themes = read_ones(store, workshop), themes_to_give(store, decision_id)
        moderate.show(lambda: look()[1], queue(store, workshop), read, themes, reading)
    elif part == "cards":
        groups, options = workshop.group_names(), {each: ask.options.get(each, each) for each in workshop.option_ids}
        paper = partial(workshop_paper, workshop.title, on_paper(store, workshop), groups, SAFETY)
        cards.show(options, groups, add_cards(store, actor, workshop), read_answers, new_id, paper)
    elif part == "test":
        join_line.test_a_phone(here, lambda: arrivals.how_many("phone"))
    elif part == "order":
        running_order.show()
    else:
        closing.show(workshop, counts(store, workshop), not_heard_groups(store, decision_id), holding)


asked = may_ask(store, decision_id)
late = frame.overdue(overdue(store, date.today()))
if late is not None:
    frame.told(problem_with(lambda: purge(store, actor, str(late))), "Deleted.")
standing = next((each for each in workshops(store, decision_id) if each.is_open), None)
if asked is None:
    empty.no_options()
elif standing is None:
    nothing_open(asked)
else:
    one_open(standing, asked)
