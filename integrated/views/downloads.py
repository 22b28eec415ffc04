"""The ⤓ menu of a view: its chart as PNG and SVG, its table as CSV and XLSX, and its sentence to copy."""

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from integrated.views import theme

RISKY = ("=", "+", "-", "@", "\t", "\r")
INK = theme.LIGHT["text"]


def chart_menu(
    title: str,
    chart: Callable[[str], dict[str, Any]] | None,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    sentence: str,
    *,
    key: str,
) -> None:
    """One menu; files are made when they are asked for.

    Parameters
    ----------
    title : names the files.
    chart : ink colour to Vega-Lite dict, or None where the view has no chart.
    table : the view's rows, already suppressed, or how to make them when they are asked for.
    sentence : the view's sentence.
    """
    name = title.lower().replace(" ", "-")

    def rows() -> pd.DataFrame:
        return table() if callable(table) else table

    with st.popover("Download", key=key, type="tertiary"):
        if chart is not None:
            st.download_button(
                "Picture (PNG)",
                lambda: png(chart(INK)),
                f"{name}.png",
                "image/png",
                key=f"{key}:png",
                on_click="ignore",
            )
            st.download_button(
                "Drawing (SVG)",
                lambda: svg(chart(INK)),
                f"{name}.svg",
                "image/svg+xml",
                key=f"{key}:svg",
                on_click="ignore",
            )
        st.download_button(
            "Table (CSV)",
            lambda: spreadsheet_csv(rows()),
            f"{name}.csv",
            "text/csv",
            key=f"{key}:csv",
            on_click="ignore",
        )
        st.download_button(
            "Table (XLSX)",
            lambda: workbook({title: rows()}),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"{key}:xlsx",
            on_click="ignore",
        )
        st.code(sentence, language=None, wrap_lines=True)


def png(spec: dict[str, Any], *, scale: float = 2) -> bytes:
    """A Vega-Lite dict as PNG on white, without a network."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png({**spec, "background": "white"}, scale=scale))


def svg(spec: dict[str, Any]) -> bytes:
    """A Vega-Lite dict as SVG on white."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg({**spec, "background": "white"})).encode()


def spreadsheet_csv(table: pd.DataFrame) -> bytes:
    """CSV for a spreadsheet: text that would start a formula gets an apostrophe in front; with a byte order mark."""
    return table.map(_harmless).to_csv(index=False).encode("utf-8-sig")


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """An .xlsx of plain tables: no live formula, no link."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for title, table in sheets.items():
        sheet = book.add_worksheet("".join(c for c in title if c not in "[]:*?/\\")[:31])
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(table.columns):
            longest = max([len(str(head)), *(len(str(value)) for value in table[head])])
            sheet.set_column(column, column, min(60, max(8, longest + 2)))
            sheet.write_string(0, column, str(head), bold)
            for row, value in enumerate(table[head], start=1):
                if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
                    sheet.write_number(row, column, value, wrap)
                elif value is not None and value == value:
                    sheet.write_string(row, column, str(value), wrap)
    book.close()
    return buffer.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
