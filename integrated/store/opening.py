"""From a url to an opened store, once per process."""

import atexit
import os
import threading
from collections.abc import Callable
from pathlib import Path

from integrated.store import database_file, loading, migrations
from integrated.store.loading import Progress
from integrated.store.store import Store

ROOT = Path(__file__).parents[2]
DEFAULT_URL = "duckdb:///data/integrated.duckdb"

_opened: dict[str, Store] = {}
_opening = threading.Lock()


def open_store(url: str = DEFAULT_URL, *, data_folder: Path = Path("data"), progress: Progress | None = None) -> Store:
    """The store behind a url: opened once per process, built from the data folder if it is new.

    Parameters
    ----------
    url
        `duckdb:///relative/to/the/project.duckdb`, `duckdb:////absolute/path.duckdb`, `duckdb:///:memory:` (with any
        name after it, for a second one) or `postgresql://…`. The environment variable INTEGRATED_STORE replaces the
        default.
    data_folder
        CSV files named after tables; relative to the project. A folder without any gives an empty store.
    progress
        Called with the share done (0 to 1) and a few words, while a new store is built.

    Raises
    ------
    StoreProblem
        With the sentence for the screen: already running, made by a newer version, broken, or not reachable.
    ValueError
        For a url of another kind.
    """
    url = chosen(url)
    key = str(path_of(url) or url) if url.startswith("duckdb:") else url
    with _opening:
        if key not in _opened:
            _opened[key] = _open(url, ROOT / data_folder, progress, lambda: _forget(key))
        return _opened[key]


def chosen(url: str = DEFAULT_URL) -> str:
    """The url, or what the environment variable INTEGRATED_STORE says in place of the default one."""
    return os.environ.get("INTEGRATED_STORE", url) if url == DEFAULT_URL else url


def path_of(url: str) -> Path | None:
    """The file that a duckdb url names, or None for memory.

    Raises
    ------
    ValueError
        For a url of another kind.
    """
    named = url.removeprefix("duckdb:///")
    if named in (url, ""):
        raise ValueError(f"url must begin with duckdb:/// and name a file, or with postgresql://, got {url!r}")
    return None if named.startswith(":memory:") else (ROOT / named).resolve()


def _open(url: str, data: Path, progress: Progress | None, forget: Callable[[], None]) -> Store:
    if url.startswith(("postgresql://", "postgres://")):
        return _open_postgresql(url, data, progress, forget)
    path = path_of(url)
    if path is None:
        return Store(database_file.in_memory(data, progress), forget)
    opened = database_file.open_file(path, data, progress)
    return Store(opened.engine, _both(opened.release, forget))


def _open_postgresql(url: str, data: Path, progress: Progress | None, forget: Callable[[], None]) -> Store:
    from integrated.store.postgresql_engine import PostgreSQLEngine

    engine = PostgreSQLEngine(url)
    try:
        is_new = migrations.version_of(engine) == 0
        migrations.migrate(engine, copy_first=lambda version: None)
        if is_new:
            loading.load(engine, data, progress)
    except BaseException:
        engine.close()
        raise
    return Store(engine, forget)


@atexit.register
def _close_all() -> None:
    """Leave no write-ahead log behind, even if whoever opened a store forgot it."""
    for store in list(_opened.values()):
        store.close()


def _forget(key: str) -> None:
    _opened.pop(key, None)


def _both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        first()
        second()

    return run
