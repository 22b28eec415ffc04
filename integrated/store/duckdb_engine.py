"""DuckDB: one hardened connection per process, one cursor per call."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd

from integrated.store.frames import Kind, plain
from integrated.store.problem import StoreProblem, in_short

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "default_block_size": "16384",  # 35 small tables: 1.6 MB; with the usual 262144 the same rows take 14.7 MB
}
KINDS: dict[str, Kind] = {
    "VARCHAR": "text",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
    "BOOLEAN": "flag",
    "DATE": "date",
    "TIMESTAMP": "moment",
}


class Follower(Protocol):
    """Takes in what a commit has added to the write-ahead log."""

    def follow(self) -> None: ...


class DuckDBEngine:
    """A DuckDB file, or memory.

    Parameters
    ----------
    path
        The file; None for memory.
    spare_folder
        The only folder that SQL may touch beside the file itself: backups and compaction write there.
    read_only
        Open without the right to write.
    """

    def __init__(self, path: Path | None, spare_folder: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.log_seal: Follower | None = None
        self._spare_folder = spare_folder
        self._gate = _Gate()
        self._copying = threading.Lock()
        self._closed = False
        self._connection = self._connect()

    def read(self, sql: str, values: Sequence[Any]) -> pd.DataFrame:
        """Rows of one query, on a cursor of its own (a connection shared by threads mixes their results).

        Raises
        ------
        StoreProblem
            Whatever DuckDB finds wrong: the file, or a value that no text can hold.
        """
        with self._asked(sql, values) as cursor:
            kinds = [KINDS.get(str(column[1]).split("(")[0], "whole") for column in cursor.description or ()]
            return plain(cursor.df(), kinds)

    def read_few(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The same as plain tuples.

        Raises
        ------
        StoreProblem
            As `read`.
        """
        with self._asked(sql, values) as cursor:
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose work is committed at the end, or rolled back if anything is raised."""
        with self._cursor() as cursor:
            cursor.execute("begin")
            try:
                yield cursor
                cursor.execute("commit")
                if self.log_seal is not None:
                    self.log_seal.follow()
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.execute("rollback")
                raise

    def lock_events(self, cursor: Any) -> None:
        """Nothing to do: one process per file, one writer per process."""

    def checkpoint(self) -> None:
        """Write everything into the main file."""
        with self._cursor() as cursor:
            cursor.execute("checkpoint")

    def read_everything(self) -> None:
        """Read every value once: opening a file reads its heading, and damage further on would be met much later."""
        with self._cursor() as cursor:
            cursor.execute("select table_name from duckdb_tables() order by table_name")
            for (table,) in cursor.fetchall():
                cursor.execute(f'select bit_xor(hash(one_row)) from "{table}" one_row').fetchall()

    def copy_to(self, path: Path) -> None:
        """Write a whole and consistent copy into a new file of the spare folder, while others read and write."""
        with self._copying, self._cursor() as cursor:
            name = cursor.execute("select current_database()").fetchall()[0][0]
            cursor.execute(f"attach '{_quoted(path)}' as fresh_copy")
            try:
                cursor.execute(f'copy from database "{name}" to fresh_copy')
            finally:
                cursor.execute("detach fresh_copy")

    def compact(self) -> None:
        """Copy what is left into a fresh file and swap: DELETE alone leaves the text readable in the old one."""
        if self.path is None or self._spare_folder is None:
            return
        self._spare_folder.mkdir(parents=True, exist_ok=True)
        fresh = self._spare_folder / f"{self.path.stem}.compacting"
        remove(fresh)
        self.copy_to(fresh)
        with self._gate.alone():
            self._connection.close()
            try:
                os.replace(fresh, self.path)
            finally:
                self._connection = self._connect()

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded in."""
        with self._gate.alone():
            self._closed = True
            self._connection.close()

    @contextmanager
    def _asked(self, sql: str, values: Sequence[Any]) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._cursor() as cursor:
                cursor.execute(sql, list(values))
                yield cursor
        except duckdb.Error as error:
            raise StoreProblem(f"The database could not be read: {in_short(error)}") from error

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._gate.passing(), self._connection.cursor() as cursor:
                yield cursor
        except (duckdb.FatalException, duckdb.ConnectionException):
            self._revive()
            raise

    def _revive(self) -> None:
        """Open the file again: after one failed checkpoint (a full disk) DuckDB refuses everything until then."""
        with self._gate.alone():
            if not self._closed and self.path is not None:
                self._connection.close()
                with suppress(duckdb.Error):  # the disk is still full: the next call tries again
                    self._connection = self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        target = ":memory:" if self.path is None else str(self.path)
        connection = duckdb.connect(target, read_only=self.read_only, config=CONFIG)
        if self._spare_folder is not None and not self.read_only:
            connection.execute(f"set allowed_directories = ['{_quoted(self._spare_folder.resolve())}']")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection


def log_of(path: Path) -> Path:
    """Where DuckDB keeps the write-ahead log of a database file."""
    return path.with_name(path.name + ".wal")


def remove(path: Path) -> None:
    """Delete a database file and its write-ahead log, if they are there."""
    for file in (path, log_of(path)):
        file.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


class _Gate:
    """Lets any number of calls pass, or one alone (while the file is swapped)."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._shut = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._changed:
                self._shut = False
                self._changed.notify_all()
