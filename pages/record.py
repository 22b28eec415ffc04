"""4 Decide and record: who is affected, what is decided and why, who disagrees, when to look again; sign, download."""

from functools import partial

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.recording import Recording, bring_in
from integrated.actions.weighing import Weighing
from integrated.briefing.record_page import DecideAndRecord, Version, record_page
from integrated.briefing.reopened import opened_or_why
from integrated.briefing.risks import SETTING
from integrated.briefing.sealed import record_of
from integrated.briefing.source import the_store
from integrated.exchange.council_paper import council_paper
from integrated.exchange.record_json import record_json
from integrated.exchange.record_page_html import record_page_html
from integrated.exchange.record_workbook import record_workbook
from integrated.views import (
    empty,
    linked,
    record_file,
    record_forms,
    record_panel,
    record_parts,
    record_screen,
    widgets,
)
from integrated.views.navigation import go_to
from integrated.views.record_paper import record_paper
from integrated.views.record_tables import readme, record_tables

store, actor, decision_id = the_store(), Actor(widgets.current_role()), widgets.current_decision() or ""
record = partial(record_of, store, decision_id)
open_record = partial(record_file.show, partial(opened_or_why, store), partial(bring_in, store, actor))


def files(version: Version | None) -> record_panel.Files:
    """How each file of a version, or of the draft, is made when somebody asks for it."""
    sealed = record(version)
    return record_panel.Files(
        docx=lambda: council_paper(record_paper(sealed(), version)),
        xlsx=lambda: record_workbook(readme(sealed(), version), record_tables(sealed())),
        html=lambda: record_page_html(record_paper(sealed(), version)),
        json=lambda: record_json(sealed()),
    )


def show(page: DecideAndRecord) -> None:
    """Draw the page and carry out what was clicked."""
    seen, part = widgets.sequence_on_screen(decision_id, page.decision.sequence), record_parts.chosen()
    hands = Recording(store, actor, decision_id, seen)
    linked.show(record_screen.heading(page) + record_screen.band(page), key="record_top")
    left, middle, right = st.columns([260, 690, 394], gap="medium")
    with left:
        step = linked.show(record_screen.rail(page, part), key="record_rail")
    with middle:
        went = record_parts.show(page, hands, part, record, open_record)
    with right, st.container(key="record_panel"):
        checked = record_panel.show(page, hands, record(None), files)

    if step:
        widgets.set_choice("step", step.removeprefix("step~"))
        st.rerun()
    elif checked:
        record_panel.open_check(page, checked, Weighing(store, actor, decision_id, seen), SETTING)
    elif went == "answer":
        go_to("weigh", step="clashes")
    elif went and went.startswith("back~"):
        record_forms.done(hands.take_back(*went.split("~", 2)[1:]))
    elif went and went.startswith("again~"):
        record_forms.done(hands.bring_back(page.event(int(went.removeprefix("again~")))))


shown = record_page(store, decision_id) if decision_id else None
if shown is None:
    empty.no_options()
    open_record()
else:
    show(shown)
