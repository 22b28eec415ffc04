"""Maps as GEXF 1.3, the format of Gephi, with signs as an attribute of each edge."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point
from integrated.exchange.graphml import EDGE_FIELDS, SIGN_FIELDS, local
from integrated.exchange.map_file import SIGN_WORDS, Gathering, MapFileError, ReadMap, WrittenMap, as_xml, place_of
from integrated.exchange.prsm import FACTOR_FIELDS, LINK_FIELDS, options_lost

SPACE, DRAWN = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
register_namespace("viz", DRAWN)


def write(system_map: SystemMap, name: str = "map", places: Mapping[str, Point] | None = None) -> WrittenMap:
    """A GEXF file.

    Parameters
    ----------
    system_map : the map. name : the file is called name.gexf. places : middle of each box in px, by factor id.
    """
    root = Element("gexf", xmlns=SPACE, version="1.3")
    graph = SubElement(root, "graph", defaultedgetype="directed")
    for side, fields in (("node", FACTOR_FIELDS), ("edge", EDGE_FIELDS)):
        attributes = SubElement(graph, "attributes", {"class": side})
        for field in fields:
            SubElement(attributes, "attribute", id=field, title=field, type="string")
    nodes = SubElement(graph, "nodes")
    for each in system_map.factors:
        node = SubElement(nodes, "node", id=each.factor_id, label=each.label)
        _values(node, {field: getattr(each, field) for field in FACTOR_FIELDS})
        if place := place_of(places, each.factor_id):
            # Gephi counts upwards, a screen downwards.
            SubElement(node, f"{{{DRAWN}}}position", x=f"{place[0]}", y=f"{0 - place[1]}", z="0.0")
    edges = SubElement(graph, "edges")
    for number, link in enumerate(system_map.links):
        edge = SubElement(edges, "edge", id=str(number), source=link.source, target=link.target)
        _values(edge, {"sign": link.polarity} | {field: getattr(link, field) for field in LINK_FIELDS})
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return WrittenMap({f"{name}.gexf": content}, options_lost(system_map))


def read(content: bytes) -> ReadMap:
    """The map of a GEXF file.

    Parameters
    ----------
    content : of the file.

    Raises
    ------
    MapFileError : one sentence: what is wrong and what to do.
    """
    root = as_xml(content)
    graph = next((each for each in root if local(each) == "graph"), None)
    if local(root) != "gexf" or graph is None:
        raise MapFileError(f"This is no GEXF file with a graph: it begins with “{local(root)[:40]}”.")
    titles = {
        (group.get("class"), each.get("id")): (each.get("title") or "").lower()
        for group in graph
        if local(group) == "attributes"
        for each in group
    }
    # Gephi counts upwards. PRSM writes places as they are on a screen, and says that it made the file.
    downwards = any(local(each) == "creator" and (each.text or "").startswith("PRSM") for each in root.iter())
    gathered = Gathering()
    for node in (each for each in graph.iter() if local(each) == "node"):
        told = _told(node, "node", titles)
        fields = {field: told[field] for field in FACTOR_FIELDS if told.get(field)}
        gathered.factor(node.get("id"), node.get("label") or node.get("id"), **fields)
        for place in (each for each in node if local(each) == "position"):
            gathered.place(node.get("id"), place.get("x"), place.get("y"), upwards=not downwards)
        gathered.lost("Colours and sizes", any(local(each) in {"color", "size"} for each in node))
    directed = graph.get("defaultedgetype") != "undirected"
    for edge in (each for each in graph.iter() if local(each) == "edge"):
        told = _told(edge, "edge", titles) | {"label": edge.get("label") or ""}
        words = {field: told.get(field, "") for field in SIGN_FIELDS}
        sign = next((word for word in words.values() if word.lower() in SIGN_WORDS), "")
        said = next((f"{field} “{word}”" for field, word in words.items() if word), "")
        said = said or (f"weight {edge.get('weight')}" if edge.get("weight") else "")
        fields = {field: told[field] for field in LINK_FIELDS if told.get(field)}
        gathered.link(edge.get("source"), edge.get("target"), sign, said=said, **fields)
        gathered.lost(
            "Edges without a direction, read from their first end to their second",
            edge.get("type") == "undirected" or (not directed and edge.get("type") is None),
        )
        gathered.lost("Weights, which are not strengths in words", bool(edge.get("weight")))
    return gathered.read()


def _values(element: Element, fields: dict[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for field, value in fields.items():
        if value:
            SubElement(values, "attvalue", {"for": field, "value": value})


def _told(element: Element, side: str, titles: dict[tuple[str | None, str | None], str]) -> dict[str, str]:
    values = (each for group in element if local(group) == "attvalues" for each in group)
    return {titles.get((side, each.get("for")), ""): (each.get("value") or "").strip() for each in values}
