"""Copies of the database beside it, and the way back from them."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from integrated.store import migrations, seals
from integrated.store.duckdb_engine import DuckDBEngine, log_of, remove
from integrated.store.engine import Engine

KEPT = 7
"""How many ordinary backups are kept; copies made before a migration are kept until the next erasure."""

UNFINISHED = ("unfinished", "compacting", "arriving", "building")
"""Endings of files that have not got their final name yet."""

A_DAY = 24 * 60 * 60


def folder_of(database: Path) -> Path:
    """Where the backups of a database lie."""
    return database.parent / "backups"


def make(engine: Engine, label: str = "") -> Path:
    """Write a whole copy of an opened database, under the moment it was made (UTC).

    Returns
    -------
    Path
        The new file. It appears under its final name only when it is complete.
    """
    assert engine.path is not None, "only a database in a file can be backed up"
    folder = folder_of(engine.path)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    final = folder / f"{engine.path.stem}-{stamp}{label}.duckdb"
    unfinished = final.with_suffix(".unfinished")
    remove(unfinished)
    engine.copy_to(unfinished)
    os.replace(unfinished, final)
    same = [file for file in every(engine.path) if file.name.endswith(f"{label}.duckdb")] if label else []
    for old in ordinary(engine.path)[:-KEPT] + same[:-1]:
        remove(old)
    return final


def replace_all(engine: Engine) -> Path:
    """Replace every backup by a new one: what was erased from the database must not live on in its copies."""
    assert engine.path is not None, "only a database in a file has backups"
    old = [*every(engine.path), before_replay(engine.path)]
    fresh = make(engine)
    for file in old:
        remove(file)
    return fresh


def clear_unfinished(database: Path) -> None:
    """Remove what an interrupted backup, erasure, restoration or first start left behind: it may hold erased words."""
    for folder in (database.parent, folder_of(database)):
        for ending in UNFINISHED:
            for file in folder.glob(f"{database.stem}*.{ending}"):
                remove(file)


def due(database: Path) -> bool:
    """Whether the newest backup is missing or older than a day."""
    newest = ordinary(database)[-1:]
    return not newest or time.time() - newest[0].stat().st_mtime > A_DAY


def every(database: Path) -> list[Path]:
    """All backups of a database, oldest first."""
    return sorted(folder_of(database).glob(f"{database.stem}-*.duckdb"), key=lambda file: file.name)


def ordinary(database: Path) -> list[Path]:
    """The backups that are not tied to a migration, oldest first."""
    return [file for file in every(database) if "before-schema" not in file.name]


def newest_good(database: Path) -> Path | None:
    """The newest backup that opens and has a schema this program knows, or None."""
    return next((file for file in reversed(every(database)) if is_good(file)), None)


def is_good(file: Path) -> bool:
    """Whether a backup can be opened and every row of it read."""
    try:
        engine = DuckDBEngine(file, read_only=True)
    except Exception:  # whatever DuckDB finds wrong with it, it is not good
        return False
    try:
        if not 1 <= migrations.version_of(engine) <= migrations.newest():
            return False
        engine.read_everything()
    except Exception:
        return False
    finally:
        engine.close()
    return True


def before_replay(database: Path) -> Path:
    """Where a file whose last run was not closed is copied to before DuckDB replays its write-ahead log.

    A flipped byte in a log can make the replay stop early without a word, and the log is deleted then.
    """
    return folder_of(database) / f"{database.stem}.before-replay.duckdb"


def kept_aside(database: Path) -> list[Path]:
    """Files that were set aside because they could not be used; an erasure does not reach into them."""
    return sorted(database.parent.glob(f"{database.name}.kept-*"))


def set_aside(database: Path) -> Path:
    """Rename a database that cannot be used, its write-ahead log with it, so that nothing of it is lost."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    kept = database.with_name(f"{database.name}.kept-{stamp}")
    seals.remove(database)
    for file in _with_log(database):
        file.rename(kept.with_name(kept.name + file.name.removeprefix(database.name)))
    return kept


def restore(database: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a database, which is set aside.

    Returns
    -------
    Path or None
        Where the old file lies now.
    """
    kept = set_aside(database) if database.exists() else None
    arriving = database.with_name(database.name + ".arriving")
    shutil.copyfile(backup, arriving)
    seals.remove(database)
    os.replace(arriving, database)
    return kept


def _with_log(database: Path) -> Iterator[Path]:
    for file in (database, log_of(database)):
        if file.exists():
            yield file
