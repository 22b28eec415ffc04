"""Step 3a as a table: options in rows, three strips each, the suggestion as a ghost where people agreed otherwise."""

from collections.abc import Sequence

from markupsafe import Markup

from integrated.record.decision import Option
from integrated.record.weigh_up import Evidence, JudgedCell, JudgedOption
from integrated.views import icons, words
from integrated.views.forest import told
from integrated.views.level_strip import level_words, strip
from integrated.views.navigation import query
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary

WIDTHS = ("19%", "27%", "27%", "27%")
SHORT_REASON = 44
COMPARED_WITH = (
    "The others are judged against it, so it stands in the middle (no clear case either way) from all three. "
    "What people say of it is shown, never scored."
)


def table(rows: Sequence[JudgedOption], comparison: Option | None, *, opened: str | None, heads: bool = True) -> Markup:
    """Some rows of the table as escaped HTML.

    Parameters
    ----------
    rows : options with their judgements. comparison : continue-as-now for a first row, or None.
    opened : key of the cell whose panel stands open below the last row.
    heads : False for the part below an open panel, whose heads are for screen readers only.
    """
    titles = ("Option", *(words.PERSPECTIVES[p] for p in PERSPECTIVES))
    head = Markup("").join(
        Markup('<th scope="col" style="width:{}">{} {}</th>').format(width, icon, title)
        for width, icon, title in zip(WIDTHS, ("", *(icons.PERSPECTIVES[p] for p in PERSPECTIVES)), titles, strict=True)
    )
    body = Markup("").join(_row(row, opened) for row in rows)
    return Markup(
        '<table class="decision judging"><caption class="sr">Judgements of each option from three perspectives'
        '</caption><thead class="{}"><tr>{}</tr></thead><tbody>{}{}</tbody></table>'
    ).format("" if heads else "heads-again", head, _comparison(comparison) if comparison else "", body)


def _comparison(option: Option) -> Markup:
    return Markup(
        '<tr class="comparison"><th scope="row"><span class="name"><span class="letter">{}</span><b>{}</b></span></th>'
        '<td colspan="3" class="quiet"><b>{}.</b> {}</td></tr>'
    ).format(option.letter, option.name, words.COMPARISON, COMPARED_WITH)


def _row(row: JudgedOption, opened: str | None) -> Markup:
    option = row.option
    is_open = any(cell.key == opened for cell in row.cells)
    name = Markup(
        '<span class="name"><span class="letter">{}</span><span><b>{}</b>'
        '<a class="s14" href="/side_by_side{}" data-go="option~{}">See it side by side'
        '<span class="sr"> {}</span></a></span></span>'
    ).format(option.letter, option.name, query(option=option.option_id), option.option_id, option.name)
    cells = Markup("").join(Markup('<td class="judged">{}</td>').format(_cell(cell, option)) for cell in row.cells)
    return Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format("open" if is_open else "", name, cells)


def _cell(cell: JudgedCell, option: Option) -> Markup:
    return Markup('<div class="chip">{}{}</div><div class="evidence">{}</div><div class="s14">{}</div>').format(
        ghosted(cell), level_words(cell.now), evidence(cell.evidence, cell.suggested), _standing(cell, option)
    )


def ghosted(cell: JudgedCell) -> Markup:
    """The strip, with the suggestion as a thin line under it where people agreed something else."""
    if not cell.differs:
        return strip(cell.now)
    if cell.suggested.range is None:
        under = Markup('<span class="hatch ghost-none"></span>')
    else:
        lowest, _, highest = cell.suggested.range
        steps = Markup("").join(
            Markup('<i class="{}"></i>').format("in" if lowest <= level <= highest else "") for level in range(1, 6)
        )
        under = Markup('<span class="ghost">{}</span>').format(steps)
    return Markup('<span class="ghosted">{}{}</span>').format(strip(cell.now), under)


def evidence(found: Evidence | None, summary: PerspectiveSummary) -> Markup:
    """One effect, one quote or one route; the sentence of the cell where there is none."""
    if found is None:
        return Markup("{}").format(summary.sentence)
    if found.numbers is not None:
        return Markup("{}: {}").format(found.words, told(*found.numbers))
    if summary.perspective == "people":
        return Markup('“{}” <span class="quiet">{}</span>').format(found.words, found.source)
    return Markup('{} <span class="quiet">({})</span>').format(found.words, found.source)


def _standing(cell: JudgedCell, option: Option) -> Markup:
    about = f"{words.PERSPECTIVES[cell.perspective].lower()} about {option.letter}"
    change = Markup('<a href="#{}" data-go="change~{}">Change<span class="sr"> {}</span></a>').format(
        cell.key, cell.key, about
    )
    if cell.judgement is None:
        return Markup('<span class="quiet">Suggested</span> · {}').format(change)
    back = Markup('<a href="#{}" data-go="back~{}">Take back<span class="sr"> {}</span></a>').format(
        cell.key, cell.key, about
    )
    before = f" (suggested: {level_words(cell.suggested)})" if cell.differs else ""
    return Markup('<span class="agreed-mark">Agreed{}</span>: {} · {} · {}').format(
        before, shortened(cell.judgement.reason or "no reason given", SHORT_REASON), change, back
    )


def shortened(text: str, most: int) -> str:
    """A text cut at a word, with an ellipsis, when it is longer than `most` characters."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
