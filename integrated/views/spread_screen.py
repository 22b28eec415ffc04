"""Across our grants, the tabs beside the gap map: groups, three approaches, action levels, other decisions, a board."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.record.across_decisions import AcrossDecisions
from integrated.record.groups_reached import GroupsReached
from integrated.record.money_spread import Balance, LevelRow
from integrated.record.paper import Paper
from integrated.record.portfolio import Portfolio
from integrated.views import across_table, linked, spread_table, widgets
from integrated.views.board_paper import rule_words
from integrated.views.downloads import chart_menu

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def groups(page: Portfolio, found: GroupsReached) -> None:
    """Groups against the population, with the money said to reach each."""
    source = f"Shares of {found.place or 'the population'}: {'; '.join(found.sources)}." if found.sources else ""
    note = (
        f"{source} Who was heard is of the decision chosen in the menu. A grant that names two groups is in both rows. "
        "Small counts are hidden; not zero."
    )
    said = spread_table.groups_sentence(found, page.currency)
    _shown(page, "Groups and population", said, note, spread_table.groups_table(found, page.currency))


def balance(page: Portfolio, found: Balance) -> None:
    """What the money stands on: studies, people, the map, and how many of them."""
    said = spread_table.balance_sentence(found, page.currency)
    rule = page.gap_map.rule
    note = (
        "A grant in several cells counts once, as known if one of its cells is. Known means as much as the rule asks "
        f"for: {rule_words(rule)} The rows of each way of looking add up to all the money."
    )
    table = spread_table.balance_table(found, page.currency)
    _shown(page, "Three approaches", said, note, table)
    count = spread_table.count_table(found, page.currency)
    _shown(page, "How many know something", "", "", count, key="balance_count")


def levels(page: Portfolio, found: tuple[LevelRow, ...]) -> None:
    """The money by how deep its options act."""
    said = spread_table.levels_sentence(found, page.currency)
    note = (
        "How deep an option goes is what people said on How things connect, else as the option came. No level is "
        "better than another: a portfolio at one level alone is what to look at. (Action Scales)"
    )
    _shown(page, "Action levels", said, note, spread_table.levels_table(page, found))


def compare(
    names: Mapping[str, str], outcomes: Mapping[str, str], ask: Callable[[str, str], AcrossDecisions]
) -> str | None:
    """One option in every decision that looks at the same outcome; the decision that was clicked."""
    with st.container(horizontal=True, key="compare_choices"):
        option = widgets.choose("same_option", "Option", names)
        outcome = widgets.choose("same_outcome", "On the outcome", outcomes)
    found = ask(str(option), str(outcome))
    said = across_table.sentence(found, names[str(option)])
    st.html(str(Markup('<p class="told" role="status">{}</p>').format(said)))
    if not found.found:
        st.text("No decision looks at this option on this outcome: choose another outcome.")
        return None
    went = linked.show(across_table.table(found), key="compare_table")
    st.html(str(Markup('<p class="s15 quiet gap-key">{}</p>').format(across_table.ASKED_ABOUT)))
    chart_menu("Same option elsewhere", None, across_table.frame(found), said, key="compare_menu")
    return went


def for_the_board(make: Callable[[], Paper], docx: Callable[[Paper], bytes], html: Callable[[Paper], bytes]) -> None:
    """One page for a board, made when it is asked for."""
    with st.container(horizontal=True, key="board_page"):
        st.download_button(
            "One page for the board (.docx)",
            lambda: docx(make()),
            "across-our-grants.docx",
            DOCX,
            key="board_docx",
            on_click="ignore",
        )
        st.download_button(
            "The same to print (.html)",
            lambda: html(make()),
            "across-our-grants.html",
            "text/html",
            key="board_html",
            on_click="ignore",
        )


def _shown(page: Portfolio, name: str, said: str, note: str, table: pd.DataFrame, *, key: str = "") -> None:
    slug = key or name.lower().replace(" ", "_")
    if said:
        st.html(str(Markup('<p class="told" role="status">{}</p>').format(said)))
    linked.show(spread_table.on_screen(table, name, page.currency), key=f"{slug}_table")
    if note:
        st.html(str(Markup('<p class="s15 quiet gap-key">{}</p>').format(note)))
    badged = table.assign(Illustrative="yes" if page.illustrative else "no")
    chart_menu(name, None, badged, said or name, key=f"{slug}_menu")
