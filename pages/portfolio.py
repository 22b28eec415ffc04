"""Across our grants: what a funder pays for, and where each way of looking is thin."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.done import Outcome
from integrated.actions.granting import Granting
from integrated.briefing.portfolio import decisions_listed, portfolio
from integrated.briefing.source import the_store
from integrated.exchange.three_sixty_giving import NotGrants, Read, read_grants, template
from integrated.views import notice, portfolio_screen, widgets
from integrated.views.navigation import go_to

store, decision_id = the_store(), widgets.current_decision() or ""
hands = Granting(store, Actor(widgets.current_role()))


def read(content: bytes) -> Read | str:
    """What is in a file of grants, or one sentence why it cannot be read."""
    try:
        return read_grants(content)
    except NotGrants as problem:
        return str(problem)


def keep(name: str, content: bytes) -> Outcome:
    """Store the rows of a file that can be."""
    return hands.bring_in(name, content, read_grants(content).grants)


part = portfolio_screen.top()
notice.show()
every = portfolio(store, decision_id)
page = every
if part in ("gaps", "grants") and every.grants:
    chosen = portfolio_screen.filters(dict(every.places), every.years, every.groups)
    page = portfolio(store, decision_id, chosen)
portfolio_screen.band(page)
if part == "in":
    portfolio_screen.bring_in(template(), read, keep)
elif part == "grants":
    portfolio_screen.grants(page, hands)
elif part == "decisions":
    went = portfolio_screen.decisions(decisions_listed(store))
    if went:
        go_to("decision", decision=went.removeprefix("decision~"), option=None, outcome=None, focus=None)
elif page.option_names:
    portfolio_screen.gaps(page, hands)
else:
    st.text("There is no option to look at yet: list some on 1 The decision.")
