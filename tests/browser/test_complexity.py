"""How things connect in a real browser: click, walk, draw with a room watching, drag, bring in what looks like code."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.drawn_map import box, click_box, drag, inspect, overlapping, ready
from tests.browser.server import Server, copy_project
from tests.browser.watched import wait_until_dressed

COUNTS = "16 known routes help, 8 hinder, 3 depend on an uncertain link."
HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "javascript:document.title='owned'",
    "![x](http://example.org/x.png) <b>bold</b>",
)


@pytest.fixture(scope="module")
def drawing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of this module's own: its map is drawn on."""
    started = Server(copy_project(tmp_path_factory.mktemp("drawing")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def opened(open_page: OpenPage, server: Server, query: str = "", **size: Any) -> Page:
    page = open_page(f"{server.url}/complexity?option=extended_care&outcome=homelessness{query}", **size)
    ready(page, wait_until_dressed)
    return page


def choose(page: Page, label: str, words: str) -> None:
    field = page.get_by_role("combobox", name=re.compile(label)).first
    field.click()
    field.fill(words)
    page.get_by_role("option", name=words, exact=True).first.click()


def test_a_click_on_a_factor_and_on_a_link_opens_what_stands_behind_them(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server)
    expect(page.locator(".band-title")).to_contain_text(COUNTS)
    panel = page.locator(".map-panel")
    click_box(page, "Age at leaving care")
    expect(panel).to_contain_text("What it moves")
    expect(panel).to_contain_text("Left too early")
    expect(page).to_have_url(re.compile("focus=factor(~|%7E)age_at_leaving"))
    wait_until_dressed(page)
    sign = next(each for each in inspect(page)["signs"] if each["id"] == "f:age_at_leaving>f:abruptness")
    page.mouse.click(sign["x"], sign["y"])
    expect(panel).to_contain_text("More age at leaving care leads to less abruptness of the move.")
    expect(panel).to_contain_text("Published finding: The move was often sudden")
    expect(panel).to_contain_text("Ofsted")
    panel.get_by_role("link", name="Abruptness of the move").click()
    expect(panel).to_contain_text("What moves it")


def test_a_link_in_the_address_opens_the_same_screen(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server, "&focus=link~age_at_leaving~abruptness&part=loops")
    expect(page.locator(".map-panel")).to_contain_text("Published finding")
    assert inspect(page)["focus"] == "f:age_at_leaving>f:abruptness"
    expect(page.locator(".map-part")).to_contain_text("1 loop: holds itself back")


def test_the_page_is_walked_by_keyboard_alone(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(".map").evaluate("box => box.matches(':focus-visible')"):
            break
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    at = inspect(page)["cursor"]["node"]
    page.keyboard.press("Enter")
    name = next(each["name"] for each in inspect(page)["boxes"] if each["id"] == at)
    panel = page.locator(".map-panel")
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    page.locator(".map").focus()
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Evidence")
    page.locator(".map").focus()
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("Ask the map")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.closest('[class*=st-key-connected_parts]') !== null"):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".map-part")).to_contain_text("Loops of at most 6 links")


def test_a_route_is_lit_and_the_rest_fades_but_stays(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server)
    page.locator("a[data-go^='lit~route']").last.click()
    expect(page.locator(".lit-note")).to_contain_text("One route is lit.")
    wait_until_dressed(page)
    looks = {each["name"]: each["look"] for each in inspect(page)["boxes"]}
    assert looks["Budget left for prevention"] == looks["Homelessness after care"] == "chosen"
    assert looks["Income"] == "faded"
    assert len(looks) == 30
    page.get_by_role("link", name="Light all routes again").click()
    expect(page.locator(".lit-note")).to_have_count(0)


def test_a_question_gives_a_sentence_and_a_part_of_the_map(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server, "&part=questions")
    expect(page.locator("a.button[data-go^='lit~question']")).to_have_count(12)
    page.get_by_role("link", name="What could B Stay longer make worse?").last.click()
    expect(page.locator(".map-part .band")).to_contain_text("“Foster and residential places free” worse")
    expect(page.locator(".lit-note")).to_contain_text("would likely make")


def test_a_drag_survives_a_filter(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server)
    drag(page, "Readiness to live independently", 30, 25)
    expect(page.get_by_role("button", name=re.compile("Put back"))).to_be_visible()
    wait_until_dressed(page)
    dragged = box(page, "Readiness to live independently")["given"]
    choose(page, "How much of the map", "Show the routes only")
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 17 boxes"))
    wait_until_dressed(page)
    assert box(page, "Readiness to live independently")["given"] == dragged
    choose(page, "How much of the map", "Show the whole map")
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 30 boxes"))
    assert box(page, "Readiness to live independently")["given"] == dragged


@pytest.mark.parametrize(("width", "height", "smallest"), [(1440, 900, 12), (1920, 1080, 14)])
def test_thirty_labels_can_be_read_and_none_covers_another(
    server: Server, open_page: OpenPage, width: int, height: int, smallest: int
) -> None:
    page = opened(open_page, server, width=width, height=height)
    state = inspect(page)
    assert len(state["boxes"]) == 30
    assert state["labelPx"] >= smallest
    for each in state["boxes"]:
        assert each["text"] <= each["w"] - 8, f"the words of {each['name']} are cut"
    assert overlapping(state["boxes"]) == []


def test_seventeen_boxes_at_1440_have_labels_of_14_pixels(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server, "&show=routes", width=1440)
    state = inspect(page)
    assert len(state["boxes"]) == 17
    assert state["labelPx"] >= 14


def test_the_table_is_the_maps_twin(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server, "&part=table")
    links = page.locator(".map-part table").first
    expect(links.locator("tbody tr")).to_have_count(49)
    expect(links).to_contain_text("someone’s view, no evidence attached")


def test_a_factor_and_two_links_are_drawn_live_and_one_is_taken_back(
    drawing_server: Server, open_page: OpenPage
) -> None:
    page = opened(open_page, drawing_server, "&part=edit")
    stood = {each["name"]: each["given"] for each in inspect(page)["boxes"]}
    page.get_by_role("textbox", name=re.compile("A new factor")).fill("Someone to call at night")
    page.get_by_role("button", name="Add the factor").click()
    expect(page.get_by_role("status").filter(has_text="Added “Someone to call at night”.")).to_be_visible()
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 31 boxes, 64 links"))
    ends = [("Age at leaving care", "Someone to call at night"), ("Someone to call at night", "Stable housing")]
    for source, target in ends:
        page.get_by_role("tab", name="New link").click()
        choose(page, "A new link, from", source)
        choose(page, "^To", target)
        page.get_by_role("button", name="Add the link").click()
        expect(page.get_by_role("status").filter(has_text=f"Linked “{source}” to “{target}”.")).to_be_visible()
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 31 boxes, 66 links"))
    expect(page.locator(".band-title")).not_to_contain_text(COUNTS)
    now = {each["name"]: each["given"] for each in inspect(page)["boxes"]}
    assert {name: place for name, place in now.items() if name in stood} == stood, "what stood has moved"
    page.get_by_role("button", name="Undo the last edit").click()
    expect(page.locator(".band-title")).to_contain_text(COUNTS)
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 31 boxes, 65 links"))


def test_a_brought_in_map_asks_for_signs_and_its_words_are_inert(drawing_server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, drawing_server, "&part=files")
    nodes = [{"id": str(i), "label": words, "grp": "group0"} for i, words in enumerate(HOSTILE)]
    edges = [{"id": f"e{i}", "from": str(i), "to": str(i + 1), "grp": "edge1"} for i in range(len(HOSTILE) - 1)]
    styles = {"nodes": {}, "edges": {"edge1": {"groupLabel": "<i>Increases</i>"}}}
    content = json.dumps({"mapTitle": HOSTILE[0], "nodes": nodes, "edges": edges, "styles": styles}).encode()
    choose(page, "^From", "PRSM (.prsm)")
    expect(page.get_by_text("PRSM, JSON")).to_be_visible()
    wait_until_dressed(page)
    upload = page.get_by_test_id("stFileUploader").locator("input[type=file]").first
    upload.set_input_files({"name": "<b>map.prsm", "mimeType": "application/json", "buffer": content})
    expect(page.get_by_text("This file holds 5 factors and 4 links")).to_be_visible()
    choose(page, "Increases", "+ more leads to more")
    page.get_by_role("textbox", name=re.compile("Who made it")).fill("families <img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Bring the map in").click()
    expect(page.get_by_text("was brought in: 5 factors and 4 links")).to_be_visible()
    choose(page, "Map", HOSTILE[0])
    expect(page.locator(".map")).to_have_count(1)  # the map before it stays until its successor is drawn
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile(": 5 boxes, 4 links"))
    for part in ("Loops", "Evidence", "Table", "Edit", "Versions", "Twelve questions"):
        page.get_by_test_id("stMain").get_by_role("radio", name=part, exact=True).click()
        wait_until_dressed(page)
    click_box(page, HOSTILE[1])
    expect(page.locator(".map-panel, [class*=st-key-map_panel]").first).to_be_visible()
    assert "owned" not in page.title()
    assert page.locator("img[src=x], svg[onload], [onerror]").count() == 0


def test_broken_files_are_refused_in_a_sentence(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server, "&part=files")
    choose(page, "^From", "GraphML")
    expect(page.get_by_text("GRAPHML, XML")).to_be_visible()
    wait_until_dressed(page)
    upload = page.get_by_test_id("stFileUploader").locator("input[type=file]").first
    content = b'<!DOCTYPE g [<!ENTITY x "y">]><graphml>&x;</graphml>'
    upload.set_input_files({"name": "map.graphml", "mimeType": "text/xml", "buffer": content})
    expect(page.get_by_text("has a DOCTYPE or entities")).to_be_visible()
    expect(page.get_by_role("button", name="Bring the map in")).to_have_count(0)


@pytest.mark.parametrize("part", ["edit", "table", "versions", "files", "what_if"])
def test_axe_finds_nothing_serious_in_a_part(server: Server, open_page: OpenPage, part: str) -> None:
    page = opened(open_page, server, f"&part={part}")
    assert findings(page) == []
