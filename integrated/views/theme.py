"""The palette and the chart settings: every colour of the app is named here, and only here in Python.

The same roles stand as custom properties in `app.css` (a test compares the two), so HTML follows a live theme switch.
Charts are drawn on either background, so their marks use the one set below, each at least 3:1 on both.
"""

from typing import Any

LIGHT = {
    "level-1": "#8a3200",
    "level-2": "#cc6f1f",
    "level-3": "#6b7785",
    "level-4": "#3f86c7",
    "level-5": "#0a3f7a",
    "not-known": "#4a5763",
    "red-line": "#b00020",
    "clash": "#7a1fa2",
    "illustrative": "#7a4b00",
    "focus": "#0b0c0c",
    "text": "#14202b",
    "quiet": "#4a5763",
    "rule": "#6b7785",
    "link": "#0b5cad",
    "page": "#ffffff",
    "panel": "#f4f6f8",
}
DARK = {
    "level-1": "#ffbf94",
    "level-2": "#d0722c",
    "level-3": "#8493a1",
    "level-4": "#4a8fd1",
    "level-5": "#b5d9ff",
    "not-known": "#b8c3cc",
    "red-line": "#ff8a94",
    "clash": "#d7a6f2",
    "illustrative": "#f2c879",
    "focus": "#ffdd00",
    "text": "#f2f5f7",
    "quiet": "#b8c3cc",
    "rule": "#8493a1",
    "link": "#7db8f5",
    "page": "#12181f",
    "panel": "#1c252e",
}
TINTS_LIGHT = ("#e3e7eb", "#cfe3f7", "#ffe0c2", "#cdeee2", "#eadcf5", "#fff0b8")
TINTS_DARK = ("#2b343d", "#173a5c", "#5a3413", "#14463a", "#43285a", "#4d4210")

# Marks of charts: at least 3:1 on both page colours.
MARK = "#3f86c7"
MARK_QUIET = "#7a8794"
MARK_RED = "#d9475c"
FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", sans-serif'


def chart_config(font_px: int = 14) -> dict[str, Any]:
    """The part of a Vega-Lite dict that is the same in every chart.

    Parameters
    ----------
    font_px : size of labels in CSS pixels.
    """
    return {
        "background": "transparent",
        "view": {"stroke": None},
        "font": FONT,
        "axis": {
            "labelFontSize": font_px,
            "titleFontSize": font_px,
            "titleFontWeight": "normal",
            "domainColor": MARK_QUIET,
            "tickColor": MARK_QUIET,
            "grid": False,
        },
        "text": {"fontSize": font_px},
    }
