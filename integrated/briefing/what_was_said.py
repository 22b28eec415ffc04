"""What people say, second part: themes with people counted, and where groups stand on every option."""

from integrated.briefing.people import people, theme_codings, themes_heard
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.shown_counts import shown_counts
from integrated.co_production.intervals import wilson
from integrated.co_production.leaning import division
from integrated.co_production.said import OptionSaid, SaidQuote, ThemeSaid, WhatWasSaid
from integrated.co_production.voices import Quote, SaidElsewhere, ThemeHeard
from integrated.store import Store

MOST_QUOTES = 2


@remembered
def what_was_said(store: Store, decision_id: str) -> WhatWasSaid:
    """Themes and stances of one decision."""
    listed = sorted(framing_of(store, decision_id).options, key=lambda option: option.letter)
    labels = {option.option_id: f"{option.letter} {option.name}" for option in listed}
    briefs = {option_id: people(store, decision_id, option_id) for option_id in labels}
    options = tuple(
        OptionSaid(option_id, labels[option_id], brief, division(brief.rows)) for option_id, brief in briefs.items()
    )
    counts = shown_counts(store, decision_id)
    counted = themes_heard(store, decision_id, theme_codings(store, decision_id), counts)
    findings = rows(store, "findings", decision_id=decision_id)
    return WhatWasSaid(
        themes=tuple(
            ThemeSaid(
                theme,
                _interval(theme),
                _quotes(theme, options),
                tuple(
                    SaidElsewhere(row["finding_id"], row["words"], row["source"], row["theme_id"])
                    for row in findings[findings["theme_id"] == theme.theme_id].to_dict("records")
                ),
            )
            for theme in counted
        ),
        options=options,
        heard=counts.heard,
        threshold=counts.threshold,
        illustrative=any(brief.illustrative for brief in briefs.values()),
    )


def _interval(theme: ThemeHeard) -> tuple[float, float] | None:
    if theme.people is None or theme.of is None:
        return None
    low, high = wilson(theme.people, theme.of)
    return float(low), float(high)


def _quotes(theme: ThemeHeard, options: tuple[OptionSaid, ...]) -> tuple[SaidQuote, ...]:
    """One quote for each of two options, with words of somebody who stands elsewhere on that option."""
    if theme.people is None:
        return ()
    found = []
    for option in options:
        quotes = option.brief.quotes
        mine = next((quote for quote in quotes if theme.theme_id in quote.theme_ids), None)
        if mine is not None:
            found.append(SaidQuote(mine, option.label, counter_quote(mine, quotes)))
    found.sort(key=lambda each: each.counter is None)
    return tuple(found[:MOST_QUOTES])


def counter_quote(quote: Quote, others: tuple[Quote, ...]) -> Quote | None:
    """Words on the same option by somebody who is against it where this one is not, or the other way round."""
    return next((other for other in others if (other.stance == "opposes") != (quote.stance == "opposes")), None)
