"""Step 4 in a real browser: the gate, dissent, signing, real downloads, and the record reopened in a fresh store."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.server import Server, copy_project
from tests.browser.watched import THEMES, wait_until_dressed, wear

PARTS = ("equality", "conclusion", "conditions", "dissent", "review", "notes", "history")
QUESTION = "What should our council fund first, so that fewer young people become homeless after leaving care?"
DISSENT = "The money belongs in staying longer.\n<img src=x onerror=alert(1)> =1+1"
REASON = "Only when the red line is answered: care leavers said why, and nobody has replied to them."
ROLE = "Chair of the children’s committee"


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of its own: these tests change the example decision."""
    yield from _app(tmp_path_factory, "signing")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another one, to bring a record into."""
    yield from _app(tmp_path_factory, "fresh")


def _app(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Server]:
    started = Server(copy_project(tmp_path_factory.mktemp(name)))
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def go(page: Page, server: Server, part: str) -> None:
    page.goto(f"{server.url}/record?step={part}")
    # The style sheet comes as an element of its own: on a busy machine the words can be there a moment before it.
    expect(page.locator(".band")).to_have_css("border-left-style", "solid")
    wait_until_dressed(page)


def told(page: Page, words: str) -> None:
    expect(page.locator("p.told")).to_contain_text(words)
    wait_until_dressed(page)


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path()).read_bytes()


def conclude(page: Page, result: str) -> None:
    page.get_by_role("radiogroup", name="We decide to").get_by_text(result, exact=True).click()
    box = page.get_by_role("combobox", name=re.compile("Options"))
    if not page.get_by_text("C Supported housing", exact=True).count():
        box.click()
        page.get_by_role("option", name=re.compile("C Supported housing")).click()
        page.keyboard.press("Escape")
    page.get_by_label("Why", exact=True).fill(REASON)
    page.get_by_role("button", name="Save what we decide").click()
    wait_until_dressed(page)


def section(document: Document, title: str) -> list[str]:
    """Paragraphs under a heading of the first level."""
    found: list[str] = []
    inside = False
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style == "Heading 1":
            inside = paragraph.text == title
        elif inside:
            found.append(paragraph.text)
    return found


def test_the_gate_holds_choosing_and_lets_putting_off_be_signed(signing: Server, open_page: OpenPage) -> None:
    page = open_page(signing.url)
    go(page, signing, "conclusion")
    conclude(page, "Choose")
    expect(page.get_by_role("alert")).to_contain_text("first answer the red line")
    expect(page.get_by_label("Why", exact=True)).to_have_value(REASON)
    expect(page.get_by_role("button", name="Sign this version")).to_have_count(0)
    conclude(page, "Put off")
    told(page, "Saved.")
    expect(page.locator(".band")).to_contain_text("We put off C Supported housing.")

    go(page, signing, "equality")
    page.get_by_role("link", name="Add age").click()
    page.get_by_role("dialog").get_by_text("Some of both").click()
    page.get_by_role("dialog").get_by_label(re.compile("In words")).fill("Younger leavers wait longer.")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    told(page, "Saved.")
    expect(page.locator("table.equality")).to_contain_text("Younger leavers wait longer.")

    go(page, signing, "dissent")
    page.get_by_label("Word for word").fill(DISSENT)
    page.get_by_label("Whose words").fill("Foster carer on the panel")
    page.get_by_role("button", name="Record this disagreement").click()
    told(page, "Saved.")
    expect(page.locator(".record-part blockquote")).to_contain_text("<img src=x onerror=alert(1)> =1+1")
    expect(page.locator(".record-part blockquote img")).to_have_count(0)

    page.get_by_label("Signed by").fill(ROLE)
    page.get_by_role("button", name="Sign this version").click()
    told(page, "Version 1 is signed.")
    expect(page.get_by_text("This version is signed.")).to_be_visible()


def test_the_council_paper_is_read_field_by_field(signing: Server, open_page: OpenPage) -> None:
    page = open_page(signing.url)
    go(page, signing, "history")
    document = docx.Document(io.BytesIO(downloaded(page, "Council paper (.docx)")))
    assert document.core_properties.title == QUESTION
    assert document.core_properties.language == "en-GB"
    assert "signed by " + ROLE in document.paragraphs[3].text
    assert section(document, "Purpose")[0].startswith("This paper asks Children's committee to decide: What should")
    recommendations = section(document, "Recommendations")
    assert recommendations[0] == "Decision: We put off C Supported housing."
    assert f"Why: {REASON}" in recommendations
    options = next(t for t in document.tables if t.rows[0].cells[1].text == "What it means here")
    assert options.rows[1].cells[0].text == "A Continue as now (do nothing new)"
    assert len(options.rows) == 7
    assert options.rows[0]._tr.trPr is not None and options.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    evidence = "\n".join(section(document, "Evidence from three perspectives"))
    for words in (
        "Two studies contradict each other: 0.80 better, 0.57 worse.",
        "One trial, 1,114 people: 0.19 better.",
        "Searched, none found.",
        "32 of the 49 links of the map are someone’s view",
        "Nobody’s weights were recorded. A record is valid without them.",
        "Studies do not separate these options",
        "Care leavers 18–21 and 22–25 object strongly to C Supported housing.",
    ):
        assert words in evidence, words
    assert "Unaccompanied asylum-seeking young people: nobody came" in section(document, "Consultation")
    equalities = next(t for t in document.tables if t.rows[0].cells[0].text == "Characteristic")
    assert [cell.text for cell in equalities.rows[1].cells] == ["Age", "Some of both", "Younger leavers wait longer."]
    assert len(equalities.rows) == 11
    assert section(document, "Disagreement, word for word") == [f"Foster carer on the panel: {DISSENT}"]
    assert section(document, "Financial implications") == ["[officer to complete]"]
    assert section(document, "Legal implications") == ["[officer to complete]"]
    assert len(document.inline_shapes) == 4
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert document.sections[0].header.paragraphs[0].text.startswith("Illustrative:")


def test_the_workbook_the_page_and_the_record_say_the_same(
    signing: Server, fresh: Server, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(signing.url)
    go(page, signing, "history")
    sha256 = page.locator(".hash").first.inner_text().removeprefix("SHA-256 ")
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "All tables (.xlsx)")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert dict(book["README"].iter_rows(min_row=2, values_only=True))["SHA-256 of the record"] == sha256
    assert book["Disagreement"]["B2"].value == DISSENT

    html = tmp_path / "record.html"
    html.write_bytes(downloaded(page, "Page to print (.html)"))
    alone = page.context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(html.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_contain_text("What should our council fund first")
    expect(alone.locator("blockquote img")).to_have_count(0)
    expect(alone.locator("script")).to_have_count(0)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert alone.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"

    record = tmp_path / "record.json"
    record.write_bytes(downloaded(page, "Record (.json)"))
    there = open_page(fresh.url)
    go(there, fresh, "history")
    there.get_by_text("Open a record file (.json)").click()
    there.locator("input[type=file]").set_input_files(record)
    opened = there.locator(".record-part", has_text="It is as it was sealed")
    expect(opened).to_contain_text("every number comes out the same")
    expect(opened).to_contain_text("This store has the decision, without the last 3 of its events.")
    expect(opened).to_contain_text(sha256)
    there.get_by_role("button", name="Bring it in").click()
    told(there, "Brought in: 3 events.")
    expect(there.locator(".band")).to_contain_text("We put off C Supported housing.")
    assert downloaded(there, "Record (.json)") == record.read_bytes()

    record.write_bytes(record.read_bytes()[:-400])
    go(there, fresh, "history")
    there.get_by_text("Open a record file (.json)").click()
    there.locator("input[type=file]").set_input_files(record)
    expect(there.get_by_role("alert")).to_contain_text("This record ends too early")


def test_two_versions_are_compared_and_words_taken_back(signing: Server, open_page: OpenPage) -> None:
    page = open_page(signing.url)
    go(page, signing, "dissent")
    page.get_by_role("link", name=re.compile("Take back")).click()
    told(page, "Taken back. It stays in the history.")
    go(page, signing, "history")
    page.get_by_text("Compare two versions").click()
    row = page.locator("table.said", has_text="What stands now").locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("taken back")
    expect(row).to_contain_text("The money belongs in staying longer.")
    page.get_by_role("link", name=re.compile("Bring back Disagreement")).first.click()
    told(page, "Brought back. It stands again.")


def test_axe_finds_nothing_serious_in_any_part(signing: Server, open_page: OpenPage) -> None:
    page = open_page(signing.url, width=1440, height=900)
    for part in PARTS:
        go(page, signing, part)
        for width in (1440, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wait_until_dressed(page)
            expect(page.get_by_test_id("stTopNavLink")).to_have_count(0 if width == 320 else 4)
            for theme in THEMES:
                wear(page, theme)
                assert findings(page) == [], f"{part} at {width}, {theme}"
            wide, room = page.evaluate(
                "() => { const m = document.querySelector('[data-testid=stMain]');"
                " return [m.scrollWidth, m.clientWidth]; }"
            )
            assert wide <= room + 1, f"{part} at {width}: {wide} px in {room}"


def test_the_parts_are_reached_by_keyboard_alone(signing: Server, open_page: OpenPage) -> None:
    page = open_page(signing.url)
    go(page, signing, "equality")
    page.get_by_role("link", name=re.compile("^Conditions")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What has to be true")).to_be_visible()
    assert "step=conditions" in page.url
