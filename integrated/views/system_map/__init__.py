"""The system map on screen: pyvis builds the network, one component draws it and tells what was clicked.

Call `show` inside a fragment where only the map's own panel depends on the click. The caller gives a text twin.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from integrated.complexity.model import SystemMap
from integrated.views.system_map.clicks import Drawn, MapClick
from integrated.views.system_map.payload import Point, factor_node, payload

__all__ = ["MapClick", "sheet", "show"]

HERE = Path(__file__).parent
SCRIPTS = ("map.js", "drawing.js", "legend.js", "walking.js")
# The scripts come from the server's own route, not with every message; a new version has a new address.
VERSION = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SCRIPTS)).hexdigest()[:12]
LOADER = f"""
const from = new URL("/assets/system_map-{VERSION}/map.js", location.origin).href;
export default async (component) => (await import(from)).NAME(component);
"""
LAST = "the last click"
HTML = (
    '<div class="map" role="application" tabindex="0"></div>'
    '<div class="tools"></div><ul class="legend"></ul>'
    '<div class="live" role="status" aria-live="polite"></div>'
)

_map = st.components.v2.component(
    "system_map", html=HTML, css=(HERE / "map.css").read_text(encoding="utf-8"), js=LOADER.replace("NAME", "drawMap")
)
# What changes with a click is small and travels apart, so that the map itself is sent once.
_marks = st.components.v2.component("system_map_marks", js=LOADER.replace("NAME", "setMarks"))


def show(
    system_map: SystemMap,
    *,
    key: str,
    height: int,
    positions: Mapping[str, Point] | None = None,
    focus: str | None = LAST,
    chosen: Sequence[str] = (),
    faded: Sequence[str] = (),
    faded_links: Sequence[tuple[str, str]] = (),
    label_px: int = 14,
    title: str = "System map",
    option_labels: Mapping[str, str] | None = None,
) -> MapClick:
    """Draw a map, and return what people did on it since the last run.

    Parameters
    ----------
    system_map : what to draw; entry points are drawn for the options named in `option_labels`.
    key : identity on the page, and of what people moved.
    height : of the drawing in CSS pixels; legend and buttons stand below it (28 pixels a line).
    positions : middle of each box in pixels, by factor and option id, as `layout` gives them.
    focus : what is chosen, `factor~id`, `link~a~b` or `entry~option~factor`: outlined and brought into view; nothing
        when None. Left out: what was clicked last. In the run of a click what was clicked is drawn as chosen, so no
        second run is needed for it.
    chosen : factor ids to outline. When this and `faded` are empty, the focus stands out with its links and their ends.
    faded : factor and option ids to draw faintly, with their links; never hidden, words still readable. Ids that are
        not on this map are left out.
    faded_links : (source, target) of further links to draw faintly.
    label_px : size of the letters. The map is enlarged or reduced to fit, but letters never go below 12 pixels: then it
        can be moved instead. They keep their size when `layout` was asked for the `sheet` of this width and height.
    title : what a screen reader calls the map.
    option_labels : options to draw, id to words; none when None.
    """
    options = dict(option_labels or {})
    sent, drawn = payload(system_map, positions or {}, options, label_px), Drawn(system_map, options)
    # What the browser answered stands in the session before the component is drawn: the marks can follow it at once.
    # What was answered before this page was left is remembered under names of its own.
    answer, told_key, moved_key = st.session_state.get(key) or {}, f"{key}:told", f"{key}:moved"
    told, moved = (st.session_state.get(name) for name in (told_key, moved_key))
    is_new = answer.get("selected") not in (None, told)
    told = answer["selected"] if is_new else told
    moved = answer["moved"] if isinstance(answer.get("moved"), dict) else moved
    st.session_state[told_key], st.session_state[moved_key] = told, moved
    marks = {
        "map": key,
        "focus": drawn.chosen(told) if is_new or focus == LAST else drawn.focus(focus),
        "chosen": [] if is_new else [factor_node(each) for each in chosen if each in system_map.position],
        "faded": [] if is_new else drawn.faint(faded, faded_links),
        "moved": moved or {},
    }
    with st.container(gap=None):
        _marks(data=marks, key=f"{key}:marks")
        _map(
            data={**sent, "map": key, "title": title, "height": height},
            key=key,
            on_selected_change=_nothing,
            on_moved_change=_nothing,
        )
    by_hand = drawn.moved(moved, {node["id"]: (node["x"], node["y"]) for node in sent["nodes"]})
    return drawn.click(drawn.chosen(told), by_hand) if is_new else MapClick(positions=by_hand)


def sheet(width: float, height: float) -> tuple[float, float]:
    """The width and height to ask `layout` for, when the map is drawn `width` by `height` pixels large.

    What is left out is the border (1 pixel) and room for the outline of what is chosen (5) on each side.
    """
    return width - 12, height - 12


def _nothing() -> None:
    # Streamlit keeps a state value only for a name that has a callback.
    return None
