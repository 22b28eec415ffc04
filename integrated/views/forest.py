"""The forest plot: studies with their intervals, the pooled diamond from three studies on, and the new-place bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from integrated.views import theme
from integrated.what_works.study import StudyRow

FURTHEST = 2.0
ROOM_FOR_THREE_WORDS = 180
RING = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-0.7,0A0.7,0.7,0,1,0,0.7,0A0.7,0.7,0,1,0,-0.7,0Z"
CROSS = "M-1,-0.6L-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0Z"
# Drawn, not written: signs of risk of bias are not in every font. Filled, half, cross; a ring where nobody has rated.
RISK_SHAPE = {
    "low": "circle",
    "some concerns": RING + "M0,-1A1,1,0,0,1,0,1Z",
    "moderate": RING + "M0,-1A1,1,0,0,1,0,1Z",
    "serious": CROSS,
    "high": CROSS,
    "critical": CROSS + "M-1.5,-1.2L-1.2,-1.2L-1.2,1.2L-1.5,1.2ZM1.2,-1.2L1.5,-1.2L1.5,1.2L1.2,1.2Z",
}
RISK_SIGN = {"low": "●", "some concerns": "◐", "moderate": "◐", "serious": "✕", "high": "✕", "critical": "✕✕"}


@dataclass(frozen=True)
class ForestSize:
    """Sizes of one drawing in CSS pixels."""

    plot_px: int = 126
    label_px: int = 133
    row_px: int = 38
    font_px: int = 14
    told_px: int = 150
    note_px: int = 0


NARROW = ForestSize()
WIDE = ForestSize(plot_px=500, label_px=268, row_px=40, font_px=15, told_px=162, note_px=150)


def forest(
    studies: Sequence[StudyRow],
    *,
    pooled: tuple[float, float, float] | None,
    new_place: tuple[float, float] | None,
    size: ForestSize = NARROW,
    ink: str | None = None,
    labels: Mapping[str, str] | None = None,
    together: str = "All together",
) -> dict[str, Any]:
    """The plot as a Vega-Lite dict.

    Parameters
    ----------
    studies : k rows in the order they are drawn; greyed where `excluded_because` is set.
    pooled : (estimate, low, high), or None below three studies: then there is no diamond.
    new_place : likely range in a new place, or None.
    size : CSS pixels.
    ink : colour of text for a picture outside the page; None lets the page's theme colour it.
    labels : effect_id to the name of its row, where it is not the programme's.
    together : name of the diamond's row.

    Returns
    -------
    A dict for `st.vega_lite_chart` or for a PNG or SVG.
    """
    rows = _rows(studies, pooled, new_place, size, labels or {}, together)
    low, high = _domain(rows)
    height = len(rows) * size.row_px
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(title=None, values=_ticks(high), format=".1~f"),
    )
    y = alt.Y("label:N", sort=[row["label"] for row in rows], axis=None)
    base = alt.Chart(pd.DataFrame(rows))
    clipped = {"low": low, "high": high}
    lines = (
        base.transform_filter("datum.kind != 'place' && datum.kind != 'pooled'")
        .transform_calculate(from_=f"max(datum.low, {clipped['low']})", to=f"min(datum.high, {clipped['high']})")
        .mark_rule(strokeWidth=2)
        .encode(x=x, x2="to:Q", y=y, color=alt.Color("ink:N", scale=None))
    )
    squares = (
        base.transform_filter("datum.kind == 'study' || datum.kind == 'unused'")
        .mark_square(filled=True, opacity=1)
        .encode(
            x=alt.X("middle:Q"),
            y=y,
            size=alt.Size("area:Q", scale=None),
            color=alt.Color("ink:N", scale=None),
            tooltip=[alt.Tooltip("name:N", title="Study"), alt.Tooltip("told:N", title="Effect [95% interval]")],
        )
    )
    place = (
        base.transform_filter("datum.kind == 'place'")
        .transform_calculate(to=f"min(datum.high, {clipped['high']})")
        .mark_rule(strokeWidth=8, opacity=0.75)
        .encode(x=x, x2="to:Q", y=y, color=alt.value(theme.MARK_QUIET))
    )
    nothing = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(strokeDash=[4, 3], color=theme.MARK_QUIET)
    words = ink or theme.MARK_QUIET
    told = base.mark_text(align="left", fontSize=size.font_px, color=words).encode(
        x=alt.value(size.plot_px + 10), y=y, text="told:N"
    )
    layers = [nothing.encode(x="zero:Q"), place, lines, squares, told, *_labels(base, y, size, words)]
    ends: tuple[tuple[str, Literal["left", "center", "right"], float], ...] = (
        ("worse", "left", 0),
        ("no difference", "center", size.plot_px / 2),
        ("better", "right", size.plot_px),
    )
    layers += [
        alt.Chart(pd.DataFrame({"words": [end]}))
        .mark_text(align=align, fontSize=size.font_px, color=words)
        .encode(x=alt.value(at), y=alt.value(height + 34), text="words:N")
        for end, align, at in ends
        if align != "center" or size.plot_px >= ROOM_FOR_THREE_WORDS
    ]
    if pooled is not None:
        layers.append(_diamond(rows, y, size))
    if size.note_px:
        layers += _risk_of_bias(base, y, size, words)
    chart = alt.layer(*layers).properties(
        width=size.plot_px, height=height, padding={"left": 2, "right": 2, "top": 4, "bottom": 2}
    )
    spec = chart.to_dict()
    spec.pop("$schema", None)
    spec["config"] = theme.chart_config(size.font_px)
    spec["autosize"] = {"type": "pad"}  # "fit", which Streamlit would set, squeezes the plot to make room for text
    if ink:
        for part in ("labelColor", "titleColor"):
            spec["config"]["axis"][part] = ink
    return spec


def _rows(
    studies: Sequence[StudyRow],
    pooled: tuple[float, float, float] | None,
    new_place: tuple[float, float] | None,
    size: ForestSize,
    labels: Mapping[str, str],
    together: str,
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for study in studies:
        name = labels.get(study.effect_id, study.short_name)
        seen[name] = seen.get(name, 0) + 1
        low, high = study.interval
        rows.append(
            {
                "label": name + "\u200b" * (seen[name] - 1),
                **_lines(name, size),
                "name": study.programme,
                "kind": "unused" if study.excluded_because else "study",
                "low": low,
                "middle": study.effect,
                "high": high,
                "area": 40 + 2.0 * (study.weight or 10),
                "ink": theme.MARK_QUIET if study.excluded_because else theme.MARK,
                "told": told(study.effect, low, high),
                "risk": study.risk_of_bias or "not rated",
                "note": "not used" if study.excluded_because else study.risk_of_bias or "not rated",
            }
        )
    if pooled is not None:
        rows.append(_summary(together, "pooled", pooled[1], pooled[0], pooled[2], size))
    if new_place is not None:
        rows.append(_summary("In a new place", "place", new_place[0], None, new_place[1], size))
    return rows


def _summary(label: str, kind: str, low: float, middle: float | None, high: float, size: ForestSize) -> dict[str, Any]:
    words = told(middle, low, high) if middle is not None else f"{_signed(low)} to {_signed(high)}"
    return {
        "label": label,
        **_lines(label, size),
        "name": label,
        "kind": kind,
        "low": low,
        "middle": middle,
        "high": high,
        "area": 0,
        "ink": theme.MARK,
        "told": words,
    }


def _diamond(rows: list[dict[str, Any]], y: alt.Y, size: ForestSize) -> alt.Chart:
    row = next(each for each in rows if each["kind"] == "pooled")
    half = size.row_px * 0.28
    corners = pd.DataFrame(
        {
            "x": [row["low"], row["middle"], row["high"], row["middle"], row["low"]],
            "dy": [0, -half, 0, half, 0],
            "order": range(5),
            "label": row["label"],
        }
    )
    return (
        alt.Chart(corners)
        .mark_line(filled=True, fill=theme.MARK, stroke=theme.MARK)
        .encode(
            x="x:Q",
            y=y,
            yOffset=alt.YOffset("dy:Q", scale=alt.Scale(domain=[-size.row_px / 2, size.row_px / 2])),
            order="order:O",
        )
    )


def _risk_of_bias(base: alt.Chart, y: alt.Y, size: ForestSize, ink: str) -> list[alt.Chart]:
    """Risk of bias at the right, as a shape and a word; a row that is not used says so instead."""
    at = size.plot_px + 10 + size.told_px
    signs = alt.Scale(domain=[*RISK_SHAPE, "not rated"], range=[*RISK_SHAPE.values(), RING])
    studies = base.transform_filter("datum.kind == 'study' || datum.kind == 'unused'")
    return [
        studies.transform_filter("datum.kind == 'study'")
        .mark_point(filled=True, opacity=1, size=110, color=theme.MARK_QUIET, strokeWidth=0)
        .encode(x=alt.value(at), y=y, shape=alt.Shape("risk:N", scale=signs, legend=None)),
        studies.mark_text(align="left", fontSize=size.font_px, color=ink).encode(
            x=alt.value(at + 12), y=y, text="note:N"
        ),
    ]


def _domain(rows: list[dict[str, Any]]) -> tuple[float, float]:
    reach = max([0.5, *(abs(row[end]) for row in rows for end in ("low", "high"))])
    reach = min(FURTHEST, -(-reach * 10 // 1) / 10)
    return -reach, reach


def told(middle: float, low: float, high: float) -> str:
    """An effect with its interval as printed beside its row."""
    return f"{_signed(middle)} [{_signed(low)}, {_signed(high)}]"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _labels(base: alt.Chart, y: alt.Y, size: ForestSize, ink: str) -> list[alt.Chart]:
    """Names at the left, on one line or two: a chart's own axis would cut them off."""
    half_line = round(0.58 * size.font_px)
    return [
        base.transform_filter(f"datum.{line} != ''")
        .mark_text(align="right", fontSize=size.font_px, color=ink, dy=dy)
        .encode(x=alt.value(-8), y=y, text=f"{line}:N")
        for line, dy in (("only", 0), ("first", -half_line), ("second", half_line))
    ]


def _lines(name: str, size: ForestSize) -> dict[str, str]:
    most = size.label_px // 7
    if len(name) <= most or " " not in name:
        return {"only": name, "first": "", "second": ""}
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    cut = min(spaces, key=lambda i: max(i, len(name) - i))
    return {"only": "", "first": name[:cut], "second": name[cut + 1 :]}


def _ticks(high: float) -> list[float]:
    step = 0.5 if high <= 1.2 else 1.0
    count = int(high / step)
    return [step * i for i in range(-count, count + 1)]
