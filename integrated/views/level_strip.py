"""Five steps with a range and a middle; not known is a hatched box outside them."""

from markupsafe import Markup

from integrated.views import words
from integrated.weighing.perspective import PerspectiveSummary


def strip(summary: PerspectiveSummary) -> Markup:
    """The strip of one cell, without words.

    Parameters
    ----------
    summary : what one perspective says of one option.
    """
    if summary.range is None:
        return Markup('<span class="hatch not-known" aria-hidden="true"></span>')
    lowest, middle, highest = summary.range
    steps = "".join(
        f'<i class="{"mid" if level == middle else "in" if lowest <= level <= highest else ""}"></i>'
        for level in range(1, 6)
    )
    return Markup(f'<span class="strip" aria-hidden="true">{steps}</span>')


def level_words(summary: PerspectiveSummary) -> str:
    """The chip's words: a level, "Anywhere from … to …", the comparison, or not known."""
    if summary.is_comparison:
        return words.COMPARISON
    if summary.range is None:
        return words.NOT_KNOWN
    lowest, middle, highest = summary.range
    if summary.is_wide:
        return words.anywhere(lowest, highest)
    return words.with_certainty(words.LEVELS[middle], summary.certainty)


def level_short(summary: PerspectiveSummary) -> str:
    """The level in one or two words, for sentences that name several."""
    if summary.range is None:
        return words.NOT_KNOWN
    return "Both ways" if summary.is_wide else words.LEVELS_SHORT[summary.range[1]]


def chip(summary: PerspectiveSummary) -> Markup:
    """Strip and words together, as they stand in every cell and column head."""
    return Markup('<span class="chip">{}{}</span>').format(strip(summary), level_words(summary))
