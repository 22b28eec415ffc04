"""A store with the project's own data, built once. Only read from it."""

from collections.abc import Iterator

import pytest

from integrated.store import Store, open_store


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(f"duckdb:///{tmp_path_factory.mktemp('embedded') / 'integrated.duckdb'}")
    yield store
    store.close()
