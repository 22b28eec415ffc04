"""The part Edit: add, link, change and take away, one event each, while a room is watching."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from integrated.complexity.edits import MOST_CHARACTERS, MapEvent, new_factor_id
from integrated.complexity.model import CONFIDENCES, DELAYS, STRENGTHS, EntryPoint, Factor, Link
from integrated.complexity.whole_map import EvidenceRow, WholeMap
from integrated.views import notice, widgets, words
from integrated.views.connected import places
from integrated.views.connected.edit_words import done, names_of
from integrated.views.typed import problem as say_problem
from integrated.views.typed import typed

KIND_WORDS = {"factor": "A factor", "outcome": "An outcome we care about", "context": "Comes from outside"}
WANTED = {"": "Not entered", "increase": "More of it", "decrease": "Less of it"}
CONTROLLABLE = {"": "Not entered", "yes": "Yes", "partly": "In part", "no": "No"}
SIGNS = {"positive": "+ more leads to more", "negative": "− more leads to less", "uncertain": "? could go either way"}
PUSHES = {"positive": "+ pushes it up", "negative": "− pushes it down", "uncertain": "? could go either way"}
EVIDENCE = {"effect": "A study’s effect", "finding": "A published finding", "contribution": "Something said here"}
MOST_OFFERED = 200


class Editing(Protocol):
    """Whoever edits: each answers "" when it was done, else one sentence."""

    def edit(self, verb: str, ids: Sequence[str], payload: Mapping[str, Any]) -> str: ...
    def undo(self, event: MapEvent) -> str: ...
    def set_level(self, option_id: str, level: str) -> str: ...
    def stand_for(self, outcome_id: str, factor_id: str) -> str: ...
    def stand_no_longer(self, outcome_id: str) -> str: ...


Offered = Callable[[str], Sequence[EvidenceRow]]


def beside(page: WholeMap, do: Editing, offered: Offered) -> None:
    """The forms that stand beside the map, so that it is seen to change.

    Parameters
    ----------
    page : the map. do : whoever edits it. offered : kind of evidence to what can be attached.
    """
    _undo(page, do)
    factor, link, acts, chosen = st.tabs(["New factor", "New link", "Option acts", "Chosen"])
    with factor:
        _add(page, do)
    with link:
        _connect(page, do)
    with acts:
        _enter(page, do)
    with chosen:
        _chosen(page, do, offered)


def below(page: WholeMap, do: Editing) -> None:
    """What is said seldom: how deep an option goes, which factor stands for an outcome, the layout."""
    st.text("Factors, links and where options act are edited beside the map. Every edit can be taken back.")
    left, right = st.columns(2, gap="medium")
    with left:
        _level(page, do)
    with right:
        _stand_for(page, do)
        _stand_no_longer(page, do)
        if st.button("Lay the map out anew", key="map_tidy"):
            places.forget(page.brief.map_id)
            st.rerun()


def _undo(page: WholeMap, do: Editing) -> None:
    if not page.standing:
        st.html('<p class="s15">Nothing has been edited on this map yet.</p>')
        return
    last = page.standing[-1]
    told = done(last, names_of(page))
    if st.button("Undo the last edit", key="map_undo"):
        _told(do.undo(last), f"Taken back: {told}.")
    st.text(f"Last: {told}.")


def _add(page: WholeMap, do: Editing) -> None:
    with st.form("map_add", clear_on_submit=True, border=True):
        label = st.text_input("A new factor: something that can go up or down", max_chars=MOST_CHARACTERS)
        kind = _select("Kind", KIND_WORDS)
        wanted = _select("What is wanted", WANTED)
        domain = st.text_input("Part of (housing, money, …)", max_chars=60)
        control = _select("Can it be changed from here?", CONTROLLABLE)
        if st.form_submit_button("Add the factor", type="primary"):
            factor_id = new_factor_id(page.brief.system_map, label)
            payload = {"label": label, "kind": kind, "wanted": wanted, "domain": domain, "controllable": control}
            problem = do.edit("add", [factor_id], payload)
            if not problem:
                widgets.set_choice("focus", f"factor~{factor_id}")
            _told(problem, f"Added “{label}”.")


def _connect(page: WholeMap, do: Editing) -> None:
    labels = {factor.factor_id: factor.label for factor in page.brief.system_map.factors}
    if len(labels) < 2:
        st.text("Two factors are needed before a link can be drawn.")
        return
    chosen = page.named(widgets.chosen_now("focus"))
    with st.form("map_connect", border=True):
        source = _select("A new link, from", labels, chosen[0] if chosen else "")
        target = _select("To", labels, next((each for each in labels if each != source), ""))
        sign = _select("What more of the first does", SIGNS)
        facts = _facts(delay=True)
        if st.form_submit_button("Add the link", type="primary"):
            facts["reference"] = facts.pop("note")
            problem = do.edit("connect", [source, target], {"polarity": sign, **facts})
            if not problem:
                widgets.set_choice("focus", f"link~{source}~{target}")
            _told(problem, f"Linked “{labels[source]}” to “{labels[target]}”.")


def _enter(page: WholeMap, do: Editing) -> None:
    labels = {factor.factor_id: factor.label for factor in page.brief.system_map.factors}
    if not labels:
        return
    with st.form("map_enter", border=True):
        option = _select("Where an option acts", page.options, page.found.option_id)
        factor = _select("It acts on", labels)
        push = _select("What it does to it", PUSHES)
        facts = _facts(delay=False)
        if st.form_submit_button("Say it acts there", type="primary"):
            problem = do.edit("enter", [option, factor], {"push": push, **facts})
            _told(problem, f"“{page.options[option]}” acts on “{labels[factor]}” now.")


def _level(page: WholeMap, do: Editing) -> None:
    option_id, option = page.found.option_id, page.option_label
    levels = {"": "Not entered", **{each: told[0].upper() + told[1:] for each, told in words.ACTION_LEVELS.items()}}
    with st.form("map_level", border=True):
        level = _select(f"How deep does {option} go? (Action Scales)", levels, page.levels.get(option_id) or "")
        if st.form_submit_button("Save the level"):
            _told(do.set_level(option_id, level), f"Saved how deep {option} goes.")


def _stand_for(page: WholeMap, do: Editing) -> None:
    missing = {each: label for each, label in page.outcomes.items() if page.brief.factor_of(each) is None}
    labels = {factor.factor_id: factor.label for factor in page.brief.system_map.factors}
    if not missing or not labels:
        return
    with st.form("map_stand_for", border=True):
        outcome = _select("An outcome that is not on the map yet", missing)
        factor = _select("The factor that stands for it", labels)
        if st.form_submit_button("Say it stands for it"):
            _told(do.stand_for(outcome, factor), f"“{labels[factor]}” stands for {missing[outcome].lower()} now.")


def _stand_no_longer(page: WholeMap, do: Editing) -> None:
    labels = {factor.factor_id: factor.label for factor in page.brief.system_map.factors}
    stands = {
        each: f"{label}: “{labels[factor_id]}”"
        for each, label in page.outcomes.items()
        if (factor_id := page.brief.factor_of(each)) in labels
    }
    if not stands:
        return
    with st.form("map_stand_no_longer", border=True):
        outcome = _select("Which factor stands for an outcome", stands)
        if st.form_submit_button("Take it back"):
            _told(do.stand_no_longer(outcome), f"No factor stands for {page.outcomes[outcome].lower()} now.")


def _chosen(page: WholeMap, do: Editing, offered: Offered) -> None:
    focus = widgets.chosen_now("focus") or ""
    named, drawn = page.named(focus), page.brief.system_map
    kind, _, rest = focus.partition("~")
    if kind == "factor" and named:
        _change_factor(drawn.factor(named[0]), do)
    elif kind == "link" and named:
        link = drawn.by_ends[named[0], named[1]]
        _change_link(page, link, do)
        _attach(page, link.ends, do, offered)
    elif kind == "entry" and (entry := _entry_of(page, rest)):
        _change_entry(page, entry, do)
        _attach(page, (entry.option_id, entry.factor_id), do, offered)
    else:
        st.text("Choose a factor, a sign on a link, or where an option acts: on the map, or in the list beside it.")


def _change_factor(factor: Factor, do: Editing) -> None:
    with st.form(f"map_factor:{factor.factor_id}", border=True):
        label = st.text_input("Name", factor.label, max_chars=MOST_CHARACTERS)
        kind = _select("Kind", KIND_WORDS, factor.kind)
        wanted = _select("What is wanted", WANTED, factor.wanted)
        domain = st.text_input("Part of", factor.domain, max_chars=60)
        control = _select("Can it be changed from here?", CONTROLLABLE, factor.controllable)
        if st.form_submit_button("Save the factor", type="primary"):
            problem = do.edit("rename", [factor.factor_id], {"label": label}) if label != factor.label else ""
            described = {"kind": kind, "wanted": wanted, "domain": domain, "controllable": control}
            same = (factor.kind, factor.wanted, factor.domain, factor.controllable) == tuple(described.values())
            if not problem and not same:
                problem = do.edit("describe", [factor.factor_id], described)
            _told(problem, f"Saved “{label}”.")
    if st.button("Delete this factor and its links", key="map_delete_factor"):
        _told(do.edit("delete", [factor.factor_id], {}), f"Deleted “{factor.label}”. Undo brings it back.")


def _change_link(page: WholeMap, link: Link, do: Editing) -> None:
    name = f"“{page.brief.label(link.source)}” to “{page.brief.label(link.target)}”"
    with st.form(f"map_link:{link.source}:{link.target}", border=True):
        sign = _select(f"The link from {name}", SIGNS, link.polarity)
        facts = _facts(
            delay=True, was=(link.strength, link.confidence, link.basis, link.reference), was_delay=link.delay
        )
        if st.form_submit_button("Save the link", type="primary"):
            facts["reference"] = facts.pop("note")
            _told(do.edit("change", link.ends, {"polarity": sign, **facts}), f"Saved the link from {name}.")
    if st.button("Delete this link", key="map_delete_link"):
        _told(do.edit("delete", link.ends, {}), f"Deleted the link from {name}. Undo brings it back.")


def _change_entry(page: WholeMap, entry: EntryPoint, do: Editing) -> None:
    ids = (entry.option_id, entry.factor_id)
    name = f"{page.options.get(ids[0], ids[0])} on “{page.brief.label(ids[1])}”"
    with st.form(f"map_entry:{ids[0]}:{ids[1]}", border=True):
        push = _select(f"What it does: {name}", PUSHES, entry.push)
        facts = _facts(delay=False, was=(entry.strength, entry.confidence, entry.basis, entry.note))
        if st.form_submit_button("Save where it acts", type="primary"):
            _told(do.edit("enter", ids, {"push": push, **facts}), f"Saved: {name}.")
    if st.button("It does not act here", key="map_leave"):
        _told(do.edit("leave", ids, {}), f"Taken away: {name}. Undo brings it back.")


def _attach(page: WholeMap, ends: tuple[str, str], do: Editing, offered: Offered) -> None:
    for row in page.rows_of(*ends):
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Take off", key=f"map_detach:{row.kind}:{row.evidence_id}"):
                payload = {"evidence_kind": row.kind, "evidence_id": row.evidence_id}
                _told(do.edit("detach", ends, payload), "Taken off. Undo attaches it again.")
            st.text(f"{row.words} ({row.source})")
    kind = st.selectbox("Attach evidence", list(EVIDENCE), format_func=EVIDENCE.__getitem__, key="map_evidence")
    find = st.text_input("Find (part of its words)", key="map_evidence_find")
    held = {row.key for row in page.rows_of(*ends)}
    rows = [row for row in offered(kind or "effect") if row.key not in held]
    fitting = [row for row in rows if find.casefold() in f"{row.words} {row.source}".casefold()]
    if not fitting:
        st.text("Nothing of this kind fits.")
        return
    if len(fitting) > MOST_OFFERED:
        st.text(f"The first {MOST_OFFERED} of {len(fitting)} are offered: write a part of its words to find another.")
    named = {row.evidence_id: f"{row.words} ({row.source})" for row in fitting[:MOST_OFFERED]}
    with st.form("map_attach", border=False):
        chosen = _select("What to attach", named)
        if st.form_submit_button("Attach it"):
            payload = {"evidence_kind": kind, "evidence_id": chosen}
            _told(do.edit("attach", ends, payload), "Attached.")


def _facts(
    *, delay: bool, was: tuple[str, str, str, str] = ("medium", "medium", "", ""), was_delay: str = "none"
) -> dict[str, str]:
    """Strength, confidence, basis, note, and for links the delay."""
    strength, confidence, basis, note = was
    given = {"strength": _select("How strong", {each: each for each in STRENGTHS}, strength)}
    if delay:
        given["delay"] = _select("When", {each: words.DELAYS[each] for each in DELAYS}, was_delay)
    given["confidence"] = _select("How sure people are", {each: each for each in CONFIDENCES}, confidence)
    given["basis"] = st.text_input("Who says it (families, evaluation, …)", basis, max_chars=60) or "assumption"
    given["note"] = st.text_input("Why (a note)", note, max_chars=MOST_CHARACTERS)
    return given


def _select(label: str, choices: Mapping[str, str], chosen: str = "") -> str:
    ids = list(choices)
    index = ids.index(chosen) if chosen in choices else 0
    return str(st.selectbox(typed(label), ids, index=index, format_func=lambda each: choices[each]))


def _entry_of(page: WholeMap, rest: str) -> EntryPoint | None:
    option_id, _, factor_id = rest.partition("~")
    return next((e for e in page.brief.system_map.entries_of(option_id) if e.factor_id == factor_id), None)


def _told(problem: str, sentence: str) -> None:
    if problem:
        say_problem(problem)
        return
    notice.leave(sentence)
    st.rerun()
