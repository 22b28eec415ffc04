"""Numbered changes of the schema."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrated.store import Store, StoreProblem, backups, database_file, migrations, open_store
from integrated.store.duckdb_engine import DuckDBEngine

NEXT = migrations.newest() + 1
BEDS = f"{NEXT:04}_beds.sql"
ADD_A_COLUMN = "-- what a bed costs\nalter table intervention_option add column beds integer;\n"


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations as they are, and one more beside them."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "available", _available(folder))
    return folder


def test_an_older_database_is_copied_first_and_then_changed(
    empty: Store, url: str, tmp_path: Path, next_schema: Path, contribution: Callable[..., dict[str, Any]]
) -> None:
    empty.append("contribution", [contribution("kept")]).result()
    empty.close()
    (next_schema / BEDS).write_text(ADD_A_COLUMN)
    store = open_store(url, data_folder=Path("none"))
    assert migrations.version_of(store._engine) == NEXT
    assert store._engine.read("select beds from intervention_option", []).empty
    assert store._engine.read("select contribution_id from contribution", [])["contribution_id"].tolist() == ["kept"]
    store.close()
    copies = [file for file in backups.every(tmp_path / "integrated.duckdb") if f"before-schema-{NEXT}" in file.name]
    engine = DuckDBEngine(copies[0], read_only=True)
    assert migrations.version_of(engine) == NEXT - 1
    assert len(engine.read("select * from contribution", [])) == 1
    engine.close()


def test_a_migration_that_fails_changes_nothing(empty: Store, url: str, next_schema: Path) -> None:
    empty.close()
    (next_schema / BEDS).write_text(ADD_A_COLUMN + "alter table no_such_table add column beds integer;\n")
    for _ in range(2):
        with pytest.raises(StoreProblem, match=rf"could not be brought to schema {NEXT} .*Nothing was changed"):
            open_store(url, data_folder=Path("none"))
    (next_schema / BEDS).write_text(ADD_A_COLUMN)
    store = open_store(url, data_folder=Path("none"))
    assert migrations.version_of(store._engine) == NEXT
    assert store.path is not None
    assert len([file for file in backups.every(store.path) if f"before-schema-{NEXT}" in file.name]) == 1
    store.close()


def test_an_older_database_that_cannot_be_written_to_says_what_to_do(
    empty: Store, url: str, tmp_path: Path, next_schema: Path
) -> None:
    empty.close()
    (next_schema / BEDS).write_text(ADD_A_COLUMN)
    with pytest.raises(StoreProblem, match="from an older version .* make it writable once"):
        database_file._viewed(tmp_path / "integrated.duckdb", Path("none"), None)


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert list(migrations.available()) == list(range(1, migrations.newest() + 1))


def test_a_new_database_holds_every_migration_with_its_moment(empty: Store) -> None:
    rows = empty._engine.read("select version, applied_at from schema_version order by version", [])
    assert rows["version"].tolist() == list(migrations.available())
    assert rows["applied_at"].notna().all()


def test_a_database_from_before_rewards_were_kept_says_not_recorded(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older"
    shutil.copytree(migrations.FOLDER, older)
    (older / "0004_rewards.sql").unlink()
    known = migrations.available
    with monkeypatch.context() as before:
        before.setattr(migrations, "available", lambda *_: known(older))
        store = open_store(url, data_folder=Path("none"))
        held = {"engagement_id": "e", "version": 1, "decision_id": "d", "kind": "survey", "title": "Asked"}
        store.append("engagement", [held | {"illustrative": False}]).result()
        store.close()
    store = open_store(url, data_folder=Path("none"))
    found = store.read("engagements", decision_id="d")
    assert found[["title", "rewards", "rewards_words"]].to_numpy().tolist() == [["Asked", None, None]]
    store.append("engagement", [held | {"version": 2, "illustrative": False, "rewards": "nothing"}]).result()
    assert store.read("engagements", decision_id="d")["rewards"].tolist() == ["nothing"]
    store.close()
    store = open_store(url, data_folder=Path("none"))
    assert store.read("engagements", decision_id="d")["rewards"].tolist() == ["nothing"]
    store.close()


def _available(folder: Path) -> Callable[..., dict[int, Path]]:
    found = migrations.available
    return lambda *_: found(folder)
