"""One process per database file, by a lock file beside it.

DuckDB locks the file itself, but on POSIX systems that lock is lost as soon as anything else in the same process opens
and closes the file (`fcntl` locks belong to the process). A lock on a file of our own is not, and it can hold the
number of the process for the sentence on screen.
"""

import os
import sys
from pathlib import Path
from typing import IO

from integrated.store.problem import StoreProblem

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(4096)  # locked bytes cannot be read by others: keep the number readable
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """The right to write one database file, held until `release` or the end of the process.

    Raises
    ------
    StoreProblem
        If another process holds it: which one, and what to do.
    PermissionError
        If the folder cannot be written to.
    """

    def __init__(self, database: Path) -> None:
        path = lock_path(database)
        self._file = path.open("a+", encoding="utf-8")
        try:
            _take(self._file)
        except OSError:
            self._file.seek(0)
            holder = self._file.read(20).strip()
            self._file.close()
            raise busy(holder) from None
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Let the next process in; the empty lock file stays, because deleting it could free a lock twice."""
        self._file.close()


def lock_path(database: Path) -> Path:
    """Where the lock of a database file lies."""
    return database.with_name(database.name + ".lock")


def busy(process_id: str) -> StoreProblem:
    """The sentence for a database that another process has open."""
    which = f"process {process_id}" if process_id else "another process"
    return StoreProblem(
        f"Integrated is already running ({which}): use its browser tab, or end that process and start again."
    )
