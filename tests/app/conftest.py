"""Every page against four stores: the embedded data, nothing, one row of each, and ten thousand rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from integrated.store import Store, open_store
from tests.app.stores import FILLS

ROOT = Path(__file__).parents[2]
SHELL = str(ROOT / "integrated" / "shell.py")
OpenApp = Callable[..., AppTest]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Address of a store by its kind of filling; each is built once."""
    addresses: dict[str, str] = {}
    stores: list[Store] = []

    def address_of(kind: str) -> str:
        if kind not in addresses:
            folder = tmp_path_factory.mktemp(kind.replace(" ", "_"))
            address = f"duckdb:///{folder}/integrated.duckdb"
            data = Path("data") if kind == "embedded" else folder / "no_data"
            data.mkdir(exist_ok=True)
            store = open_store(address, data_folder=data)
            FILLS[kind](store)
            stores.append(store)
            addresses[kind] = address
        return addresses[kind]

    yield address_of
    for store in stores:
        store.close()


@pytest.fixture
def open_app(filled: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Open one page: `open_app("side_by_side", store="embedded", option="extended_care")`, run once."""

    def open_one(page: str, *, store: str = "embedded", **address: str) -> AppTest:
        monkeypatch.setenv("INTEGRATED_STORE", filled(store))
        app = AppTest.from_file(SHELL, default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        if page != "decision":
            app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return app.run()

    return open_one
