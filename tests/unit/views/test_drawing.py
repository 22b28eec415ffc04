"""The map as a drawing: everything on it, signs that need no colour, words that stay words, and a PNG of it."""

import xml.etree.ElementTree as ElementTree

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.views.connected.drawing import png, svg

HOSTILE = "<script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"
MAP = SystemMap(
    (Factor("a", "Places free", "factor"), Factor("b", HOSTILE, "outcome"), Factor("c", "Rents", "context")),
    (
        Link("a", "b", "positive", "strong", "months"),
        Link("c", "b", "negative", "weak"),
        Link("b", "c", "uncertain", "medium"),
    ),
    (EntryPoint("stay", "a", "negative"),),
)
PLACES = {"stay": (60.0, 80.0), "a": (260.0, 80.0), "b": (520.0, 120.0), "c": (300.0, 240.0)}


def test_every_box_and_arrow_is_drawn_and_words_stay_words() -> None:
    drawing = ElementTree.fromstring(svg(MAP, PLACES, {"stay": "B Stay longer"}, title="M & N", illustrative=True))
    assert len(list(drawing.iter(f"{SVG}rect"))) == 1 + 4
    body = drawing.find(f"{SVG}g")
    assert body is not None
    lines = list(body.iter(f"{SVG}line"))
    assert [line.get("stroke-dasharray") for line in lines] == ["9 5", None, "9 5", "2 5"]
    assert [float(line.get("stroke-width") or 0) for line in lines] == [2.0, 3.4, 1.2, 2.0]
    said = " ".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))
    for words in ("B Stay longer", "Places free", "M & N · Illustrative", "+ //", "more leads to less", "takes time"):
        assert words in said
    assert "<script" not in svg(MAP, PLACES, {})


def test_what_has_no_place_is_left_out_with_its_arrows() -> None:
    drawing = ElementTree.fromstring(svg(MAP, {"a": PLACES["a"], "c": PLACES["c"]}, {}))
    body = drawing.find(f"{SVG}g")
    assert body is not None
    assert len(list(body.iter(f"{SVG}rect"))) == 2
    assert not list(body.iter(f"{SVG}line"))


def test_arrows_start_and_end_at_the_edge_of_boxes_and_nothing_lies_off_the_sheet() -> None:
    drawing = ElementTree.fromstring(svg(MAP, PLACES, {"stay": "B Stay longer"}))
    width, height = float(drawing.get("width") or 0), float(drawing.get("height") or 0)
    body = drawing.find(f"{SVG}g")
    assert body is not None
    dx, dy = (float(each) for each in (body.get("transform") or "")[10:-1].split(","))
    for box in body.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
        assert x + dx >= 0 and x + dx + w <= width
        assert y + dy >= 0 and y + dy + h <= height
        for line in body.iter(f"{SVG}line"):
            for end in ("1", "2"):
                at = float(line.get(f"x{end}") or 0), float(line.get(f"y{end}") or 0)
                assert not (x + 0.2 < at[0] < x + w - 0.2 and y + 0.2 < at[1] < y + h - 0.2)


def test_a_png_and_an_empty_map_are_drawn() -> None:
    assert png(svg(MAP, PLACES, {}))[:8] == b"\x89PNG\r\n\x1a\n"
    assert "<svg" in svg(SystemMap(), {}, {}, title="Nothing yet")
