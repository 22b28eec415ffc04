"""The one page of map_app.py: `?case=` says which map, and what Python was told stands under it as text."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from integrated.complexity.layout import layout
from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap
from integrated.views import system_map
from tests.unit.complexity.embedded import OPTIONS, embedded_map

LETTERS = dict(
    zip(
        OPTIONS, ("B Stay longer", "C Supported housing", "D One-to-one worker", "E Classes", "F Coaching"), strict=True
    )
)
STAYING = (
    "age_at_leaving", "abruptness", "readiness", "placement_capacity", "prevention_budget",
    "suitable_homes", "debt", "stable_housing", "homelessness",
)  # fmt: skip
HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '" onmouseover="document.title=\'owned\'" x="',
    "javascript:document.title='owned'",
    "<b>bold</b> {{7*7}} ${7*7} href=",
    "\u202eright to left\u202c \u0000\u0007 bell",
    "x" * 500,
    "<svg onload=\"document.title='owned'\">",
)


def part(whole: SystemMap, factor_ids: tuple[str, ...], options: tuple[str, ...]) -> SystemMap:
    return SystemMap(
        tuple(f for f in whole.factors if f.factor_id in factor_ids),
        tuple(link for link in whole.links if {*link.ends} <= {*factor_ids}),
        tuple(e for e in whole.entry_points if e.option_id in options and e.factor_id in factor_ids),
    )


def thirty(whole: SystemMap) -> SystemMap:
    """The embedded map with five more factors, each tied to two of it."""
    names = [f"further_{i}" for i in range(5)]
    more = [Factor(name, f"One more thing to think of {i}") for i, name in enumerate(names)]
    links = [Link(name, whole.factor_ids[3 * i], "positive") for i, name in enumerate(names)]
    links += [Link(whole.factor_ids[2 * i + 1], name, "uncertain", "weak", "years") for i, name in enumerate(names)]
    return SystemMap((*whole.factors, *more), (*whole.links, *links), ())


def hostile() -> SystemMap:
    factors = tuple(Factor(f"f{i}<script>", label) for i, label in enumerate(HOSTILE))
    links = tuple(Link(a.factor_id, b.factor_id, "positive") for a, b in zip(factors, factors[1:], strict=False))
    return SystemMap(factors, links, (EntryPoint("<i>o", factors[0].factor_id, "negative"),))


def twenty(whole: SystemMap) -> SystemMap:
    return part(whole, whole.factor_ids[:20], ())


WHOLE = embedded_map()
CASES = {
    "small": (part(WHOLE, STAYING, ("extended_care",)), 512, 416, {"extended_care": LETTERS["extended_care"]}),
    "whole": (WHOLE, 1376, 640, LETTERS),
    "thirty": (thirty(WHOLE), 1376, 640, {}),
    "twenty": (twenty(WHOLE), 1376, 640, {}),
    "wide": (thirty(WHOLE), 1824, 780, {}),
    "tight": (WHOLE, 420, 320, LETTERS),
    "hostile": (hostile(), 900, 500, {"<i>o": "<img src=x onerror=document.title='owned'>"}),
}


@st.cache_data
def places(case: str) -> dict[str, tuple[float, float]]:
    drawn, width, height, options = CASES[case]
    across, down = system_map.sheet(width, height)
    return layout(drawn, width=across, height=down, option_labels=options)


st.set_page_config(layout="wide")
st.html(Path(system_map.__file__).parents[1] / "app.css")
case = st.query_params.get("case", "small")


@st.fragment
def area() -> None:
    drawn, width, height, options = CASES[case]
    strong = st.checkbox("Strong links only")
    few = st.checkbox("Without the last factor")
    answer = st.checkbox("Python says what is chosen")
    if strong:
        drawn = replace(drawn, links=tuple(link for link in drawn.links if link.strength == "strong"))
    if few:
        drawn = part(drawn, drawn.factor_ids[:-1], tuple(options))
    with st.container(width=width, key="map_area"):
        click = system_map.show(
            drawn, key="map", height=height, positions=places(case), title="Map under test", option_labels=options,
            focus=st.session_state.get("focus") if answer else system_map.LAST,
        )  # fmt: skip
    told = st.session_state.setdefault("told", [])
    if click.cleared:
        told.append("cleared")
    if click.focus or click.option or click.entry_point:
        told.append(click.focus or f"option {click.option or ' to '.join(click.entry_point or ())}")
    st.text(f"Told: {' | '.join(told) or 'nothing'}")
    st.text(f"Moved: {', '.join(sorted(click.positions)) or 'nothing'}")
    if click.focus or click.cleared:
        st.session_state["focus"] = click.focus


def elsewhere() -> None:
    st.title("Elsewhere")


pages = [st.Page(area, title="Map", default=True, url_path="map"), st.Page(elsewhere, title="Elsewhere")]
st.navigation(pages, position="top").run()
