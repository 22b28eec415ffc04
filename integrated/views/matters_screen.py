"""Step 3c, what matters: one person per screen, and no triangle until all have answered or the facilitator says so."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.record.weigh_up import Person, Swing, person_name
from integrated.views import icons, linked, widgets, words
from integrated.views.level_strip import chip
from integrated.views.panel import Done, finish
from integrated.views.weigh_frame import Band
from integrated.weighing.perspective import PERSPECTIVES

PERSON = "person"
POINTS_OF = "points_of"
EXPECTED = "expected_people"
SHOWN = "shown_now"
MOST_PEOPLE = 30
WAYS = {"points": "Give points", "order": "Just the order", "bounds": "Between limits", "open": "Leave open"}
QUESTION = (
    "If an option could go from a strong case against to a strong case for from only one of the three, "
    "which would you move first?"
)
HOW = "Give that one 100 points, and the others points compared with it."
POINTS = {name: f"w_{name}" for name in PERSPECTIVES}


class Mattering(Protocol):
    """What this screen may do."""

    @property
    def may_prepare(self) -> bool: ...

    @property
    def say_what_matters(self) -> Callable[..., Done]: ...

    @property
    def remove_person(self) -> Callable[[str], Done]: ...


def band(people: Sequence[Person], current: int) -> Band:
    """Whose turn it is, and how many have answered."""
    answered = len(people)
    told = "Nobody has answered yet." if not answered else f"{answered} of {expected(people)} have answered."
    return Band(f"Person {current}: what matters most to you?", f"{told} Answers are never averaged.")


def progress(people: Sequence[Person]) -> str:
    """ "2 people", or nothing."""
    return "" if not people else "1 person" if len(people) == 1 else f"{len(people)} people"


def expected(people: Sequence[Person]) -> int:
    """How many people will answer: as said on this screen, at least those who have."""
    said = widgets.opened(EXPECTED)
    return max(int(said) if said else 1, len(people))


def may_show(people: Sequence[Person]) -> bool:
    """Whether the triangle may be seen: all have answered, or the facilitator said so."""
    return (bool(people) and len(people) >= expected(people)) or widgets.opened(SHOWN) == "yes"


def show_now() -> None:
    """Let the triangle be seen before all have answered."""
    widgets.open_panel(SHOWN, "yes")


def current_person(people: Sequence[Person]) -> int:
    """The number of the person on screen; the first who has not answered at first."""
    chosen = widgets.opened(PERSON)
    if chosen and chosen.isdecimal():
        return int(chosen)
    return next_number(people)


def next_number(people: Sequence[Person]) -> int:
    """The lowest number nobody has."""
    taken = {person.number for person in people}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def show(people: Sequence[Person], swings: Sequence[Swing], do: Mattering) -> str | None:
    """Draw the part and carry out what people do in it; "step~first" when they want the triangle."""
    number = current_person(people)
    said = next((person for person in people if person.number == number), None)
    left, right = st.columns([936, 424], gap="medium")
    with left:
        _one_person(number, said, people, swings, do)
    with right, st.container(border=True):
        return _everyone(number, people, do)


def _one_person(
    number: int, said: Person | None, people: Sequence[Person], swings: Sequence[Swing], do: Mattering
) -> None:
    _start_points(number, said)
    linked.show(
        Markup('<p class="swing-question">{}</p><p class="quiet s16">{}</p>').format(QUESTION, HOW),
        key="swing_question",
    )
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        role = st.text_input(
            "Your role (never a name)", said.role if said else "", max_chars=80, key=f"role_of_{number}", width=300
        )
        way = st.segmented_control(
            "How do you want to answer?",
            list(WAYS),
            default=_way(said),
            format_func=lambda each: WAYS[each],
            key=f"way_of_{number}",
            required=True,
        )
    answer = {"points": _points, "order": _order, "bounds": _bounds, "open": _open}[way or "points"](
        number, said, swings
    )
    with st.container(horizontal=True):
        saved = st.button("Save this answer", type="primary", key="save_weights")
        following = st.button("Save, and on to the next person", key="save_weights_next")
    if saved or following:
        done = do.say_what_matters(
            person_name(number, role), answer, instead_of=said.said.person if said is not None else None
        )
        if not done.problem:
            after = next_number([*people, *([] if said else [Person(number, role, None)])])  # type: ignore[arg-type]
            widgets.open_panel(PERSON, str(after if following else number))
        finish(done, PANEL)


PANEL = "matters"


def _way(said: Person | None) -> str:
    if said is None:
        return "points"
    answer = said.said
    return "order" if answer.order else "bounds" if answer.bounds else "open" if answer.open else "points"


def _start_points(number: int, said: Person | None) -> None:
    """The points of another person start anew: at what they said, at what a link brought, or at 0."""
    if widgets.opened(POINTS_OF) == str(number):
        return
    brought = {name: widgets.number_from_address(key, lowest=0, highest=100) for name, key in POINTS.items()}
    given: Mapping[str, float] = {}
    if said is not None:
        given = said.said.points or {name: 100 * share for name, share in (said.said.shares or {}).items()}
    start = {name: round(given.get(name, 0)) for name in PERSPECTIVES}
    if widgets.opened(POINTS_OF) is None and all(value is not None for value in brought.values()):
        start = {name: value or 0 for name, value in brought.items()}
    widgets.forget_points({POINTS[name]: value for name, value in start.items()})
    widgets.open_panel(POINTS_OF, str(number))


def _points(number: int, said: Person | None, swings: Sequence[Swing]) -> dict[str, Any]:
    given = {}
    for swing in swings:
        label = words.PERSPECTIVES[swing.perspective]
        with st.container(key=f"swing_row_{swing.perspective}"):
            left, right = st.columns([440, 480], vertical_alignment="center")
        with left:
            linked.show(_swing(swing), key=f"swing_{swing.perspective}")
        with right:
            given[swing.perspective] = widgets.points(POINTS[swing.perspective], label, 0)
            widgets.in_address(POINTS[swing.perspective], str(given[swing.perspective]))
    linked.show(_mix(given), key="mix")
    return {"points": {name: float(value) for name, value in given.items()}}


def _swing(swing: Swing) -> Markup:
    head = Markup("<h2>{} {}</h2>").format(icons.PERSPECTIVES[swing.perspective], words.PERSPECTIVES[swing.perspective])
    if swing.worst is None or swing.best is None:
        return Markup('<div class="swing">{}<div class="s15">Not known for any of these options.</div></div>').format(
            head
        )
    if swing.worst[0] == swing.best[0]:
        return Markup('<div class="swing">{}<div class="s15">{} for every option known: {}</div></div>').format(
            head, chip(swing.best[1]), ", ".join(swing.best[0])
        )
    return Markup(
        '<div class="swing">{}<div class="s15">Worst of these: <b>{}</b> {}</div>'
        '<div class="s15">Best of these: <b>{}</b> {}</div></div>'
    ).format(head, ", ".join(swing.worst[0]), chip(swing.worst[1]), ", ".join(swing.best[0]), chip(swing.best[1]))


def _mix(given: Mapping[str, float]) -> Markup:
    total = sum(given.values())
    if not total:
        return Markup('<div class="s16" role="status">{}</div>').format(
            "Give 100 to the one you would move first; 0 means it counts for nothing."
        )
    bars = Markup("").join(
        Markup('<i style="width:{:.1f}%"></i>').format(100 * value / total) for value in given.values() if value
    )
    told = " · ".join(f"{words.PERSPECTIVES[name]} {value / total:.0%}" for name, value in given.items())
    return Markup(
        '<div class="mix" aria-hidden="true">{}</div><div class="s15" role="status">Your mix: {}</div>'
    ).format(bars, told)


def _order(number: int, said: Person | None, swings: Sequence[Swing]) -> dict[str, Any]:
    before = said.said.order if said is not None and said.said.order else PERSPECTIVES
    first = st.selectbox(
        "First",
        PERSPECTIVES,
        PERSPECTIVES.index(before[0]),
        format_func=lambda each: words.PERSPECTIVES[each],
        key=f"first_of_{number}",
        width=420,
    )
    rest = [name for name in PERSPECTIVES if name != first]
    default = rest.index(before[1]) if before[1] in rest else 0
    second = st.selectbox(
        "Second",
        rest,
        default,
        format_func=lambda each: words.PERSPECTIVES[each],
        key=f"second_of_{number}_{first}",
        width=420,
    )
    last = next(name for name in rest if name != second)
    st.text(f"Third: {words.PERSPECTIVES[last]}. Every mix in this order counts as yours.")
    return {"order": [first, second, last]}


def _bounds(number: int, said: Person | None, swings: Sequence[Swing]) -> dict[str, Any]:
    before = said.said.bounds if said is not None and said.said.bounds else {}
    found = {}
    for name in PERSPECTIVES:
        low, high = before.get(name, (0.0, 1.0))
        ends = st.slider(
            f"{words.PERSPECTIVES[name]}: from … to … of 100",
            0,
            100,
            (round(100 * low), round(100 * high)),
            key=f"bounds_of_{number}_{name}",
            width=620,
        )
        found[name] = [ends[0] / 100, ends[1] / 100]
    return {"bounds": found}


def _open(number: int, said: Person | None, swings: Sequence[Swing]) -> dict[str, Any]:
    st.text("Left open: every mix counts alike. You are listed, and no dot is drawn.")
    return {"open": True}


def _everyone(number: int, people: Sequence[Person], do: Mattering) -> str | None:
    waiting = [] if any(person.number == number for person in people) else [(number, "", False)]
    rows = sorted([*((person.number, person.role, True) for person in people), *waiting])
    listed = Markup("").join(_listed(each, role, answered, each == number) for each, role, answered in rows)
    clicked = linked.show(
        Markup('<h2 class="s16">Who answers</h2><div class="people-list">{}</div>').format(listed), key="people_list"
    )
    count = st.number_input(
        "How many of you will answer?", 1, MOST_PEOPLE, expected(people), key="expected_number", width=240
    )
    widgets.open_panel(EXPECTED, str(int(count or 1)))
    ready = may_show(people)
    if ready:
        st.text("All have answered." if len(people) >= expected(people) else "The triangle is shown.")
        if st.button("Show who comes first", key="show_first", type="primary"):
            return "step~first"
    else:
        st.text("The triangle stays closed until all have answered, so that nobody is led by it.")
        if do.may_prepare and st.button("Show it now", key="show_now"):
            show_now()
            return "step~first"
    if clicked and clicked.startswith("person~"):
        widgets.open_panel(PERSON, clicked.removeprefix("person~"))
        st.rerun()
    if clicked and clicked.startswith("remove~"):
        gone = next(person for person in people if str(person.number) == clicked.removeprefix("remove~"))
        widgets.open_panel(POINTS_OF, None)
        widgets.open_panel(PERSON, str(gone.number))
        finish(do.remove_person(gone.said.person), PANEL)
    return None


def _listed(number: int, role: str, answered: bool, current: bool) -> Markup:
    name = person_name(number, role)
    links = Markup('<a href="#person-{}" data-go="person~{}">See<span class="sr"> {}</span></a>').format(
        number, number, name
    )
    if answered:
        links += Markup(' · <a href="#remove-{}" data-go="remove~{}">Remove<span class="sr"> {}</span></a>').format(
            number, number, name
        )
    return Markup(
        '<div class="{}"><span>{} <span class="quiet s14">{}</span></span><span class="s15">{}</span></div>'
    ).format("current" if current else "", name, "has answered" if answered else "not yet", links if answered else "")
