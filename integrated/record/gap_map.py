"""The gap map: options by outcomes, three layers and the money in each cell, and where it is thin by a rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from integrated.record.grants import OPTION, OUTCOME, SUGGESTED, Grant, Link

NOT_SAID = ""
"""The option, or the outcome, of grants that name none."""


@dataclass(frozen=True)
class ThinRule:
    """When a layer of a cell is thin.

    Attributes
    ----------
    studies : fewer studies than this, in a cell nobody has searched. heard : fewer people heard than this.
    routes : fewer routes on the map than this.
    """

    studies: int = 1
    heard: int = 5
    routes: int = 1


@dataclass(frozen=True)
class Layers:
    """What the three ways of looking hold about one option and outcome.

    Attributes
    ----------
    studies : that count. certainty : of their answer, in GRADE's words. searched : whether anybody looked.
    heard : people heard on the option; None is hidden, or not asked (then `asked` is False).
    routes : on the map, of which `helping` help. routes_cause : why there are none, as the map says it.
    excluded : studies held that do not count.
    """

    studies: int
    certainty: str | None
    searched: bool
    heard: int | None
    asked: bool
    routes: int
    helping: int
    routes_cause: str | None
    excluded: int = 0

    @property
    def empty_studies(self) -> str | None:
        """Why no study counts: "held, excluded", "none found" or "not searched"."""
        if self.studies:
            return None
        return "held, excluded" if self.excluded else ("none found" if self.searched else "not searched")


@dataclass(frozen=True)
class Cell:
    """One cell: `layers` is None where no option or no outcome is named.

    Attributes
    ----------
    grants : most money first. amount : their money. only_suggested : the part of it that no person has confirmed.
    thin : of "studies", "people", "routes", those that are thin by the rule.
    """

    option_id: str
    outcome_id: str
    layers: Layers | None
    grants: tuple[Grant, ...]
    amount: float
    only_suggested: float
    thin: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapMap:
    """Rows of options, most money first, those not linked last; columns of outcomes, with "not said" last.

    Attributes
    ----------
    cells : (option_id, outcome_id) to its cell. totals : option_id to its money, each grant once.
    grants : all that are looked at. gaps : cells with no study that nobody has searched.
    """

    options: tuple[str, ...]
    outcomes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    totals: Mapping[str, float]
    grants: tuple[Grant, ...]
    rule: ThinRule = field(default_factory=ThinRule)

    @property
    def amount(self) -> float:
        """All money, each grant once."""
        return sum(grant.amount for grant in self.grants)

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """Cells with no study that nobody has searched, most money first."""
        found = [cell for cell in self.cells.values() if cell.layers and cell.layers.empty_studies == "not searched"]
        return tuple(sorted(found, key=lambda cell: -cell.amount))

    @property
    def not_linked(self) -> tuple[Grant, ...]:
        """Grants that name no option."""
        return tuple(
            dict.fromkeys(grant for outcome in self.outcomes for grant in self.cells[NOT_SAID, outcome].grants)
        )


def gap_map(
    options: Sequence[str],
    outcomes: Sequence[str],
    layers: Mapping[tuple[str, str], Layers],
    grants: Sequence[Grant],
    links: Iterable[Link],
    rule: ThinRule,
) -> GapMap:
    """Put grants into cells beside what is known there.

    A grant on two outcomes stands in both cells; totals count it once. A grant that names no option, or no outcome, is
    in the row, or column, of what is not said: no money disappears.

    Parameters
    ----------
    options, outcomes : ids in their usual order. layers : for every pair of them. grants : those looked at.
    links : what grants are for; groups are passed over.
    """
    by_id = {grant.grant_id: grant for grant in grants}
    named: dict[str, dict[str, dict[str, str]]] = {each: {OPTION: {}, OUTCOME: {}} for each in by_id}
    known = {OPTION: set(options), OUTCOME: set(outcomes)}
    for link in links:
        if link.grant_id in named and link.kind in known and link.target_id in known[link.kind]:
            named[link.grant_id][link.kind][link.target_id] = link.state
    placed: dict[tuple[str, str], list[Grant]] = {}
    unconfirmed: dict[tuple[str, str], float] = {}
    totals = dict.fromkeys((*options, NOT_SAID), 0.0)
    for grant in sorted(grants, key=lambda each: (-each.amount, each.grant_id)):
        mine, theirs = named[grant.grant_id][OPTION], named[grant.grant_id][OUTCOME]
        for option_id in mine or (NOT_SAID,):
            totals[option_id] += grant.amount
            for outcome_id in theirs or (NOT_SAID,):
                place = option_id, outcome_id
                placed.setdefault(place, []).append(grant)
                if SUGGESTED in (mine.get(option_id), theirs.get(outcome_id)):
                    unconfirmed[place] = unconfirmed.get(place, 0.0) + grant.amount
    rows = (*sorted(options, key=lambda each: -totals[each]), NOT_SAID)
    columns = (*outcomes, NOT_SAID)
    cells = {}
    for place in ((row, column) for row in rows for column in columns):
        here, known_here = tuple(placed.get(place, ())), layers.get(place)
        cells[place] = Cell(
            *place,
            known_here,
            here,
            sum(grant.amount for grant in here),
            unconfirmed.get(place, 0.0),
            thin_layers(known_here, rule) if known_here else (),
        )
    return GapMap(rows, columns, cells, totals, tuple(by_id.values()), rule)


def thin_layers(layers: Layers, rule: ThinRule) -> tuple[str, ...]:
    """The layers of a cell that are thin by the rule; a hidden count is no thin one, it is hidden."""
    thin = []
    if layers.studies < rule.studies and not layers.searched and not layers.excluded:
        thin.append("studies")
    if not layers.asked or (layers.heard is not None and layers.heard < rule.heard):
        thin.append("people")
    if layers.routes < rule.routes:
        thin.append("routes")
    return tuple(thin)
