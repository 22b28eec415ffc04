"""The .xlsx is opened again with openpyxl: every sheet, no formula, no link, numbers as numbers."""

import io
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from integrated.exchange.record_workbook import record_workbook
from integrated.record.text import cleaned
from tests.unit.exchange.papers import HOSTILE


def opened(tables: dict[str, pd.DataFrame], readme: tuple[tuple[str, str], ...] = (("What", "A record"),)):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(record_workbook(readme, tables, title="A record")))


def test_the_readme_comes_first_and_every_table_follows() -> None:
    book = opened({"Options": pd.DataFrame({"a": [1]}), "Weights": pd.DataFrame({"b": []})})
    assert book.sheetnames == ["README", "Options", "Weights"]
    assert [cell.value for cell in book["README"][2]] == ["What", "A record"]
    assert [cell.value for cell in book["Weights"][1]] == ["b"]
    assert book["Weights"].max_row == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_become_a_formula_or_a_link(words: str) -> None:
    table = pd.DataFrame({words: [words, 1.5]})
    content = record_workbook(((words, words),), {"T": table}, title=words)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book["T"]["A2"].value == cleaned(words)
    assert book["T"]["A2"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets and all(b"<f>" not in sheet and b"hyperlink" not in sheet for sheet in sheets)


def test_numbers_stay_numbers_and_gaps_stay_gaps() -> None:
    table = pd.DataFrame(
        {
            "whole": pd.Series([3, 4], dtype="Int64"),
            "share": [0.25, np.nan],
            "yes": [True, False],
            "mixed": [np.int64(7), None],
            "flag": pd.Series([np.bool_(True), None], dtype=object),
        }
    )
    sheet = opened({"T": table})["T"]
    assert [cell.value for cell in sheet[2]] == [3, 0.25, "yes", 7, "yes"]
    assert [cell.value for cell in sheet[3]] == [4, None, "no", None, None]


def test_names_of_sheets_are_made_to_fit_and_to_differ() -> None:
    long = "Judgements: agreed [and suggested] of every option"
    book = opened({long: pd.DataFrame({"a": [1]}), f"{long} again": pd.DataFrame({"a": [2]}), "?*": pd.DataFrame()})
    names = book.sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


def test_a_text_longer_than_a_cell_is_cut_not_refused() -> None:
    sheet = opened({"T": pd.DataFrame({"a": ["x" * 40_000]})})["T"]
    assert len(sheet["A2"].value) == 32_767
