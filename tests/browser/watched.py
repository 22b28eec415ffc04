"""Watches a page while a test uses it, and waits for Streamlit."""

import re
from urllib.parse import urlparse

from playwright.sync_api import ConsoleMessage, Page, WebSocket, expect

HERE = {"127.0.0.1", "localhost"}
THEMES = ("light", "dark")
PATIENCE = 30_000  # milliseconds; two cores may be shared with the rest of the suite


class Watch:
    """Notes in `problems` what went wrong on a page, requests to anywhere but this machine among it.

    The browser itself refuses these (`chromium.FLAGS`): to ask Python about each file of each page takes too long.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self._note_outside(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught in the page: {error}"))
        page.on("websocket", self._socket)

    def _socket(self, socket: WebSocket) -> None:
        self._note_outside(socket.url)

    def _note_outside(self, url: str) -> None:
        address = urlparse(url)
        outside = address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE
        if outside:
            self.problems.append(f"asked for something outside: {url[:200]}")

    def _console(self, message: ConsoleMessage) -> None:
        # On a deep link Streamlit first asks for its health below the page's path; it finds the root by that 404.
        probing = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not probing:
            self.problems.append(f"error in the console: {message.text[:300]} ({message.location.get('url', '')})")


def wait_until_run(page: Page) -> None:
    """Wait until Streamlit has drawn something, has finished its script and nothing on the page is stale.

    A page that has not yet reached the server calls itself "notRunning" too: the first thing drawn tells them apart.
    """
    expect(page.get_by_test_id("stElementContainer").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=PATIENCE
    )
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)


def wait_until_dressed(page: Page) -> None:
    """Wait as `wait_until_run` does, and until the house's style sheet is in force.

    Streamlit fetches the part that carries a style sheet when it first meets one; on a busy machine words can be there
    before it, and widths and colours are then Streamlit's own for a moment.
    """
    wait_until_run(page)
    expect(page.get_by_test_id("stApp")).to_have_css("--page", re.compile(r"\S"), timeout=PATIENCE)


def wear(page: Page, theme: str) -> None:
    """Let the open page change to a theme of THEMES, as it does when its reader's machine does in the evening."""
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme, timeout=PATIENCE)
