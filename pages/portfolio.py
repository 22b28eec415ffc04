"""Across our grants: what a funder pays for, and where each way of looking is thin."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.done import Outcome
from integrated.actions.granting import Granting
from integrated.briefing.across_decisions import across_decisions
from integrated.briefing.portfolio import EVERY, decisions_listed, portfolio
from integrated.briefing.portfolio_spread import balance_of, groups_of, levels_of_money
from integrated.briefing.source import the_store
from integrated.exchange.council_paper import council_paper
from integrated.exchange.record_page_html import record_page_html
from integrated.exchange.three_sixty_giving import NotGrants, Read, read_grants, template
from integrated.views import notice, portfolio_screen, spread_screen, widgets
from integrated.views.board_paper import board_paper
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
page, chosen, went = portfolio(store, decision_id), EVERY, None
if part in portfolio_screen.FILTERED and page.grants:
    chosen = portfolio_screen.filters(dict(page.places), page.years, page.groups)
    page = portfolio(store, decision_id, chosen)
portfolio_screen.band(page)
if part == "in":
    portfolio_screen.bring_in(template(), read, keep)
elif part == "grants":
    portfolio_screen.grants(page, hands)
elif part == "decisions":
    went = portfolio_screen.decisions(decisions_listed(store))
elif part == "groups":
    spread_screen.groups(page, groups_of(store, decision_id, page))
elif not page.option_names or not page.outcome_names:
    st.text("There is no option to look at yet: list some on 1 The decision.")
elif part == "balance":
    spread_screen.balance(page, balance_of(page))
elif part == "levels":
    spread_screen.levels(page, levels_of_money(store, decision_id, page))
elif part == "compare":
    names = dict(page.option_names)
    went = spread_screen.compare(names, dict(page.outcome_names), lambda *both: across_decisions(store, *both))
else:
    portfolio_screen.gaps(page, hands)
    spread_screen.for_the_board(
        lambda: board_paper(
            page,
            chosen,
            groups_of(store, decision_id, page),
            balance_of(page),
            levels_of_money(store, decision_id, page),
        ),
        council_paper,
        record_page_html,
    )
if went:
    go_to("decision", decision=went.removeprefix("decision~"), option=None, outcome=None, focus=None)
