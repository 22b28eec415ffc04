"""Files in and out, what can be done: download, back up, try the way back, bring an export in, undo, erase."""

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from integrated.record.files_kept import BackupFile, Import
from integrated.views import notice, widgets
from integrated.views.typed import typed

UNDO = "undo_import"
ZIP = "application/zip"


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

    def back_up(self) -> Result:
        """Write a backup."""

    def verify(self, name: str) -> Result:
        """Read a backup whole."""

    def drill(self, name: str) -> Result:
        """Restore a backup into a fresh folder."""

    def undo_import(self, import_id: str) -> Result:
        """Take an import back."""

    def erase(self, decision_id: str, contribution_id: str) -> Result:
        """Delete a contribution."""


def take_out(make: Callable[[], bytes]) -> None:
    """The export, made when it is asked for."""
    st.download_button(
        "Download everything (.zip)", make, "integrated-export.zip", ZIP, key="export_all", type="primary",
        on_click="ignore",
    )  # fmt: skip
    st.text(
        "In it: every table below as Parquet, as CSV for machines and as CSV for spreadsheets, with datapackage.json "
        "and a SHA-256 for each file; and about people only reviewed public words and counts with small ones hidden."
    )


def bring_in(read: Callable[[bytes], Result]) -> None:
    """An export read into a new database beside this one."""
    with st.expander("Bring an export in (.zip), as a new database beside this one"):
        st.text("This database is not touched. What is made is exported again, and the checksums are compared.")
        file = st.file_uploader("An export of Integrated", type=["zip"], key="export_file")
        if file is not None and st.button("Make the new database", type="primary", key="export_read"):
            with st.spinner("Reading, building, comparing"):
                done(read(file.getvalue()))


def undo(imports: tuple[Import, ...], hands: Hands, clicked: str | None) -> None:
    """Ask before a whole import is taken back."""
    if clicked and clicked.startswith("undo~"):
        widgets.open_panel(UNDO, clicked.removeprefix("undo~"))
    chosen = next((each for each in imports if each.import_id == widgets.opened(UNDO)), None)
    if chosen is None or not chosen.may_be_undone:
        return
    with st.container(border=True, key="undo_panel"):
        st.text(f"Take back “{chosen.file_name}”? None of its {chosen.rows:,} rows will count any more.")
        with st.container(horizontal=True):
            sure = st.button("Take it back", type="primary", key="undo_sure")
            leave = st.button("Leave it", key="undo_leave")
    if sure or leave:
        widgets.open_panel(UNDO, None)
    if sure:
        done(hands.undo_import(chosen.import_id))
    elif leave:
        st.rerun()


def keep_safe(backups: tuple[BackupFile, ...] | None, hands: Hands) -> None:
    """Backup now, verification, restore drill."""
    if backups is None:
        st.info("This database is not a file of this app: whoever runs the database server makes its backups.")
        return
    if st.button("Back up now", type="primary", key="backup_now"):
        with st.spinner("Writing a backup"):
            done(hands.back_up())
    if not backups:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="backup_row"):
        name = st.selectbox("Backup", [each.name for each in backups], key="backup_chosen")
        check = st.button("Verify it", key="backup_verify")
        drill = st.button("Try to restore it", key="backup_drill", help="Into a fresh folder, never over this database")
    if check or drill:
        with st.spinner("Reading every row"):
            done(hands.drill(name) if drill else hands.verify(name))


def erase(hands: Hands, decision_id: str) -> None:
    """Delete one contribution by its number."""
    with st.form("erase_form"):
        st.text(
            "Erase one contribution: its words, codings and reviews leave this database, and every backup is replaced "
            "by a new one. It cannot be undone. The numbers of public words are in people/public_words.csv "
            "of the export; the others are taken back on What people say, under Consent and rules."
        )
        number = st.text_input("Number of the contribution", key="erase_number", max_chars=80)
        sure = st.checkbox("I am sure: erase it for good", key="erase_sure")
        sent = st.form_submit_button("Erase")
    if not sent:
        return
    if not number.strip() or not sure:
        st.error("Write the number and tick the box: nothing was erased.")
        return
    done(hands.erase(decision_id, number))


def done(result: Result) -> None:
    """Show why nothing was done, or draw the page anew and say what was."""
    if result.problem:
        st.error(typed(result.problem))
        return
    notice.leave(result.told)
    st.rerun()
