"""Step 3d, who comes first: the triangle at the left, what it means in words at the right."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from integrated.record.weigh_up import Person
from integrated.views import first_dialogs, icons, linked, widgets, words
from integrated.views.downloads import chart_menu
from integrated.views.matters_screen import Mattering, may_show, show_now
from integrated.views.triangle import triangle
from integrated.views.triangle_parts import Dot, Region, in_words
from integrated.views.weigh_frame import Band
from integrated.weighing.standing import Standing, what_would_change

DISCOUNTS = {"without": "As judged", "with": "Allowing for how unsure we are"}
COMPARISON_LINE = (
    "{} is the comparison: the middle from all three, so it comes first only where all others fall below it."
)


def band(seen: Standing | None, people: Sequence[Person], red_line: str) -> Band:
    """The most important sentence, once the triangle may be seen."""
    if seen is None or not seen.entrants:
        return Band("There is no option to compare yet.")
    if not may_show(people):
        return Band("Who comes first is not shown yet.", "It opens when all have said what matters.", red_line)
    return Band(seen.answer, words.MIXES_NOT_CHANCES if seen.regions.areas.size > 1 else "", red_line)


def discounted() -> bool:
    """Whether the triangle allows for how unsure we are; the switch itself is drawn under the triangle."""
    return widgets.choose("discount", "With or without the discount", DISCOUNTS, draw=widgets.undrawn) == "with"


def show(
    seen: Standing | None, people: Sequence[Person], red_lined: frozenset[str], do: Mattering, illustrative: bool
) -> str | None:
    """Draw the part; "step~matters" when somebody wants to answer first."""
    if seen is None or not seen.entrants:
        st.text("Add options on the first page. They are judged, and then compared here.")
        return None
    if not may_show(people):
        return _gate(people, do.may_prepare)
    left, right = st.columns([608, 752], gap="large")
    with left:
        _left(seen, people, red_lined, words.ILLUSTRATIVE if illustrative else "")
    with right:
        return _right(seen, red_lined)


def _gate(people: Sequence[Person], may_prepare: bool) -> str | None:
    with st.container(key="triangle_gate"):
        linked.show(
            Markup('<div class="gate"><p class="sentences">{}</p><p class="s16">{}</p></div>').format(
                "Nobody has said what matters yet."
                if not people
                else f"{len(people)} have said what matters; others are still to come.",
                "Whoever sees the triangle first is led by it. So first each person says what matters most to them.",
            ),
            key="gate",
        )
        with st.container(horizontal=True):
            if st.button("Say what matters", type="primary", key="to_matters"):
                return "step~matters"
            if may_prepare and st.button("Show it now", key="show_now_here"):
                show_now()
                st.rerun()
    return None


def regions(seen: Standing, red_lined: frozenset[str]) -> tuple[Region, ...]:
    """The options placed as parts of the drawing."""
    told = {entrant.option_id: often for entrant, _, often in seen.how_often()}
    return tuple(
        Region(
            letter=entrant.letter,
            name=entrant.name,
            corners=tuple((float(a), float(b), float(c)) for a, b, c in corners),
            told=told[entrant.option_id],
            red_line=entrant.option_id in red_lined,
        )
        for entrant, corners in zip(seen.placed, seen.regions.polygons, strict=True)
    )


def dots(people: Sequence[Person]) -> tuple[Dot, ...]:
    """What people said, as dots or dashed parts of the drawing."""
    return tuple(
        Dot(person.label, tuple((float(a), float(b), float(c)) for a, b, c in person.weights.region))
        for person in people
    )


@st.cache_data(max_entries=100)
def _drawn(parts: tuple[Region, ...], who: tuple[Dot, ...]) -> dict[str, Any]:
    return triangle(parts, who)


def _left(seen: Standing, people: Sequence[Person], red_lined: frozenset[str], badge: str) -> None:
    parts, who = regions(seen, red_lined), dots(people)
    if parts:
        with st.container(key="triangle"):
            st.vega_lite_chart(
                _drawn(parts, who), theme=None, width="content", key="triangle_chart", alt=in_words(parts, who)
            )
    left_open = [dot.label for dot, person in zip(who, people, strict=True) if person.said.open]
    told = f" {', '.join(left_open)} left it open." if left_open else ""
    hatched = " Hatched: a red line waits for an answer." if any(part.red_line for part in parts) else ""
    linked.show(
        Markup('<p class="under-triangle quiet">{}{}{}</p>').format(words.UNDER_TRIANGLE, hatched, told),
        key="under_triangle",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="triangle_tools"):
        widgets.choose(
            "discount",
            "With or without the discount",
            DISCOUNTS,
            draw=st.segmented_control,
            label_visibility="collapsed",
            required=True,
        )
        if st.button("As a table", key="triangle_table", type="tertiary"):
            first_dialogs.tables(seen)
        chart_menu(
            "Who comes first",
            (lambda ink: triangle(parts, who, ink=ink, badge=badge)) if parts else None,
            first_dialogs.areas_table(seen, badge=badge),
            f"{seen.answer} {badge}".strip(),
            key="triangle_menu",
        )


def _right(seen: Standing, red_lined: frozenset[str]) -> str | None:
    comparison = next((each for each in seen.entrants if each.is_comparison), None)
    line = (
        Markup('<p class="under-triangle quiet">{}</p>').format(
            COMPARISON_LINE.format(f"{comparison.letter} {comparison.name}")
        )
        if comparison and not comparison.not_known
        else Markup("")
    )
    clicked = linked.show(
        _sentences(seen.three_sentences())
        + _often(seen, red_lined)
        + line
        + _not_placed(seen, red_lined)
        + _change(what_would_change(seen)),
        key="first_words",
    )
    if clicked == "settings":
        first_dialogs.settings(seen)
    return clicked


def _sentences(told: Sequence[str]) -> Markup:
    return Markup('<div class="sentences">{}</div>').format(
        Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in told)
    )


def _often(seen: Standing, red_lined: frozenset[str]) -> Markup:
    rows = Markup("").join(
        Markup(
            '<tr><th scope="row"><span class="letter">{}</span>{}{}</th><td>{}</td>'
            '<td class="share" aria-hidden="true">{}</td></tr>'
        ).format(
            entrant.letter,
            entrant.name,
            Markup(' <span class="red-line s14">{} Red line</span>').format(icons.RED_LINE)
            if entrant.option_id in red_lined
            else Markup(' <span class="quiet s14">{}</span>').format(words.COMPARISON)
            if entrant.is_comparison
            else "",
            told,
            Markup('<i style="width:{:.0f}px"></i>').format(120 * share) if share > 0 else "",
        )
        for entrant, share, told in seen.how_often()
    )
    return Markup(
        '<table class="often"><caption class="sr">How often each option comes first</caption>{}</table>'
    ).format(rows)


def _not_placed(seen: Standing, red_lined: frozenset[str]) -> Markup:
    if not seen.not_placed:
        return Markup("")
    lines = Markup("").join(
        Markup("<div>{}{}</div>").format(
            sentence,
            Markup(' <span class="red-line">{} {} has a red line.</span>').format(icons.RED_LINE, entrant.letter)
            if entrant.option_id in red_lined
            else "",
        )
        for entrant, sentence in zip(seen.not_placed, seen.why_not_placed(), strict=True)
    )
    return Markup(
        '<section class="not-placed-box s15"><h2 class="s16"><span class="hatch not-known" aria-hidden="true"></span>'
        "<b>Not placed</b></h2>{}</section>"
    ).format(lines)


def _change(told: Sequence[str]) -> Markup:
    if not told:
        return Markup("")
    lines = Markup(" ").join(Markup("{}").format(sentence) for sentence in told)
    return Markup(
        '<div class="change s16"><div><b>What would change this?</b> {}</div>'
        '<div class="s15"><a href="#settings" data-go="settings">Check the settings</a></div></div>'
    ).format(lines)
