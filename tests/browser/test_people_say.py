"""What people say in a real browser: coding by keyboard, a consent taken back, and the rule of small counts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from integrated.views.voices_page import PARTS
from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import Server, copy_project
from tests.browser.watched import THEMES, wait_until_dressed, wear


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of its own: these tests change what people said."""
    started = Server(copy_project(tmp_path_factory.mktemp("voices")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def part(open_page: OpenPage, server: Server, name: str, **more: str) -> Page:
    address = "&".join([f"part={name}", *(f"{key}={value}" for key, value in more.items())])
    page = open_page(f"{server.url}/co_production?{address}")
    expect(page.get_by_role("heading", name="What people say")).to_be_visible()
    wait_until_dressed(page)
    return page


def counter(page: Page) -> str:
    return page.get_by_text(re.compile(r"\d+ of \d+ · \d+ coded by you")).inner_text()


def press(page: Page, key: str, until: str) -> None:
    """Press a key and wait for what it brings about."""
    page.keyboard.press(key)
    expect(page.get_by_text(re.compile(until)).first).to_be_visible()
    wait_until_dressed(page)


def test_the_groups_nobody_heard_come_first_and_published_findings_are_not_counted(
    own: Server, open_page: OpenPage
) -> None:
    page = part(open_page, own, "heard")
    expect(page.locator(".voices-band")).to_contain_text("Not heard yet: Unaccompanied asylum-seeking young people")
    expect(page.locator("table.voices tr.missing").first).to_contain_text("Nobody heard")
    page = part(open_page, own, "themes")
    expect(page.locator(".theme-said").first).to_contain_text("15 of the 38 people heard")
    expect(page.locator("details summary").first).to_contain_text("Also said elsewhere, not counted")


def test_ten_contributions_are_coded_by_keyboard_by_two_coders_who_see_where_they_differ(
    own: Server, open_page: OpenPage
) -> None:
    before = part(open_page, own, "compare").locator(".voices-page h2").first.inner_text()
    for coder, stance in (("first", "f"), ("second", "a")):
        page = part(open_page, own, "coding", coder=coder)
        page.get_by_role("heading", name="What people say").click()
        while not counter(page).startswith("1 of"):
            press(page, "m", r"coded by you")
        for place in range(1, 11):
            page.keyboard.press("s")
            expect(page.locator(".excerpt-text a.on")).to_have_count(1)
            wait_until_dressed(page)
            press(page, "4" if coder == "first" else "2", r"is given|already")
            if page.get_by_role("button", name=re.compile("For it")).count():
                press(page, stance, r"· chosen")
            if place < 10:
                press(page, "n", rf"^{place + 1} of \d+ ·")
    page = part(open_page, own, "compare")
    after = page.locator(".voices-page h2").first
    expect(after).not_to_have_text(before)
    expect(page.locator("table.differences tbody tr", has_text="Money worries").first).to_contain_text("given")
    row = page.locator("table.differences tbody tr", has_text="Against it").filter(has_text="For it").first
    expect(row).to_be_visible()
    row.get_by_role("button", name="Against it").click()
    expect(page.get_by_text("Settled: this stance counts.")).to_be_visible()
    expect(page.get_by_role("button", name="Take back")).to_have_count(1)
    expect(page.locator(".voices-page h2").first).to_contain_text("1 of them settled")


def test_a_chosen_sentence_and_every_code_survive_a_reload(own: Server, open_page: OpenPage) -> None:
    page = part(open_page, own, "coding", coder="second")
    page.get_by_role("heading", name="What people say").click()
    page.keyboard.press("s")
    chosen = page.locator(".excerpt-text a.on")
    expect(chosen).to_have_count(1)
    words = chosen.inner_text()
    press(page, "7", r"is given|already")
    page.reload()
    expect(page.locator(".excerpt-text a.on")).to_have_text(words)
    expect(page.get_by_text(re.compile("Someone to turn to: “")).first).to_be_visible()


def test_a_consent_taken_back_makes_the_quote_vanish_from_every_page(own: Server, open_page: OpenPage) -> None:
    quote = "You move me in with a lot of people in crisis and call it support."
    page = part(open_page, own, "themes")
    expect(page.get_by_text(quote).first).to_be_visible()
    page = part(open_page, own, "consent")
    which = page.get_by_role("combobox", name=re.compile("Which words"))
    which.click()
    which.fill("in crisis and call it")
    page.get_by_role("option", name=re.compile("in crisis and call it")).click()
    page.get_by_text("Erase the words for good").click()
    page.get_by_role("button", name="Take the consent back").click()
    expect(page.get_by_text("Withdrawn and erased")).to_be_visible()
    for name in ("themes", "options", "coding", "compare", "consent"):
        page = part(open_page, own, name)
        expect(page.get_by_text("in crisis and call it")).to_have_count(0)
    for address in ("side_by_side?option=supported_housing", "weigh?step=clashes", "record"):
        page = open_page(f"{own.url}/{address}")
        expect(page.get_by_role("heading").first).to_be_visible()
        wait_until_dressed(page)
        expect(page.get_by_text("in crisis and call it")).to_have_count(0)


def test_a_threshold_of_ten_hides_cells_on_every_page(own: Server, open_page: OpenPage) -> None:
    page = part(open_page, own, "options")
    shown = page.locator(".option-said", has_text="B Stay longer")
    expect(shown).to_contain_text("8 for it")
    page = part(open_page, own, "consent")
    page.get_by_label("Smallest count shown").fill("10")
    page.get_by_label("Why", exact=True).fill("A small place where people know one another")
    page.get_by_role("button", name="Set for this decision").click()
    expect(page.get_by_text("From now on counts under 10 are hidden")).to_be_visible()
    page = part(open_page, own, "options")
    expect(page.locator(".option-said", has_text="B Stay longer")).not_to_contain_text("8 for it")
    expect(page.get_by_text("fewer than 10")).to_be_visible()
    page = part(open_page, own, "heard")
    row = page.locator("table.voices tr", has_text="Care leavers 22–25")
    expect(row).to_contain_text("hidden")
    page = open_page(f"{own.url}/side_by_side?option=extended_care")
    expect(page.get_by_text("fewer than 10").first).to_be_visible()
    expect(page.locator(".stances")).not_to_contain_text("8 for it")


def test_axe_finds_nothing_serious_in_any_part_and_none_calls_words_anonymised(
    own: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{own.url}/co_production")
    for name in PARTS:
        page.goto(f"{own.url}/co_production?part={name}")
        expect(page.get_by_role("heading", name="What people say")).to_be_visible()
        wait_until_dressed(page)
        assert "anonymi" not in page.locator("[data-testid=stMain]").inner_text().lower()
        for theme in THEMES:
            wear(page, theme)
            assert findings(page) == [], f"{name}, {theme}"


def test_the_pages_of_this_project_never_say_anonymised() -> None:
    root = Path(__file__).parents[2]
    for file in [*(root / "integrated" / "views").rglob("*.py"), *(root / "pages").glob("*.py")]:
        assert "anonymis" not in file.read_text(encoding="utf-8").lower(), file
