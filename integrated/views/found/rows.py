"""Every study: one line per effect with all that is held about it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from integrated.views import linked, words
from integrated.views.downloads import chart_menu
from integrated.views.forest import told
from integrated.what_works.found import StudiesBrief
from integrated.what_works.study import StudyRow

MOST_ROWS = 60
SHOWN = (
    "Study", "Measure", "Months", "Effect [95% interval]", "Weight", "People", "Design", "Risk of bias", "Used", "Note",
)  # fmt: skip


def show(
    brief: StudiesBrief, correlational: Sequence[StudyRow], ratings: Sequence[dict[str, Any]], *, sentence: str
) -> None:
    """The table of every row held, the search log, and ratings of other bodies as printed."""
    # A row in which no option was compared may name an option all the same: it stands here once.
    held = tuple({row.effect_id: row for row in (*brief.used, *brief.others, *brief.excluded, *correlational)}.values())
    linked.show(
        Markup('<div class="found-part"><h2>Every study of this outcome</h2>{}{}</div>').format(
            _table(held) if held else Markup("<p>No study of this option on this outcome is held.</p>"),
            Markup('<p class="s15 quiet">{}</p>').format(
                f"The first {MOST_ROWS} of {len(held)} rows; the download holds them all."
                if len(held) > MOST_ROWS
                else "Weight, where it is empty: the row is not pooled; its reason stands under “Used”."
            ),
        ),
        key="found_rows",
    )
    if held:
        chart_menu("Studies", None, table(held), sentence, key="rows_menu")
    linked.show(
        Markup('<div class="found-part">{}{}</div>').format(_searches(brief), _ratings(ratings)), key="found_logs"
    )


def table(rows: Sequence[StudyRow]) -> pd.DataFrame:
    """Every row held with everything about it, as it is shown and downloaded."""
    return pd.DataFrame([_line(row) for row in rows])


def _line(row: StudyRow) -> dict[str, Any]:
    low, high = row.interval
    return {
        "Row": row.effect_id,
        "Study": row.programme,
        "Sample": row.study_id,
        "Country": row.country or "",
        "Measure": row.measure or "",
        "Kind": row.measure_kind or "",
        "Group": row.subgroup or "everyone",
        "Months": "" if row.follow_up_months is None else f"{row.follow_up_months:.0f}",
        "Effect [95% interval]": told(row.effect, low, high),
        "Effect": row.effect,
        "Low": low,
        "High": high,
        "Standard error": row.standard_error,
        "Published standard error": "" if row.published_standard_error is None else row.published_standard_error,
        "Weight": "" if row.weight is None else f"{row.weight:.0f}%",
        "People": "" if row.participants is None else row.participants,
        "Risk without": "" if row.comparison_risk is None else row.comparison_risk,
        "Risk with": "" if row.option_risk is None else row.option_risk,
        "Design": words.DESIGNS[row.design],
        "Risk of bias": f"{row.risk_of_bias or 'not rated'} ({row.risk_of_bias_tool or 'no tool'})",
        "Used": used_words(row),
        "Note": row.data_check or "",
        "Source": row.citation,
    }


def used_words(row: StudyRow) -> str:
    """Whether a row counts, and why not."""
    if row.weight is not None:
        return "yes"
    if row.excluded_because:
        return f"no: {row.excluded_because}"
    if row.design == "correlational":
        return "no: no option was compared"
    if row.subgroup:
        return "no: not the whole sample"
    return "no: another row of the same study stands for it"


def _table(held: Sequence[StudyRow]) -> Markup:
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in SHOWN)
    body = Markup("").join(_row(row) for row in held[:MOST_ROWS])
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="Every study">'
        '<table class="found"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(heads, body)


def _row(row: StudyRow) -> Markup:
    line = _line(row)
    first = Markup('<th scope="row">{}<div class="s14 quiet">{}</div></th>').format(line["Study"], line["Source"])
    measure = line["Measure"] if row.subgroup is None else f"{line['Measure']} ({row.subgroup})"
    cells = {**line, "Measure": measure, "People": "" if row.participants is None else f"{row.participants:,}"}
    numbers = {"Months", "Effect [95% interval]", "Weight", "People"}
    rest = Markup("").join(
        Markup('<td class="n">{}</td>' if name in numbers else "<td>{}</td>").format(cells[name]) for name in SHOWN[1:]
    )
    return Markup('<tr class="{}">{}{}</tr>').format("" if row.weight is not None else "unused", first, rest)


def _searches(brief: StudiesBrief) -> Markup:
    if not brief.searches:
        told_of = Markup("<p>Not searched: nobody has looked for studies of this.</p>")
    else:
        told_of = Markup("<ul class='s15'>{}</ul>").format(
            Markup("").join(
                Markup("<li>{} ({}): {}</li>").format(
                    search["searched_where"],
                    search["searched_on"] or search["searched_year"],
                    "none found" if not search["studies_found"] else f"{search['studies_found']} found",
                )
                for search in brief.searches
            )
        )
    return Markup("<h2>Searches</h2>{}").format(told_of)


def _ratings(ratings: Sequence[dict[str, Any]]) -> Markup:
    first = Markup("<h2>Ratings by others, as printed</h2>")
    if not ratings:
        return first + Markup('<p class="s15">None entered. They are never converted or averaged.</p>')
    lines = Markup("").join(
        Markup("<li><b>{}</b> {} ({}): <b>{}</b>{}{}</li>").format(
            each["scheme"],
            each["scheme_version"],
            each["dated"] or "no date",
            each["as_printed"],
            f". {MEANING[each['as_printed'].upper()]}" if each["as_printed"].upper() in MEANING else "",
            Markup(' · <a href="{}" rel="noreferrer">source</a>').format(each["address"]) if each["address"] else "",
        )
        for each in ratings
    )
    return first + Markup('<ul class="s15">{}</ul><p class="s14 quiet">{}</p>').format(
        lines, "Shown as printed, by scheme and version; never converted, never averaged."
    )


MEANING = {
    "NL2": "NL2: the evidence does not reach level 2. That is not the same as “no effect”.",
    "NE": "NE: found not to be effective. That is not the same as “too little evidence”.",
}


def only_viewing(what: str) -> None:
    """A role that may look and not change."""
    st.text(f"Your role may look at this page but not {what}. Change the role in the menu at the top right.")
