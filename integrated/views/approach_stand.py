"""Where we stand: who is most aligned to what, how far answers lie apart element by element, and the mindset."""

import math
from typing import Any

import pandas as pd
from markupsafe import Markup

from integrated.record.elements import APPROACH_NAMES, APPROACHES, MINDSET, MINDSET_IDS
from integrated.record.how_we_work import Answered, HowWeWork
from integrated.views import icons, linked, theme
from integrated.views.approach_words import (
    THOUGHTS,
    everybody_words,
    most_words,
    points_words,
    range_words,
    share_words,
)
from integrated.views.downloads import chart_menu

RULE = (
    "For each approach the answers (0 to 3) are added up and set against the most they could be; “does not apply” is "
    "left out. One approach is called most aligned only if it leads by a tenth of the scale or more; otherwise the "
    "work is mixed. Several people’s answers are never averaged: the bars run from the lowest to the highest answer."
)


def show(page: HowWeWork, *, may: bool) -> str | None:
    """Draw the part; "part~answer", "again~…" or "back~…" when a link is followed."""
    if not page.people:
        return linked.show(
            Markup(
                '<div class="approach-part"><h2>Nobody has answered yet</h2><p>Each person answers the 24 elements for '
                "themselves; here you see where you agree and where you lie apart.</p>"
                '<a class="button main" href="#answer" data-go="part~answer">Answer the 24 elements</a></div>'
            ),
            key="approach_nothing",
        )
    spread = page.spread
    went = linked.show(
        Markup('<div class="approach-part">{}{}{}<p class="quiet s15">{}</p></div>').format(
            people(page, may=may), spread_tables(spread, len(page.people)), mindset(page.people), RULE
        ),
        key="approach_stand",
    )
    chart_menu(
        "How we work",
        lambda ink: spread_chart(spread, ink),
        lambda: table(page),
        f"Most aligned: {everybody_words(page.people)}",
        key="approach_menu",
    )
    return went


def people(page: HowWeWork, *, may: bool) -> Markup:
    """One row per person: their first thought, each approach in words, and what it adds up to."""
    heads = Markup("").join(
        Markup('<th scope="col">{} {}</th>').format(icons.PERSPECTIVES[each], APPROACH_NAMES[each].capitalize())
        for each in APPROACHES
    )
    rows = Markup("").join(_person(each, may=may) for each in page.people)
    return Markup(
        '<h2>Which approach is closest</h2><div class="scroll" tabindex="0" role="region" '
        'aria-label="Which approach is closest, by person"><table class="said closest"><thead><tr>'
        '<th scope="col">Who</th><th scope="col">First thought</th>{}<th scope="col">Most aligned</th>'
        '<th scope="col"><span class="sr">Change</span></th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(heads, rows)


def _person(person: Answered, *, may: bool) -> Markup:
    cells = Markup("").join(
        Markup('<td>{}<div class="quiet s14">{}</div></td>').format(
            share_words(person.alignment.shares[each]).capitalize(), points_words(person, each)
        )
        for each in APPROACHES
    )
    links = Markup("")
    if may:
        links = Markup(
            '<a href="#answer" data-go="again~{0}">Answer again<span class="sr"> {0}</span></a><br>'
            '<a href="#back" data-go="back~{0}">Take back<span class="sr"> {0}</span></a>'
        ).format(person.whose)
    return Markup(
        '<tr><th scope="row">{}<div class="quiet s14">{}</div></th><td>{}</td>{}<td><b>{}</b></td><td class="s15">{}'
        "</td></tr>"
    ).format(
        person.whose,
        person.audience[:1].upper() + person.audience[1:],
        THOUGHTS.get(person.first_thought or "", "Not said"),
        cells,
        most_words(person.alignment),
        links,
    )


def spread_tables(spread: pd.DataFrame, people: int) -> Markup:
    """The 24 elements in three blocks, each with the lowest and the highest answer as a bar and in words."""
    blocks = Markup("").join(
        _block(each, spread[spread["approach"] == each].to_dict("records"), people) for each in APPROACHES
    )
    title = "How far you lie apart, element by element" if people > 1 else "Element by element"
    return Markup('<h2>{}</h2><div class="three-blocks">{}</div>').format(title, blocks)


def _block(approach: str, rows: list[dict[Any, Any]], people: int) -> Markup:
    lines = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}<div class="s14">{}{}</div></td></tr>').format(
            row["name"],
            _bar(row["lowest"], row["highest"]),
            range_words(row["lowest"], row["highest"], row["not_applicable"]),
            Markup('<span class="quiet">; {}</span>').format(_who(row, people)) if _who(row, people) else "",
        )
        for row in rows
    )
    return Markup(
        '<table class="said spread"><thead><tr><th scope="col">{} {}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(
        icons.PERSPECTIVES[approach],
        APPROACH_NAMES[approach].capitalize(),
        "Lowest to highest" if people > 1 else "Use",
        lines,
    )


def _who(row: dict[Any, Any], people: int) -> str:
    if people == 1 or row["answered"] == people:
        return ""
    found = [f"{row['answered']} of {people} answered"]
    if row["not_applicable"] and row["answered"]:
        found.append(f"{row['not_applicable']} said it does not apply")
    return ", ".join(found)


def _bar(lowest: float, highest: float) -> Markup:
    """Four steps, those between the lowest and the highest answer filled; hatched where nobody answered."""
    if math.isnan(lowest):
        return Markup('<span class="hatch use-none" aria-hidden="true"></span>')
    steps = Markup("").join(
        Markup('<i class="{}"></i>').format("in" if lowest <= step <= highest else "") for step in range(4)
    )
    return Markup('<span class="uses" aria-hidden="true">{}</span>').format(steps)


def mindset(people: tuple[Answered, ...]) -> Markup:
    """What each person said about new questions, gathering insight and acting on learning."""
    columns = Markup("").join(
        Markup("<section><h3>{}</h3>{}</section>").format(question, _said(question_id, people))
        for question_id, question in zip(MINDSET_IDS, MINDSET, strict=True)
    )
    return Markup('<h2>A change of mindset</h2><div class="three-blocks">{}</div>').format(columns)


def _said(question_id: str, people: tuple[Answered, ...]) -> Markup:
    found = [(each.mindset[question_id], each.whose) for each in people if each.mindset.get(question_id)]
    if not found:
        return Markup('<p class="quiet">Nobody has said anything yet.</p>')
    return Markup("").join(
        Markup('<p class="typed own-words">{}<span class="quiet s14"> {}</span></p>').format(*each) for each in found
    )


def table(page: HowWeWork) -> pd.DataFrame:
    """Every element with its lowest and highest answer, and each person's own."""
    rows = []
    for row in page.spread.to_dict("records"):
        line: dict[str, Any] = {
            "approach": APPROACH_NAMES[row["approach"]],
            "element": row["name"],
            "lowest": row["lowest"],
            "highest": row["highest"],
            "in words": range_words(row["lowest"], row["highest"], row["not_applicable"]),
        }
        for person in page.people:
            line[person.whose] = (
                "not answered"
                if row["element_id"] not in person.answers
                else "does not apply"
                if person.answers[row["element_id"]] is None
                else person.answers[row["element_id"]]
            )
        rows.append(line)
    return pd.DataFrame(rows)


def spread_chart(spread: pd.DataFrame, ink: str) -> dict[str, Any]:
    """The same bars as a Vega-Lite dict, for the picture that is downloaded.

    Parameters
    ----------
    ink : colour of text.
    """
    rows = [
        {
            "element": row["name"],
            "approach": APPROACH_NAMES[row["approach"]],
            "low": row["lowest"],
            "high": row["highest"],
        }
        for row in spread.dropna(subset=["lowest"]).to_dict("records")
    ]
    y = {
        "field": "element",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 480, "labelOverlap": False, "labelColor": ink},
    }
    x = {
        "type": "quantitative",
        "title": "0 not used · 1 a little · 2 in part · 3 fully",
        "scale": {"domain": [0, 3]},
        "axis": {"values": [0, 1, 2, 3], "format": "d", "labelColor": ink, "titleColor": ink},
    }
    ends = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": theme.MARK}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "width": 320,
        "height": {"step": 24},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 6, "color": theme.MARK},
                "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {"mark": ends, "encoding": {"x": {"field": "low", **x}}},
            {"mark": ends, "encoding": {"x": {"field": "high", **x}}},
        ],
        "config": theme.chart_config(),
    }
