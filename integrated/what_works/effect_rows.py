"""Rows of the table of effects as mappings, and which of them may be pooled."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
Rows = Union["pd.DataFrame", Iterable[Row]]
DESIGNS = ("rct", "non_randomised", "correlational")


def effect_rows(effects: Rows, needed: tuple[str, ...]) -> list[Row]:
    """Rows as mappings, from a DataFrame or a sequence of mappings with the columns of table `effect`.

    Raises
    ------
    ValueError
        A row without one of the `needed` columns, or with an unknown design.
    """
    rows: list[Row] = effects.to_dict("records") if hasattr(effects, "to_dict") else list(effects)
    for position, row in enumerate(rows):
        for column in needed:
            if missing(row.get(column)):
                raise ValueError(f"effects need {column} in every row, row {position} has none")
        if not missing(row.get("design")) and row["design"] not in DESIGNS:
            raise ValueError(f"design must be {', '.join(DESIGNS[:-1])} or {DESIGNS[-1]}, got {row['design']!r}")
    return rows


def missing(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, pandas' NA or blank text."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


def is_true(value: Any) -> bool:
    """Whether a cell says yes: true, 1, or the words that CSV files use."""
    if missing(value):
        return False
    return value.strip().lower() in ("yes", "true", "1") if isinstance(value, str) else bool(value)


def usable(row: Row) -> bool:
    """Whether a row may be used at all: not excluded, and an intervention was compared."""
    excluded = not missing(row.get("excluded_because")) or row.get("use") == "no"
    return row.get("design") != "correlational" and not excluded


def may_be_pooled(row: Row) -> bool:
    """The rule of the view `effect_used`, for rows that carry its columns."""
    is_primary = missing(row.get("is_primary")) or is_true(row["is_primary"])
    return usable(row) and is_primary and missing(row.get("subgroup"))


def study_of(row: Row, position: int) -> object:
    """What a row's study is called: its `study_id`, else its `programme`, else its position."""
    return next((row[name] for name in ("study_id", "programme") if not missing(row.get(name))), position)
