"""The right of step 4: what is still missing, signing and reopening, and the files."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from integrated.record.decide import DecideAndRecord, Version
from integrated.record.record import Record
from integrated.views import drafts, linked, record_forms, record_screen, risk_dialog, words
from integrated.views.record_forms import Hands
from integrated.views.risk_dialog import Checking

DRAFT = "As it stands now, not signed"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Make = Callable[[], bytes]


@dataclass(frozen=True)
class Files:
    """The four files of one version, or of the draft: each is made only when somebody asks for it."""

    docx: Make
    xlsx: Make
    html: Make
    json: Make

    def listed(self, name: str) -> tuple[tuple[str, str, str, Make], ...]:
        """(words on the button, file name, type, how it is made) of each."""
        return (
            ("Council paper (.docx)", f"{name}.docx", DOCX, self.docx),
            ("All tables (.xlsx)", f"{name}.xlsx", XLSX, self.xlsx),
            ("Page to print (.html)", f"{name}.html", "text/html", self.html),
            ("Record (.json)", f"{name}.json", "application/json", self.json),
        )


def show(
    page: DecideAndRecord, hands: Hands, draft: Callable[[], Record], files: Callable[[Version | None], Files]
) -> str | None:
    """Draw the panel; "risk~…" when someone wants to see a check.

    Parameters
    ----------
    draft : seals what is on screen.
    files : what can be downloaded of a version, or of the draft for None.
    """
    title = page.versions[0].label if page.decision.is_signed else f"Version {page.next_version}, not signed yet"
    went = linked.show(
        record_screen.whole(record_screen.missing(page.gaps) + record_screen.checks(page.checks), title), key="gaps"
    )
    if page.decision.is_signed:
        st.text("This version is signed. Any change begins the next one; reopen it under Looking again.")
    elif hands.may_decide:
        _sign(page, hands, draft)
    else:
        st.text("Only a lead can sign. Your role is in the menu at the top right.")
    _downloads(page, files)
    return went


def open_check(page: DecideAndRecord, went: str, do: Checking, setting: str) -> None:
    """Open one of the three checks: its numbers, the rows behind it, what is done about it.

    Parameters
    ----------
    went : "risk~" and the id of the check. do, setting : as `risk_dialog.open_check` takes them.
    """
    check = page.checks[went.removeprefix("risk~")]
    risk_dialog.open_check(check, page.decision.risk_answers.get(check.check_id), page.thresholds, do, setting=setting)


def _sign(page: DecideAndRecord, hands: Hands, draft: Callable[[], Record]) -> None:
    if page.decision.conclusion is None:
        st.text("Say what you decide, then it can be signed.")
        return
    if page.gated:
        linked.show(record_screen.whole(record_screen.gate(page.gated)), key="sign_gate")
        return
    form = f"{page.decision.decision_id}:sign"
    key = drafts.key(form, page.decision.sequence)
    with st.form(key, border=False):
        role = st.text_input(
            "Signed by (a role, never a name)",
            max_chars=300,
            placeholder="Chair of the committee",
            key=f"{key}:role",
        )
        if st.form_submit_button("Sign this version", type="primary", width="stretch"):
            if role.strip():
                record_forms.done(hands.sign(draft(), role, illustrative=page.is_example), form)
            else:
                st.error("Say in which role you sign: “Chair of the committee”.")
    linked.show(record_screen.whole(record_screen.small(words.SIGN_NOTE)), key="sign_note")


def _downloads(page: DecideAndRecord, files: Callable[[Version | None], Files]) -> None:
    linked.show(record_screen.whole(Markup(""), "Download"), key="download_title")
    chosen: str | None = None
    if page.versions:
        labels: dict[str | None, str] = {} if page.decision.is_signed else {None: DRAFT}
        labels.update({each.record_id: each.label for each in page.versions})
        chosen = st.selectbox("Which version", list(labels), format_func=lambda each: labels[each])
    version = page.version(chosen)
    name = f"record-version-{version.version}" if version else "record-draft"
    with st.container(key="record_files", horizontal=True, gap="small"):
        for label, file_name, mime, make in files(version).listed(name):
            st.download_button(label, make, file_name, mime, key=f"file:{file_name}", on_click="ignore")
