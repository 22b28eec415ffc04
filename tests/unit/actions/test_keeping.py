"""Keeping the data safe: only those who may, whole imports only, and nothing over the running database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.actions.actor import Actor
from integrated.actions.keeping import Keeping
from integrated.briefing.files_page import files_page, imports_of, to_export
from integrated.exchange.full_export import full_export, read_export, same_tables
from integrated.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path / 'kept.duckdb'}", data_folder=Path("no such folder"))
    opened.append("import_batch", [batch("i1", "grants", "ours.csv"), batch("i2", "embedded", "outcome.csv")]).result()
    yield opened
    opened.close()


def batch(import_id: str, kind: str, name: str) -> dict[str, object]:
    return {
        "import_id": import_id,
        "kind": kind,
        "file_name": name,
        "sha256": "0" * 64,
        "row_total": 18,
        "illustrative": False,
        "actor_role": "lead",
        "imported_at": "2026-11-01",
    }


def test_an_import_is_taken_back_once_by_role(store: Store) -> None:
    assert "Only a" in Keeping(store, Actor("viewer")).undo_import("i1").problem
    lead = Keeping(store, Actor("lead"))
    assert lead.undo_import("i1").told == "“ours.csv” is taken back: none of its 18 rows counts any more."
    assert "taken back already" in lead.undo_import("i1").problem
    told = {each.import_id: each for each in imports_of(store)}
    assert (told["i1"].undone_by, told["i1"].may_be_undone) == ("lead", False)
    assert store.read("imports")["import_id"].tolist() == ["i2"]


def test_what_came_with_the_app_stays(store: Store) -> None:
    assert "came with the app" in Keeping(store, Actor("lead")).undo_import("i2").problem


def test_a_backup_is_made_verified_and_restored_elsewhere(store: Store) -> None:
    hands = Keeping(store, Actor("facilitator"))
    assert "is written" in hands.back_up().told
    backups = files_page(store).backups
    assert backups
    assert "every row of it can be read" in hands.verify(backups[0].name).told
    assert "equal row by row" in hands.drill(backups[0].name).told
    assert "not there any more" in hands.verify("other.duckdb").problem
    assert "Only a" in Keeping(store, Actor("viewer")).back_up().problem


def test_a_flipped_byte_in_a_backup_is_said_and_the_file_kept(store: Store) -> None:
    hands = Keeping(store, Actor("lead"))
    hands.back_up()
    assert store.path is not None
    name = files_page(store).backups[0].name  # type: ignore[index]
    file = store.path.parent / "backups" / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    content[4200] ^= 0xFF
    file.write_bytes(content)
    assert "is damaged" in hands.verify(name).problem
    assert file.exists()


def test_an_export_becomes_a_new_database_beside_this_one(store: Store) -> None:
    content = full_export(to_export(store), {}, {}, illustrative=False).content
    hands = Keeping(store, Actor("lead"))
    done = hands.bring_in(read_export(content), lambda tables: same_tables(content, tables))
    assert "every checksum is identical" in done.told
    assert store.path is not None
    made = list(store.path.parent.glob("kept-brought-in-*.duckdb"))
    assert len(made) == 1
    assert made[0].name in done.told
