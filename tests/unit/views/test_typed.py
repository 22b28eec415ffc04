"""Words that people typed never reach a call that reads Markdown: the views are walked for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrated.views.typed import typed

VIEWS = Path(__file__).parents[3] / "integrated" / "views"
READS_MARKDOWN = {"error", "warning", "info", "success", "markdown", "button", "table", "popover", "expander"}
HARMLESS = {"typed", "table", "len"}
# What is said here is ours: fixed words, numbers, or the words of the app's own files.
OURS = {
    ("about_screen.py", "markdown", "_below_title(file.read_text(encoding='utf-8'))"),
    ("coding_screen.py", "button", "label"),
    ("side_screen.py", "button", "words.PERSPECTIVES[perspective]"),
    ("sign_in.py", "error", "NOT_SET_UP"),
    ("sign_in.py", "error", "NO_SERVICE"),
    ("sign_in.py", "error", "problem"),
    ("widgets.py", "button", "'Leave' if on else 'Present'"),
    ("widgets.py", "button", "'Show' if blanked else 'Blank'"),
}
OUR_NAMES = {"option.letter", "key", "lowest", "highest"}
LEFT = ("workshop", "portfolio_screen.py")  # not walked yet


def calls() -> Iterator[tuple[Path, int, str, ast.expr]]:
    """Each call of Streamlit that reads Markdown, with its first argument."""
    for file in sorted(VIEWS.rglob("*.py")):
        if file.name in {"typed.py", *LEFT} or file.parent.name in LEFT:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            if node.func.attr in READS_MARKDOWN and ast.unparse(node.func.value) == "st":
                yield file, node.lineno, node.func.attr, node.args[0]


def is_harmless(said: ast.expr) -> bool:
    """Fixed words, `typed(…)`, or words put together from these and the app's own names."""
    if isinstance(said, ast.Constant):
        return True
    if isinstance(said, ast.JoinedStr):
        return all(is_harmless(each.value) for each in said.values if isinstance(each, ast.FormattedValue))
    if isinstance(said, ast.Call) and isinstance(said.func, ast.Name):
        return said.func.id in HARMLESS
    return ast.unparse(said) in OUR_NAMES


def test_every_call_that_reads_markdown_is_given_harmless_words() -> None:
    found = [
        f"{file.name}:{line} st.{call}({ast.unparse(said)})"
        for file, line, call, said in calls()
        if not is_harmless(said) and (file.name, call, ast.unparse(said)) not in OURS
    ]
    assert found == []


def test_the_walk_sees_what_it_should() -> None:
    assert sum(1 for _ in calls()) > 40
    assert not is_harmless(ast.parse("f'Take “{name}” apart'", mode="eval").body)
    assert not is_harmless(ast.parse("result.problem", mode="eval").body)
    assert is_harmless(ast.parse("f'Take “{typed(name)}” apart'", mode="eval").body)


@pytest.mark.parametrize("words", ["![x](http://example.org/a.png)", "**b** `c` :red[d] $e$ ~f~ # g", "<b> & [a](b)"])
def test_marks_of_markdown_are_shown_as_they_were_typed(words: str) -> None:
    shown = typed(words)
    assert shown.replace("\\", "") == words
    assert all(shown[at - 1] == "\\" for at, each in enumerate(shown) if each in "[]!*`$~:#<>|&_")
