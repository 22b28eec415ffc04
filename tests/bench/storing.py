"""The store: committing together against a lock, building, reading, backing up, erasing."""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from integrated.store import open_store

THREADS, EACH = 50, 20
NO_DATA = Path("none")


def run() -> list[tuple[str, str]]:
    """One line per figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_committing(folder), *_building(folder)]


def _committing(folder: Path) -> list[tuple[str, str]]:
    """Median of five rounds each, taken in turn so that a busy machine troubles both alike."""
    locked = [0.0] * 5
    together = [0.0] * 5
    for turn in range(5):
        locked[turn] = _with_a_lock(folder / f"locked{turn}.duckdb")
        together[turn] = _with_the_store(folder / f"store{turn}.duckdb")
    slow, fast = statistics.median(locked), statistics.median(together)
    rows = THREADS * EACH
    return [
        (
            f"{THREADS} threads x {EACH} rows, one commit per row behind a lock",
            f"{slow:.2f} s, {rows / slow:,.0f} rows/s",
        ),
        (f"{THREADS} threads x {EACH} rows, group commit", f"{fast:.2f} s, {rows / fast:,.0f} rows/s"),
        ("group commit against the lock (bar: at least 8)", f"{slow / fast:.1f} times as fast"),
    ]


def _with_a_lock(path: Path) -> float:
    open_store(f"duckdb:///{path}", data_folder=NO_DATA).close()
    connection, lock = duckdb.connect(path), threading.Lock()

    def write(row: dict[str, Any]) -> None:
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        with lock:
            connection.execute("begin")
            connection.execute(
                f"insert into contribution ({', '.join(row)}) values ({places}) on conflict do nothing",
                list(row.values()),
            )
            connection.execute("commit")

    try:
        return _time(write)
    finally:
        connection.close()


def _with_the_store(path: Path) -> float:
    store = open_store(f"duckdb:///{path}", data_folder=NO_DATA)
    try:
        return _time(lambda row: store.append("contribution", [row]).result())
    finally:
        store.close()


def _time(write: Callable[[dict[str, Any]], None]) -> float:
    def person(number: int) -> None:
        for place in range(EACH):
            write(_row(f"{number}-{place}"))

    with ThreadPoolExecutor(THREADS) as threads:
        start = time.perf_counter()
        list(threads.map(person, range(THREADS)))
        return time.perf_counter() - start


def _row(name: str) -> dict[str, Any]:
    return {
        "contribution_id": name,
        "engagement_id": "workshop",
        "respondent_id": name,
        "group_name": "Care leavers",
        "words": "plain words",
        "consent": "public",
        "consent_version": "1",
        "received_on": "2026-10-14",
    }


def _building(folder: Path) -> list[tuple[str, str]]:
    builds, url = [], ""
    for turn in range(3):
        url = f"duckdb:///{folder / f'built{turn}' / 'integrated.duckdb'}"
        start = time.perf_counter()
        open_store(url).close()
        builds.append(time.perf_counter() - start)
    start = time.perf_counter()
    store = open_store(url)
    opening = time.perf_counter() - start
    figures = [
        ("building the example from its CSV files (bar: 3 s)", f"{statistics.median(builds):.2f} s"),
        ("opening it again, every value read once", f"{opening * 1000:.0f} ms"),
        ("all effects (116 rows)", _milliseconds(lambda: store.read("effects_all"))),
        (
            "one cell of effects",
            _milliseconds(lambda: store.read("effects", option_id="extended_care", outcome_id="homelessness")),
        ),
        (
            "codings of one decision (320 rows)",
            _milliseconds(lambda: store.read("codings_reviewed", decision_id="northvale")),
        ),
        (
            "one decision event, committed",
            _milliseconds(lambda: store.record_event("x", "framed", "*", {"question": "?"}, "lead")),
        ),
        ("a backup", _milliseconds(store.backup)),
        ("erasing one contribution, file rewritten, backups replaced", _milliseconds(lambda: _erase_one(store))),
    ]
    assert store.path is not None
    figures.append(("size of the database file", f"{store.path.stat().st_size / 1e6:.1f} MB"))
    store.close()
    return figures


def _erase_one(store: Any) -> None:
    name = store.read("contributions_reviewed", decision_id="northvale")["contribution_id"][0]
    store.erase_contributions([name])


def _milliseconds(work: Callable[[], Any], times: int = 9) -> str:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return f"{statistics.median(taken) * 1000:.1f} ms"
