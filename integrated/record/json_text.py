"""Values as JSON that reads back the same everywhere, and the hash of it."""

import dataclasses
import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any) -> Any:
    """A value in JSON types: numbers, texts, lists, mappings with text keys; NaN and missing become None.

    Parameters
    ----------
    value : also arrays, DataFrames (a list of rows), dataclasses, dates, sets (sorted) and tuples as keys ("a/b").

    Raises
    ------
    ValueError : an infinite number, or a value of another type.
    """
    if value is None or isinstance(value, bool) or value is pd.NaT or value is pd.NA:
        return value if isinstance(value, bool) else None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int | np.integer | np.bool_):
        return bool(value) if isinstance(value, np.bool_) else int(value)
    if isinstance(value, float | np.floating):
        return _finite(float(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.to_dict("records")]
    if isinstance(value, np.ndarray | pd.Series):
        return [plain(item) for item in value.tolist()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise ValueError(f"a record can hold numbers, texts, dates, lists and tables, got {type(value).__name__}")


def _finite(number: float) -> float | None:
    if math.isinf(number):
        raise ValueError(f"a record can hold finite numbers only, got {number}")
    return None if math.isnan(number) else number


def _key(key: Any) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)


def json_text(value: Any) -> str:
    """Readable JSON of a plain value, keys in order.

    Parameters
    ----------
    value : as `plain` gives it.
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1)


def sha256_of(value: Any) -> str:
    """SHA-256, in hexadecimal, of a plain value whatever way its JSON was laid out.

    Parameters
    ----------
    value : as `plain` gives it, or as it was read back from JSON.
    """
    text = json.dumps(_whole(value), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _whole(value: Any) -> Any:
    """1.0 as 1: programs that lay JSON out anew write it either way."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value
