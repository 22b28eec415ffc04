"""Stores to test on: an empty one in a file, and one with the project's own data in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from integrated.store import Store, open_store

NO_DATA = Path("no such folder")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"duckdb:///{tmp_path / 'integrated.duckdb'}"


@pytest.fixture
def empty(url: str) -> Iterator[Store]:
    """An empty store in a file of its own."""
    store = open_store(url, data_folder=NO_DATA)
    yield store
    store.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the project's own data. Only read from it."""
    store = open_store(f"duckdb:///{tmp_path_factory.mktemp('built') / 'integrated.duckdb'}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def nothing() -> Iterator[Store]:
    """A store without a row. Only read from it."""
    store = open_store("duckdb:///:memory:nothing", data_folder=NO_DATA)
    yield store
    store.close()


@pytest.fixture
def contribution() -> Callable[..., dict[str, Any]]:
    """One row for the table of contributions."""

    def row(contribution_id: str, **values: Any) -> dict[str, Any]:
        return {
            "contribution_id": contribution_id,
            "engagement_id": "workshop",
            "respondent_id": "someone",
            "group_name": "Care leavers",
            "words": "plain words",
            "consent": "public",
            "consent_version": "1",
            "received_on": "2026-10-14",
        } | values

    return row
