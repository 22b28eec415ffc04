"""The gap map as one picture for a board: options by outcomes, three lines and the money in each cell."""

from typing import Any

from integrated.record.grants import money
from integrated.record.portfolio import Portfolio
from integrated.views import gap_table, theme


def drawing(page: Portfolio, ink: str) -> dict[str, Any]:
    """A Vega-Lite dict.

    Parameters
    ----------
    ink : colour of text and lines.
    """
    gap, rows = page.gap_map, []
    for option in gap.options:
        for outcome in gap.outcomes:
            cell = gap.cells[option, outcome]
            lines = [money(cell.amount, page.currency) if cell.grants else "–"]
            if cell.layers:
                lines += [
                    f"■ {gap_table.studies_words(cell.layers)}",
                    f"● {gap_table.people_words(cell.layers)}",
                    f"◊ {gap_table.routes_words(cell.layers)}",
                ]
            thin = f"thin: {', '.join(gap_table.THIN_WORDS[each] for each in cell.thin)}" if cell.thin else ""
            rows.append(
                {
                    "option": gap_table.option_name(page, option),
                    "outcome": gap_table.outcome_name(page, outcome),
                    "lines": [*lines, *([thin] if thin else [])],
                }
            )
    note = " Illustrative: example grants." if page.illustrative else ""
    order = [gap_table.option_name(page, each) for each in gap.options]
    axis = {"labelLimit": 0, "labelColor": ink, "title": None, "labelOverlap": False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": f"{gap_table.sentence(page)}{note}", "anchor": "start", "color": ink, "fontSize": 18},
        "data": {"values": rows},
        "width": {"step": 210},
        "height": {"step": 104},
        "encoding": {
            "x": {
                "field": "outcome",
                "type": "nominal",
                "sort": [gap_table.outcome_name(page, each) for each in gap.outcomes],
                "axis": {**axis, "orient": "top", "labelAngle": 0},
            },
            "y": {"field": "option", "type": "nominal", "sort": order, "axis": axis},
        },
        "layer": [
            {"mark": {"type": "rect", "filled": False, "stroke": theme.MARK_QUIET}},
            {
                "mark": {
                    "type": "text",
                    "color": ink,
                    "fontSize": 13,
                    "lineHeight": 17,
                    "baseline": "middle",
                    "dy": -30,
                },
                "encoding": {"text": {"field": "lines"}},
            },
        ],
        "config": theme.chart_config(),
    }
