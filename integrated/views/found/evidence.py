"""Add evidence: one way in on screen at a time, a preview before anything is stored, and the imports so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.views import linked, notice, widgets
from integrated.views.found import preview
from integrated.views.found.rows import only_viewing
from integrated.views.typed import typed
from integrated.what_works.incoming import (
    Answers,
    HeldEvidence,
    Incoming,
    IncomingReferences,
    NewOutcome,
)
from integrated.what_works.ratings import EIF_LEVELS, MEANING, SCHEMES

WAYS = {
    "studies": "Studies (CSV)",
    "revman": "RevMan (CSV)",
    "references": "References (RIS, BibTeX)",
    "ratings": "Ratings by others",
    "search": "Log a search",
    "imports": "Taken in so far",
}
DESIGNS = {"rct": "randomised trials", "non_randomised": "comparison studies"}
GIV = {"smd_g": "standardised mean differences", "log_odds_ratio": "logarithms of odds ratios"}


class Done(Protocol):
    """What became of an action."""

    @property
    def problem(self) -> str: ...
    @property
    def told(self) -> str: ...


class Hands(Protocol):
    """What a person can do with evidence."""

    @property
    def may(self) -> bool: ...
    def studies(
        self,
        incoming: Incoming,
        new_outcomes: Sequence[NewOutcome],
        *,
        licence: str,
        attribution: str,
        illustrative: bool,
    ) -> Done: ...
    def references(self, incoming: IncomingReferences, option_id: str, outcome_id: str) -> Done: ...
    def ratings(self, incoming: Incoming) -> Done: ...
    def rating(self, rating: Mapping[str, Any]) -> Done: ...
    def search(
        self, option_id: str, outcome_id: str, searched_on: date | None, year: int, where: str, found: int
    ) -> Done: ...
    def undo(self, import_id: str) -> Done: ...


class Import(Protocol):
    """An import that can be taken back."""

    @property
    def import_id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def row_total(self) -> int: ...
    @property
    def imported_at(self) -> datetime: ...
    @property
    def actor_role(self) -> str: ...


@dataclass(frozen=True)
class Readers:
    """How files are read, handed in by the page; each takes a file's bytes and name first."""

    template: Callable[[str, str], bytes]
    studies: Callable[..., Incoming]
    revman: Callable[..., Incoming]
    references: Callable[..., IncomingReferences]
    ratings: Callable[..., Incoming]


def show(
    hands: Hands, read: Readers, held: HeldEvidence, imports: Sequence[Import], option_id: str, outcome_id: str
) -> None:
    """Draw the chosen way in, and carry out what it asks for."""
    way = widgets.choose("way", "What to add", WAYS, draw=st.segmented_control, required=True) or "studies"
    if not hands.may:
        only_viewing("add evidence")
        return
    with st.container(key="add_part"):
        {
            "studies": lambda: _studies(hands, read, held, option_id, outcome_id),
            "revman": lambda: _revman(hands, read, held, option_id, outcome_id),
            "references": lambda: _references(hands, read, held, option_id, outcome_id),
            "ratings": lambda: _ratings(hands, read, held, option_id),
            "search": lambda: _search(hands, held, option_id, outcome_id),
            "imports": lambda: _imports(hands, imports),
        }[way]()


def finish(done: Done) -> None:
    """Say what became of it: a problem at once, success after the page is drawn anew."""
    if done.problem:
        st.error(typed(done.problem))
    else:
        notice.leave(done.told)
        st.rerun()


def _upload(label: str, key: str, *, kinds: list[str]) -> tuple[bytes, str] | None:
    """A file as bytes and name; a new uploader after each that was stored."""
    turn = widgets.opened(f"{key}:turn") or "0"
    file = st.file_uploader(label, type=kinds, key=f"{key}:{turn}")
    return None if file is None else (file.getvalue(), file.name)


def _next_file(key: str) -> None:
    widgets.open_panel(f"{key}:turn", str(int(widgets.opened(f"{key}:turn") or "0") + 1))


def _studies(hands: Hands, read: Readers, held: HeldEvidence, option_id: str, outcome_id: str) -> None:
    linked.show(
        Markup('<div class="found-part"><h2>Studies from a CSV file</h2><p>{}</p></div>').format(
            "One row per effect. Give the effect with its standard error, variance or interval; or the four counts; or "
            "means and SDs. Odds ratios, risk ratios and correlations are converted, and the row says how. Nothing is "
            "stored until you have seen the preview."
        ),
        key="add_studies",
    )
    st.download_button(
        "Download the template",
        lambda: read.template(held.options[option_id], held.outcomes[outcome_id]),
        "studies-template.csv",
        "text/csv",
        key="studies_template",
        on_click="ignore",
    )
    file = _upload("Studies file", "studies_file", kinds=["csv", "txt", "tsv"])
    if file is not None:
        answered(hands, lambda answers: read.studies(*file, held, answers), held, "studies_file")


def _revman(hands: Hands, read: Readers, held: HeldEvidence, option_id: str, outcome_id: str) -> None:
    linked.show(
        Markup('<div class="found-part"><h2>Data rows from RevMan</h2><p>{}</p></div>').format(
            "In RevMan export the data rows of the analysis as CSV. The file does not say which option and what design "
            f"it is about: it is taken for {held.options[option_id]} on {held.outcomes[outcome_id].lower()}, as chosen "
            "above."
        ),
        key="add_revman",
    )
    file = _upload("RevMan file", "revman_file", kinds=["csv", "txt"])
    with st.container(horizontal=True, gap="small"):
        design = st.selectbox("These are", list(DESIGNS), format_func=lambda e: DESIGNS[e], key="revman_design")
        metric = st.selectbox("GIV numbers are", list(GIV), format_func=lambda e: GIV[e], key="revman_metric")
    if file is None:
        return
    about = {"option": option_id, "outcome": outcome_id, "design": design, "metric": metric}
    first = read.revman(*file, held, Answers(), **about)
    analysis = st.selectbox("Which analysis", first.analyses, key="revman_analysis") if first.analyses else None
    answered(hands, lambda answers: read.revman(*file, held, answers, analysis=analysis, **about), held, "revman_file")


def answered(hands: Hands, reading: Callable[[Answers], Incoming], held: HeldEvidence, key: str) -> None:
    """Ask what the file leaves open, show the preview, and store it when a person says so."""
    first = reading(Answers())
    new = preview.new_outcomes(first.new_outcomes, key)
    known = {**held.outcomes, **{each.outcome_id: each.label for each in new.values()}}
    asked = reading(Answers({}, new))
    directions = preview.directions(asked.ask_direction, known, key)
    incoming = reading(Answers(directions, new))
    preview.show(incoming, {**known}, key)
    if not incoming.ready:
        return
    with st.form(f"{key}:store", border=False):
        attribution = st.text_input("Where the figures are from (shown wherever they are)", max_chars=500)
        licence = st.text_input("Their licence, if one is printed", max_chars=200)
        illustrative = st.checkbox("These figures are made up, for practice")
        seen = st.checkbox("I have read what looks odd, and it is right") if incoming.oddities else True
        if st.form_submit_button("Store all of it", type="primary"):
            if not seen:
                st.error("Read what looks odd first, and tick the box if it is right.")
                return
            done = hands.studies(
                incoming, list(new.values()), licence=licence, attribution=attribution, illustrative=illustrative
            )
            if not done.problem:
                _next_file(key)
            finish(done)


def _references(hands: Hands, read: Readers, held: HeldEvidence, option_id: str, outcome_id: str) -> None:
    linked.show(
        Markup('<div class="found-part"><h2>References from a reference manager</h2><p>{}</p></div>').format(
            "RIS or BibTeX. They are kept as studies that wait to be read, "
            f"on {held.options[option_id]} and {held.outcomes[outcome_id].lower()}. A reference holds no effect: take "
            "the numbers from the paper with the studies template."
        ),
        key="add_references",
    )
    file = _upload("References file", "references_file", kinds=["ris", "bib", "txt", "nbib", "bibtex"])
    if file is None:
        return
    incoming = read.references(*file)
    preview.references(incoming)
    if incoming.references and not incoming.problems and st.button("Keep these", type="primary", key="keep_references"):
        done = hands.references(incoming, option_id, outcome_id)
        if not done.problem:
            _next_file("references_file")
        finish(done)


def _ratings(hands: Hands, read: Readers, held: HeldEvidence, option_id: str) -> None:
    linked.show(
        Markup('<div class="found-part"><h2>A rating by another body, as printed</h2><p>{} {}</p></div>').format(
            f"For {held.options[option_id]}. Never converted, never averaged. EIF prints {', '.join(EIF_LEVELS)}.",
            Markup(" ").join(Markup("<b>{}</b>: {}.").format(each, told) for each, told in MEANING.items()),
        ),
        key="add_rating",
    )
    schemes = [*SCHEMES, "other"]
    with st.form("rating", border=False):
        scheme = st.selectbox("Scheme", schemes, format_func=lambda each: SCHEMES.get(each, "Another body"))
        other = st.text_input("Name of the other body", max_chars=200)
        version = st.text_input("Version or year of the scheme", max_chars=100)
        printed = st.text_input("The rating, letter by letter", max_chars=300)
        dated = st.date_input("Date of the rating", None, min_value=date(1990, 1, 1), format="DD/MM/YYYY")
        address = st.text_input("Address of the page", max_chars=300)
        if st.form_submit_button("Store the rating", type="primary"):
            finish(
                hands.rating(
                    {
                        "option_id": option_id,
                        "scheme": other if scheme == "other" else scheme,
                        "scheme_version": version,
                        "as_printed": printed,
                        "dated": dated,
                        "address": address,
                    }
                )
            )
    file = _upload("Or a CSV file of ratings", "ratings_file", kinds=["csv"])
    if file is not None:
        incoming = read.ratings(*file, held.options)
        preview.ratings(incoming, held.options)
        if incoming.ready and st.button("Store these ratings", type="primary", key="keep_ratings"):
            done = hands.ratings(incoming)
            if not done.problem:
                _next_file("ratings_file")
            finish(done)


def _search(hands: Hands, held: HeldEvidence, option_id: str, outcome_id: str) -> None:
    linked.show(
        Markup('<div class="found-part"><h2>Log a search</h2><p>{}</p></div>').format(
            f"For studies of {held.options[option_id]} on {held.outcomes[outcome_id].lower()}, as chosen above. "
            "A search that found nothing is worth logging: it turns “not searched” into “searched, none found”."
        ),
        key="add_search",
    )
    with st.form("search", border=False):
        where = st.text_input("Where (databases, registers, people asked)", max_chars=500)
        when = st.date_input("When", date.today(), min_value=date(1990, 1, 1), format="DD/MM/YYYY")
        found = st.number_input("Studies found (0 is a finding)", min_value=0, max_value=100_000, value=None, step=1)
        if st.form_submit_button("Log the search", type="primary"):
            if found is None:
                st.error("Write how many studies were found; write 0 if there were none.")
            elif not isinstance(when, date):
                st.error("Choose the day of the search.")
            else:
                finish(hands.search(option_id, outcome_id, when, when.year, where, int(found)))


def _imports(hands: Hands, imports: Sequence[Import]) -> None:
    if not imports:
        st.text("Nothing was taken in yet. What came with the app stays as it is.")
        return
    lines = Markup("").join(
        Markup(
            '<tr><th scope="row">{}</th><td>{}</td><td class="n">{:,}</td><td>{}</td><td>{}</td>'
            '<td><a href="#undo" data-go="{}">Take back<span class="sr"> {}</span></a></td></tr>'
        ).format(
            each.file_name,
            each.kind,
            each.row_total,
            f"{each.imported_at:%d %B %Y, %H:%M} UTC",
            each.actor_role,
            each.import_id,
            each.file_name,
        )
        for each in imports
    )
    went = linked.show(
        Markup(
            '<div class="found-part"><h2>Taken in so far</h2><div class="scroll" tabindex="0" role="region" '
            'aria-label="Taken in so far"><table class="found"><thead><tr><th scope="col">File</th>'
            '<th scope="col">What</th><th scope="col" class="n">Rows</th><th scope="col">When</th>'
            '<th scope="col">By</th><th scope="col"><span class="sr">Take back</span></th></tr></thead>'
            "<tbody>{}</tbody></table></div></div>"
        ).format(lines),
        key="imports_table",
    )
    if went:
        finish(hands.undo(went))
