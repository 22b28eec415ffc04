"""What people agree to on their phone: fixed sentences, words that may be edited, three ways to agree."""

import hashlib

AUDIENCES = ("adults", "young people")
SAFETY = (
    "We will not ask your name. Someone from the team reads what you write before anyone sees it. "
    "Nobody is watching this live. If you or someone else is in danger, call 999."
)
SAFETY_SHORT = "Nobody is watching this live. If you or someone else is in danger, call 999."
CHILDLINE = "If you want to talk to someone, Childline is free on 0800 1111, at any time."

WORDS = {
    "adults": (
        "We are asking people what they think before a decision is made. Taking part is your choice. You can leave "
        "out any question and stop at any time; nothing you are owed or offered depends on it. Your answers may be "
        "used in the papers for this decision. Please do not write anything that says who you, or somebody else, is."
    ),
    "young people": (
        "We want to know what you think, so that grown-ups decide better. You do not have to do this. You can skip "
        "any question. You can stop whenever you like, and nobody will be cross. Please do not write names, "
        "addresses, schools or phone numbers: yours or anyone else's."
    ),
}
USES = {
    "public": "Yes. You can show my words to others, without my name",
    "internal": "Yes, but only the team may read my words",
    "counts_only": "Yes, but only count me. One person checks my words and nobody else sees them",
}
USES_YOUNG = {
    "public": "Yes, and you can show people what I write",
    "internal": "Yes, but only the team can read what I write",
    "counts_only": "Yes, but just count me. One person checks what I write and nobody else sees it",
}


def uses(audience: str) -> dict[str, str]:
    """The three ways to agree, in words for the audience."""
    return USES_YOUNG if audience == "young people" else USES


def version_of(audience: str, words: str) -> str:
    """Name a consent text by what it says: other words give another version."""
    return f"{audience.split()[0]}-{hashlib.sha256((words + SAFETY).encode()).hexdigest()[:8]}"
