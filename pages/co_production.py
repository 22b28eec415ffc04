"""What people say: who was heard and who was not, what they said, where groups stand, and the work behind it."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.coding import Coding
from integrated.actions.engaging import Engaging
from integrated.actions.settling import Settling
from integrated.actions.voices import Voices
from integrated.actions.voices_in import VoicesIn
from integrated.briefing.coding import codebook, comparison, link_targets, links_of, workspace
from integrated.briefing.review_queue import released, rules, waiting
from integrated.briefing.source import the_store
from integrated.briefing.voices_brought_in import brought_in, mapping_targets
from integrated.briefing.votes import votes_brief
from integrated.briefing.what_was_said import what_was_said
from integrated.briefing.who_was_heard import who_was_heard
from integrated.exchange.contributions_csv import template
from integrated.exchange.voices import READERS
from integrated.views import (
    codebook_screen,
    coding_screen,
    comparison_screen,
    consent_screen,
    empty,
    voices_in_screen,
    widgets,
)
from integrated.views import voices_page as page
from integrated.views.navigation import go_to

store, decision_id = the_store(), widgets.current_decision()
if not decision_id:
    empty.no_options()
    st.stop()

actor = Actor(widgets.current_role())
who = who_was_heard(store, decision_id)
page.top(illustrative=who.illustrative)
part = page.chosen(page.PARTS)
went = None
if part in page.SHOWS:
    page.band(who)
if part == "heard":
    page.heard(who, Engaging(store, actor, decision_id))
elif part == "themes":
    went = page.themes(what_was_said(store, decision_id))
elif part == "options":
    page.options(what_was_said(store, decision_id))
elif part == "votes":
    page.votes(votes_brief(store, decision_id), illustrative=who.illustrative)
elif part == "coding":
    coder = coding_screen.chosen_coder()
    coding_screen.show(workspace(store, decision_id, coder), Coding(store, actor, decision_id, coder))
elif part == "compare":
    went = comparison_screen.show(comparison(store, decision_id), Settling(store, actor, decision_id))
elif part == "codebook":
    targets, map_id = link_targets(store, decision_id)
    hands = Coding(store, actor, decision_id)
    codebook_screen.show(codebook(store, decision_id), links_of(store, decision_id), targets, map_id, hands)
elif part == "in":
    brought, into = brought_in(store, decision_id), mapping_targets(store, decision_id)
    voices_in_screen.show(READERS, template(), into, brought, VoicesIn(store, actor, decision_id))
elif part == "consent":
    consent_screen.show(
        waiting(store, decision_id),
        released(store, decision_id),
        rules(store, decision_id),
        Voices(store, actor, decision_id),
    )

if went and went.startswith("light~"):
    go_to("side_by_side", focus=f"theme~{went.removeprefix('light~')}")
elif went and went.startswith("read~"):
    widgets.set_choice("part", "coding")
    widgets.in_address("read", went.removeprefix("read~"))
    st.rerun()
