"""Opening a record file: what is in it, whether it is as it was sealed, and what is not the same here."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from integrated.record.elsewhere import AHEAD, APART, BEHIND, MISSING, SAME, Opened
from integrated.record.sentences import conclusion_sentence
from integrated.views import linked
from integrated.views.record_forms import Result, done
from integrated.views.record_screen import whole
from integrated.views.typed import typed

HERE = {
    MISSING: "This store does not know the decision yet.",
    BEHIND: "This store has the decision, without the last {further} of its events.",
    SAME: "This store says the same: every event of the record is here.",
    AHEAD: "This store has gone further since: the record is an earlier state of what is here.",
    APART: "Here the decision has gone its own way. Open the record in a fresh store, or read it here.",
}


def show(open_file: Callable[[bytes], Opened | str], bring_in: Callable[[Opened], Result]) -> None:
    """An uploader, and below it what the file says.

    Parameters
    ----------
    open_file : the record, or one sentence saying why it cannot be opened.
    bring_in : adds the decision, or the events that are missing here.
    """
    with st.expander("Open a record file (.json)"):
        file = st.file_uploader("A record that was downloaded here or elsewhere", type=["json"], key="record_file")
        if file is None:
            return
        opened = open_file(file.getvalue())
        if isinstance(opened, str):
            st.error(typed(opened))
            return
        linked.show(whole(_told(opened)), key="opened_record")
        if opened.may_come_in and st.button("Bring it in", type="primary", key="bring_in"):
            done(bring_in(opened))


def _told(opened: Opened) -> Markup:
    record = opened.record
    same = "It is as it was sealed, and every number comes out the same."
    lines = [*(record.changed or (same,)), HERE[opened.here].format(further=opened.further)]
    if opened.here == SAME:
        lines += opened.inputs_changed or ("The evidence here is the same as in the record.",)
    return Markup('<p><b>{}</b></p><p>{}</p><ul class="gaps">{}</ul><p class="hash quiet">SHA-256 {}</p>').format(
        record.decision.question or "A decision without a question",
        conclusion_sentence(record.decision.conclusion, record.decision),
        Markup("").join(Markup("<li>{}</li>").format(line) for line in lines),
        record.sha256,
    )
