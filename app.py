"""The web application: opens the store, loads what is heavy once, and serves shell.py behind safe headers."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from integrated import web
from integrated.participation.routes import Phones
from integrated.store import StoreProblem, open_store

HEAVY = ("altair", "docx", "networkx", "pandas", "pyvis.network", "scipy.special", "xlsxwriter")
START_PAGE = Path(st.__file__).parent / "static" / "index.html"


def tell(share: float, doing: str) -> None:
    """Show on one line of the terminal how far the building of a new database is."""
    on_screen = sys.stdout.isatty()  # a log gets the beginning and the end only
    if on_screen or share in (0, 1):
        start, end = ("\r" if on_screen else ""), ("" if on_screen and share < 1 else "\n")
        print(f"{start}Making the database: {share:4.0%} {doing:<40.40}", end=end, flush=True)


# At module level: a problem met in the lifespan would print a traceback.
try:
    store = open_store(progress=tell)
except StoreProblem as problem:
    sys.exit(str(problem))


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Import what pages need before anyone asks, and close the store at the end.

    Streamlit collects garbage after every rerun; what is frozen here is not walked again (248 → 30 ms a rerun).
    """
    for module in HEAVY:
        import_module(module)
    gc.collect()
    gc.freeze()
    yield {}
    store.close()
    gc.unfreeze()  # else the end of the process complains of everything that was never let go


app = st.App(
    "integrated/shell.py",
    lifespan=lifespan,
    routes=[*web.ROUTES, *Phones(lambda: store, lambda: list(st.get_option("server.allowedHosts") or ())).routes()],
    middleware=[Middleware(web.ResponseHeaders, start_page=START_PAGE.read_text(encoding="utf-8"))],
)
