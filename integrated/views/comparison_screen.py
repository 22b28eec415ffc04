"""Where two coders differ: the places first, then a number that says how much beyond chance they agree."""

import math
from typing import Protocol

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.co_production.reading import Comparison, Difference
from integrated.views import linked, notice, words
from integrated.views.consent_screen import Result, done
from integrated.views.downloads import chart_menu

KINDS = {"theme": "Only one gave it", "words": "Given to other words", "stance": "Another stance"}
SHOWN = 60


class Hands(Protocol):
    """What those who talk a difference through can do; every check is made behind it."""

    @property
    def may_code(self) -> bool:
        """Whether this role may compare coders: the words here may be for those who code alone."""

    def settle(self, contribution_id: str, kind: str, about: str, coder: str) -> Result:
        """Agree on the reading of one coder."""

    def unsettle(self, contribution_id: str, kind: str, about: str) -> Result:
        """Take an agreement back."""


def show(found: Comparison, hands: Hands) -> str | None:
    """The differences with a way to settle each, then agreement by theme; returns what was clicked."""
    notice.show()
    if not hands.may_code:
        st.text("Only a lead or a facilitator compares coders: some of these words may not be shown to others.")
        return None
    if not found.both:
        st.text("Nothing was coded by two people yet. Choose “Second coder” under “Read and code” and read it again.")
        return None
    went = linked.show(_differences(found), key="coders_differ")
    verb, _, rest = (went or "").partition("~")
    if verb == "settle" and rest.count("~") >= 3:
        coder, kind, contribution_id, about = rest.split("~", 3)
        if coder == "undo":
            done(hands.unsettle(contribution_id, kind, about))
        else:
            done(hands.settle(contribution_id, kind, about, coder))
    linked.show(_agreement(found), key="coders_agree")
    chart_menu("Where coders differ", None, table(found), sentence(found), key="coders_menu")
    return went


def sentence(found: Comparison) -> str:
    """How many were coded twice, and in how many places the coders differ."""
    where = len({each.contribution_id for each in found.differences})
    places = len(found.differences)
    settled = sum(bool(each.settled) for each in found.differences)
    agreed = f" {settled} of them settled." if settled else ""
    return f"Two people coded {found.both} contributions; they differ in {where} of them, in {places} places.{agreed}"


def _differences(found: Comparison) -> Markup:
    rows = Markup("").join(_row(each) for each in found.differences[:SHOWN])
    more = len(found.differences) - SHOWN
    return Markup(
        '<div class="voices-page"><h2>{}</h2><table class="voices differences"><thead><tr><th scope="col">Words</th>'
        '<th scope="col">What differs</th><th scope="col">First coder</th><th scope="col">Second coder</th>'
        '<th scope="col">What you agree on</th></tr>'
        "</thead>"
        "<tbody>{}</tbody></table>{}</div>"
    ).format(sentence(found), rows, Markup("<p>{} more in the download.</p>").format(more) if more > 0 else "")


def _row(each: Difference) -> Markup:
    return Markup(
        '<tr><th scope="row"><a href="?part=coding&amp;read={}" data-go="read~{}">“{}”</a></th><td><b>{}</b><br>'
        '<span class="s14 quiet">{}</span></td><td>{}</td><td>{}</td><td class="settle">{}</td></tr>'
    ).format(
        each.contribution_id,
        each.contribution_id,
        each.words,
        each.about,
        KINDS[each.kind],
        said(each.first),
        said(each.second),
        _settle(each),
    )


def _go(coder: str, each: Difference) -> str:
    """What a button asks for, by name: by its place it could mean another difference once somebody else has coded."""
    return f"settle~{coder}~{each.kind}~{each.contribution_id}~{each.about_id}"


def _settle(each: Difference) -> Markup:
    """What was agreed on and the way back, or one button for each reading that can be agreed on."""
    if each.settled:
        return Markup('<b>{}</b> <button type="button" class="button" data-go="{}">Take back</button>').format(
            agreed_words(each, each.settled), _go("undo", each)
        )
    return Markup(" ").join(
        Markup('<button type="button" class="button" data-go="{}">{}</button>').format(
            _go(coder, each), agreed_words(each, coder)
        )
        for coder, code in (("first", each.first), ("second", each.second))
        if code or each.kind == "theme"
    )


def agreed_words(each: Difference, coder: str) -> str:
    """What it comes to when the reading of one coder is agreed on, in two or three words."""
    code = each.first if coder == "first" else each.second
    if each.kind == "words":
        return f"The {coder} coder’s words"
    if each.kind == "stance":
        return words.STANCES.get(code, code)
    return "Give it" if code else "Leave it out"


def said(code: str) -> str:
    """What one coder did, in words."""
    if not code:
        return "nothing"
    return "given" if code == "given" else words.STANCES.get(code, f"“{code}”")


def alpha_words(alpha: float | None) -> str:
    """Krippendorff's alpha in two decimals, or that it cannot be told."""
    return "cannot be told" if alpha is None or math.isnan(alpha) else f"{alpha:.2f}"


def _agreement(found: Comparison) -> Markup:
    rows = Markup("").join(
        Markup(
            '<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td><td class="n">{}</td>'
            '<td class="n">{}</td><td class="n">{}</td></tr>'
        ).format(
            row["theme"], row["both"], row["first_only"], row["second_only"], row["neither"], alpha_words(row["alpha"])
        )
        for row in found.themes.to_dict("records")
    )
    stances = (
        f"Stances: the same in {found.stance_same} of {found.stance_units}, alpha {alpha_words(found.stance_alpha)}."
    )
    return Markup(
        '<div class="voices-page"><h2>Agreement, theme by theme <span class="quiet s14">(Krippendorff’s alpha: 1 '
        "is full "
        'agreement, 0 what chance would give)</span></h2><table class="voices"><thead><tr><th scope="col">Theme</th>'
        '<th scope="col" class="n">Both</th><th scope="col" class="n">First only</th><th scope="col" '
        'class="n">Second only'
        '</th><th scope="col" class="n">Neither</th><th scope="col" class="n">Alpha</th></tr></thead><tbody>{}</tbody>'
        '</table><p>{} {}</p><p class="s15 quiet">A number starts the talk; the places above are the point. Where '
        "people "
        "read without a codebook, differing is no fault.</p></div>"
    ).format(rows, stances, found.stance_why_not)


def table(found: Comparison) -> pd.DataFrame:
    """Every difference, for downloads."""
    return pd.DataFrame(
        [
            {
                "Words": each.words,
                "About": each.about,
                "What differs": KINDS[each.kind],
                "First coder": said(each.first),
                "Second coder": said(each.second),
                "Agreed on": agreed_words(each, each.settled) if each.settled else "not settled",
            }
            for each in found.differences
        ]
    )
