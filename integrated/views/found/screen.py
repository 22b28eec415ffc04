"""The frame of What studies found: what is chosen, which part is on screen, and the answer in one sentence."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.record.decision import Option
from integrated.views import icons, linked, notice, widgets, words
from integrated.views.found import phrases
from integrated.views.level_strip import chip
from integrated.weighing.perspective import PerspectiveSummary
from integrated.what_works.found import StudiesBrief

PARTS = {
    "found": "What was found",
    "sure": "How sure we can be",
    "rows": "Every study",
    "outcomes": "All outcomes",
    "add": "Add evidence",
}
STYLE = Path(__file__).parent / "found.css"


def controls(options: Mapping[str, str], outcomes: Mapping[str, str], first: str) -> tuple[str, str, str]:
    """Option, outcome and part: (option_id, outcome_id, part)."""
    st.html(STYLE)
    with st.container(key="found_controls", horizontal=True, vertical_alignment="center", gap="small"):
        option = widgets.choose("option", "Option", options, default=first, label_visibility="collapsed", width=300)
        on = {each: f"on {label}" for each, label in outcomes.items()}
        outcome = widgets.choose("outcome", "On outcome", on, label_visibility="collapsed", width=280)
        part = widgets.choose(
            "part", "Show", PARTS, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    notice.show()
    return option or first, outcome or "", part or "found"


def go(kind: str, what: str) -> None:
    """Follow a link of this page: to a part ("part"), a way of adding evidence ("add"), or a cell ("cell")."""
    if kind == "cell":
        for name, value in zip(("option", "outcome"), what.split("~"), strict=True):
            widgets.set_choice(name, value)
    if kind == "add":
        widgets.set_choice("way", what)
    widgets.set_choice("part", {"cell": "found", "add": "add"}.get(kind, what))
    st.rerun()


def band(option: Option, brief: StudiesBrief, *, is_comparison: bool) -> Markup:
    """The answer in one sentence, how sure that is, and a new place."""
    title = f"{option.letter} {option.name}"
    if is_comparison:
        return _band(title, words.COMPARISON, "Studies compare the other options with this one.", Markup(""))
    summary = PerspectiveSummary(
        "works", brief.levels, brief.cause, brief.sentence, brief.certainty.level if brief.certainty else None
    )
    sure = ""
    if brief.certainty is not None:
        level = brief.certainty.level
        sure = f"{words.CERTAINTY.get(level, words.NOT_KNOWN)} ({level}). "
    return _band(
        f"{title} on {brief.outcome_label.lower()}",
        brief.sentence,
        f"{sure}{phrases.new_place(brief)}",
        chip(summary),
    )


def _band(title: str, answer: str, quiet: str, level: Markup) -> Markup:
    return Markup(
        '<h1 class="sr">{}: {}</h1><div class="band agree-band" role="status">'
        '<div class="band-title">{} {}</div><div class="s16">{}</div>'
        '<div class="s16 quiet">{} {}</div></div>'
    ).format(words.PERSPECTIVES["works"], title, icons.STUDIES, answer, title, quiet, level)


def no_such_option() -> None:
    """The decision does not know the option or outcome that is asked for."""
    linked.show(
        Markup('<h1 class="question">{}</h1><p>{}</p>').format(
            "There is nothing to look at here yet.", "Choose another option or outcome above."
        ),
        key="found_nothing",
    )
