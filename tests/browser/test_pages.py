"""Every page, opened cold by its address: no axe finding, nothing outside, nothing in the console, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server
from tests.browser.watched import wait_until_dressed

PAGES = sorted("" if Path(file).stem == "decision" else Path(file).stem for file in (ROOT / "pages").glob("*.py"))
SIZES = {320: 800, 1280: 800, 1920: 1080}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("page_name", PAGES)
def test_axe_finds_nothing_serious(server: Server, open_page: OpenPage, page_name: str, width: int, theme: str) -> None:
    page = open_page(f"{server.url}/{page_name}", width=width, height=SIZES[width], theme=theme)
    expect(page.get_by_role("heading").first).to_be_visible()
    wait_until_dressed(page)
    assert findings(page) == []


@pytest.mark.parametrize("page_name", PAGES)
def test_no_page_is_wider_than_its_window(server: Server, open_page: OpenPage, page_name: str) -> None:
    for width in (320, 1280, 1440, 1920):
        page = open_page(f"{server.url}/{page_name}", width=width, height=900)
        expect(page.get_by_role("heading").first).to_be_visible()
        wait_until_dressed(page)
        wide, room = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; }"
        )
        assert wide <= room + 1, f"{page_name or 'decision'} at {width}: {wide} px in {room}"


def test_the_default_page_also_answers_by_its_name(server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{server.url}/decision?option=extended_care")
    expect(page.locator("h1.question")).to_contain_text("What should our council fund first")
    assert "option=extended_care" in page.url
