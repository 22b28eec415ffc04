"""PostgreSQL: the same store where a server is kept anyway. Needs the optional package psycopg, version 3.2 or later.

Several programs may then use one database; `Store.version` counts the commits of its own process only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from integrated.store.frames import Kind, plain
from integrated.store.problem import StoreProblem, in_short

KINDS: dict[str, Kind] = {
    "text": "text",
    "varchar": "text",
    "name": "text",
    "float8": "number",
    "float4": "number",
    "numeric": "number",
    "bool": "flag",
    "date": "date",
    "timestamp": "moment",
}


class PostgreSQLEngine:
    """A PostgreSQL database.

    Raises
    ------
    StoreProblem
        If psycopg is not installed or the server cannot be reached.
    """

    read_only = False
    path: Path | None = None

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StoreProblem('This address needs PostgreSQL support: run pip install "psycopg[binary]".') from error
        try:
            self._readers = psycopg.connect(url, autocommit=True, cursor_factory=psycopg.RawCursor)
            self._writer = psycopg.connect(url, cursor_factory=psycopg.RawCursor)
        except psycopg.OperationalError as error:
            raise StoreProblem(f"The PostgreSQL database cannot be reached: {in_short(error)}") from error

    def read(self, sql: str, values: Sequence[Any]) -> pd.DataFrame:
        """Rows of one query, on a cursor of its own."""
        with self._readers.cursor() as cursor:
            cursor.execute(sql, list(values))
            columns = cursor.description or []
            frame = pd.DataFrame(cursor.fetchall(), columns=[column.name for column in columns], dtype=object)
            return plain(frame, [KINDS.get(column.type_display, "whole") for column in columns])

    def read_few(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The same as plain tuples."""
        with self._readers.cursor() as cursor:
            cursor.execute(sql, list(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """A cursor whose work is committed at the end, or rolled back if anything is raised."""
        with self._writer.transaction(), self._writer.cursor() as cursor:
            yield cursor

    def lock_events(self, cursor: Any) -> None:
        """Keep other processes from adding events until this transaction ends, or two would take one sequence."""
        cursor.execute("lock table decision_event in exclusive mode")

    def checkpoint(self) -> None:
        """Nothing to do: the server sees to it."""

    def copy_to(self, path: Path) -> None:
        """Not ours to do: backups of a server are made with its own tools."""
        raise StoreProblem("A PostgreSQL database is backed up with pg_dump, not from here.")

    def compact(self) -> None:
        """Rewrite the tables that rows may be deleted from; the server's own archives are not ours to change."""
        self._writer.commit()
        self._writer.autocommit = True
        try:
            self._writer.execute("vacuum full contribution, about_me, review, coding, statement, vote")
        finally:
            self._writer.autocommit = False

    def close(self) -> None:
        """Let go of both connections."""
        self._readers.close()
        self._writer.close()
