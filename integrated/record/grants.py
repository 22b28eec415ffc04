"""Grants of a funder: what each is for (suggested by words, or confirmed), and which are looked at."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

SUGGESTED, CONFIRMED, REMOVED = "suggested", "confirmed", "removed"
OPTION, OUTCOME, GROUP = "option", "outcome", "group"
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "close",
        "for",
        "from",
        "help",
        "helps",
        "in",
        "into",
        "is",
        "it",
        "leaving",
        "now",
        "of",
        "on",
        "or",
        "our",
        "out",
        "people",
        "so",
        "support",
        "supported",
        "that",
        "the",
        "their",
        "them",
        "to",
        "with",
        "year",
        "years",
        "young",
        "your",
    ]
)
SHORTEST_WORD = 4
SMALL, MIDDLE, LARGE = "small", "middle", "large"
AMOUNTS = {SMALL: (0.0, 50_000.0), MIDDLE: (50_000.0, 150_000.0), LARGE: (150_000.0, float("inf"))}


@dataclass(frozen=True)
class Grant:
    """One grant; `illustrative` when it came with the example."""

    grant_id: str
    title: str
    description: str
    amount: float
    currency: str
    award_date: date
    recipient: str
    funder: str
    area_code: str
    area_name: str
    review_on: date | None
    illustrative: bool


@dataclass(frozen=True)
class Link:
    """What a grant is for: an option, an outcome or a group; suggested by words, or confirmed by a person."""

    grant_id: str
    kind: str
    target_id: str
    state: str


@dataclass(frozen=True)
class Filter:
    """Which grants are looked at; None lets all through. `amount` names a band of AMOUNTS, `group` one reached."""

    place: str | None = None
    year: int | None = None
    amount: str | None = None
    group: str | None = None


def suggested_links(grants: Iterable[Grant], targets: Mapping[tuple[str, str], str]) -> tuple[Link, ...]:
    """Options and outcomes that a grant's own words name; a person confirms or removes them.

    Parameters
    ----------
    targets : (kind, id) to its words on screen.

    Returns
    -------
    tuple of Link
        Where at least half of the telling words of a target stand in the title or description. Words are compared by
        their stems, roughly: the first five letters.
    """
    wanted = {key: _stems(words) for key, words in targets.items()}
    found = []
    for grant in grants:
        said = _stems(f"{grant.title} {grant.description}")
        for (kind, target_id), stems in wanted.items():
            if stems and len(stems & said) * 2 >= len(stems):
                found.append(Link(grant.grant_id, kind, target_id, SUGGESTED))
    return tuple(found)


def links_now(kept: Iterable[Link], suggested: Iterable[Link]) -> tuple[Link, ...]:
    """What grants are for now: the last word of a person, and suggestions where nobody has said anything."""
    last = {(link.grant_id, link.kind, link.target_id): link for link in kept}
    spoken_of = {(link.grant_id, link.kind) for link in last.values() if link.state == CONFIRMED}
    fresh = [
        link
        for link in suggested
        if (link.grant_id, link.kind, link.target_id) not in last and (link.grant_id, link.kind) not in spoken_of
    ]
    return (*(link for link in last.values() if link.state != REMOVED), *fresh)


def looked_at(grants: Iterable[Grant], links: Iterable[Link], chosen: Filter) -> tuple[Grant, ...]:
    """The grants that a filter lets through, most money first."""
    reached = {link.grant_id for link in links if link.kind == GROUP and link.target_id == chosen.group}
    kept = [
        grant
        for grant in grants
        if (chosen.place is None or grant.area_code == chosen.place)
        and (chosen.year is None or grant.award_date.year == chosen.year)
        and (chosen.amount is None or AMOUNTS[chosen.amount][0] <= grant.amount < AMOUNTS[chosen.amount][1])
        and (chosen.group is None or grant.grant_id in reached)
    ]
    return tuple(sorted(kept, key=lambda grant: (-grant.amount, grant.grant_id)))


def money(amount: float, currency: str = "GBP") -> str:
    """An amount as people say it: "£1.2m", "£85k", "EUR 400"."""
    sign = "£" if currency == "GBP" else f"{currency} "
    if amount >= 999_500:
        return f"{sign}{amount / 1e6:.1f}m"
    return f"{sign}{amount / 1e3:.0f}k" if amount >= 1000 else f"{sign}{amount:.0f}"


def _stems(words: str) -> frozenset[str]:
    found = re.findall(r"[a-z]+", words.lower())
    return frozenset(word[:5] for word in found if len(word) >= SHORTEST_WORD and word not in COMMON)
