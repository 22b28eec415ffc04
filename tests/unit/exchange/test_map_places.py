"""Places of boxes through files and back: kept where the format has them, fitted to our sheet, never trusted."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.layout import layout
from integrated.complexity.model import Factor, Link, SystemMap
from integrated.complexity.placed import EDGE, SHEET, Point
from integrated.exchange import fcm_csv, gexf, graphml, kumu, map_csv, prsm
from integrated.exchange.map_file import PLACES_COVERING, PLACES_LOST, PLACES_WRONG, ReadMap, WrittenMap
from tests.unit.complexity.embedded import embedded_map
from tests.unit.exchange.maps import maps

FEW = settings(max_examples=20, deadline=None)
WAYS: dict[str, tuple[Callable[..., WrittenMap], Callable[..., ReadMap]]] = {
    "csv": (map_csv.write, map_csv.read),
    "prsm": (prsm.write, prsm.read),
    "prsm packed": (lambda drawn, name, places: prsm.write(drawn, name, places, packed=True), prsm.read),
    "kumu": (kumu.write_json, kumu.read_json),
    "graphml": (graphml.write, graphml.read),
    "gexf": (gexf.write, gexf.read),
}


def sent(system_map: SystemMap, places: dict[str, Point] | None, way: str) -> ReadMap:
    write, read = WAYS[way]
    return read(*write(system_map, "map", places).files.values())


@lru_cache(maxsize=256)
def laid_out(system_map: SystemMap) -> dict[str, Point]:
    places = layout(system_map, width=SHEET[0] - EDGE, height=SHEET[1] - EDGE)
    return {each: places[each] for each in system_map.factor_ids}


@pytest.mark.parametrize("way", WAYS)
@FEW
@given(drawn=maps(options=False), moved=st.tuples(st.floats(-5, 5), st.floats(-5, 5)))
def test_places_come_back_to_a_tenth_of_a_pixel(way: str, drawn: SystemMap, moved: Point) -> None:
    stand = {each: (x + moved[0], y + moved[1]) for each, (x, y) in laid_out(drawn).items()}
    back = sent(drawn, stand, way)
    assert back.system_map == drawn
    assert back.places == {each: (round(x, 1), round(y, 1)) for each, (x, y) in stand.items()}
    assert back.scale == 1
    assert back.left_out == ()


@pytest.mark.parametrize("way", WAYS)
def test_the_embedded_map_stands_where_it_stood_also_without_some_places(way: str) -> None:
    whole = SystemMap(embedded_map().factors, embedded_map().links)
    stand = laid_out(whole)
    assert sent(whole, stand, way).places == stand
    fewer = dict(list(stand.items())[5:])
    assert sent(whole, fewer, way).places == fewer
    assert sent(whole, None, way).places == {}
    assert sent(whole, None, way).left_out == ()


def test_formats_without_places_say_so() -> None:
    drawn = SystemMap((Factor("a", "A"), Factor("b", "B")), (Link("a", "b", "positive"),))
    stand = {"a": (10.0, 20.0), "b": (200.0, 20.0)}
    for written in (fcm_csv.write(drawn, "map", stand), kumu.write_csv(drawn, "map", stand)):
        assert f"{PLACES_LOST}: 2." in written.left_out
    assert kumu.PLACES_AS_FIELDS in kumu.write_json(drawn, "map", stand).left_out
    for write in (prsm.write, graphml.write, gexf.write, map_csv.write):
        assert write(drawn, "map", stand).left_out == ()


def test_our_tables_say_that_the_boxes_of_options_are_put_anew() -> None:
    whole = embedded_map()
    stand = layout(whole)
    said = f"Places of options: {len(whole.option_ids)} left out, they are put beside what they act on."
    assert map_csv.write(whole, "map", stand).left_out == (said,)


def test_gephi_counts_upwards_and_a_file_that_prsm_made_does_not() -> None:
    drawn = SystemMap((Factor("a", "Above"), Factor("b", "Below")))
    (content,) = gexf.write(drawn, "map", {"a": (100.0, 50.0), "b": (100.0, 300.0)}).files.values()
    place = {each.get("y") for each in ElementTree.fromstring(content).iter("{http://gexf.net/1.3/viz}position")}
    assert place == {"-50.0", "-300.0"}
    node = '<node id="{}" label="{}"><viz:position x="0" y="{}"/></node>'
    nodes = node.format("a", "A", 10) + node.format("b", "B", 300)
    file = '<gexf xmlns:viz="v"><meta><creator>{}</creator></meta><graph><nodes>' + nodes + "</nodes></graph></gexf>"
    ours = gexf.read(file.format("Gephi 0.10").encode()).places
    theirs = gexf.read(file.format("PRSM 2.3").encode()).places
    assert ours["a"][1] > ours["b"][1]
    assert theirs["a"][1] < theirs["b"][1]


def test_a_file_of_yed_gives_the_corner_and_size_of_a_box() -> None:
    node = '<node id="{0}"><data key="d1"><y:ShapeNode><y:Geometry height="30.0" width="80.0" x="{1}" y="{2}"/>'
    node += "<y:NodeLabel>{0}</y:NodeLabel></y:ShapeNode></data></node>"
    nodes = node.format("A", "100.0", "200.0") + node.format("B", "400.5", "200.0")
    head = '<graphml xmlns:y="http://www.yworks.com/xml/graphml"><graph edgedefault="directed">'
    assert graphml.read(f"{head}{nodes}</graph></graphml>".encode()).places == {
        "A": (140.0, 215.0),
        "B": (440.5, 215.0),
    }


def test_a_full_export_of_kumu_gives_places_by_map_and_the_default_one_counts() -> None:
    def view(name: str, *places: tuple[str, object]) -> dict[str, object]:
        return {"_id": name, "elements": [{"element": each, "position": place} for each, place in places]}

    content = {
        "elements": [{"_id": f"elem-{each}", "attributes": {"label": each}} for each in "AB"],
        "defaultMap": "map-2",
        "maps": [
            view("map-1", ("elem-A", {"x": 1, "y": 2}), ("elem-B", {"x": 500, "y": 2})),
            view("map-2", ("elem-A", {"x": 300, "y": 100}), ("elem-B", {"x": 300.26, "y": 400})),
        ],
    }
    read = kumu.read_json(json.dumps(content).encode())
    assert read.places == {"elem-A": (300, 100), "elem-B": (300.3, 400)}
    content["defaultMap"] = "gone"
    assert kumu.read_json(json.dumps(content).encode()).places == {"elem-A": (1, 2), "elem-B": (500, 2)}


HOSTILE = ("abc", "NaN", "Infinity", "-1e400", "9e99", "<script>", "=1+1", "1,5")


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("way", ["prsm", "kumu", "graphml", "gexf", "yed", "csv"])
def test_a_hostile_place_is_told_and_the_other_boxes_keep_theirs(way: str, bad: str) -> None:
    fine = {"a": ("10", "20"), "b": ("300", "20")}
    told = {**fine, "c": (bad, "20")}
    read = {
        "prsm": lambda: prsm.read(_prsm({each: {"x": x, "y": y} for each, (x, y) in told.items()})),
        "kumu": lambda: kumu.read_json(_kumu(told)),
        "graphml": lambda: graphml.read(_graphml(told)),
        "yed": lambda: graphml.read(_yed(told)),
        "gexf": lambda: gexf.read(_gexf(told)),
        "csv": lambda: map_csv.read(_csv(told), b"source,target\n"),
    }[way]()
    assert set(read.places) == {"a", "b"}
    assert f"{PLACES_WRONG}: 1." in read.left_out


@pytest.mark.parametrize("bad", [True, [], {"x": 1}, 10**400, -1e308, float("nan"), float("inf")])
def test_a_place_of_the_wrong_kind_in_json_is_told(bad: object) -> None:
    read = prsm.read(_prsm({"a": {"x": 1, "y": 2}, "b": {"x": 300, "y": 2}, "c": {"x": bad, "y": 2}}))
    assert set(read.places) == {"a", "b"}
    assert f"{PLACES_WRONG}: 1." in read.left_out


def test_a_place_without_both_numbers_is_none() -> None:
    read = prsm.read(_prsm({"a": {"x": 1}, "b": {"x": None, "y": None}, "c": {}}))
    assert (read.places, read.left_out) == ({}, ())


def test_boxes_all_in_one_place_are_laid_out_anew() -> None:
    read = prsm.read(_prsm({each: {"x": 0, "y": 0} for each in "abc"}))
    assert read.places == {}
    assert f"{PLACES_LOST}: 3." in read.left_out


def test_a_box_that_would_cover_another_is_laid_out_here() -> None:
    read = prsm.read(_prsm({"a": {"x": 1, "y": 2}, "b": {"x": 300, "y": 2}, "c": {"x": 300, "y": 2}}))
    assert set(read.places) == {"a", "b"}
    assert f"{PLACES_COVERING}: 1." in read.left_out


def _prsm(places: dict[str, dict[str, object]]) -> bytes:
    nodes = [{"id": each, "label": each, **place} for each, place in places.items()]
    return json.dumps({"nodes": nodes, "edges": []}).encode()


def _kumu(places: dict[str, tuple[str, str]]) -> bytes:
    elements = [{"id": each, "label": each, "x": x, "y": y} for each, (x, y) in places.items()]
    return json.dumps({"elements": elements, "connections": []}).encode()


def _csv(places: dict[str, tuple[str, str]]) -> bytes:
    rows = [f'{each},{each},"{x}",{y}' for each, (x, y) in places.items()]
    return "\n".join(["factor_id,label,x,y", *rows]).encode()


def _graphml(places: dict[str, tuple[str, str]]) -> bytes:
    root = ElementTree.Element("graphml")
    for axis in "xy":
        ElementTree.SubElement(root, "key", {"id": axis, "for": "node", "attr.name": axis})
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for each, place in places.items():
        node = ElementTree.SubElement(graph, "node", id=each)
        for axis, number in zip("xy", place, strict=True):
            ElementTree.SubElement(node, "data", key=axis).text = number
    return ElementTree.tostring(root)


def _yed(places: dict[str, tuple[str, str]]) -> bytes:
    root = ElementTree.Element("graphml")
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for each, (x, y) in places.items():
        data = ElementTree.SubElement(ElementTree.SubElement(graph, "node", id=each), "data", key="d")
        ElementTree.SubElement(data, "{http://www.yworks.com/xml/graphml}Geometry", x=x, y=y, width="80", height="30")
    return ElementTree.tostring(root)


def _gexf(places: dict[str, tuple[str, str]]) -> bytes:
    root = ElementTree.Element("gexf")
    nodes = ElementTree.SubElement(ElementTree.SubElement(root, "graph"), "nodes")
    for each, (x, y) in places.items():
        node = ElementTree.SubElement(nodes, "node", id=each, label=each)
        ElementTree.SubElement(node, "{http://gexf.net/1.3/viz}position", x=x, y=y)
    return ElementTree.tostring(root)
