"""Words that people typed never reach a call that reads Markdown: the views are walked for it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from integrated.views.typed import JOINER, typed

ROOT = Path(__file__).parents[3]
# What Streamlit 1.67 reads as Markdown: the words of messages, and the label of everything that has one.
BODIES = {
    "error",
    "warning",
    "info",
    "success",
    "markdown",
    "caption",
    "subheader",
    "header",
    "title",
    "toast",
    "write",
}
LABELS = {
    "button", "form_submit_button", "download_button", "link_button", "page_link", "menu_button", "popover", "expander",
    "dialog", "spinner", "status", "tabs", "radio", "selectbox", "multiselect", "checkbox", "toggle", "text_input",
    "text_area", "number_input", "slider", "select_slider", "date_input", "time_input", "file_uploader", "pills",
    "segmented_control", "feedback", "metric",
}  # fmt: skip
# What can be chosen is Markdown here; in the lists of selectbox and multiselect it is plain text.
CHOICES = {"radio", "select_slider", "segmented_control", "pills"}
ALSO_READ = {"help", "captions", "label", "body", "caption"}
TABLES = {"table"}
HARMLESS = {"typed", "len", "list", "range", "sorted"}
# What is said here is ours: fixed words, numbers, or the words of the app's own files.
OURS = {
    ("about_screen.py", "_below_title(file.read_text(encoding='utf-8'))"),
    ("approach_form.py", "element.name"),
    ("approach_form.py", "question"),
    ("approach_form.py", "f'First thought: {FIRST_QUESTIONS[0][0].lower()}{FIRST_QUESTIONS[0][1:]}'"),
    ("bar.py", "page"),
    ("coding_screen.py", "label"),
    ("engagement_form.py", "label"),
    ("evidence.py", "label"),
    ("files.py", "name"),
    ("files.py", "f'{chosen.extra} (if you have it)'"),
    ("judge_screen.py", "f'Why do you agree the {len(waiting)} suggestions as they stand? One reason is kept with all "
                        "of them.'"),
    ("panel.py", "label"),
    ("record_panel.py", "label"),
    ("running_order.py", "f'Start {name} ({minutes} min)'"),
    ("shared.py", "words"),
    ("sign_in.py", "problem"),
    ("sure.py", "levels[each].capitalize()"),
    ("voices_in_screen.py", "said"),
    ("voices_in_screen.py", "f'Their words {CONSENT[each]}'"),
    ("widgets.py", "roles[each]"),
}  # fmt: skip
OUR_NAMES = {"option.letter", "each.option.letter", "key", "lowest", "highest", "count", "counts.sent", "counts.shown"}
OUR_NAMES |= {"counts.waiting", "counts.flagged", "until", "until.day", "workshop.keep_until"}
OUR_NAMES |= {"workshop.keep_until.day"}
CONSTANT = re.compile(r"([a-z_]+\.)?[A-Z][A-Z_]+")


@dataclass(frozen=True)
class Said:
    """Words that a call hands to Streamlit to be read as Markdown."""

    file: Path
    line: int
    call: str
    words: ast.expr


def calls(tree: ast.AST, file: Path = Path("here.py")) -> Iterator[Said]:
    """Everything in one file that Streamlit reads as Markdown."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        call, by_streamlit = node.func.attr, ast.unparse(node.func.value) == "st"
        # "left.radio(…)" draws in a column; "themes_said.table(…)" is a function of ours.
        if call not in LABELS | BODIES | TABLES or (not by_streamlit and call not in LABELS):
            continue
        if not by_streamlit and isinstance(node.func.value, ast.Name) and node.func.value.id in _imported(tree):
            continue
        keywords = {each.arg: each.value for each in node.keywords}
        found = [*node.args[:1], *(value for name, value in keywords.items() if name in ALSO_READ)]
        if call in CHOICES:
            shown = keywords.get("format_func")
            found.append(shown.body if isinstance(shown, ast.Lambda) else shown or node.args[1])
        yield from (Said(file, node.lineno, call, words) for words in found)


def _imported(tree: ast.AST) -> set[str]:
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    } - {"st"}


def everywhere() -> Iterator[Said]:
    """The same for every view and page."""
    views = [each for each in (ROOT / "integrated" / "views").rglob("*.py") if each.name != "typed.py"]
    for file in sorted([*views, *(ROOT / "pages").glob("*.py"), ROOT / "integrated" / "shell.py"]):
        yield from calls(ast.parse(file.read_text(encoding="utf-8")), file)


def is_harmless(said: ast.expr) -> bool:
    """Fixed words, `typed(…)`, or words put together from these and the app's own names and tables."""
    if isinstance(said, ast.Constant) or CONSTANT.fullmatch(ast.unparse(said)):
        return True
    if isinstance(said, ast.JoinedStr):
        return all(is_harmless(each.value) for each in said.values if isinstance(each, ast.FormattedValue))
    if isinstance(said, ast.IfExp):
        return is_harmless(said.body) and is_harmless(said.orelse)
    if isinstance(said, ast.List | ast.Tuple):
        return all(is_harmless(each) for each in said.elts)
    if isinstance(said, ast.Dict):
        return all(is_harmless(each) for each in said.values)
    if isinstance(said, ast.Subscript):
        return is_harmless(said.value)
    if isinstance(said, ast.Call) and isinstance(said.func, ast.Name):
        inner = said.func.id in {"list", "sorted"}
        return said.func.id in HARMLESS and (not inner or is_harmless(said.args[0]))
    return ast.unparse(said) in OUR_NAMES


def test_everything_that_is_read_as_markdown_is_harmless() -> None:
    found = [
        f"{said.file.name}:{said.line} {said.call}({ast.unparse(said.words)})"
        for said in everywhere()
        if not is_harmless(said.words) and (said.file.name, ast.unparse(said.words)) not in OURS
    ]
    assert found == []


def test_what_is_said_to_be_ours_is_there() -> None:
    there = {(said.file.name, ast.unparse(said.words)) for said in everywhere()}
    assert {each for each in OURS if each not in there} == set()


@pytest.mark.parametrize(
    "code",
    [
        "st.error(result.problem)",
        "st.button(f'Take “{name}” apart')",
        "st.checkbox(label)",
        "left.radio(label, list(NAMES))",
        "st.radio('Which', ids, format_func=lambda each: names[each])",
        "st.radio('Which', names)",
        "st.select_slider('Which', [*names])",
        "st.segmented_control('Which', ids, format_func=shown)",
        "st.tabs([option.name for option in options])",
        "st.tabs(list(names))",
        "st.caption(theme.name)",
        "st.selectbox(name, ids)",
        "st.multiselect(f'{group}: who', ids)",
        "st.number_input(f'Place of {label}', 1)",
        "st.text_input('Words', help=name)",
        "st.table(rows)",
        "st.error(problem if problem else 'Nothing')",
    ],
)
def test_the_walk_finds_words_that_were_not_made_harmless(code: str) -> None:
    assert any(not is_harmless(said.words) for said in calls(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "st.error(typed(result.problem))",
        "st.button(f'Take “{typed(name)}” apart')",
        "left.radio(typed(label), list(NAMES), format_func=lambda each: NAMES[each])",
        "st.selectbox('Which', ids, format_func=lambda each: names[each])",
        "st.radio('Which', ids, format_func=lambda each: typed(names[each]) if each else 'None')",
        "st.tabs(['One', 'Two'])",
        "import rows\nrows.table(found)",
        "st.text(name)",
    ],
)
def test_the_walk_lets_harmless_words_pass(code: str) -> None:
    assert all(is_harmless(said.words) for said in calls(ast.parse(code)))


def test_the_walk_sees_what_it_should() -> None:
    seen = list(everywhere())
    assert len(seen) > 300
    assert {"radio", "tabs", "selectbox", "checkbox", "error", "expander"} <= {said.call for said in seen}
    assert {"frame.py", "portfolio_screen.py", "moderate.py"} <= {said.file.name for said in seen}


@pytest.mark.parametrize("words", ["![x](http://example.org/a.png)", "**b** `c` :red[d] $e$ ~f~ # g", "<b> & [a](b)"])
def test_marks_of_markdown_are_shown_as_they_were_typed(words: str) -> None:
    shown = typed(words).replace(JOINER, "")
    assert shown.replace("\\", "") == words
    assert all(shown[at - 1] == "\\" for at, each in enumerate(shown) if each in "[]!*`$~:#<>|&_")


def test_plain_words_stay_as_they_are() -> None:
    for words in ("Staying put, 18-21", "Budget (2026) for 3.5 staff; 40%", "Someone’s “own” home"):
        assert typed(words) == words
