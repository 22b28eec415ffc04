"""One map as How things connect shows it: the map, one option and outcome, and what is said about its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from integrated.complexity.connected import ConnectionsBrief, MapBrief
from integrated.complexity.edits import Evidence, MapEvent

ON_MAP = ("factor", "link")
LEVEL_KIND, EVERY_MAP = "map_level", "*"
APART_KIND = "map_apart"
"""An option's level on the Action Scales is an event of this kind; its subject is "*/option_id"."""


class MapEdit(MapEvent, Protocol):
    """An edit of a map as it was kept: who made it, in which role, and when."""

    @property
    def sequence(self) -> int: ...
    @property
    def actor_role(self) -> str: ...
    @property
    def made_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class EvidenceRow:
    """Something that can be attached to a link.

    Attributes
    ----------
    kind : "effect", "finding" or "contribution". evidence_id : its id.
    words : what it says, as it may be shown. source : where it is from, and of what kind.
    """

    kind: str
    evidence_id: str
    words: str
    source: str

    @property
    def key(self) -> tuple[str, str]:
        """(kind, id)."""
        return self.kind, self.evidence_id


@dataclass(frozen=True)
class ThemeSaid:
    """A theme that is stated to be about a factor, and why."""

    theme_id: str
    name: str
    factor_id: str
    why: str


@dataclass(frozen=True)
class WholeMap:
    """Everything the page shows about one map, option and outcome.

    Attributes
    ----------
    brief : the map as it stands. found : routes of the option to the outcome.
    maps : map id to title, all maps of the decision. options : option id to letter and name, compared ones first.
    outcomes : outcome id to label. outcome_label : of the outcome asked about.
    levels : option id to its level on the Action Scales, None where nobody said.
    rows : the evidence attached somewhere on the map, by (kind, id).
    themes : themes stated to be about factors of the map.
    left_out : sentences about edits that no longer fit.
    edits : every edit of this map in order, those that take one back included. standing : those that count.
    """

    brief: MapBrief
    found: ConnectionsBrief
    maps: Mapping[str, str]
    options: Mapping[str, str]
    outcomes: Mapping[str, str]
    outcome_label: str
    levels: Mapping[str, str | None]
    rows: Mapping[tuple[str, str], EvidenceRow]
    themes: tuple[ThemeSaid, ...]
    left_out: tuple[str, ...] = ()
    edits: tuple[MapEdit, ...] = ()
    standing: tuple[MapEvent, ...] = ()

    @property
    def option_label(self) -> str:
        """Letter and name of the option asked about."""
        return self.options.get(self.found.option_id, self.found.option_id)

    @property
    def drawn_options(self) -> dict[str, str]:
        """The options that act somewhere on this map, with the one asked about even if it does not."""
        return {each: self.options.get(each, each) for each in self.brief.system_map.option_ids}

    def rows_of(self, source: str, target: str) -> tuple[EvidenceRow, ...]:
        """What is attached to a link, or to where an option (source) acts (target)."""
        attached = (row for row in self.brief.evidence if row[:2] == (source, target))
        return tuple(self._row(row) for row in attached)

    def _row(self, attached: Evidence) -> EvidenceRow:
        kind, evidence_id = attached[2:]
        known = self.rows.get((kind, evidence_id))
        return known or EvidenceRow(kind, evidence_id, f"{kind} {evidence_id}", "not held here")

    def about(self, factor_id: str) -> tuple[ThemeSaid, ...]:
        """Themes stated to be about a factor."""
        return tuple(theme for theme in self.themes if theme.factor_id == factor_id)

    @property
    def focuses(self) -> dict[str, str]:
        """Everything that can be looked at, focus to words: factors, links, where options act, themes, outcomes."""
        drawn, label = self.brief.system_map, self.brief.label
        named = {"": "Look at: nothing chosen"}
        named |= {f"factor~{each.factor_id}": f"Factor: {each.label}" for each in drawn.factors}
        named |= {
            f"link~{link.source}~{link.target}": f"Link: {label(link.source)} → {label(link.target)}"
            for link in drawn.links
        }
        named |= {
            f"entry~{entry.option_id}~{entry.factor_id}": "Acts on: "
            f"{self.options.get(entry.option_id, entry.option_id)} → {label(entry.factor_id)}"
            for entry in drawn.entry_points
        }
        named |= {f"theme~{theme.theme_id}": f"Theme: {theme.name}" for theme in self.themes}
        return named | {f"outcome~{each}": f"Outcome: {words}" for each, words in self.outcomes.items()}

    def named(self, focus: str | None) -> tuple[str, ...]:
        """The factor, or the two ends of the link, that a focus names; empty when it is not on this map."""
        kind, _, rest = (focus or "").partition("~")
        ids = tuple(rest.split("~")) if kind in ON_MAP else ()
        drawn = self.brief.system_map
        if kind == "factor" and rest in drawn.position:
            return (rest,)
        return ids if len(ids) == 2 and ids in drawn.by_ends else ()


def apart_subject(table: str, *ids: str) -> str:
    """The subject of the event that takes one stated belonging back, such as a theme's link to a factor.

    Parameters
    ----------
    table : "theme_factor", "theme_outcome" or "outcome_factor". ids : the ends, in the order of the table.
    """
    return "/".join([EVERY_MAP, table, *ids])
