"""Small pictures for a row of the table of all options; the sentence beside each says the same."""

from collections.abc import Sequence

from markupsafe import Markup

from integrated.co_production.voices import STANCES, PeopleBrief
from integrated.complexity.connected import ConnectionsBrief
from integrated.what_works.found import StudiesBrief

REACH = 1.25
WIDTH, HEIGHT = 220, 16
TONE = {"supports": 5, "conditional": 4, "neutral": 3, "opposes": 1}


def studies(brief: StudiesBrief) -> Markup:
    """Intervals on one line around "no difference": the average from three studies on, else each study."""
    if not brief.k:
        return Markup("")
    shown = brief.shown_pool
    marks = [shown] if shown else [(row.effect, *row.interval) for row in brief.used]
    step = HEIGHT / len(marks)
    lines = Markup("").join(_interval(*mark, y=step * (i + 0.5)) for i, mark in enumerate(marks))
    return Markup(
        '<svg class="spark" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
        '<line x1="{}" y1="0" x2="{}" y2="{}" stroke="var(--rule)" stroke-dasharray="3 2"/>{}</svg>'
    ).format(WIDTH, HEIGHT, WIDTH, HEIGHT, _x(0), _x(0), HEIGHT, lines)


def people(brief: PeopleBrief) -> Markup:
    """Stances of the most affected groups together; what is hidden stays hatched."""
    rows = [row for row in brief.rows if row.most_affected and row.heard is not None]
    heard = sum(row.heard or 0 for row in rows)
    if not heard:
        return Markup("")
    parts = [
        (f"background:var(--level-{TONE[stance]})", sum(row.counts[i] or 0 for row in rows))
        for i, stance in enumerate(STANCES)
    ]
    hidden = heard - sum(count for _, count in parts)
    return _bar([*parts, ("", hidden)], heard)


def connections(brief: ConnectionsBrief) -> Markup:
    """Routes that help, hinder and could go either way, as lengths."""
    if brief.routes is None or not brief.routes.items:
        return Markup("")
    routes = brief.routes
    counted = [
        ("background:var(--level-5)", routes.helping),
        ("background:var(--level-3)", routes.uncertain),
        ("background:var(--level-1)", routes.hindering),
    ]
    return _bar(counted, len(routes.items))


def _interval(middle: float, low: float, high: float, *, y: float) -> Markup:
    return Markup(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="var(--text)" stroke-width="2"/>'
        '<rect x="{:.1f}" y="{:.1f}" width="8" height="6" fill="var(--level-4)"/>'
    ).format(_x(low), y, _x(high), y, _x(middle) - 4, y - 3)


def _x(value: float) -> float:
    inside = max(-REACH, min(REACH, value))
    return (inside + REACH) / (2 * REACH) * (WIDTH - 8) + 4


def _bar(parts: Sequence[tuple[str, int]], whole: int) -> Markup:
    pieces = Markup("").join(
        Markup('<i class="{}" style="width:{:.1f}%;{}"></i>').format(
            "" if style else "hatch", 100 * count / whole, style
        )
        for style, count in parts
        if count
    )
    return Markup('<span class="spark bar" aria-hidden="true">{}</span>').format(pieces)
