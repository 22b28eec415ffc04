"""The middle column of Side by side: stances by group, themes, one quote and one that differs."""

import re
from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from integrated.co_production.voices import STANCES, Quote, SaidElsewhere, StanceRow, ThemeHeard
from integrated.views import words
from integrated.weighing.told_objections import not_told_sentence

SHOWN_THEMES = 3
WHO_AND_WHEN = re.compile(r"(?P<who>[^,]+), .*\b(?P<year>\d{4})")
# Where even the number of people is hidden a bar has no length: hatched, and as long for every group.
HIDDEN_LENGTH = Markup('<i class="hatch" style="width:44px"></i>')
TONE = {"supports": "5", "conditional": "4", "neutral": "3", "opposes": "1"}


def stance_bars(rows: Sequence[StanceRow], threshold: int) -> Markup:
    """One bar per group with its words beside it; a hidden count is a hatched piece and the word hidden."""
    if not rows:
        return Markup("")
    most = max([row.heard or 0 for row in rows] + [1])
    bars = Markup("").join(_bar(row, most) for row in rows)
    hidden = any(row.any_hidden for row in rows)
    note = (
        Markup('<div class="s14 quiet">{}</div>').format(words.HIDDEN_IN_FULL.format(threshold=threshold))
        if hidden
        else ""
    )
    return Markup('<div class="stances" role="list">{}</div>{}').format(bars, note)


def objecting_not_told(groups: Sequence[str]) -> Markup:
    """That it cannot be told whether groups object strongly to the option; nothing where it can."""
    if not groups:
        return Markup("")
    return Markup('<div class="s15 not-told"><b>Cannot tell.</b> {}</div>').format(not_told_sentence(groups, "this"))


def _bar(row: StanceRow, most: int) -> Markup:
    pieces = Markup("")
    for stance, count in zip(STANCES, row.counts, strict=True):
        if count is None:
            continue
        if count:
            pieces += Markup('<i style="width:{:.1f}%;background:var(--level-{})"></i>').format(
                100 * count / most, TONE[stance]
            )
    if row.heard is None:
        pieces += HIDDEN_LENGTH
    elif row.any_hidden:
        rest = row.heard - sum(count or 0 for count in row.counts)
        pieces += Markup('<i class="hatch" style="width:{:.1f}%"></i>').format(100 * rest / most)
    return Markup(
        '<div class="stance" role="listitem"><span class="who">{}</span><span class="bar" aria-hidden="true">{}</span>'
        '<span class="s14">{}</span></div>'
    ).format(row.group, pieces, stance_words(row))


def stance_words(row: StanceRow) -> str:
    """A row in words: "8 for it, 0 against it, rest hidden"."""
    short = {"supports": "for it", "conditional": "yes, if", "neutral": "neither", "opposes": "against"}
    told = [f"{count} {short[stance]}" for stance, count in zip(STANCES, row.counts, strict=True) if count]
    if row.any_hidden:
        told.append("rest hidden" if told else f"all {row.heard} hidden" if row.heard is not None else "hidden")
    return ", ".join(told)


def themes(found: Sequence[ThemeHeard], lit: frozenset[str], *, fading: bool) -> Markup:
    """Up to three themes with people counted, the highlighted one among them; none changes places."""
    if not found:
        return Markup("")
    kept = {theme.theme_id for theme in sorted(found, key=lambda each: each.theme_id not in lit)[:SHOWN_THEMES]}
    ordered = [theme for theme in found if theme.theme_id in kept]
    drawn = Markup("").join(
        Markup('<a class="theme {}" href="?focus=theme~{}" data-go="focus~theme~{}"><b>{}</b> · {}{}</a>').format(
            "lit" if theme.theme_id in lit else "faded" if fading else "",
            theme.theme_id,
            theme.theme_id,
            theme.name,
            theme.told,
            Markup('<span class="s14 quiet"> · highlighted<span class="sr">: also in the other columns</span></span>')
            if theme.theme_id in lit
            else "",
        )
        for theme in ordered
    )
    return Markup('<div class="themes">{}</div>').format(drawn)


def quotes(found: Sequence[Quote], lit: frozenset[str]) -> Markup:
    """One quote, and someone who disagreed if anyone did."""
    if not found:
        return Markup('<div class="quiet s15">No words that may be shown.</div>')
    ordered = sorted(found, key=lambda quote: not (lit & set(quote.theme_ids)))
    first = ordered[0]
    other = next((quote for quote in ordered if quote.stance and first.stance and _differs(quote, first)), None)
    shown = Markup('<blockquote>“{}”<div class="s14 quiet">{} · {}</div></blockquote>').format(
        first.words, first.who, first.checked
    )
    if other:
        shown += Markup(
            '<div class="s15"><b>Someone who disagreed:</b> “{}” <span class="s14 quiet">{}</span></div>'
        ).format(other.words, other.who)
    return shown


def _differs(one: Quote, other: Quote) -> bool:
    against = {"opposes"}
    return (one.stance in against) != (other.stance in against)


def elsewhere(found: Sequence[SaidElsewhere]) -> Markup:
    """Published findings of others: beside, never counted. Who said it and when; the rows hold the whole source."""
    if not found:
        return Markup("")
    return Markup('<div class="s14 quiet line">Also said elsewhere: {} ({})</div>').format(
        found[0].words, _who_and_when(found[0].source)
    )


def _who_and_when(source: str) -> str:
    """Of a source such as "Ofsted, title, 19 January 2022": "Ofsted, 2022". Any other is told whole."""
    told = WHO_AND_WHEN.fullmatch(source)
    return f"{told['who']}, {told['year']}" if told else source


def rows_table(rows: Sequence[StanceRow]) -> pd.DataFrame:
    """The stance bars as a table; a hidden count says so."""
    return pd.DataFrame(
        [
            {
                "Group": row.group,
                **{
                    words.STANCES[stance]: "hidden" if count is None else str(count)
                    for stance, count in zip(STANCES, row.counts, strict=True)
                },
                "People": "hidden" if row.heard is None else str(row.heard),
            }
            for row in rows
        ]
    )
