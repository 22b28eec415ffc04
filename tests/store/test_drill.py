"""A restore drill proves a backup, and leaves the running database and nothing else behind."""

import tempfile
from pathlib import Path

import pytest

from integrated.store import Store, StoreProblem
from integrated.store.drill import drill, listed

SEARCH = {
    "search_id": "s1",
    "option_id": "o",
    "outcome_id": "p",
    "searched_year": 2026,
    "searched_where": "somewhere",
    "studies_found": 0,
    "actor_role": "lead",
}


def test_a_backup_is_restored_row_by_row_and_the_folder_is_gone(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.append("search_log", [SEARCH]).result()
    name = empty.backup().name
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    assert empty.path is not None
    done = drill(empty.path, name)
    assert done.rows == 1 + len(empty._engine.read("select * from schema_version", []))
    assert not list(spare.iterdir())
    assert empty.read("search_log")["search_id"].tolist() == ["s1"]


def test_a_damaged_backup_is_refused_and_kept_with_the_newest_good_one_named(empty: Store) -> None:
    good, bad = empty.backup(), empty.backup()
    content = bytearray(bad.read_bytes())
    for place in range(4096, len(content), 512):
        content[place] ^= 0xFF
    bad.write_bytes(content)
    assert empty.path is not None
    with pytest.raises(StoreProblem, match=f"cannot be restored .*newest good one is {good.name}"):
        drill(empty.path, bad.name)
    assert bad.read_bytes() == bytes(content)


def test_an_unknown_backup_is_said(empty: Store) -> None:
    assert empty.path is not None
    with pytest.raises(StoreProblem, match="not there any more"):
        drill(empty.path, "../integrated.duckdb")


def test_backups_are_listed_newest_first(empty: Store) -> None:
    made = [empty.backup().name for _ in range(2)]
    assert empty.path is not None
    assert [each.name for each in listed(empty.path)][:2] == made[::-1]
    assert all(each.size > 0 for each in listed(empty.path))
