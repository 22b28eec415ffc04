"""A real app and a real browser: `server` runs the app, `open_page` opens pages that are watched as they run.

The browser reaches nothing that is not on this machine. At the end of the test a request to elsewhere, an error in
the console or an uncaught exception fails it.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import Server, copy_project
from tests.browser.watched import PATIENCE, Watch

OpenPage = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    # Not for the whole session: while Playwright runs, no other test could start an event loop.
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    bundled = Path(playwright.chromium.executable_path)
    program = chromium.find(bundled)
    if program is None:
        chromium.install()
        program = chromium.find(bundled)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(chromium.HOW_TO_GET_ONE)
        pytest.skip(chromium.HOW_TO_GET_ONE)
    launched = playwright.chromium.launch(executable_path=program, args=chromium.flags())
    yield launched
    launched.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as it is, from a copy of the project with a database of its own; one for all browser tests."""
    started = Server(copy_project(tmp_path_factory.mktemp("project")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens watched pages: `open_page(url, width=1440, height=900, theme="light")`, each in a context of its own."""
    watches: list[Watch] = []

    def open_one(url: str, *, width: int = 1440, height: int = 900, theme: str = "light", **context: object) -> Page:
        page = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]
            **context,  # type: ignore[arg-type]
        ).new_page()
        watches.append(Watch(page))
        page.goto(url)
        return page

    yield open_one
    found = [problem for watch in watches for problem in watch.problems]
    for watch in watches:
        watch.page.context.close()
    assert not found, "\n".join(found)
