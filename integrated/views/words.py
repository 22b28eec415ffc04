"""Every label on screen, once: what the codes of the other rooms are called in front of people."""

PERSPECTIVES = {
    "works": "What studies found",
    "people": "What people say",
    "system": "How things connect",
}
TECHNICAL = {"works": "what works", "people": "co-production", "system": "complexity"}

LEVELS = {
    1: "Strong case against",
    2: "Case against",
    3: "No clear case either way",
    4: "Case for",
    5: "Strong case for",
}
LEVELS_SHORT = {1: "Strong against", 2: "Against", 3: "Even", 4: "For", 5: "Strong for"}
LEVEL_SIGNS = {1: "▼▼", 2: "▼", 3: "■", 4: "▲", 5: "▲▲"}
LEVELS_IN_FULL = {
    "works": {
        1: "likely to make things clearly worse",
        2: "may make things worse",
        3: "likely to make little difference",
        4: "may make things better",
        5: "likely to make things clearly better",
    },
    "people": {
        1: "most of those heard are against",
        2: "more against than for",
        3: "split, or mostly “yes, if”",
        4: "more for than against",
        5: "most of those heard are for",
    },
    "system": {
        1: "nearly all known routes hinder",
        2: "more routes hinder than help",
        3: "routes pull both ways",
        4: "more routes help than hinder",
        5: "nearly all known routes help",
    },
}
NOT_KNOWN = "Not known"
COMPARISON = "The comparison"

NOT_KNOWN_CAUSES = {
    "not searched": "Not searched.",
    "none found": "Searched, none found.",
    "other outcome": "No study of this outcome.",
    "study excluded": "Study held, excluded.",
    "nobody asked": "Not asked.",
    "nobody came": "Asked, nobody took part.",
    "too few heard": "Too few heard to say.",
    "no map": "No map yet.",
    "no route": "No route on this map.",
    "outcome not on map": "This outcome is not on the map.",
}

CONVERGENCE = {
    "agreement": "All three point the same way",
    "partial agreement": "Two agree, one is even",
    "silence": "Something is missing",
    "dissonance": "They pull apart",
}
GRADE_STEPS = {
    "risk_of_bias": "weak designs",
    "inconsistency": "studies that contradict",
    "indirectness": "other people or places",
    "imprecision": "too few people to be exact",
    "publication_bias": "small studies may be missing",
    "upgrade": "raised by a person",
}
ONE_LEANS = "One leans, two are even"
CERTAINTY = {
    "high": "We are sure",
    "moderate": "Fairly sure",
    "low": "Unsure",
    "very low": "Very unsure",
}
STANCES = {"supports": "For it", "conditional": "Yes, if …", "neutral": "Neither", "opposes": "Against it"}
POLARITY = {
    "positive": "more leads to more",
    "negative": "more leads to less",
    "uncertain": "could go either way",
}
DELAYS = {"none": "at once", "months": "after months", "years": "after years"}
LOOPS = {"reinforcing": "feeds itself", "balancing": "holds itself back", "undetermined": "could be either"}
REPRESENTATION = {
    "nobody heard": "Nobody heard",
    "under-represented": "Heard less than their share",
    "over-represented": "Heard more than their share",
    "in line": "About their share",
    "cannot tell": "Too few to tell",
}
ACTION_LEVELS = {
    "events": "deals with events",
    "structures": "changes how things are set up",
    "goals": "changes the aims",
    "beliefs": "changes beliefs",
}
DESIGNS = {"rct": "randomised trial", "non_randomised": "comparison study", "correlational": "no option compared"}
RISK_CHECKS = {
    "reinforcing_discrimination": "Could this be unfair to some groups?",
    "overlooking_evidence": "Have we missed evidence that exists?",
    "limiting_flexibility": "Have we boxed ourselves in?",
}
RISK_CHECKS_TECHNICAL = {
    "reinforcing_discrimination": "reinforcing discrimination",
    "overlooking_evidence": "overlooking existing evidence",
    "limiting_flexibility": "limiting flexibility",
}
RISK_CHECKS_SHORT = {
    "reinforcing_discrimination": "Unfair to some?",
    "overlooking_evidence": "Missed evidence?",
    "limiting_flexibility": "Boxed in?",
}
RISK_STATES = {
    "clear": "Nothing found by this check",
    "look": "Look at this",
    "act": "Do this before you sign",
    "cannot tell": "Cannot tell",
}
CONCLUSIONS = {
    "choose": "Choose",
    "choose_with_conditions": "Choose, with conditions",
    "pilot": "Try it small first",
    "defer": "Put off",
    "reject": "Turn down",
}
STRENGTHS = {"strong": "Strong", "conditional": "Conditional"}
STRENGTHS_IN_FULL = {
    "strong": "Strong: it would take weighty new facts to change it",
    "conditional": "Conditional: it holds as long as what it rests on holds",
}
EQUALITY_EFFECTS = {
    "positive": "Better for them",
    "negative": "Worse for them",
    "mixed": "Some of both",
    "neutral": "No difference",
    "not known": NOT_KNOWN,
}
OFFICER_NOTES = {"finance": "Finance", "legal": "Legal", "staffing": "Staffing"}
TO_COMPLETE = "[officer to complete]"
ROLES = {"lead": "Lead", "facilitator": "Facilitator", "viewer": "Viewer"}

FIRST_LINE = "Look at one decision three ways, see where they disagree, and keep a record of why you chose."
EXAMPLE_LINE = "This is an example with real studies and an illustrative workshop and map."
UNDER_TRIANGLE = "Every point is a different mix of what matters. A bigger area means more mixes, not a better option."
UNDER_MAP = "A map is a picture of what people think is going on. It shows directions, not amounts."
MIXES_NOT_CHANCES = "This counts mixes, not chances."
RED_LINE_GATE = (
    "You can record this as put off or turned down now. To choose it, first answer the red line: "
    "say what will change, or why you are going ahead."
)
SIGN_NOTE = "Later changes make a new version. Nothing is overwritten."
ILLUSTRATIVE = "Illustrative: the map and the example workshop"
HIDDEN = "hidden"
HIDDEN_IN_FULL = "Hidden to protect people (fewer than {threshold}). Not zero."
SUPPRESSED_BY_SOURCE = "Hidden by the source. Not zero."
NOT_ENTERED = "Not entered yet."


def with_certainty(level_words: str, certainty: str | None) -> str:
    """Level in words, with ", very unsure" where the certainty is very low."""
    return f"{level_words}, very unsure" if certainty == "very low" else level_words


def anywhere(lowest: int, highest: int) -> str:
    """A wide spread says so."""
    if (lowest, highest) == (1, 5):
        return "Anywhere on the scale"
    return f"Anywhere from {LEVELS_SHORT[lowest]} to {LEVELS_SHORT[highest]}"


def years_old(period_year: int, this_year: int) -> str:
    """How old a local figure is, in words."""
    age = this_year - period_year
    return f"{age} year old" if age == 1 else f"{age} years old"
