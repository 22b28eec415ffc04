"""Whether the database's files are byte for byte what was last written: a checksum beside each of them.

DuckDB checks the blocks that it reads. A changed byte where it reads nothing (an index, a free block) is met only years
later, and one in the length of a log entry makes it stop there without a word. So a closed file carries the SHA-256 of
all its bytes, and the log of an open one carries its length and CRC after the last commit.

A seal that is missing or cannot be read proves nothing and is passed over.
"""

import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path

from integrated.store.duckdb_engine import log_of

TAIL = 64
"""Bytes before the last commit by which a log is told from a new one of the same name."""


def of_file(database: Path) -> Path:
    """Where the seal of a closed database file lies."""
    return database.with_name(database.name + ".seal")


def of_log(database: Path) -> Path:
    """Where the seal of its write-ahead log lies."""
    return database.with_name(log_of(database).name + ".seal")


def remove(database: Path) -> None:
    """Take both seals away: from now on the files change, or others take their place."""
    for seal in (of_file(database), of_log(database)):
        seal.unlink(missing_ok=True)


def seal_closed(database: Path) -> None:
    """Seal a file that was closed with its log folded in; without room for the seal there is none."""
    remove(database)
    if log_of(database).exists():
        return
    with suppress(OSError):
        of_file(database).write_bytes(_digest(database).encode())


def broken(database: Path) -> str | None:
    """What differs from its seal, as part of a sentence, or None when nothing is known to differ."""
    sealed = _words(of_file(database))
    if sealed and not log_of(database).exists() and sealed[0] != _digest(database):
        return f"its bytes are not those that it was closed with; if that was meant, delete {of_file(database).name}"
    sealed = _words(of_log(database))
    if len(sealed) == 2 and all(word.isdecimal() for word in sealed) and log_of(database).exists():
        length, checksum = int(sealed[0]), int(sealed[1])
        log = log_of(database).read_bytes()
        if len(log) >= length and zlib.crc32(log[:length]) != checksum:
            return f"the bytes of {log_of(database).name} are not those that were written"
    return None


class LogSeal:
    """Follows the log of one open database.

    Parameters
    ----------
    database : the database file; its log may not be there yet.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._length = 0
        self._checksum = 0
        self._tail = b""

    def follow(self) -> None:
        """Take in what a commit has added; called after each one, by the thread that wrote it."""
        seal = of_log(self._database)
        try:
            added = self._added()
            self._checksum = zlib.crc32(added, self._checksum)
            self._length += len(added)
            self._tail = (self._tail + added)[-TAIL:]
            seal.write_bytes(b"%d %d" % (self._length, self._checksum))
        except OSError:
            with suppress(OSError):
                seal.unlink(missing_ok=True)

    def _added(self) -> bytes:
        """Bytes since the last look; all of them when the log was begun anew in between."""
        try:
            with log_of(self._database).open("rb") as log:
                log.seek(self._length - len(self._tail))
                if self._length <= os.fstat(log.fileno()).st_size and log.read(len(self._tail)) == self._tail:
                    return log.read()
                self._begin_anew()
                log.seek(0)
                return log.read()
        except FileNotFoundError:
            self._begin_anew()
            return b""

    def _begin_anew(self) -> None:
        self._length, self._checksum, self._tail = 0, 0, b""


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _words(seal: Path) -> list[str]:
    try:
        return seal.read_bytes().decode("utf-8", errors="replace").split()
    except OSError:
        return []
