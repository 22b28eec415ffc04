"""Copies of the database, and the way back."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrated.store import Store, StoreProblem, backups, open_store, tables
from integrated.store.duckdb_engine import DuckDBEngine


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of every table of a closed database."""
    engine = DuckDBEngine(path, read_only=True)
    try:
        return {
            table: engine.read(f"select * from {table} order by all", []).astype(str).to_numpy().tolist()
            for table in sorted(tables.ALL)
        }
    finally:
        engine.close()


def test_a_backup_made_while_others_write_is_consistent_and_whole(
    empty: Store, contribution: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    stop, acknowledged = threading.Event(), []

    def write(person: int) -> None:
        place = 0
        while not stop.is_set():
            name = f"{person}-{place}"
            empty.append("contribution", [contribution(f"{name}-{half}") for half in "ab"]).result()
            acknowledged.append(name)
            place += 1

    threads = [threading.Thread(target=write, args=[person]) for person in range(50)]
    for thread in threads:
        thread.start()
    made = []
    for _ in range(3):
        before = set(acknowledged)
        made.append((before, empty.backup()))
    stop.set()
    for thread in threads:
        thread.join()
    for before, path in made:
        names = [row[0] for row in contents(path)["contribution"]]
        pairs = {name[:-2] for name in names}
        assert len(names) == 2 * len(pairs), "a pair that was appended together was copied apart"
        assert before <= pairs, "an acknowledged row is missing from a backup made after it"
        fresh = tmp_path / path.stem / "integrated.duckdb"
        fresh.parent.mkdir()
        assert backups.restore(fresh, path) is None
        assert contents(fresh) == contents(path)


def test_a_restored_backup_equals_what_was_backed_up(url: str, tmp_path: Path) -> None:
    store = open_store(url)
    backup = store.backup()
    store.close()
    database = tmp_path / "integrated.duckdb"
    expected = contents(database)
    assert len(expected["effect"]) == 116
    store = open_store(url)
    store.append("search_log", [_search("later")]).result()
    store.close()
    kept = backups.restore(database, backup)
    assert contents(database) == expected
    assert kept is not None
    assert len(contents(kept)["search_log"]) == 6
    store = open_store(url)
    assert store.broken_link("northvale") is None
    store.append("search_log", [_search("later")]).result()
    store.close()


def test_a_backup_keeps_the_rules_of_the_tables(empty: Store, contribution: Callable[..., dict[str, Any]]) -> None:
    backup = empty.backup()
    copied = open_store(f"duckdb:///{backup}")
    copied.append("contribution", [contribution("a"), contribution("a")]).result()
    with pytest.raises(StoreProblem):
        copied.append("contribution", [contribution("b", consent="perhaps")]).result()
    assert len(copied._engine.read("select * from contribution", [])) == 1
    copied.close()


def test_only_the_newest_backups_are_kept(empty: Store) -> None:
    made = [empty.backup() for _ in range(backups.KEPT + 3)]
    assert empty.path is not None
    assert backups.ordinary(empty.path) == made[-backups.KEPT :]


def test_the_newest_good_backup_is_found_behind_bad_ones(empty: Store) -> None:
    good, cut, other = empty.backup(), empty.backup(), empty.backup()
    cut.write_bytes(cut.read_bytes()[:5_000])
    other.write_bytes(b"")
    assert empty.path is not None
    assert backups.newest_good(empty.path) == good


def test_a_first_start_makes_a_backup_and_a_second_on_the_same_day_does_not(url: str, tmp_path: Path) -> None:
    open_store(url).close()
    first = backups.every(tmp_path / "integrated.duckdb")
    open_store(url).close()
    assert backups.every(tmp_path / "integrated.duckdb") == first
    assert len(first) == 1
    yesterday = time.time() - backups.A_DAY - 1
    os.utime(first[0], (yesterday, yesterday))
    open_store(url).close()
    assert len(backups.every(tmp_path / "integrated.duckdb")) == 2


def test_a_store_that_stays_open_copies_itself_once_a_day(empty: Store) -> None:
    assert empty.path is not None
    before = len(backups.every(empty.path))
    empty._copied_at -= backups.A_DAY + 1
    for place in range(3):
        empty.append("search_log", [_search(f"{place}")]).result()
    path = empty.path
    empty.close()
    assert len(backups.every(path)) == before + 1


def test_memory_cannot_be_backed_up() -> None:
    store = open_store("duckdb:///:memory:", data_folder=Path("none"))
    with pytest.raises(StoreProblem, match="no database file"):
        store.backup()
    store.close()


def _search(name: str) -> dict[str, Any]:
    return {
        "search_id": name,
        "option_id": "coaching_peer_support",
        "outcome_id": "homelessness",
        "searched_year": 2026,
        "searched_where": "one register",
        "studies_found": 0,
        "actor_role": "lead",
    }
