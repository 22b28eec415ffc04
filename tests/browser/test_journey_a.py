"""Journey A: a lead reads the example, judges, hears three people, answers a red line, records dissent, signs."""

import io
import json
import re
from collections.abc import Iterator

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from integrated.record.record import reopen
from tests.browser.conftest import OpenPage
from tests.browser.server import Server, copy_project
from tests.browser.watched import wait_until_dressed

DISSENT = "Foster carers on the panel wanted Stay longer to come first: “we are the ones who hold them”."
WHY = "The one trial is sound, care leavers ask for it, and it can start within the year."
WORKS, PEOPLE, SYSTEM = "What studies found", "What people say", "How things connect"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of its own: this journey changes the example decision."""
    started = Server(copy_project(tmp_path_factory.mktemp("journey_a")))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def go(page: Page, server: Server, address: str) -> None:
    page.goto(server.url + address)
    expect(page.get_by_role("heading").first).to_be_visible()
    wait_until_dressed(page)


def saved(page: Page) -> None:
    wait_until_dressed(page)
    expect(page.get_by_text(re.compile("Saved")).first).to_be_visible()


def read_and_compare(page: Page, server: Server) -> None:
    go(page, server, "/")
    expect(page.locator(".band")).to_contain_text("No option has all three on its side.")
    page.get_by_role("link", name=re.compile("Intensive one-to-one")).click()
    expect(page.locator("h1.band-title")).to_contain_text("D Intensive one-to-one worker")
    page.locator("a.theme", has_text="Someone to turn to").click()
    expect(page.locator("a.theme.lit")).to_be_visible()
    expect(page.locator(".lit-factors")).to_contain_text("A trusted adult to turn to")


def override_a_judgement(page: Page, server: Server) -> None:
    go(page, server, "/weigh?step=judge")
    page.get_by_role("link", name=re.compile("Change.*studies found about B")).click()
    page.get_by_label("Why?").fill("Both studies are from the USA and contradict each other; we lean to even.")
    page.get_by_role("slider").last.press("ArrowLeft")
    page.get_by_role("button", name="Save this judgement").click()
    saved(page)
    expect(page.locator("table.judging").first).to_contain_text("Agreed (suggested: Anywhere on the scale)")


def answer_the_red_line(page: Page, server: Server) -> None:
    go(page, server, "/weigh?step=clashes")
    page.get_by_role("link", name=re.compile("Raise it, or set it aside")).click()
    page.get_by_label(re.compile("Why is this a red line")).fill(
        "Most of those heard would not live in a known building."
    )
    page.get_by_role("button", name="Raise it as a red line").click()
    saved(page)
    page.get_by_role("link", name=re.compile("Answer it")).click()
    page.get_by_label("What will change, or why go ahead?").fill(
        "Tenancies spread across the town, with no sign outside."
    )
    page.get_by_label("Who sees to it? (a role)").fill("Head of housing")
    page.get_by_label("What did the group say about this answer?").fill("Better, if they can choose the street.")
    page.get_by_role("button", name="Save this answer").click()
    saved(page)


def three_people_say_what_matters(page: Page, server: Server) -> None:
    go(page, server, "/weigh?step=matters")
    people = (("Lead member", 100, 60, 40), ("Care leaver on the panel", 30, 100, 20), ("Finance officer", 40, 20, 100))
    for number, (role, works, said, system) in enumerate(people, start=1):
        expect(
            page.get_by_role("heading", name=re.compile(f"Person {number}:"))
            .or_(page.get_by_text(f"Person {number}: what"))
            .first
        ).to_be_visible()
        page.get_by_label("Your role (never a name)").fill(role)
        for label, points in ((WORKS, works), (PEOPLE, said), (SYSTEM, system)):
            box = page.get_by_label(f"{label}: points")
            box.fill(str(points))
            box.press("Enter")
            wait_until_dressed(page)
        page.get_by_role("button", name="Save, and on to the next person").click()
        saved(page)
    go(page, server, "/weigh?step=first")
    show = page.get_by_role("button", name="Show it now")
    if show.count():
        show.click()
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    for label in ("P1", "P2", "P3"):
        expect(chart).to_contain_text(label)
    words = page.locator("[data-testid=stMain]").inner_text()
    assert "Not placed" in words
    assert "Supported housing" in words
    assert re.search(r"(first in about|Almost|first in)", words)


def record_and_sign(page: Page, server: Server) -> None:
    go(page, server, "/record?step=conclusion")
    page.get_by_text("Choose", exact=True).first.click()
    page.get_by_label("Options").click()
    page.get_by_role("option", name=re.compile("D Intensive")).click()
    page.keyboard.press("Escape")
    page.get_by_label("Why", exact=True).fill(WHY)
    page.get_by_role("button", name="Save what we decide").click()
    saved(page)
    go(page, server, "/record?step=dissent")
    page.get_by_label("Word for word").fill(DISSENT)
    page.get_by_role("textbox", name="Whose words").fill("Foster carer on the panel")
    page.get_by_role("button", name="Record this disagreement").click()
    saved(page)
    go(page, server, "/record?step=review")
    page.get_by_role("button", name="Save the review date").click()
    saved(page)
    page.get_by_role("textbox", name="Signed by").fill("Chair of the committee")
    page.get_by_role("button", name="Sign this version").click()
    wait_until_dressed(page)
    expect(page.get_by_text("This version is signed.")).to_be_visible()


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(re.escape(name))).click()
    return waiting.value.path().read_bytes()


def test_a_lead_takes_the_example_from_reading_to_a_signed_record(own_server: Server, open_page: OpenPage) -> None:
    page = open_page(own_server.url)
    read_and_compare(page, own_server)
    override_a_judgement(page, own_server)
    answer_the_red_line(page, own_server)
    three_people_say_what_matters(page, own_server)
    record_and_sign(page, own_server)

    paper = docx.Document(io.BytesIO(downloaded(page, "Council paper (.docx)")))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    headings = [
        p.text for p in paper.paragraphs if p.style is not None and p.style.name.startswith(("Heading", "Title"))
    ]
    assert "What should our council fund first" in text
    assert len(headings) >= 8
    for words in (WHY, DISSENT, "Head of housing", "[officer to complete]", "10.5281/zenodo.8128712"):
        assert words in text + cells, words
    assert re.search(r"[Ii]llustrative", text + cells)
    assert re.search(r"[0-9a-f]{64}", text + cells)
    assert len(paper.inline_shapes) >= 2

    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "All tables (.xlsx)")))
    assert not [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    html = downloaded(page, "Page to print (.html)").decode()
    assert DISSENT.split("“")[0].strip() in html
    assert "<script" not in html
    assert not re.search(r"(src|href)=[\"']https?://", html)

    content = downloaded(page, "Record (.json)").decode()
    record = reopen(content)
    assert record.content
    assert json.loads(content)
