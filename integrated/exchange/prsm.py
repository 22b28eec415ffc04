"""Maps of PRSM, the Participatory System Mapper: .prsm files, plain and compressed.

Source: the files that prsm.uk saves (JSON with nodes, edges and styles; compressed files hold the same JSON).
"""

import json
from collections.abc import Mapping
from typing import Any

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.lz_text import BrokenTextError, compressed, decompressed
from integrated.exchange.map_file import (
    LARGEST,
    WORDS_OF_SIGN,
    Gathering,
    MapFileError,
    ReadMap,
    WrittenMap,
    as_json,
    as_text,
    place_of,
    rows_of,
)

GROUPS = {"factor": "group0", "outcome": "group1", "context": "group2"}
STYLES = {"positive": "edge0", "negative": "edge1", "uncertain": "edge2"}
COLOURS = {"edge0": "#0a3f7a", "edge1": "#cc6f1f", "edge2": "#4a5763"}
WIDTHS = {"weak": 1, "medium": 2, "strong": 4}
FACTOR_FIELDS = ("kind", "domain", "controllable", "wanted")
LINK_FIELDS = ("strength", "delay", "confidence", "basis", "reference")
NOT_CARRIED = (
    ("background", "The drawing behind the map"),
    ("underlay", "The drawing behind the map"),
    ("description", "The description of the map"),
    ("history", "Entries of the map’s history"),
)


def write(
    system_map: SystemMap,
    name: str = "map",
    places: Mapping[str, Point] | None = None,
    *,
    title: str = "",
    packed: bool = False,
) -> WrittenMap:
    """A .prsm file.

    Parameters
    ----------
    system_map : the map. name : the file is called name.prsm. places : middle of each box in px, by factor id.
    title : of the map. packed : whether to compress it.
    """
    nodes = [
        {
            "id": each.factor_id,
            "label": each.label,
            "grp": GROUPS[each.kind],
            **{field: getattr(each, field) for field in FACTOR_FIELDS if getattr(each, field)},
            **dict(zip("xy", place_of(places, each.factor_id) or (), strict=False)),
        }
        for each in system_map.factors
    ]
    edges = [
        {
            "id": f"link{number}",
            "from": each.source,
            "to": each.target,
            "grp": STYLES[each.polarity],
            "arrows": {"to": {"enabled": True, "type": "vee"}},
            "color": {"color": COLOURS[STYLES[each.polarity]]},
            "dashes": {"positive": False, "negative": [10, 10], "uncertain": [3, 3]}[each.polarity],
            "width": WIDTHS[each.strength],
            "sign": each.polarity,
            **{field: getattr(each, field) for field in LINK_FIELDS if getattr(each, field)},
        }
        for number, each in enumerate(system_map.links)
    ]
    content = {
        "version": "2.0.0",
        "mapTitle": title or name,
        "lastNodeSample": "group0",
        "lastLinkSample": "edge0",
        "attributeTitles": {},
        "styles": {
            "nodes": {group: {"groupLabel": kind} for kind, group in GROUPS.items()},
            "edges": {
                style: {"groupLabel": WORDS_OF_SIGN[sign], "color": {"color": COLOURS[style]}}
                for sign, style in STYLES.items()
            },
        },
        "nodes": nodes,
        "edges": edges,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return WrittenMap(
        {f"{name}.prsm": (compressed(text) if packed else text).encode("utf-8")}, options_lost(system_map)
    )


def read(content: bytes) -> ReadMap:
    """The map of a .prsm file. A link's sign is what its label or the name of its style says, if that is a sign.

    Parameters
    ----------
    content : of the file.

    Raises
    ------
    MapFileError : one sentence: what is wrong and what to do.
    """
    text = as_text(content)
    if not text.lstrip().startswith("{"):
        try:
            text = decompressed(text, most=LARGEST)
        except BrokenTextError as problem:
            raise MapFileError(f"This is no PRSM file: {problem}. Save it again in PRSM.") from problem
    value = as_json(text)
    gathered = Gathering(title=str(value.get("mapTitle") or ""))
    styles = value.get("styles") or value.get("samples") or {}
    named = {side: _style_names(styles, side) for side in ("nodes", "edges")}
    for node in rows_of(value, "nodes"):
        if str(node.get("id", "")).startswith("cluster") or node.get("isCluster"):
            gathered.lost("Clusters of factors")
            continue
        group = named["nodes"].get(str(node.get("grp", "")), "")
        kind = node.get("kind") or (group if group in GROUPS else "factor")
        fields = {field: str(node[field]) for field in FACTOR_FIELDS[1:] if node.get(field)}
        gathered.factor(node.get("id"), node.get("label"), kind=str(kind), **fields)
        gathered.lost("Notes on factors", bool(_note(node)))
        gathered.place(node.get("id"), node.get("x"), node.get("y"))
    for edge in rows_of(value, "edges"):
        _edge(gathered, edge, named["edges"])
    for name, what in NOT_CARRIED:
        gathered.lost(what, len(value[name]) if isinstance(value.get(name), list) else bool(value.get(name)))
    return gathered.read()


def options_lost(system_map: SystemMap) -> tuple[str, ...]:
    """What formats without options leave out of a map."""
    count = len(system_map.entry_points)
    return (f"Where options act: {count} left out, the format has no options.",) if count else ()


def _edge(gathered: Gathering, edge: dict[str, Any], styles: dict[str, str]) -> None:
    style, label = styles.get(str(edge.get("grp", "")), ""), str(edge.get("label") or "").strip()
    sign = edge.get("sign") or label or style
    said = f"label “{label}”" if label else f"style “{style or edge.get('grp') or 'none'}”"
    arrows = edge.get("arrows")
    to = arrows.get("to") if isinstance(arrows, dict) else None
    if isinstance(to, dict) and to.get("enabled") is False:
        gathered.lost("Lines without an arrow, read from their first end to their second")
    fields = {field: str(edge[field]) for field in LINK_FIELDS if edge.get(field)}
    if note := _note(edge):
        fields.setdefault("reference", note)
    gathered.link(edge.get("from"), edge.get("to"), sign, said=said, **fields)


def _style_names(styles: Any, side: str) -> dict[str, str]:
    group = styles.get(side) if isinstance(styles, dict) else None
    if not isinstance(group, dict):
        return {}
    return {name: str(style.get("groupLabel") or "") for name, style in group.items() if isinstance(style, dict)}


def _note(item: dict[str, Any]) -> str:
    note = item.get("note")
    if isinstance(note, dict) and isinstance(note.get("ops"), list):
        return "".join(str(part.get("insert", "")) for part in note["ops"] if isinstance(part, dict)).strip()
    return str(note).strip() if isinstance(note, str) else ""
