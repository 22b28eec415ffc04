"""Docs are tested: every page stands in the README, every public function says what it takes and gives."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
MODULES = sorted((ROOT / "integrated").rglob("*.py"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_in_the_readme_and_the_readme_names_no_other(page: str) -> None:
    address = "`/`" if page == "decision" else f"`/{page}`"
    assert address in README, f"the README does not tell of {page}"


def test_the_readme_names_no_page_that_does_not_stand() -> None:
    named = {
        line.split("`/")[1].split("`")[0] for line in README.splitlines() if line.startswith("| **") and "`/" in line
    }
    assert named - {""} <= set(PAGES)


@pytest.mark.parametrize("file", MODULES, ids=lambda f: str(f.relative_to(ROOT)))
def test_every_module_and_public_function_has_a_docstring(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), f"{file} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{file.name}: {node.name} has no docstring"


def test_pages_are_thin() -> None:
    long = {file.name: n for file in (ROOT / "pages").glob("*.py") if (n := len(file.read_text().splitlines())) > 80}
    assert not long, f"pages over 80 lines: {long}"


def test_the_project_speaks_of_itself_alone() -> None:
    words = ("/work" + "/", "pypi" + ".org", "claude", "assistant")
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *MODULES, *(ROOT / "pages").glob("*.py")]:
        text = file.read_text(encoding="utf-8").lower()
        assert not [word for word in words if word in text], file
