"""All tables of a record as an .xlsx file: a README sheet, the hashes, plain values only, no formula and no link."""

import io
import math
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from integrated.record.text import cleaned

README = "README"
LONGEST_NAME = 31
NOT_IN_NAMES = "[]:*?/\\'"
LONGEST_CELL = 32_767
WIDEST, NARROWEST = 60, 8
PLAIN_VALUES = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def record_workbook(
    readme: Sequence[tuple[str, str]], tables: Mapping[str, pd.DataFrame], *, title: str = "A record"
) -> bytes:
    """The workbook as bytes.

    Parameters
    ----------
    readme : (what, words) for the first sheet, in order.
    tables : sheet name to its rows; an empty one keeps its head, so that it is seen to be empty.
    title : of the file, in its properties.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, PLAIN_VALUES)
    book.set_properties({"title": _text(title)[:255], "author": "Integrated"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    first = pd.DataFrame(list(readme), columns=["What", "Words"])
    taken: set[str] = set()
    for name, table in [(README, first), *tables.items()]:
        sheet = book.add_worksheet(_sheet_name(name, taken))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, label in enumerate(table.columns):
            values = list(table[label])
            longest = max([len(str(label)), *(len(str(value)) for value in values)])
            sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 2)))
            sheet.write_string(0, column, _text(label), head)
            for row, value in enumerate(values, start=1):
                _write(sheet, row, column, value, cell)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, cell: Any) -> None:
    """A number as a number, yes or no as words, nothing as nothing, all else as text."""
    if value is None or value is pd.NA:
        return
    if isinstance(value, bool | np.bool_):
        sheet.write_string(row, column, "yes" if value else "no", cell)
    elif isinstance(value, Real):
        if math.isfinite(value):
            sheet.write_number(row, column, float(value), cell)
    elif not pd.isna(value):
        sheet.write_string(row, column, _text(value), cell)


def _text(value: Any) -> str:
    return str(cleaned(str(value)))[:LONGEST_CELL]


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = "".join(letter for letter in cleaned(name) if letter not in NOT_IN_NAMES).strip() or "Table"
    chosen, again = plain[:LONGEST_NAME], 2
    while chosen.lower() in taken:
        chosen = f"{plain[: LONGEST_NAME - 4]} {again}"
        again += 1
    taken.add(chosen.lower())
    return chosen
