"""What to take in: elements of the other approaches, the most pressing first, and a plan of at most three."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.record.approach import MOST_PLANNED, Suggestion
from integrated.record.decision import PlannedElement
from integrated.record.elements import APPROACH_NAMES, APPROACHES, BY_ID, ELEMENTS
from integrated.record.how_we_work import HowWeWork
from integrated.views import icons, linked, panel, widgets, words
from integrated.views.approach_words import first_capital, most_words, use_words
from integrated.views.decision_screen import long_date
from integrated.views.downloads import chart_menu
from integrated.views.panel import Done

PANEL = "approach_plan"
LONGEST = 4000


class Hands(Protocol):
    """What the person at the screen can do."""

    @property
    def may_prepare(self) -> bool: ...

    @property
    def plan(self) -> Callable[[str, Mapping[str, Any]], Done]: ...


def show(page: HowWeWork, do: Hands) -> str | None:
    """Draw the part and carry out what its form asks for; "check~…" or "unplan~…" when such a link is followed."""
    whose = _whose(page)
    left, right = st.columns([700, 660], gap="medium")
    with left:
        went = linked.show(
            Markup('<div class="approach-part">{}</div>').format(suggestions(page, whose, may=_room(page, do))),
            key="approach_suggestions",
        )
    with right:
        clicked = linked.show(
            Markup('<div class="approach-part">{}</div>').format(plan(page, may=do.may_prepare)), key="approach_planned"
        )
        if page.planned:
            chart_menu("What to take in", None, table(page), plan_sentence(page), key="approach_plan_menu")
        went = went or clicked
        if went and went.startswith("plan~"):
            widgets.open_panel(PANEL, went.removeprefix("plan~"))
        if do.may_prepare:
            _form(page, whose, do)
    return went


def _room(page: HowWeWork, do: Hands) -> bool:
    return do.may_prepare and len(page.planned) < MOST_PLANNED


def _whose(page: HowWeWork) -> str | None:
    """Whose answers the suggestions follow, by the address; None while nobody has answered."""
    if not page.people:
        return None
    return widgets.choose(
        "whose", "Suggested from the answers of", {each.whose: each.whose for each in page.people}, width=330
    )


def suggestions(page: HowWeWork, whose: str | None, *, may: bool) -> Markup:
    """Elements that would ease the risk checks as they stand."""
    found = page.suggested(whose)
    person = page.person(whose)
    if person is None:
        why = "Nobody has answered yet, so elements of all three approaches are listed."
    elif person.alignment.most_aligned in APPROACHES:
        why = f"{person.whose} works mostly by {most_words(person.alignment).lower()}: these are from the other two."
    else:
        why = f"{most_words(person.alignment)}. Elements of all three approaches are listed."
    if not found:
        return Markup("<h2>Worth taking in</h2><p>{}</p>").format(
            "Everything that applies is used fully or planned already."
        )
    items = Markup("").join(_suggestion(each, page, may=may) for each in found)
    return Markup(
        '<h2>Worth taking in <span class="quiet s15">what the risk checks of this decision press for comes first'
        '</span></h2><p class="quiet">{}</p><ul class="items">{}</ul>'
    ).format(why, items)


def _suggestion(found: Suggestion, page: HowWeWork, *, may: bool) -> Markup:
    use = use_words(found.use) if found.use is not None else "not answered"
    check = Markup("{} <b>{}</b>").format(words.RISK_CHECKS[found.check_id], words.RISK_STATES[found.state])
    if found.check_id in page.checks:
        check = Markup('<a href="#{0}" data-go="check~{0}">{1}</a>').format(found.check_id, check)
    link = Markup("")
    if may:
        link = Markup(
            '<a class="button" href="#{0}" data-go="plan~{0}">Plan this<span class="sr">: {1}</span></a>'
        ).format(found.element.element_id, found.element.name)
    return Markup(
        '<li><div class="suggestion"><div><b>{}</b><div class="s15">{} {} · {}</div><div class="s15">'
        "It would help with: {}</div></div>{}</div></li>"
    ).format(
        found.element.name,
        icons.PERSPECTIVES[found.element.approach],
        APPROACH_NAMES[found.element.approach].capitalize(),
        first_capital(use),
        check,
        link,
    )


def plan(page: HowWeWork, *, may: bool) -> Markup:
    """What is planned: which element, how, who and by when."""
    title = f"Planned <span class='quiet s15'>{len(page.planned)} of at most {MOST_PLANNED}</span>"
    if not page.planned:
        return Markup("<h2>{}</h2><p>{}</p>").format(
            Markup(title),
            "Nothing yet. Choose one on the left, or any other below. What you plan goes into the record.",
        )
    items = Markup("").join(_planned(each, may=may) for each in page.planned)
    return Markup('<h2>{}</h2><ul class="items planned">{}</ul>').format(Markup(title), items)


def _planned(each: PlannedElement, *, may: bool) -> Markup:
    element = BY_ID.get(each.element_id)
    name = element.name if element else each.element_id
    links = Markup("")
    if may:
        links = Markup(
            '<div class="s15"><a href="#{0}" data-go="plan~{0}">Change<span class="sr"> {1}</span></a> · '
            '<a href="#{0}" data-go="unplan~{0}">Take back<span class="sr"> {1}</span></a></div>'
        ).format(each.element_id, name)
    return Markup('<li><b>{}</b><div class="typed">{}</div><div class="s15">Who: {} · By: {}</div>{}</li>').format(
        name,
        each.how,
        each.who or words.NOT_ENTERED,
        long_date(each.by) if each.by else words.NOT_ENTERED,
        links,
    )


def _form(page: HowWeWork, whose: str | None, do: Hands) -> None:
    """Plan one element, or change one that is planned."""
    opening = widgets.opened(PANEL)
    now = {each.element_id: each for each in page.planned}
    if opening is None or opening not in BY_ID:
        if len(now) >= MOST_PLANNED:
            st.text("Three are planned. Take one back before you plan another: few and finished is better than many.")
        elif st.button("Plan another element", key="plan_another"):
            first = page.suggested(whose, most=1)
            widgets.open_panel(PANEL, first[0].element.element_id if first else ELEMENTS[0].element_id)
            st.rerun()
        return
    said = now.get(opening)
    labels = {opening: _label(opening)}
    if said is None:
        labels = {
            each.element_id: _label(each.element_id)
            for each in ELEMENTS
            if each.approach != page.mutual and each.element_id not in now
        } | labels
    with panel.form(f"plan:{opening}", opening):
        element_id = st.selectbox(
            "Element", list(labels), index=list(labels).index(opening), format_func=lambda each: labels.get(each, each)
        )
        how = st.text_area(
            "How we will take it in", said.how if said else "", max_chars=LONGEST, height=90, key=f"how:{opening}"
        )
        left, right = st.columns(2)
        who = left.text_input(
            "Who sees to it (a role)",
            (said.who or "") if said else "",
            max_chars=300,
            placeholder="Commissioning officer",
            key=f"who:{opening}",
        )
        # A date field without a day is a spin button without a value, which screen readers stumble over.
        by = right.text_input(
            "By when (day/month/year)",
            f"{said.by:%d/%m/%Y}" if said and said.by else "",
            max_chars=10,
            placeholder="31/3/2027",
            key=f"by:{opening}",
        )
        if panel.pressed(PANEL, "Save this plan"):
            panel.finish(do.plan(element_id or opening, {"how": how, "who": who, "by": by}), PANEL)


def _label(element_id: str) -> str:
    element = BY_ID[element_id]
    return f"{element.name} ({APPROACH_NAMES[element.approach]})"


def table(page: HowWeWork) -> pd.DataFrame:
    """The plan as rows."""
    return pd.DataFrame(
        [
            {
                "element": BY_ID[each.element_id].name if each.element_id in BY_ID else each.element_id,
                "approach": APPROACH_NAMES[BY_ID[each.element_id].approach] if each.element_id in BY_ID else "",
                "how": each.how,
                "who": each.who or words.NOT_ENTERED,
                "by": each.by.isoformat() if each.by else words.NOT_ENTERED,
            }
            for each in page.planned
        ]
    )


def plan_sentence(page: HowWeWork) -> str:
    """The plan in one sentence."""
    rows = table(page).to_dict("records")
    return "We plan to take in: " + "; ".join(f"{row['element'].lower()} ({row['approach']})" for row in rows) + "."
