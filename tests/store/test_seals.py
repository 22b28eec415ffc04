"""Every changed byte of a closed file, or of the log of a killed process, is found: the files carry their checksums."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.store import Store, StoreProblem, open_store, seals
from integrated.store.duckdb_engine import log_of

ROOT = Path(__file__).parents[2]
NO_DATA = Path("no data")
WRITES_AND_IS_KILLED = """
import os, sys
from pathlib import Path
from integrated.store import open_store
store = open_store(sys.argv[1], data_folder=Path("no data"))
store.backup()
store.append("contribution", [{
    "contribution_id": "taken back", "engagement_id": "e", "respondent_id": "r", "group_name": "g",
    "words": "to be erased", "consent": "public", "consent_version": "1", "received_on": "2026-11-01",
}]).result() if "erase" in sys.argv else None
for number in range(30):
    store.record_event("d", "note_set", "finance", {"words": str(number) * 20}, "lead")
    if number == 15 and "erase" in sys.argv:
        store.erase_contributions(["taken back"])
os._exit(1)
"""


def killed(folder: Path, *how: str) -> Path:
    """A database whose process was killed, its log still beside it."""
    file = folder / "integrated.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", WRITES_AND_IS_KILLED, f"duckdb:///{file}", *how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1 and not done.stderr, done.stderr
    assert log_of(file).stat().st_size > 0
    return file


def opened(file: Path) -> Store:
    return open_store(f"duckdb:///{file}", data_folder=NO_DATA)


def places(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Twenty places, each with the content that has one bit changed there."""
    rng = random.Random(len(content))
    for _ in range(20):
        place = rng.randrange(len(content))
        yield place, content[:place] + bytes([content[place] ^ (1 << rng.randrange(8))]) + content[place + 1 :]


def test_twenty_of_twenty_changed_bytes_of_a_log_are_found_and_the_backup_is_offered(tmp_path: Path) -> None:
    file = killed(tmp_path)
    log, whole = log_of(file), log_of(file).read_bytes()
    for place, changed in places(whole):
        log.write_bytes(changed)
        before = file.read_bytes()
        with pytest.raises(StoreProblem, match=r"cannot be read .*go back to the backup of .*store restore"):
            opened(file).close()
        assert (file.read_bytes(), log.read_bytes()) == (before, changed), place
    log.write_bytes(whole)
    store = opened(file)
    assert len(store.read("decision_events", decision_id="d")) == 30
    store.close()


def test_twenty_of_twenty_changed_bytes_of_a_closed_file_are_found_and_the_backup_is_offered(tmp_path: Path) -> None:
    file = killed(tmp_path)
    opened(file).close()
    whole = file.read_bytes()
    for place, changed in places(whole):
        file.write_bytes(changed)
        with pytest.raises(StoreProblem, match=r"cannot be read .*go back to the backup of .*store restore"):
            opened(file).close()
        assert file.read_bytes() == changed, place
    file.write_bytes(whole)
    opened(file).close()


def test_a_log_that_was_begun_anew_is_followed_from_its_start(tmp_path: Path) -> None:
    file = killed(tmp_path, "erase")
    assert seals.broken(file) is None
    sealed_length = int(seals.of_log(file).read_text().split()[0])
    assert sealed_length == log_of(file).stat().st_size
    store = opened(file)
    assert len(store.read("decision_events", decision_id="d")) == 30
    store.close()


def test_a_file_changed_on_purpose_opens_once_its_seal_is_deleted(tmp_path: Path) -> None:
    file = killed(tmp_path)
    opened(file).close()
    with file.open("r+b") as content:
        content.seek(0, 2)
        content.write(b"\0" * 16384)
    with pytest.raises(StoreProblem, match=r"delete integrated\.duckdb\.seal"):
        opened(file)
    seals.of_file(file).unlink()
    opened(file).close()


@pytest.mark.parametrize("said", ["", "no checksum", "12", "\x00\x01"])
def test_a_seal_of_the_log_that_says_nothing_is_passed_over(said: str, tmp_path: Path) -> None:
    file = killed(tmp_path)
    seals.of_log(file).write_text(said)
    store = opened(file)
    assert len(store.read("decision_events", decision_id="d")) == 30
    store.close()
