"""What people say, second part: themes with people counted, quotes with one that differs, and published findings."""

import pandas as pd
from markupsafe import Markup

from integrated.co_production.cerqual import LEVELS
from integrated.co_production.said import SaidQuote, ThemeSaid
from integrated.co_production.voices import Quote
from integrated.views import words

NOT_RATED = "Nobody has said yet how sure we can be."


def themes(found: tuple[ThemeSaid, ...]) -> Markup:
    """Every theme: who said it, how sure we can be and why, words of people, and what was said elsewhere."""
    if not found:
        return Markup(
            '<div class="not-known-box"><div><b>No theme yet.</b> '
            "Nobody has read and coded what people said.</div></div>"
        )
    return Markup('<div class="themes-said">{}</div>').format(Markup("").join(_theme(each) for each in found))


def _theme(said: ThemeSaid) -> Markup:
    heard = said.heard
    return Markup(
        '<article class="theme-said"><div class="theme-head"><h3>{}</h3>'
        '<div class="theme-count"><b>{}</b> {}</div></div>{}<p class="s15 quiet">{}</p>'
        '<p class="s15"><b>{}</b> {}</p>{}{}'
        '<p class="s15"><a href="/side_by_side?focus=theme~{}" data-go="light~{}">'
        "Highlight it side by side</a></p></article>"
    ).format(
        heard.name,
        title(heard.told),
        "said this" if heard.people is not None else "",
        _bar(said),
        heard.definition or "",
        *_sure(said),
        Markup("").join(_quote(quote) for quote in said.quotes) or _no_quote(said),
        _elsewhere(said),
        heard.theme_id,
        heard.theme_id,
    )


def title(text: str) -> str:
    """A sentence with a capital."""
    return text[:1].upper() + text[1:]


def interval_words(said: ThemeSaid) -> str:
    """The interval of the share of people heard: "in a larger group like this, between 15% and 43%"."""
    if said.interval is None:
        return ""
    return f"among many people like these, likely {100 * said.interval[0]:.0f}% to {100 * said.interval[1]:.0f}%"


def _bar(said: ThemeSaid) -> Markup:
    if said.interval is None or said.heard.people is None or not said.heard.of:
        return Markup('<span class="share hatch" aria-hidden="true"></span>')
    low, high = (100 * each for each in said.interval)
    return Markup(
        '<span class="share" aria-hidden="true"><i style="width:{:.1f}%"></i>'
        '<b style="left:{:.1f}%;width:{:.1f}%"></b></span><div class="s14 quiet">{}</div>'
    ).format(100 * said.heard.people / said.heard.of, low, high - low, title(interval_words(said)))


def _sure(said: ThemeSaid) -> tuple[str, str]:
    level = said.heard.confidence
    if level is None:
        return NOT_RATED, ""
    return f"{words.CERTAINTY[level]} ({level}):", f"{LEVELS[level]}. {said.heard.confidence_reason or ''}"


def _quote(said: SaidQuote) -> Markup:
    counter = Markup("")
    if said.counter is not None:
        counter = Markup('<div class="s15 counter"><b>Someone who differed:</b> “{}” {}</div>').format(
            said.counter.words, _who(said.counter)
        )
    return Markup('<blockquote>“{}” <span class="s14 quiet">{} · on {} · {}</span></blockquote>{}').format(
        said.quote.words, said.quote.who, said.option, said.quote.checked, counter
    )


def _who(quote: Quote) -> Markup:
    return Markup('<span class="s14 quiet">{} · {}</span>').format(quote.who, quote.checked)


def _no_quote(said: ThemeSaid) -> Markup:
    if said.heard.people is None:
        return Markup('<p class="s15 quiet">Words are hidden with the count.</p>')
    return Markup('<p class="s15 quiet">No words that may be shown.</p>')


def _elsewhere(said: ThemeSaid) -> Markup:
    if not said.elsewhere:
        return Markup("")
    return Markup(
        '<details class="s15"><summary>Also said elsewhere, not counted: {} published</summary>{}</details>'
    ).format(
        len(said.elsewhere),
        Markup("").join(
            Markup('<p>{} <span class="quiet s14">({})</span></p>').format(each.words, each.source)
            for each in said.elsewhere
        ),
    )


def table(found: tuple[ThemeSaid, ...]) -> pd.DataFrame:
    """Themes as a table, for downloads."""
    return pd.DataFrame(
        [
            {
                "Theme": each.heard.name,
                "People who said it": "hidden" if each.heard.people is None else str(each.heard.people),
                "Of people heard": "hidden" if each.heard.of is None else str(each.heard.of),
                "Interval": interval_words(each),
                "How sure": each.heard.confidence or "not rated",
                "Why": each.heard.confidence_reason or "",
                "Published elsewhere, not counted": len(each.elsewhere),
            }
            for each in found
        ]
    )
