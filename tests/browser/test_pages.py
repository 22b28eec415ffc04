"""Every page, opened cold by its address: no axe finding, nothing outside, nothing in the console, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server
from tests.browser.watched import THEMES, wait_until_dressed, wear

PAGES = sorted("" if Path(file).stem == "decision" else Path(file).stem for file in (ROOT / "pages").glob("*.py"))
WIDTHS = (320, 1280, 1440, 1920)
SIDEBAR_UP_TO = 768
WITH_AXE = (320, 1280, 1920)


@pytest.mark.parametrize("page_name", PAGES)
def test_a_page_fits_its_window_and_axe_finds_nothing_serious(
    server: Server, open_page: OpenPage, page_name: str
) -> None:
    """Opened cold on the narrowest window, then the window is widened, as when a laptop is put to a projector."""
    page = open_page(f"{server.url}/{page_name}", width=WIDTHS[0], height=800)
    expect(page.get_by_role("heading").first).to_be_visible()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_dressed(page)
        if width > SIDEBAR_UP_TO:  # the bar takes the sidebar's place a moment after the window has grown
            expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
            expect(page.get_by_test_id("stSidebarNavItems")).to_be_hidden()
        wide, room = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; }"
        )
        assert wide <= room + 1, f"{page_name or 'decision'} at {width}: {wide} px in {room}"
        for theme in THEMES if width in WITH_AXE else ():
            wear(page, theme)
            assert findings(page) == [], f"{page_name or 'decision'} at {width}, {theme}"


def test_the_default_page_also_answers_by_its_name(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}/decision?option=extended_care")
    expect(page.locator("h1.question")).to_contain_text("What should our council fund first")
    assert "option=extended_care" in page.url
