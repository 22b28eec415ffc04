"""The decision table: options in rows, three perspectives and whether they agree in columns."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from integrated.record.record import Option
from integrated.views import agreement, icons, words
from integrated.views.level_strip import chip
from integrated.weighing.convergence import Convergence
from integrated.weighing.perspective import PERSPECTIVES, PerspectiveSummary

WIDTHS = ("17%", "24.7%", "24.7%", "24.7%", "8.9%")


def table(
    options: Sequence[Option],
    cells: Mapping[tuple[str, str], PerspectiveSummary],
    agree: Mapping[str, Convergence],
    red_lined: frozenset[str],
    comparison: str,
    *,
    comparison_id: str | None,
    address: Mapping[str, str],
) -> Markup:
    """The whole table as escaped HTML; each row is one link to its option side by side.

    Parameters
    ----------
    options : in letter order, continue-as-now first.
    cells : (option_id, perspective) to what it says.
    agree : option_id to its convergence; continue-as-now has none.
    red_lined : options with an open red line.
    comparison : the sentence of the continue-as-now row, whose option is `comparison_id`.
    address : query values every link carries (decision, outcome).
    """
    heads = Markup("").join(
        Markup('<th scope="col" style="width:{}">{} {}</th>').format(width, icon, label)
        for width, icon, label in zip(
            WIDTHS,
            ("", *(icons.PERSPECTIVES[p] for p in PERSPECTIVES), ""),
            ("Option", *(words.PERSPECTIVES[p] for p in PERSPECTIVES), "Do they agree?"),
            strict=True,
        )
    )
    rows = Markup("").join(
        _comparison_row(option, comparison)
        if option.option_id == comparison_id
        else _row(option, cells, agree[option.option_id], option.option_id in red_lined, address)
        for option in options
    )
    return Markup(
        '<table class="decision"><caption class="sr">Options by what studies found, what people say and how things '
        "connect</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(heads, rows)


def _row(
    option: Option,
    cells: Mapping[tuple[str, str], PerspectiveSummary],
    agreed: Convergence,
    red_line: bool,
    address: Mapping[str, str],
) -> Markup:
    href = "/side_by_side?" + urlencode({**address, "option": option.option_id})
    go = f"option~{option.option_id}"
    cell = Markup('<td>{}<div class="s15">{}</div></td>')
    return Markup('<tr data-go="{}"><th scope="row">{}</th>{}<td>{}</td></tr>').format(
        go,
        Markup('<a href="{}" data-go="{}">{}</a>').format(href, go, _name(option, cost_line(option))),
        Markup("").join(
            cell.format(chip(cells[option.option_id, p]), cells[option.option_id, p].sentence) for p in PERSPECTIVES
        ),
        agreement.mark(agreed, red_line=red_line),
    )


def _comparison_row(option: Option, sentence: str) -> Markup:
    return Markup(
        '<tr class="comparison"><th scope="row">{}</th><td colspan="4" class="quiet"><b>{}.</b> {}</td></tr>'
    ).format(_name(option, "What happens today"), words.COMPARISON, sentence)


def _name(option: Option, below: str) -> Markup:
    return Markup(
        '<span class="name"><span class="letter">{}</span>'
        '<span><b>{}</b><span class="s14 quiet">{}</span></span></span>'
    ).format(option.letter, option.name, below)


def cost_line(option: Option) -> str:
    """Cost in one line, or that nobody has entered it."""
    low, high = option.cost_low_gbp, option.cost_high_gbp
    if low is None and high is None:
        return "Cost not entered"
    if low is not None and high is not None and low != high:
        amount = f"£{low:,.0f} to £{high:,.0f}"
    else:
        amount = f"£{(low if low is not None else high):,.0f}"
    year = f" · {option.cost_year}" if option.cost_year else ""
    return f"{amount} {option.cost_per or 'a year each'}{year}"
