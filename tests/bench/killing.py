"""The workshop's server killed twenty times while phones send (bar: every acknowledged form is there, none twice)."""

import tempfile
import time
from pathlib import Path

from integrated.store import open_store
from tests.bench.workshop import opened
from tests.unit.participation.killing import acknowledged_before_the_kill

KILLS = 20


def run() -> list[tuple[str, str]]:
    """One line per figure; after each kill the file is opened again and read."""
    acknowledged: list[str] = []
    missing = twice = without_stance = 0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        url = f"duckdb:///{Path(name) / 'killed.duckdb'}"
        workshop = opened(url)
        for _ in range(KILLS):
            acknowledged += acknowledged_before_the_kill(url, workshop.join_code)
            store = open_store(url)
            found = store.read("workshop_contributions", engagement_id=workshop.engagement_id)["contribution_id"]
            coded = store.read("workshop_codings", engagement_id=workshop.engagement_id)["contribution_id"]
            store.close()
            missing += len(set(acknowledged) - set(found))
            twice += len(found) - found.nunique()
            without_stance += len(set(found) - set(coded))
    return [
        (f"acknowledged before {KILLS} kills, every form sent twice", f"{len(acknowledged)}"),
        ("of these missing afterwards, over all looks (bar: 0)", f"{missing}"),
        ("stored twice (bar: 0)", f"{twice}"),
        ("stored without the stance that was sent with it (bar: 0)", f"{without_stance}"),
        ("stored in the end (some were stored before their thank-you was cut off)", f"{len(found)}"),
        ("the whole drill", f"{time.perf_counter() - start:.0f} s"),
    ]
