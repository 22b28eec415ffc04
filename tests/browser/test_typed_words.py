"""Names that look like Markdown in every kind of widget: on the screen stands what was typed, and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect

from integrated.views.typed import JOINER
from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server
from tests.browser.typed_names import NAMES
from tests.browser.watched import wait_until_run

MADE = "em, strong, del, code, a[href], ul, ol, h1, h2, hr, blockquote, .katex, img, input[disabled]"
WORDS = "[data-testid=stMarkdownContainer]"


@pytest.fixture(scope="module")
def typed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("typed")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    started = Server(folder, str(ROOT / "tests" / "browser" / "typed_app.py"), {"PYTHONPATH": str(ROOT)})
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


@pytest.fixture
def page(typed_server: Server, open_page: OpenPage) -> Page:
    opened = open_page(typed_server.url)
    expect(opened.get_by_test_id("stSelectbox")).to_be_visible()  # the last on the page
    wait_until_run(opened)
    return opened


def stands(where: Locator, name: str) -> None:
    expect(where).to_be_visible()
    assert where.inner_text().replace(JOINER, "").strip() == name
    assert where.locator(MADE).count() == 0, f"{name} became {where.inner_html()}"


def test_labels_and_messages_show_what_was_typed(page: Page) -> None:
    for at, name in enumerate(NAMES):
        around = page.locator(f".st-key-name_{at}")
        words = around.locator(f"{WORDS}, [data-testid=stCaptionContainer]")
        assert words.count() == 7
        for each in words.all():
            stands(each, name)


@pytest.mark.parametrize("kind", ["tabs", "radio", "table", "segments"])
def test_choices_tabs_and_tables_show_what_was_typed(page: Page, kind: str) -> None:
    found = {
        "tabs": page.get_by_role("tab").locator(WORDS),
        "radio": page.get_by_test_id("stRadio").first.locator("[role=radiogroup]").locator(WORDS),
        "table": page.get_by_test_id("stTable").locator("tbody td").locator(WORDS),
        "segments": page.get_by_test_id("stButtonGroup").get_by_role("radio").locator(WORDS),
    }[kind]
    expect(found).to_have_count(len(NAMES))
    for name, each in zip(NAMES, found.all(), strict=True):
        stands(each, name)


def test_a_list_that_opens_shows_what_was_typed(page: Page) -> None:
    field, options = page.get_by_test_id("stSelectbox").get_by_role("combobox"), page.get_by_role("option")
    for _ in range(10):  # a list that opens while the page settles is closed again
        field.press("ArrowDown")
        with suppress(AssertionError):
            expect(options).to_have_count(len(NAMES), timeout=2000)
            break
    assert [each.replace(JOINER, "") for each in options.all_inner_texts()] == NAMES
    assert options.locator(MADE).count() == 0
