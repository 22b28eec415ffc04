"""The only place with widget keys: what people choose, kept in the address so that a link shows the same screen."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from integrated.views.typed import typed

PRESENT = "present"


def in_address(key: str, value: str | None) -> None:
    """Write one value into the address, or take it out; nothing is sent when it stands there already."""
    if value is None:
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def adopt_from_address(key: str, choices: Mapping[str, str]) -> str | None:
    """Take a value that a link or the back button put into the address, before the widget of that key is drawn.

    Parameters
    ----------
    key : name of the choice in the address and in the session.
    choices : id to label; a link may hold either.

    Returns
    -------
    One sentence when the address names something that is not there, else None.
    """
    named = st.query_params.get(key)
    if named is None or named == st.session_state.get(f"{key}:written"):
        return None
    by_label = {label: chosen for chosen, label in choices.items()}
    chosen = named if named in choices else by_label.get(named)
    if chosen is None:
        del st.query_params[key]
        return f"The address names “{named[:60]}” for {key.replace('_', ' ')}, which is not here. It was left out."
    st.session_state[key] = chosen
    return None


def choose(
    key: str,
    label: str,
    choices: Mapping[str, str],
    *,
    default: str | None = None,
    draw: Callable[..., str | None] = st.selectbox,
    **options: object,
) -> str | None:
    """One choice among few, held in the address by id and in the session across pages.

    Parameters
    ----------
    key : name in the address.
    label : what a screen reader says; shown unless `label_visibility` hides it.
    choices : id to label on screen; must not be empty.
    default : id chosen at first; the first one when None.
    draw : the Streamlit widget; a selectbox unless told.

    Returns
    -------
    The chosen id.
    """
    problem = adopt_from_address(key, choices)
    if problem:
        st.info(typed(problem))
    ids = list(choices)
    # What can be chosen is plain text in a list that opens; everything else reads it as Markdown.
    shown = choices if draw is st.selectbox else {each: typed(words) for each, words in choices.items()}
    if st.session_state.get(key) not in choices:
        st.session_state[key] = default if default in choices else ids[0]
    chosen = draw(
        typed(label), ids, format_func=lambda each: shown.get(each, each), key=key, persist_state="session", **options
    )
    chosen = chosen if chosen in choices else (default if default in choices else ids[0])
    in_address(key, chosen)
    st.session_state[f"{key}:written"] = chosen
    return chosen


def set_choice(key: str, value: str | None) -> None:
    """Change a choice from elsewhere (a clicked row, a clicked factor): takes effect when its widget is next drawn."""
    if value is None:
        st.session_state.pop(key, None)
        in_address(key, None)
        st.session_state.pop(f"{key}:written", None)
        return
    st.session_state[f"{key}:written"] = st.query_params.get(key)
    st.query_params[key] = value


def chosen_now(key: str) -> str | None:
    """What a choice is at this moment, before its widget is drawn: from a new address, else as the widget stands."""
    named = st.query_params.get(key)
    if named is not None and named != st.session_state.get(f"{key}:written"):
        return named
    held = st.session_state.get(key)
    return held if isinstance(held, str) else None


def presenting() -> bool:
    """Whether the screen is in present mode, by the address."""
    return st.query_params.get(PRESENT) in {"1", "true", "yes"}


def present_button() -> None:
    """Enter or leave present mode: one button, key p."""
    on = presenting()
    if st.button("Leave" if on else "Present", key="present_button", shortcut="p", help="Key: p"):
        in_address(PRESENT, None if on else "1")
        st.rerun()
    if on:
        blank_button()


def blank_button() -> None:
    """Blank the screen, or show it again: key b."""
    blanked = bool(st.session_state.get("blanked"))
    if st.button("Show" if blanked else "Blank", key="blank_button", shortcut="b", help="Key: b"):
        st.session_state["blanked"] = not blanked
        st.rerun()
    if blanked:
        st.html('<div class="blanked" role="status">The screen is blanked. Press b to show it again.</div>')


def role(roles: Mapping[str, str]) -> str:
    """The role in which someone at this screen acts; kept in the session, never in the address."""
    chosen = st.radio(
        "You act as", list(roles), format_func=lambda each: roles[each], key="role", persist_state="session"
    )
    return str(chosen or next(iter(roles)))


def current_role() -> str:
    """The role chosen in the menu."""
    return str(st.session_state.get("role") or "lead")


def current_decision() -> str | None:
    """The decision chosen in the menu, None when there is none."""
    chosen = st.session_state.get("decision")
    return chosen if isinstance(chosen, str) else None


def undrawn(label: str, ids: list[str], *, key: str, **_: object) -> str | None:
    """A choice that links make, not a widget: hand it to `choose` as `draw`, and let a link call `set_choice`."""
    return st.session_state.get(key)


def sequence_on_screen(decision_id: str, newest: int) -> int:
    """The last event a person had on screen when they acted; call it once a run, before anything is saved.

    Streamlit reads the newest events before it says which button was pressed, so the sequence of this run is not the
    one that was looked at: it is kept for the next run.
    """
    key = f"sequence:{decision_id}"
    looked_at = st.session_state.get(key, newest)
    st.session_state[key] = newest
    return int(looked_at)


def opened(panel: str) -> str | None:
    """What stands open in a panel of this session, None when it is closed."""
    chosen = st.session_state.get(f"opened:{panel}")
    return chosen if isinstance(chosen, str) else None


def open_panel(panel: str, what: str | None) -> None:
    """Open a panel at something, or close it."""
    st.session_state[f"opened:{panel}"] = what


def points(key: str, label: str, start: int) -> int:
    """Points from 0 to 100, as a number and as a slider that follow one another; the number is in the address.

    Parameters
    ----------
    key : name in the address.
    label : what a screen reader says.
    start : shown at first.
    """
    if f"{key}:points" not in st.session_state:
        st.session_state[f"{key}:points"] = start
    shown: dict[str, Any] = {
        "label_visibility": "collapsed",
        "min_value": 0,
        "max_value": 100,
        "on_change": _take_points,
        "persist_state": "session",
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        number = _points_widget(key, "number")
        st.number_input(f"{typed(label)}: points", key=number, args=(key, "number", "slider"), width=120, **shown)
        slider = _points_widget(key, "slider")
        st.slider(f"{typed(label)}: slider", key=slider, args=(key, "slider", "number"), **shown)
    return int(st.session_state[f"{key}:points"])


def _points_widget(key: str, kind: str) -> str:
    """The key of one of the two widgets, which starts at the points that were given."""
    widget = f"{key}:{kind}:{st.session_state.get(f'{key}:{kind}', 0)}"
    if widget not in st.session_state:
        st.session_state[widget] = st.session_state[f"{key}:points"]
    return widget


def _take_points(key: str, kind: str, other: str) -> None:
    """Take what one widget says and draw the other anew, under a new key.

    Were the other one only set, a browser that has not heard of it yet would send its old value with the next answer,
    and that would count as a change made by the person.
    """
    said = st.session_state[f"{key}:{kind}:{st.session_state.get(f'{key}:{kind}', 0)}"]
    _set_points(key, int(said or 0), other)


def _set_points(key: str, value: int, *kinds: str) -> None:
    st.session_state[f"{key}:points"] = value
    for kind in kinds:
        st.session_state[f"{key}:{kind}"] = st.session_state.get(f"{key}:{kind}", 0) + 1


def forget_points(keys: Mapping[str, int]) -> None:
    """Start the points of other people anew: key to what they start at; takes effect when they are next drawn."""
    for key, start in keys.items():
        _set_points(key, start, "number", "slider")


def number_from_address(key: str, *, lowest: int, highest: int) -> int | None:
    """A whole number that a link brought; one that does not fit is left out with a sentence."""
    named = st.query_params.get(key)
    if named is None:
        return None
    if named.isdecimal() and lowest <= int(named[:9]) <= highest:
        return int(named)
    in_address(key, None)
    st.info(f"The address gives “{typed(named[:60])}” for {key}, which is not a number from {lowest} to {highest}.")
    return None
