"""A system map as values: factors, signed links between them, and where each option acts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

POLARITIES = {
    "positive": "positive",
    "+": "positive",
    "negative": "negative",
    "-": "negative",
    "\N{MINUS SIGN}": "negative",
    "uncertain": "uncertain",
    "?": "uncertain",
}
SIGNS = {"positive": 1, "negative": -1, "uncertain": 0}
STRENGTHS = {"weak": 0.25, "medium": 0.5, "strong": 0.75}
DELAYS = ("none", "months", "years")
CONFIDENCES = ("low", "medium", "high")
WANTED = ("", "increase", "decrease")
KINDS = ("factor", "outcome", "context")


@dataclass(frozen=True)
class Factor:
    """Something that can go up or down.

    Attributes
    ----------
    factor_id : unique within a map.
    label : words for people; the id when empty.
    kind : "factor", "outcome" or "context".
    domain : where it belongs ("housing"); may be empty.
    controllable : "yes", "partly", "no", or empty where nobody said.
    wanted : "increase", "decrease", or empty where nobody said; empty counts as increase along a route.
    """

    factor_id: str
    label: str = ""
    kind: str = "factor"
    domain: str = ""
    controllable: str = ""
    wanted: str = ""

    def __post_init__(self) -> None:
        _fill_empty(self, label=self.factor_id, domain="", controllable="", wanted="", kind="factor")
        _require_id("factor_id", self.factor_id)
        _require_one_of("wanted", self.wanted, WANTED, self.factor_id)

    @property
    def wanted_sign(self) -> int:
        """-1 when less of it is wanted, else 1."""
        return -1 if self.wanted == "decrease" else 1


@dataclass(frozen=True)
class Link:
    """One factor moves another: more of the source leads to more (positive) or less (negative) of the target.

    Attributes
    ----------
    source, target : factor ids.
    polarity : "positive", "negative" or "uncertain"; "+", "-", "−" and "?" are read as these.
    strength : "weak", "medium" or "strong" (0.25, 0.5, 0.75).
    delay : "none", "months" or "years".
    confidence : "low", "medium" or "high".
    basis : what it rests on, in a word ("young people", "evaluation", "assumption").
    reference : evidence or a reason in words; may be empty.
    """

    source: str
    target: str
    polarity: str
    strength: str = "medium"
    delay: str = "none"
    confidence: str = "medium"
    basis: str = "assumption"
    reference: str = ""

    def __post_init__(self) -> None:
        _fill_empty(self, basis="assumption", reference="")
        name = f"{self.source} > {self.target}"
        object.__setattr__(self, "polarity", read_polarity(self.polarity, "polarity", name))
        _require_one_of("strength", self.strength, tuple(STRENGTHS), name)
        _require_one_of("delay", self.delay, DELAYS, name)
        _require_one_of("confidence", self.confidence, CONFIDENCES, name)

    @property
    def ends(self) -> tuple[str, str]:
        """(source, target)."""
        return self.source, self.target

    @property
    def sign(self) -> int:
        """1, -1, or 0 when uncertain."""
        return SIGNS[self.polarity]


@dataclass(frozen=True)
class EntryPoint:
    """Where an option acts: it pushes one factor up (positive), down (negative) or either way (uncertain).

    Attributes
    ----------
    option_id, factor_id : the option and the factor that it pushes.
    push : as `Link.polarity`.
    strength, confidence : as for a link.
    basis, note : as `Link.basis` and `Link.reference`.
    """

    option_id: str
    factor_id: str
    push: str
    strength: str = "medium"
    confidence: str = "medium"
    basis: str = "assumption"
    note: str = ""

    def __post_init__(self) -> None:
        _fill_empty(self, basis="assumption", note="")
        _require_id("option_id", self.option_id)
        name = f"{self.option_id} at {self.factor_id}"
        object.__setattr__(self, "push", read_polarity(self.push, "push", name))
        _require_one_of("strength", self.strength, tuple(STRENGTHS), name)
        _require_one_of("confidence", self.confidence, CONFIDENCES, name)

    @property
    def sign(self) -> int:
        """1, -1, or 0 when uncertain."""
        return SIGNS[self.push]


@dataclass(frozen=True)
class SystemMap:
    """Factors, links and entry points that fit together; nothing in it can be changed afterwards.

    Attributes
    ----------
    factors, links, entry_points : tuples (any iterable is taken), in the order given.

    Raises
    ------
    ValueError : one message that names every duplicate, every end that is no factor, and every link from a factor to
        itself.
    """

    factors: tuple[Factor, ...] = ()
    links: tuple[Link, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()

    def __post_init__(self) -> None:
        for name in ("factors", "links", "entry_points"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        faults = _faults(self.factors, self.links, self.entry_points)
        if faults:
            raise ValueError("This map does not fit together. " + " ".join(faults))

    @cached_property
    def factor_ids(self) -> tuple[str, ...]:
        """Ids in map order."""
        return tuple(factor.factor_id for factor in self.factors)

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each factor in map order, by id."""
        return {factor_id: i for i, factor_id in enumerate(self.factor_ids)}

    @cached_property
    def by_ends(self) -> dict[tuple[str, str], Link]:
        """Links by (source, target)."""
        return {link.ends: link for link in self.links}

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """Options that act somewhere, in the order of the entry points."""
        return tuple(dict.fromkeys(entry.option_id for entry in self.entry_points))

    def factor(self, factor_id: str) -> Factor:
        """The factor with this id.

        Raises
        ------
        ValueError : no factor on this map has the id.
        """
        try:
            return self.factors[self.position[factor_id]]
        except KeyError:
            raise ValueError(f'There is no factor "{factor_id}" on this map. Choose one that is on it.') from None

    def entries_of(self, option_id: str) -> tuple[EntryPoint, ...]:
        """Where this option acts; empty when it acts nowhere on this map."""
        return tuple(entry for entry in self.entry_points if entry.option_id == option_id)


def read_polarity(word: str, field: str = "polarity", name: str = "") -> str:
    """The sign in full from a word or a mark.

    Parameters
    ----------
    word : "positive", "negative", "uncertain", "+", "-", "−" or "?".
    field, name : what the message calls the field and the thing it belongs to.

    Returns
    -------
    str : "positive", "negative" or "uncertain".

    Raises
    ------
    ValueError : any other word.
    """
    try:
        return POLARITIES[word.strip().lower()]
    except (KeyError, AttributeError):
        where = f" on {name}" if name else ""
        raise ValueError(f'{field} must be positive (+), negative (-) or uncertain (?), got "{word}"{where}') from None


def _fill_empty(value: Any, **defaults: str) -> None:
    # A database or a data frame brings None or NaN for text nobody entered.
    for field, default in defaults.items():
        given = getattr(value, field)
        if given is None or given == "" or given != given:
            object.__setattr__(value, field, default)


def _require_id(field: str, given: str) -> None:
    if not isinstance(given, str) or not given:
        raise ValueError(f"{field} must be a word or more, got {given!r}")


def _require_one_of(field: str, given: str, allowed: tuple[str, ...], name: str) -> None:
    if given not in allowed:
        words = ", ".join(word or "empty" for word in allowed)
        raise ValueError(f'{field} must be one of {words}, got "{given}" on {name}')


def _faults(factors: tuple[Factor, ...], links: tuple[Link, ...], entries: tuple[EntryPoint, ...]) -> list[str]:
    known = {factor.factor_id for factor in factors}
    pushed = [(entry.option_id, entry.factor_id) for entry in entries]
    lost_ends = [end for link in links for end in link.ends if end not in known]
    lost_ends += [entry.factor_id for entry in entries if entry.factor_id not in known]
    return [
        sentence + "; ".join(names) + "."
        for sentence, names in (
            ("Ends that are no factor: ", _once(lost_ends)),
            ("Links from a factor to itself: ", _once(link.source for link in links if link.source == link.target)),
            ("Factors given twice: ", _twice(factor.factor_id for factor in factors)),
            ("Links given twice: ", [f"{a} > {b}" for a, b in _twice(link.ends for link in links)]),
            ("Entry points given twice: ", [f"{a} at {b}" for a, b in _twice(pushed)]),
        )
        if names
    ]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(str(name) for name in names))


def _twice(names: Iterable[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if times > 1]
