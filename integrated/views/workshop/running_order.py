"""The running order of a workshop of half an hour or so, with a timer for the step that runs."""

import time

import streamlit as st
from markupsafe import Markup

STEPS = (
    ("Welcome", 3, "What is being decided, by whom, and what happens with what people say."),
    ("Join", 4, "Scan or type the code. Read the consent words out. Saying no is fine."),
    ("Say something", 10, "Each person chooses what to talk about. Somebody types in cards for those without a phone."),
    ("Read", 5, "On another screen: release, edit or keep out. Talk in pairs meanwhile."),
    ("Reveal", 8, "Show where people stand, then the words. Ask what is missing, and who is not here."),
    ("Vote", 5, "Agree or disagree with a few statements that were said."),
    ("Close", 3, "Say what happens next and when you report back. Remind people of their withdrawal code."),
)
HELD = "workshop_step"


def show() -> None:
    """Draw the order, and start the timer of a step."""
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{} min</td><td>{}</td></tr>").format(name, minutes, what)
        for name, minutes, what in STEPS
    )
    st.html(
        str(
            Markup(
                '<div class="integrated"><table class="running"><thead><tr><th scope="col">Step</th>'
                '<th scope="col">Time</th><th scope="col">What happens</th></tr></thead><tbody>{}</tbody></table></div>'
            ).format(rows)
        )
    )
    with st.container(horizontal=True, gap="small"):
        for place, (name, minutes, _) in enumerate(STEPS):
            if st.button(f"Start {name} ({minutes} min)", key=f"step:{place}"):
                st.session_state[HELD] = (place, time.monotonic())
        if HELD in st.session_state and st.button("Stop the timer", key="step:stop"):
            del st.session_state[HELD]
    _timer()


@st.fragment(run_every=1)
def _timer() -> None:
    # "timer", not "status": a screen reader would read every second out.
    st.html(str(Markup('<p class="room-step" role="timer">{}</p>').format(step_words() or "No step runs.")))


def step_words() -> str:
    """The step that runs and how long it has left, "" when none does."""
    running = st.session_state.get(HELD)
    if running is None:
        return ""
    place, started = running
    name, minutes, _ = STEPS[place]
    left = minutes * 60 - int(time.monotonic() - started)
    if left <= 0:
        return f"{name}: time is over"
    return f"{name}: {left // 60}:{left % 60:02} left"
