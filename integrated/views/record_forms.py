"""Forms of step 4: who is affected, the conclusion, conditions, disagreement, looking again, notes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.record.decide import ConditionHeard, DecideAndRecord
from integrated.record.decision import Event
from integrated.record.equality import EFFECTS
from integrated.record.record import Record
from integrated.views import drafts, notice, words
from integrated.views.typed import typed

NONE, WHOLE = "", "The decision as a whole"
LONGEST = 4000
CHECK_ON = "Check on (day/month/year)"
FIRST_DAY = date(2000, 1, 1)


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
    def may_prepare(self) -> bool:
        """Whether they may write things down."""

    @property
    def may_decide(self) -> bool:
        """Whether they may conclude, sign and reopen."""

    def write(self, kind: str, payload: Mapping[str, Any], subject: str | None = None) -> Result:
        """Keep one thing said."""

    def conclude(self, result: str, option_ids: Sequence[str], strength: str | None, reason: str) -> Result:
        """Say what is decided."""

    def take_back(self, kind: str, subject: str) -> Result:
        """Take back the last word on a subject."""

    def bring_back(self, event: Event) -> Result:
        """Say again what was said before."""

    def sign(self, record: Record, role: str, *, illustrative: bool) -> Result:
        """Sign a version, by role."""

    def reopen(self, reason: str, trigger_id: str | None) -> Result:
        """Open a signed decision again."""


def done(result: Result, form: str = "") -> None:
    """Show why nothing was kept, with all that was typed; or draw the page anew with what was, and say so."""
    if result.problem:
        st.error(typed(result.problem))
        return
    drafts.finish(form)
    notice.leave(result.told)
    st.rerun()


def only_viewing() -> None:
    """Why there is no form."""
    st.text("Your role can look and not write: change it in the menu at the top right.")


@st.dialog("Who is affected, and how", width="large")
def consider(page: DecideAndRecord, hands: Hands, characteristic: str) -> None:
    """One characteristic: the effect, and in words."""
    said = page.equality.get(characteristic)
    form, key = _form(page, f"equality:{characteristic}")
    with st.form(key, border=False):
        st.html(str(Markup("<h3>{}{}</h3>").format(characteristic[:1].upper(), characteristic[1:])))
        effect = st.radio(
            "What the decision would do",
            EFFECTS,
            index=EFFECTS.index(said.effect) if said else EFFECTS.index("not known"),
            format_func=lambda each: words.EQUALITY_EFFECTS[each],
            horizontal=True,
            key=f"{key}:effect",
        )
        text = st.text_area(
            "In words: who, how, and what follows from it",
            said.words if said else "",
            max_chars=LONGEST,
            key=f"{key}:words",
        )
        if st.form_submit_button("Save", type="primary"):
            done(hands.write("equality_considered", {"effect": effect, "words": text}, characteristic), form)


def conclude(page: DecideAndRecord, hands: Hands) -> None:
    """What is decided, for which options, how firmly, why."""
    concluded, labels = page.decision.conclusion, _options(page)
    form, key = _form(page, "conclusion")
    with st.form(key, border=False):
        result = st.radio(
            "We decide to",
            list(words.CONCLUSIONS),
            index=list(words.CONCLUSIONS).index(concluded.result) if concluded else None,
            format_func=lambda each: words.CONCLUSIONS[each],
            horizontal=True,
            key=f"{key}:result",
        )
        options = st.multiselect(
            "Options",
            list(labels),
            [each for each in concluded.option_ids if each in labels] if concluded else [],
            format_func=lambda each: labels.get(each, each),
            placeholder="None: the decision as a whole",
            key=f"{key}:options",
        )
        firm = list(words.STRENGTHS_IN_FULL)
        strength = st.radio(
            "How firmly",
            firm,
            index=firm.index(concluded.strength) if concluded and concluded.strength else None,
            format_func=lambda each: words.STRENGTHS_IN_FULL[each],
            key=f"{key}:strength",
        )
        reason = st.text_area(
            "Why", concluded.reason if concluded else "", max_chars=LONGEST, height=120, key=f"{key}:reason"
        )
        if st.form_submit_button("Save what we decide", type="primary"):
            if result is None:
                st.error("Say first what you decide: choose, with conditions, try it small, put off or turn down.")
            else:
                done(hands.conclude(result, options, strength, reason), form)


def add_condition(page: DecideAndRecord, hands: Hands) -> None:
    """A condition in the council's own words, its owner and its day."""
    labels = {NONE: WHOLE, **_options(page)}
    form, key = _form(page, "condition")
    with st.form(key, border=False):
        text = st.text_area("What has to be true", max_chars=LONGEST, height=80, key=f"{key}:words")
        option = st.selectbox("Of", list(labels), format_func=lambda each: labels[each], key=f"{key}:option")
        left, right = st.columns(2)
        owner = left.text_input("Who sees to it (a role)", max_chars=300, key=f"{key}:owner")
        by = right.text_input("By (day/month/year)", max_chars=10, placeholder="1/9/2027", key=f"{key}:by")
        if st.form_submit_button("Add this condition", type="primary"):
            said = {"words": text, "option_id": option, "owner": owner, "by": by}
            done(hands.write("condition_set", said), form)
    _heard(page.conditions_heard)


def add_dissent(page: DecideAndRecord, hands: Hands) -> None:
    """Someone's own words against what is decided, and their role."""
    labels = {NONE: WHOLE, **_options(page)}
    form, key = _form(page, "dissent")
    with st.form(key, border=False):
        text = st.text_area("Word for word", max_chars=LONGEST, height=110, key=f"{key}:words")
        left, right = st.columns(2)
        role = left.text_input(
            "Whose words (a role, never a name)",
            max_chars=300,
            placeholder="Foster carer on the panel",
            key=f"{key}:role",
        )
        option = right.selectbox("On", list(labels), format_func=lambda each: labels[each], key=f"{key}:option")
        if st.form_submit_button("Record this disagreement", type="primary"):
            done(hands.write("dissent_recorded", {"words": text, "role": role, "option_id": option}), form)


def look_again(page: DecideAndRecord, hands: Hands) -> None:
    """A review date, and what would reopen the decision before it."""
    form, key = _form(page, "review")
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            "Review on",
            page.decision.review_on or page.today + timedelta(days=365),
            min_value=FIRST_DAY,
            format="DD/MM/YYYY",
            key=f"{key}:day",
            width=200,
        )
        if st.form_submit_button("Save the review date"):
            done(hands.write("review_on", {"date": day}), form)
    if hands.may_decide and page.decision.signatures and not page.decision.reopened:
        reopen(page, hands)
    in_words, by_figure = st.tabs(["Reopen if something happens", "Reopen if a figure passes a line"])
    with in_words:
        _trigger_in_words(page, hands)
    with by_figure:
        _trigger_by_figure(page, hands)


def _trigger_in_words(page: DecideAndRecord, hands: Hands) -> None:
    form, key = _form(page, "trigger")
    with st.form(key, border=False):
        text = st.text_area(
            "We will reopen if …",
            max_chars=LONGEST,
            height=80,
            placeholder="a trial in this country reports",
            key=f"{key}:words",
        )
        day = st.text_input(CHECK_ON, max_chars=10, placeholder="1/12/2027", key=f"{key}:day", width=220)
        if st.form_submit_button("Add"):
            done(hands.write("trigger_set", {"words": text, "check_on": day}), form)


def _trigger_by_figure(page: DecideAndRecord, hands: Hands) -> None:
    labels, units = page.reminders.labels, page.reminders.units
    if not labels:
        st.text("There is no local figure for this place: choose the place on the first page.")
        return
    form, key = _form(page, "figure_trigger")
    with st.form(key, border=False):
        figure = st.selectbox(
            "Local figure", list(labels), format_func=lambda each: f"{labels[each]} ({units[each]})", key=f"{key}:id"
        )
        left, middle, right = st.columns(3)
        direction = left.selectbox("Goes", ["above", "below"], key=f"{key}:direction")
        threshold = middle.number_input("This line", value=None, key=f"{key}:threshold")
        day = right.text_input(CHECK_ON, max_chars=10, placeholder="1/12/2027", key=f"{key}:day")
        if st.form_submit_button("Add"):
            said = {"indicator_id": figure, "direction": direction, "threshold": threshold, "check_on": day}
            done(hands.write("trigger_set", said), form)


def write_note(page: DecideAndRecord, hands: Hands) -> None:
    """A note for the officers who complete finance, legal or staffing."""
    areas = list(words.OFFICER_NOTES)
    area = st.segmented_control(
        "For", areas, default=areas[0], format_func=lambda each: words.OFFICER_NOTES[each], required=True
    )
    area = area or areas[0]
    said = page.decision.notes.get(area)
    form, key = _form(page, f"note:{area}")
    with st.form(key, border=False):
        text = st.text_area(
            "What the officers should know",
            said.words if said else "",
            max_chars=LONGEST,
            height=110,
            key=f"{key}:words",
        )
        role = st.text_input("Whose note (a role)", (said.role or "") if said else "", max_chars=300, key=f"{key}:role")
        if st.form_submit_button("Save this note", type="primary"):
            done(hands.write("note_set", {"words": text, "role": role}, area), form)


def reopen(page: DecideAndRecord, hands: Hands) -> None:
    """Open a signed decision again: why, and which trigger was met."""
    sentences = {now.trigger.trigger_id: page.reminders.sentence(now) for now in page.reminders.triggers}
    labels = {NONE: "None of them", **sentences}
    form, key = _form(page, "reopen")
    with st.popover("Reopen this decision now"), st.form(key, border=False):
        reason = st.text_area("Why", max_chars=LONGEST, key=f"{key}:reason")
        trigger = st.selectbox(
            "Which trigger was met", list(labels), format_func=lambda each: labels[each], key=f"{key}:trigger"
        )
        if st.form_submit_button("Reopen", type="primary"):
            done(hands.reopen(reason, trigger or None), form)


def _form(page: DecideAndRecord, name: str) -> tuple[str, str]:
    """The name of a form in this decision, and the key of what is being typed in it."""
    form = f"{page.decision.decision_id}:{name}"
    return form, drafts.key(form, page.decision.sequence)


def _heard(conditions: Sequence[ConditionHeard]) -> None:
    """What people said would have to be true: help for one's own words, since theirs can be withdrawn."""
    if not conditions:
        return
    with st.expander("What people said would have to be true (“yes, if …”)"):
        st.text("Write the condition in your own words: what people wrote can be withdrawn later, the record stays.")
        for heard in conditions:
            st.text(f"{heard.option.letter}: … {heard.words}")


def _options(page: DecideAndRecord) -> dict[str, str]:
    return {option.option_id: f"{option.letter} {option.name}" for option in page.decision.options}


Draw = Callable[[DecideAndRecord, Hands], None]
BELOW: dict[str, Draw] = {
    "conclusion": conclude,
    "conditions": add_condition,
    "dissent": add_dissent,
    "review": look_again,
    "notes": write_note,
}
