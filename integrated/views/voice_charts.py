"""The pictures of What people say, for downloads: who was heard, themes, stances and votes, from shown counts alone."""

from collections.abc import Sequence
from typing import Any

from integrated.co_production.missing_voices import Attribute
from integrated.co_production.said import OptionSaid, ThemeSaid
from integrated.co_production.voices import STANCES
from integrated.co_production.vote_summary import VotesBrief
from integrated.views import theme, words
from integrated.views.who_heard import NOBODY, WIDEST, state_words, title

WIDTH, ROW = 420, 30
LABEL_PX, LONGEST = 600, 60
COLOURS = {"supports": "level-5", "conditional": "level-4", "neutral": "level-3", "opposes": "level-1"}
VOTES = {"Agree": "level-5", "Neither": "level-3", "Disagree": "level-1"}
ILLUSTRATIVE = "Illustrative: the example workshop"
Rows = list[dict[str, Any]]


def heard(found: Sequence[Attribute], ink: str, *, illustrative: bool = False) -> dict[str, Any]:
    """How the people heard compare with those who live here: a ratio and its interval a row, and the state in words.

    Parameters
    ----------
    found : attributes as they may be shown. ink : colour of the words.
    """
    rows: Rows = [
        {
            "row": f"{title(each.name)}: {voice.category}",
            "ratio": _within(voice.ratio),
            "low": _within(voice.low),
            "high": _within(voice.high),
            "told": NOBODY if voice.people == 0 else state_words(voice),
        }
        for each in found
        for voice in each.voices
    ]
    scale = {"type": "log", "base": 2, "domain": [1 / WIDEST, WIDEST]}
    values = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8]
    axis = {"title": "Heard against their share of those who live here (1 = their share)", "values": values}
    x = {"field": "ratio", "type": "quantitative", "scale": scale, "axis": axis}
    ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    layers: Rows = [
        {"mark": {"type": "rule", "color": theme.MARK_QUIET, "strokeDash": [4, 3]}, "encoding": {"x": {"datum": 1}}},
        {"mark": {"type": "rule", "color": theme.MARK, "strokeWidth": 3}, "encoding": {"y": _row(rows, ink), **ends}},
        {
            "mark": {"type": "point", "filled": True, "size": 90, "color": theme.MARK},
            "encoding": {"y": _row(rows, ink), "x": x},
        },
        _told(rows, ink),
    ]
    return _chart(rows, layers, "Who was heard", ink, illustrative)


def themes(found: Sequence[ThemeSaid], ink: str, *, illustrative: bool = False) -> dict[str, Any]:
    """Themes by the people who said them; a hidden count has no bar, and says so."""
    rows: Rows = [
        {
            "row": each.heard.name,
            "people": each.heard.people,
            "told": title(each.heard.told) if each.heard.people is not None else "Hidden to protect people. Not zero.",
        }
        for each in found
    ]
    x = {"field": "people", "type": "quantitative", "axis": {"title": "People heard who said it", "tickMinStep": 1}}
    mark = {"type": "bar", "color": theme.MARK, "height": 16}
    return _chart(
        rows,
        [{"mark": mark, "encoding": {"y": _row(rows, ink), "x": x}}, _told(rows, ink)],
        "Themes",
        ink,
        illustrative,
    )


def stances(found: Sequence[OptionSaid], ink: str, *, illustrative: bool = False) -> dict[str, Any]:
    """Where each group stands on each option: shown counts as bars to both sides, all of them in words beside."""
    rows: Rows = []
    pieces: Rows = []
    for option in found:
        for each in option.brief.rows:
            row = f"{option.label[:36]} · {each.group}"
            counts = dict(zip(STANCES, each.counts, strict=True))
            rows.append({"row": row, "told": _counted(counts, words.STANCES)})
            for order, way in ((("neutral", "opposes"), -1), (("conditional", "supports"), 1)):
                pieces += _beside(row, [(words.STANCES[s], counts[s] or 0) for s in order], way)
    colours = {words.STANCES[each]: theme.LIGHT[COLOURS[each]] for each in STANCES}
    return _sides(
        rows, pieces, colours, "People: against it left, for it right", "Where each group stands", ink, illustrative
    )


def votes(brief: VotesBrief, ink: str, *, illustrative: bool = False) -> dict[str, Any]:
    """Votes of each group on the listed statements: disagree left, agree right."""
    rows: Rows = []
    pieces: Rows = []
    for said in {each.statement_id: each for each in (*brief.agreed, *brief.divides)}.values():
        for group, three in said.groups.items():
            row = f"“{said.words[:LONGEST]}{'…' if len(said.words) > LONGEST else ''}” · {group}"
            counts = dict(zip(VOTES, three, strict=True))
            rows.append({"row": row, "told": _counted(counts, {name: name for name in VOTES})})
            pieces += _beside(row, [("Neither", counts["Neither"] or 0), ("Disagree", counts["Disagree"] or 0)], -1)
            pieces += _beside(row, [("Agree", counts["Agree"] or 0)], 1)
    colours = {name: theme.LIGHT[colour] for name, colour in VOTES.items()}
    return _sides(rows, pieces, colours, "People: disagree left, agree right", "Votes on statements", ink, illustrative)


def _beside(row: str, counts: Sequence[tuple[str, int]], way: int) -> Rows:
    """Pieces of one bar from the middle outwards."""
    found: Rows = []
    at = 0
    for name, count in counts:
        if count:
            found.append({"row": row, "from": way * at, "to": way * (at + count), "what": name})
        at += count
    return found


def _counted(counts: dict[str, int | None], names: dict[str, str]) -> str:
    told = [f"{count} {names[each].rstrip(' …').lower()}" for each, count in counts.items() if count]
    if any(count is None for count in counts.values()):
        told.append("the rest hidden" if told else "hidden")
    return ", ".join(told) or "nobody"


def _sides(
    rows: Rows,
    pieces: Rows,
    colours: dict[str, str],
    axis: str,
    name: str,
    ink: str,
    illustrative: bool,
) -> dict[str, Any]:
    x = {"field": "from", "type": "quantitative", "axis": {"title": axis, "tickMinStep": 1, "format": "d"}}
    x["axis"] = {**x["axis"], "labelExpr": "abs(datum.value)"}  # type: ignore[dict-item]
    colour = {
        "field": "what",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "top", "labelColor": ink, "labelFontSize": 14},
    }
    bars = {
        "data": {"values": pieces},
        "mark": {"type": "bar", "height": 16},
        "encoding": {"y": _row(rows, ink), "x": x, "x2": {"field": "to"}, "color": {**colour, "type": "nominal"}},
    }
    return _chart(rows, [bars, _told(rows, ink)], name, ink, illustrative)


def _row(rows: Rows, ink: str) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": LABEL_PX, "labelColor": ink, "labelOverlap": False, "ticks": False}
    return {"field": "row", "type": "nominal", "sort": [each["row"] for each in rows], "axis": axis}


def _told(rows: Rows, ink: str) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "dx": 8, "color": ink, "limit": LABEL_PX}
    return {"mark": mark, "encoding": {"y": _row(rows, ink), "x": {"value": WIDTH}, "text": {"field": "told"}}}


def _chart(rows: Rows, layers: Rows, name: str, ink: str, illustrative: bool) -> dict[str, Any]:
    title_: dict[str, Any] = {"text": name, "anchor": "start", "color": ink, "fontSize": 16}
    if illustrative:
        title_ |= {"subtitle": ILLUSTRATIVE, "subtitleColor": ink, "subtitleFontSize": 14}
    config = theme.chart_config()
    config["axis"] = {**config["axis"], "labelColor": ink, "titleColor": ink}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title_,
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": ROW},
        "layer": layers,
        "config": config,
    }


def _within(ratio: float | None) -> float | None:
    """A ratio on the drawn scale: what lies beyond is drawn at its end."""
    return None if ratio is None else min(max(ratio, 1 / WIDEST), WIDEST)
