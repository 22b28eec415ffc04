"""Files in and out: everything that may leave, what came in, backups, and what is stored about people."""

import streamlit as st

from integrated.actions.actor import Actor
from integrated.actions.done import Outcome
from integrated.actions.keeping import Keeping
from integrated.briefing.files_page import files_page, left_out, to_export
from integrated.briefing.shared_about_people import shared_about_people
from integrated.briefing.source import the_store
from integrated.exchange.full_export import Export, NotAnExport, full_export, read_export, same_tables
from integrated.views import files_forms, files_screen, notice, widgets
from integrated.views.navigation import go_to

store, hands = the_store(), Keeping(the_store(), Actor(widgets.current_role()))
page = files_page(store)


def export() -> Export:
    """Everything that may leave, as it stands when it is asked for."""
    return full_export(to_export(store), shared_about_people(store), left_out(), illustrative=page.illustrative)


def bring_in(content: bytes) -> Outcome:
    """A new database of an export, compared with it."""
    try:
        arrived = read_export(content)
    except NotAnExport as problem:
        return Outcome(problem=str(problem))
    return hands.bring_in(arrived, lambda tables: same_tables(content, tables))


notice.show()
part = files_screen.top(page)
if part == "out":
    files_forms.take_out(lambda: export().content)
    files_screen.leaves_and_stays(page)
elif part == "in":
    went = files_screen.formats()
    files_forms.bring_in(bring_in)
    files_forms.undo(page.imports, hands, files_screen.imports(page.imports))
    if went:
        go_to(went)
elif part == "safe":
    files_forms.keep_safe(page.backups, hands)
    if page.backups is not None:
        files_screen.backups(page.backups, page.kept_aside)
    files_forms.erase(hands, widgets.current_decision() or "")
else:
    files_screen.about_people()
if store.read_only:
    st.info("This database can only be viewed, so nothing can be kept, brought in or erased here.")
