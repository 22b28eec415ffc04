"""Journey B: a funder brings 20 grants in, 2 of them bad, filters, opens an empty cell and takes the map away."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from integrated.exchange.three_sixty_giving import TITLES
from integrated.store import open_store
from tests.browser.conftest import OpenPage
from tests.browser.server import Server, copy_project
from tests.browser.watched import wait_until_dressed

ROW = "ours-{i},Peer mentors,=1+1 mentors,GBP,1000,2021-04-01,r1,@Receiver,f1,Funder,E12000002,North West,,,"
FEW = "Night-time phone line"
MONEY = {"m": 1e6, "k": 1e3, "": 1.0}


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An app of its own, with a second decision on which only three people were heard."""
    folder = copy_project(tmp_path_factory.mktemp("journey_b"))
    three_are_heard(folder)
    started = Server(folder)
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def three_are_heard(folder: Path) -> None:
    store = open_store(f"duckdb:///{folder}/data/integrated.duckdb", data_folder=folder / "data")
    day, now = date(2026, 10, 1), datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    batch = {"import_id": "few", "kind": "test", "file_name": "few", "sha256": "0" * 64, "row_total": 1}
    store.append("import_batch", [batch | {"illustrative": False, "actor_role": "lead", "imported_at": now}]).result()
    option = {"option_id": "phone_line", "name": FEW, "is_continue_as_now": False, "import_id": "few"}
    store.append("intervention_option", [option]).result()
    store.append("decision", [{"decision_id": "few", "illustrative": False, "created_at": now}]).result()
    store.record_event("few", "framed", "*", {"question": "Who answers at night?"}, "lead")
    store.record_event("few", "option_listed", "phone_line", {"letter": "B", "name": FEW}, "lead")
    held = {"engagement_id": "few", "version": 1, "decision_id": "few", "kind": "survey", "title": "Survey"}
    store.append("engagement", [held | {"held_on": day, "illustrative": False}]).result()
    counted = {"engagement_id": "few", "dimension": "group", "category": "Care leavers 18–21", "people": 3}
    store.append("heard", [counted | {"as_of": day}]).result()
    for person in ("a", "b", "c"):
        said = {"contribution_id": person, "engagement_id": "few", "respondent_id": person}
        who = {"group_name": "Care leavers 18–21", "option_id": "phone_line", "words": "Yes.", "consent": "public"}
        store.append("contribution", [said | who | {"consent_version": "1", "received_on": day}]).result()
        seen = {"review_id": person, "contribution_id": person, "action": "approve", "reviewer_role": "facilitator"}
        store.append("review", [seen | {"reviewed_on": day, "sequence": 1}]).result()
        coded = {"coding_id": person, "version": 1, "contribution_id": person, "option_id": "phone_line"}
        store.append("coding", [coded | {"stance": "supports", "coder": "self", "removed": False}]).result()
    store.close()


def grants_file(folder: Path) -> Path:
    lines = [ROW.format(i=i) for i in range(20)]
    lines[3] = lines[3].replace(",1000,", ",about a thousand,")
    lines[7] = lines[7].replace("2021-04-01", "01/04/2021")
    file = folder / "grants.csv"
    file.write_text("\n".join([",".join(TITLES.values()), *lines]), encoding="utf-8")
    return file


def bring_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("18 can be loaded, 2 need attention.")).to_be_visible()
    fixes = page.get_by_test_id("stTable")
    for row, said, fix in (
        ("5", "about a thousand", "write"),
        ("9", "01/04/2021", "write the date as year-month-day, such as 2021-04-01"),
    ):
        line = fixes.get_by_role("row").filter(has_text=said)
        expect(line).to_contain_text(row)
        expect(line).to_contain_text(fix)
    page.get_by_role("button", name="Store these 18").click()
    expect(page.get_by_text("18 loaded.")).to_be_visible()


def filter_by_year(page: Page) -> None:
    page.get_by_text("Where it is thin", exact=True).click()
    wait_until_dressed(page)
    page.get_by_label("Year").click()
    page.get_by_role("option", name="2021", exact=True).click()
    expect(page.locator(".band")).to_contain_text("18 grants, £18k")
    wait_until_dressed(page)


def open_an_empty_cell(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Stay longer, Readiness to live independently")).click()
    behind = page.locator(".st-key-gap_behind")
    expect(behind).to_contain_text("Studies: not searched.")
    expect(behind).to_contain_text("No grant here.")


def cells_on_screen(page: Page) -> dict[tuple[str, str], str]:
    """(option, outcome) to the words of its cell, as the table on screen has them."""
    told = page.locator("table.gap-map").evaluate(
        """table => {
          const heads = [...table.tHead.rows[0].cells].slice(1).map(each => each.innerText);
          return [...table.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).map((cell, place) =>
            [row.cells[0].querySelector('b').innerText, heads[place], cell.textContent]));
        }"""
    )
    return {(option, outcome): said for option, outcome, said in told}


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_a_funder_brings_grants_in_and_takes_away_what_is_on_screen(
    own_server: Server, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(f"{own_server.url}/portfolio?part=in", width=1440, height=900)
    bring_in(page, grants_file(tmp_path))
    filter_by_year(page)
    open_an_empty_cell(page)
    on_screen = cells_on_screen(page)

    page.get_by_role("button", name="Download", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "Table (CSV)").decode("utf-8-sig"))))
    assert sum(int(row["Grants"]) for row in rows) == 18
    assert sum(float(row["Money (GBP)"]) for row in rows) == 18_000
    for row in rows:
        shown = on_screen.pop((row["Option"], row["Outcome"]))
        for layer in ("What studies found", "What people say", "How things connect"):
            assert row[layer] in shown
        money = re.search(r"£(\d+)(k?)", shown)
        assert float(row["Money (GBP)"]) == (int(money[1]) * MONEY[money[2]] if money else 0)
    assert all("£" not in said for said in on_screen.values()), "money on screen that is not in the file"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    few = [row for row in rows if row["Option"] == FEW]
    assert few
    assert {row["What people say"] for row in few} == {"hidden"}

    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Table (XLSX)")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    head, *lines = book.worksheets[0].iter_rows(values_only=True)
    assert [[str(value) for value in line] for line in lines] == [
        [row[str(name)].removesuffix(".0") for name in head] for row in rows
    ]
    assert downloaded(page, "Picture (PNG)").startswith(b"\x89PNG")
    drawn = downloaded(page, "Drawing (SVG)").decode()
    assert "18 grants, £18k" in drawn
    assert "<script" not in drawn


def test_no_formula_of_a_grant_comes_alive_in_a_file_of_grants(own_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{own_server.url}/portfolio?part=grants&year=2021", width=1440, height=900)
    expect(page.locator(".band")).to_contain_text("18 grants, £18k")
    wait_until_dressed(page)
    page.get_by_role("button", name="Download", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "Table (CSV)").decode("utf-8-sig"))))
    assert {row["Who receives it"] for row in rows} == {"'@Receiver"}
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Table (XLSX)")))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
