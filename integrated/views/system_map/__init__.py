"""The system map on screen: pyvis builds the network, one component draws it and tells what was clicked.

Call `show` inside a fragment where only the map's own panel depends on the click. The caller gives a text twin.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from integrated.complexity.model import SystemMap
from integrated.views.system_map.payload import Point, factor_node, option_node, payload

HERE = Path(__file__).parent
SCRIPTS = ("map.js", "drawing.js", "legend.js", "walking.js")
# The scripts come from the server's own route, not with every message; a new version has a new address.
VERSION = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SCRIPTS)).hexdigest()[:12]
LOADER = f"""
const from = new URL("/assets/system_map-{VERSION}/map.js", location.origin).href;
export default async (component) => (await import(from)).NAME(component);
"""
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


@dataclass(frozen=True)
class MapClick:
    """What people did on the map.

    Attributes
    ----------
    factor, link, option : what was chosen since the last run; at most one of them is not None.
    cleared : the choice was taken back since the last run (Escape, or a click beside everything).
    positions : boxes moved by hand, by factor or option id, in the pixels of the positions given.
    """

    factor: str | None = None
    link: tuple[str, str] | None = None
    option: str | None = None
    cleared: bool = False
    positions: Mapping[str, Point] = field(default_factory=dict)

    @property
    def focus(self) -> str | None:
        """What was chosen as the address writes it, `factor~id` or `link~a~b`; None when nothing of the two was."""
        if self.factor is not None:
            return f"factor~{self.factor}"
        return f"link~{self.link[0]}~{self.link[1]}" if self.link else None


def show(
    system_map: SystemMap,
    *,
    key: str,
    height: int,
    positions: Mapping[str, Point] | None = None,
    focus: str | None = None,
    chosen: Sequence[str] = (),
    faded: Sequence[str] = (),
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
    focus : what is chosen, `factor~id` or `link~a~b`; anything else is left out. It is outlined and brought into view.
    chosen : factor ids to outline. When this and `faded` are empty, the focus, its links and their other ends stand out.
    faded : factor ids to draw faintly; never hidden, words still readable. Ids that are not on this map are left out.
    label_px : size of the letters. The map is enlarged or reduced to fit, but letters never go below 12 pixels: then it
        can be moved instead. They keep their size when `layout` is asked for a sheet 10 pixels narrower and lower than
        the drawing.
    title : what a screen reader calls the map.
    option_labels : options to draw, id to words; none when None.
    """
    options = dict(option_labels or {})
    nodes = _nodes(system_map, options)
    links = {f"{factor_node(a)}>{factor_node(b)}": (a, b) for a, b in (link.ends for link in system_map.links)}
    drawn = payload(system_map, positions or {}, options, label_px)
    moved_key, seen_key = f"{key}:moved", f"{key}:seen"
    marks = {
        "map": key,
        "focus": _focus_id(focus, nodes, links),
        "chosen": [factor_node(each) for each in chosen if each in system_map.position],
        "faded": [factor_node(each) for each in faded if each in system_map.position],
        "moved": st.session_state.get(moved_key, {}),
    }
    with st.container(gap=None):
        _marks(data=marks, key=f"{key}:marks")
        result = _map(
            data={**drawn, "map": key, "title": title, "height": height},
            key=key,
            on_selected_change=_nothing,
            on_moved_change=_nothing,
        )
    if isinstance(result.get("moved"), dict):
        st.session_state[moved_key] = result["moved"]
    selected = result.get("selected")
    is_new = selected is not None and selected != st.session_state.get(seen_key)
    st.session_state[seen_key] = selected
    moved = _moved(st.session_state.get(moved_key, {}), drawn, nodes)
    return _click(selected, nodes, links, moved) if is_new else MapClick(positions=moved)


def _nothing() -> None:
    # Streamlit keeps a state value only for a name that has a callback.
    return None


def _nodes(system_map: SystemMap, options: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    nodes = {factor_node(factor_id): ("factor", factor_id) for factor_id in system_map.factor_ids}
    return nodes | {option_node(option_id): ("option", option_id) for option_id in options}


def _focus_id(
    focus: str | None, nodes: Mapping[str, tuple[str, str]], links: Mapping[str, tuple[str, str]]
) -> str | None:
    kind, _, name = (focus or "").partition("~")
    if kind == "factor" and factor_node(name) in nodes:
        return factor_node(name)
    ends = {f"{a}~{b}": link_id for link_id, (a, b) in links.items()}
    return ends.get(name) if kind == "link" else None


def _click(
    selected: Any,
    nodes: Mapping[str, tuple[str, str]],
    links: Mapping[str, tuple[str, str]],
    moved: Mapping[str, Point],
) -> MapClick:
    """Read what the browser sent; it may be anything, so only ids that are on the map count."""
    chosen = selected.get("id") if isinstance(selected, dict) else selected
    if chosen is None:
        return MapClick(cleared=True, positions=moved)
    if not isinstance(chosen, str):
        return MapClick(positions=moved)
    kind, name = nodes.get(chosen, ("", ""))
    return MapClick(
        factor=name if kind == "factor" else None,
        link=links.get(chosen),
        option=name if kind == "option" else None,
        positions=moved,
    )


def _moved(told: Mapping[str, Any], drawn: Mapping[str, Any], nodes: Mapping[str, tuple[str, str]]) -> dict[str, Point]:
    """Where boxes were put by hand; a box whose given place has changed since stands where it is given again."""
    given = {node["id"]: [node["x"], node["y"]] for node in drawn["nodes"]}
    return {
        nodes[node_id][1]: (float(place[0]), float(place[1]))
        for node_id, place in told.items()
        if node_id in nodes
        and isinstance(place, list)
        and len(place) == 4
        and all(isinstance(each, int | float) for each in place)
        and place[2:] == given[node_id]
    }
