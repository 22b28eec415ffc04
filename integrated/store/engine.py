"""What an engine offers to the store: DuckDB and PostgreSQL each have one."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import pandas as pd


class Cursor(Protocol):
    """The part of a database cursor that the store uses; values are bound to `$1, $2, …`."""

    def execute(self, query: str, parameters: Sequence[Any] = ..., /) -> Any: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


class Engine(Protocol):
    """One opened database."""

    read_only: bool
    path: Path | None
    """The database file; None where the engine keeps no file of ours (memory, PostgreSQL)."""

    def read(self, sql: str, values: Sequence[Any]) -> pd.DataFrame:
        """Rows of one query, on a cursor of its own."""
        ...

    def read_few(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The same as plain tuples."""
        ...

    def transaction(self) -> AbstractContextManager[Cursor]:
        """A cursor whose work is committed at the end, or rolled back if anything is raised. One at a time."""
        ...

    def lock_events(self, cursor: Cursor) -> None:
        """Keep other processes from adding events until this transaction ends."""
        ...

    def checkpoint(self) -> None:
        """Write everything into the main file."""
        ...

    def copy_to(self, path: Path) -> None:
        """Write a whole and consistent copy into a new file."""
        ...

    def compact(self) -> None:
        """Rewrite the file, so that deleted text is gone from it."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
