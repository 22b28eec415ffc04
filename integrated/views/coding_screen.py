"""The coding workspace: one contribution at a time, by keyboard; what is given is kept at once."""

from collections.abc import Callable
from typing import Protocol

import streamlit as st
from markupsafe import Markup

from integrated.co_production.reading import Said, Workspace
from integrated.views import linked, notice, widgets, words
from integrated.views.consent_screen import Result
from integrated.views.typed import typed

CODERS = {"first": "First coder", "second": "Second coder"}
STANCE_KEYS = {"supports": "f", "conditional": "i", "neutral": "e", "opposes": "a"}
NEXT, BACK, SENTENCE, WHOLE, UNDO = "n", "m", "s", "0", "u"
THEME_KEYS = "123456789"


class Hands(Protocol):
    """What a coder can do; every check is made behind it."""

    @property
    def may_code(self) -> bool:
        """Whether this role may code."""

    def mark(self, contribution_id: str, theme_id: str, start: int | None, end: int | None) -> Result:
        """Give a theme to words."""

    def unmark(self, contribution_id: str, coding_id: str) -> Result:
        """Take a code back."""

    def stance(self, contribution_id: str, stance: str | None, condition: str = "") -> Result:
        """Say a stance, or take it back."""


def chosen_coder() -> str:
    """Which coder reads, by the address."""
    return (
        widgets.choose(
            "coder", "You read as", CODERS, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
        or "first"
    )


def show(space: Workspace, hands: Hands) -> None:
    """The workspace of one coder."""
    if not hands.may_code:
        st.text("Only a lead or a facilitator codes what people said.")
        return
    if not space.said:
        st.text("There are no released words to read yet. They are released under “Consent and rules”.")
        return
    at = space.place(st.query_params.get("read"))
    said = space.said[at]
    widgets.in_address("read", said.contribution_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Back", key="coding:back", shortcut=BACK, disabled=at == 0):
            _open(space, at - 1)
        if st.button("Next", key="coding:next", shortcut=NEXT, disabled=at == len(space.said) - 1):
            _open(space, at + 1)
        st.text(f"{at + 1} of {len(space.said)} · {space.done} coded by you · every code is kept at once")
    notice.show()
    left, right = st.columns([720, 640], gap="medium", border=True)
    with left:
        span = _words(said)
    with right:
        _themes(space, said, span, hands)
        _stance(said, hands)
        _given(said, hands)


def _open(space: Workspace, at: int) -> None:
    widgets.in_address("read", space.said[at].contribution_id)
    widgets.in_address("sentence", None)
    st.rerun()


def _done(result: Result) -> None:
    if result.problem:
        st.error(typed(result.problem))
        return
    notice.leave(result.told)
    st.rerun()


def _words(said: Said) -> tuple[int | None, int | None]:
    """The words, a sentence of them chosen by link, key or number; the characters chosen, None for the whole."""
    named = st.query_params.get("sentence", "")
    at = int(named) if named.isdecimal() and int(named) < len(said.sentences) else None
    went = linked.show(_text(said, at), key="coding_words")
    if went and went.startswith("sentence~"):
        widgets.in_address("sentence", went.removeprefix("sentence~"))
        st.rerun()
    with st.container(horizontal=True, gap="small"):
        if st.button("Next sentence", key="coding:sentence", shortcut=SENTENCE):
            widgets.in_address("sentence", str(0 if at is None else (at + 1) % len(said.sentences)))
            st.rerun()
        if st.button("The whole", key="coding:whole", shortcut=WHOLE, disabled=at is None):
            widgets.in_address("sentence", None)
            st.rerun()
    first, last = (None, None) if at is None else said.sentences[at]
    with st.expander("Choose by number of character"):
        key = f"coding:{said.contribution_id}:{at}"
        start = st.number_input("First character", 0, len(said.words), first, key=f"{key}:start")
        end = st.number_input("After the last character", 0, len(said.words), last, key=f"{key}:end")
    return start, end


def _text(said: Said, at: int | None) -> Markup:
    pieces = [
        Markup('<a href="?sentence={}" data-go="sentence~{}" class="{}" {}>{}</a>').format(
            place,
            place,
            "on" if place == at else "",
            Markup('aria-current="true"') if place == at else "",
            said.words[start:end],
        )
        for place, (start, end) in enumerate(said.sentences)
    ]
    points = Markup("").join(
        Markup("<div><b>{}</b> ({}): {}</div>").format(each.words, each.kind, each.reason) for each in said.points
    )
    return Markup(
        '<div class="s14 quiet">{} · on {}</div><p class="excerpt-text">{}</p><div class="s15">Chosen: <b>{}</b>'
        "</div>{}"
    ).format(
        said.group,
        said.option,
        Markup(" ").join(pieces),
        "the whole" if at is None else f"sentence {at + 1} of {len(said.sentences)}",
        Markup('<div class="flagged s15"><b>Could say who somebody is:</b>{}</div>').format(points) if points else "",
    )


def _themes(space: Workspace, said: Said, span: tuple[int | None, int | None], hands: Hands) -> None:
    st.html("<h3>Themes: a key gives one to the chosen words</h3>")
    with st.container(horizontal=True, gap="small"):
        for place, (theme_id, name) in enumerate(space.themes.items()):
            shortcut = THEME_KEYS[place] if place < len(THEME_KEYS) else None
            if st.button(typed(name), key=f"coding:theme:{theme_id}", shortcut=shortcut):
                _done(hands.mark(said.contribution_id, theme_id, *span))
    if not space.themes:
        st.text("The codebook is empty: add a theme under “Codebook and links”.")


def _stance(said: Said, hands: Hands) -> None:
    st.html(str(Markup("<h3>Where does this stand on {}?</h3>").format(said.option)))
    if said.option_id is None:
        st.text("It names no option, so it has no stance.")
        return
    with st.container(horizontal=True, gap="small"):
        for stance, key in STANCE_KEYS.items():
            on = said.stance == stance
            label = f"{words.STANCES[stance]} · chosen" if on else words.STANCES[stance]
            if st.button(label, key=f"coding:stance:{stance}", shortcut=key):
                _done(hands.stance(said.contribution_id, None if on else stance, said.condition))
    if said.stance == "conditional":
        key = f"coding:condition:{said.contribution_id}"
        keep: Callable[[], None] = lambda: _keep_condition(said, hands, key)  # noqa: E731
        st.text_input("Yes, if …", said.condition, key=key, on_change=keep, help="Kept when you leave the field.")


def _keep_condition(said: Said, hands: Hands, key: str) -> None:
    result = hands.stance(said.contribution_id, "conditional", str(st.session_state[key]))
    notice.leave(result.problem or result.told)


def _given(said: Said, hands: Hands) -> None:
    st.html("<h3>Given so far</h3>")
    if not said.marks:
        st.text("No theme yet.")
    for mark in said.marks:
        where = "the whole" if mark.start is None else f"“{said.words[mark.start : mark.end]}”"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(f"{mark.theme}: {where}")
            last = mark is said.marks[-1]
            if st.button("Take back", key=f"coding:take:{mark.coding_id}", shortcut=UNDO if last else None):
                _done(hands.unmark(said.contribution_id, mark.coding_id))
