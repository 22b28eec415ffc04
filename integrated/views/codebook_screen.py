"""The codebook with its history, how sure people are of each theme, and what each theme is linked to."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import streamlit as st
from markupsafe import Markup

from integrated.co_production.cerqual import LEVELS
from integrated.co_production.codebook import Codebook, Theme
from integrated.views import linked, notice, words
from integrated.views.consent_screen import Result, done
from integrated.views.typed import typed


class Hands(Protocol):
    """What the keeper of the codebook can do; every check is made behind it."""

    @property
    def may_code(self) -> bool:
        """Whether this role may keep the codebook."""

    def create(self, name: str, definition: str = "", include_when: str = "", exclude_when: str = "") -> Result:
        """Add a theme."""

    def rename(self, theme_id: str, name: str) -> Result:
        """Rename a theme."""

    def define(self, theme_id: str, definition: str, include_when: str, exclude_when: str) -> Result:
        """Say what a theme means."""

    def merge(self, theme_id: str, into: str) -> Result:
        """Merge a theme into another."""

    def separate(self, theme_id: str) -> Result:
        """Take a theme apart again."""

    def rate(self, theme_id: str, level: str | None, reason: str) -> Result:
        """Say how sure people are."""

    def link(self, kind: str, theme_id: str, target: str, why: str, map_id: str = "") -> Result:
        """Link a theme to a factor or an outcome."""

    def unlink(self, kind: str, theme_id: str, target: str, map_id: str = "") -> Result:
        """Take such a link back."""


def show(
    book: Codebook,
    links: Mapping[str, Sequence[tuple[str, str, str]]],
    targets: Mapping[str, str],
    map_id: str,
    hands: Hands,
) -> None:
    """The codebook.

    Parameters
    ----------
    links : theme id to (label, why, target) of what is stated to belong to it.
    targets : "factor~id" or "outcome~id" to label: what a theme can be linked to.
    """
    notice.show()
    left, right = st.columns([780, 580], gap="medium", border=True)
    with left:
        linked.show(_themes(book, links), key="codebook")
    with right:
        if not hands.may_code:
            st.text("Only a lead or a facilitator keeps the codebook.")
            return
        _new(hands)
        if book.versions:
            _change(book, links, targets, map_id, hands)


def _themes(book: Codebook, links: Mapping[str, Sequence[tuple[str, str, str]]]) -> Markup:
    if not book.versions:
        return Markup("<p>The codebook is empty. Add the first theme at the right.</p>")
    return Markup('<div class="voices-page"><h2>Codebook</h2>{}</div>').format(
        Markup("").join(_theme(theme, book, links.get(theme.theme_id, ())) for theme in book.themes())
    )


def _theme(theme: Theme, book: Codebook, belongs: Sequence[tuple[str, str, str]]) -> Markup:
    sure = f"{words.CERTAINTY[theme.confidence]} ({theme.confidence})" if theme.confidence else "Not rated yet"
    return Markup(
        '<article class="codebook-theme"><h3>{}</h3><p>{}</p><p class="s15 quiet">{}{}</p><p class="s15"><b>{}.'
        "</b> {}</p>"
        "{}{}</article>"
    ).format(
        theme.name,
        theme.definition or "What it means is not written down yet.",
        f"Give it when: {theme.include_when} " if theme.include_when else "",
        f"Not when: {theme.exclude_when}" if theme.exclude_when else "",
        sure,
        theme.confidence_reason,
        _belongs(belongs),
        _history(book.history(theme.theme_id)),
    )


def _belongs(belongs: Sequence[tuple[str, str, str]]) -> Markup:
    if not belongs:
        return Markup('<p class="s15 quiet">Linked to nothing on the map yet.</p>')
    return Markup('<details class="s15"><summary>Linked to {}</summary><ul>{}</ul></details>').format(
        ", ".join(label for label, _, _ in belongs),
        Markup("").join(Markup("<li>{}: {}</li>").format(label, why) for label, why, _ in belongs),
    )


def _history(versions: Sequence[Theme]) -> Markup:
    if len(versions) < 2:
        return Markup("")
    told = Markup("").join(
        Markup("<li>Version {}: {}{}</li>").format(each.version, each.name, ", merged" if each.merged_into else "")
        for each in versions
    )
    return Markup('<details class="s15"><summary>History</summary><ul>{}</ul></details>').format(told)


def _new(hands: Hands) -> None:
    with st.form("theme:new", border=False, clear_on_submit=True):
        name = st.text_input("New theme: the few words people would use", key="theme:new:name", max_chars=80)
        meaning = st.text_input("What it means", key="theme:new:means", max_chars=400)
        if st.form_submit_button("Add to the codebook"):
            done(hands.create(name, meaning))


def _change(
    book: Codebook,
    links: Mapping[str, Sequence[tuple[str, str, str]]],
    targets: Mapping[str, str],
    map_id: str,
    hands: Hands,
) -> None:
    names = {theme.theme_id: theme.name for theme in book.themes()}
    merged = {
        theme_id: book.theme(theme_id).name
        for theme_id in dict.fromkeys(theme.theme_id for theme in book.versions)
        if theme_id not in names
    }
    theme_id = st.selectbox("Theme to change", list(names), format_func=lambda each: names[each], key="theme:which")
    if theme_id is None:
        return
    now, key = book.theme(theme_id), f"theme:{theme_id}:{book.theme(theme_id).version}"
    with st.form(f"{key}:rename", border=False):
        name = st.text_input("Name", now.name, key=f"{key}:name", max_chars=80)
        if st.form_submit_button("Rename"):
            done(hands.rename(theme_id, name))
    with st.expander("What it means"), st.form(f"{key}:define", border=False):
        meaning = st.text_area("What it means", now.definition, key=f"{key}:means")
        when = st.text_area("Give it when", now.include_when, key=f"{key}:when")
        unless = st.text_area("Not when", now.exclude_when, key=f"{key}:unless")
        if st.form_submit_button("Keep"):
            done(hands.define(theme_id, meaning, when, unless))
    with st.expander("How sure we can be (GRADE-CERQual)"), st.form(f"{key}:rate", border=False):
        levels = [None, *LEVELS]
        level = st.selectbox(
            "Level",
            levels,
            index=levels.index(now.confidence),
            format_func=lambda each: words.CERTAINTY[each] if each else "Not rated",
            key=f"{key}:level",
        )
        why = st.text_area(
            "Why: how people were asked, coherence, adequacy, relevance", now.confidence_reason, key=f"{key}:why"
        )
        if st.form_submit_button("Keep"):
            done(hands.rate(theme_id, level, why))
    with st.expander("Link it to the map or an outcome"), st.form(f"{key}:link", border=False):
        target = st.selectbox("Belongs to", list(targets), format_func=lambda each: targets[each], key=f"{key}:target")
        reason = st.text_input("Why", key=f"{key}:reason")
        if st.form_submit_button("Link") and target:
            kind, _, target_id = target.partition("~")
            done(hands.link(kind, theme_id, target_id, reason, map_id))
    _unlink(theme_id, links.get(theme_id, ()), map_id, hands, key)
    _merge(theme_id, names, merged, hands, key)


def _unlink(theme_id: str, belongs: Sequence[tuple[str, str, str]], map_id: str, hands: Hands, key: str) -> None:
    if not belongs:
        return
    labels = {target: label for label, _, target in belongs}
    with st.expander("Take a link back"), st.form(f"{key}:unlink", border=False):
        target = st.selectbox("Linked to", list(labels), format_func=lambda each: labels[each], key=f"{key}:linked")
        if st.form_submit_button("Take the link back") and target:
            kind, _, target_id = target.partition("~")
            done(hands.unlink(kind, theme_id, target_id, map_id))


def _merge(theme_id: str, names: Mapping[str, str], merged: Mapping[str, str], hands: Hands, key: str) -> None:
    others = {each: name for each, name in names.items() if each != theme_id}
    with st.expander("Merge, or take apart"):
        if others:
            with st.form(f"{key}:merge", border=False):
                into = st.selectbox(
                    "Make it part of", list(others), format_func=lambda each: others[each], key=f"{key}:into"
                )
                if st.form_submit_button("Merge") and into:
                    done(hands.merge(theme_id, into))
        for each, name in merged.items():
            if st.button(f"Take “{typed(name)}” apart again", key=f"separate:{each}"):
                done(hands.separate(each))
