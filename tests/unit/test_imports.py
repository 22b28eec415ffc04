"""Who may import whom: the rooms of the house, checked by walking every import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = {"record", "weighing", "what_works", "co_production", "complexity"}
MAY_IMPORT = {
    "pages": {"briefing", "actions", "views", "exchange"},
    "participation": {"briefing", "actions"},
    "briefing": {"store"} | PURE,
    "actions": {"store"} | PURE,
    "views": PURE,
    "exchange": PURE,
    "record": {"weighing", "what_works", "co_production", "complexity"},
    "weighing": set(),
    "what_works": set(),
    "co_production": set(),
    "complexity": set(),
    "store": set(),
    "shell": {"briefing", "views", "actions"},
    "app": {"web", "participation", "store", "shell"},
    "web": set(),
}
STREAMLIT_ROOMS = {"app", "shell", "pages", "views"}
DATABASE_ROOMS = {"store"}


def room_of(file: Path) -> str:
    parts = file.relative_to(ROOT).parts
    return parts[0].removesuffix(".py") if parts[0] != "integrated" else parts[1].removesuffix(".py")


def imports_of(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import; write the whole name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(
    [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("integrated/**/*.py")],
)
FILES = [
    f for f in FILES if f.exists() and f.name not in {"__init__.py", "__main__.py"} or f.parent.name != "integrated"
]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(file: Path) -> None:
    room = room_of(file)
    if not file.exists() or room not in MAY_IMPORT:
        pytest.fail(f"{file} stands in no known room")
    for name in imports_of(file):
        parts = name.split(".")
        if parts[0] == "integrated" and len(parts) > 1 and parts[1] != room:
            assert parts[1] in MAY_IMPORT[room], f"{room} may not import {name}"
        if parts[0] == "streamlit":
            assert room in STREAMLIT_ROOMS, f"{room} may not import streamlit"
        if parts[0] in {"duckdb", "psycopg"}:
            assert room in DATABASE_ROOMS, f"{room} may not import {parts[0]}"
