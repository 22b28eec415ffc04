"""Rows of a query as a DataFrame with one rule for gaps, whichever engine they came from."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

Kind = Literal["text", "number", "whole", "flag", "date", "moment"]


def plain(frame: pd.DataFrame, kinds: Sequence[Kind]) -> pd.DataFrame:
    """Give every column its plain type, so that no caller needs to know pandas' six kinds of missing.

    Parameters
    ----------
    frame
        As the engine's driver made it.
    kinds
        One per column, in order.

    Returns
    -------
    DataFrame
        text, dates: objects, None where there is a gap · number: float64, NaN · whole, flag: int64 and bool, or
        objects with None if there is a gap · moment: datetime64 in UTC without zone, NaT.
    """
    columns = {}
    for position, (name, kind) in enumerate(zip(frame.columns, kinds, strict=True)):
        column = frame.iloc[:, position]
        if kind == "number":
            columns[name] = column.astype("float64")
        elif kind == "moment":
            columns[name] = pd.to_datetime(column).astype("datetime64[us]")
        elif kind in ("whole", "flag") and not column.isna().any():
            columns[name] = column.astype("int64" if kind == "whole" else "bool")
        else:
            columns[name] = _objects(column, kind)
    return pd.DataFrame(columns, columns=frame.columns, index=frame.index)


def _objects(column: pd.Series, kind: Kind) -> pd.Series:
    if kind == "date" and column.dtype != object:
        column = column.dt.date
    values = column.astype(object)
    return values.where(values.notna(), None)
