"""CSV files on their way into a new store."""

import csv
import hashlib
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from integrated.store import Store, StoreProblem, loading, open_store, tables

DATA = Path(__file__).parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["path"]: resource for resource in PACKAGE["resources"]}
FILES = sorted(DATA.glob("*.csv"))
OPTIONS = "option_id,name,is_continue_as_now\n"


def test_every_file_is_described_and_named_after_a_table() -> None:
    assert {file.name for file in FILES} == set(RESOURCES)
    assert {file.stem for file in FILES} <= tables.ALL


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_description_of_a_file_fits_it(file: Path) -> None:
    resource, content = RESOURCES[file.name], file.read_bytes()
    now = hashlib.sha256(content).hexdigest()
    assert resource["hash"] == f"sha256:{now}", f"put sha256:{now} into datapackage.json"
    assert resource["bytes"] == len(content)
    header = content.decode().split("\n")[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert resource["licenses"]
    assert resource["sources"]
    assert isinstance(resource["illustrative"], bool)


def test_every_import_holds_its_hash_licence_and_source(built: Store) -> None:
    found = built.read("imports").set_index("file_name")
    for file in FILES:
        row = found.loc[file.name]
        assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert row["import_id"] == f"{file.stem}-{row['sha256'][:12]}"
        assert row["licence"]
        assert row["attribution"]
    assert "10.5281/zenodo.8128712" in RESOURCES["effect.csv"]["sources"][0]["path"]
    assert "Open Government Licence v3.0" in found.loc["indicator_value.csv", "attribution"]
    assert found.loc["effect.csv", "licence"] == "Creative Commons Attribution 4.0 International"


def test_every_row_of_every_file_is_stored(built: Store) -> None:
    for file in FILES:
        with file.open(encoding="utf-8", newline="") as text:
            lines = list(csv.reader(text))
        stored = built._engine.read(f"select count(*) as n from {file.stem}", [])["n"][0]
        assert stored == len(lines) - 1, file.name


def test_progress_is_told_from_nothing_to_all(url: str) -> None:
    told: list[tuple[float, str]] = []
    open_store(url, progress=lambda share, words: told.append((share, words))).close()
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert (f"Reading {RESOURCES['effect.csv']['title']}") in [words for _, words in told]
    assert len(told) > 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OPTIONS + "a,A,perhaps\n", "'perhaps' in row 2, column is_continue_as_now: write a boolean"),
        (OPTIONS + "a,A\n", "2 cells in row 2, its heading has 3"),
        ("option_id,surname\na,b\n", "a column 'surname' that the table intervention_option does not have"),
        (OPTIONS + "a,A,true\nb,,false\n", "could not be read into the table intervention_option: .*name"),
        (OPTIONS + "a,A,true\na,B,false\n", "could not be read into the table intervention_option: .*[Dd]uplicate"),
    ],
)
def test_a_file_that_does_not_fit_is_named_with_row_and_column(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "intervention_option.csv").write_text(text, encoding="utf-8")
    with pytest.raises(StoreProblem, match=words):
        open_store("duckdb:///:memory:", data_folder=tmp_path)


def test_files_without_a_description_or_of_another_name_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "intervention_option.csv").write_text("\ufeff" + OPTIONS + 'a,"A, or ""B""\nagain",true\n', "utf-8")
    (tmp_path / "shopping.csv").write_text("bread,milk\n")
    store = open_store("duckdb:///:memory:", data_folder=tmp_path)
    assert store.read("options")["name"].tolist() == ['A, or "B"\nagain']
    store.close()


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("", "text", None),
        ("", "integer", None),
        ("7", "bigint", 7),
        ("0.5", "double precision", 0.5),
        ("false", "boolean", False),
        ("2026-10-14", "date", date(2026, 10, 14)),
        ("2026-10-14T09:00:00", "timestamp without time zone", datetime(2026, 10, 14, 9)),
        ("007", "text", "007"),
        ("NA", "text", "NA"),
    ],
)
def test_cells_become_values_of_their_column(cell: str, kind: str, value: object) -> None:
    assert loading.value_of(cell, kind) == value
