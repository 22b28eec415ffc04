"""The part Versions: every edit with role and time, two versions compared, two maps compared, another map begun."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from integrated.complexity.comparison import compare, sentences
from integrated.complexity.model import SystemMap
from integrated.complexity.whole_map import WholeMap
from integrated.views import linked, notice, widgets
from integrated.views.connected.edit_words import by_whom, done, names_of
from integrated.views.typed import problem as say_problem

MOST = 200
AT_FIRST, NOW = "as first drawn", "as it is now"


@dataclass(frozen=True)
class Begun:
    """A map to begin: its title, who makes it, and whether it starts as a copy of the one on screen."""

    title: str
    made_by: str
    copied: bool


def versions(
    page: WholeMap,
    at: Callable[[int], SystemMap],
    other: Callable[[str], SystemMap | None],
    begin: Callable[[Begun], str],
    put_away: Callable[[], str] | None,
) -> None:
    """Draw the part.

    Parameters
    ----------
    page : the map. at : the map after the edit of that sequence, 0 for as first drawn. other : another map by id.
    begin : stores a new map. put_away : takes this map away, None for a map that came with the data. Both answer "" or
        one sentence.
    """
    left, right = st.columns(2, gap="large")
    with left:
        _two_versions(page, at)
        linked.show(history(page), key="map_history")
    with right:
        _two_maps(page, other)
        start(begin, copy_of=page.brief.title)
        if put_away is not None and st.button("Take this map away", key="map_put_away"):
            problem = put_away()
            if problem:
                say_problem(problem)
            else:
                notice.leave(f"“{page.brief.title}” was taken away. The other maps are as they were.")
                widgets.set_choice("map", None)
                st.rerun()


def start(begin: Callable[[Begun], str], *, copy_of: str | None) -> None:
    """The form for another map, or for the first one."""
    st.html(f'<h2 class="s16">{"Begin another map" if copy_of else "Begin a map"}</h2>')
    if copy_of:
        st.text("Families and professionals often see different things. Each can have a map, and the two be compared.")
    with st.form("map_begin", border=True):
        title = st.text_input("What the map is about", max_chars=200)
        made_by = st.text_input("Who makes it (a group, never a name)", max_chars=200)
        copied = bool(copy_of) and st.checkbox("Begin with a copy of the map on screen", value=True)
        if st.form_submit_button("Begin the map", type="primary"):
            problem = begin(Begun(title, made_by, copied))
            if problem:
                say_problem(problem)
            else:
                notice.leave(f"“{title}” is begun. Edit is where factors and links are added.")
                st.rerun()


def history(page: WholeMap) -> Markup:
    """Every edit, the newest first."""
    if not page.edits:
        return Markup('<div class="map-part"><h2>What was edited</h2><p>Nothing yet.</p></div>')
    names, standing = names_of(page), set(map(id, page.standing))
    lines = Markup("").join(
        Markup('<li>{}{} <span class="aside">({})</span></li>').format(
            done(event, names),
            "" if id(event) in standing or event.payload.get("removed") is True else ", no longer stands",
            by_whom(event),
        )
        for event in reversed(page.edits[-MOST:])
    )
    return Markup('<div class="map-part"><h2>What was edited, the newest first</h2><ul>{}</ul></div>').format(lines)


def _two_versions(page: WholeMap, at: Callable[[int], SystemMap]) -> None:
    if not page.edits:
        return
    names = names_of(page)
    moments = {"0": AT_FIRST} | {
        str(event.sequence): f"after {number}: {done(event, names)}" for number, event in enumerate(page.edits, start=1)
    }
    st.html('<h2 class="s16">Compare two versions</h2>')
    last = str(page.edits[-1].sequence)
    before, after = _pair("versions", moments, "0", last)
    _differences(at(int(before)), at(int(after)), "before", "after", page.options, key="map_two_versions")


def _two_maps(page: WholeMap, other: Callable[[str], SystemMap | None]) -> None:
    others = {each: title for each, title in page.maps.items() if each != page.brief.map_id}
    if not others:
        return
    st.html('<h2 class="s16">Compare two maps</h2>')
    chosen = st.selectbox("With the map", list(others), format_func=lambda each: others[each], key="map_compared")
    drawn = other(str(chosen))
    if drawn is not None:
        mine, theirs = f"on “{page.brief.title}”", f"on “{others[str(chosen)]}”"
        _differences(page.brief.system_map, drawn, mine, theirs, page.options, key="map_two_maps")


def _pair(key: str, choices: Mapping[str, str], first: str, second: str) -> tuple[str, str]:
    ids = list(choices)
    one, two = st.columns(2)
    with one:
        before = st.selectbox(
            "From", ids, index=ids.index(first), format_func=lambda each: choices[each], key=f"{key}:a"
        )
    with two:
        after = st.selectbox("To", ids, index=ids.index(second), format_func=lambda each: choices[each], key=f"{key}:b")
    return str(before), str(after)


def _differences(
    before: SystemMap, after: SystemMap, first: str, second: str, options: Mapping[str, str], *, key: str
) -> None:
    told = sentences(compare(before, after), first=first, second=second, option_names=options)
    if not told:
        st.text("The two say the same.")
        return
    items = Markup("").join(Markup("<li>{}</li>").format(each) for each in told[:MOST])
    more = Markup("<p>And {} more.</p>").format(len(told) - MOST) if len(told) > MOST else Markup("")
    count = f"{len(told)} difference{'' if len(told) == 1 else 's'}"
    linked.show(
        Markup('<div class="map-part"><p>{}, other signs first.</p><ul>{}</ul>{}</div>').format(count, items, more),
        key=key,
    )
