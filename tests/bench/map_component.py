"""The map in a browser: bytes of a first load, a click and a filter, and how long a click takes to reach Python."""

import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, WebSocket, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import ROOT, Server
from tests.browser.watched import PATIENCE, Watch, wait_until_run

CLICKS = 20
# From the click itself to the moment when Python's answer stands on the page.
STOPWATCH = """() => {
  const times = (window.__times = []);
  let clicked;
  document.addEventListener("click", () => (clicked = performance.now()), true);
  const told = [...document.querySelectorAll("[data-testid=stText]")].find((e) => e.textContent.startsWith("Told"));
  new MutationObserver(() => {
    if (clicked) times.push(performance.now() - clicked);
    clicked = undefined;
  }).observe(told, { childList: true, characterData: true, subtree: true });
}"""


class Traffic:
    """Counts what travels over the websockets of a page."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)

    def since(self, before: int) -> int:
        """How many bytes travelled since the count was `before`."""
        return self.bytes - before


def run() -> list[tuple[str, str]]:
    """Measure on a map of 30 factors and 59 links."""
    with sync_playwright() as playwright:
        program = chromium.find(Path(playwright.chromium.executable_path))
        if program is None:
            return [("not measured", chromium.HOW_TO_GET_ONE)]
        browser = playwright.chromium.launch(executable_path=program, args=chromium.flags())
        with serving() as url:
            measured = _measure(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), url)
        browser.close()
    return measured


@contextmanager
def serving() -> Iterator[str]:
    """The app of nothing but the map, for as long as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / ".streamlit", Path(folder) / ".streamlit")
        script = ROOT / "tests" / "browser" / "map_app.py"
        server = Server(Path(folder), str(script), {"PYTHONPATH": str(ROOT)})
        try:
            yield server.wait_until_ready().url
        finally:
            server.stop()


def _measure(page: Page, url: str) -> list[tuple[str, str]]:
    watch, traffic = Watch(page), Traffic(page)
    page.goto(f"{url}/?case=thirty")
    _settle(page)
    first = traffic.bytes
    clicks = _clicks(page, traffic)
    times = page.evaluate("window.__times")
    before = traffic.bytes
    page.get_by_text("Strong links only").click()
    fewer = re.compile(r": 30 boxes, (?!59)\d+ links")
    expect(page.locator(".map")).to_have_attribute("aria-label", fewer, timeout=PATIENCE)
    _settle(page)
    filtered = traffic.since(before)
    outside = [problem for problem in watch.problems if "outside" in problem]
    return [
        ("websocket bytes of the first load, whole page (bar 40 kB)", _kilobytes(first)),
        (
            f"websocket bytes of a click, both ways, median of {len(clicks)} (bar 5 kB)",
            _kilobytes(statistics.median(clicks)),
        ),
        ("websocket bytes of a filter, both ways (bar 20 kB)", _kilobytes(filtered)),
        (
            f"click to Python and back on the page, median of {len(times)} (bar 0.35 s)",
            f"{statistics.median(times):.0f} ms",
        ),
        ("mounts after these actions (bar 1)", str(_inspect(page)["mounts"])),
        ("requests to anywhere else (bar 0)", str(len(outside))),
    ]


def _clicks(page: Page, traffic: Traffic) -> list[int]:
    page.evaluate(STOPWATCH)
    page.get_by_text("Python says what is chosen").click()
    _settle(page)
    sizes = []
    for each in _inspect(page)["boxes"][:CLICKS]:
        before = traffic.bytes
        page.mouse.click(each["x"], each["y"])
        expect(page.get_by_text(f"factor~{each['id'].removeprefix('f:')}")).to_be_visible(timeout=PATIENCE)
        _settle(page)
        sizes.append(traffic.since(before))
    return sizes


def _settle(page: Page) -> None:
    expect(page.locator(".map[data-ready=true]")).to_be_visible(timeout=PATIENCE)
    wait_until_run(page)


def _inspect(page: Page) -> dict[str, Any]:
    return dict(page.locator(".map").evaluate("box => box.systemMap.inspect()"))


def _kilobytes(size: float) -> str:
    return f"{size / 1000:.1f} kB"
