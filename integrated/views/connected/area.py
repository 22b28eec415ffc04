"""The map with its panel: what is chosen on the one is told in the other, by click, by keyboard, by list."""

from collections.abc import Callable

import streamlit as st

from integrated.complexity.model import SystemMap
from integrated.complexity.structure import submap
from integrated.complexity.whole_map import WholeMap
from integrated.views import linked, system_map, widgets
from integrated.views.connected import panel
from integrated.views.connected.lighting import Light, light
from integrated.views.connected.places import LABEL_PX, SHEET, Places, by_hand, laid_out, places
from integrated.views.connected.screen import MANY
from integrated.views.system_map import MapClick

LIT = "lit"
WIDTHS = (1010, 350)


@st.fragment
def area(page: WholeMap, show: str, forms: Callable[[], None] | None = None) -> None:
    """Draw the map and the panel beside it; a click redraws these two alone.

    Parameters
    ----------
    page : what there is to show.
    show : "all", "routes" or "near": how much of the map.
    forms : drawn beside the map in place of the words about what is chosen.
    """
    focus = widgets.chosen_now("focus") or None
    lit = light(page, widgets.opened(LIT))
    drawn = shown_part(page, lit, show, focus)
    left, right = st.columns(WIDTHS, gap="small")
    with left, st.container(key="whole_map"):
        click = _map(page, drawn, lit, focus)
    chosen = _focus_of(click)
    if chosen is not None:
        widgets.set_choice("focus", chosen or None)
        widgets.open_panel(LIT, None)
    if click.option:
        widgets.set_choice("option", click.option)
        st.rerun()
    with right, st.container(key="map_panel"):
        went = _panel(page, lit, forms)
    if went and went.startswith("focus~"):
        widgets.set_choice("focus", went.removeprefix("focus~"))
        st.rerun(scope="fragment")
    if went == "unlight" or (went or "").startswith("lit~"):
        widgets.open_panel(LIT, None if went == "unlight" else str(went).removeprefix("lit~"))
        st.rerun()


def shown_part(page: WholeMap, lit: Light, show: str, focus: str | None) -> SystemMap:
    """The part of the map that is drawn."""
    whole = page.brief.system_map
    if show == "near" and (named := page.named(focus)):
        return submap(whole, around=named, steps=1)
    if show == "routes" and lit.factors:
        kept = submap(whole, around=sorted(lit.factors), steps=0)
        mine = tuple(entry for entry in kept.entry_points if entry.option_id == page.found.option_id)
        return SystemMap(kept.factors, tuple(link for link in kept.links if link.ends in lit.links), mine)
    return whole


def _map(page: WholeMap, drawn: SystemMap, lit: Light, focus: str | None) -> MapClick:
    options = {each: words for each, words in page.drawn_options.items() if each in drawn.option_ids}
    opened, everything = bool(lit.note), not focus or focus.partition("~")[0] in {"theme", "outcome"}
    faint = opened or everything
    ids = {each.factor_id for each in drawn.factors} - lit.factors
    others = [each for each in options if each != page.found.option_id]
    click = system_map.show(
        drawn,
        key=f"whole:{page.brief.map_id}",
        height=SHEET[1],
        positions=_places(page, drawn, options),
        focus=focus,
        chosen=lit.chosen if opened else chosen_by_theme(page, focus),
        faded=[*sorted(ids), *others] if faint else (),
        faded_links=[link.ends for link in drawn.links if link.ends not in lit.links] if faint else (),
        label_px=LABEL_PX,
        title=page.brief.title,
        option_labels=options,
    )
    moved = by_hand(page.brief.map_id)
    for each in (*drawn.factor_ids, *drawn.option_ids):
        moved.pop(each, None)
    moved.update(click.positions)
    return click


def _places(page: WholeMap, drawn: SystemMap, options: dict[str, str]) -> Places:
    whole, every = page.brief.system_map, page.drawn_options
    if len(whole.factors) + len(every) > MANY and len(drawn.factors) < len(whole.factors):
        return laid_out(drawn, tuple(options.items()))
    known = places(page.brief.map_id, whole, every, page.brief.places)
    return {each: known[each] for each in (*drawn.factor_ids, *drawn.option_ids)}


def chosen_by_theme(page: WholeMap, focus: str | None) -> tuple[str, ...]:
    """The factors that a chosen theme or outcome is stated to be about."""
    kind, _, rest = (focus or "").partition("~")
    if kind == "theme":
        return tuple(theme.factor_id for theme in page.themes if theme.theme_id == rest)
    factor_id = page.brief.factor_of(rest) if kind == "outcome" else None
    return (factor_id,) if factor_id else ()


def _focus_of(click: MapClick) -> str | None:
    """What was chosen in this run: "" when the choice was taken back, None when nothing was done."""
    if click.cleared:
        return ""
    if click.entry_point:
        return f"entry~{click.entry_point[0]}~{click.entry_point[1]}"
    return click.focus


def _panel(page: WholeMap, lit: Light, forms: Callable[[], None] | None) -> str | None:
    focus = widgets.choose("focus", "Look at", page.focuses, label_visibility="collapsed")
    if forms is not None:
        forms()
        return None
    return linked.show(panel.lit_note(lit.note) + panel.panel(page, focus or None), key="map_panel_words")
