"""The database file: built, opened, viewed, or found to be broken."""

import errno
import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from integrated.store import backups, loading, migrations, seals
from integrated.store.duckdb_engine import DuckDBEngine, log_of
from integrated.store.loading import Progress
from integrated.store.lock import ProcessLock, busy
from integrated.store.problem import StoreProblem, in_short

NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class OpenedFile:
    """An opened engine, and what to call once it is closed."""

    engine: DuckDBEngine
    release: Callable[[], None]


def open_file(path: Path, data: Path, progress: Progress | None = None) -> OpenedFile:
    """Open a database file for writing, or for viewing where it cannot be written to; build it if it is not there.

    Raises
    ------
    StoreProblem
        With what is wrong and what to do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = ProcessLock(path)
    except OSError as error:
        if error.errno in NOT_WRITABLE:
            return OpenedFile(_viewed(path, data, progress), lambda: None)
        raise StoreProblem(
            f"The database cannot be kept at {path} ({error.strerror}): choose another place for it."
        ) from error
    try:
        backups.clear_unfinished(path)
        if not _writable(path):
            return OpenedFile(_viewed(path, data, progress), lock.release)
        if not path.exists():
            _build(path, data, progress)
        engine = _existing(path)
        _migrate(engine)
        _copy_daily(engine, path)

        def let_go() -> None:
            seals.seal_closed(path)
            lock.release()

        return OpenedFile(engine, let_go)
    except (duckdb.Error, OSError) as error:
        lock.release()
        raise StoreProblem(
            f"The database could not be set up at {path} ({in_short(error)}): make room on the disk, or choose another "
            "place for it, then start again."
        ) from error
    except BaseException:
        lock.release()
        raise


def in_memory(data: Path, progress: Progress | None = None) -> DuckDBEngine:
    """A database that lives as long as the process."""
    engine = DuckDBEngine(None)
    _fill(engine, data, progress)
    return engine


def _build(path: Path, data: Path, progress: Progress | None) -> None:
    """Build under another name first, so that a start that was interrupted leaves nothing half made."""
    building = path.with_name(path.name + ".building")
    engine = DuckDBEngine(building)
    try:
        _fill(engine, data, progress)
        engine.checkpoint()
    finally:
        engine.close()
    os.replace(building, path)


def _fill(engine: DuckDBEngine, data: Path, progress: Progress | None) -> None:
    if progress is not None:
        progress(0.0, "Setting up the database")
    migrations.migrate(engine, copy_first=lambda version: None)
    loading.load(engine, data, progress)


def _migrate(engine: DuckDBEngine) -> None:
    try:
        migrations.migrate(engine, copy_first=lambda version: backups.make(engine, f"-before-schema-{version + 1}"))
    except BaseException:
        engine.close()
        raise


def _copy_daily(engine: DuckDBEngine, path: Path) -> None:
    if not backups.due(path):
        return
    try:
        backups.make(engine)
    except (duckdb.Error, OSError) as error:  # no reason not to start
        logging.getLogger(__name__).warning("The daily backup could not be made: %s", in_short(error))


def _existing(path: Path) -> DuckDBEngine:
    changed = seals.broken(path)
    if changed is not None:
        raise _broken(path, changed)
    log = log_of(path)
    unclosed = log.exists()
    if unclosed:
        copy = backups.before_replay(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        shutil.copyfile(log, log_of(copy))
    engine = _opened(path)
    try:
        engine.read_everything()
        if unclosed:
            engine.checkpoint()
    except duckdb.Error as error:
        engine.close()
        raise _problem(path, error) from error
    if unclosed and log.exists() and log.stat().st_size:
        engine.close()  # DuckDB passes over a log that it does not recognise, and what it holds would be lost
        raise _broken(path, f"{log.name} is not the log of this database")
    seals.remove(path)
    engine.log_seal = seals.LogSeal(path)
    return engine


def _writable(path: Path) -> bool:
    """Whether the file, if it is there, and its folder can be written to by whoever this process acts for."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent) if place.exists())


def _viewed(path: Path, data: Path, progress: Progress | None) -> DuckDBEngine:
    if not path.exists():
        engine = in_memory(data, progress)
        engine.read_only = True
        return engine
    changed = seals.broken(path)
    if changed is not None:
        raise _broken(path, changed)
    engine = _opened(path, read_only=True)
    _migrate(engine)
    return engine


def _opened(path: Path, *, read_only: bool = False) -> DuckDBEngine:
    try:
        return DuckDBEngine(path, backups.folder_of(path), read_only=read_only)
    except duckdb.Error as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: duckdb.Error) -> StoreProblem:
    text = str(error)
    if "lock" in text.lower() and "conflict" in text.lower():
        holder = re.search(r"PID (\d+)", text)
        return busy(holder.group(1) if holder else "")
    if "newer version of DuckDB" in text:
        return StoreProblem(
            f"The database {path} was written by a newer DuckDB than this one ({duckdb.__version__}): "
            "install the versions that requirements.txt names, then start again."
        )
    return _broken(path, in_short(error))


def _broken(path: Path, reason: str) -> StoreProblem:
    backup = backups.newest_good(path)
    first = f"The database {path} cannot be read ({reason}). Nothing in it was changed."
    if backup is None:
        return StoreProblem(
            f"{first} There is no good backup. To keep it aside and start again from the project's own data, run: "
            "python -m integrated.store start-again"
        )
    made = datetime.fromtimestamp(backup.stat().st_mtime, UTC)
    return StoreProblem(
        f"{first} To keep it aside and go back to the backup of {made.day} {made:%B %Y, %H:%M} UTC, run: "
        "python -m integrated.store restore"
    )
