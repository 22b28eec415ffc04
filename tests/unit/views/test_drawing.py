"""The map as a drawing: everything on it, signs that need no colour, words that stay words, and a PNG of it."""

import xml.etree.ElementTree as ElementTree

import pytest

from integrated.complexity.layout import layout
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.views.connected.drawing import png, svg
from tests.unit.complexity.embedded import embedded_map

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


def marks(drawing: ElementTree.Element) -> list[tuple[str, float, float]]:
    """What stands beside lines, and its middle."""
    body = drawing.find(f"{SVG}g")
    assert body is not None
    shown = [each for each in body.iter(f"{SVG}text") if each.get("paint-order")]
    return [(each.text or "", float(each.get("x") or 0), float(each.get("y") or 0) - 14 * 0.35) for each in shown]


def covers(box: ElementTree.Element, x: float, y: float, reach: float = 0) -> bool:
    left, top, width, height = (float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
    return left - reach < x < left + width + reach and top - reach < y < top + height + reach


def test_the_sign_of_an_arrow_that_passes_behind_a_box_stands_where_it_can_be_seen() -> None:
    drawn = SystemMap(
        (Factor("a", "First"), Factor("b", "Last"), Factor("between", "A box right in between")),
        (Link("a", "b", "negative"), Link("b", "a", "positive", delay="years")),
    )
    for middle in (250.0, 300.0, 350.0):
        places = {"a": (50.0, 100.0), "b": (600.0, 100.0), "between": (middle, 100.0)}
        drawing = ElementTree.fromstring(svg(drawn, places, {}))
        body = drawing.find(f"{SVG}g")
        assert body is not None
        found = marks(drawing)
        assert [said for said, *_ in found] == ["−", "+ //"]
        for _, x, y in found:
            assert not any(covers(box, x, y, reach=7) for box in body.iter(f"{SVG}rect"))
            assert y == pytest.approx(100, abs=0.1)
            assert 50 < x < 600
        assert abs(found[0][1] - found[1][1]) > 20, "two marks stand over each other"


def test_no_sign_of_the_embedded_map_is_hidden_and_each_stands_on_its_arrow() -> None:
    whole = embedded_map()
    labels = {each: f"Option {each}" for each in whole.option_ids}
    places = layout(whole, width=972, height=548, option_labels=labels)
    drawing = ElementTree.fromstring(svg(whole, places, labels))
    body = drawing.find(f"{SVG}g")
    assert body is not None
    lines, found = list(body.iter(f"{SVG}line")), marks(drawing)
    assert len(found) == len(lines) == len(whole.links) + len(whole.entry_points)
    for line, (said, x, y) in zip(lines, found, strict=True):
        hidden_by = [box for box in body.iter(f"{SVG}rect") if covers(box, x, y, reach=2)]
        assert not hidden_by, f"{said} at {x}, {y}"
        (ax, ay), (bx, by) = ((float(line.get(f"x{end}") or 0), float(line.get(f"y{end}") or 0)) for end in "12")
        off = abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / max(1.0, ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5)
        assert off < 0.5


def test_an_arrow_that_is_hidden_from_end_to_end_keeps_its_sign_on_top() -> None:
    drawn = SystemMap(
        (Factor("a", "A"), Factor("b", "B"), Factor("over", "Right over the arrow between the two of them")),
        (Link("a", "b", "positive"),),
    )
    text = svg(drawn, {"a": (100.0, 100.0), "b": (190.0, 100.0), "over": (145.0, 100.0)}, {})
    body = text[text.index("<g ") : text.index("</g>")]
    assert body.index(">+</text>") > body.rindex("<rect")


def test_a_png_and_an_empty_map_are_drawn() -> None:
    assert png(svg(MAP, PLACES, {}))[:8] == b"\x89PNG\r\n\x1a\n"
    assert "<svg" in svg(SystemMap(), {}, {}, title="Nothing yet")
