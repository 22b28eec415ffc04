"""Opening a store, and every way in which that can fail: one plain sentence each, and nothing lost."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from integrated.store import StoreProblem, open_store, seals
from integrated.store.__main__ import main
from integrated.store.opening import path_of

ROOT = Path(__file__).parents[2]
NO_DATA = Path("no such folder")


def run(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process with the project on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


HOLD = """
import sys
from pathlib import Path
from integrated.store import open_store
store = open_store(sys.argv[1], data_folder=Path("none"))
print("open", flush=True)
sys.stdin.readline()
store.close()
"""

OPEN = """
import sys
from pathlib import Path
from integrated.store import StoreProblem, open_store
try:
    open_store(sys.argv[1], data_folder=Path("none")).close()
    print("opened")
except StoreProblem as problem:
    sys.exit(str(problem))
"""


def test_a_store_is_opened_once_per_process(url: str) -> None:
    store = open_store(url, data_folder=NO_DATA)
    assert open_store(url, data_folder=NO_DATA) is store
    store.close()
    again = open_store(url, data_folder=NO_DATA)
    assert again is not store
    again.close()


def test_relative_urls_are_relative_to_the_project() -> None:
    assert path_of("duckdb:///data/integrated.duckdb") == ROOT / "data" / "integrated.duckdb"
    assert path_of("duckdb:////somewhere/else.duckdb") == Path("/somewhere/else.duckdb").resolve()
    assert path_of("duckdb:///:memory:") is None


@pytest.mark.parametrize("url", ["", "duckdb:///", "duckdb://host/x", "sqlite:///x.db", "data/integrated.duckdb"])
def test_another_kind_of_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url must begin with duckdb:///"):
        open_store(url)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    store = open_store(f"duckdb:///{tmp_path}/not/yet/here.duckdb", data_folder=NO_DATA)
    assert store.read("options").empty
    store.close()
    assert (tmp_path / "not" / "yet" / "here.duckdb").exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreProblem, match="cannot be kept at .*choose another place"):
        open_store(f"duckdb:///{tmp_path}/file/here.duckdb", data_folder=NO_DATA)


def test_closing_leaves_no_log_behind(url: str, tmp_path: Path, contribution: Callable[..., dict[str, Any]]) -> None:
    store = open_store(url, data_folder=NO_DATA)
    store.append("contribution", [contribution("a")]).result()
    store.close()
    assert not list(tmp_path.glob("*.wal"))


def test_a_second_process_is_told_which_one_is_running(url: str) -> None:
    first = run(HOLD, url)
    assert first.stdout is not None
    assert first.stdin is not None
    assert first.stdout.readline() == "open\n"
    out, words = run(OPEN, url).communicate(timeout=60)
    assert out == ""
    assert f"already running (process {first.pid}): use its browser tab, or end that process" in words
    assert len(words.strip().splitlines()) == 1, "one sentence, no traceback"
    first.communicate("close\n", timeout=60)
    assert run(OPEN, url).communicate(timeout=60)[0] == "opened\n"


def test_a_second_process_is_refused_even_after_the_first_has_read_the_file(url: str) -> None:
    """Opening and closing the file anywhere in a process drops DuckDB's own POSIX lock on it."""
    store = open_store(url, data_folder=NO_DATA)
    assert store.path is not None
    store.path.read_bytes()
    assert "already running" in run(OPEN, url).communicate(timeout=60)[1]
    store.close()


def test_a_file_held_by_another_program_is_named_too(url: str, tmp_path: Path) -> None:
    other = run(
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()",
        tmp_path / "integrated.duckdb",
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(StoreProblem, match=rf"already running \(process {other.pid}\)"):
        open_store(url, data_folder=NO_DATA)
    other.communicate("close\n", timeout=60)


APPEND_FOR_EVER = """
import itertools, sys
from pathlib import Path
from integrated.store import open_store
store = open_store(sys.argv[1], data_folder=Path("none"))
for number in itertools.count():
    store.append("contribution", [dict(contribution_id=str(number), engagement_id="e", respondent_id="r",
        group_name="g", words="w", consent="public", consent_version="1", received_on="2026-10-14")]).result()
    print(number, flush=True)
"""


def test_rows_that_were_acknowledged_survive_a_killed_process(url: str) -> None:
    process = run(APPEND_FOR_EVER, url)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(60)]
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    rest, _ = process.communicate(timeout=60)
    acknowledged += [int(line) for line in rest.split()]
    store = open_store(url, data_folder=NO_DATA)
    stored = set(store._engine.read("select contribution_id from contribution", [])["contribution_id"])
    store.close()
    assert {str(number) for number in acknowledged} <= stored
    assert len(stored) - len(acknowledged) in (0, 1), "at most the row whose answer was on its way"


def test_a_start_that_was_interrupted_leaves_nothing_half_made(url: str, tmp_path: Path) -> None:
    def stop(share: float, words: str) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_store(url, progress=stop)
    assert not (tmp_path / "integrated.duckdb").exists()
    store = open_store(url)
    assert len(store.read("effects_all")) == 116
    store.close()


def test_a_database_of_a_newer_version_is_refused(url: str, tmp_path: Path) -> None:
    open_store(url, data_folder=NO_DATA).close()
    with duckdb.connect(tmp_path / "integrated.duckdb") as other:
        other.execute("insert into schema_version values (99, '2030-01-01')")
    seals.remove(tmp_path / "integrated.duckdb")
    before = (tmp_path / "integrated.duckdb").read_bytes()
    with pytest.raises(StoreProblem, match=r"newer version of Integrated \(its schema is 99, this program knows \d+\)"):
        open_store(url, data_folder=NO_DATA)
    assert (tmp_path / "integrated.duckdb").read_bytes() == before


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "header": lambda content: flipped(content, 5000),
    "words of a person": lambda content: flipped(content, content.index(b"plain words")),
    "not a database": lambda content: b"a letter to the council" * 500,
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
}


@pytest.fixture
def used(url: str, tmp_path: Path, contribution: Callable[..., dict[str, Any]]) -> Path:
    """A database with one contribution, and a backup of it made after that."""
    store = open_store(url, data_folder=NO_DATA)
    store.append("contribution", [contribution("kept")]).result()
    store.backup()
    store.close()
    return tmp_path / "integrated.duckdb"


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_named_kept_and_replaced_by_the_backup(
    damage: Callable[[bytes], bytes], url: str, used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = damage(used.read_bytes())
    used.write_bytes(broken)
    for _ in range(2):
        with pytest.raises(StoreProblem, match=r"cannot be read .*go back to the backup of .*store restore"):
            open_store(url, data_folder=NO_DATA)
    assert used.read_bytes() == broken
    monkeypatch.setenv("INTEGRATED_STORE", url)
    assert "Restored from" in main(["restore"])
    kept = next(used.parent.glob("integrated.duckdb.kept-*"))
    assert kept.read_bytes() == broken
    store = open_store()
    assert store._engine.read("select contribution_id from contribution", [])["contribution_id"].tolist() == ["kept"]
    assert store.kept_aside == [kept]
    store.close()


def test_a_damaged_file_without_a_backup_says_how_to_start_again(
    url: str, used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used.write_bytes(b"nonsense" * 100)
    for backup in (used.parent / "backups").iterdir():
        backup.write_bytes(b"nonsense too")
    with pytest.raises(StoreProblem, match="There is no good backup.*store start-again"):
        open_store(url, data_folder=NO_DATA)
    monkeypatch.setenv("INTEGRATED_STORE", url)
    with pytest.raises(StoreProblem, match="There is no good backup"):
        main(["restore"])
    assert "is kept as" in main(["start-again"])
    store = open_store(url, data_folder=NO_DATA)
    assert store.read("decisions").empty
    store.close()


KILLED_AFTER_WRITING = """
import os, sys
from pathlib import Path
from integrated.store import open_store
store = open_store(sys.argv[1], data_folder=Path("none"))
for number in range(30):
    store.record_event("d", "note_set", "finance", {"words": str(number)}, "lead")
os._exit(1)
"""


@pytest.mark.parametrize(
    "damage",
    [
        lambda log: b"garbage" * 100,
        lambda log: flipped(log, 0),
        lambda log: flipped(log, 60),
        lambda log: flipped(log, len(log) - 1),
    ],
    ids=["garbage", "first byte", "first entry", "last byte"],
)
def test_a_damaged_log_is_named_and_nothing_is_lost(damage: Callable[[bytes], bytes], url: str, used: Path) -> None:
    """DuckDB passes over a log that it does not recognise without a word, and would start without those rows."""
    run(KILLED_AFTER_WRITING, url).communicate(timeout=60)
    log = used.with_name("integrated.duckdb.wal")
    log.write_bytes(damage(log.read_bytes()))
    file_before, log_before = used.read_bytes(), log.read_bytes()
    with pytest.raises(StoreProblem, match="cannot be read"):
        open_store(url, data_folder=NO_DATA)
    assert used.read_bytes() == file_before
    assert log.read_bytes() == log_before


def test_a_log_whose_end_was_torn_off_loses_only_that_end(url: str, used: Path) -> None:
    run(KILLED_AFTER_WRITING, url).communicate(timeout=60)
    log = used.with_name("integrated.duckdb.wal")
    log.write_bytes(log.read_bytes()[:-7])
    store = open_store(url, data_folder=NO_DATA)
    assert len(store.read("decision_events", decision_id="d")) == 29
    assert store.broken_link("d") is None
    store.close()
    assert (used.parent / "backups" / "integrated.before-replay.duckdb.wal").exists()


if os.name == "posix":
    VIEW = """
import os, sys
from pathlib import Path
from integrated.store import StoreProblem, open_store
open_store("duckdb:///:memory:").close()  # everything is imported before rights are given up
if os.geteuid() == 0:
    os.seteuid(65534)
store = open_store(sys.argv[1])
print(store.read_only, len(store.read("effects_all")), len(store.read("options")))
for change in (lambda: store.append("search_log", [{"search_id": "1"}]), lambda: store.backup(),
               lambda: store.record_event("d", "framed", "*", {}, "lead"),
               lambda: store.delete("vote", respondent_id="x")):
    try:
        change()
    except StoreProblem as problem:
        print(problem)
"""

    @pytest.fixture
    def open_folder() -> Iterator[Path]:
        """A folder that anybody may enter (pytest's own are closed to others)."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            yield folder
            folder.chmod(0o755)

    @pytest.mark.parametrize("closed", ["folder", "file"])
    def test_a_file_whose_folder_was_closed_later_is_shown_but_not_changed(open_folder: Path, closed: str) -> None:
        """The lock file may still be written to then, but DuckDB could not make its log."""
        database = open_folder / "integrated.duckdb"
        open_store(f"duckdb:///{database}").close()
        for file in open_folder.iterdir():
            file.chmod(0o777)
        (database if closed == "file" else open_folder).chmod(0o444 if closed == "file" else 0o555)
        if closed == "file":
            open_folder.chmod(0o777)
        before = database.read_bytes()
        out, problems = run(VIEW, f"duckdb:///{database}").communicate(timeout=60)
        assert out.startswith("True 116 6\n"), problems
        assert database.read_bytes() == before

    @pytest.mark.parametrize("built_before", [True, False])
    def test_a_folder_that_cannot_be_written_to_is_shown_but_not_changed(open_folder: Path, built_before: bool) -> None:
        url = f"duckdb:///{open_folder / 'integrated.duckdb'}"
        if built_before:
            open_store(url).close()
        open_folder.chmod(0o555)
        before = sorted((file.name, file.stat().st_mtime_ns) for file in open_folder.iterdir())
        out, problems = run(VIEW, url).communicate(timeout=60)
        assert out.startswith("True 116 6\n"), problems
        assert out.count("can only be viewed") == 3
        assert "no database file here that could be copied" in out
        assert sorted((file.name, file.stat().st_mtime_ns) for file in open_folder.iterdir()) == before

    FULL = """
import resource, signal, sys
from pathlib import Path
from integrated.store import NotStored, open_store
store = open_store(sys.argv[1], data_folder=Path("none"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
free = resource.RLIM_INFINITY
def search(name, words):
    return {"search_id": name, "option_id": "o", "outcome_id": "h", "searched_year": 2023, "searched_where": words,
            "studies_found": 0, "actor_role": "lead"}
store.append("search_log", [search("before", "x")]).result()
resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size, free))
try:
    store.append("search_log", [search("too much", "x" * 2_000_000)]).result()
except NotStored:
    print("refused")
try:
    store.append("search_log", [search("much", "y" * 90_000)]).result()
    store._engine.checkpoint()
except Exception as error:
    print(type(error).__name__)
resource.setrlimit(resource.RLIMIT_FSIZE, (free, free))
store.append("search_log", [search("after", "x")]).result()
print(*store.read("search_log")["search_id"])
store.close()
"""

    def test_a_full_disk_refuses_rows_and_the_store_goes_on_afterwards(url: str) -> None:
        out, problems = run(FULL, url).communicate(timeout=60)
        assert out.split() == ["refused", "FatalException", "after", "before", "much"], problems


def test_the_commands_say_what_they_found(url: str, used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTEGRATED_STORE", url)
    assert "the history of 0 decisions is whole" in main(["check"])
    assert "Backup written" in main(["backup"])
    with pytest.raises(StoreProblem, match="Say one of: check, backup, restore, start-again"):
        main(["drop"])


def test_the_check_finds_a_changed_history(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).close()
    with duckdb.connect(tmp_path / "integrated.duckdb") as other:
        other.execute("update decision_event set payload = '{}' where sequence = 3")
    seals.remove(tmp_path / "integrated.duckdb")
    monkeypatch.setenv("INTEGRATED_STORE", url)
    assert main(["check"]) == "The history of northvale was changed at step 3."
