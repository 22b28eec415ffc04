"""One sentence per option and perspective, and the sentence that answers the decision page.

Plain numbers in, plain English out. Every sentence fits two lines of the decision table: 90 characters at most.
"""

from collections.abc import Sequence

MOST_CHARACTERS = 90
LITTLE = 0.05
KNOWN_ENOUGH = 0.8
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(count: int) -> str:
    """A count as people say it: words up to ten, figures beyond."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else f"{count:,}"


def effect_in_words(effect: float) -> str:
    """A standardised difference as "0.19 better", "0.57 worse" or "no clear change"."""
    if abs(effect) < LITTLE:
        return f"little change ({effect:+.2f})".replace("-", "−")
    return f"{abs(effect):.2f} {'better' if effect > 0 else 'worse'}"


def studies_sentence(
    effects: Sequence[float],
    intervals: Sequence[tuple[float, float]],
    *,
    pooled: float | None = None,
    pooled_interval: tuple[float, float] | None = None,
    trials: int = 0,
    participants: int | None = None,
) -> str:
    """What the studies of one option found on one outcome, for k of one or more.

    Parameters
    ----------
    effects, intervals : k standardised mean differences (+ is better) and their 95% intervals.
    pooled, pooled_interval : the pooled effect, given from three studies on.
    trials : how many of the k are randomised.
    participants : people in the study, for k = 1.
    """
    k = len(effects)
    kind = "trial" if trials == k else "study"
    noun = f"{number_word(k).capitalize()} {kind if k == 1 else ('trials' if kind == 'trial' else 'studies')}"
    if k == 1:
        people = f", {participants:,} people" if participants else ""
        return f"{noun}{people}: {effect_in_words(effects[0])}."
    if k == 2 or pooled is None or pooled_interval is None:
        told = " and ".join(effect_in_words(e) for e in effects[:2])
        if min(effects) < 0 < max(effects) and k == 2:
            return f"{noun} contradict each other: {told.replace(' and ', ', ')}."
        return f"{noun}: {told}. Too few to judge."
    low, high = pooled_interval
    if low > 0:
        return f"{noun}: {effect_in_words(pooled)}."
    if high < 0:
        return f"{noun}: {effect_in_words(pooled)}."
    return f"{noun}: {effect_in_words(pooled)}; anything from worse to better fits."


def no_studies_sentence(cause: str, *, elsewhere: Sequence[str] = ()) -> str:
    """Why nothing is known from studies of this outcome, and where else the option was studied.

    Parameters
    ----------
    cause : "not searched", "none found" or "study excluded".
    elsewhere : labels of other outcomes with usable studies, best known first.
    """
    first = {
        "not searched": "Not searched: nobody has looked for studies.",
        "none found": "Searched, none found.",
        "study excluded": "Study held, excluded.",
    }[cause]
    if not elsewhere:
        return first
    more = f"{first} Studies looked at {elsewhere[0].lower()}."
    return more if len(more) <= MOST_CHARACTERS else first


def people_sentence(group: str, heard: int, shares: tuple[float, float, float] | None, *, objecting: str = "") -> str:
    """Where the people most affected stand, in words that no hidden count can be worked out from.

    Parameters
    ----------
    group : plural name of the group ("care leavers").
    heard : how many of them gave a view of this option.
    shares : shares for it, in between (yes-if and neither), against it; None when too few to say.
    objecting : who objects strongly enough for a red line, or "".
    """
    if shares is None:
        return f"Too few {group} heard to say."
    supports, between, opposes = shares
    of = f"the {heard} {group}"
    if objecting:
        more = f" Most of {of} are against it." if opposes > 0.5 else ""
        return f"{objecting} object strongly.{more}"
    if supports > 0.5:
        return f"Most of {of} are for it."
    if opposes > 0.5:
        return f"Most of {of} are against it."
    if between > 0.5:
        return f"Most of {of} say “yes, if …”."
    if supports > opposes + 0.1:
        return f"More of {of} are for it than against it."
    if opposes > supports + 0.1:
        return f"More of {of} are against it than for it."
    if supports + between + opposes < KNOWN_ENOUGH:
        return f"How {of} divide is partly hidden to protect people."
    return f"Split: {of} differ."


def connections_sentence(helping: int, hindering: int, uncertain: int, *, all_hindering_through: str = "") -> str:
    """Counts of known routes from an option to an outcome, and what the hindering ones share.

    Parameters
    ----------
    helping, hindering, uncertain : numbers of routes.
    all_hindering_through : label of the factor every hindering route passes, or "".
    """
    parts = []
    if helping:
        parts.append(f"{helping} route{'s' if helping != 1 else ''} help{'s' if helping == 1 else ''}")
    if hindering:
        noun = "" if parts else f" route{'s' if hindering != 1 else ''}"
        parts.append(f"{hindering}{noun} hinder{'s' if hindering == 1 else ''}")
    if uncertain:
        routes = f"{uncertain} route{'s' if uncertain != 1 else ''} could go either way"
        parts.append(f"{uncertain} either way" if parts else routes)
    if not parts:
        return "No route on this map. The map may be missing one."
    if not helping:
        parts.insert(0, "No sure route helps")
    if all_hindering_through and hindering > 1:
        words = f" (all through {all_hindering_through.lower()})"
        index = next(i for i, part in enumerate(parts) if "hinder" in part)
        longer = [*parts[:index], parts[index] + words, *parts[index + 1 :]]
        if len(", ".join(longer)) < MOST_CHARACTERS:
            parts = longer
    text = ", ".join(parts)
    return text[0].upper() + text[1:] + "."


def agreement_sentence(words: dict[str, str]) -> str:
    """Both sides named: "Studies are for it; people are strongly against it."

    Parameters
    ----------
    words : perspective ("works", "people", "system") to a short level ("For", "Even", "Not known" …).
    """
    subject = {"works": "studies", "people": "people", "system": "connections"}
    told = {
        "Strong against": "are strongly against it",
        "Against": "are against it",
        "Even": "give no clear case either way",
        "For": "are for it",
        "Strong for": "are strongly for it",
        "Not known": "are not known",
    }
    groups: dict[str, list[str]] = {}
    for perspective, level in words.items():
        groups.setdefault(level, []).append(subject[perspective])
    sentence = "; ".join(f"{' and '.join(who)} {told.get(level, 'reach both ways')}" for level, who in groups.items())
    sentence = sentence.replace("people are not known", "people were not asked")
    return sentence[0].upper() + sentence[1:] + "."


def decision_answer(
    on_side: dict[str, int], *, perspectives: int = 3, closest: Sequence[str] = (), red_lined: Sequence[str] = ()
) -> tuple[str, str]:
    """The one sentence of the decision page, and a quieter one.

    Parameters
    ----------
    on_side : option letter to how many perspectives are for it (level 4 or 5).
    closest : letters of the options with most perspectives for them, first ones first.
    red_lined : letters with an open red line.
    """
    full = [letter for letter, count in on_side.items() if count == perspectives]
    if not on_side:
        return "There is no option to compare yet.", "Add the first one."
    if full:
        names = _listed(full)
        first = (
            f"{names} {'has' if len(full) == 1 else 'have'} all three on {'its' if len(full) == 1 else 'their'} side."
        )
    else:
        first = "No option has all three on its side."
    near = [letter for letter in closest if letter not in full]
    if full or not near or max(on_side.values()) == 0:
        return first, ""
    return first, f"{_listed(near)} {'comes' if len(near) == 1 else 'come'} closest."


def _listed(letters: Sequence[str]) -> str:
    return letters[0] if len(letters) == 1 else ", ".join(letters[:-1]) + " and " + letters[-1]
