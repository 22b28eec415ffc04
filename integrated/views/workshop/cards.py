"""Without phones: type in a card, paste a list, read a file of answers, print cards and a dot sheet."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import streamlit as st

from integrated.co_production.consent import USES
from integrated.co_production.workshop import NOT_RECORDED
from integrated.views import notice, words
from integrated.views.typed import problem as say_problem

NO_OPTION, NO_STANCE = "", ""
MOST_LETTERS = 1_000


class Outcome(Protocol):
    """What became of an action."""

    @property
    def problem(self) -> str: ...
    @property
    def told(self) -> str: ...


class Answers(Protocol):
    """A file of answers, read: its columns, and the one that most likely holds words."""

    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def likely(self) -> str: ...
    def of(self, column: str) -> tuple[str, ...]: ...


Fields = dict[str, str | None]
Add = Callable[[Sequence[Fields], str, str | None], Outcome]
ReadFile = Callable[[bytes], "Answers | str"]


def show(
    options: Mapping[str, str],
    groups: Sequence[str],
    add: Add,
    read_file: ReadFile,
    new_id: Callable[[], str],
    paper: Callable[[], bytes],
) -> None:
    """Draw the four ways.

    Parameters
    ----------
    options : option_id to label. groups : names that may be given.
    add : takes (fields of cards, id of the form, id of an earlier form when its person wrote this one too).
    read_file : an uploaded file to its answers, or one sentence.
    paper : the printable page.
    """
    notice.show()
    left, right = st.columns(2, gap="large")
    with left:
        _one_card(options, groups, add, new_id)
    with right:
        _many(options, groups, add, read_file, new_id)
        st.subheader("On paper")
        st.text("Cards of A6 size, four on a sheet, and a dot sheet: open it in the browser and print.")
        st.download_button(
            "Cards and dot sheet (HTML)", paper, "workshop-cards.html", "text/html", key="paper", on_click="ignore"
        )


def _one_card(options: Mapping[str, str], groups: Sequence[str], add: Add, new_id: Callable[[], str]) -> None:
    st.subheader("Type in a card")
    about = _about(options, groups, "card")
    same = st.checkbox("Written by the same person as the card before", key="card_same")
    form_id = st.session_state.setdefault("card_id", new_id())
    with st.form("card", clear_on_submit=True, enter_to_submit=True, border=False):
        said = st.text_input("What the card says, then Enter", max_chars=MOST_LETTERS, key="card_words")
        if st.form_submit_button("Add the card", type="primary"):
            before = st.session_state.get("last_card") if same else None
            _added(add([about | {"words": said}], form_id, before), "card_id", same=before is not None)


def _many(
    options: Mapping[str, str], groups: Sequence[str], add: Add, read_file: ReadFile, new_id: Callable[[], str]
) -> None:
    st.subheader("Many together")
    about = _about(options, groups, "list")
    form_id = st.session_state.setdefault("list_id", new_id())
    with st.form("list", clear_on_submit=True, border=False):
        said = st.text_area("Paste a list: one line, one person", key="list_words", height=120)
        if st.form_submit_button("Add the list"):
            lines = [about | {"words": line} for line in said.splitlines() if line.strip()]
            _added(add(lines, form_id, None), "list_id")
    file = st.file_uploader("Or a CSV of answers (Slido, Mentimeter, Forms)", ["csv"], key="answers")
    if file is None:
        return
    answers = read_file(file.getvalue())
    if isinstance(answers, str):
        say_problem(answers)
        return
    column = st.selectbox(
        "Column with the words",
        answers.columns,
        index=answers.columns.index(answers.likely),
        key="answers_column",
        help="Names, e-mail addresses and times are left out and never kept.",
    )
    found = answers.of(str(column))
    st.text(f"{len(found)} answers. The first: {found[0][:120] if found else 'none'}")
    if st.button(f"Add {len(found)} answers", key="answers_add", disabled=not found):
        _added(add([about | {"words": line} for line in found], form_id, None), "list_id")


def _about(options: Mapping[str, str], groups: Sequence[str], key: str) -> Fields:
    one, two = st.columns(2)
    group = one.selectbox("Written by", [*groups, NOT_RECORDED], key=f"{key}_group")
    named = {NO_OPTION: "No option named", **options}
    option = two.selectbox("About", list(named), format_func=lambda each: named[each], key=f"{key}_option")
    stances = {NO_STANCE: "No stance given", **words.STANCES}
    stance = one.selectbox("Stance", list(stances), format_func=lambda each: stances[each], key=f"{key}_stance")
    consent = two.selectbox(
        "They agreed to", list(USES), index=1, format_func=lambda each: USES[each], key=f"{key}_consent"
    )
    return {
        "group_name": str(group),
        "option_id": option or None,
        "stance": (stance or None) if option else None,
        "consent": str(consent),
    }


def _added(outcome: Outcome, form: str, *, same: bool = False) -> None:
    if outcome.problem:
        say_problem(outcome.problem)
        return
    added = st.session_state.pop(form, None)
    if form == "card_id" and not same:
        st.session_state["last_card"] = added
    notice.leave(f"{outcome.told} It waits to be read like everything else.")
    st.rerun()
