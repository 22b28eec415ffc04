"""Named SQL files and their parameters."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from integrated.store import tables

FOLDER = Path(__file__).parent / "sql"
_WORD = re.compile(r"[a-z_]+")
_REMARK = re.compile(r"--[^\n]*")
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


def names() -> tuple[str, ...]:
    """The names that `Store.read` takes, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.sql")))


def parameters(name: str) -> tuple[str, ...]:
    """The parameters of one query, in the order of their numbers.

    Raises
    ------
    ValueError
        If there is no query of that name.
    """
    return _numbered(name)[1]


def bind(name: str, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The text of a query with its values in the order of their numbers.

    Parameters
    ----------
    name
        File name in `sql/` without its ending.
    values
        One value per `$name` in the file; values are bound, never written into the text.

    Returns
    -------
    tuple
        SQL with `$1, $2, …` (understood by DuckDB and by psycopg's RawCursor alike), and the list of values.

    Raises
    ------
    ValueError
        If there is no such query, a value is missing, or one is not asked for.
    """
    text, wanted = _numbered(name)
    missing = [key for key in wanted if key not in values]
    unknown = [key for key in values if key not in wanted]
    if missing or unknown:
        raise ValueError(
            f"query {name} takes {', '.join(wanted) or 'no parameters'}, got {', '.join(values) or 'none'}"
        )
    return text, [values[key] for key in wanted]


@cache
def tables_behind(name: str) -> frozenset[str]:
    """The tables that a query reads, those behind its views included. A column of a table's name counts as the table.

    Raises
    ------
    ValueError
        If there is no query of that name.
    """
    text, _ = _numbered(name)
    words = set(_WORD.findall(_REMARK.sub("", text)))
    through_views = [behind for view, behind in tables.VIEWS.items() if view in words]
    return frozenset(words & tables.ALL).union(*through_views)


@cache
def _numbered(name: str) -> tuple[str, tuple[str, ...]]:
    if name not in names():
        raise ValueError(f"query must be one of {', '.join(names())}, got {name!r}")
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    wanted = tuple(dict.fromkeys(_PARAMETER.findall(text)))
    return _PARAMETER.sub(lambda found: f"${wanted.index(found.group(1)) + 1}", text), wanted
