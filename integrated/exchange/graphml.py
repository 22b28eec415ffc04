"""Maps as GraphML, with signs as a field of each edge."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.map_file import SIGN_WORDS, Gathering, MapFileError, ReadMap, WrittenMap, as_xml, place_of
from integrated.exchange.prsm import FACTOR_FIELDS, LINK_FIELDS, options_lost

SPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_FIELDS, EDGE_FIELDS = ("label", *FACTOR_FIELDS), ("sign", *LINK_FIELDS)
SIGN_FIELDS = ("sign", "polarity", "type", "label", "interaction")


def write(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """A GraphML file.

    Parameters
    ----------
    system_map : the map. name : the file is called name.graphml. places : middle of each box in px, by factor id.
    """
    root = Element("graphml", xmlns=SPACE)
    for side, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for field in fields:
            key = {"id": f"{side}_{field}", "for": side, "attr.name": field, "attr.type": "string"}
            SubElement(root, "key", key)
    for axis in "xy" if places else "":
        SubElement(root, "key", {"id": f"node_{axis}", "for": "node", "attr.name": axis, "attr.type": "double"})
    graph = SubElement(root, "graph", id="map", edgedefault="directed")
    for each in system_map.factors:
        node = SubElement(graph, "node", id=each.factor_id)
        _data(node, "node", {field: getattr(each, field) for field in NODE_FIELDS})
        _data(node, "node", dict(zip("xy", map(str, place_of(places, each.factor_id) or ()), strict=False)))
    for number, link in enumerate(system_map.links):
        edge = SubElement(graph, "edge", id=f"e{number}", source=link.source, target=link.target)
        _data(edge, "edge", {"sign": link.polarity} | {field: getattr(link, field) for field in LINK_FIELDS})
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return WrittenMap({f"{name}.graphml": content}, options_lost(system_map))


def read(content: bytes) -> ReadMap:
    """The map of a GraphML file, also one that yEd or Gephi wrote.

    Parameters
    ----------
    content : of the file.

    Raises
    ------
    MapFileError : one sentence: what is wrong and what to do.
    """
    root = as_xml(content)
    if local(root) != "graphml":
        raise MapFileError(f"This is no GraphML file: it begins with “{local(root)[:40]}”.")
    names = {key.get("id"): key.get("attr.name") or "" for key in root.iter() if local(key) == "key"}
    gathered = Gathering()
    graphs = [each for each in root if local(each) == "graph"]
    if not graphs:
        raise MapFileError("There is no graph in this file.")
    gathered.lost("Further graphs of the file", len(graphs) - 1)
    nodes = [each for each in graphs[0].iter() if local(each) == "node"]
    for node in nodes:
        told = _told(node, names)
        fields = {field: told[field] for field in FACTOR_FIELDS if told.get(field)}
        label = told.get("label") or told.get("name") or _drawn_label(node, "NodeLabel")
        gathered.factor(node.get("id"), label or node.get("id"), **fields)
        gathered.place(node.get("id"), *_place(node, told))
    directed = graphs[0].get("edgedefault") != "undirected"
    for edge in (each for each in graphs[0].iter() if local(each) == "edge"):
        told = _told(edge, names)
        words = {field: told.get(field, "") for field in SIGN_FIELDS} | {"drawn": _drawn_label(edge, "EdgeLabel")}
        sign = next((word for word in words.values() if word.lower() in SIGN_WORDS), "")
        said = next((f"{field} “{word}”" for field, word in words.items() if word), "")
        said = said or (f"weight {told['weight']}" if told.get("weight") else "")
        fields = {field: told[field] for field in LINK_FIELDS if told.get(field)}
        gathered.link(edge.get("source"), edge.get("target"), sign, said=said, **fields)
        gathered.lost(
            "Edges without a direction, read from their first end to their second",
            not directed or edge.get("directed") == "false",
        )
        gathered.lost("Weights, which are not strengths in words", bool(told.get("weight")))
    return gathered.read()


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _place(node: Element, told: dict[str, str]) -> tuple[object, object]:
    """The middle of a box: fields x and y of the node, else what yEd drew, which gives the corner and the size."""
    if told.get("x") and told.get("y"):
        return told["x"], told["y"]
    drawn = (each for data in node if local(data) == "data" for each in data.iter() if local(each) == "Geometry")
    shape = next(drawn, None)
    if shape is None or not (shape.get("x") and shape.get("y")):
        return None, None
    corner, size = (shape.get("x"), shape.get("y")), (shape.get("width") or "0", shape.get("height") or "0")
    try:
        return float(corner[0] or 0) + float(size[0]) / 2, float(corner[1] or 0) + float(size[1]) / 2
    except ValueError:
        return corner


def _data(element: Element, side: str, fields: dict[str, str]) -> None:
    for field, value in fields.items():
        if value:
            SubElement(element, "data", key=f"{side}_{field}").text = value


def _told(element: Element, names: dict[str | None, str]) -> dict[str, str]:
    data = (each for each in element if local(each) == "data")
    return {names.get(each.get("key"), "").lower(): (each.text or "").strip() for each in data}


def _drawn_label(element: Element, tag: str) -> str:
    """The label that yEd keeps with the drawing."""
    return next(((each.text or "").strip() for each in element.iter() if local(each) == tag), "")
