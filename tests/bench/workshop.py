"""The workshop: sixty phones sending ten forms each to the whole app (bar: 600 of 600 stored, p95 under 1 s)."""

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from integrated.actions.actor import Actor
from integrated.actions.holding_workshop import Plan, open_workshop
from integrated.briefing.workshop import may_ask
from integrated.co_production.consent import WORDS
from integrated.store import open_store
from tests.browser.server import Server, copy_project
from tests.unit.participation.web_phone import WebPhone

CLIENTS, POSTS, SECONDS = 60, 10, 60
DECISION = "northvale"


def run() -> list[tuple[str, str]]:
    """One line per figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = copy_project(Path(name))
        url = f"duckdb:///{folder / 'data' / 'integrated.duckdb'}"
        store = open_store(url)
        asks = may_ask(store, DECISION)
        assert asks is not None
        workshop = open_workshop(
            store,
            Actor("lead"),
            Plan(
                decision_id=DECISION,
                title="Bench",
                option_ids=tuple(asks.options),
                groups=asks.groups,
                about_me=(),
                audience="adults",
                consent_words=WORDS["adults"],
                minutes=60,
                keep_until=date.today() + timedelta(days=1),
            ),
        )
        store.close()
        server = Server(folder).wait_until_ready(180)
        try:
            with ThreadPoolExecutor(CLIENTS) as pool:
                phones = list(
                    pool.map(lambda n: WebPhone(server.port).take_part(workshop.join_code, n % 3), range(CLIENTS))
                )
                times = [each for found in pool.map(lambda p: _send(p, workshop.join_code), phones) for each in found]
        finally:
            server.stop()
        store = open_store(url)
        stored = len(store.read("workshop_contributions", engagement_id=workshop.engagement_id))
        store.close()
    return [
        (f"{CLIENTS} phones x {POSTS} forms in {SECONDS} s, stored of {CLIENTS * POSTS}", f"{stored}"),
        ("sending a form and reading the thank-you, median", f"{statistics.median(times) * 1000:.0f} ms"),
        ("the same, 95th percentile (bar: 1,000 ms)", f"{statistics.quantiles(times, n=20)[-1] * 1000:.0f} ms"),
    ]


def _send(phone: WebPhone, code: str) -> list[float]:
    taken, begun = [], time.perf_counter()
    for place in range(POSTS):
        time.sleep(max(0.0, begun + place * SECONDS / POSTS - time.perf_counter()))
        letter = "BCDEF"[place % 5]
        form_id = phone.form(code, letter)
        start = time.perf_counter()
        phone.send(code, letter, form_id, "supports", f"Remark {place}")
        taken.append(time.perf_counter() - start)
    return taken
