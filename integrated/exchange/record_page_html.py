"""A paper as one .html file: it opens offline, asks for nothing outside itself, holds no script, prints on A4."""

from base64 import b64encode
from functools import singledispatch
from pathlib import Path

from markupsafe import Markup, escape

from integrated.record.paper import FOR_OFFICERS, QUIET, VERBATIM, Grid, Heading, Paper, Picture, Points, Text
from integrated.record.text import cleaned

STYLE = Markup(Path(__file__).with_name("record_page.css").read_text(encoding="utf-8"))


def record_page_html(paper: Paper) -> bytes:
    """The paper as UTF-8 HTML; whatever a person typed is escaped.

    Parameters
    ----------
    paper : pictures are carried inside the file.
    """
    badge = Markup('<p><span class="badge">{}</span></p>').format(_safe(paper.badge)) if paper.badge else Markup("")
    page = Markup(
        '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
        '<meta name="referrer" content="no-referrer"><title>{title}</title><style>{style}</style></head>'
        '<body><main><header><h1>{title}</h1><p class="quiet">{subtitle}</p>{badge}</header>\n{blocks}\n'
        "<footer><p>{foot}</p></footer></main></body></html>\n"
    ).format(
        language=paper.language,
        title=_safe(paper.title),
        style=STYLE,
        subtitle=_safe(paper.subtitle),
        badge=badge,
        blocks=Markup("\n").join(_html(block) for block in paper.blocks),
        foot=_safe(paper.foot),
    )
    return page.encode()


@singledispatch
def _html(block: object) -> Markup:
    raise TypeError(f"a paper holds headings, texts, points, grids and pictures, got {type(block).__name__}")


@_html.register
def _(block: Heading) -> Markup:
    return Markup("<h{0}>{1}</h{0}>").format(min(block.level, 3) + 1, _safe(block.words))


@_html.register
def _(block: Text) -> Markup:
    lead = Markup("<b>{}</b> ").format(_safe(block.lead)) if block.lead else Markup("")
    whole = {
        VERBATIM: Markup("<blockquote>{}{}</blockquote>"),
        QUIET: Markup('<p class="quiet">{}{}</p>'),
        FOR_OFFICERS: Markup("<p>{}<i>{}</i></p>"),
    }.get(block.manner, Markup("<p>{}{}</p>"))
    return whole.format(lead, _safe(block.words))


@_html.register
def _(block: Points) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(_safe(item)) for item in block.items)
    return Markup("<{0}>{1}</{0}>").format("ol" if block.numbered else "ul", items)


@_html.register
def _(block: Grid) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(_safe(name)) for name in block.head)
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<th scope="row">{}</th>' if place == 0 else "<td>{}</td>").format(_safe(cell))
                for place, cell in enumerate(cells)
            )
        )
        for cells in block.rows
    )
    return Markup(
        '<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    ).format(caption=_safe(block.caption), head=head, rows=rows)


@_html.register
def _(block: Picture) -> Markup:
    return Markup('<figure><img src="data:image/png;base64,{}" alt="{}"><figcaption>{}</figcaption></figure>').format(
        b64encode(block.png).decode(), _safe(block.alt), _safe(block.caption)
    )


def _safe(words: str) -> Markup:
    return escape(cleaned(words))
