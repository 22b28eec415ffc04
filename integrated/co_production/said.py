"""Who was heard and what was said, as screens show it: small counts are out of it already."""

from dataclasses import dataclass

import pandas as pd

from integrated.co_production.engagement import Engagement
from integrated.co_production.leaning import Division
from integrated.co_production.missing_voices import Attribute
from integrated.co_production.voices import PeopleBrief, Quote, SaidElsewhere, ThemeHeard


@dataclass(frozen=True)
class SaidQuote:
    """Words that may be shown, on which option, and words of somebody who differs."""

    quote: Quote
    option: str
    counter: Quote | None


@dataclass(frozen=True)
class ThemeSaid:
    """One theme with all that stands beside it.

    Attributes
    ----------
    heard : people counted. interval : Wilson, of the share of all heard; None where hidden.
    quotes : at most two, and none of a theme whose count is hidden.
    elsewhere : published findings of others, never counted.
    """

    heard: ThemeHeard
    interval: tuple[float, float] | None
    quotes: tuple[SaidQuote, ...]
    elsewhere: tuple[SaidElsewhere, ...]


@dataclass(frozen=True)
class OptionSaid:
    """One option: stances by group, how the groups stand to one another, conditions, quotes."""

    option_id: str
    label: str
    brief: PeopleBrief
    division: Division


@dataclass(frozen=True)
class WhatWasSaid:
    """The second part of the page."""

    themes: tuple[ThemeSaid, ...]
    options: tuple[OptionSaid, ...]
    heard: int | None
    threshold: int
    illustrative: bool


@dataclass(frozen=True)
class WhoWasHeard:
    """The first part of the page.

    Attributes
    ----------
    heard : people in all, None where hidden.
    not_heard : (group, "nobody came" | "not asked") of groups that must be heard.
    attributes : the groups first, then every attribute that was asked about.
    asked : occasions, the newest first; published findings of others left out.
    power : as `power_by_stage` gives it.
    place : whose figures the shares are, "" where no place is chosen.
    """

    heard: int | None
    not_heard: tuple[tuple[str, str], ...]
    attributes: tuple[Attribute, ...]
    asked: tuple[Engagement, ...]
    power: pd.DataFrame
    place: str
    threshold: int
    illustrative: bool

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """(attribute, category) of whom nobody was heard or fewer than their share, besides the named groups."""
        named = {group for group, _ in self.not_heard}
        states = ("nobody heard", "under-represented")
        return tuple(
            (each.name, voice.category)
            for each in self.attributes
            for voice in each.voices
            if (voice.state in states or voice.people == 0) and voice.category not in named
        )
