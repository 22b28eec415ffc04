"""What studies found: one option on one outcome, looked at closely, and the way evidence comes in."""

import streamlit as st

from integrated.actions.actor import PREPARES, Actor
from integrated.actions.deciding import saving
from integrated.actions.evidence import EvidenceIn
from integrated.briefing.baselines import baseline_offers
from integrated.briefing.choices import option_labels
from integrated.briefing.held import held_citations, held_evidence, imports
from integrated.briefing.source import the_store
from integrated.briefing.what_works import every_outcome, outcomes_held, single_studies, what_works
from integrated.exchange import ratings_csv, references, revman_csv, studies_csv
from integrated.views import decision_forms, empty, linked, notice, widgets
from integrated.views.found import evidence, outcomes, plot, rows, screen, sure

store, decision_id = the_store(), widgets.current_decision()
options = option_labels(store, decision_id) if decision_id else {}
if not options or not decision_id:
    empty.no_options()
    st.stop()

listed = outcomes_held(store, decision_id)
option_id, outcome_id, part = screen.controls(options, listed, next(iter(options)))
page = what_works(store, decision_id, option_id, outcome_id)
if page is None:
    screen.no_such_option()
    st.stop()

actor = Actor(widgets.current_role())
may = actor.role in PREPARES and not store.read_only
seen = widgets.sequence_on_screen(decision_id, page.sequence)
brief = page.brief
linked.show(screen.band(page.option, brief, is_comparison=page.is_comparison), key="found_band")
went = None
if part == "found" and not page.is_comparison:
    went = plot.show(brief, page.everything, page.apart, page.correlational, may=may)
elif part == "sure" and not page.is_comparison:
    single, small = single_studies(store, decision_id, option_id, outcome_id)
    went = sure.show(brief, page.suggested, page.overrides, page.everything, single, small, may=may)
elif part == "rows":
    rows.show(brief, page.correlational, page.ratings, sentence=brief.sentence)
elif part == "outcomes":
    went = outcomes.show(every_outcome(store, decision_id), options, listed, (option_id, outcome_id))
elif part == "add":
    readers = evidence.Readers(
        template=studies_csv.template,
        studies=studies_csv.read_studies,
        revman=revman_csv.read_revman,
        references=lambda content, name: references.read_references(content, name, held_citations(store)),
        ratings=ratings_csv.read_ratings,
    )
    hands, held = EvidenceIn(store, actor, decision_id), held_evidence(store, decision_id)
    evidence.show(hands, readers, held, imports(store), option_id, outcome_id)

certainty_set = saving(store, actor, decision_id, "certainty_set", f"{option_id}/{outcome_id}", seen_sequence=seen)
kind, _, what = (went or "").partition("~")
if kind in ("part", "add", "cell"):
    screen.go(kind, what)
elif kind == "baseline":
    baseline = saving(store, actor, decision_id, "baseline_set", outcome_id, seen_sequence=seen)
    decision_forms.baseline(page.words_per_100, baseline_offers(store, decision_id, outcome_id), baseline)
elif kind == "step" and page.suggested and brief.certainty:
    step = next(each for each in brief.certainty.steps if each.name == what)
    sure.change(step, page.overrides.get(what), certainty_set)
elif kind == "back":
    notice.leave(certainty_set({"removed": True, "step": what}) or "Taken back. The suggestion counts again.")
    st.rerun()
