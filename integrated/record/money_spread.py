"""How a portfolio's money is spread: over the three approaches, and over the levels at which options act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from integrated.record.gap_map import Cell, GapMap, Layers, ThinRule

APPROACHES = ("studies", "people", "routes")
KNOWN, HIDDEN, NOTHING = "known", "hidden", "nothing"
NOT_LOOKED, NOT_PLACED = "not looked", "not placed"
STATES = (KNOWN, HIDDEN, NOTHING, NOT_LOOKED, NOT_PLACED)
LEVELS = ("events", "structures", "goals", "beliefs")
SEVERAL, NOT_SAID, NOT_LINKED = "several", "not said", "not linked"


@dataclass(frozen=True)
class Share:
    """Some grants together: how many, and their money, each grant once."""

    grants: int
    amount: float


@dataclass(frozen=True)
class Balance:
    """What the money stands on.

    Attributes
    ----------
    money : (approach, state) to the grants in that state; the states of an approach add up to all grants.
    cells : approach to how many cells of the map it knows something about; of : how many there are.
    by_count : number of approaches that know something (0 to 3) to the grants; NOT_PLACED ones are in none of them.
    total : every grant looked at.
    """

    money: Mapping[tuple[str, str], Share]
    cells: Mapping[str, int]
    of: int
    by_count: Mapping[int, Share]
    total: Share


@dataclass(frozen=True)
class LevelRow:
    """One level of the Action Scales: its options, and the grants that pay for options of this level alone."""

    level: str
    option_ids: tuple[str, ...]
    share: Share


def balance(gap_map: GapMap) -> Balance:
    """How much money stands where studies, people and the map know something.

    A grant in several cells counts once: it stands on an approach that knows something about one of them. A count of
    people that is hidden is a state of its own: it is neither known nor nothing. Nor is what nobody looked for: no
    search, nobody asked. What nobody has placed (no option or no outcome named) is told apart.
    """
    cells = [cell for cell in gap_map.cells.values() if cell.layers is not None]
    placed: dict[str, list[Cell]] = {}
    for cell in cells:
        for grant in cell.grants:
            placed.setdefault(grant.grant_id, []).append(cell)
    money = dict.fromkeys(((approach, state) for approach in APPROACHES for state in STATES), Share(0, 0.0))
    by_count = dict.fromkeys(range(len(APPROACHES) + 1), Share(0, 0.0))
    for grant in gap_map.grants:
        mine = placed.get(grant.grant_id, [])
        found = {approach: _best(mine, approach, gap_map.rule) for approach in APPROACHES}
        for approach, state in found.items():
            money[approach, state] = _more(money[approach, state], grant.amount)
        if mine:
            count = sum(state == KNOWN for state in found.values())
            by_count[count] = _more(by_count[count], grant.amount)
    return Balance(
        money=money,
        cells={
            approach: sum(state_of(cell.layers, approach, gap_map.rule) == KNOWN for cell in cells if cell.layers)
            for approach in APPROACHES
        },
        of=len(cells),
        by_count=by_count,
        total=Share(len(gap_map.grants), gap_map.amount),
    )


def state_of(layers: Layers, approach: str, rule: ThinRule) -> str:
    """Whether one approach knows something about a cell: as many studies, people or routes as the rule asks for.

    Where it does not, whether somebody looked: "not looked" is no search and no study held, or nobody asked.
    """
    if approach == "studies":
        if layers.studies >= max(1, rule.studies):
            return KNOWN
        return NOT_LOOKED if layers.empty_studies == "not searched" else NOTHING
    if approach == "routes":
        return KNOWN if layers.routes >= max(1, rule.routes) else NOTHING
    if not layers.asked:
        return NOT_LOOKED
    if layers.heard is None:
        return HIDDEN
    return KNOWN if layers.heard >= max(1, rule.heard) else NOTHING


def by_level(gap_map: GapMap, levels: Mapping[str, str | None]) -> tuple[LevelRow, ...]:
    """Grants by the level at which the options they pay for act; the rows add up to all grants.

    Parameters
    ----------
    levels : option_id to one of LEVELS, None where nobody said.

    Returns
    -------
    tuple of LevelRow
        The four levels, then options whose level nobody said, grants on options of several levels, grants that name
        no option.
    """
    options = [each for each in gap_map.options if each]
    level_of = {option: _level(levels.get(option)) for option in options}
    reached: dict[str, set[str]] = {}
    for option in options:
        for outcome in gap_map.outcomes:
            for grant in gap_map.cells[option, outcome].grants:
                reached.setdefault(grant.grant_id, set()).add(level_of[option])
    shares = dict.fromkeys((*LEVELS, NOT_SAID, SEVERAL, NOT_LINKED), Share(0, 0.0))
    for grant in gap_map.grants:
        mine = reached.get(grant.grant_id, set())
        row = NOT_LINKED if not mine else next(iter(mine)) if len(mine) == 1 else SEVERAL
        shares[row] = _more(shares[row], grant.amount)
    return tuple(
        LevelRow(level, tuple(each for each in options if level_of[each] == level), share)
        for level, share in shares.items()
    )


def _best(cells: Sequence[Cell], approach: str, rule: ThinRule) -> str:
    states = {state_of(cell.layers, approach, rule) for cell in cells if cell.layers is not None}
    return next((state for state in STATES if state in states), NOT_PLACED)


def _level(said: str | None) -> str:
    return said if said in LEVELS else NOT_SAID


def _more(share: Share, amount: float) -> Share:
    return Share(share.grants + 1, share.amount + amount)
