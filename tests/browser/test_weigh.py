"""3 Weigh up in a browser: agree a judgement, weigh with two people, see a flip, answer a red line, by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from integrated.views import theme
from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import Server, copy_project
from tests.browser.watched import THEMES, wait_until_dressed, wear

PARTS = ("judge", "clashes", "matters", "first")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app with a database of its own: what is decided here is not there for other tests."""
    started = Server(copy_project(tmp_path_factory.mktemp("weigh")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def opened(open_page: OpenPage, own: Server, part: str, **size: object) -> Page:
    page = open_page(f"{own.url}/weigh?step={part}", **size)
    expect(page.locator(".weigh-bottom")).to_be_visible()
    wait_until_dressed(page)
    return page


def shown(page: Page) -> Page:
    """The triangle, asked for if it is not shown yet."""
    now = page.get_by_role("button", name="Show it now")
    if now.count():
        now.click()
    expect(page.locator("svg.marks")).to_be_visible()
    wait_until_dressed(page)
    return page


def points(page: Page, **given: int) -> None:
    """Typed one after the other without waiting, as people type."""
    labels = {"works": "What studies found", "people": "What people say", "system": "How things connect"}
    for name, value in given.items():
        field = page.get_by_label(f"{labels[name]}: points")
        field.fill(str(value))
        field.press("Enter")
    for name, value in given.items():
        expect(page).to_have_url(re.compile(f"w_{name}={value}(&|$)"))
    wait_until_dressed(page)


def ends_at(box: Locator) -> float:
    found = box.bounding_box()
    assert found is not None
    return found["y"] + found["height"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080)])
def test_every_part_shows_its_answer_and_the_way_on_without_scrolling(
    own: Server, open_page: OpenPage, width: int, height: int
) -> None:
    for part in PARTS:
        page = opened(open_page, own, part, width=width, height=height)
        if part == "first":
            shown(page)
            assert ends_at(page.locator(".not-placed-box")) < height
        expect(page.locator("h1.band-title")).to_be_visible()
        assert ends_at(page.locator(".weigh-bottom")) <= height, part


def test_axe_finds_nothing_serious_in_any_part_with_its_panel_open(own: Server, open_page: OpenPage) -> None:
    openers = {"judge": "Agree all suggestions", "clashes": "Raise a red line"}
    for part in PARTS:
        page = opened(open_page, own, part, width=1280, height=900)
        if part in openers:
            page.get_by_role("link", name=openers[part]).click()
            expect(page.locator(".st-key-open_panel")).to_be_visible()
            wait_until_dressed(page)
        if part == "first":
            shown(page)
        for mode in THEMES:
            wear(page, mode)
            assert findings(page) == [], f"{part}, {mode}"


def test_the_colours_of_the_triangle_follow_the_theme(own: Server, open_page: OpenPage) -> None:
    for mode, tints in (("light", theme.TINTS_LIGHT), ("dark", theme.TINTS_DARK)):
        page = shown(opened(open_page, own, "first", theme=mode))
        filled = page.locator(f'.st-key-triangle path[fill="{theme.TINTS_LIGHT[3]}"]').first
        red, green, blue = (int(tints[3][i : i + 2], 16) for i in (1, 3, 5))
        expect(filled).to_have_css("fill", f"rgb({red}, {green}, {blue})")


def test_a_judgement_is_agreed_with_a_reason_by_keyboard_alone(own: Server, open_page: OpenPage) -> None:
    page = opened(open_page, own, "judge")
    page.get_by_role("link", name="Change what people say about E").focus()
    page.keyboard.press("Enter")
    lowest = page.get_by_role("slider").first
    expect(lowest).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(lowest).to_have_attribute("aria-valuetext", "Even")
    page.keyboard.press("ArrowRight")
    expect(lowest).to_have_attribute("aria-valuetext", "For")
    page.get_by_label("Why?").focus()
    page.keyboard.type("<b>They</b> want lessons too")
    page.get_by_role("button", name="Save this judgement").focus()
    page.keyboard.press("Enter")
    row = page.locator("table.judging tr", has_text="Independent-living classes")
    expect(row).to_contain_text("Agreed (suggested: No clear case either way): <b>They</b> want lessons too")
    expect(row.locator(".ghost i.in")).to_have_count(3)
    expect(page.locator("h1.band-title")).to_contain_text("1 of 15 judgements are agreed.")
    expect(page.locator(".told")).to_have_text("Saved.")
    page.get_by_role("link", name="Take back what people say about E").click()
    expect(page.locator("h1.band-title")).to_contain_text("0 of 15 judgements are agreed.")


def test_two_people_weigh_and_see_what_would_flip(own: Server, open_page: OpenPage) -> None:
    page = opened(open_page, own, "matters")
    page.get_by_label("How many of you will answer?").fill("2")
    page.get_by_label("How many of you will answer?").press("Enter")
    wait_until_dressed(page)
    page.get_by_label("Your role (never a name)").fill("foster carer")
    points(page, works=100, people=5)
    expect(page.get_by_text("Your mix: What studies found 95%")).to_be_visible()
    page.get_by_role("button", name="Save, and on to the next person").click()
    expect(page.locator("h1.band-title")).to_contain_text("Person 2: what matters most to you?")
    expect(page.get_by_label("What studies found: points")).to_have_value("0")
    expect(page.get_by_text("The triangle stays closed")).to_be_visible()
    page.get_by_role("link", name=re.compile("d Who comes first")).click()
    expect(page.locator("h1.band-title")).to_have_text("Who comes first is not shown yet.")
    expect(page.locator("svg.marks")).to_have_count(0)
    page.get_by_role("button", name="Say what matters").click()
    points(page, people=100)
    page.get_by_role("button", name="Save this answer").click()
    page.get_by_role("button", name="Show who comes first").click()
    triangle = page.locator("svg.marks")
    expect(triangle).to_contain_text("P1")
    expect(triangle).to_contain_text("P2")
    said = page.locator(".sentences")
    expect(said).to_contain_text("E comes first for Person 1 (foster carer); D comes first for Person 2.")
    expect(page.locator(".change")).to_contain_text(
        re.compile(r"If Person \d.* moved \d+ points? of 100 from .* catch up")
    )
    page.get_by_role("button", name="As a table").click()
    expect(page.get_by_role("dialog")).to_contain_text("studies 95%, people 5%, connections 0%")


def test_a_red_line_is_raised_answered_and_no_longer_open(own: Server, open_page: OpenPage) -> None:
    page = opened(open_page, own, "clashes")
    expect(page.locator(".card.red")).to_contain_text("object strongly to C Supported housing")
    page.get_by_role("link", name=re.compile("Raise it, or set it aside")).click()
    page.get_by_label(re.compile("Why is this a red line")).fill("They would rather sofa-surf.")
    page.get_by_role("button", name="Raise it as a red line").click()
    page.get_by_role("link", name="Answer it C Supported housing").click()
    page.get_by_label("What will change, or why go ahead?").fill("Own front doors")
    page.get_by_role("button", name="Save this answer").click()
    expect(page.get_by_role("alert")).to_contain_text("A change needs an owner: say which role will see to it.")
    page.get_by_label("Who sees to it? (a role)").fill("Head of housing")
    page.get_by_label("What did the group say about this answer?").fill("Better, if they choose the house")
    page.get_by_role("button", name="Save this answer").click()
    card = page.locator(".card.red.done")
    expect(card).to_contain_text("Something will change. Own front doors")
    expect(card).to_contain_text("What the group said: Better, if they choose the house")
    expect(page.locator("h1.band-title")).to_have_text("One clash waits for an answer.")
    shown(opened(open_page, own, "first"))
    expect(page.locator(".weigh-band .red-line")).to_have_count(0)


def test_a_check_opens_and_takes_an_answer(own: Server, open_page: OpenPage) -> None:
    page = opened(open_page, own, "judge")
    page.get_by_role("link", name=re.compile("Unfair to some")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Do this before you sign")
    dialog.get_by_role("tab", name="The rows behind it").click()
    expect(dialog.get_by_role("table")).to_contain_text("Nobody asked Young people leaving custody.")
    dialog.get_by_role("tab", name="What we do about it").click()
    dialog.get_by_label("What do you do about it?").fill("Ask through the youth justice team")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".told")).to_have_text("Saved.")
    page.get_by_role("link", name=re.compile("Unfair to some")).click()
    expect(dialog.get_by_label("What do you do about it?")).to_have_value("Ask through the youth justice team")


def test_the_way_on_leads_through_the_parts_to_the_record(own: Server, open_page: OpenPage) -> None:
    page = opened(open_page, own, "judge")
    for following in ("Next: clashes", "Next: what matters", "Next: who comes first", "Next: decide and record"):
        page.get_by_role("link", name=following).click()
        wait_until_dressed(page)
    expect(page).to_have_url(re.compile("/record"))
    page = opened(open_page, own, "matters")
    page.get_by_role("link", name="Skip: record without weights").click()
    expect(page).to_have_url(re.compile("/record"))


def test_on_a_wall_the_triangle_and_its_sentences_fill_the_screen(own: Server, open_page: OpenPage) -> None:
    page = open_page(f"{own.url}/weigh?step=first&present=1", width=1920, height=1080)
    expect(page.locator("h1.band-title")).to_be_visible()
    wait_until_dressed(page)
    shown(page)
    drawn = page.locator("svg.marks").bounding_box()
    assert drawn is not None
    assert drawn["height"] > 780
    assert drawn["y"] + drawn["height"] <= 1080
    expect(page.locator(".sentences p").first).to_have_css("font-size", "32px")
    expect(page.locator(".weigh-top")).to_be_hidden()
    expect(page.locator("table.often")).to_be_hidden()
