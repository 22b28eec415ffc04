"""What is erased is gone from every byte that the store keeps."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrated.store import Store, StoreProblem, open_store

WORDS = "the blue door opposite my old school"
EDITED = "the door that everybody knows about"
CONDITION = "somebody answers on a Sunday night"


def files_holding(folder: Path, words: str) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


@pytest.fixture
def filled(empty: Store, contribution: Callable[..., dict[str, Any]]) -> Store:
    rows = [contribution("leaves", words=WORDS), contribution("stays", words="something that stays in the file")]
    empty.append("contribution", rows).result()
    review = {"reviewer_role": "facilitator", "reviewed_on": "2026-10-15", "sequence": 1, "edited_words": EDITED}
    empty.append("review", [{"review_id": "r", "contribution_id": "leaves", "action": "edit", **review}]).result()
    coding = {"version": 1, "coder": "self", "removed": False, "condition_words": CONDITION}
    empty.append("coding", [{"coding_id": "k", "contribution_id": "leaves", **coding}]).result()
    return empty


def test_words_of_a_withdrawn_contribution_are_in_no_file_any_more(filled: Store, tmp_path: Path) -> None:
    filled._engine.checkpoint()
    filled.backup()
    for words in (WORDS, EDITED, CONDITION):
        assert len(files_holding(tmp_path, words)) >= 2, "they are there before, in the file and its backup"
    assert filled.erase_contributions(["leaves"]) == 3
    for words in (WORDS, EDITED, CONDITION):
        assert files_holding(tmp_path, words) == []
    assert files_holding(tmp_path, "something that stays in the file")
    assert filled._engine.read("select contribution_id from contribution", [])["contribution_id"].tolist() == ["stays"]


def test_the_copy_made_before_a_replay_is_erased_too(filled: Store, tmp_path: Path) -> None:
    copy = tmp_path / "backups" / "integrated.before-replay.duckdb"
    copy.write_text(WORDS)
    copy.with_name(copy.name + ".wal").write_text(WORDS)
    filled.delete("contribution", contribution_id="leaves")
    assert files_holding(tmp_path, WORDS) == []


def test_what_an_interrupted_copy_left_behind_is_cleared_at_the_next_start(filled: Store, tmp_path: Path) -> None:
    path = filled.path
    filled.close()
    for name in ("integrated-20261014.unfinished", "integrated.compacting", "integrated.compacting.wal"):
        (tmp_path / "backups" / name).write_text(WORDS)
    (tmp_path / "integrated.duckdb.building").write_text(WORDS)
    again = open_store(f"duckdb:///{path}")
    assert again.erase_contributions(["leaves"]) == 3
    assert files_holding(tmp_path, WORDS) == []
    again.close()


def test_an_erasure_that_could_not_rewrite_the_file_says_so_and_is_finished_by_the_next(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    filled._engine.checkpoint()
    with monkeypatch.context() as patch:
        patch.setattr("integrated.store.duckdb_engine.os.replace", full)
        with pytest.raises(StoreProblem, match="The rows are deleted, but .*No space left.* delete again"):
            filled.erase_contributions(["leaves"])
    assert files_holding(tmp_path, WORDS)
    assert filled.erase_contributions(["leaves"]) == 0
    assert files_holding(tmp_path, WORDS) == []
    assert len(filled._engine.read("select * from contribution", [])) == 1


def test_an_erased_store_is_whole_and_can_be_written_to(filled: Store, contribution: Callable[..., Any]) -> None:
    before = filled.version
    assert filled.delete("contribution", contribution_id=["leaves", "nobody"]) == 1
    assert filled.version > before
    filled.append("contribution", [contribution("new"), contribution("stays", words="changed")]).result()
    rows = filled._engine.read("select contribution_id, words from contribution order by contribution_id", [])
    assert rows.to_numpy().tolist() == [["new", "plain words"], ["stays", "something that stays in the file"]]
    path = filled.path
    filled.close()
    again = open_store(f"duckdb:///{path}")
    assert len(again._engine.read("select * from contribution", [])) == 2
    assert again._engine.read("select * from stance_people", []).empty
    again.close()


def test_votes_are_deleted_by_person_and_by_statement(empty: Store) -> None:
    votes = [
        {"statement_id": statement, "respondent_id": person, "vote": 1, "group_name": "g"}
        for statement in "abc"
        for person in "xy"
    ]
    empty.append("vote", votes).result()
    assert empty.delete("vote", respondent_id="x", statement_id=["a", "b"]) == 2
    assert empty.delete("vote", respondent_id=[]) == 0
    assert len(empty._engine.read("select * from vote", [])) == 4


def test_others_read_and_write_while_the_file_is_rewritten(
    filled: Store, contribution: Callable[..., dict[str, Any]]
) -> None:
    stop, problems, written = threading.Event(), [], []

    def work(person: int) -> None:
        place = 0
        while not stop.is_set():
            try:
                filled.read("decisions")
                filled.append("contribution", [contribution(f"{person}-{place}")]).result(timeout=30)
                written.append(f"{person}-{place}")
                place += 1
            except Exception as problem:  # any at all fails the test
                problems.append(problem)
                return

    threads = [threading.Thread(target=work, args=[person]) for person in range(4)]
    for thread in threads:
        thread.start()
    for place in range(5):
        filled.append(
            "vote", [{"statement_id": f"{place}", "respondent_id": "x", "vote": 0, "group_name": "g"}]
        ).result()
        assert filled.delete("vote", statement_id=f"{place}") == 1
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []
    stored = set(filled._engine.read("select contribution_id from contribution", [])["contribution_id"])
    assert set(written) <= stored


@pytest.mark.parametrize(
    ("table", "where", "words"),
    [
        ("decision_event", {"event_id": "x"}, "rows may be deleted only from about_me, coding"),
        ("effect", {"effect_id": "x"}, "rows may be deleted only from"),
        ("contribution", {}, "say which rows of contribution to delete"),
        ("contribution", {"surname": "x"}, "it has no surname"),
    ],
)
def test_what_is_kept_for_good_cannot_be_deleted(empty: Store, table: str, where: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        empty.delete(table, **where)
