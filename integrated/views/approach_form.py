"""Answering for oneself: the first thought, the 24 elements in three blocks, and the change of mindset."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.record.approach import alignment
from integrated.record.elements import (
    APPROACH_NAMES,
    APPROACHES,
    ELEMENTS,
    FIRST_QUESTIONS,
    MINDSET,
    MINDSET_IDS,
)
from integrated.record.how_we_work import Answered, HowWeWork
from integrated.record.weigh_up import person_name
from integrated.views import drafts, icons, linked, notice, widgets
from integrated.views.approach_words import CHOICES, THOUGHTS, most_words
from integrated.views.panel import Done
from integrated.views.typed import typed

NEW = ""
LONGEST = 4000
HINTS = {
    "new_questions": "Who gains and who does not? What would have happened anyway?",
    "gathering_insight": "A search, talking with families, a map drawn with others",
    "acting_on_learning": "What would make us stop, change or do more? Who may decide that?",
}


class Hands(Protocol):
    """What the person at the screen can do."""

    @property
    def assess(self) -> Callable[..., Done]: ...


@st.fragment
def show(page: HowWeWork, audience: str, do: Hands) -> None:
    """Draw the questions and keep the answers when asked to.

    A fragment: a click on an answer draws these questions again and nothing else. What is chosen stays in the session
    until it is saved, wherever the person goes in between.
    """
    people = {NEW: "Someone who has not answered yet", **{each.whose: each.whose for each in page.people}}
    with st.container(key="approach_who", horizontal=True, vertical_alignment="bottom", gap="medium"):
        whose = st.selectbox(
            "Whose answers", list(people), format_func=lambda each: people.get(each, each), key="answers_of", width=330
        )
        said = page.person(whose)
        form = f"{page.decision_id}:approach:{whose}"
        key = drafts.key(form, page.sequence)
        if said is None:
            role = st.text_input(
                "Role (never a name)",
                max_chars=80,
                placeholder="Commissioning officer",
                key=f"{key}:role",
                persist_state="session",
                width=330,
            )
            whose = person_name(next_number([each.whose for each in page.people]), role)
        if page.people:
            st.text(f"Answered so far: {len(page.people)}")
    thought = _first_thought(said, key)
    answers: dict[str, int | None] = {}
    for approach in APPROACHES:
        answers |= _block(approach, said, key)
    mindset = _mindset(said, key)
    _so_far(answers)
    if st.button("Save these answers", type="primary", key="save_answers"):
        done = do.assess(whose, audience, answers, first_thought=thought, mindset=mindset)
        if done.problem:
            st.error(typed(done.problem))
        else:
            drafts.finish(form)
            notice.leave(f"{done.told} These are the answers of {whose}.")
            widgets.set_choice("part", "stand")
            st.rerun()


def answer_again(whose: str) -> None:
    """Begin with what a person said last, when the questions are next drawn."""
    st.session_state["answers_of"] = whose


def next_number(taken: Sequence[str]) -> int:
    """The lowest number that nobody answers under."""
    numbers = {int(found[1]) for each in taken if (found := re.match(r"Person (\d{1,4})\b", each))}
    return next(number for number in range(1, len(numbers) + 2) if number not in numbers)


def _first_thought(said: Answered | None, key: str) -> str | None:
    ids = list(THOUGHTS)
    return st.radio(
        f"First thought: {FIRST_QUESTIONS[0][0].lower()}{FIRST_QUESTIONS[0][1:]}",
        ids,
        index=ids.index(said.first_thought) if said and said.first_thought in ids else None,
        format_func=lambda each: THOUGHTS[each],
        horizontal=True,
        key=f"{key}:thought",
        persist_state="session",
    )


def _block(approach: str, said: Answered | None, key: str) -> dict[str, int | None]:
    """The eight elements of one approach; those without an answer are left out."""
    linked.show(
        Markup('<h2 class="block-title">{} {} <span class="quiet s15">{}</span></h2>').format(
            icons.PERSPECTIVES[approach], APPROACH_NAMES[approach].capitalize(), "8 elements: how far do you use each?"
        ),
        key=f"approach_block_{approach}",
    )
    given: dict[str, int | None] = {}
    ids = list(CHOICES)
    with st.container(key=f"approach_elements_{approach}", gap=None):
        for element in (each for each in ELEMENTS if each.approach == approach):
            before = None
            if said is not None and element.element_id in said.answers:
                use = said.answers[element.element_id]
                before = ids.index("none" if use is None else str(use))
            chosen = st.radio(
                element.name,
                ids,
                index=before,
                format_func=lambda each: CHOICES[each],
                horizontal=True,
                key=f"{key}:{element.element_id}",
                persist_state="session",
            )
            if chosen is not None:
                given[element.element_id] = None if chosen == "none" else int(chosen)
    return given


def _mindset(said: Answered | None, key: str) -> dict[str, str]:
    linked.show(
        Markup(
            '<h2 class="block-title">A change of mindset <span class="quiet s15">New questions, other ways of '
            "gathering insight, and being ready to act on what is learned. In your own words; leave empty what you "
            "cannot say yet.</span></h2>"
        ),
        key="approach_mindset_title",
    )
    found: dict[str, Any] = {}
    for column, question_id, question in zip(st.columns(3), MINDSET_IDS, MINDSET, strict=True):
        found[question_id] = column.text_area(
            question,
            said.mindset.get(question_id, "") if said else "",
            max_chars=LONGEST,
            height=100,
            placeholder=HINTS[question_id],
            key=f"{key}:{question_id}",
            persist_state="session",
        )
    return {each: text or "" for each, text in found.items()}


def _so_far(answers: dict[str, int | None]) -> None:
    found = alignment(answers)
    linked.show(
        Markup('<p class="s16" role="status">{} of 24 answered. Most aligned, so far: <b>{}</b>.</p>').format(
            len(answers), most_words(found).lower() if found.most_aligned is None else most_words(found)
        ),
        key="approach_so_far",
    )
