"""The gap map as a table of three shapes with numbers and money, its rows for files, and what stands behind a cell."""

import pandas as pd
from markupsafe import Markup

from integrated.record.gap_map import NOT_SAID, Cell, Layers
from integrated.record.grants import Grant, money
from integrated.record.portfolio import Portfolio
from integrated.views import words

NOT_LINKED = "Not linked to an option"
OUTCOME_NOT_SAID = "Outcome not said"
THIN_WORDS = {"studies": "studies", "people": "people", "routes": "connections"}


def table(page: Portfolio) -> Markup:
    """Rows of options, most money first; each cell is one link to what stands behind it."""
    gap = page.gap_map
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(outcome_name(page, each)) for each in gap.outcomes)
    rows = Markup("").join(
        Markup('<tr><th scope="row"><b>{}</b><span class="quiet">{}</span></th>{}</tr>').format(
            option_name(page, option),
            money(gap.totals[option], page.currency),
            Markup("").join(_cell(page, gap.cells[option, outcome]) for outcome in gap.outcomes),
        )
        for option in gap.options
    )
    return Markup(
        '<div class="gap-wide" tabindex="0" role="region" aria-label="Gap map"><table class="gap-map"><thead><tr>'
        '<th scope="col">Option, money</th>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(heads, rows)


def option_name(page: Portfolio, option_id: str) -> str:
    """An option on screen."""
    return page.option_names.get(option_id, NOT_LINKED)


def outcome_name(page: Portfolio, outcome_id: str) -> str:
    """An outcome on screen."""
    return page.outcome_names.get(outcome_id, OUTCOME_NOT_SAID)


def studies_words(layers: Layers) -> str:
    """The first layer in words: how many studies and how sure, or why there is none."""
    if layers.studies:
        sure = words.CERTAINTY.get(layers.certainty or "", "")
        return f"{layers.studies} · {sure.lower()}" if sure else str(layers.studies)
    return layers.empty_studies or ""


def people_words(layers: Layers) -> str:
    """The second layer in words."""
    if not layers.asked:
        return "not asked"
    return words.HIDDEN if layers.heard is None else f"{layers.heard} heard"


def routes_words(layers: Layers) -> str:
    """The third layer in words."""
    if layers.routes_cause:
        return {"no map": "no map", "outcome not on map": "not on the map"}.get(layers.routes_cause, "no route")
    return f"{layers.routes} route{'' if layers.routes == 1 else 's'}"


def rows(page: Portfolio) -> pd.DataFrame:
    """The table twin: one row for each cell with money or with something known, as on screen."""
    gap = page.gap_map
    return pd.DataFrame(
        [
            {
                "Option": option_name(page, cell.option_id),
                "Outcome": outcome_name(page, cell.outcome_id),
                "Grants": len(cell.grants),
                f"Money ({page.currency})": cell.amount,
                "Of that, only suggested": cell.only_suggested,
                "What studies found": studies_words(cell.layers) if cell.layers else "",
                "What people say": people_words(cell.layers) if cell.layers else "",
                "How things connect": routes_words(cell.layers) if cell.layers else "",
                "Thin in": ", ".join(THIN_WORDS[each] for each in cell.thin),
                "Illustrative": "yes" if page.illustrative else "no",
            }
            for option in gap.options
            for outcome in gap.outcomes
            if (cell := gap.cells[option, outcome]).layers or cell.grants
        ]
    )


def grants_table(grants: tuple[Grant, ...]) -> pd.DataFrame:
    """Grants as rows."""
    return pd.DataFrame(
        [
            {
                "Grant": grant.title,
                "Identifier": grant.grant_id,
                "Who receives it": grant.recipient,
                "Money": f"{grant.currency} {grant.amount:,.0f}",
                "Awarded": grant.award_date.isoformat(),
                "Where": grant.area_name or grant.area_code or "not given",
                "Review": grant.review_on.isoformat() if grant.review_on else "not set",
                "Illustrative": "yes" if grant.illustrative else "no",
            }
            for grant in grants
        ]
    )


def sentence(page: Portfolio) -> str:
    """The first line: how many grants, how much, and how many gaps nobody has looked into."""
    gap = page.gap_map
    count = f"{len(gap.grants)} grant{'' if len(gap.grants) == 1 else 's'}"
    options, gaps = len(page.option_names), len(gap.gaps)
    return (
        f"{count}, {money(gap.amount, page.currency)} · {options} option{'' if options == 1 else 's'} · "
        f"{gaps} gap{'' if gaps == 1 else 's'} nobody has looked into."
    )


def _cell(page: Portfolio, cell: Cell) -> Markup:
    held = money(cell.amount, page.currency) if cell.grants else "no money"
    suggested = Markup('<span class="quiet"> {} suggested</span>').format(
        money(cell.only_suggested, page.currency)
    ) if cell.only_suggested else Markup("")  # fmt: skip
    if cell.layers is None:
        body = Markup("")
        if not cell.grants:
            return Markup('<td class="none"><span class="quiet">–<span class="sr"> no money</span></span></td>')
    else:
        layers = cell.layers
        body = Markup("").join(
            Markup('<span class="layer {}"><i aria-hidden="true">{}</i>{}{}</span>').format(
                "thin" if key in cell.thin else "",
                shape,
                said,
                Markup('<span class="sr"> (thin)</span>') if key in cell.thin else "",
            )
            for key, shape, said in (
                ("studies", "■", studies_words(layers)),
                ("people", "●", people_words(layers)),
                ("routes", "◆", routes_words(layers)),
            )
        )
    name = f"{option_name(page, cell.option_id)}, {outcome_name(page, cell.outcome_id)}"
    return Markup(
        '<td><a href="#" role="button" data-go="cell~{}~{}"><span class="sr">{}: </span><b>{}</b>{}{}</a></td>'
    ).format(cell.option_id or NOT_SAID, cell.outcome_id or NOT_SAID, name, held, suggested, body)
