"""What the three columns of Side by side share: head, answer, foot."""

from markupsafe import Markup

from integrated.views import icons, words
from integrated.views.level_strip import chip
from integrated.weighing.perspective import PerspectiveSummary


def head(summary: PerspectiveSummary, answer: str, *, more: str = "", lit: str = "") -> Markup:
    """Glyph, name, chip at the right, and the answer in at most two lines.

    Parameters
    ----------
    lit : what of this column the highlight belongs to; "" when nothing. It is outlined and said, and nothing moves.
    """
    perspective = summary.perspective
    return Markup(
        '<div class="column-head"><h2>{} {} <span class="quiet s14">({})</span></h2>{}{}</div>'
        '<p class="column-answer{}"><b>{}</b> {}</p>'
    ).format(
        icons.PERSPECTIVES[perspective],
        words.PERSPECTIVES[perspective],
        words.TECHNICAL[perspective],
        Markup('<span class="lit-tag">highlighted<span class="sr">: {}</span></span>').format(lit) if lit else "",
        chip(summary),
        " lit" if lit else "",
        answer,
        more,
    )


def foot(
    how_sure: str,
    not_known: str,
    *,
    rows: str,
    closer: str | None,
    extra: str = "",
    further: str = "",
    pill: bool = False,
) -> Markup:
    """How sure, what is not known here, and the two links.

    Parameters
    ----------
    rows : what the "See the rows" link answers to.
    closer : page name under Look closer, or None while it does not stand.
    further : what the rows hold beyond what is drawn, in words.
    """
    links = Markup('<a href="#rows" data-go="rows~{}">See the rows</a>{}').format(
        rows, f" ({further})" if further else ""
    )
    if closer:
        links += Markup(' · <a href="/{}" data-go="page~{}">Look closer</a>').format(closer, closer)
    if pill:
        links += Markup(' <span class="pill">Illustrative</span>')
    return Markup(
        '<div class="column-foot">{}<div><b>How sure?</b> {}</div>'
        '<div class="s15"><b>Not known here:</b> {}</div><div class="s15">{}</div></div>'
    ).format(Markup('<div class="s15">{}</div>').format(extra) if extra else "", how_sure, not_known, links)
