"""The portfolio on one page for a board: money by option, what is known beside it, where it is thin, by which rule."""

from integrated.record.gap_map import Cell, ThinRule
from integrated.record.grants import Filter, money
from integrated.record.groups_reached import GroupsReached
from integrated.record.money_spread import APPROACHES, KNOWN, Balance, LevelRow, state_of
from integrated.record.paper import QUIET, Block, Grid, Heading, Paper, Points, Text
from integrated.record.portfolio import Portfolio
from integrated.views import gap_table, spread_table, words
from integrated.views.decision_screen import long_date

BADGE = "Illustrative: the grants are made up for an example"
MOST_OPTIONS, MOST_GAPS = 7, 5
HEAD = ("Option", "Money", "Studies", "People", "Connections", "Thin in")
WIDTHS = (0.30, 0.12, 0.14, 0.14, 0.15, 0.15)


def board_paper(
    page: Portfolio,
    chosen: Filter,
    groups: GroupsReached,
    balance: Balance,
    levels: tuple[LevelRow, ...],
) -> Paper:
    """The page as a paper: what is on screen under the same filter, small counts hidden as there.

    Parameters
    ----------
    chosen : the filter under which the page was drawn; it is said.
    """
    return Paper(
        title="Across our grants",
        subtitle=f"{gap_table.sentence(page)} {filter_words(page, chosen)}",
        badge=BADGE if page.illustrative else None,
        foot=f"Integrated · {long_date(page.today)}",
        blocks=(
            _by_option(page),
            Text(_counted(page), manner=QUIET),
            Heading("Where nobody has looked, most money first", 2),
            _gaps(page),
            Heading("What the money stands on", 2),
            Points(
                (
                    spread_table.balance_sentence(balance, page.currency),
                    spread_table.groups_sentence(groups, page.currency),
                    spread_table.levels_sentence(levels, page.currency),
                )
            ),
            Text(rule_words(page.gap_map.rule), lead="Thin, by our rule:", manner=QUIET),
            Text(_limits(page), manner=QUIET),
        ),
    )


def filter_words(page: Portfolio, chosen: Filter) -> str:
    """What was looked at, in words."""
    bands = {"small": "under £50k", "middle": "£50k to £150k", "large": "£150k and more"}
    parts = [
        page.places.get(chosen.place, chosen.place) if chosen.place else "",
        str(chosen.year) if chosen.year else "",
        bands[chosen.amount] if chosen.amount else "",
        f"reaching {chosen.group}" if chosen.group else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"Only grants: {said}." if said else "Every grant."


def rule_words(rule: ThinRule) -> str:
    """The rule of what counts as thin, in one sentence."""
    return (
        f"studies are thin where there are fewer than {rule.studies} and nobody searched; people where fewer than "
        f"{rule.heard} were heard or nobody was asked; connections where the map has fewer than {rule.routes} routes."
    )


def _by_option(page: Portfolio) -> Grid:
    gap = page.gap_map
    named = [each for each in gap.options if each]
    first, rest = named[:MOST_OPTIONS], named[MOST_OPTIONS:]
    rows = [_option(page, option) for option in first]
    if rest:
        rows.append((f"{len(rest)} more options", money(sum(gap.totals[o] for o in rest), page.currency), *[""] * 4))
    rows.append((gap_table.NOT_LINKED, money(gap.totals[gap.options[-1]], page.currency), *[""] * 4))
    return Grid("Money by option, and what is known beside it", HEAD, tuple(rows), WIDTHS)


def _option(page: Portfolio, option: str) -> tuple[str, ...]:
    gap = page.gap_map
    cells = [cell for outcome in gap.outcomes if (cell := gap.cells[option, outcome]).layers]
    layers = [cell.layers for cell in cells if cell.layers]
    known = {each: sum(state_of(one, each, gap.rule) == KNOWN for one in layers) for each in APPROACHES}
    thin = sum(bool(cell.thin) for cell in cells)
    return (
        gap_table.option_name(page, option),
        money(gap.totals[option], page.currency),
        f"{known['studies']} of {len(cells)} outcomes",
        gap_table.people_words(layers[0]) if layers else "",
        f"{known['routes']} of {len(cells)} outcomes",
        f"{thin} of {len(cells)} cells",
    )


def _gaps(page: Portfolio) -> Block:
    gaps = page.gap_map.gaps[:MOST_GAPS]
    if not gaps:
        return Text("None: somebody has searched for every option and outcome, or a study is held.")
    more = len(page.gap_map.gaps) - len(gaps)
    return Points((*(_gap(page, cell) for cell in gaps), *([f"and {more} more."] if more else [])))


def _gap(page: Portfolio, cell: Cell) -> str:
    held = money(cell.amount, page.currency) if cell.grants else "no money"
    name = f"{gap_table.option_name(page, cell.option_id)}, {gap_table.outcome_name(page, cell.outcome_id)}"
    others = f"{gap_table.people_words(cell.layers)}, {gap_table.routes_words(cell.layers)}" if cell.layers else ""
    return f"{name}: {held}; studies not searched; {others}."


def _counted(page: Portfolio) -> str:
    said = "A grant on two options is in both rows; every total counts it once."
    if page.other_currencies:
        said += f" {page.other_currencies} grants in other currencies than {page.currency} are not added up."
    return said


def _limits(page: Portfolio) -> str:
    said = 'An empty cell is not "no effect". Counts of people that are too small to show are hidden; not zero.'
    return f"{said} {words.UNDER_MAP}"
