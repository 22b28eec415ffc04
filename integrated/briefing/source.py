"""The store that pages ask: opened once, by app.py, and shared by every session."""

from integrated.store import Store, StoreProblem, open_store

__all__ = ["Store", "StoreProblem", "the_store"]


def the_store() -> Store:
    """The store of this app."""
    return open_store()
