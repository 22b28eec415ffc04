"""The map as it is sent, and what is made of the browser's answers; the browser itself is in tests/browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from integrated.complexity.label_box import box_size
from integrated.complexity.layout import layout
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.views.system_map.clicks import Drawn, MapClick
from integrated.views.system_map.payload import payload
from tests.unit.complexity.embedded import OPTIONS, embedded_map

WHOLE = embedded_map()
SMALL = SystemMap(
    (Factor("a", "Age at leaving care"), Factor("b", "Homelessness", kind="outcome", wanted="decrease")),
    (Link("a", "b", "negative", "strong", "years"),),
    (EntryPoint("stay", "a", "positive", "medium"), EntryPoint("other", "b", "uncertain")),
)
PAGE = Path(__file__).parents[2] / "browser" / "map_page.py"


def node(sent: dict[str, Any], node_id: str) -> dict[str, Any]:
    return next(each for each in sent["nodes"] if each["id"] == node_id)


def test_a_link_is_sent_with_its_sign_strength_and_delay() -> None:
    edge = payload(SMALL, {}, {}, 14)["edges"][0]
    assert (edge["from"], edge["to"]) == ("f:a", "f:b")
    assert (edge["sign"], edge["strength"], edge["delay"]) == ("negative", "strong", "years")


def test_only_options_that_are_named_are_drawn_with_their_entry_points() -> None:
    sent = payload(SMALL, {}, {"stay": "B Stay longer"}, 14)
    assert [each["id"] for each in sent["nodes"]] == ["o:stay", "f:a", "f:b"]
    assert node(sent, "o:stay")["kind"] == "option"
    assert [(each["from"], each["to"], each["sign"]) for each in sent["edges"]] == [
        ("o:stay", "f:a", "positive"),
        ("f:a", "f:b", "negative"),
    ]


def test_boxes_stand_where_they_are_given_and_are_as_large_as_the_layout_thinks() -> None:
    labels = dict(zip(OPTIONS, "BCDEF", strict=True))
    places = layout(WHOLE, width=1376, height=640, option_labels=labels)
    sent = payload(WHOLE, places, labels, 14)
    for factor in WHOLE.factors:
        drawn = node(sent, f"f:{factor.factor_id}")
        assert (drawn["x"], drawn["y"]) == tuple(round(each) for each in places[factor.factor_id])
        assert (drawn["w"], drawn["h"]) == tuple(round(each) for each in box_size(factor.label, label_px=14))


def test_boxes_without_a_place_stand_apart_from_each_other_and_from_the_rest() -> None:
    sent = payload(WHOLE, {"a_factor_of_another_map": (50, 700)}, {}, 14)
    boxes = [(each["x"], each["y"], each["w"], each["h"]) for each in sent["nodes"]]
    for i, (x, y, w, h) in enumerate(boxes):
        assert y - h / 2 > 700
        for other_x, other_y, other_w, other_h in boxes[:i]:
            assert abs(x - other_x) >= (w + other_w) / 2 or abs(y - other_y) >= (h + other_h) / 2


def test_the_whole_label_is_sent_beside_a_cut_one_only() -> None:
    long = "word " * 60
    sent = payload(SystemMap((Factor("a", "Short"), Factor("b", long))), {}, {}, 14)
    assert "name" not in node(sent, "f:a")
    assert node(sent, "f:b")["name"] == long
    assert node(sent, "f:b")["label"].endswith("…")


def test_nothing_sent_is_markup_or_an_address_for_the_drawing_library() -> None:
    hostile = "<img src=x onerror=alert(1)> href="
    sent = payload(SystemMap((Factor("<script>", hostile),)), {}, {"<i>": hostile}, 14)
    assert all("title" not in each and "image" not in each for each in sent["nodes"])
    assert "font" not in json.dumps(sent["options"])  # no `multi`, which would read markup in labels


def test_thirty_factors_travel_in_less_than_a_filter_may_cost() -> None:
    more = tuple(Factor(f"x{i}", f"One more thing {i}") for i in range(5))
    links = tuple(Link(each.factor_id, "debt", "positive", "weak", "months") for each in more)
    large = SystemMap((*WHOLE.factors, *more), (*WHOLE.links, *links), ())
    assert len(json.dumps(payload(large, layout(large), {}, 14))) < 15_000


def test_the_same_map_is_built_once() -> None:
    assert payload(SMALL, {"a": (1, 2)}, {}, 14) is payload(SMALL, {"a": (1, 2)}, {}, 14)
    assert payload(SMALL, {"a": (1, 2)}, {}, 14) is not payload(SMALL, {"a": (1, 3)}, {}, 14)


def test_clicks_become_the_ids_of_the_map() -> None:
    drawn = Drawn(SMALL, {"stay": "B"})
    assert drawn.click("f:a", {}).focus == "factor~a"
    assert drawn.click("f:a>f:b", {}).focus == "link~a~b"
    assert drawn.click("o:stay", {}) == MapClick(option="stay")
    assert drawn.click("o:stay>f:a", {}) == MapClick(entry_point=("stay", "a"))
    assert drawn.click(None, {}) == MapClick(cleared=True)


@pytest.mark.parametrize("told", ["f:nowhere", "o:other", "f:b>f:a", "a", "", 7, [], ["f:a"], {"id": 7}, {}, True])
def test_an_answer_that_names_nothing_on_the_map_counts_for_nothing(told: object) -> None:
    assert Drawn(SMALL, {"stay": "B"}).chosen(told) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_whatever_the_browser_sends_is_read_without_an_error(told: object) -> None:
    drawn = Drawn(SMALL, {"stay": "B"})
    assert drawn.chosen(told) is None
    assert drawn.moved(told, {"f:a": (0, 0)}) == {}
    assert drawn.moved({"f:a": told}, {"f:a": (0, 0)}) == {}


def test_a_moved_box_is_told_until_it_is_given_another_place() -> None:
    drawn = Drawn(SMALL, {"stay": "B"})
    told = {"f:a": [10, 20, 1, 2], "o:stay": [5, 6, 7, 8], "f:gone": [1, 1, 1, 1]}
    assert drawn.moved(told, {"f:a": (1, 2), "o:stay": (7, 8)}) == {"a": (10.0, 20.0), "stay": (5.0, 6.0)}
    assert drawn.moved(told, {"f:a": (10, 20), "o:stay": (7, 8)}) == {"stay": (5.0, 6.0)}


@pytest.mark.parametrize(
    "focus", [None, "", "theme~a", "factor~nowhere", "link~b~a", "link~a", "option~stay", "factor"]
)
def test_a_focus_that_is_not_on_the_map_is_left_out(focus: str | None) -> None:
    assert Drawn(SMALL, {}).focus(focus) is None


def test_a_focus_names_a_factor_or_a_link() -> None:
    assert Drawn(SMALL, {}).focus("factor~b") == "f:b"
    assert Drawn(SMALL, {}).focus("link~a~b") == "f:a>f:b"


def marks(at: AppTest) -> dict[str, Any]:
    found = [json.loads(each.proto.json) for each in at.get("bidi_component")]
    return next(each for each in found if "focus" in each)


def test_a_click_is_told_in_its_own_run_and_stays_marked_after() -> None:
    at = AppTest.from_file(str(PAGE), default_timeout=30).run()
    assert marks(at)["focus"] is None
    at.session_state["map"] = {"selected": {"id": "f:debt", "at": 1}}
    at.run()
    assert at.text[0].value == "Told: factor~debt"
    assert marks(at)["focus"] == "f:debt"
    at.run()
    assert at.text[0].value == "Told: factor~debt"
    assert marks(at)["focus"] == "f:debt"
    at.session_state["map"] = {"selected": {"id": None, "at": 2}}
    at.run()
    assert at.text[0].value == "Told: factor~debt | cleared"
    assert marks(at)["focus"] is None


def test_what_was_dragged_is_remembered_when_the_page_is_left() -> None:
    at = AppTest.from_file(str(PAGE), default_timeout=30).run()
    sent = next(json.loads(e.proto.json) for e in at.get("bidi_component") if "nodes" in json.loads(e.proto.json))
    given_place = next([each["x"], each["y"]] for each in sent["nodes"] if each["id"] == "f:debt")
    moved = {"f:debt": [1, 2, *given_place]}
    at.session_state["map"] = {"moved": moved}
    at.run()
    assert at.text[1].value == "Moved: debt"
    at.session_state["map"] = {}
    at.run()
    assert at.text[1].value == "Moved: debt"
    assert marks(at)["moved"] == moved
