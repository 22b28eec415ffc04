"""Everything that may leave: complete, without people's rows, and the same after the way out and back in."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from integrated.briefing.shared_about_people import shared_about_people
from integrated.exchange.full_export import NotAnExport, full_export, read_export, same_tables
from integrated.store import Store, StoreProblem, tables
from integrated.store.whole import STAYS_HERE, exported, fresh_database, row_totals, whole_tables


@pytest.fixture(scope="module")
def content(built: Store) -> bytes:
    return full_export(whole_tables(built), shared_about_people(built), STAYS_HERE, illustrative=True).content


def test_every_table_leaves_whole_or_says_why_it_stays() -> None:
    assert set(exported()) | set(STAYS_HERE) == tables.ALL
    assert not set(exported()) & set(STAYS_HERE)
    assert set(STAYS_HERE) >= tables.ERASABLE


def test_out_and_into_a_fresh_store_and_out_again_gives_identical_checksums(
    built: Store, content: bytes, tmp_path: Path
) -> None:
    first = full_export(whole_tables(built), {}, {}, illustrative=True)
    again = fresh_database(tmp_path / "fresh.duckdb", read_export(content))
    second = full_export(again, {}, {}, illustrative=True)
    assert len(first.checksums) == 3 * len(exported())
    assert second.checksums == first.checksums
    assert second.content == first.content
    assert same_tables(content, again)
    held = row_totals(built)
    assert {table.name: len(table.rows) for table in again} == {name: held[name] for name in exported()}
    assert sum(held[name] for name in exported()) > 4000


def test_one_changed_cell_changes_the_checksums(built: Store, content: bytes) -> None:
    changed = list(whole_tables(built))
    place = next(i for i, table in enumerate(changed) if table.name == "effect")
    rows = changed[place].rows.copy()
    rows.loc[0, "standard_error"] += 1e-12
    changed[place] = type(changed[place])("effect", "source", changed[place].columns, rows)
    assert not same_tables(content, changed)


def test_an_export_holds_no_word_that_is_not_public_and_reviewed(built: Store, content: bytes) -> None:
    stored = built._engine.read("select contribution_id, words, consent from contribution", [])
    reviewed = built.read("contributions_reviewed", decision_id="northvale")
    public = set(reviewed[reviewed["consent"] == "public"]["contribution_id"])
    private = stored[~stored["contribution_id"].isin(public) & (stored["words"].str.len() > 20)]
    assert len(private) > 5
    box = zipfile.ZipFile(io.BytesIO(content))
    everything = b"\n".join(box.read(name) for name in box.namelist() if not name.endswith(".parquet")).decode()
    for words in private["words"]:
        assert words not in everything
    assert len(pd.read_csv(io.BytesIO(box.read("people/public_words.csv")))) > 10


def test_small_counts_are_hidden_in_the_export(built: Store, content: bytes) -> None:
    box = zipfile.ZipFile(io.BytesIO(content))
    assert "parquet/heard.parquet" not in box.namelist()
    heard = pd.read_csv(io.BytesIO(box.read("people/heard.csv")))
    shown = pd.to_numeric(heard["people"], errors="coerce")
    assert not shown.between(1, 4).any()
    assert (heard["people"] == "hidden").any()
    stances = pd.read_csv(io.BytesIO(box.read("people/stances.csv")))
    assert not pd.to_numeric(stances["people"], errors="coerce").between(1, 4).any()


def test_the_two_kinds_of_csv_differ_where_a_formula_would_start(built: Store) -> None:
    table = next(each for each in whole_tables(built) if each.name == "outcome")
    rows = table.rows.copy()
    rows.loc[0, "label"] = "=1+1"
    box = zipfile.ZipFile(io.BytesIO(full_export([type(table)("outcome", "source", table.columns, rows)], {}, {},
                                                 illustrative=False).content))  # fmt: skip
    assert b'"=1+1"' in box.read("csv/outcome.csv")
    assert b"'=1+1" in box.read("csv-for-spreadsheets/outcome.csv")
    assert not box.read("csv/outcome.csv").startswith(b"\xef\xbb\xbf")
    assert box.read("csv-for-spreadsheets/outcome.csv").startswith(b"\xef\xbb\xbf")


def test_a_changed_file_is_named(content: bytes) -> None:
    box, buffer = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as other:
        for name in box.namelist():
            other.writestr(name, box.read(name) + (b" " if name == "csv/effect.csv" else b""))
    with pytest.raises(NotAnExport, match="csv/effect.csv.* is not as it was written"):
        read_export(buffer.getvalue())
    for wrong in (b"", b"PK", content[: len(content) // 2]):
        with pytest.raises(NotAnExport, match="not an export"):
            read_export(wrong)


def test_a_changed_history_leaves_no_database_behind(content: bytes, tmp_path: Path) -> None:
    arrived = dict(read_export(content))
    arrived["decision_event"].loc[3, "payload"] = json.dumps({"words": "something else"})
    with pytest.raises(StoreProblem, match="history of northvale in this file was changed at step"):
        fresh_database(tmp_path / "fresh.duckdb", arrived.items())
    assert not (tmp_path / "fresh.duckdb").exists()


def test_a_table_of_people_is_not_read_back(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="“contribution”, which is not one that is read back"):
        fresh_database(tmp_path / "fresh.duckdb", [("contribution", pd.DataFrame())])


def test_nothing_is_written_over_a_database(tmp_path: Path) -> None:
    (tmp_path / "here.duckdb").write_text("here")
    with pytest.raises(StoreProblem, match="nothing was written over it"):
        fresh_database(tmp_path / "here.duckdb", [])
    assert (tmp_path / "here.duckdb").read_text() == "here"
