"""A restore drill: a backup put back into a fresh folder, opened, read to the last row, and taken away again."""

import hashlib
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from integrated.store import backups, rows, tables
from integrated.store.duckdb_engine import DuckDBEngine
from integrated.store.problem import StoreProblem, in_short


@dataclass(frozen=True)
class Backup:
    """One backup: its file name, when it was made (UTC, without zone), and its size in bytes."""

    name: str
    made_at: datetime
    size: int

    @property
    def before_migration(self) -> bool:
        """Whether it was made before the schema was changed."""
        return "before-schema" in self.name


@dataclass(frozen=True)
class Drill:
    """What came of a drill: tables and rows that could be read back, and how long it took."""

    backup: str
    tables: int
    rows: int
    seconds: float


def listed(database: Path) -> tuple[Backup, ...]:
    """The backups of a database, the newest first."""
    found = []
    for file in reversed(backups.every(database)):
        about = file.stat()
        made = datetime.fromtimestamp(about.st_mtime, UTC).replace(tzinfo=None)
        found.append(Backup(file.name, made, about.st_size))
    return tuple(found)


def drill(database: Path, name: str) -> Drill:
    """Restore one backup into a fresh folder and compare it with the backup, row by row; the folder is removed.

    Parameters
    ----------
    database : the running database; it is neither read nor written.
    name : file name of one of its backups.

    Raises
    ------
    StoreProblem
        There is no such backup, or it cannot be restored whole; with what to do.
    """
    backup = next((file for file in backups.every(database) if file.name == name), None)
    if backup is None:
        raise StoreProblem("This backup is not there any more: choose another one.")
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="restore-drill-"))
    try:
        restored = folder / database.name
        backups.restore(restored, backup)
        there, here = _digests(backup), _digests(restored)
    except Exception as error:
        good = backups.newest_good(database)
        instead = f"The newest good one is {good.name}." if good else "There is no good backup: make one now."
        raise StoreProblem(f"{name} cannot be restored ({in_short(error)}). {instead}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if there != here:
        raise StoreProblem(f"{name} was restored, but its rows are not the same: make a new backup, and delete it.")
    total = sum(count for count, _ in here.values())
    return Drill(name, len(here), total, time.monotonic() - began)


def _digests(file: Path) -> dict[str, tuple[int, str]]:
    """Each table's number of rows, and a digest of all of them."""
    engine = DuckDBEngine(file, read_only=True)
    try:
        found = {}
        with engine.transaction() as cursor:
            present = rows.columns_of(cursor)
        for table in sorted(tables.ALL & present.keys()):  # an older backup has fewer
            held = engine.read(f"select cast(one_row as text) as words from {table} one_row order by 1", [])
            text = "\n".join(held["words"])
            found[table] = (len(held), hashlib.sha256(text.encode()).hexdigest())
        return found
    finally:
        engine.close()
