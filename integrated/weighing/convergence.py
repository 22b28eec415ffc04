"""Do the three perspectives agree about one option? Disagreement is shown first and never averaged away."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from numpy.typing import ArrayLike

from integrated.weighing.matrix import level_array
from integrated.weighing.perspective import OPPOSED, PERSPECTIVES

STATES = ("agreement", "partial agreement", "silence", "dissonance")
CLASH = 0.5
TOLD = {
    "works": {
        "for": "studies are for it",
        "against": "studies are against it",
        "even": "studies give no clear case either way",
        None: "studies: not known",
    },
    "people": {
        "for": "people are for it",
        "against": "people are against it",
        "even": "people are split or in between",
        None: "people: not known",
    },
    "system": {
        "for": "routes mostly help",
        "against": "routes mostly hinder",
        "even": "routes pull both ways",
        None: "routes: not known",
    },
}


@dataclass(frozen=True)
class Convergence:
    """Whether the perspectives agree.

    Attributes
    ----------
    state : "agreement", "partial agreement", "silence" or "dissonance".
    clashes : pairs of perspectives that pull apart, in the order works, people, system.
    reason : one or two sentences that name each perspective's side; people's own words after an override.
    chances : pair of perspectives to the chance that one is for and the other against; pairs with both known.
    suggested : the computed state when people chose another, else None.
    leans : perspective to "for", "against", "even", or None when not known.
    """

    state: str
    clashes: tuple[tuple[str, str], ...]
    reason: str
    chances: Mapping[tuple[str, str], float] = field(default_factory=dict)
    suggested: str | None = None
    leans: Mapping[str, str | None] = field(default_factory=dict)


def convergence(levels: Mapping[str, ArrayLike | None]) -> Convergence:
    """Whether three perspectives on one option agree, partly agree, say nothing, or pull apart.

    A clash: P(for | one) · P(against | other) + the reverse is 0.5 or more. Any clash, or two perspectives that lean
    to opposite sides, is dissonance, whatever the third; else one not known is silence; else three leaning the same
    way is agreement; else partial agreement. A perspective leans to the side that holds more than half of it, unless
    its spread reaches the other side too (a fifth or more): then it leans to neither.

    Parameters
    ----------
    levels : "works", "people", "system" to (5,) undiscounted shares; None or absent for not known.

    Returns
    -------
    Convergence

    Raises
    ------
    ValueError : a key that is no perspective, or shares that are no distribution.

    Source: states after the triangulation protocol of Farmer et al. 2006; the threshold is a convention.
    """
    strange = [name for name in levels if name not in PERSPECTIVES]
    if strange:
        raise ValueError(f"perspectives are {', '.join(PERSPECTIVES)}, got {strange[0]!r}")
    sides: dict[str, tuple[float, float] | None] = {name: _sides(levels.get(name)) for name in PERSPECTIVES}
    leans = {name: _lean(side) for name, side in sides.items()}
    chances = {}
    for one, other in combinations(PERSPECTIVES, 2):
        first, second = sides[one], sides[other]
        if first is not None and second is not None:
            chances[one, other] = first[0] * second[1] + first[1] * second[0]
    clashes = tuple(pair for pair, chance in chances.items() if chance >= CLASH - 1e-12)
    found = set(leans.values())
    if clashes or {"for", "against"} <= found:
        state = "dissonance"
    elif None in found:
        state = "silence"
    else:
        state = "agreement" if len(found) == 1 else "partial agreement"
    return Convergence(state, clashes, _reason(leans, state), chances, leans=leans)


def overridden(computed: Convergence, chosen: str, reason: str) -> Convergence:
    """The state people chose, with their reason; the clashes and the computed state stay visible.

    Parameters
    ----------
    computed : as `convergence` gave it.
    chosen : one of the four states.
    reason : why, in people's words; may not be empty.

    Raises
    ------
    ValueError : another state, or no reason.
    """
    if chosen not in STATES:
        raise ValueError(f"the state must be one of {', '.join(STATES)}, got {chosen!r}")
    if not reason.strip():
        raise ValueError("a reason is needed to set this by hand: say why")
    return replace(computed, state=chosen, reason=reason.strip(), suggested=computed.suggested or computed.state)


def _sides(levels: ArrayLike | None) -> tuple[float, float] | None:
    """Chance of for, and of against."""
    shares = level_array(levels)
    if shares.shape != (5,):
        raise ValueError(f"levels of one perspective must be five shares, got shape {shares.shape}")
    return None if shares[0] != shares[0] else (float(shares[3] + shares[4]), float(shares[0] + shares[1]))


def _lean(side: tuple[float, float] | None) -> str | None:
    if side is None:
        return None
    pro, con = side
    if min(pro, con) >= OPPOSED:
        return "even"
    return "for" if pro > 0.5 + 1e-12 else "against" if con > 0.5 + 1e-12 else "even"


def _reason(leans: Mapping[str, str | None], state: str) -> str:
    """Each side named; what is missing first, then those for, against and in between."""
    found = set(leans.values())
    if state == "agreement":
        return {
            "for": "All three are for it.",
            "against": "All three are against it.",
            "even": "All three give no clear case either way.",
        }[next(iter(leans.values())) or "even"]
    if found == {None}:
        return "Nothing is known from any of the three."
    missing = [TOLD[name][None] for name in PERSPECTIVES if leans[name] is None]
    known = [TOLD[name][lean] for name, lean in leans.items() if lean is not None]
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in (*missing, "; ".join(known)))
