"""Read and release, one contribution at a time, by keyboard: a release, e edit, d decline, f set aside."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import streamlit as st
from markupsafe import Markup, escape

from integrated.co_production.workshop_screen import Read, Waiting, WorkshopCounts
from integrated.views import notice, widgets
from integrated.views import words as labels
from integrated.views.typed import problem as say_problem

CONSENTS = {
    "public": "may be shown",
    "internal": "only the team may read it",
    "counts_only": "only counted, never shown",
}
REASONS = (
    "It says who somebody is",
    "It is about something else",
    "It insults somebody",
    "It was sent twice",
    "Another reason",
)
ACTIONS = {"approve": "Released", "edit": "Released, edited", "decline": "Kept out"}
NO_THEME, NEW_THEME = "", "+"
MOST_LISTED = 30


class Outcome(Protocol):
    """What became of an action."""

    @property
    def problem(self) -> str: ...
    @property
    def told(self) -> str: ...


class Hands(Protocol):
    """What the person who reads may do."""

    def release(self, contribution_id: str, *, words: str = "", theme_id: str | None = None) -> Outcome: ...
    def decline(self, contribution_id: str, reason: str) -> Outcome: ...
    def set_aside(self, contribution_id: str) -> Outcome: ...
    def new_theme(self, name: str) -> tuple[str | None, Outcome]: ...
    def put_to_vote(self, contribution_id: str) -> Outcome: ...
    def delete(self, contribution_id: str) -> Outcome: ...
    def delete_by_code(self, code: str) -> Outcome: ...


def show(
    count: Callable[[], WorkshopCounts],
    waiting: Sequence[Waiting],
    done: Sequence[Read],
    themes: Mapping[str, str],
    hands: Hands,
) -> None:
    """Draw the queue and what was read.

    Parameters
    ----------
    count : how many wait now; drawn anew every three seconds.
    """
    notice.show()
    _waiting_line(count)
    if waiting:
        _one(waiting[0], themes, hands)
    elif st.button("Look for new ones", key="look_again", shortcut="n", help="Key: n"):
        st.rerun()
    _read(done, hands)


@st.fragment(run_every=3)
def _waiting_line(count: Callable[[], WorkshopCounts]) -> None:
    now = count()
    aside = f" · {now.flagged} set aside as possible safeguarding" if now.flagged else ""
    st.html(
        str(
            Markup('<p class="room-step" role="status">{} to read · {} released · {} kept out{}</p>').format(
                now.waiting, now.shown, now.declined, aside
            )
        )
    )
    seen = widgets.opened("moderation")
    widgets.open_panel("moderation", str(now.waiting))
    if seen == "0" and now.waiting:
        st.rerun()


def _one(item: Waiting, themes: Mapping[str, str], hands: Hands) -> None:
    left, right = st.columns([820, 480], gap="large")
    with left:
        st.html(str(card(item)))
        editing = widgets.opened("edit") == item.contribution_id
        words = ""
        if editing:
            words = st.text_area(
                "Words that may be shown", item.words, max_chars=1_000, key=f"edit:{item.contribution_id}"
            )
        declining = widgets.opened("decline") == item.contribution_id
        first_flag = bool(item.worrying) and not item.flagged
        with st.container(horizontal=True, gap="small"):
            release = st.button(
                "Release", key="do_release", type="secondary" if first_flag else "primary", shortcut="a", help="Key: a"
            )
            edit = st.button("Edit", key="do_edit", shortcut="e", help="Key: e")
            decline = st.button("Keep out", key="do_decline", shortcut="d", help="Key: d")
            aside = st.button(
                "May be in danger",
                key="do_flag",
                type="primary" if first_flag else "secondary",
                shortcut="f",
                help="Key: f",
                disabled=item.flagged,
            )
        if declining:
            reason = st.radio("Why is it kept out?", REASONS, key=f"reason:{item.contribution_id}")
            more = st.text_input("In a few words", key=f"more:{item.contribution_id}", max_chars=200)
            if st.button("Keep it out", key="confirm_decline"):
                _done(hands.decline(item.contribution_id, f"{reason}: {more}" if more else str(reason)))
    with right:
        theme = _theme(item, themes)
    if release:
        theme_id, problem = _theme_id(theme, item, hands)
        _done(problem or hands.release(item.contribution_id, words=words, theme_id=theme_id))
    if edit:
        widgets.open_panel("edit", None if editing else item.contribution_id)
        st.rerun()
    if decline:
        widgets.open_panel("decline", None if declining else item.contribution_id)
        st.rerun()
    if aside:
        _done(hands.set_aside(item.contribution_id))


def _theme(item: Waiting, themes: Mapping[str, str]) -> str:
    choices = {NO_THEME: "No theme", **themes, NEW_THEME: "A new theme …"}
    theme = st.selectbox(
        "Theme, given when you release",
        list(choices),
        format_func=lambda each: choices[each],
        key=f"theme:{item.contribution_id}",
    )
    if theme == NEW_THEME:
        st.text_input("Name of the new theme", key=f"new:{item.contribution_id}", max_chars=80)
    return theme or NO_THEME


def _theme_id(theme: str, item: Waiting, hands: Hands) -> tuple[str | None, Outcome | None]:
    if theme != NEW_THEME:
        return theme or None, None
    found, outcome = hands.new_theme(str(st.session_state.get(f"new:{item.contribution_id}") or ""))
    return found, None if found else outcome


def card(item: Waiting) -> Markup:
    """One contribution with what to look out for."""
    danger = Markup("")
    if item.worrying or item.flagged:
        found = ", ".join(f"“{each}”" for each in item.worrying)
        danger = Markup('<p class="danger">{}{}</p>').format(
            "Set aside: possible safeguarding. Follow your procedure." if item.flagged else "Somebody may be in danger",
            f": {found}. Press f, and follow your safeguarding procedure." if found and not item.flagged else ".",
        )
    pointers = Markup("").join(
        Markup('<p class="pointer">{}: “{}”. {}</p>').format(each.kind, each.words, each.reason)
        for each in item.details
    )
    return Markup(
        '<div class="integrated reading"><p class="s15"><b>{}</b> · {} · {} · {}</p>{}<p class="words">{}</p>{}</div>'
    ).format(
        item.option or "No option named",
        labels.STANCES.get(item.stance or "", "No stance"),
        item.group,
        CONSENTS[item.consent],
        danger,
        marked(item),
        pointers,
    )


def marked(item: Waiting) -> Markup:
    """The words, with those that could say who somebody is marked."""
    if not item.words:
        return Markup('<span class="quiet">No words, only a stance.</span>')
    pieces, at = Markup(""), 0
    for each in item.details:
        pieces += escape(item.words[at : each.start]) + Markup("<mark>{}</mark>").format(
            item.words[each.start : each.end]
        )
        at = each.end
    return pieces + escape(item.words[at:])


def _read(done: Sequence[Read], hands: Hands) -> None:
    with st.expander(f"What was read ({len(done)})"):
        for each in done[:MOST_LISTED]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                about = f"{ACTIONS[each.action]}{f' ({each.reason})' if each.reason else ''} · {each.option}"
                said = each.words or ("only counted" if each.consent == "counts_only" else "no words")
                st.html(
                    str(Markup('<p class="integrated s15"><span class="quiet">{}</span><br>{}</p>').format(about, said))
                )
                if each.action == "decline":
                    if st.button("Release after all", key=f"again:{each.contribution_id}"):
                        _done(hands.release(each.contribution_id))
                elif st.button("Keep out", key=f"out:{each.contribution_id}"):
                    _done(hands.decline(each.contribution_id, "Kept out after it had been released"))
                if each.may_be_voted_on and st.button("Put to the vote", key=f"vote:{each.contribution_id}"):
                    _done(hands.put_to_vote(each.contribution_id))
                if st.button("Delete for good", key=f"delete:{each.contribution_id}"):
                    _done(hands.delete(each.contribution_id))
        if len(done) > MOST_LISTED:
            st.text(f"The last {MOST_LISTED} are listed.")
    with st.expander("Somebody asks to take their words back"):
        code = st.text_input("Their code", key="withdraw_code", max_chars=20)
        if st.button("Delete what they said", key="withdraw_now"):
            _done(hands.delete_by_code(code))


def _done(outcome: Outcome) -> None:
    if outcome.problem:
        say_problem(outcome.problem)
        return
    widgets.open_panel("edit", None)
    widgets.open_panel("decline", None)
    notice.leave(outcome.told)
    st.rerun()
