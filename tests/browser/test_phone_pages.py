"""Every page that a phone can meet: axe, size and targets, without JavaScript, as narrow as phones are."""

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from integrated.actions.holding_workshop import close, open_workshop
from integrated.co_production.workshop import new_code
from integrated.store import Store, open_store
from tests.browser.accessibility import findings
from tests.unit.participation.conftest import LEAD, plan, with_a_decision
from tests.unit.participation.lean_process import LeanServer

MOST_BYTES, LEAST_PIXELS = 15_000, 24
NUMBER = "Ring my worker on 07700 900123."
WORDS, STATEMENT = "Why? Or: yes, if what?", "People need somebody to ring at weekends."


@dataclass(frozen=True)
class Room:
    """The phones' routes in a process of their own, with one workshop that is open and one that is closed."""

    url: str
    code: str
    ended: str


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("phones")
    store = with_a_decision(open_store(f"duckdb:///{folder / 'x.duckdb'}", data_folder=Path("none")))
    code, ended = _opened(store), _closed(store)
    url = f"duckdb:///{store.path}"
    store.close()
    server = LeanServer(url)
    yield Room(server.url, code, ended)
    server.end(signal.SIGTERM)


def _opened(store: Store) -> str:
    workshop = open_workshop(store, LEAD, plan(audience="young people", title="What do you think about leaving care?"))
    statement = {
        "statement_id": "s1",
        "engagement_id": workshop.engagement_id,
        "words": STATEMENT,
        "reviewed_by_role": "lead",
        "reviewed_on": date.today(),
    }
    store.append("statement", [statement]).result()
    return workshop.join_code


def _closed(store: Store) -> str:
    workshop = open_workshop(store, LEAD, plan())
    close(store, LEAD, workshop.engagement_id)
    return workshop.join_code


class Looking:
    """A phone without JavaScript, and a page beside it in which axe, a script itself, reads what the phone shows."""

    def __init__(self, browser: Browser, width: int) -> None:
        size = {"width": width, "height": 700}
        self.phone: Page = browser.new_context(viewport=size, java_script_enabled=False).new_page()  # type: ignore[arg-type]
        self.beside: Page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]

    def at(self, title: str) -> None:
        """Check the page that the phone shows, whose first heading or question is this."""
        expect(self.phone.get_by_role("heading", level=1)).to_contain_text(title)
        content = self.phone.content()
        assert len(content.encode()) < MOST_BYTES, title
        self.beside.set_content(content)
        assert findings(self.beside) == [], title
        measured = self.beside.evaluate(
            "least => ({wide: document.documentElement.scrollWidth, window: innerWidth, small: "
            "[...document.querySelectorAll('a, button, textarea, input:not([type=hidden])')]"
            ".filter(e => e.getBoundingClientRect().height < least || e.getBoundingClientRect().width < least)"
            ".map(e => e.outerHTML)})",
            LEAST_PIXELS,
        )
        assert measured["wide"] <= measured["window"], f"{title}: {measured['wide']} px wide"
        assert measured["small"] == [], f"{title}: targets under {LEAST_PIXELS} px"

    def press(self, name: str) -> None:
        self.phone.get_by_role("button", name=name, exact=True).click()

    def choose(self, label: str) -> None:
        self.phone.get_by_label(label, exact=True).check()

    def wrong(self, title: str) -> None:
        """Check the page with the summary of what is wrong, and that its link leads to the field."""
        expect(self.phone.get_by_role("alert")).to_contain_text("There is a problem")
        field = self.phone.get_by_role("alert").get_by_role("link").first.get_attribute("href")
        assert field is not None
        expect(self.phone.locator(field)).to_have_count(1)
        self.at(title)

    def close(self) -> None:
        self.phone.context.close()
        self.beside.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_phone_page_passes_axe_without_javascript(room: Room, browser: Browser, width: int) -> None:
    looking = Looking(browser, width)
    phone = looking.phone
    for path, title in {
        "/join/test": "This phone can reach the workshop",
        "/join/nothing/of/that/name": "Not found",
        f"/join/{new_code()}": "Not found",
        f"/join/{room.ended}": "Not found",
        "/join/withdraw": "Take back what you said",
    }.items():
        phone.goto(room.url + path)
        looking.at(title)
    looking.press("Delete what I said")
    looking.wrong("Take back what you said")

    phone.goto(f"{room.url}/join/")
    looking.at("Join the workshop")
    looking.press("Go on")
    looking.wrong("Join the workshop")
    phone.get_by_label("The code on the screen").fill(room.code.lower())
    looking.press("Go on")
    looking.at("What do you think about leaving care?")
    looking.press("Go on")
    looking.wrong("What do you think about leaving care?")
    looking.choose("No, I do not want to take part")
    looking.press("Go on")
    looking.at("That is fine")
    phone.get_by_role("link", name="I have changed my mind").click()
    phone.get_by_role("radio").first.check()
    looking.press("Go on")
    looking.at("Which of these fits you best?")
    looking.press("Go on")
    looking.wrong("Which of these fits you best?")
    looking.choose("Care leavers")
    looking.press("Go on")
    looking.at("How do you describe yourself?")
    looking.press("Go on")
    looking.wrong("How do you describe yourself?")
    looking.choose("I would rather not say")
    looking.press("Go on")

    looking.at("What do you want to talk about?")
    phone.get_by_role("link", name=re.compile("Option 0")).click()
    looking.at("Option 0")
    looking.press("Send")
    looking.wrong("Option 0")
    looking.choose("I am for it")
    phone.get_by_label(WORDS).fill(NUMBER)
    looking.press("Send")
    expect(phone.get_by_role("heading", name="Does this say who somebody is?")).to_be_visible()
    looking.at("Option 0")
    phone.get_by_label(WORDS).fill("Because people need time.")
    looking.press("Send it as it is")
    expect(phone.locator(".code")).to_be_visible()
    looking.at("Thank you")
    code = phone.locator(".code").inner_text()
    phone.get_by_role("link", name="Say something else").click()
    expect(phone.get_by_text("You have said something about this.")).to_be_visible()
    looking.at("What do you want to talk about?")
    phone.get_by_role("link", name=re.compile("Option 0")).click()
    expect(phone.get_by_text("You said before")).to_be_visible()
    looking.at("Option 0")

    phone.goto(f"{room.url}/join/{room.code}/vote")
    expect(phone.get_by_text(STATEMENT)).to_be_visible()
    looking.at("Do you agree?")
    looking.press("Agree")
    expect(phone.get_by_text("You have seen them all.")).to_be_visible()
    looking.at("Do you agree?")
    phone.goto(f"{room.url}/join/withdraw")
    phone.get_by_label("Your code").fill(code)
    looking.press("Delete what I said")
    expect(phone.get_by_role("status")).to_contain_text("Deleted: 1.")
    looking.at("Take back what you said")
    looking.close()
