"""The preview of a file: what has to be mended, what looks odd, what is asked, and the rows as they would be stored."""

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from integrated.views import linked, words
from integrated.views.forest import told
from integrated.views.found.phrases import number
from integrated.views.typed import typed
from integrated.what_works.incoming import (
    MOST_SHOWN,
    CellProblem,
    Incoming,
    IncomingReferences,
    NewOutcome,
)
from integrated.what_works.study import Z95

BETTER = {True: "is better for young people", False: "is worse for young people"}


def show(incoming: Incoming, outcomes: Mapping[str, str], key: str) -> None:
    """Everything about a file that is read and not stored."""
    several = Markup("") if incoming.problems else _several(incoming, outcomes)
    linked.show(
        Markup('<div class="found-part" role="status"><h2>{}</h2>{}{}{}{}</div>').format(
            _title(incoming),
            _problems("To mend first", incoming.problems, incoming.total),
            _problems("Looks odd: is it right?", incoming.oddities, incoming.total),
            several,
            _rows(incoming, outcomes),
        ),
        key=f"{key}_preview",
    )


def new_outcomes(names: Sequence[str], key: str) -> dict[str, NewOutcome]:
    """Ask what the outcomes are that only the file knows; those described so far."""
    found = {}
    for name in names[:10]:
        with st.container(border=True, key=f"{key}_outcome_{hashlib.sha256(name.encode()).hexdigest()[:8]}"):
            st.text(
                f"“{name[:80]}” is no outcome here. Mend the file if it is a slip; or describe it, and it becomes one."
            )
            mark = f"{key}:{name[:60]}"
            event = st.text_input("Of 100 young people, so many … (such as: become homeless)", key=f"{mark}:words")
            better = st.radio(
                "Fewer or more of it is better?",
                ["lower", "higher"],
                index=None,
                format_func=lambda each: {"lower": "Fewer is better", "higher": "More is better"}[each],
                key=f"{mark}:better",
            )
            if event.strip() and better:
                made = "new_" + hashlib.sha256(name.casefold().encode()).hexdigest()[:10]
                found[name] = NewOutcome(made, name[:120], event.strip()[:120], better)
    return found


def directions(asked: Sequence[str], outcomes: Mapping[str, str], key: str) -> dict[str, bool]:
    """Ask once per outcome which way the file counts; the answers so far."""
    found = {}
    for outcome_id in asked:
        chosen = st.radio(
            f"{typed(outcomes.get(outcome_id, outcome_id))}: in this file a number above 0 (an odds ratio above 1, "
            "more events, a higher mean)",
            list(BETTER),
            index=None,
            format_func=lambda each: BETTER[each],
            horizontal=True,
            key=f"{key}:{outcome_id}:direction",
        )
        if chosen is not None:
            found[outcome_id] = bool(chosen)
    return found


def references(incoming: IncomingReferences) -> None:
    """References as they would be kept; those held already apart."""
    new = Markup("").join(Markup("<li>{}</li>").format(each.citation) for each in incoming.references[:MOST_SHOWN])
    doubled = Markup("").join(Markup("<li>{}</li>").format(each.citation) for each in incoming.doubled[:MOST_SHOWN])
    linked.show(
        Markup('<div class="found-part" role="status">{}{}{}{}</div>').format(
            _problems("To mend first", incoming.problems, 0),
            Markup("<h2>{} new</h2><ul class='s15'>{}</ul>").format(len(incoming.references), new),
            Markup("<h2>{} held already, left out</h2><ul class='s15'>{}</ul>").format(len(incoming.doubled), doubled)
            if incoming.doubled
            else Markup(""),
            Markup("<p class='quiet s15'>The first {} are shown.</p>").format(MOST_SHOWN)
            if len(incoming.references) > MOST_SHOWN
            else Markup(""),
        ),
        key="references_preview",
    )


def ratings(incoming: Incoming, options: Mapping[str, str]) -> None:
    """Ratings as they would be stored."""
    lines = Markup("").join(
        Markup("<li>{}: {} {}: <b>{}</b></li>").format(
            options[row["option_id"]], row["scheme"], row["scheme_version"], row["as_printed"]
        )
        for row in incoming.rows[:MOST_SHOWN]
    )
    linked.show(
        Markup('<div class="found-part" role="status"><h2>{}</h2>{}<ul class="s15">{}</ul></div>').format(
            _title(incoming), _problems("To mend first", incoming.problems, incoming.total), lines
        ),
        key="ratings_preview",
    )


def _several(incoming: Incoming, outcomes: Mapping[str, str]) -> Markup:
    """A warning where studies give several effects on one outcome."""
    found = incoming.several_effects
    if not found:
        return Markup("")
    named = [f"{name} ({count} on {outcomes.get(outcome, outcome).lower()})" for name, outcome, count in found[:5]]
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return Markup('<p class="warn-box" role="note"><b>{}</b> {}{}. {}</p>').format(
        "Some studies give several effects on one outcome, which are not independent:",
        ", ".join(named),
        more,
        "Plain pooling would mislead. One effect of each study counts; “Every effect held” shows them all with three "
        "levels.",
    )


def _title(incoming: Incoming) -> str:
    rows = f"{incoming.total:,} {'row' if incoming.total == 1 else 'rows'} in “{incoming.file_name}”"
    if incoming.problems:
        return f"Nothing is stored: {rows}, and something is to be mended"
    if incoming.new_outcomes:
        return f"Nothing is stored yet: {rows}; say what the new outcome is"
    if incoming.ask_direction:
        return f"Nothing is stored yet: {rows}; say which way the file counts"
    if incoming.analyses and not incoming.rows:
        return "Choose one of the analyses in the file"
    return f"Nothing is stored yet: {rows}, all of them fit"


def _problems(title: str, problems: Sequence[CellProblem], total: int) -> Markup:
    if not problems:
        return Markup("")
    lines = Markup("").join(
        Markup('<tr><td class="n">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>').format(
            "" if each.row is None else each.row,
            each.column or "",
            each.value[:60],
            f"{each.fix[0].upper()}{each.fix[1:]}" if each.fix else "",
        )
        for each in problems[:MOST_SHOWN]
    )
    more = (
        Markup("<p class='quiet s15'>And {} more. Mend these first.</p>").format(len(problems) - MOST_SHOWN)
        if len(problems) > MOST_SHOWN
        else Markup("")
    )
    return Markup(
        '<h3>{} ({})</h3><div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="found problems">'
        '<thead><tr><th scope="col" class="n">Row</th><th scope="col">Column</th><th scope="col">Written there</th>'
        '<th scope="col">What to do</th></tr></thead><tbody>{}</tbody></table></div>{}'
    ).format(title, len(problems), title, lines, more)


def _rows(incoming: Incoming, outcomes: Mapping[str, str]) -> Markup:
    if not incoming.rows or incoming.problems or incoming.ask_direction:
        return Markup("")
    lines = Markup("").join(
        Markup(
            '<tr class="{}"><th scope="row">{}</th><td>{}</td><td>{}</td><td class="n">{}</td><td>{}</td>'
            "<td>{}</td></tr>"
        ).format(
            "" if row["is_primary"] else "unused",
            row["programme"],
            outcomes.get(str(row["outcome_id"]), str(row["outcome_id"])),
            ", ".join(str(part) for part in (row["measure"], row["subgroup"]) if part),
            told(
                row["effect_towards_benefit"],
                row["effect_towards_benefit"] - Z95 * row["standard_error"],
                row["effect_towards_benefit"] + Z95 * row["standard_error"],
            ),
            row["converted_from"] or f"as printed, error {number(row['standard_error'])}",
            _counts(row),
        )
        for row in incoming.rows[:MOST_SHOWN]
    )
    more = f"The first {MOST_SHOWN} of {len(incoming.rows):,} rows." if len(incoming.rows) > MOST_SHOWN else ""
    return Markup(
        "<h3>As it would be stored</h3><p class='quiet s15'>Above 0 is better for young people. {}</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="As it would be stored"><table class="found">'
        '<thead><tr><th scope="col">Study</th><th scope="col">Outcome</th><th scope="col">Measure</th>'
        '<th scope="col" class="n">Effect [95% interval]</th><th scope="col">Worked out from</th>'
        '<th scope="col">Counts</th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(more, lines)


def _counts(row: Mapping[str, object]) -> str:
    if row["excluded_because"]:
        return f"no: {row['excluded_because']}"
    if row["design"] == "correlational":
        return "no: no option was compared"
    if row["subgroup"]:
        return "no: not the whole sample"
    return f"yes ({words.DESIGNS[str(row['design'])]})" if row["is_primary"] else "no: another row stands for the study"
