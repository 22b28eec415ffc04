"""A system map as pyvis sees it: nodes, edges and options, as plain values that travel to the browser."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pyvis.network import Network

from integrated.complexity.label_box import box_size, wrapped
from integrated.complexity.model import SystemMap
from integrated.views import words

Point = tuple[float, float]

# Nothing moves by itself, nothing reacts to the wheel (map.js zooms with Ctrl), and map.js draws what is chosen.
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"zoomView": False, "selectConnectedEdges": False, "tooltipDelay": 300},
    "nodes": {"shape": "custom", "chosen": False, "labelHighlightBold": False},
    "edges": {
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
    },
}
WANTED = {"increase": "more is wanted", "decrease": "less is wanted"}
KINDS = {
    "option": "an option",
    "outcome": "an outcome",
    "context": "from outside",
}
WORDS = {
    **words.POLARITY,
    **{name: said for name, said in words.DELAYS.items() if name != "none"},
    **WANTED,
    **KINDS,
    "delay": "takes time",
    "strength": "thicker: stronger",
}
GRID = (220, 80)


def factor_node(factor_id: str) -> str:
    """The id of a factor's box. Options have another, so that the two cannot be mistaken."""
    return f"f:{factor_id}"


def option_node(option_id: str) -> str:
    """The id of an option's box."""
    return f"o:{option_id}"


def link_id(source: str, target: str) -> str:
    """The id of an arrow between two boxes, as map.js writes it."""
    return f"{source}>{target}"


def payload(
    system_map: SystemMap,
    positions: Mapping[str, Point],
    option_labels: Mapping[str, str],
    label_px: int,
) -> dict[str, Any]:
    """Nodes, edges, options and words of one map.

    Parameters
    ----------
    system_map : factors, links and entry points.
    positions : middle of each box in pixels, by factor id and option id; boxes without one are put into a grid below.
    option_labels : the options to draw, id to words.
    label_px : size of the letters in pixels.

    Returns
    -------
    A dict that can be sent as JSON; not to be changed, it is shared by all who ask for the same.
    """
    places = tuple((name, (float(x), float(y))) for name, (x, y) in positions.items())
    return _payload(system_map, places, tuple(option_labels.items()), label_px)


@lru_cache(maxsize=128)
def _payload(
    system_map: SystemMap,
    places: tuple[tuple[str, Point], ...],
    option_labels: tuple[tuple[str, str], ...],
    label_px: int,
) -> dict[str, Any]:
    options = dict(option_labels)
    network = Network(directed=True)
    boxes = [(option_node(name), name, label, "option", "") for name, label in options.items()]
    boxes += [(factor_node(f.factor_id), f.factor_id, f.label, f.kind, f.wanted) for f in system_map.factors]
    settled = _settle([name for _, name, *_ in boxes], dict(places))
    for node_id, name, label, kind, wanted in boxes:
        lines, (width, height), (x, y) = wrapped(label), box_size(label, label_px=label_px), settled[name]
        whole = "" if " ".join(lines) == " ".join(label.split()) else label
        said = _given(kind=kind if kind in KINDS else "", wanted=wanted, name=whole)
        network.add_node(
            node_id, "\n".join(lines), shape="custom", color=None, x=x, y=y, w=round(width), h=round(height), **said
        )
    for source, target, sign, strength, delay in _arrows(system_map, options):
        network.add_edge(source, target, sign=sign, **_given(strength=strength, delay=delay))
    network.set_options(json.dumps(OPTIONS))
    return {
        "nodes": [_without_nothing(node) for node in network.nodes],
        "edges": network.edges,
        "options": network.options,
        "label_px": label_px,
        "words": WORDS,
    }


def _arrows(system_map: SystemMap, options: Mapping[str, str]) -> Iterable[tuple[str, str, str, str, str]]:
    for entry in system_map.entry_points:
        if entry.option_id in options:
            yield option_node(entry.option_id), factor_node(entry.factor_id), entry.push, entry.strength, "none"
    for link in system_map.links:
        yield factor_node(link.source), factor_node(link.target), link.polarity, link.strength, link.delay


def _settle(names: list[str], places: dict[str, Point]) -> dict[str, tuple[int, int]]:
    """Round the places given, and put what has none into rows of six below them."""
    lowest = max((y for _, y in places.values()), default=-GRID[1])
    lost = [name for name in names if name not in places]
    grid = {name: ((i % 6) * GRID[0], lowest + (1 + i // 6) * GRID[1]) for i, name in enumerate(lost)}
    return {name: (round(x), round(y)) for name, (x, y) in {**places, **grid}.items()}


def _given(**values: str) -> dict[str, str]:
    # What is usual is not sent: a map of 30 factors must travel in 20 kB.
    usual = {"strength": "medium", "delay": "none"}
    return {name: value for name, value in values.items() if value and value != usual.get(name)}


def _without_nothing(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None}
