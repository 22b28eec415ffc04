"""Words that look like code, in every text a person can enter: they are shown as words and nothing runs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from integrated.store import Store, open_store, uuid4
from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server, copy_project
from tests.browser.watched import wait_until_dressed

CORPUS = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "\"><svg onload='window.ran = 1'>",
    "javascript:window.ran=1",
    "{{constructor.constructor('window.ran=1')()}}",
    "![x](http://example.org/leak.png)",
    "</textarea><iframe srcdoc='<script>parent.ran=1</script>'>",
    "<a href='javascript:window.ran=1'>look</a>",
    "*bold* [x](http://example.org/y) www.example.org a@example.org :red[z] $a$ # h",
)
ALL = " ".join(CORPUS)
PAGES = sorted(Path(file).stem for file in (ROOT / "pages").glob("*.py"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on a store in which every text is hostile."""
    folder = copy_project(tmp_path_factory.mktemp("hostile"))
    address = f"duckdb:///{folder / 'hostile.duckdb'}"
    store = open_store(address)
    spoil(store)
    store.close()
    started = Server(folder, environment={"INTEGRATED_STORE": address})
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


def spoil(store: Store) -> None:
    """Put the corpus where people's words go: events, contributions, themes, map edits."""
    say = store.record_event
    say("northvale", "framed", "*", {"question": ALL[:500], "decided_by": CORPUS[0], "area_code": "northvale"}, "lead")
    for letter, option_id, words in (("B", "extended_care", CORPUS[1]), ("D", "intensive_case_support", CORPUS[2])):
        say("northvale", "option_listed", option_id, {"letter": letter, "name": words, "legal_note": ALL[:300]}, "lead")
    say("northvale", "group_named", CORPUS[1], {"most_affected": True, "must_be_heard": True}, "lead")
    raised = {"option_id": "extended_care", "group_name": CORPUS[2], "reason": ALL[:500]}
    say("northvale", "red_line_raised", "line-1", raised, "lead")
    say("northvale", "dissent_recorded", "dissent-1", {"words": ALL, "role": CORPUS[1]}, "lead")
    say("northvale", "condition_set", "condition-1", {"words": ALL, "owner": CORPUS[0]}, "lead")
    say("northvale", "concluded", "*", {"result": "defer", "reason": ALL}, "lead")
    say("northvale", "trigger_set", "trigger-1", {"words": ALL}, "lead")
    say("northvale", "note_set", "finance", {"words": ALL}, "lead")
    say("northvale", "weights_set", CORPUS[1], {"shares": {"works": 0.5, "people": 0.3, "system": 0.2}}, "lead")
    for option_id, perspective in (("extended_care", "works"), ("intensive_case_support", "people")):
        agreed = {"lowest": 3, "highest": 4, "reason": ALL}
        say("northvale", "judgement_agreed", f"{option_id}/{perspective}", agreed, "lead")
    say("northvale", "map_rename", "northvale/age_at_leaving", {"label": CORPUS[1]}, "lead")
    themes = store.read("themes", decision_id="northvale").to_dict("records")
    store.append(
        "theme",
        [
            {
                **{k: row[k] for k in row if k in THEME},
                "version": int(row["version"]) + 1,
                "name": CORPUS[i % len(CORPUS)],
            }
            for i, row in enumerate(themes)
        ],
    ).result()
    contribution_id = uuid4()
    store.append(
        "contribution",
        [
            {
                "contribution_id": contribution_id,
                "engagement_id": "example_workshop",
                "respondent_id": "hostile",
                "group_name": "Care leavers 18–21",
                "option_id": "extended_care",
                "words": ALL,
                "consent": "public",
                "consent_version": "1",
                "received_on": date(2026, 10, 14),
            }
        ],
    ).result()
    store.append(
        "review",
        [
            {
                "review_id": uuid4(),
                "contribution_id": contribution_id,
                "action": "approve",
                "reviewer_role": CORPUS[1],
                "reviewed_on": date(2026, 10, 15),
                "sequence": 1,
            }
        ],
    ).result()
    store.append(
        "coding",
        [
            {
                "coding_id": uuid4(),
                "version": 1,
                "contribution_id": contribution_id,
                "theme_id": "timing_of_leaving",
                "option_id": "extended_care",
                "stance": "supports",
                "coder": "first",
                "removed": False,
            }
        ],
    ).result()


THEME = {
    *("theme_id", "decision_id", "definition", "include_when", "exclude_when"),
    *("merged_into", "confidence", "confidence_reason"),
}


@pytest.mark.parametrize("page_name", PAGES)
def test_hostile_words_are_words(hostile: Server, open_page: OpenPage, page_name: str) -> None:
    where = "" if page_name == "decision" else page_name
    for query in ("", "?option=extended_care&focus=factor~age_at_leaving", "?step=first&section=history"):
        page = open_page(f"{hostile.url}/{where}{query}")
        expect(page.get_by_role("heading").first).to_be_visible()
        wait_until_dressed(page)
        assert page.evaluate("window.ran === undefined"), f"{page_name}{query} ran what a person typed"
        assert page.locator("img[src=x], iframe[srcdoc], a[href^='javascript']").count() == 0
        made = page.locator("a[href*='example.org'], .katex")
        assert made.count() == 0, f"{page_name}{query} read a name as Markdown: {made.first.inner_html()}"


def test_the_first_page_shows_the_words_themselves(hostile: Server, open_page: OpenPage) -> None:
    page = open_page(hostile.url)
    expect(page.locator("h1.question")).to_contain_text("<script>window.ran = 1</script>")
    expect(page.locator("table.decision")).to_contain_text("<img src=x onerror='window.ran = 1'>")
