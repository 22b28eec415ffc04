"""Steps 1 and 2 in a real browser: read, open an option, highlight, see what lights up, present."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.server import Server
from tests.browser.watched import wait_until_dressed

OPTIONS = (
    "extended_care",
    "supported_housing",
    "intensive_case_support",
    "independent_living_skills",
    "coaching_peer_support",
)


def opened(open_page: OpenPage, url: str, **size: object) -> Page:
    page = open_page(url, **size)
    wait_until_dressed(page)
    return page


def test_the_first_page_says_the_truth_of_the_example(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server.url)
    table = page.locator("table.decision")
    expect(table.locator("tbody tr")).to_have_count(6)
    rows = {row.locator(".letter").inner_text(): row.inner_text() for row in table.locator("tbody tr").all()}
    assert list(rows) == ["A", "B", "C", "D", "E", "F"]
    assert "The comparison." in rows["A"]
    assert "Two studies contradict each other: 0.80 better, 0.57 worse." in rows["B"]
    assert "Not known" in rows["C"]
    assert "Searched, none found." in rows["C"]
    assert "One trial, 1,114 people: 0.19 better." in rows["D"]
    assert "Three trials: 0.20 better; anything from worse to better fits." in rows["E"]
    assert "Searched, none found." in rows["F"]
    assert all("budget left for prevention" in rows[letter] for letter in "BCDF")
    expect(page.locator(".band")).to_contain_text(re.compile("object strongly to C"))
    expect(page.locator(".panels")).to_contain_text("Unaccompanied asylum-seeking young people: nobody came")


def test_the_main_answer_needs_no_scrolling(server: Server, open_page: OpenPage) -> None:
    for width, height in ((1440, 900), (1920, 1080)):
        page = opened(open_page, server.url, width=width, height=height)
        rows = page.locator("table.decision tbody tr")
        expect(rows).to_have_count(6)
        last = rows.last.bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= height


def test_a_row_opens_its_option_side_by_side_without_a_reload(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server.url)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name=re.compile("Intensive one-to-one")).click()
    expect(page.locator(".band-title")).to_contain_text("D Intensive one-to-one worker")
    assert page.evaluate("window.stayed") is True
    assert "option=intensive_case_support" in page.url


def test_the_table_is_walked_by_keyboard(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server.url)
    links = page.locator("table.decision tbody a[data-go]")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".band-title")).to_contain_text("C Supported housing")


def test_staying_longer_shows_two_studies_and_no_diamond(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, f"{server.url}/side_by_side?option=extended_care")
    studies = page.locator("[data-testid=stColumn]").first
    expect(studies).to_contain_text("too few to judge")
    expect(studies).to_contain_text("0.31, not the published 1.04")
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    expect(chart).to_contain_text("0.80 [0.72, 0.89]")
    expect(chart).to_contain_text("−0.57")
    expect(chart).not_to_contain_text("All together")


def test_classes_show_the_diamond_and_its_interval(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, f"{server.url}/side_by_side?option=independent_living_skills")
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    expect(chart).to_contain_text("All together")
    expect(chart).to_contain_text("0.20 [−0.36, 0.77]")


def test_the_three_columns_of_every_option_fit_the_window(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, f"{server.url}/side_by_side")
    for option_id in OPTIONS:
        page.goto(f"{server.url}/side_by_side?option={option_id}")
        wait_until_dressed(page)
        expect(page.locator("canvas").first).to_be_visible()
        feet = page.locator(".column-foot")
        expect(feet).to_have_count(3)
        for number in range(3):
            foot = feet.nth(number).bounding_box()
            assert foot is not None
            assert foot["y"] + foot["height"] <= 900, f"{option_id}: the foot of column {number + 1} needs a scroll"


def test_a_highlighted_theme_lights_factors_and_the_outcome_and_nothing_moves(
    server: Server, open_page: OpenPage
) -> None:
    page = opened(open_page, f"{server.url}/side_by_side?option=extended_care")
    expect(page.locator("canvas").first).to_be_visible()
    places = [
        page.locator(each).first.bounding_box() for each in ("blockquote", "canvas", "[data-testid=stVegaLiteChart]")
    ]
    page.locator("a.theme", has_text="Left too early").click()
    expect(page.locator("a.theme.lit")).to_contain_text("Left too early")
    expect(page.locator(".lit-tag")).to_contain_text("Homelessness")
    expect(page).to_have_url(re.compile("focus=theme~timing_of_leaving|focus=theme%7Etiming_of_leaving"))
    expect(page.locator(".lit-factors")).to_contain_text("Age at leaving care")
    now = [
        page.locator(each).first.bounding_box() for each in ("blockquote", "canvas", "[data-testid=stVegaLiteChart]")
    ]
    assert now == places
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("a.theme.lit")).to_have_count(0)


def test_present_mode_hides_the_bar_and_p_leaves_it(server: Server, open_page: OpenPage) -> None:
    page = opened(open_page, server.url, width=1920, height=1080)
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page).to_have_url(re.compile("present=1"))
    page.keyboard.press("b")
    expect(page.locator(".blanked")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".blanked")).to_have_count(0)
    page.keyboard.press("p")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
