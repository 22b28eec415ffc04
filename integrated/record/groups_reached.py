"""Groups of people: their share of those who live here, whether they were heard, and the money said to reach them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from integrated.co_production.missing_voices import Attribute, Voice
from integrated.record.grants import GROUP, Grant, Link


@dataclass(frozen=True)
class GroupRow:
    """One group.

    Attributes
    ----------
    dimension : by what people are told apart ("ethnicity"), "" where nobody counted by it.
    voice : how it was heard, as it may be shown; None where nobody counted it.
    not_heard : "nobody came" or "not asked" for a group that must be heard and was not, else None.
    grants : that are said to reach it, and their `amount`; a grant that reaches two groups is in both.
    """

    dimension: str
    group: str
    voice: Voice | None
    not_heard: str | None
    grants: int
    amount: float


@dataclass(frozen=True)
class GroupsReached:
    """Every group, and the money of grants that name none.

    Attributes
    ----------
    rows : by dimension as they came, missing voices first; groups that nobody counted last.
    unnamed, unnamed_amount : grants that name no group, each once. amount : of all grants, each once.
    sources : where shares of the population come from. place : whose shares these are.
    """

    rows: tuple[GroupRow, ...]
    unnamed: int
    unnamed_amount: float
    amount: float
    sources: tuple[str, ...]
    place: str


def groups_reached(
    attributes: Sequence[Attribute],
    not_heard: Iterable[tuple[str, str]],
    grants: Sequence[Grant],
    links: Iterable[Link],
    *,
    place: str = "",
) -> GroupsReached:
    """Put the groups that were counted beside the money that is said to reach them.

    Parameters
    ----------
    attributes : as they may be shown. not_heard : (group, why), for groups that must be heard and were not.
    grants : those looked at. links : what grants are for; only groups count here.
    """
    by_id = {grant.grant_id: grant for grant in grants}
    reached: dict[str, dict[str, Grant]] = {}
    for link in links:
        if link.kind == GROUP and link.grant_id in by_id:
            reached.setdefault(link.target_id, {})[link.grant_id] = by_id[link.grant_id]
    missing = dict(not_heard)
    counted = [(each.name, voice.category, voice) for each in attributes for voice in each.voices]
    known = {group for _, group, _ in counted}
    others = [each for each in (*missing, *sorted(reached)) if each not in known]
    every = [*counted, *(("", group, None) for group in dict.fromkeys(others))]
    named = {grant_id for of_group in reached.values() for grant_id in of_group}
    silent = [grant for grant in grants if grant.grant_id not in named]
    return GroupsReached(
        rows=tuple(
            GroupRow(
                dimension,
                group,
                voice,
                missing.get(group),
                len(reached.get(group, {})),
                sum(grant.amount for grant in reached.get(group, {}).values()),
            )
            for dimension, group, voice in every
        ),
        unnamed=len(silent),
        unnamed_amount=sum(grant.amount for grant in silent),
        amount=sum(grant.amount for grant in grants),
        sources=tuple(dict.fromkeys(each.source for each in attributes if each.source)),
        place=place,
    )
