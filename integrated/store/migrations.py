"""Numbered changes of the schema, each in one transaction."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from integrated.store.engine import Cursor, Engine
from integrated.store.problem import StoreProblem, in_short

FOLDER = Path(__file__).parent / "migrations"
_COMMENT = re.compile(r"--[^\n]*")


def available(folder: Path = FOLDER) -> dict[int, Path]:
    """The migrations in a folder by their number, in order."""
    return {int(file.name.split("_")[0]): file for file in sorted(folder.glob("[0-9]*_*.sql"))}


def newest(folder: Path = FOLDER) -> int:
    """The schema that this code knows."""
    return max(available(folder), default=0)


def version_of(engine: Engine) -> int:
    """The schema of an opened database; 0 if it has none yet."""
    tables = engine.read("select 1 as found from information_schema.tables where table_name = 'schema_version'", [])
    if tables.empty:
        return 0
    return int(engine.read("select coalesce(max(version), 0) as version from schema_version", [])["version"][0])


def migrate(engine: Engine, *, copy_first: Callable[[int], object], folder: Path = FOLDER) -> list[int]:
    """Bring a database to the schema of this code.

    Parameters
    ----------
    engine
        An opened database.
    copy_first
        Called with the present version before anything is changed, if there is something to change and to lose.

    Returns
    -------
    list
        The numbers of the migrations that ran.

    Raises
    ------
    StoreProblem
        If the database is newer than the code, or needs a change and cannot be written to.
    """
    present, known = version_of(engine), newest(folder)
    if present > known:
        raise StoreProblem(
            f"This database was made by a newer version of Integrated (its schema is {present}, this program knows "
            f"{known}): start the newer version, or move the file {engine.path} away."
        )
    due = [number for number in available(folder) if number > present]
    if due and engine.read_only:
        raise StoreProblem(
            f"This database is from an older version of Integrated and {engine.path} cannot be written to: "
            "make it writable once, then start again."
        )
    if due and present:
        copy_first(present)
    for number in due:
        try:
            with engine.transaction() as cursor:
                _run(cursor, available(folder)[number].read_text(encoding="utf-8"))
                now = datetime.now(UTC).replace(tzinfo=None)
                cursor.execute("insert into schema_version (version, applied_at) values ($1, $2)", [number, now])
        except Exception as error:
            raise StoreProblem(
                f"The database could not be brought to schema {number} ({in_short(error)}). Nothing was changed: "
                "start the version of Integrated that you used before, and report this."
            ) from error
    if due:
        engine.checkpoint()
    return due


def _run(cursor: Cursor, script: str) -> None:
    for statement in statements(script):
        cursor.execute(statement)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, without comments; no migration may hold a semicolon or `--` inside a text."""
    for part in _COMMENT.sub("", script).split(";"):
        if part.strip():
            yield part.strip()
