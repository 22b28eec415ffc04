"""Places of boxes through a file in a real browser: brought in they stand there, pulled away they travel along."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from integrated.exchange import graphml, prsm
from tests.browser.conftest import OpenPage
from tests.browser.drawn_map import box, drag, inspect, overlapping, ready
from tests.browser.server import Server, copy_project
from tests.browser.watched import wait_until_dressed

PLACES = {"Rents": (700, 420), "Debt": (160, 60), "Moves": (180, 430), "Sleep": (690, 90)}


@pytest.fixture(scope="module")
def drawing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of this module's own: a map is brought into it."""
    started = Server(copy_project(tmp_path_factory.mktemp("places")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def choose(page: Page, label: str, words: str) -> None:
    field = page.get_by_role("combobox", name=re.compile(label)).first
    field.click()
    field.fill(words)
    page.get_by_role("option", name=words, exact=True).first.click()
    wait_until_dressed(page)


def file(far: object) -> bytes:
    nodes = [{"id": each.lower(), "label": each, "x": x, "y": y} for each, (x, y) in PLACES.items()]
    nodes.append({"id": "far", "label": "Far away", "x": far, "y": 0})
    edges = [{"from": "rents", "to": "debt", "label": "+"}, {"from": "debt", "to": "moves", "label": "+"}]
    return json.dumps({"mapTitle": "Placed", "nodes": nodes, "edges": edges}).encode()


def test_a_map_that_is_brought_in_stands_as_its_file_says_and_a_drag_travels_with_it(
    drawing_server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{drawing_server.url}/complexity?part=files", width=1440, height=900)
    ready(page, wait_until_dressed)
    choose(page, "^From", "PRSM (.prsm)")
    expect(page.get_by_text("PRSM, JSON")).to_be_visible()
    upload = page.get_by_test_id("stFileUploader").locator("input[type=file]").first
    upload.set_input_files({"name": "map.prsm", "mimeType": "application/json", "buffer": file(1e300)})
    expect(page.get_by_text("4 of 5 boxes stand where the file puts them.")).to_be_visible()
    expect(page.get_by_text("Places that are no numbers within ±1,000,000")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("Who made it")).fill("families")
    page.get_by_role("button", name="Bring the map in").click()
    expect(page.get_by_text("was brought in: 5 factors and 2 links")).to_be_visible()
    choose(page, "^Map$", "Placed")
    expect(page.locator(".map")).to_have_count(1)
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 5 boxes, 2 links"))
    stood = {each["name"]: tuple(each["given"]) for each in inspect(page)["boxes"]}
    assert {name: stood[name] for name in PLACES} == PLACES
    assert overlapping(inspect(page)["boxes"]) == []
    on_screen = {name: box(page, name) for name in PLACES}
    assert on_screen["Debt"]["x"] < on_screen["Sleep"]["x"] and on_screen["Debt"]["y"] < on_screen["Moves"]["y"]

    drag(page, "Debt", 90, 70)
    expect(page.get_by_role("button", name=re.compile("Put back"))).to_be_visible()
    wait_until_dressed(page)
    choose(page, "^As", "GraphML")
    taken = graphml.read(downloaded(page, ".graphml")).places
    x, y = taken["debt"]
    assert x > PLACES["Debt"][0] + 20 and y > PLACES["Debt"][1] + 20
    assert {each: taken[each.lower()] for each in ("Rents", "Moves", "Sleep")} == {
        each: PLACES[each] for each in ("Rents", "Moves", "Sleep")
    }
    drag(page, "Debt", -30, 20)
    wait_until_dressed(page)
    again = graphml.read(downloaded(page, ".graphml")).places
    assert again["debt"][0] < x - 5, "what was moved after the button was drawn is in the file"
    choose(page, "^As", "PRSM (.prsm)")
    assert prsm.read(downloaded(page, ".prsm")).places == again


def downloaded(page: Page, ending: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(rf"^map-.*{re.escape(ending)}$")).click()
    return waiting.value.path().read_bytes()
