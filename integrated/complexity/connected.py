"""How one option connects to one outcome, gathered as values: the map, its routes, and the part a screen can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from integrated.complexity.grounds import assertions
from integrated.complexity.model import Link, SystemMap
from integrated.complexity.placed import Point
from integrated.complexity.structure import Route, Routes


@dataclass(frozen=True)
class MapBrief:
    """The map of a decision as it stands: drawn factors and links with every edit applied.

    Attributes
    ----------
    places : middle of each box in px by factor id, for the boxes that came with a place of their own.
    """

    map_id: str
    title: str
    made_by: str
    illustrative: bool
    system_map: SystemMap
    evidence: tuple[tuple[str, str, str, str], ...]
    outcome_factors: tuple[tuple[str, str], ...]
    places: Mapping[str, Point] = field(default_factory=dict)

    def factor_of(self, outcome_id: str) -> str | None:
        """The factor that stands for an outcome on this map."""
        return dict(self.outcome_factors).get(outcome_id)

    @property
    def attached(self) -> frozenset[tuple[str, str]]:
        """Ends of the links (and options with the factors they push) that evidence is attached to."""
        return frozenset((source, target) for source, target, _, _ in self.evidence)

    @property
    def assertions(self) -> tuple[Link, ...]:
        """The links held by assertion: someone's view, no evidence attached."""
        return assertions(self.system_map, attached=self.attached)

    def label(self, factor_id: str) -> str:
        """Words of a factor."""
        return next((f.label for f in self.system_map.factors if f.factor_id == factor_id), factor_id)


@dataclass(frozen=True)
class ConnectionsBrief:
    """One option and outcome on the map.

    Attributes
    ----------
    cause : None when something is known, else "no map", "outcome not on map" or "no route".
    routes : every known route from the option to the outcome, helping and hindering told apart.
    through : factors every hindering route passes. unintended : factors that would move the wrong way.
    asserted, links : how many links on the routes are someone's view, of how many.
    confidence : by the share of links on the routes that carry evidence.
    """

    option_id: str
    outcome_id: str
    cause: str | None
    sentence: str
    map: MapBrief | None
    factor_id: str | None
    routes: Routes | None
    through: tuple[str, ...]
    unintended: tuple[str, ...]
    asserted: int
    links: int
    levels: tuple[float, ...] | None
    confidence: str | None


@dataclass(frozen=True)
class ShownMap:
    """The part of the map that a column can hold: the shortest routes of each kind.

    Attributes
    ----------
    system_map : factors and links of the shown routes only, with the option's entry points to them.
    routes : the shown ones. further : how many more there are. map : the whole map behind.
    asserted : links shown that are someone's view.
    """

    system_map: SystemMap
    routes: tuple[Route, ...]
    further: int
    map: MapBrief
    asserted: int
