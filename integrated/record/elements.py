"""The 24 elements of the three approaches, the seven audiences, and the questions the self-assessment begins with.

The lists are ours; they are not the paper's.
"""

from dataclasses import dataclass

from integrated.weighing.risk import CHECKS

UNFAIR, MISSED, BOXED_IN = CHECKS
AUDIENCES = (
    "national and local commissioners",
    "policymakers",
    "funders",
    "delivery organisations",
    "What Works Centres",
    "evaluators",
    "academics",
)
APPROACHES = ("works", "people", "system")
APPROACH_NAMES = {"works": "what works", "people": "co-production", "system": "complexity"}
FIRST_QUESTIONS = (
    "Which approach is most aligned to your work?",
    "Which elements of the other approaches might you integrate, and how?",
)
MINDSET = (
    "What new questions would we need to ask?",
    "What other ways of gathering insight would we need?",
    "How ready are we to act on what we learn?",
)
MINDSET_IDS = ("new_questions", "gathering_insight", "acting_on_learning")
"""Ids of the questions of `MINDSET`, kept in records."""
ANSWERS = {0: "not used", 1: "used a little", 2: "used in part", 3: "used fully", None: "not applicable"}


@dataclass(frozen=True)
class Element:
    """One element of an approach.

    Attributes
    ----------
    element_id : stable id, kept in records.
    approach : "works", "people" or "system".
    name : what is done, in a few words.
    eases : risk checks that it helps with, the main one first.
    """

    element_id: str
    approach: str
    name: str
    eases: tuple[str, ...]


ELEMENTS: tuple[Element, ...] = (
    Element("question", "works", "Ask a question that names people, options, comparison and outcomes", (MISSED,)),
    Element("search", "works", "Search first, and log the search", (MISSED,)),
    Element("effects", "works", "Show effects with their intervals", (MISSED,)),
    Element("certainty", "works", "Say how sure we are and how far each study can be trusted", (MISSED, BOXED_IN)),
    Element("cost", "works", "Show the cost with its range", (BOXED_IN,)),
    Element("groups", "works", "Show effects by group, and whom studies left out", (UNFAIR, MISSED)),
    Element("comparison", "works", "Compare with what would have happened, in proportion to the stakes", (MISSED,)),
    Element("stop", "works", "Stop or change when evidence shows no effect or harm", (BOXED_IN, MISSED)),
    Element("framing", "people", "Let families frame the question", (UNFAIR, BOXED_IN)),
    Element("heard", "people", "Plan who must be heard", (UNFAIR,)),
    Element("lundy", "people", "Give space, voice, audience and influence", (UNFAIR,)),
    Element("power", "people", "Share power over a real choice", (UNFAIR, BOXED_IN)),
    Element("giving_back", "people", "Pay people, give back, and use formats everyone can use", (UNFAIR,)),
    Element("codebook", "people", "Keep a codebook or a reflexive log", (MISSED,)),
    Element("quotes", "people", "Quote with consent, and show dissent", (UNFAIR,)),
    Element("feedback", "people", "Tell people what changed because of them", (UNFAIR,)),
    Element("boundary", "system", "Agree with those affected what belongs to the picture", (UNFAIR, BOXED_IN)),
    Element("mapping", "system", "Draw the map with people from different places in the system", (UNFAIR, BOXED_IN)),
    Element("links", "system", "Say of each link its direction, strength, delay and how sure we are", (MISSED,)),
    Element("loops", "system", "Name the loops", (BOXED_IN,)),
    Element("unintended", "system", "Trace effects that nobody intended", (UNFAIR, BOXED_IN)),
    Element("above_events", "system", "Look for options above the level of events", (BOXED_IN,)),
    Element("what_if", "system", "Ask what if, with its uncertainty", (BOXED_IN,)),
    Element("learning", "system", "Keep a learning loop with triggers", (BOXED_IN, MISSED)),
)
BY_ID = {element.element_id: element for element in ELEMENTS}
