"""The workshop: sixty phones sending ten forms each to the whole app while a facilitator's page is open.

Bar, on two idle cores: 600 of 600 stored, 95th percentile under 1 s, and the page goes on counting. All phones send at
the same moment, ten times: the worst that a room can do.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from integrated.actions.actor import Actor
from integrated.actions.holding_workshop import Plan, open_workshop
from integrated.briefing.workshop import may_ask
from integrated.co_production.consent import WORDS
from integrated.co_production.workshop import Workshop
from integrated.store import open_store
from tests.browser import chromium
from tests.browser.server import Server, copy_project
from tests.unit.participation.web_phone import WebPhone

CLIENTS, POSTS, SECONDS = 60, 10, 60
FORMS = CLIENTS * POSTS
DECISION = "northvale"


def run() -> list[tuple[str, str]]:
    """One line per figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = copy_project(Path(name))
        url = f"duckdb:///{folder / 'data' / 'integrated.duckdb'}"
        workshop = opened(url)
        server = Server(folder).wait_until_ready(180)
        try:
            with ThreadPoolExecutor(CLIENTS) as pool, facilitators_page(server) as page:
                phones = list(
                    pool.map(lambda n: WebPhone(server.port).take_part(workshop.join_code, n % 3), range(CLIENTS))
                )
                before = processor_seconds(server.process.pid)
                sending = [pool.submit(_send, phone, workshop.join_code) for phone in phones]
                changes = watched(page, sending)
                times = [each for future in sending for each in future.result()]
                taken = processor_seconds(server.process.pid) - before
                load = os.getloadavg()[0]
        finally:
            server.stop()
        stored = stored_of(url, workshop)
    waits = [later - earlier for (earlier, _), (later, _) in zip(changes, changes[1:], strict=False)]
    return [
        (f"{CLIENTS} phones x {POSTS} forms in {SECONDS} s, stored of {FORMS}, each once", f"{stored}"),
        ("sending a form and reading the thank-you, median", f"{statistics.median(times) * 1000:.0f} ms"),
        ("the same, 95th percentile (bar: 1,000 ms)", f"{statistics.quantiles(times, n=20)[-1] * 1000:.0f} ms"),
        ("processor time of the server for a form and the facilitator's page", f"{taken / FORMS * 1000:.1f} ms"),
        (f"the facilitator's page counted up, to {changes[-1][1]} of {FORMS}", f"{len(changes) - 1} times"),
        ("longest wait between two of its counts (phones send every 6 s)", f"{max(waits, default=0):.1f} s"),
        ("load of this machine meanwhile (one-minute average)", f"{load:.1f} on {os.cpu_count()} cores"),
    ]


def opened(url: str) -> Workshop:
    """A workshop on the example, in a database of its own."""
    store = open_store(url)
    asks = may_ask(store, DECISION)
    assert asks is not None
    plan = Plan(
        decision_id=DECISION,
        title="Bench",
        option_ids=tuple(asks.options),
        groups=asks.groups,
        about_me=(),
        audience="adults",
        consent_words=WORDS["adults"],
        minutes=60,
        keep_until=date.today() + timedelta(days=1),
    )
    workshop = open_workshop(store, Actor("lead"), plan)
    store.close()
    return workshop


def stored_of(url: str, workshop: Workshop) -> int:
    """How many different contributions a database holds."""
    store = open_store(url)
    found = store.read("workshop_contributions", engagement_id=workshop.engagement_id)["contribution_id"].nunique()
    store.close()
    return int(found)


@contextmanager
def facilitators_page(server: Server) -> Iterator[Page]:
    """The shared screen in a real browser on this machine."""
    with sync_playwright() as playwright:
        program = chromium.find(Path(playwright.chromium.executable_path))
        assert program is not None, chromium.HOW_TO_GET_ONE
        browser = playwright.chromium.launch(executable_path=program, args=chromium.flags())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.url}/workshop?part=screen")
        page.locator(".room-numbers").wait_for(timeout=60_000)
        yield page
        browser.close()


def watched(page: Page, sending: list["Future[list[float]]"]) -> list[tuple[float, int]]:
    """When the page showed another count of forms sent, and which, until all phones have finished."""
    changes = [(time.perf_counter(), 0)]
    last_look = 0.0
    while not (all(each.done() for each in sending) and time.perf_counter() > last_look + 6):
        if not all(each.done() for each in sending):
            last_look = time.perf_counter()
        shown = int(page.locator(".room-numbers b").nth(1).inner_text())
        if shown != changes[-1][1]:
            changes.append((time.perf_counter(), shown))
        if shown == FORMS:
            break
        page.wait_for_timeout(100)
    return changes


def processor_seconds(pid: int) -> float:
    """What a process has used of the processors so far, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _send(phone: WebPhone, code: str) -> list[float]:
    taken, begun = [], time.perf_counter()
    for place in range(POSTS):
        time.sleep(max(0.0, begun + place * SECONDS / POSTS - time.perf_counter()))
        letter = "BCDEF"[place % 5]
        form_id = phone.form(code, letter)
        start = time.perf_counter()
        status, text = phone.send(code, letter, form_id, "supports", f"Remark {place}")
        taken.append(time.perf_counter() - start)
        assert status == 200 and "Thank you" in text, text
    return taken
