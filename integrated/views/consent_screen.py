"""Consent and rules: what waits to be read, a consent taken back, and which counts are too small to show."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st
from markupsafe import Markup

from integrated.co_production.review_queue import Held, Rules
from integrated.views import linked, notice
from integrated.views.typed import typed

CONSENT = {
    "public": "may be shown",
    "internal": "may be read inside the council only",
    "counts_only": "may be counted only",
}
SHOWN_AT_ONCE = 10


class Result(Protocol):
    """What became of an action."""

    @property
    def problem(self) -> str:
        """One sentence when it was not carried out, else ""."""

    @property
    def told(self) -> str:
        """One sentence when it was."""


class Hands(Protocol):
    """What the person at the screen can do; every check is made behind it."""

    @property
    def may_review(self) -> bool:
        """Whether they may read what nobody has reviewed."""

    @property
    def may_set_rules(self) -> bool:
        """Whether they may change the rule of small counts."""

    def review(self, contribution_id: str, action: str, *, edited_words: str = "", reason: str = "") -> Result:
        """Say what becomes of one contribution."""

    def withdraw(self, contribution_id: str, *, erase: bool) -> Result:
        """Take back a consent."""

    def set_threshold(self, value: int, reason: str) -> Result:
        """Set the smallest count shown."""


def done(result: Result) -> None:
    """Show why nothing was kept, or draw the page anew with what was, and say so."""
    if result.problem:
        st.error(typed(result.problem))
        return
    notice.leave(result.told)
    st.rerun()


def show(waiting: Sequence[Held], released: Sequence[Held], rules: Rules, hands: Hands) -> None:
    """The three parts, one under the other."""
    notice.show()
    if not hands.may_review:
        st.text("Only a lead or a facilitator reads what people said before it is released.")
        return
    queue(waiting, hands)
    left, right = st.columns(2, gap="medium", border=True)
    with left:
        take_back(released, hands)
    with right:
        threshold(rules, hands)


def queue(waiting: Sequence[Held], hands: Hands) -> None:
    """What nobody has released yet, with words pointed out that could say who somebody is."""
    st.html(f"<h2>Waiting to be read: {len(waiting)}</h2>")
    if not waiting:
        st.text("Nothing waits. What comes in is read here first, and is shown nowhere before that.")
    for held in waiting[:SHOWN_AT_ONCE]:
        linked.show(_waiting(held), key=f"held:{held.contribution_id}")
        key = f"review:{held.contribution_id}"
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            edited = st.text_input(
                "Words that may be shown instead", key=f"{key}:words", placeholder="only if they must change"
            )
            if st.button("Release", key=f"{key}:approve", type="primary"):
                done(hands.review(held.contribution_id, "edit" if edited else "approve", edited_words=edited))
            if st.button("Hold for another reader", key=f"{key}:flag"):
                done(hands.review(held.contribution_id, "flag", reason="held for another reader"))
            if st.button("Keep out", key=f"{key}:decline"):
                done(hands.review(held.contribution_id, "decline", reason="kept out at review"))
    if len(waiting) > SHOWN_AT_ONCE:
        st.text(f"{len(waiting) - SHOWN_AT_ONCE} more after these.")


def _waiting(held: Held) -> Markup:
    points = Markup("").join(
        Markup("<div class='s15'><b>{}</b> ({}): {}</div>").format(each.words, each.kind, each.reason)
        for each in held.points
    )
    flagged = Markup('<div class="flagged s15"><b>Could say who somebody is:</b>{}</div>').format(points)
    return Markup(
        '<div class="voices-page"><p class="typed">“{}”</p><div class="s14 quiet">{} · {}{}</div>{}</div>'
    ).format(
        held.words or "No words, only a mark.",
        held.group,
        CONSENT[held.consent],
        " · held for another reader" if held.flagged else "",
        flagged if held.points else "",
    )


def take_back(released: Sequence[Held], hands: Hands) -> None:
    """Take back one consent, found by its words."""
    st.html("<h2>Take a consent back</h2>")
    st.text("The words leave every page and every file at once. Erasing deletes them from the database and its copies.")
    labels = {held.contribution_id: f"{held.group}: {held.words}" for held in released}
    chosen = st.selectbox(
        "Which words",
        list(labels),
        index=None,
        format_func=lambda each: labels.get(each, each),
        placeholder="Type some of the words",
        key="withdraw:which",
    )
    erase = st.checkbox("Erase the words for good", key="withdraw:erase")
    if st.button("Take the consent back", key="withdraw:go", disabled=chosen is None) and chosen:
        done(hands.withdraw(chosen, erase=erase))


def threshold(rules: Rules, hands: Hands) -> None:
    """The smallest count shown, who set it and why, and the way to change it."""
    st.html("<h2>Small counts</h2>")
    st.text(f"Counts under {rules.threshold} are hidden, and as much more as keeps them from being worked out.")
    st.text(f"Set by a {rules.set_by}: {rules.reason}" if rules.set_by else "This is the convention of this app.")
    if not hands.may_set_rules:
        st.text("Only a lead can change it.")
        return
    with st.form("threshold", border=False):
        value = st.number_input(
            "Smallest count shown", 3, 100, rules.threshold, key=f"threshold:value:{rules.threshold}"
        )
        reason = st.text_input("Why", key="threshold:reason")
        if st.form_submit_button("Set for this decision"):
            done(hands.set_threshold(int(value), reason))
