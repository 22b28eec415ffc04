"""The shared screen: how to join, counts alone until the reveal, then what was released as it grows."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from integrated.co_production.workshop import Workshop
from integrated.co_production.workshop_screen import SharedScreen, WorkshopCounts
from integrated.views import people_column, widgets
from integrated.views.typed import problem as say_problem
from integrated.views.workshop import join_line
from integrated.views.workshop.running_order import step_words

LOOKS = {"stances": "Where people stand", "words": "In their words", "themes": "Themes"}
EVERY_SECONDS = 2
Now = tuple[Workshop, WorkshopCounts, SharedScreen | None]
Look = Callable[[], Now]


def show(reach: join_line.Reach, look: Look, reveal: Callable[[bool], str], *, may: bool) -> None:
    """Draw the screen; what grows is drawn anew every two seconds.

    Parameters
    ----------
    look : what stands now; the last is None until the reveal.
    reveal : shows or hides what was released; answers "" or one sentence.
    """
    workshop, _, shown = look()
    presenting = widgets.presenting()
    if workshop.is_open:
        st.html(str(join_line.line(reach, workshop.join_code)))
    left, right = st.columns([500, 850], gap="large") if workshop.is_open else (st.container(), st.container())
    if workshop.is_open:
        with left:
            address = f"{reach.base}/join/{workshop.join_code}"
            st.html(str(join_line.picture(address, f"QR picture of {address}") + join_line.short_warning(reach)))
    with right:
        chosen = "stances"
        if shown is not None:
            chosen = (
                widgets.choose(
                    "look", "Show", LOOKS, draw=st.segmented_control, label_visibility="collapsed", required=True
                )
                or chosen
            )
        _live(look, chosen)
        if may and not presenting:
            _buttons(workshop, reveal)


@st.fragment(run_every=EVERY_SECONDS)
def _live(look: Look, chosen: str) -> None:
    workshop, counts, shown = look()
    st.html(str(numbers(workshop, counts, small=shown is not None)))
    if shown is not None:
        st.html(str(LOOK[chosen](shown)))


def _buttons(workshop: Workshop, reveal: Callable[[bool], str]) -> None:
    words = "Hide again: counts only" if workshop.revealed else "Reveal what was released"
    if st.button(words, key="reveal", type="secondary" if workshop.revealed else "primary"):
        problem = reveal(not workshop.revealed)
        if problem:
            say_problem(problem)
        else:
            st.rerun()
    st.html(
        '<p class="s15 quiet">Present (key p) hides everything but this screen; b blanks it. '
        "Read and release on another screen: open this page there.</p>"
    )


def numbers(workshop: Workshop, counts: WorkshopCounts, *, small: bool = False) -> Markup:
    """Counts, and how long phones may still answer."""
    step = step_words() or time_left(workshop, datetime.now(UTC).replace(tzinfo=None))
    if small:
        return Markup(
            '<div class="room-step">{} joined · {} sent · {} read and released <span class="quiet">· {}</span></div>'
        ).format(counts.joined, counts.sent, counts.shown, step)
    return Markup(
        '<div class="room-numbers" role="status"><div><b>{}</b>{} joined</div><div><b>{}</b>sent</div>'
        '<div><b>{}</b>read and released</div></div><div class="room-step">{}</div>'
    ).format(counts.joined, "has" if counts.joined == 1 else "have", counts.sent, counts.shown, step)


def time_left(workshop: Workshop, now: datetime) -> str:
    """How long phones may still answer, in words."""
    if not workshop.is_open:
        return "Closed"
    minutes = int((workshop.closes_at - now).total_seconds() // 60)
    if workshop.closes_at <= now:
        return "Time is over: phones are closed"
    if minutes >= 120:
        return f"Open for {minutes // 60} more hours"
    return f"Open for {minutes} more minutes" if minutes > 1 else "Open for one more minute"


def stances(shown: SharedScreen) -> Markup:
    """Where people stand on each option, by group, small counts hidden."""
    if not shown.stances:
        return Markup(
            '<p class="room-step">Shown when {} people have been read: earlier, it would show who said what.</p>'
        ).format(shown.threshold)
    drawn = Markup("").join(
        Markup('<div class="room-option"><h2>{}</h2>{}</div>').format(
            label, people_column.stance_bars(rows, shown.threshold) or "Nobody has spoken about this yet."
        )
        for label, rows in shown.stances.items()
    )
    return Markup('<div class="integrated">{}<p class="s14 quiet">Counted: {} people. {}</p></div>').format(
        drawn,
        shown.people,
        f"While it grows it moves in steps of {shown.threshold}, so that nobody can see whose view came last.",
    )


def words(shown: SharedScreen) -> Markup:
    """Released words that may be public, newest first, without who said them."""
    if not shown.words:
        return Markup('<p class="room-step">No words have been released yet.</p>')
    quotes = Markup("").join(
        Markup("<blockquote><b>{}</b>{}</blockquote>").format(letter, said) for letter, said in shown.words
    )
    return Markup('<div class="integrated room-words">{}</div>').format(quotes)


def themes(shown: SharedScreen) -> Markup:
    """Themes with people counted."""
    if not shown.themes:
        return Markup('<p class="room-step">No theme has been given yet.</p>')
    listed = Markup("").join(
        Markup('<li><span>{}</span><span class="quiet">{}</span></li>').format(theme.name, theme.told)
        for theme in shown.themes
    )
    return Markup('<ul class="room-themes integrated">{}</ul>').format(listed)


LOOK: Mapping[str, Callable[[SharedScreen], Markup]] = {"stances": stances, "words": words, "themes": themes}
