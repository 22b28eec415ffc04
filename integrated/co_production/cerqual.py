"""GRADE-CERQual: how confident people are in a finding from what people said. Entered by people, never computed.

Source: Lewin et al. (2018), Applying GRADE-CERQual to qualitative evidence synthesis findings, Implementation Science
13 (supplement 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Level and what it claims, in the words of this house.
LEVELS: Mapping[str, str] = {
    "high": "very likely a fair picture of what people here experience",
    "moderate": "likely a fair picture",
    "low": "possibly a fair picture",
    "very low": "not clear whether it is a fair picture",
}
COMPONENTS: Mapping[str, str] = {
    "methodological limitations": "how far problems in the way people were asked weaken the finding",
    "coherence": "how clearly the finding fits what people said, exceptions included",
    "adequacy": "how many people said it, and how richly",
    "relevance": "how far those asked, and what they were asked about, match the question here",
}
CONCERNS = ("none or very minor", "minor", "moderate", "serious")


@dataclass(frozen=True)
class Confidence:
    """Confidence in one finding: the level people chose, why, and their concern on each component they looked at."""

    level: str
    reason: str
    concerns: Mapping[str, str]

    @property
    def not_looked_at(self) -> tuple[str, ...]:
        """The components nobody has rated."""
        return tuple(component for component in COMPONENTS if component not in self.concerns)


def confidence(level: str, reason: str, concerns: Mapping[str, str] | None = None) -> Confidence:
    """Check a confidence that people entered.

    Parameters
    ----------
    level : "high", "moderate", "low" or "very low"
    reason : words; without them a level cannot be defended later
    concerns : mapping of component to concern, or None
        Components: methodological limitations, coherence, adequacy, relevance. Concerns: none or very minor, minor,
        moderate, serious.

    Returns
    -------
    Confidence

    Raises
    ------
    ValueError
        Naming the unknown level, component or concern, or the missing reason.
    """
    if level not in LEVELS:
        raise ValueError(f"confidence is one of {', '.join(LEVELS)}, got {level!r}")
    if not reason.strip():
        raise ValueError(f"confidence {level!r} needs a reason: write what speaks for and against the finding")
    for component, concern in (concerns or {}).items():
        if component not in COMPONENTS:
            raise ValueError(f"a component is one of {', '.join(COMPONENTS)}, got {component!r}")
        if concern not in CONCERNS:
            raise ValueError(f"a concern is one of {', '.join(CONCERNS)}, got {concern!r} for {component!r}")
    return Confidence(level, reason.strip(), dict(concerns or {}))


def question(entered: Confidence) -> str | None:
    """Give a question to put back to those who rated, where level and concerns seem to part; None where they do not.

    The start of CERQual is high, and serious concerns take it down; how far is for people to say, so nothing is
    changed here.
    """
    serious = [component for component, concern in entered.concerns.items() if concern == "serious"]
    if serious and entered.level == "high":
        return f"High confidence with a serious concern about {', '.join(serious)}: is that meant?"
    if entered.level == "very low" and not entered.not_looked_at and set(entered.concerns.values()) == {CONCERNS[0]}:
        return "Very low confidence without a concern on any component: what lowers it?"
    return None
