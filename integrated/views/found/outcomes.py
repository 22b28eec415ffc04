"""Every option on every outcome: how many studies, which way, how sure; what nobody searched for stands apart."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd
from markupsafe import Markup

from integrated.views import linked, words
from integrated.views.downloads import chart_menu
from integrated.views.level_strip import level_short
from integrated.weighing.perspective import PerspectiveSummary


class Cell(Protocol):
    """One option on one outcome."""

    @property
    def option_id(self) -> str: ...
    @property
    def outcome_id(self) -> str: ...
    @property
    def k(self) -> int: ...
    @property
    def cause(self) -> str | None: ...
    @property
    def summary(self) -> PerspectiveSummary: ...
    @property
    def certainty(self) -> str | None: ...


def show(
    cells: Sequence[Cell], options: Mapping[str, str], outcomes: Mapping[str, str], chosen: tuple[str, str]
) -> str | None:
    """Draw the table; the cell clicked as "cell~option~outcome", or None."""
    by_place = {(cell.option_id, cell.outcome_id): cell for cell in cells}
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(name)
        for each, name in options.items()
        if (each, next(iter(outcomes))) in by_place
    )
    compared = [each for each in options if any(cell.option_id == each for cell in cells)]
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            label,
            Markup("").join(
                _cell(by_place[option_id, outcome_id], chosen, f"{options[option_id]} on {label.lower()}")
                for option_id in compared
                if (option_id, outcome_id) in by_place
            ),
        )
        for outcome_id, label in outcomes.items()
    )
    went = linked.show(
        Markup(
            '<div class="found-part"><h2>Every option on every outcome</h2>'
            '<p class="s15 quiet">Number of studies that count, which way they point, how sure we can be. '
            "Hatched: not known, with the cause. Choose a cell to open it.</p>"
            '<div class="scroll" tabindex="0" role="region" aria-label="Every option on every outcome">'
            '<table class="found matrix"><thead><tr><th scope="col">Outcome</th>{}</tr></thead>'
            "<tbody>{}</tbody></table></div></div>"
        ).format(heads, body),
        key="found_outcomes",
    )
    frame = pd.DataFrame(
        [
            {
                "Outcome": outcomes.get(cell.outcome_id, cell.outcome_id),
                "Option": options[cell.option_id],
                "Studies": cell.k,
                "Direction": told(cell),
                "How sure": sure(cell),
                "In a sentence": cell.summary.sentence,
            }
            for cell in cells
        ]
    )
    known = sum(cell.k > 0 for cell in cells)
    sentence = f"Studies count in {known} of {len(cells)} pairs of option and outcome."
    chart_menu("All outcomes", None, frame, sentence, key="outcomes_menu")
    return went


def _cell(cell: Cell, chosen: tuple[str, str], name: str) -> Markup:
    is_chosen = (cell.option_id, cell.outcome_id) == chosen
    if cell.cause is not None:
        inside = Markup('<span class="hatch" aria-hidden="true"></span>{}').format(told(cell))
    else:
        inside = Markup("{} {}<br><b>{}</b><br><span class='quiet'>{}</span>").format(
            cell.k, "study" if cell.k == 1 else "studies", told(cell), sure(cell)
        )
    return Markup(
        '<td data-chosen="{}"><a href="?option={}&amp;outcome={}" data-go="cell~{}~{}">{}'
        '<span class="sr">: {}</span></a></td>'
    ).format(
        "true" if is_chosen else "false",
        cell.option_id,
        cell.outcome_id,
        cell.option_id,
        cell.outcome_id,
        inside,
        name,
    )


def told(cell: Cell) -> str:
    """Which way the studies point, or why that is not known."""
    if cell.cause is not None:
        return words.NOT_KNOWN_CAUSES[cell.cause].rstrip(".")
    return level_short(cell.summary)


def sure(cell: Cell) -> str:
    """How sure, in words."""
    return words.CERTAINTY.get(cell.certainty or "", "")
