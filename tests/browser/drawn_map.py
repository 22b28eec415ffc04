"""The map in a browser, as every test of it looks at it: where its boxes stand, a click, a drag."""

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.watched import wait_until_run

Box = dict[str, Any]


def ready(page: Page, wait: Callable[[Page], None] = wait_until_run) -> Locator:
    """The map, once it is drawn and the page has settled."""
    the_map = page.locator(".map[data-ready=true]")
    expect(the_map).to_be_visible()
    wait(page)
    return the_map


def inspect(page: Page) -> dict[str, Any]:
    """What the map says of itself: boxes, signs, focus, size of the letters."""
    return dict(page.locator(".map").evaluate("box => box.systemMap.inspect()"))


def box(page: Page, name: str) -> Box:
    """One box by its words."""
    return next(each for each in inspect(page)["boxes"] if each["name"] == name)


def click_box(page: Page, name: str) -> None:
    """Click the middle of a box."""
    place = box(page, name)
    page.mouse.click(place["x"], place["y"])


def drag(page: Page, name: str, dx: int, dy: int) -> None:
    """Pull a box so many pixels of the screen away."""
    page.locator(".map").scroll_into_view_if_needed()
    place = box(page, name)
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.mouse.move(place["x"] + dx / 2, place["y"] + dy / 2, steps=4)
    page.mouse.move(place["x"] + dx, place["y"] + dy, steps=4)
    page.mouse.up()


def overlapping(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    """The names of boxes that cover one another."""
    return [
        (a["name"], b["name"])
        for a, b in combinations(boxes, 2)
        if abs(a["x"] - b["x"]) < (a["w"] + b["w"]) / 2 and abs(a["y"] - b["y"]) < (a["h"] + b["h"]) / 2
    ]
