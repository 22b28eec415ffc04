"""The page around its parts: the question bar, the answer band, and the choice of the part under the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from integrated.complexity.whole_map import WholeMap
from integrated.views import icons, linked, notice, widgets, words
from integrated.views.connected import sentences

STYLE = Path(__file__).parent / "connected.css"
PARTS = {
    "routes": "Routes",
    "loops": "Loops",
    "what_if": "What if",
    "influence": "Influence",
    "evidence": "Evidence",
    "questions": "Twelve questions",
    "table": "Table",
    "edit": "Edit",
    "versions": "Versions",
    "files": "Files",
}
SHOWS = {"all": "Show the whole map", "routes": "Show the routes only", "near": "Show what is near the chosen one"}
MANY = 60
"""More boxes than this cannot be read at once: the routes alone are shown first."""


@dataclass(frozen=True)
class Asked:
    """What the question bar says: option, outcome, map, and how much of the map to show."""

    option_id: str
    outcome_id: str
    map_id: str
    show: str


def question_bar(options: Mapping[str, str], outcomes: Mapping[str, str], maps: Mapping[str, str], boxes: int) -> Asked:
    """Draw the question bar.

    Parameters
    ----------
    options, outcomes, maps : id to label; none of them empty.
    boxes : how many boxes the map has that will be shown first.
    """
    st.html(STYLE)
    with st.container(key="connected_bar", horizontal=True, vertical_alignment="center", gap="small"):
        hidden = "collapsed"
        option = widgets.choose("option", "Option", options, label_visibility=hidden, width=300)
        on = {each: f"on {label}" for each, label in outcomes.items()}
        outcome = widgets.choose("outcome", "On outcome", on, label_visibility=hidden, width=260)
        map_id = next(iter(maps))
        if len(maps) > 1 or widgets.chosen_now("map"):
            map_id = widgets.choose("map", "Map", maps, label_visibility=hidden, width=300) or map_id
        start = "routes" if boxes > MANY else "all"
        show = widgets.choose("show", "How much of the map", SHOWS, default=start, label_visibility=hidden, width=290)
    notice.show()
    return Asked(option or next(iter(options)), outcome or next(iter(outcomes)), map_id, show or start)


def band(page: WholeMap, *, is_comparison: bool) -> None:
    """The answer in one sentence, and what all hindering routes share."""
    found = page.found
    if is_comparison:
        answer, more = words.COMPARISON, "Every other option is judged against this one; it does not act on the map."
    else:
        answer, more = sentences.headline(found, page.option_label), sentences.shared_sentence(found)
    cut = sentences.CUT_SHORT if found.routes is not None and found.routes.truncated else ""
    many = ""
    if len(page.brief.system_map.factors) > MANY:
        many = f"This map has {len(page.brief.system_map.factors)} factors: too many to read at once."
    linked.show(
        Markup(
            '<h1 class="sr">How things connect: {} on {}</h1><div class="band agree-band" role="status">'
            '<div class="band-title">{} {}</div><div class="s16">{}</div></div>'
        ).format(
            page.option_label,
            page.outcome_label.lower(),
            icons.CONNECTIONS,
            answer,
            " ".join(each for each in (more, cut, many) if each)
            or f"{page.option_label} on {page.outcome_label.lower()}.",
        ),
        key="connected_band",
    )


def caption(page: WholeMap) -> None:
    """What a map is and is not, who made this one, and whether it is illustrative."""
    pill = Markup(' <span class="pill">Illustrative</span>') if page.brief.illustrative else Markup("")
    linked.show(
        Markup('<p class="s14 quiet">{} {}: made by {}.{}</p>').format(
            words.UNDER_MAP, page.brief.title, page.brief.made_by, pill
        ),
        key="connected_caption",
    )


def part() -> str:
    """Which part stands under the map, by the address."""
    with st.container(key="connected_parts"):
        chosen = widgets.choose(
            "part", "Part of the page", PARTS, draw=st.segmented_control, label_visibility="collapsed", required=True
        )
    return chosen or "routes"


def no_map() -> None:
    """A decision without a map: what to do next."""
    notice.show()
    st.html('<h1 class="question">There is no map of this decision yet.</h1>')
    st.text("Begin one below and add factors and links while people talk, or bring in a map from a file.")
