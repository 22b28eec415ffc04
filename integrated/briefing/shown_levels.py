"""Where people stand, from nothing but the counts that are shown: a level must not give a hidden count away.

With the true counts it would: of the few ways in which a hidden row can be filled, each leads to other shares over the
five levels, to four digits, and these shares stand in every record that is handed on.
"""

from collections.abc import Sequence

from integrated.co_production.voices import STANCES, StanceRow
from integrated.weighing.judgement import levels_from_stances

Three = tuple[float, float, float]


def shown_levels(rows: Sequence[StanceRow]) -> tuple[float, ...] | None:
    """The five levels of the rows of the most affected groups, as shown; None when fewer than ten people are.

    Parameters
    ----------
    rows : after suppression; a group whose total is hidden counts as not heard.
    """
    told = {row.group: _three(row) for row in rows if row.heard}
    heard = sum(row.heard or 0 for row in rows)
    if not told:
        return None
    found = levels_from_stances(told, {row.group: (row.heard or 0) / heard for row in rows if row.heard})
    return None if found is None else tuple(float(share) for share in found)


def _three(row: StanceRow) -> Three:
    """People for it, in between and against it; hidden counts share what is left of their row evenly."""
    hidden = sum(count is None for count in row.counts)
    left = (row.heard or 0) - sum(count or 0 for count in row.counts)
    filled = dict(zip(STANCES, (left / hidden if count is None else float(count) for count in row.counts), strict=True))
    return filled["supports"], filled["conditional"] + filled["neutral"], filled["opposes"]
