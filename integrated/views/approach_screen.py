"""How we work, around its parts: the two questions with what stands, the parts, and whose list it is."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.record.elements import AUDIENCES, BY_ID, FIRST_QUESTIONS
from integrated.record.how_we_work import HowWeWork
from integrated.views import linked, notice, widgets
from integrated.views.approach_words import AUDIENCE_IDS, IN_YOUR_WORK, everybody_words
from integrated.views.navigation import query

STYLE = Path(__file__).parent / "approach.css"
PARTS = {
    "answer": "Answer",
    "stand": "Where we stand",
    "take_in": "What to take in",
    "time": "Over time",
}
MOST = 3
OURS = (
    "The three approaches and the two questions come from the public launch of “An integrated approach to evidence” "
    "(Dartington Service Design Lab, February 2022); the wording here is ours. The list of 24 elements is ours too: it "
    "is not Dartington’s, and Dartington has not checked or endorsed it."
)


def heading() -> str:
    """The title and whose work it is about: one of the seven audiences, from the address."""
    st.html(STYLE)
    with st.container(key="approach_head", horizontal=True, vertical_alignment="bottom", gap="medium"):
        linked.show(
            Markup(
                '<h1 class="question long">How we work</h1><p class="quiet s16">Three ways of using evidence, '
                "blended: which one is closest to your work, and what of the others could you take in?</p>"
            ),
            key="approach_title",
        )
        chosen = widgets.choose(
            "audience",
            "We are",
            {each: label[:1].upper() + label[1:] for each, label in AUDIENCE_IDS.items()},
            width=300,
        )
    notice.show()
    return AUDIENCE_IDS.get(chosen or "", AUDIENCES[0])


def questions(page: HowWeWork) -> str | None:
    """The two questions of the launch, each with what stands; "part~…" when one is opened."""
    return linked.show(
        Markup('<div class="two-questions">{}{}</div>').format(
            _question(
                1,
                FIRST_QUESTIONS[0],
                everybody_words(page.people),
                *(("stand", "See who said what") if page.people else ("answer", "Answer it, then the 24 elements")),
            ),
            _question(2, FIRST_QUESTIONS[1], planned_words(page), "take_in", "Choose up to three"),
        ),
        key="approach_questions",
    )


def planned_words(page: HowWeWork) -> str:
    """What is planned, in one line."""
    names = [BY_ID[each.element_id].name for each in page.planned if each.element_id in BY_ID]
    if not names:
        return "Nothing is planned yet."
    return f"{len(names)} of at most {MOST} planned: {'; '.join(names)}."


def _question(number: int, question: str, answer: str, part: str, label: str) -> Markup:
    return Markup(
        '<section class="panel"><h2><span class="quiet">{}</span> {}</h2><p class="answer">{}</p>'
        '<a href="/approach{}" data-go="part~{}">{}</a></section>'
    ).format(number, question, answer, query(), part, label)


def part(page: HowWeWork) -> str:
    """Which part is on screen, by the address: where we stand, or the questions while nobody has answered."""
    with st.container(key="approach_parts"):
        return (
            widgets.choose(
                "part",
                "Part of the page",
                PARTS,
                default="stand" if page.people else "answer",
                draw=st.segmented_control,
                label_visibility="collapsed",
                required=True,
            )
            or "answer"
        )


def foot(audience: str) -> None:
    """What "used" means in this work, and whose list it is."""
    linked.show(
        Markup('<div class="approach-foot quiet s15"><p>For {}, “used” means: {}.</p><p>{}</p></div>').format(
            audience, IN_YOUR_WORK[audience], OURS
        ),
        key="approach_foot",
    )


def only_viewing() -> None:
    """What somebody without the role to answer is told."""
    st.text("A lead or a facilitator writes the answers down. Your role is in the menu at the top right.")
