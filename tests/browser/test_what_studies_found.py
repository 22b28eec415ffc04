"""What studies found in a real browser: a file with two bad rows is mended, stored, seen, downloaded, taken back."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.watched import wait_until_dressed

HEAD = "option,outcome,study_id,programme,citation,country,design,measure,effect,standard_error,participants"
NAMES = ("=HYPERLINK(1)", "Beta", "Gamma", "Delta", "Epsilon")


def lines(*, bad: bool) -> bytes:
    """Five studies of coaching with two effects each; with `bad`, two of the ten rows are wrong."""
    found = [HEAD]
    for s, name in enumerate(NAMES):
        for e in range(2):
            effect = f"{0.1 + s / 10 + e / 20:.2f}"
            error = "0.15"
            if bad and (s, e) == (1, 0):
                effect = "0,20"
            if bad and (s, e) == (3, 1):
                error = "-0.15"
            cell = f'"{effect}"' if "," in effect else effect
            about = f"coaching_peer_support,housing_stability,s{s},{name},Author {s} (2020),GB,rct,Measure {e}"
            found.append(f"{about},{cell},{error},300")
    return "\n".join([*found, ""]).encode()


def opened(open_page: OpenPage, url: str, **size: object) -> Page:
    page = open_page(url, **size)
    expect(page.locator(".band-title")).to_be_visible()
    wait_until_dressed(page)
    return page


def upload(page: Page, content: bytes, name: str) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.locator("[class*=studies_file_preview], .found-part[role=status]").first).to_be_visible()
    wait_until_dressed(page)


def download(page: Page, menu: str, name: str) -> bytes:
    page.locator(f".st-key-{menu} button").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    content = Path(waiting.value.path()).read_bytes()
    page.keyboard.press("Escape")
    return content


def test_a_file_with_two_bad_rows_is_mended_stored_seen_downloaded_and_taken_back(
    server: Server, open_page: OpenPage
) -> None:
    where = f"{server.url}/what_works?option=coaching_peer_support&outcome=housing_stability"
    page = opened(open_page, f"{where}&part=add&way=studies")
    upload(page, lines(bad=True), "coaching.csv")
    problems = page.locator("table.problems tbody tr")
    expect(problems).to_have_count(2)
    expect(problems.nth(0)).to_contain_text("the decimal mark is a comma: write 0.20", ignore_case=True)
    expect(problems.nth(1)).to_contain_text("this must be above 0", ignore_case=True)
    expect(page.get_by_role("button", name="Store all of it")).to_have_count(0)
    page.reload()
    wait_until_dressed(page)
    upload(page, lines(bad=False), "coaching.csv")
    expect(page.locator("table.problems")).to_have_count(0)
    expect(page.locator(".found-part[role=status]")).to_contain_text("say which way the file counts")
    page.get_by_text("is better for young people", exact=True).click()
    wait_until_dressed(page)
    expect(page.locator(".found-part[role=status]")).to_contain_text("all of them fit")
    expect(page.locator(".warn-box").first).to_contain_text("Plain pooling would mislead")
    assert findings(page) == []
    page.get_by_role("button", name="Store all of it").click()
    expect(page.locator(".told")).to_contain_text("10 rows are stored")

    page = opened(open_page, f"{where}&part=found")
    expect(page.locator(".band-title")).to_contain_text("Five trials")
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    expect(chart).to_contain_text("All together")
    page.get_by_text("Every effect held", exact=True).click()
    warned = page.locator(".warn-box")
    expect(warned).to_contain_text("10 effects from 5 studies: three levels give")
    expect(warned).to_contain_text("Plain pooling would mislead: it takes 10 effects for 10 studies and says")
    assert download(page, "found_menu", "Picture (PNG)").startswith(b"\x89PNG")
    svg = download(page, "found_menu", "Drawing (SVG)").decode()
    assert svg.startswith("<svg") and "All together" in svg
    book = openpyxl.load_workbook(io.BytesIO(download(page, "found_menu", "Table (XLSX)")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)

    page = opened(open_page, f"{where}&part=add&way=imports")
    page.get_by_role("link", name=re.compile("Take back coaching.csv")).click()
    expect(page.locator(".told")).to_contain_text("is taken back")
    page = opened(open_page, f"{where}&part=found")
    expect(page.locator(".not-known-box")).to_contain_text("Not searched")


def test_a_step_of_certainty_is_changed_with_a_reason_and_taken_back(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, f"{server.url}/what_works?option=independent_living_skills&outcome=homelessness&part=sure")
    page.get_by_role("link", name=re.compile("Change Other people")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("One level down", exact=True).click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("A choice needs a reason")
    dialog.get_by_label("Why").fill("All from the USA, where leaving care is another thing.")
    dialog.get_by_role("button", name="Save").click()
    part = page.locator(".found-part")
    expect(part).to_contain_text("A person chose this: All from the USA")
    expect(part).to_contain_text("The steps alone suggest low; people chose otherwise.")
    page.get_by_role("link", name=re.compile("Take back Other people")).click()
    expect(part).not_to_contain_text("A person chose this")


def test_a_logged_search_turns_not_searched_into_none_found(server: Server, open_page: OpenPage) -> None:
    where = f"{server.url}/what_works?option=supported_housing&outcome=trusted_relationships"
    page = opened(open_page, where)
    expect(page.locator(".not-known-box")).to_contain_text("Not searched")
    page.get_by_role("link", name="Log a search").click()
    page.get_by_label("Where (databases").fill("Two registers")
    page.get_by_label("Studies found").fill("0")
    page.get_by_role("button", name="Log the search").click()
    expect(page.locator(".told")).to_contain_text("The search is logged.")
    page.get_by_text("What was found", exact=True).click()
    expect(page.locator(".not-known-box")).to_contain_text("Searched, none found (Two registers")


@pytest.mark.parametrize("part", ["sure", "rows", "outcomes", "add"])
@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1440, "light")])
def test_every_part_fits_and_axe_finds_nothing(
    server: Server, open_page: OpenPage, part: str, width: int, theme: str
) -> None:
    page = opened(open_page, f"{server.url}/what_works?option=extended_care&part={part}", width=width, theme=theme)
    assert findings(page) == []
    wide, room = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; }"
    )
    assert wide <= room + 1
