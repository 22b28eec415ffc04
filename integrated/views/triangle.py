"""The triangle of mixes: who comes first where, people's dots, hatched red lines. A Vega-Lite dict, built by Altair.

Colours stand in the dict as those of the light theme, so that a picture on white is right; `weigh.css` turns each of
them into its custom property on the page, so that the drawing follows a live theme switch.
"""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from integrated.views import theme
from integrated.views.flat_shape import hatch, roomiest_spot
from integrated.views.triangle_parts import HEIGHT, ON_SCREEN, Dot, Region, TriangleSize, in_words, on_screen, only

__all__ = ["ON_SCREEN", "Dot", "Region", "TriangleSize", "in_words", "triangle"]

PAPER, RULE, RED, TEXT = theme.LIGHT["page"], theme.LIGHT["rule"], theme.LIGHT["red-line"], theme.LIGHT["text"]
OCTAGON = "M-0.4,-1L0.4,-1L1,-0.4L1,0.4L0.4,1L-0.4,1L-1,0.4L-1,-0.4Z"
BELOW = "Red line"


def triangle(
    regions: Sequence[Region],
    dots: Sequence[Dot] = (),
    *,
    size: TriangleSize = ON_SCREEN,
    ink: str | None = None,
    badge: str = "",
) -> dict[str, Any]:
    """The drawing as a Vega-Lite dict.

    Parameters
    ----------
    regions : one per option that is placed; options with the same corners share one region and its letters.
    dots : people's mixes.
    size : CSS pixels.
    ink : colour of text for a picture outside the page; None lets the page's theme colour it.
    badge : words that go with a picture outside the page ("Illustrative …"); on the page they stand beside it.

    Returns
    -------
    A dict for `st.vega_lite_chart` or for a PNG or SVG.
    """
    drawn = _together([region for region in regions if len(region.corners) > 2])
    points = _merged([dot for dot in dots if len(dot.corners) == 1], size)
    areas = [dot for dot in dots if len(dot.corners) > 1 and not _is_whole(dot)]
    spots = _spots(drawn, points, size)
    layers = [*_areas(drawn, size), *_hatched(drawn, size), *_letters(drawn, spots, size), _outline(size)]
    layers += [*_allowed(areas, size), *_dots(points, size), *_corner_labels(size), *_badge(badge, size)]
    chart = alt.layer(*layers).properties(
        width=size.side + 2 * _beside(size),
        height=round(size.side * HEIGHT + _above(size) + _under(size)),
        padding=0,
    )
    spec = chart.to_dict()
    spec.pop("$schema", None)
    spec["config"] = theme.chart_config(size.dot_font)
    if ink:
        for layer in spec["layer"]:
            if layer["mark"]["type"] == "text" and "stroke" not in layer["mark"]:
                layer["mark"]["color"] = ink
    return spec


def _beside(size: TriangleSize) -> int:
    return max(24, size.dot)


def _above(size: TriangleSize) -> int:
    return size.corner_font + 14


def _under(size: TriangleSize) -> int:
    return size.corner_font + 14


def _x(field: str, size: TriangleSize) -> alt.X:
    scale = alt.Scale(domain=[-_beside(size), size.side + _beside(size)], nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _y(field: str, size: TriangleSize) -> alt.Y:
    scale = alt.Scale(domain=[-_under(size), size.side * HEIGHT + _above(size)], nice=False, zero=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _together(regions: Sequence[Region]) -> list[tuple[list[Region], np.ndarray]]:
    """Options that are first in exactly the same mixes share one drawn region."""
    found: dict[tuple[tuple[float, float, float], ...], list[Region]] = {}
    for region in regions:
        found.setdefault(region.corners, []).append(region)
    return [(members, np.array(corners)) for corners, members in found.items()]


def _is_whole(dot: Dot) -> bool:
    return len(dot.corners) == 3 and all(max(corner) > 1 - 1e-9 for corner in dot.corners)


def _tint(letter: str) -> str:
    place = sum(26**i * (ord(sign) - 64) for i, sign in enumerate(reversed(letter))) - 1
    return theme.TINTS_LIGHT[place % len(theme.TINTS_LIGHT)]


def _areas(drawn: list[tuple[list[Region], np.ndarray]], size: TriangleSize) -> list[alt.Chart]:
    rows = []
    for number, (members, corners) in enumerate(drawn):
        closed = on_screen([*corners, corners[0]], size)
        for order, (x, y) in enumerate(closed):
            rows.append(
                {
                    "region": number,
                    "order": order,
                    "x": x,
                    "y": y,
                    "tint": _tint(members[0].letter),
                    "Option": " and ".join(f"{each.letter} {each.name}" for each in members),
                    "Comes first": members[0].told,
                }
            )
    if not rows:
        return []
    return [
        alt.Chart(pd.DataFrame(rows))
        .mark_line(filled=True, stroke=RULE, strokeWidth=2, strokeJoin="round", opacity=1)
        .encode(
            x=_x("x", size),
            y=_y("y", size),
            order="order:Q",
            detail="region:N",
            fill=alt.Fill("tint:N", scale=None),
            tooltip=[alt.Tooltip("Option:N"), alt.Tooltip("Comes first:N")],
        )
    ]


def _hatched(drawn: list[tuple[list[Region], np.ndarray]], size: TriangleSize) -> list[alt.Chart]:
    segments = [
        dict(zip(("x", "y", "x2", "y2"), segment, strict=True))
        for members, corners in drawn
        if any(each.red_line for each in members)
        for segment in hatch(on_screen(corners, size), size.hatch)
    ]
    if not segments:
        return []
    return [
        alt.Chart(pd.DataFrame(segments))
        .mark_rule(stroke=RED, strokeWidth=1.5, opacity=0.75)
        .encode(x=_x("x", size), y=_y("y", size), x2="x2:Q", y2="y2:Q")
    ]


def _spots(
    drawn: list[tuple[list[Region], np.ndarray]], points: list[dict[str, Any]], size: TriangleSize
) -> list[dict[str, Any]]:
    """Where each region's letters stand, and how large they may be."""
    avoid = [(point["x"], point["y"]) for point in points] + [
        (point["label_x"], point["y"]) for point in points if point["label"]
    ]
    spots = []
    for members, corners in drawn:
        shape = on_screen(corners, size)
        x, y, room = roomiest_spot(shape, avoid)
        if room < size.letter_font * 0.6:
            x, y, room = roomiest_spot(shape)
        letters = ", ".join(each.letter for each in members)
        font = size.letter_font if room >= size.letter_font * 0.75 else size.dot_font
        spots.append(
            {
                "x": x,
                "y": y,
                "letters": letters,
                "font": font,
                "fits": room >= size.dot_font * 0.45,
                "told": any(each.red_line for each in members) and room >= size.letter_font * 1.5,
            }
        )
    return spots


def _letters(
    drawn: list[tuple[list[Region], np.ndarray]], spots: list[dict[str, Any]], size: TriangleSize
) -> list[alt.Chart]:
    layers = []
    for font in sorted({spot["font"] for spot in spots if spot["fits"]}):
        rows = [spot for spot in spots if spot["font"] == font and spot["fits"]]
        layers += _texts(pd.DataFrame(rows)[["x", "y", "letters"]], "letters", size, font=font, bold=True)
    told = [
        {"x": s["x"], "y": s["y"] - size.letter_font * 0.95, "words": BELOW, "mark": s["x"] - size.dot_font * 2.75}
        for s in spots
        if s["told"] and s["fits"]
    ]
    if told:
        layers += _texts(pd.DataFrame(told), "words", size, font=size.dot_font, bold=True)
        layers.append(
            alt.Chart(pd.DataFrame(told))
            .mark_point(shape=OCTAGON, size=size.dot_font**2 * 0.85, filled=True, fill=RED, stroke=PAPER, opacity=1)
            .encode(x=_x("mark", size), y=_y("y", size))
        )
        bar = [{"y": each["y"], **_from_to(each["mark"], size.dot_font * 0.22)} for each in told]
        layers.append(
            alt.Chart(pd.DataFrame(bar))
            .mark_rule(stroke=PAPER, strokeWidth=size.dot_font / 5, opacity=1)
            .encode(x=_x("x", size), x2="x2:Q", y=_y("y", size))
        )
    return layers


def _from_to(middle: float, half: float) -> dict[str, float]:
    return {"x": middle - half, "x2": middle + half}


def _texts(
    rows: pd.DataFrame,
    field: str,
    size: TriangleSize,
    *,
    font: float,
    bold: bool = False,
    align: str = "center",
) -> list[alt.Chart]:
    """Words with a halo in the colour of the page under them."""
    base = alt.Chart(rows).encode(x=_x("x", size), y=_y("y", size), text=f"{field}:N")
    shared: dict[str, Any] = {
        "fontSize": font,
        "fontWeight": "bold" if bold else "normal",
        "align": align,
        "baseline": "middle",
    }
    halo = base.mark_text(**shared, stroke=PAPER, strokeWidth=4, strokeJoin="round", color=PAPER)
    return [halo, base.mark_text(**shared, color=TEXT)]


def _outline(size: TriangleSize) -> alt.Chart:
    corners = on_screen([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]], size)
    rows = pd.DataFrame({"x": corners[:, 0], "y": corners[:, 1], "order": range(4)})
    return (
        alt.Chart(rows)
        .mark_line(stroke=RULE, strokeWidth=2, strokeJoin="round")
        .encode(x=_x("x", size), y=_y("y", size), order="order:Q")
    )


def _allowed(areas: Sequence[Dot], size: TriangleSize) -> list[alt.Chart]:
    """The part that fits an order or bounds, as a dashed line around it, with the person's label inside."""
    rows, labels = [], []
    for dot in areas:
        shape = on_screen([*dot.corners, dot.corners[0]], size)
        rows += [{"who": dot.label, "order": i, "x": x, "y": y} for i, (x, y) in enumerate(shape)]
        x, y = shape[:-1].mean(axis=0)
        labels.append({"x": x, "y": y, "label": dot.label})
    if not rows:
        return []
    edge = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(stroke=TEXT, strokeWidth=1.5, strokeDash=[5, 4], filled=False)
        .encode(x=_x("x", size), y=_y("y", size), order="order:Q", detail="who:N")
    )
    return [edge, *_texts(pd.DataFrame(labels), "label", size, font=size.dot_font)]


def _merged(dots: Sequence[Dot], size: TriangleSize) -> list[dict[str, Any]]:
    """One row per spot: people whose dots would cover one another share a label."""
    rows: list[dict[str, Any]] = []
    for dot in dots:
        x, y = on_screen([dot.corners[0]], size)[0]
        near = next((row for row in rows if math.dist((row["x"], row["y"]), (x, y)) < size.dot), None)
        if near is None:
            rows.append({"x": float(x), "y": float(y), "labels": [dot.label]})
        else:
            near["labels"].append(dot.label)
    for row in rows:
        labels = row.pop("labels")
        row["label"] = ", ".join(labels) if len(labels) < 4 else f"{', '.join(labels[:2])} +{len(labels) - 2}"
        width = 0.6 * size.dot_font * len(row["label"])
        # On the right edge of the triangle the label stands at the left of its dot, so that nothing is cut off.
        row["side"] = "left" if row["x"] + size.dot + width > size.side + _beside(size) else "right"
        row["label_x"] = row["x"] + (1 if row["side"] == "right" else -1) * (size.dot * 0.85)
    return rows


def _dots(points: list[dict[str, Any]], size: TriangleSize) -> list[alt.Chart]:
    if not points:
        return []
    rows = pd.DataFrame(points)
    circles = (
        alt.Chart(rows)
        .mark_circle(size=math.pi * (size.dot / 2) ** 2, fill=TEXT, stroke=PAPER, strokeWidth=2.5, opacity=1)
        .encode(x=_x("x", size), y=_y("y", size), tooltip=[alt.Tooltip("label:N", title="Who")])
    )
    layers = []
    for side, align in (("right", "left"), ("left", "right")):
        mine = rows[rows["side"] == side]
        if len(mine):
            named = mine.drop(columns="x").rename(columns={"label_x": "x"})
            layers += _texts(named, "label", size, font=size.dot_font, align=align)
    return [*layers, circles]


def _corner_labels(size: TriangleSize) -> list[alt.Chart]:
    top = size.side * HEIGHT + _above(size) / 2 + 4
    low = -_under(size) / 2 - 4
    spots: tuple[tuple[str, float, float, Any], ...] = (
        ("works", size.side / 2, top, "center"),
        ("people", -_beside(size), low, "left"),
        ("system", size.side + _beside(size), low, "right"),
    )
    return [
        alt.Chart(pd.DataFrame({"x": [x], "y": [y], "label": [only(name)]}))
        .mark_text(align=align, baseline="middle", fontSize=size.corner_font, color=TEXT)
        .encode(x=_x("x", size), y=_y("y", size), text="label:N")
        for name, x, y, align in spots
    ]


def _badge(told: str, size: TriangleSize) -> list[alt.Chart]:
    if not told:
        return []
    first, _, rest = told.partition(": ")
    lines = [f"{first}:", rest] if rest else [first]
    rows = pd.DataFrame(
        {
            "x": -_beside(size),
            "y": [size.side * HEIGHT - i * size.dot_font * 1.4 for i in range(len(lines))],
            "line": lines,
        }
    )
    return [
        alt.Chart(rows)
        .mark_text(align="left", baseline="middle", fontSize=size.dot_font, color=TEXT)
        .encode(x=_x("x", size), y=_y("y", size), text="line:N")
    ]
