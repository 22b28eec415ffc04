"""The three columns of Side by side, drawn: studies, people, connections. Each returns what was clicked."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from integrated.co_production.voices import PeopleBrief
from integrated.complexity.connected import ConnectionsBrief, ShownMap
from integrated.complexity.layout import layout
from integrated.complexity.model import SystemMap
from integrated.views import (
    column_frame,
    linked,
    people_column,
    side_screen,
    sparks,
    studies_column,
    system_map,
    widgets,
    words,
)
from integrated.views.downloads import chart_menu
from integrated.views.forest import NARROW, WIDE, forest
from integrated.views.navigation import standing
from integrated.views.system_map import MapClick
from integrated.weighing.perspective import PerspectiveSummary
from integrated.what_works.found import StudiesBrief


class Lit(Protocol):
    """What a highlight lights, by kind."""

    @property
    def focus(self) -> str | None: ...
    @property
    def themes(self) -> frozenset[str]: ...
    @property
    def factors(self) -> frozenset[str]: ...
    @property
    def outcomes(self) -> frozenset[str]: ...


MAP_BOX = (514, 350)
LABEL_PX = 14


def draw(
    places: Mapping[str, DeltaGenerator],
    cells: Mapping[str, PerspectiveSummary],
    from_studies: StudiesBrief,
    from_people: PeopleBrief,
    from_map: ConnectionsBrief,
    shown: ShownMap | None,
    lit: Lit,
    *,
    option_label: str,
) -> str | None:
    """Draw the three columns, folded ones as strips, and return what was clicked in any of them."""
    presenting = widgets.presenting()
    went: list[str | None] = []
    for perspective, place in places.items():
        with place:
            if side_screen.folded(presenting, perspective):
                pill = {"people": from_people.illustrative, "system": bool(from_map.map and from_map.map.illustrative)}
                linked.show(
                    side_screen.strip(cells[perspective], pill=pill.get(perspective, False)),
                    key=f"folded:{perspective}",
                )
            elif perspective == "works":
                on = from_studies.outcome_id in lit.outcomes
                went.append(studies(from_studies, cells["works"], lit=on, closer=standing("what_works")))
            elif perspective == "people":
                closer = standing("co_production")
                went.append(people(from_people, cells["people"], lit=lit.themes, fading=bool(lit.focus), closer=closer))
            else:
                link, click = connections(
                    from_map,
                    cells["system"],
                    shown,
                    option_label=option_label,
                    lit=lit.factors,
                    focus=lit.focus,
                    closer=standing("complexity"),
                )
                went += [link, f"focus~{click.focus}" if click and click.focus else None]
    return next((each for each in went if each), None)


def sparks_of(
    every: Mapping[str, tuple[StudiesBrief, PeopleBrief, ConnectionsBrief]],
) -> dict[tuple[str, str], Markup]:
    """The small pictures of the table of all options."""
    drawn = {}
    for option_id, (from_studies, from_people, from_map) in every.items():
        drawn[option_id, "works"] = sparks.studies(from_studies)
        drawn[option_id, "people"] = sparks.people(from_people)
        drawn[option_id, "system"] = sparks.connections(from_map)
    return drawn


def any_illustrative(every: Mapping[str, tuple[StudiesBrief, PeopleBrief, ConnectionsBrief]]) -> bool:
    """Whether a workshop or map behind these columns is illustrative."""
    return any(
        from_people.illustrative or bool(from_map.map and from_map.map.illustrative)
        for _, from_people, from_map in every.values()
    )


@st.cache_data(max_entries=200)
def _forest(_brief: StudiesBrief, key: tuple[object, ...], presenting: bool) -> dict[str, Any]:
    size = WIDE if presenting else NARROW
    return forest(_brief.used, pooled=_brief.shown_pool, new_place=_brief.shown_new_place, size=size)


def studies(brief: StudiesBrief, summary: PerspectiveSummary, *, lit: bool, closer: bool) -> str | None:
    """The left column. `lit`: the highlight is stated to belong to this outcome."""
    told = ""
    if brief.k == 2:
        told = "Two studies: too few to judge." if "Too few" not in brief.sentence else ""
    elif brief.k == 1:
        told = "We cannot say how results would vary."
    top = linked.show(
        column_frame.head(summary, brief.sentence, more=told, lit=brief.outcome_label if lit else "")
        + studies_column.of_hundred(
            brief.of_hundred, k=brief.k, has_binary=all(row.measure_kind == "binary" for row in brief.used)
        ),
        key="studies_top",
    )
    if brief.k:
        key = tuple((row.effect_id, row.effect, row.standard_error) for row in brief.used)
        st.vega_lite_chart(
            _forest(brief, key, widgets.presenting()),
            theme=None,
            width="content",
            key="studies_forest",
            alt=studies_column.plot_in_words(brief.used, brief.shown_pool),
        )
    else:
        linked.show(
            studies_column.not_known(
                brief.cause or "not searched", brief.outcome_label, brief.searches, brief.elsewhere, brief.excluded
            ),
            key="studies_not_known",
        )
    countries = sorted({row.country for row in brief.used if row.country})
    unknown = []
    if countries and "GB" not in countries:
        unknown.append(f"how it works here: every pooled study is from {' and '.join(_country(c) for c in countries)}")
    if any(each["country"] == "GB" for each in brief.evaluations):
        unknown.append("UK evaluations could not say")
    if not brief.k:
        unknown.append(f"whether it changes {brief.outcome_label.lower()}")
    if beside := studies_column.beside_plot(brief.used, brief.excluded, brief.evaluations):
        st.html(str(beside))
    bottom = linked.show(
        column_frame.foot(
            _how_sure(brief),
            "; ".join(unknown) + "." if unknown else "nothing named.",
            rows="works",
            closer="what_works" if closer else None,
        ),
        key="studies_foot",
    )
    if brief.k:
        chart_menu(
            "Forest plot",
            lambda ink: forest(brief.used, pooled=brief.shown_pool, new_place=brief.shown_new_place, ink=ink),
            lambda: studies_column.rows_table((*brief.used, *brief.others, *brief.excluded), brief.outcome_label),
            brief.sentence,
            key="studies_menu",
        )
    return top or bottom


def people(
    brief: PeopleBrief, summary: PerspectiveSummary, *, lit: frozenset[str], fading: bool, closer: bool
) -> str | None:
    """The middle column."""
    body = people_column.stance_bars(brief.rows, brief.threshold)
    body += people_column.objecting_not_told(brief.objecting_not_told)
    body += people_column.themes(brief.themes, lit, fading=fading)
    body += people_column.quotes(brief.quotes, lit) if brief.rows else Markup("")
    body += people_column.elsewhere(brief.elsewhere)
    missing = ", ".join(f"{group[0].lower() + group[1:]} ({state})" for group, state in brief.not_heard)
    went = linked.show(
        column_frame.head(summary, brief.sentence) + Markup('<div class="column-body">{}</div>').format(body),
        key="people_column",
    )
    bottom = linked.show(
        column_frame.foot(
            words.CERTAINTY.get(brief.confidence or "", "Nobody has rated this yet")
            + (f" ({brief.confidence})." if brief.confidence else "."),
            f"{missing}." if missing else "nobody named is missing.",
            rows="people",
            closer="co_production" if closer else None,
            pill=brief.illustrative,
        ),
        key="people_foot",
    )
    if brief.rows:
        chart_menu("Stances", None, lambda: people_column.rows_table(brief.rows), brief.sentence, key="people_menu")
    return went or bottom


def connections(
    brief: ConnectionsBrief,
    summary: PerspectiveSummary,
    shown: ShownMap | None,
    *,
    option_label: str,
    lit: frozenset[str],
    focus: str | None,
    closer: bool,
) -> tuple[str | None, MapClick | None]:
    """The right column: (link clicked, factor or link clicked)."""
    top = linked.show(column_frame.head(summary, brief.sentence), key="connections_top")
    click = None
    if shown is not None:
        click = system_map.show(
            shown.system_map,
            key="side_map",
            height=MAP_BOX[1],
            positions=_places(shown.system_map, brief.option_id, option_label),
            focus=focus,
            chosen=tuple(lit),
            faded=tuple(f.factor_id for f in shown.system_map.factors if lit and f.factor_id not in lit),
            label_px=LABEL_PX,
            title=f"Routes from {option_label}",
            option_labels={brief.option_id: option_label},
        )
    st.html(str(_lit_factors(brief, shown, lit) or Markup('<div class="s14 quiet">{}</div>').format(words.UNDER_MAP)))
    bottom = linked.show(
        column_frame.foot(
            words.CERTAINTY.get(brief.confidence or "", "Nobody can say")
            + (
                f": {brief.links - brief.asserted} of {brief.links} links on these routes carry evidence."
                if brief.links
                else "."
            ),
            "whether the map misses a route."
            if shown is None
            else f"{shown.asserted} of {len(shown.system_map.links)} links shown are someone’s view, "
            "no evidence attached.",
            rows="system",
            closer="complexity" if closer else None,
            extra=_also_moves(brief),
            further="" if shown is None or not shown.further else f"and {shown.further} more routes",
            pill=bool(brief.map and brief.map.illustrative),
        ),
        key="connections_foot",
    )
    return top or bottom, click


def _lit_factors(brief: ConnectionsBrief, shown: ShownMap | None, lit: frozenset[str]) -> Markup:
    """The highlighted factors in words, those drawn here first: a canvas alone says nothing to some.

    They stand where the map is explained otherwise, so that nothing moves.
    """
    if not lit or brief.map is None:
        return Markup("")
    drawn = {factor.factor_id for factor in shown.system_map.factors} if shown else set()
    here = [brief.map.label(each) for each in sorted(lit & drawn)]
    further = [brief.map.label(each) for each in sorted(lit - drawn)]
    if not here:
        return Markup('<div class="s14 lit-factors"><b>Highlighted, but not on these routes:</b> {}</div>').format(
            ", ".join(further)
        )
    more = Markup(' and {} elsewhere on the map<span class="sr">: {}</span>').format(len(further), ", ".join(further))
    return Markup('<div class="s14 lit-factors"><b>Highlighted:</b> {}{}</div>').format(
        ", ".join(here), more if further else ""
    )


@lru_cache(maxsize=256)
def _places(drawn: SystemMap, option_id: str, option_label: str) -> dict[str, tuple[float, float]]:
    width, height = system_map.sheet(*MAP_BOX)
    return layout(drawn, width=width, height=height, label_px=LABEL_PX, option_labels={option_id: option_label})


def _also_moves(brief: ConnectionsBrief) -> str:
    if not brief.unintended or brief.map is None:
        return ""
    others = [brief.map.label(each).lower() for each in brief.unintended if each != brief.factor_id]
    if not others:
        return ""
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f"May also move the wrong way: {others[0]}{more}."


def _country(code: str) -> str:
    return {"US": "the USA", "GB": "the UK"}.get(code, code)


def _how_sure(brief: StudiesBrief) -> str:
    if brief.certainty is None:
        return "Nothing to be sure of: no study counts."
    reasons = [words.GRADE_STEPS[step.name] for step in brief.certainty.steps if step.chosen]
    told = f"{words.CERTAINTY[brief.certainty.level]} ({brief.certainty.level})"
    return f"{told}: {', '.join(reasons)}." if reasons else f"{told}."
