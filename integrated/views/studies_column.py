"""The left column of Side by side: of 100 young people, the words around the forest plot, and what is not known."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from integrated.views import words
from integrated.views.forest import RISK_SIGN, told
from integrated.what_works.study import OfHundred, StudyRow

ROWS_HELP = "Rows in grey are held but not used; the last column says why."


def of_hundred(found: OfHundred | None, *, k: int, has_binary: bool) -> Markup:
    """The strip "of 100 young people", or why there is none."""
    if found is None:
        if not k or not has_binary:
            return Markup("")
        return Markup('<div class="strip-box quiet">{}</div>').format(
            "No fitting local figure: choose how many of 100 it happens to without the option."
        )
    within = f" within {found.months:.0f} months" if found.months else ""
    first = Markup("<b>Of 100 young people</b> about {:.0f} would {}{}.").format(found.baseline, found.words, within)
    low, high = found.likely
    if k == 2 or low < found.baseline < high:
        then = f"With this option: cannot say. The studies fit anything between {low:.0f} and {high:.0f}."
        if k == 2:
            then = "With this option: cannot say."
    else:
        then = f"With this option about {found.middle:.0f} (the studies fit {low:.0f} to {high:.0f})."
    source = f"{found.baseline:.0f}: {found.source}" + (", a stand-in" if found.is_stand_in else "")
    return Markup('<div class="strip-box">{} {}<div class="quiet s14">{}</div></div>').format(first, then, source)


def not_known(
    cause: str,
    outcome: str,
    searches: Sequence[Mapping[str, Any]],
    elsewhere: Sequence[str],
    excluded: Sequence[StudyRow],
) -> Markup:
    """The hatched box that stands where a plot would: never axes without a study."""
    outcome = outcome.lower()
    if cause == "not searched":
        first = f"Not searched. Nobody has looked for studies of this on {outcome}."
    elif cause == "none found":
        search = searches[-1]
        when = search["searched_year"]
        first = f"Searched, none found ({search['searched_where']}, {when}). That is not the same as “no effect”."
    else:
        reasons = "; ".join(sorted({row.excluded_because or "" for row in excluded}))
        first = f"Study held, excluded: {reasons}."
    more = f"Studies of this option looked at: {', '.join(each.lower() for each in elsewhere)}." if elsewhere else ""
    return Markup(
        '<div class="not-known-box"><span class="hatch not-known-block" aria-hidden="true"></span>'
        "<div><b>{}.</b> {}</div><div>{}</div></div>"
    ).format(words.NOT_KNOWN, first, more)


def beside_plot(
    used: Sequence[StudyRow], excluded: Sequence[StudyRow], evaluations: Sequence[Mapping[str, Any]]
) -> Markup:
    """Under the plot: risk of bias as sign and word, recomputed errors, rows held but not used, UK evaluations."""
    lines = []
    by_risk: dict[str, list[str]] = {}
    for row in used:
        by_risk.setdefault(row.risk_of_bias or "not rated", []).append(row.short_name)
    for risk, names in by_risk.items():
        sign = RISK_SIGN.get(risk, "○")
        who = (
            "All"
            if len(by_risk) == 1 and len(used) > 2
            else "Both"
            if len(by_risk) == 1 and len(used) == 2
            else ", ".join(names)
        )
        lines.append(f"{who}: risk of bias {sign} {risk} ({words.DESIGNS[used[0].design]}, {used[0].country})")
    for row in used:
        if row.data_check and row.published_standard_error is not None:
            lines.append(
                f"{row.short_name}: error {row.standard_error:.2f}, not the published "
                f"{row.published_standard_error:.2f}: {row.data_check.split(';')[0]}"
            )
    if excluded:
        lines.append(f"{len(excluded)} more row{'s' if len(excluded) > 1 else ''} held but not used: see the rows")
    lines += [f"UK: {each['what_was_found']}" for each in evaluations if each["country"] == "GB"]
    return Markup("").join(Markup('<div class="s14 quiet line">{}</div>').format(line) for line in lines)


def plot_in_words(used: Sequence[StudyRow], pooled: tuple[float, float, float] | None) -> str:
    """The forest plot as one text, for those who do not see it."""
    parts = [f"{row.short_name}: {told(row.effect, *row.interval)}" for row in used]
    if pooled:
        parts.append(f"All together: {told(*pooled)}")
    return "Effects with 95% intervals; above 0 is better. " + ". ".join(parts) + "."


def rows_table(rows: Sequence[StudyRow], outcome: str) -> pd.DataFrame:
    """Every row behind the column, with whether it is used and why not."""
    return pd.DataFrame(
        [
            {
                "Row": row.effect_id,
                "Study": row.programme,
                "Measure": row.measure,
                "Group": row.subgroup or "everyone",
                "Months": "" if row.follow_up_months is None else f"{row.follow_up_months:.0f}",
                "Effect [95% interval]": told(row.effect, *row.interval),
                "Standard error": f"{row.standard_error:.3f}",
                "People": "" if row.participants is None else f"{row.participants:,}",
                "Design": words.DESIGNS[row.design],
                "Risk of bias": f"{row.risk_of_bias or 'not rated'} ({row.risk_of_bias_tool or 'no tool'})",
                "Used": "yes"
                if row.weight is not None
                else f"no: {row.excluded_because}"
                if row.excluded_because
                else "no: another row of the same study stands for it",
                "Note": row.data_check or "",
                "Source": row.citation,
            }
            for row in rows
        ]
    )
