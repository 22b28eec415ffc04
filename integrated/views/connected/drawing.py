"""The map as a drawing to take away (SVG, and PNG from it): boxes where they stand, signs without colour, a key."""

from collections.abc import Mapping

from markupsafe import Markup

from integrated.complexity.label_box import LINE_HEIGHT, box_size, text_width, wrapped
from integrated.complexity.model import SystemMap
from integrated.views import theme, words
from integrated.views.connected.marks import Rectangle, mark_place

Point = tuple[float, float]
LABEL_PX, EDGE, HEAD, KEY = 14, 24, 44, 74
DASHES = {"positive": "", "negative": "9 5", "uncertain": "2 5"}
MARKS = {"positive": "+", "negative": "−", "uncertain": "?"}
DELAYED = " //"
WIDTHS = {"weak": 1.2, "medium": 2.0, "strong": 3.4}
FONT = "sans-serif"
HALO = 5
INK, PAGE, LINE = theme.LIGHT["text"], theme.LIGHT["page"], theme.LIGHT["rule"]
FRAME = {"option": ("0", 2.5), "outcome": ("16", 3.0), "factor": ("6", 1.2), "context": ("6", 1.2)}
HINT = "A map is a picture of what people think is going on. It shows directions, not amounts."


def svg(
    drawn: SystemMap,
    places: Mapping[str, Point],
    option_labels: Mapping[str, str],
    *,
    title: str = "",
    illustrative: bool = False,
) -> str:
    """The map as SVG on white.

    Parameters
    ----------
    drawn : the map. places : middle of each box in px, by factor and option id; what has none is left out.
    option_labels : options to draw, id to words. title : above the map. illustrative : says so below the title.
    """
    boxes = _boxes(drawn, places, option_labels)
    if not boxes:
        return _sheet(Markup(""), 640, HEAD + KEY, 0, 0, title, illustrative)
    left = min(x - w / 2 for x, y, w, h, *_ in boxes.values()) - EDGE
    top = min(y - h / 2 for x, y, w, h, *_ in boxes.values()) - EDGE
    right = max(x + w / 2 for x, y, w, h, *_ in boxes.values()) + EDGE
    bottom = max(y + h / 2 for x, y, w, h, *_ in boxes.values()) + EDGE
    arrows = [(e.option_id, e.factor_id, e.push, e.strength, "none") for e in drawn.entry_points]
    arrows += [(each.source, each.target, each.polarity, each.strength, each.delay) for each in drawn.links]
    taken: list[Rectangle] = [each[:4] for each in boxes.values()]
    lines, marks = Markup(""), Markup("")
    for a, b, sign, strength, delay in arrows:
        if a in boxes and b in boxes:
            line, mark = _arrow(boxes[a][:4], boxes[b][:4], sign, strength, delay, taken)
            lines, marks = lines + line, marks + mark
    return _sheet(
        lines + Markup("").join(_box(*each) for each in boxes.values()) + marks,
        max(right - left, 760),
        bottom - top + HEAD + KEY,
        left,
        top,
        title,
        illustrative,
    )


def png(drawing: str, *, scale: float = 2) -> bytes:
    """A drawing as PNG, without a network."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing, scale=scale))


def _boxes(
    drawn: SystemMap, places: Mapping[str, Point], option_labels: Mapping[str, str]
) -> dict[str, tuple[float, float, float, float, str, str]]:
    named = [(each, label, "option") for each, label in option_labels.items()]
    named += [(each.factor_id, each.label, each.kind) for each in drawn.factors]
    return {
        each: (*places[each], *box_size(label, label_px=LABEL_PX), label, kind)
        for each, label, kind in named
        if each in places
    }


def _box(x: float, y: float, width: float, height: float, label: str, kind: str) -> Markup:
    corner, stroke = FRAME[kind]
    lines = wrapped(label)
    first = y - (len(lines) - 1) * LABEL_PX * LINE_HEIGHT / 2 + LABEL_PX * 0.35
    text = Markup("").join(
        Markup('<tspan x="{:.1f}" y="{:.1f}">{}</tspan>').format(x, first + at * LABEL_PX * LINE_HEIGHT, line)
        for at, line in enumerate(lines)
    )
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{}" fill="{}" stroke="{}" stroke-width="{}"{}/>'
        '<text text-anchor="middle" font-weight="{}">{}</text>'
    ).format(
        x - width / 2,
        y - height / 2,
        width,
        height,
        corner,
        PAGE,
        INK,
        stroke,
        Markup(' stroke-dasharray="4 3"') if kind == "context" else "",
        "bold" if kind in {"option", "outcome"} else "normal",
        text,
    )


def _arrow(
    source: Rectangle, target: Rectangle, sign: str, strength: str, delay: str, taken: list[Rectangle]
) -> tuple[Markup, Markup]:
    """The line and its mark, which stands on a stretch that can be seen and is added to what is taken."""
    a, b = _edge(source, target[:2]), _edge(target, source[:2])
    said = MARKS[sign] + (DELAYED if delay != "none" else "")
    size = text_width(said, LABEL_PX) + HALO, LABEL_PX + HALO
    middle = mark_place(a, b, size, taken)
    taken.append((*middle, *size))
    line = Markup(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"{} marker-end="url(#tip)"/>'
    ).format(
        *a,
        *b,
        LINE,
        WIDTHS[strength],
        Markup(' stroke-dasharray="{}"').format(DASHES[sign]) if DASHES[sign] else "",
    )
    mark = Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-weight="bold" stroke="{}" stroke-width="{}" '
        'paint-order="stroke">{}</text>'
    ).format(middle[0], middle[1] + LABEL_PX * 0.35, PAGE, HALO, said)
    return line, mark


def _edge(box: tuple[float, float, float, float], to: tuple[float, float]) -> Point:
    """Where the line from the middle of a box to a point leaves the box."""
    x, y, width, height = box
    dx, dy = to[0] - x, to[1] - y
    if not dx and not dy:
        return x, y
    share = min(width / 2 / abs(dx) if dx else 1e9, height / 2 / abs(dy) if dy else 1e9, 1.0)
    return x + dx * share, y + dy * share


def _key(y: float) -> Markup:
    lines, x = Markup(""), float(EDGE)
    for sign in DASHES:
        said = f"{MARKS[sign]} {words.POLARITY[sign]}"
        lines += Markup(
            '<line x1="{:.0f}" y1="{y:.0f}" x2="{:.0f}" y2="{y:.0f}" stroke="{}" stroke-width="2"{}/>'
            '<text x="{:.0f}" y="{:.0f}">{}</text>'
        ).format(
            x,
            x + 40,
            LINE,
            Markup(' stroke-dasharray="{}"').format(DASHES[sign]) if DASHES[sign] else "",
            x + 48,
            y + 5,
            said,
            y=y,
        )
        x += 235
    return lines + Markup('<text x="{}" y="{:.0f}">{} takes time · thicker: stronger · {}</text>').format(
        EDGE, y + 26, DELAYED, HINT
    )


def _sheet(body: Markup, width: float, height: float, left: float, top: float, title: str, illustrative: bool) -> str:
    said = f"{title} · Illustrative" if illustrative else title
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}" viewBox="0 0 {w:.0f} {h:.0f}" '
            'font-family="{}" font-size="{}" fill="{}" role="img"><title>{}</title><defs><marker id="tip" '
            'viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" '
            'orient="auto"><path d="M0,0L10,5L0,10z" fill="{}"/></marker></defs>'
            '<rect width="100%" height="100%" fill="{}"/>'
            '<text x="{}" y="28" font-size="18" font-weight="bold">{}</text>'
            '<g transform="translate({:.1f},{:.1f})">{}</g>{}</svg>'
        ).format(
            FONT,
            LABEL_PX,
            INK,
            said,
            LINE,
            PAGE,
            EDGE,
            said,
            -left,
            HEAD - top,
            body,
            _key(height - KEY + 24),
            w=width,
            h=height,
        )
    )
