"""Step 4, one part on screen at a time: what stands, and the form below it."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from integrated.record.decide import DecideAndRecord, Version
from integrated.record.history import changes
from integrated.record.record import Record
from integrated.views import linked, notice, record_forms, record_history, record_screen, widgets
from integrated.views.record_forms import Hands

STYLE = Path(__file__).parent / "record.css"
NEWEST = 40
NOW = ""
Read = Callable[[Version | None], Callable[[], Record]]


def chosen() -> str:
    """Which part is on screen, by the address; the style of the page comes with it."""
    st.html(STYLE)
    return widgets.choose("step", "Part", record_screen.PARTS, draw=widgets.undrawn) or "equality"


def show(page: DecideAndRecord, hands: Hands, part: str, read: Read, open_record: Callable[[], None]) -> str | None:
    """Draw one part and carry out what its forms ask for.

    Parameters
    ----------
    read : how a version is opened, for comparisons.
    open_record : draws the way to open a record file.

    Returns
    -------
    What was clicked: "back~kind~subject", "again~sequence", "answer", or None.
    """
    notice.show()
    if part == "history":
        return _history(page, hands, read, open_record)
    may = hands.may_decide if part == "conclusion" else hands.may_prepare
    standing = {
        "equality": lambda: record_screen.equality(page, may=may),
        "conclusion": lambda: record_screen.conclusion(page, may=may) + record_screen.gate(page.red_lines),
        "conditions": lambda: record_screen.conditions(page.decision, may=may),
        "dissent": lambda: record_screen.dissent(page.decision, may=may),
        "review": lambda: record_screen.looking_again(page, may=may),
        "notes": lambda: record_screen.notes(page.decision, may=may),
    }[part]()
    went = linked.show(record_screen.whole(standing), key=f"record_{part}")
    if not may:
        record_forms.only_viewing()
    elif part in record_forms.BELOW:
        record_forms.BELOW[part](page, hands)
    elif went and went.startswith("equality~"):
        record_forms.consider(page, hands, went.removeprefix("equality~"))
    return went


def _history(page: DecideAndRecord, hands: Hands, read: Read, open_record: Callable[[], None]) -> str | None:
    """Versions, their comparison, and every event."""
    linked.show(record_screen.whole(record_history.versions(page.versions), "Signed versions"), key="record_versions")
    if page.versions:
        _compare(page, read)
    open_record()
    shown = page.history
    if len(page.history) > NEWEST and not st.toggle(f"Show all {len(page.history)} events", key="all_events"):
        shown = page.history[:NEWEST]
    return linked.show(
        record_screen.whole(record_history.table(page, shown, may=hands.may_prepare), "Everything that was said"),
        key="record_history",
    )


def _compare(page: DecideAndRecord, read: Read) -> None:
    """Two versions, or a version and what stands now, side by side."""
    labels = {NOW: "What stands now", **{each.record_id: f"Version {each.version}" for each in page.versions}}
    ids = list(labels)
    with st.expander("Compare two versions"):
        left, right = st.columns(2)
        older = left.selectbox("From", ids, index=1, format_func=lambda each: labels[each], key="compare_from")
        newer = right.selectbox("To", ids, index=0, format_func=lambda each: labels[each], key="compare_to")
        one, other = (
            page.decision if (version := page.version(each)) is None else read(version)().decision
            for each in (older, newer)
        )
        found = changes(one, other)
        linked.show(
            record_screen.whole(record_history.comparison(found, one, other, (labels[older], labels[newer]))),
            key="comparison",
        )
