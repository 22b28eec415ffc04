"""What people say, around its parts: the heading, the choice of part, and each of the parts that only show."""

from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.co_production.said import WhatWasSaid, WhoWasHeard
from integrated.co_production.vote_summary import VotesBrief
from integrated.views import (
    engagement_form,
    linked,
    options_said,
    statements_said,
    themes_said,
    voice_charts,
    who_heard,
    widgets,
)
from integrated.views.downloads import chart_menu

STYLE = Path(__file__).parent / "voices.css"
PARTS = {
    "heard": "Who was heard",
    "themes": "What they said",
    "options": "Option by option",
    "votes": "Votes",
    "coding": "Read and code",
    "compare": "Where coders differ",
    "codebook": "Codebook and links",
    "in": "Bring voices in",
    "consent": "Consent and rules",
}
SHOWS = ("heard", "themes", "options", "votes")


def chosen(parts: dict[str, str]) -> str:
    """Which part is on screen, by the address; the style of the page comes with it."""
    st.html(STYLE)
    with st.container(key="voices_parts"):
        part = widgets.choose(
            "part", "Part of the page", parts, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    return part or next(iter(parts))


def top(*, illustrative: bool) -> None:
    """The heading."""
    pill = Markup('<span class="pill">Illustrative: the example workshop</span>') if illustrative else Markup("")
    linked.show(
        Markup(
            '<div class="head voices-head"><h1 class="question long">What people say '
            '<span class="quiet s16">(co-production)</span></h1><div class="where">{}</div></div>'
        ).format(pill),
        key="voices_top",
    )


def band(found: WhoWasHeard) -> None:
    """Who was not heard yet: before anything that was said."""
    linked.show(who_heard.band(found.not_heard, found.heard, found.missing), key="voices_band")


def heard(found: WhoWasHeard, hands: engagement_form.Hands) -> None:
    """Who was heard against who lives here, and how people were asked."""
    left, right = st.columns([880, 480], gap="medium")
    with left:
        linked.show(_page(who_heard.attributes(found.attributes, found.place, found.threshold)), key="voices_heard")
        chart_menu(
            "Who was heard",
            partial(voice_charts.heard, found.attributes, illustrative=found.illustrative),
            who_heard.table(found.attributes),
            f"Not heard yet: {who_heard.missing_sentence(found.not_heard)}",
            key="voices_heard_menu",
        )
    with right:
        linked.show(_page(who_heard.asked(found.asked, found.power)), key="voices_asked")
        engagement_form.show(found.asked, hands)


def themes(found: WhatWasSaid) -> str | None:
    """Themes, most people first; what was clicked."""
    went = linked.show(_page(themes_said.themes(found.themes)), key="voices_themes")
    if found.themes:
        most = found.themes[0].heard
        sentence = f"{themes_said.title(most.told)} said: {most.name.lower()}."
        draw = partial(voice_charts.themes, found.themes, illustrative=found.illustrative)
        chart_menu("Themes", draw, themes_said.table(found.themes), sentence, key="voices_themes_menu")
    return went


def options(found: WhatWasSaid) -> None:
    """Where each group stands on every option."""
    linked.show(_page(options_said.options(found.options, found.threshold)), key="voices_options")
    if any(each.brief.rows for each in found.options):
        first = next(each for each in found.options if each.brief.rows)
        sentence = f"{first.label}: {options_said.division_words(first.division)}"
        draw = partial(voice_charts.stances, found.options, illustrative=found.illustrative)
        chart_menu("Stances", draw, options_said.table(found.options), sentence, key="voices_options_menu")


def votes(found: VotesBrief | None, *, illustrative: bool) -> None:
    """Votes on statements."""
    if found is None:
        linked.show(_page(statements_said.nothing()), key="voices_no_votes")
        return
    linked.show(_page(statements_said.votes(found)), key="voices_votes")
    said = found.agreed[0] if found.agreed else None
    sentence = f"“{said.words}”: {statements_said.figure_words(said)}" if said else "Too few votes to say."
    chart_menu(
        "Votes",
        partial(voice_charts.votes, found, illustrative=illustrative),
        statements_said.table(found),
        sentence,
        key="voices_votes_menu",
    )


def _page(body: Markup) -> Markup:
    return Markup('<div class="voices-page">{}</div>').format(body)
