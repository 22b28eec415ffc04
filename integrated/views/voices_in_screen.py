"""Bring voices in: choose files, see what they hold and what is wrong, map groups and options, store, take back."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from integrated.co_production.voices_in import EVERYONE, IncomingShares, IncomingVotes, IncomingWords, RowProblem
from integrated.views import notice, widgets
from integrated.views.consent_screen import CONSENT, Result, done
from integrated.views.typed import table as typed_table
from integrated.views.typed import typed

KINDS = {
    "polis": "Polis export",
    "qdc": "Codebook (.qdc)",
    "qdpx": "Project (.qdpx)",
    "contributions": "Contributions (CSV)",
    "shares": "Shares of the population (CSV)",
}
ENDINGS = {"polis": ["csv"], "qdc": ["qdc"], "qdpx": ["qdpx"], "contributions": ["csv"], "shares": ["csv"]}
HELP = {
    "polis": "comments.csv with participants-votes.csv (or votes.csv) of the same export. 1 is agree, -1 disagree.",
    "qdc": "A REFI-QDA codebook: its codes become themes.",
    "qdpx": "A REFI-QDA project: each text source is a person, each coded piece a contribution under its theme.",
    "contributions": "Columns: group, words, consent (public, internal, counts_only); optional person, option, stance.",
    "shares": "Columns: dimension, category, share (0 to 1), source, period. They are of the place of this decision.",
}
Reader = Callable[..., Any]
LAST_READ = "in:last_read"


class Hands(Protocol):
    """What the person who brings voices in can do; every check is made behind it."""

    @property
    def may(self) -> bool:
        """Whether this role may bring voices in."""

    def file(self, name: str, content: bytes) -> Any:
        """Name a file."""

    def votes(self, incoming: IncomingVotes, groups: Mapping[str, str], title: str, file: Any) -> Result:
        """Store a conversation."""

    def words(
        self,
        incoming: IncomingWords,
        groups: Mapping[str, str],
        options: Mapping[str, str | None],
        title: str,
        kind: str,
        file: Any,
    ) -> Result:
        """Store contributions and a codebook."""

    def shares(self, incoming: IncomingShares, file: Any) -> Result:
        """Store shares of the population."""

    def take_back(self, import_id: str) -> Result:
        """Take an import back."""


def show(
    readers: Mapping[str, Reader],
    template: bytes,
    targets: tuple[tuple[str, ...], Mapping[str, str]],
    brought: Sequence[tuple[str, str]],
    hands: Hands,
) -> None:
    """The whole part.

    Parameters
    ----------
    readers : kind to what reads its files. template : of contributions, to fill in.
    targets : groups and options here. brought : (import id, what it was) that can be taken back.
    """
    notice.show()
    if not hands.may:
        st.text("Only a lead or a facilitator brings voices in.")
        return
    kind = widgets.choose("bring", "What you bring", KINDS) or "polis"
    st.text(HELP[kind])
    if kind == "contributions":
        st.download_button("Template (CSV)", template, "contributions.csv", key="in:template", on_click="ignore")
    several = kind == "polis"
    files = st.file_uploader("Files", ENDINGS[kind], accept_multiple_files=several, key=f"in:files:{kind}")
    chosen = files if isinstance(files, list) else [files] if files else []
    if chosen:
        _preview(kind, {file.name: file.getvalue() for file in chosen}, readers[kind], targets, hands)
    if brought:
        st.html("<h2>Brought in</h2>")
    for import_id, what in brought:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(what)
            if st.button("Take back", key=f"in:back:{import_id}"):
                done(hands.take_back(import_id))


def _preview(
    kind: str,
    files: dict[str, bytes],
    read: Reader,
    targets: tuple[tuple[str, ...], Mapping[str, str]],
    hands: Hands,
) -> None:
    name = next(iter(files))
    consent = _consent() if kind == "qdpx" else None
    try:
        with st.spinner("Reading the file"):
            incoming = _read_once(kind, files, consent, read)
    except ValueError as problem:
        st.error(typed(str(problem)))
        return
    for sentence in incoming.summary:
        st.text(sentence)
    if incoming.problems:
        _problems(incoming.problems)
        return
    file = hands.file(" + ".join(files), b"".join(files.values()))
    if isinstance(incoming, IncomingShares):
        if st.button("Store the shares", type="primary", key="in:store"):
            done(hands.shares(incoming, file))
        return
    labels = sorted(set(incoming.labels)) if isinstance(incoming, IncomingVotes) else list(incoming.groups)
    groups = _map_groups(labels, targets[0])
    options = {} if isinstance(incoming, IncomingVotes) else _map_options(incoming.options, targets[1])
    title = st.text_input("What was it? People will ask where these voices come from", name, key=f"in:title:{name}")
    if st.button("Store all of it", type="primary", key="in:store"):
        with st.spinner("Storing"):
            if isinstance(incoming, IncomingVotes):
                result = hands.votes(incoming, groups, title, file)
            else:
                stored_as = "contributions_csv" if kind == "contributions" else "refi_qda"
                result = hands.words(incoming, groups, options, title, stored_as, file)
        done(result)


def _read_once(kind: str, files: dict[str, bytes], consent: str | None, read: Reader) -> Any:
    """What the files hold, read again only when they change: a large conversation takes a second at every click."""
    contents = [hashlib.sha256(content).digest() for content in files.values()]
    key = (kind, consent, tuple(files), tuple(contents))
    kept = st.session_state.get(LAST_READ)
    if kept is None or kept[0] != key:
        content = next(iter(files.values()))
        incoming = read(files) if kind == "polis" else read(content, consent=consent) if consent else read(content)
        kept = st.session_state[LAST_READ] = (key, incoming)
    return kept[1]


def _consent() -> str:
    chosen = st.radio(
        "What did these people agree to?",
        ["internal", "public"],
        format_func=lambda each: f"Their words {CONSENT[each]}",
        key="in:consent",
        horizontal=True,
    )
    return str(chosen or "internal")


def _problems(problems: Sequence[RowProblem]) -> None:
    st.error(f"Nothing was stored. {len(problems)} things have to be mended in the file first:")
    table = pd.DataFrame(
        [
            {
                "File": each.file,
                "Row": "" if each.row is None else str(each.row),
                "Column": each.column or "",
                "Value": each.value[:60],
                "What to do": each.fix,
            }
            for each in problems
        ]
    )
    typed_table(table)


def _map_groups(labels: Sequence[str], groups: Sequence[str]) -> dict[str, str]:
    """Group in the file to group here; the same name is taken at once."""
    mapped = {}
    for place, label in enumerate(labels):
        known = groups.index(label) if label in groups else groups.index(EVERYONE)
        said = f"“{typed(label)}” is here" if label else "Those without a group are here"
        mapped[label] = st.selectbox(said, list(groups), index=known, key=f"in:group:{place}:{label}") or EVERYONE
    return mapped


def _map_options(named: Sequence[str], options: Mapping[str, str]) -> dict[str, str | None]:
    """Option in the file to option here: by its letter, name or id at once, else as the person says."""
    mapped: dict[str, str | None] = {"": None}
    none = "no option of this decision"
    for place, label in enumerate(named):
        ids = [None, *options]
        known = next((each for each, name in options.items() if label.casefold() in _names(each, name)), None)
        mapped[label] = st.selectbox(
            f"Option “{typed(label)}” is here",
            ids,
            index=ids.index(known),
            format_func=lambda each: options[each] if each else none,
            key=f"in:option:{place}:{label}",
        )
    return mapped


def _names(option_id: str, label: str) -> set[str]:
    """What a file may call an option: its id, "B Stay longer", "B" or "Stay longer"."""
    return {option_id.casefold(), label.casefold(), label[:1].casefold(), label[2:].casefold()}
