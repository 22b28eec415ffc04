"""The part Files: the map taken away in many formats, and a map brought in, seen before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import streamlit as st

from integrated.complexity.model import SystemMap
from integrated.complexity.whole_map import WholeMap
from integrated.views import notice
from integrated.views.connected import drawing
from integrated.views.connected.editor import SIGNS
from integrated.views.connected.places import Places, by_hand, places
from integrated.views.connected.sentences import listed
from integrated.views.typed import problem as say_problem
from integrated.views.typed import typed

NOT_SAID = ""
MOST_STYLES = 40


class Read(Protocol):
    """A map as a file holds it."""

    @property
    def title(self) -> str: ...
    @property
    def system_map(self) -> SystemMap: ...
    @property
    def unsigned(self) -> Mapping[str, Sequence[tuple[str, str]]]: ...
    @property
    def left_out(self) -> Sequence[str]: ...
    @property
    def places(self) -> Places: ...
    @property
    def scale(self) -> float: ...


class Written(Protocol):
    """A map as files."""

    @property
    def files(self) -> Mapping[str, bytes]: ...
    @property
    def left_out(self) -> Sequence[str]: ...


class Format(Protocol):
    """One format: see `exchange.map_formats`."""

    @property
    def name(self) -> str: ...
    @property
    def endings(self) -> tuple[str, ...]: ...
    @property
    def needed(self) -> tuple[str, ...]: ...
    @property
    def extra(self) -> str: ...
    @property
    def read(self) -> Callable[..., Any]: ...
    @property
    def write(self) -> Callable[[SystemMap, str, Places | None], Any]: ...


@dataclass(frozen=True)
class BroughtIn:
    """A map that a person looked at and wants to keep."""

    title: str
    made_by: str
    system_map: SystemMap
    outcome_factors: tuple[tuple[str, str], ...]
    file_name: str
    places: Places


Signed = Callable[[Any, Mapping[str, str]], Any]
Keep = Callable[[BroughtIn], str]


def take_away(page: WholeMap, formats: Mapping[str, Format]) -> None:
    """The map on screen as files, with what each format cannot hold."""
    st.html('<h2 class="s16">Take the map away</h2>')
    chosen = formats[_choice("As", {each: known.name for each, known in formats.items()}, "map_out")]
    name = f"map-{page.brief.map_id}" + ("-illustrative" if page.brief.illustrative else "")
    stand = _standing(page)
    written: Written = chosen.write(page.brief.system_map, name, stand())
    _told("Could not be carried", written.left_out, "Everything on the map fits into this format.")
    drawn = partial(_drawn, page, stand)
    with st.container(horizontal=True):
        st.download_button(
            "Picture (PNG)", lambda: drawing.png(drawn()), f"{name}.png", "image/png", on_click="ignore", key="map_png"
        )
        st.download_button(
            "Drawing (SVG)", lambda: drawn().encode(), f"{name}.svg", "image/svg+xml", on_click="ignore", key="map_svg"
        )
        for file_name in written.files:
            st.download_button(
                typed(file_name),
                partial(_content, page, chosen, name, stand, file_name),
                file_name,
                key=f"map_out:{file_name}",
                on_click="ignore",
            )


def _standing(page: WholeMap) -> Callable[[], Places]:
    """Where every box stands when it is called: a box can be moved after its button was drawn."""
    laid = places(page.brief.map_id, page.brief.system_map, page.drawn_options, page.brief.places)
    moved = by_hand(page.brief.map_id)
    return lambda: {each: moved.get(each, place) for each, place in laid.items()}


def _content(page: WholeMap, chosen: Format, name: str, stand: Callable[[], Places], file_name: str) -> bytes:
    written: Written = chosen.write(page.brief.system_map, name, stand())
    return written.files[file_name]


def _drawn(page: WholeMap, stand: Callable[[], Places]) -> str:
    """The map as it stands on screen."""
    return drawing.svg(
        page.brief.system_map,
        stand(),
        page.drawn_options,
        title=page.brief.title,
        illustrative=page.brief.illustrative,
    )


def bring_in(
    formats: Mapping[str, Format],
    signed: Signed,
    keep: Keep,
    options: Mapping[str, str],
    outcomes: Mapping[str, str],
) -> None:
    """A map from a file: read, shown, its unknown signs asked for, then kept as a map of this decision.

    Parameters
    ----------
    formats : format id to format. signed : puts the signs a person chose into a map that was read.
    keep : stores the map; answers "" or one sentence. options, outcomes : of the decision, id to label.
    """
    st.html('<h2 class="s16">Bring a map in</h2>')
    st.text("It becomes another map of this decision. Nothing is kept until you say so.")
    format_id = _choice("From", {each: known.name for each, known in formats.items()}, "map_in")
    chosen = formats[format_id]
    files = [
        st.file_uploader(name, type=list(chosen.endings), key=f"map_in:{format_id}:{name}") for name in chosen.needed
    ]
    if chosen.extra:
        files.append(st.file_uploader(f"{chosen.extra} (if you have it)", type=list(chosen.endings)))
    if any(file is None for file in files[: len(chosen.needed)]):
        return
    try:
        read: Read = chosen.read(*(file.getvalue() if file is not None else None for file in files))
    except ValueError as unreadable:
        say_problem(str(unreadable))
        return
    given = _signs(read)
    drawn: SystemMap = _of_here(signed(read, given).system_map, options)
    _preview(read, drawn, len(read.system_map.entry_points) - len(drawn.entry_points))
    with st.form("map_bring_in", border=True):
        title = st.text_input("What the map is about", read.title[:200], max_chars=200)
        made_by = st.text_input("Who made it (a group, never a name)", max_chars=200)
        labels = {NOT_SAID: "Not on this map"} | {factor.factor_id: factor.label for factor in drawn.factors}
        stands = {each: _choice(f"The factor for: {label}", labels, None) for each, label in outcomes.items()}
        if st.form_submit_button("Bring the map in", type="primary"):
            stated = tuple((outcome, factor) for outcome, factor in stands.items() if factor)
            names = ", ".join(file.name for file in files if file is not None)
            problem = keep(BroughtIn(title, made_by, drawn, stated, names, read.places))
            if problem:
                say_problem(problem)
            else:
                notice.leave(f"“{title}” was brought in: {_size(drawn)}. Choose it at the top of the page.")
                st.rerun()


def _signs(read: Read) -> dict[str, str]:
    """The mapping table: what the file says of links without a sign, and the sign a person gives to each."""
    if not read.unsigned:
        return {}
    st.text("Some links came without a sign. Say what each of these means; what you leave stays uncertain.")
    choices = {NOT_SAID: "Leave it uncertain", **SIGNS}
    given = {
        said: _choice(f"{said[:60]}: {len(links)} link{'' if len(links) == 1 else 's'}", choices, None)
        for said, links in list(read.unsigned.items())[:MOST_STYLES]
    }
    return {said: sign for said, sign in given.items() if sign}


def _preview(read: Read, drawn: SystemMap, lost_options: int) -> None:
    st.text(f"This file holds {_size(drawn)}: {listed([factor.label for factor in drawn.factors], most=6)}.")
    st.text(_places_said(read, drawn))
    told = [*read.left_out]
    if lost_options:
        told.append(f"Where options act: {lost_options} left out, this decision has no such option.")
    if not any(factor.kind == "outcome" for factor in drawn.factors):
        told.append("No factor is an outcome: say below which factor stands for each outcome, or change kinds later.")
    _told("Could not be carried, or is not known", told, "Everything in this file could be carried.")


def _places_said(read: Read, drawn: SystemMap) -> str:
    count, whole = len(read.places), len(drawn.factors)
    if not count:
        return "It gives no places that can be kept: the boxes are laid out here."
    said = "Every box stands" if count == whole else f"{count} of {whole} boxes stand"
    larger = "" if read.scale == 1 else f" The drawing is {read.scale:.2g} times as large here, in proportion."
    return f"{said} where the file puts {'it' if count == whole else 'them'}.{larger}"


def _of_here(drawn: SystemMap, options: Mapping[str, str]) -> SystemMap:
    """The map with the entry points of options that this decision has."""
    entries = tuple(entry for entry in drawn.entry_points if entry.option_id in options)
    return SystemMap(drawn.factors, drawn.links, entries)


def _size(drawn: SystemMap) -> str:
    return f"{len(drawn.factors)} factors and {len(drawn.links)} links"


def _told(heading: str, sentences: Sequence[str], nothing: str) -> None:
    if not sentences:
        st.text(nothing)
        return
    st.text(f"{heading}:")
    for sentence in sentences:
        st.text(f"· {sentence}")


def _choice(label: str, choices: Mapping[str, str], key: str | None) -> str:
    return str(st.selectbox(typed(label), list(choices), format_func=lambda each: choices[each], key=key))
