"""Strong objections to each option, for the page, the gate and the record alike: one answer, from shown counts."""

from collections.abc import Mapping

import pandas as pd

from integrated.co_production.disclosure import Suppressed
from integrated.co_production.possible_counts import added, possible_counts
from integrated.co_production.voices import NO_VIEW
from integrated.weighing.told_objections import ShownStances, ToldObjection, told_objection


def told_objections(stances: Mapping[str, Suppressed], most_affected: frozenset[str]) -> dict[str, ToldObjection]:
    """What can be told, option by option, of the objections of the groups most affected.

    Parameters
    ----------
    stances : option_id to groups x (STANCES and NO_VIEW), after suppression.
    most_affected : names of the groups.
    """
    return {
        option_id: told_objection(option_id, _shown_stances(table, most_affected))
        for option_id, table in stances.items()
    }


def _shown_stances(table: Suppressed, groups: frozenset[str]) -> dict[str, ShownStances]:
    found = {}
    for group, cells in possible_counts(table).items():
        if str(group) in groups:
            total = table.row_totals[group]
            found[str(group)] = ShownStances(
                supports=cells["supports"],
                between=added([cells["conditional"], cells["neutral"]]),
                opposes=cells["opposes"],
                silent=cells.get(NO_VIEW, (0.0, 0.0)),
                people=None if pd.isna(total) else float(total),
            )
    return found
