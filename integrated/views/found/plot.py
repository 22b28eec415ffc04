"""What was found: the forest plot, of 100 young people, and what each differs by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from integrated.views import linked, studies_column, widgets, words
from integrated.views.downloads import chart_menu
from integrated.views.forest import WIDE, forest, told
from integrated.views.found import dots, phrases, rows
from integrated.what_works.closer import AllEffects, Body
from integrated.what_works.found import StudiesBrief
from integrated.what_works.study import StudyRow

VIEWS = {"primary": "One effect per study", "all": "Every effect held"}
MOST_ROWS = 40
MOST_UNUSED = 4
NO_COMPARISON = "No option was compared: what goes together need not follow."


def show(
    brief: StudiesBrief,
    everything: AllEffects | None,
    apart: Sequence[Body],
    correlational: Sequence[StudyRow],
    *,
    may: bool,
) -> str | None:
    """Draw the part; what was clicked: "baseline", "part~…", "add~…", or None.

    Parameters
    ----------
    brief, everything, apart, correlational : what the studies hold.
    may : whether this person may choose a baseline.
    """
    left, right = st.columns([1064, 296], gap="medium")
    asked = None
    with left:
        if brief.k:
            _forest(brief, everything)
        else:
            asked = linked.show(
                studies_column.not_known(
                    brief.cause or "not searched", brief.outcome_label, brief.searches, brief.elsewhere, brief.excluded
                )
                + log_link(brief.cause),
                key="found_not_known",
            )
        went = linked.show(
            Markup('<div class="found-part">{}{}{}{}{}</div>').format(
                _pair(brief), _unused(brief), _correlational(correlational), _evaluations(brief), method(brief)
            ),
            key="found_below",
        )
    with right:
        side = linked.show(
            Markup('<div class="found-side">{}{}{}{}</div>').format(
                dots.of_hundred(
                    brief.of_hundred,
                    k=brief.k,
                    is_binary=all(row.measure_kind == "binary" for row in brief.used),
                    may=may,
                ),
                _panel("How much results differ", phrases.heterogeneity(brief)) if brief.k else Markup(""),
                _apart(apart),
                _sure(brief),
            ),
            key="found_side",
        )
    return went or side or asked


def _forest(brief: StudiesBrief, everything: AllEffects | None) -> None:
    """The plot by the chosen view, its warning, and its menu."""
    view = "primary"
    if len(brief.others) + len(brief.excluded):
        view = (
            widgets.choose(
                "effects",
                "Effects shown",
                VIEWS,
                draw=st.segmented_control,
                label_visibility="collapsed",
                required=True,
            )
            or view
        )
    primary = brief.shown_pool[0] if brief.shown_pool else None
    if everything is not None and everything.is_dependent and view == "all":
        linked.show(
            Markup('<p class="warn-box" role="note"><b>These effects are not independent.</b> {}</p>').format(
                phrases.dependence(everything, primary)
            ),
            key="found_dependence",
        )
    drawn, labels = _drawn(brief, everything, view)
    pooled = brief.shown_pool if view == "primary" else everything.shown if everything else None
    options: dict[str, Any] = {
        "pooled": pooled,
        "new_place": brief.shown_new_place if view == "primary" else None,
        "size": WIDE,
        "labels": labels,
        "together": "All together" if view == "primary" else "All together, three levels",
    }
    shown = drawn[:MOST_ROWS]
    key = tuple((row.effect_id, row.effect, row.standard_error, row.weight) for row in shown)
    st.vega_lite_chart(
        _cached(shown, options, (key, pooled, options["new_place"], view)),
        theme=None,
        width="content",
        key="found_forest",
        alt=studies_column.plot_in_words(brief.used, pooled),
    )
    if len(drawn) > len(shown):
        st.text(f"{len(drawn) - len(shown)} more rows are not drawn: they stand under “Every study”.")
    chart_menu(
        "Forest plot",
        lambda ink: forest(shown, ink=ink, **options),
        rows.table((*brief.used, *brief.others, *brief.excluded)),
        brief.sentence,
        key="found_menu",
    )


@st.cache_data(max_entries=200)
def _cached(_rows: Sequence[StudyRow], _options: Mapping[str, Any], key: tuple[object, ...]) -> dict[str, Any]:
    return forest(_rows, **_options)


def _drawn(
    brief: StudiesBrief, everything: AllEffects | None, view: str
) -> tuple[tuple[StudyRow, ...], dict[str, str]]:
    """The rows to draw, those not used marked so, and their names where a study has several."""
    if view == "primary" or everything is None:
        return (*brief.used, *brief.excluded[:MOST_UNUSED]), {}
    usable = {row.effect_id for row in everything.rows}
    aside = [
        row if row.excluded_because else replace(row, excluded_because=rows.used_words(row))
        for row in (*brief.others, *brief.excluded)
        if row.effect_id not in usable
    ]
    ordered = sorted(everything.rows, key=lambda row: (row.programme, row.effect_id))
    drawn = (*ordered, *aside)
    return drawn, {row.effect_id: effect_name(row) for row in drawn}


def effect_name(row: StudyRow) -> str:
    """A row among several of one study: programme, measure, people, months."""
    parts = [row.measure or "", row.subgroup or "", f"{row.follow_up_months:.0f} m" if row.follow_up_months else ""]
    return f"{row.short_name}: {', '.join(part for part in parts if part)}"


def _panel(title: str, sentence: str) -> Markup:
    return Markup('<section class="panel"><h2>{}</h2><p>{}</p></section>').format(title, sentence)


def _apart(apart: Sequence[Body]) -> Markup:
    if not apart:
        return Markup("")
    lines = Markup("").join(
        Markup("<p><b>{} ({}):</b> {}</p>").format(
            words.DESIGNS[body.design].capitalize(),
            len(body.rows),
            told(*body.pooled)
            if body.pooled
            else "; ".join(told(row.effect, *row.interval) for row in body.rows[:2]) + ". Too few to average.",
        )
        for body in apart
    )
    return Markup('<section class="panel"><h2>Designs apart</h2>{}</section>').format(lines)


def _sure(brief: StudiesBrief) -> Markup:
    if brief.certainty is None:
        return Markup("")
    level = brief.certainty.level
    reasons = [words.GRADE_STEPS[step.name] for step in brief.certainty.steps if step.chosen]
    return Markup(
        '<section class="panel"><h2>How sure we can be</h2><p><b>{}</b> ({}){}</p>'
        '<a href="?part=sure" data-go="part~sure">Each step and its reason</a></section>'
    ).format(words.CERTAINTY.get(level, words.NOT_KNOWN), level, f": {', '.join(reasons)}." if reasons else ".")


def log_link(cause: str | None) -> Markup:
    """The way to the search log, where nobody has searched."""
    if cause == "study excluded":
        return Markup("")
    return Markup('<p><a class="button" href="?part=add" data-go="add~search">Log a search</a></p>')


def _pair(brief: StudiesBrief) -> Markup:
    """With two studies the average stands behind a click, with both intervals."""
    if brief.k != 2 or brief.pooled is None or brief.wald is None:
        return Markup("")
    lines = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td></tr>').format(
            name,
            phrases.number(float(found.estimate[0])),
            phrases.interval(float(found.ci_lb[0]), float(found.ci_ub[0])),
        )
        for name, found in (("Plain interval (Wald)", brief.wald), ("Hartung–Knapp, never narrower", brief.pooled))
    )
    return Markup(
        "<details><summary>Show the average of the two</summary><p><b>Two studies: too few to judge.</b> "
        "The two intervals show how little the average says.</p>"
        '<table class="found"><thead><tr><th scope="col">Interval</th><th scope="col" class="n">Average</th>'
        '<th scope="col" class="n">The studies fit</th></tr></thead><tbody>{}</tbody></table></details>'
    ).format(lines)


def _unused(brief: StudiesBrief) -> Markup:
    reasons: dict[str, list[str]] = {}
    for row in brief.excluded:
        reasons.setdefault(row.excluded_because or "", []).append(row.short_name)
    lines = [f"Not used, {len(names)} from {', '.join(sorted(set(names)))}: {why}" for why, names in reasons.items()]
    lines += [
        f"{row.short_name}: error {row.standard_error:.2f}, not the published {row.published_standard_error:.2f}. "
        f"{row.data_check}"
        for row in brief.used
        if row.data_check and row.published_standard_error is not None
    ]
    countries = sorted({row.country for row in brief.used if row.country})
    if brief.k and "GB" not in countries and countries:
        lines.append(f"Every study that counts is from {' and '.join(country(c) for c in countries)}.")
    if brief.others:
        lines.append(
            f"{len(brief.others)} more {'effect' if len(brief.others) == 1 else 'effects'} of the same studies: "
            "choose “Every effect held” above."
        )
    return Markup("").join(Markup('<p class="s15 quiet">{}</p>').format(line) for line in lines)


def country(code: str) -> str:
    """A country as a sentence names it."""
    return {"US": "the USA", "GB": "the UK"}.get(code, code)


def _correlational(found: Sequence[StudyRow]) -> Markup:
    if not found:
        return Markup("")
    lines = Markup("").join(
        Markup("<li>{}: {} ({})</li>").format(row.programme, told(row.effect, *row.interval), row.citation)
        for row in found[:MOST_ROWS]
    )
    return Markup(
        "<h2>What goes together, without an option compared (correlations)</h2>"
        '<p class="s15"><b>Never ranks options.</b> {}</p><ul class="s15">{}</ul>'
    ).format(NO_COMPARISON, lines)


def _evaluations(brief: StudiesBrief) -> Markup:
    if not brief.evaluations:
        return Markup("")
    lines = Markup("").join(
        Markup("<li><b>{}</b> {} No effect size: {} <span class='quiet'>({})</span></li>").format(
            f"{country(each['country'])[0].upper()}{country(each['country'])[1:]}:" if each["country"] else "",
            each["what_was_found"],
            each["why_no_effect_size"],
            each["source"],
        )
        for each in brief.evaluations[:MOST_ROWS]
    )
    return Markup('<h2>Evaluations without an effect size</h2><ul class="s15">{}</ul>').format(lines)


def method(brief: StudiesBrief) -> Markup:
    """How it was computed, on click; the plain interval stands here."""
    lines = list(phrases.METHOD)
    if brief.wald is not None and brief.k >= 3:
        low, high = float(brief.wald.ci_lb[0]), float(brief.wald.ci_ub[0])
        lines.append(
            f"Here: plain (Wald) interval {phrases.interval(low, high)}; spread between studies (τ²) "
            f"{float(brief.wald.tau2[0]):.3f}, I² {float(brief.wald.i2[0]):.0f}%."
        )
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<details><summary>How this was computed</summary><ul class='s15'>{}</ul></details>").format(items)
