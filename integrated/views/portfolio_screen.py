"""Across our grants, drawn: the heading, filters, the gap map and what stands behind a cell, grants, decisions."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.record.gap_map import Cell, ThinRule
from integrated.record.grants import CONFIRMED, GROUP, LARGE, MIDDLE, OPTION, OUTCOME, SMALL, Filter
from integrated.record.portfolio import DecisionListed, Portfolio
from integrated.views import gap_table, linked, notice, typed, widgets
from integrated.views.downloads import chart_menu
from integrated.views.gap_drawing import drawing

STYLE = Path(__file__).parent / "portfolio.css"
PARTS = {
    "gaps": "Where it is thin",
    "groups": "Groups and population",
    "balance": "Three approaches",
    "levels": "Action levels",
    "compare": "Same option elsewhere",
    "grants": "Grants and links",
    "decisions": "Decisions",
    "in": "Bring grants in",
}
FILTERED = ("gaps", "groups", "balance", "levels", "grants")
ALL = "all"
AMOUNTS = {ALL: "Any amount", SMALL: "Under £50k", MIDDLE: "£50k to £150k", LARGE: "£150k and more"}
PANEL = "gap_cell"


class Result(Protocol):
    """What became of an action."""

    @property
    def problem(self) -> str:
        """One sentence when it was not carried out, else ""."""

    @property
    def told(self) -> str:
        """One sentence when it was."""


class AttentionTo(Protocol):
    """One cell that needs a person."""

    @property
    def row(self) -> int:
        """As a spreadsheet counts it."""

    @property
    def column(self) -> str:
        """Its heading."""

    @property
    def value(self) -> str:
        """What it says."""

    @property
    def fix(self) -> str:
        """What to write instead."""


class ReadIn(Protocol):
    """A file of grants as it was read."""

    @property
    def told(self) -> str:
        """How many can be loaded, and how many need attention."""

    @property
    def grants(self) -> Sequence[Mapping[str, Any]]:
        """The good rows."""

    @property
    def attention(self) -> Sequence[AttentionTo]:
        """What needs a person."""


class Hands(Protocol):
    """What the person at the screen can do; every check is made behind it."""

    @property
    def may_prepare(self) -> bool:
        """Whether they may say what grants are for."""

    def link(self, grant_id: str, kind: str, target_id: str, *, stands: bool) -> Result:
        """Confirm or remove what a grant is for."""

    def set_rule(self, rule: ThinRule, reason: str) -> Result:
        """Change what counts as thin."""


def filters(places: dict[str, str], years: tuple[int, ...], groups: tuple[str, ...]) -> Filter:
    """Place, year, amount and group reached, held in the address."""
    with st.container(horizontal=True, key="grant_filters"):
        place = widgets.choose("place", "Place", {ALL: "Every place", **places})
        year = widgets.choose("year", "Year", {ALL: "Every year", **{str(each): str(each) for each in years}})
        amount = widgets.choose("amount", "Amount", AMOUNTS)
        group = widgets.choose("reached", "Group reached", {ALL: "Every group", **{each: each for each in groups}})
    return Filter(
        None if place == ALL else place,
        None if year in (ALL, None) else int(str(year)),
        None if amount == ALL else amount,
        None if group == ALL else group,
    )


def top() -> str:
    """The style, the heading and the choice of part."""
    st.html(STYLE)
    st.html('<h1 class="question long">Across our grants</h1>')
    with st.container(key="grant_parts"):
        part = widgets.choose(
            "part", "Part of the page", PARTS, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    return part or "gaps"


def band(page: Portfolio) -> None:
    """The first sentence: grants, money, gaps."""
    pill = Markup('<span class="pill">Illustrative: example grants</span>') if page.illustrative else Markup("")
    more = f"{len(page.reviews_due)} reviews due. " if page.reviews_due else ""
    if page.other_currencies:
        more += f"{page.other_currencies} grants in other currencies than {page.currency} are not added up."
    linked.show(
        Markup('<div class="band">{} {}<div class="quiet">{}</div></div>').format(gap_table.sentence(page), pill, more),
        key="grant_band",
    )


def gaps(page: Portfolio, hands: Hands) -> None:
    """The gap map, its key, its files, and what stands behind the cell that was clicked."""
    rule = page.gap_map.rule
    linked.show(
        Markup(
            '<p class="s15 quiet gap-key">■ studies and how sure · ● people heard on the option · ◆ routes on the '
            "map. Underlined with dots: thin, which means not searched and fewer studies than {}, fewer people than "
            "{}, or fewer routes than {}. People are asked about an option, so their number is the same along a row. "
            "Money in two cells is counted once in a total.</p>"
        ).format(rule.studies, rule.heard, rule.routes),
        key="gap_key",
    )
    clicked = linked.show(gap_table.table(page), key="gap_map")
    if clicked and clicked.startswith("cell~"):
        widgets.open_panel(PANEL, clicked)
    _behind(page)
    chart_menu(
        "Gap map",
        lambda ink: drawing(page, ink),
        lambda: gap_table.rows(page),
        gap_table.sentence(page),
        key="gap_menu",
    )
    _rule(rule, hands)


def _behind(page: Portfolio) -> None:
    _, _, place = (widgets.opened(PANEL) or "").partition("~")
    option_id, _, outcome_id = place.partition("~")
    cell = page.gap_map.cells.get((option_id, outcome_id)) if place else None
    if cell is None:
        return
    with st.container(border=True, key="gap_behind"):
        linked.show(_told(page, cell), key="gap_cell_told")
        if cell.grants:
            typed.table(gap_table.grants_table(cell.grants[:50]))
        if st.button("Close", key="gap_close"):
            widgets.open_panel(PANEL, None)
            st.rerun()


def _told(page: Portfolio, cell: Cell) -> Markup:
    name = f"{gap_table.option_name(page, cell.option_id)} · {gap_table.outcome_name(page, cell.outcome_id)}"
    said = []
    if cell.layers:
        said = [
            f"Studies: {gap_table.studies_words(cell.layers)}.",
            f"People: {gap_table.people_words(cell.layers)}.",
            f"Connections: {gap_table.routes_words(cell.layers)}, {cell.layers.helping} of them help."
            if cell.layers.routes
            else f"Connections: {gap_table.routes_words(cell.layers)}.",
        ]
    if cell.thin:
        said.append(f"Thin in {', '.join(gap_table.THIN_WORDS[each] for each in cell.thin)}, by the rule.")
    said.append(f"{len(cell.grants)} grants here." if cell.grants else "No grant here.")
    return Markup("<h2>{}</h2><p>{}</p>").format(name, " ".join(said))


def _rule(rule: ThinRule, hands: Hands) -> None:
    with st.expander("What counts as thin"), st.form("thin_rule", border=False):
        studies = st.number_input("Fewer studies than this, and nobody searched", 0, 1000, rule.studies, key="thin_s")
        heard = st.number_input("Fewer people heard than this", 0, 1000, rule.heard, key="thin_h")
        routes = st.number_input("Fewer routes than this", 0, 1000, rule.routes, key="thin_r")
        reason = st.text_input("Why", key="thin_why")
        sent = st.form_submit_button("Change the rule")
    if sent:
        done(hands.set_rule(ThinRule(int(studies), int(heard), int(routes)), reason))


def grants(page: Portfolio, hands: Hands) -> None:
    """What one grant is for, to confirm or remove; and every grant as a row."""
    if not page.grants:
        st.text("No grant is looked at. Bring grants in, or widen the filter.")
        return
    names = {grant.grant_id: f"{grant.title} · {grant.amount:,.0f}" for grant in page.grants}
    chosen = widgets.choose("grant", "Grant", names)
    targets = {OPTION: page.option_names, OUTCOME: page.outcome_names, GROUP: {each: each for each in page.groups}}
    mine = [link for link in page.links if link.grant_id == chosen]
    for link in mine:
        name = targets.get(link.kind, {}).get(link.target_id, link.target_id)
        with st.container(horizontal=True, vertical_alignment="center", key=f"link:{link.kind}:{link.target_id}"):
            st.text(f"{link.kind.capitalize()}: {name} ({link.state})")
            unsure = hands.may_prepare and link.state != CONFIRMED
            if unsure and st.button("Confirm", key=f"yes:{link.kind}:{link.target_id}"):
                done(hands.link(str(chosen), link.kind, link.target_id, stands=True))
            if hands.may_prepare and st.button("Take off", key=f"no:{link.kind}:{link.target_id}"):
                done(hands.link(str(chosen), link.kind, link.target_id, stands=False))
    if not mine:
        st.text("Nobody has said what this grant is for.")
    if hands.may_prepare:
        _add(str(chosen), targets, hands)
    typed.table(gap_table.grants_table(page.grants[:100]))
    if len(page.grants) > 100:
        st.text(f"{len(page.grants) - 100} more are in the files.")
    chart_menu("Grants", None, lambda: gap_table.grants_table(page.grants), gap_table.sentence(page), key="grants_menu")


def _add(grant_id: str, targets: Mapping[str, Mapping[str, str]], hands: Hands) -> None:
    every = {
        f"{kind}~{each}": f"{kind.capitalize()}: {name}" for kind, of in targets.items() for each, name in of.items()
    }
    if not every:
        return
    with st.form("add_link", border=False):
        target = st.selectbox("This grant is for", list(every), format_func=lambda each: every[each], key="link_target")
        sent = st.form_submit_button("Add")
    if sent and target:
        kind, _, target_id = target.partition("~")
        done(hands.link(grant_id, kind, target_id, stands=True))


def decisions(found: tuple[DecisionListed, ...]) -> str | None:
    """Every decision with its state; the one that was clicked."""
    if not found:
        st.text("There is no decision yet.")
        return None
    listed = Markup("").join(
        Markup(
            '<tr><th scope="row"><a href="/?decision={}" data-go="decision~{}">{}</a></th><td>{}</td><td>{}{}</td>'
            "<td>{}</td></tr>"
        ).format(
            each.decision_id,
            each.decision_id,
            each.question,
            each.concluded,
            f"{each.review_on.day} {each.review_on:%B %Y}" if each.review_on else "not set",
            ": overdue" if each.overdue else "",
            f"{each.red_lines} open" if each.red_lines else "none open",
        )
        for each in found
    )
    return linked.show(
        Markup(
            '<table class="files imports"><thead><tr><th scope="col">Decision</th><th scope="col">Where it stands</th>'
            '<th scope="col">Review</th><th scope="col">Red lines</th></tr></thead><tbody>{}</tbody></table>'
        ).format(listed),
        key="grant_decisions",
    )


def bring_in(template: bytes, read: Callable[[bytes], ReadIn | str], store: Callable[[str, bytes], Result]) -> None:
    """The template, a preview with every row that needs attention, and the good rows stored when a person says so.

    Parameters
    ----------
    read : gives what was read (`told`, `grants`, `attention`), or one sentence why it cannot be.
    """
    st.download_button("Template (CSV)", template, "grants-template.csv", "text/csv", key="grants_template")
    file = st.file_uploader("Grants in the 360Giving standard", type=["csv", "json"], key="grants_file")
    if file is None:
        return
    found = read(file.getvalue())
    if isinstance(found, str):
        typed.problem(found)
        return
    st.html(str(Markup('<p class="told" role="status">{}</p>').format(found.told)))
    if found.attention:
        typed.table(
            pd.DataFrame(
                [
                    {"Row": each.row, "Column": each.column, "It says": each.value or "(empty)", "What to do": each.fix}
                    for each in found.attention[:200]
                ]
            )
        )
    count = len(found.grants)
    if count and st.button(f"Store these {count}", type="primary", key="grants_store"):
        done(store(file.name, file.getvalue()))


def done(result: Result) -> None:
    """Show why nothing was done, or draw the page anew and say what was."""
    if result.problem:
        typed.problem(result.problem)
        return
    notice.leave(result.told)
    st.rerun()
