"""A record as a council paper: its sections in the order councils use, every word from the record or from words.py."""

from collections.abc import Mapping
from datetime import date

from integrated.record.decide import Version
from integrated.record.paper import FOR_OFFICERS, QUIET, VERBATIM, Block, Grid, Heading, Paper, Points, Text
from integrated.record.reading import Reading, items, mapping
from integrated.record.record import Record
from integrated.record.sentences import FIRMNESS, conclusion_sentence, trigger_sentence
from integrated.views import paper_appendix, paper_evidence, words
from integrated.views.decision_screen import long_date
from integrated.views.decision_table import cost_line
from integrated.views.paper_pictures import Pictures
from integrated.views.paper_pictures import pictures as drawn
from integrated.views.who_heard import REWARDS

NOTHING = words.NOT_ENTERED
BADGE = "Illustrative: the workshop and the map are made up for an example"
MOST_FOUND = 6
NOBODY = "Nobody has recorded disagreement. That is not the same as everybody agreeing."


def record_paper(record: Record, version: Version | None, pictures: Pictures | None = None) -> Paper:
    """The whole paper.

    Parameters
    ----------
    record : sealed or reopened; the paper says what is in it and nothing else.
    version : the signature under it; None for a draft, which says so at its head.
    pictures : charts of this record, ready as PNG; drawn here unless given.
    """
    seen = Reading(record)
    decision = seen.decision
    return Paper(
        title=decision.question or "A decision without a question",
        subtitle=" · ".join(_who(seen)),
        badge=BADGE if seen.is_illustrative else None,
        foot=f"{f'Version {version.version}' if version else 'Draft, not signed'} · SHA-256 {record.sha256[:16]}…",
        blocks=(
            Text(_status(version), lead="Status:"),
            *[Text(sentence, lead="Changed since it was sealed:") for sentence in record.changed],
            *_purpose(seen),
            *_recommendations(seen),
            *_background(seen),
            *_options(seen),
            *paper_evidence.sections(seen, drawn(record) if pictures is None else pictures),
            *_consultation(seen),
            *paper_appendix.equalities(seen),
            *_risks(seen),
            *_dissent(seen),
            *_officers(seen),
            *_looking_again(seen),
            *paper_appendix.sections(seen, version),
        ),
    )


def _status(version: Version | None) -> str:
    return version.label if version else "Draft, not signed"


def _who(seen: Reading) -> list[str]:
    decision = seen.decision
    when = f"decides by {long_date(decision.decide_on)}" if decision.decide_on else "date not entered yet"
    return [
        str(seen.place.get("name") or "Place not entered yet"),
        f"{decision.decided_by or 'Who decides is not entered yet'}, {when}",
    ]


def _purpose(seen: Reading) -> list[Block]:
    decision = seen.decision
    who = decision.decided_by or "those who decide"
    return [
        Heading("Purpose"),
        Text(f"This paper asks {who} to decide: {decision.question}"),
        Text(
            "It looks at each option three ways: what studies found, what people say, and how things connect. The "
            "three are never added up to one number. Where they disagree, and where something is not known, it says so."
        ),
    ]


def _recommendations(seen: Reading) -> list[Block]:
    decision, concluded = seen.decision, seen.decision.conclusion
    found: list[Block] = [Heading("Recommendations"), Text(conclusion_sentence(concluded, decision), lead="Decision:")]
    if concluded is not None:
        if concluded.strength:
            found.append(Text(FIRMNESS[concluded.strength], lead="How firmly:"))
        found.append(Text(concluded.reason, lead="Why:"))
    if decision.conditions:
        found.append(Heading("Conditions", 2))
        found.append(
            Grid(
                "Conditions",
                ("Condition", "Of", "Who sees to it", "By"),
                tuple(
                    (
                        condition.words,
                        _name(seen, condition.option_id) or "the decision",
                        condition.owner or NOTHING,
                        long_date(condition.by) if condition.by else NOTHING,
                    )
                    for condition in decision.conditions
                ),
                (0.5, 0.2, 0.15, 0.15),
            )
        )
    return found


def _background(seen: Reading) -> list[Block]:
    decision, place = seen.decision, seen.place
    outcomes = mapping(seen.inputs.get("outcomes"))
    found: list[Block] = [Heading("Background")]
    used = [f"{outcomes.get(o.outcome_id, o.outcome_id)} ({o.importance})" for o in decision.outcomes_used]
    if used:
        found.append(Text(", ".join(used) + ".", lead="What the options are meant to change:"))
    found.append(Text(f"Everything below is about {seen.outcome.lower()} unless it says otherwise."))
    for outcome_id, base in decision.baselines.items():
        label = outcomes.get(outcome_id, outcome_id)
        months = f" within {base.months:g} months" if base.months else ""
        stand_in = ", a stand-in" if base.is_stand_in else ""
        found.append(
            Text(
                f"{base.of_100:g} of 100{months}. Source: {base.source}{stand_in}.", lead=f"{label} without the option:"
            )
        )
    watched = {trigger.indicator_id for trigger in decision.triggers} | set(place.get("shown") or ())
    figures = [row for row in seen.figures if row.get("indicator_id") in watched]
    if figures:
        found.append(
            Grid(
                f"Local figures: {place.get('figures_from') or place.get('name')}",
                ("Figure", "Value", "Period"),
                tuple((str(row.get("label")), _figure(row), str(row.get("period"))) for row in figures),
                (0.6, 0.2, 0.2),
            )
        )
    if place.get("is_fictional"):
        found.append(Text(f"{place.get('name')} is a made-up council that borrows these figures.", QUIET))
    return found


def _figure(row: Mapping[str, object]) -> str:
    value = row.get("value")
    if row.get("status") == "suppressed":
        return words.SUPPRESSED_BY_SOURCE
    if not isinstance(value, int | float):
        return "Not available"
    unit = str(row.get("unit") or "")
    return f"{value:,.10g}" + ("%" if unit == "percent" else "" if unit == "count" else f" {unit}")


def _options(seen: Reading) -> list[Block]:
    rows = tuple(
        (
            f"{option.letter} {option.name}" + (" (do nothing new)" if option.option_id == seen.comparison_id else ""),
            option.what_it_means_here or NOTHING,
            cost_line(option),
            NOTHING if option.places is None else f"{option.places:,} places",
            NOTHING if option.months_to_start is None else f"{option.months_to_start:g} months to start",
            {"easy": "Easy to undo", "hard": "Hard to undo"}.get(option.undo or "", NOTHING),
            option.legal_note or NOTHING,
        )
        for option in seen.options
    )
    return [
        Heading("Options considered, including doing nothing new"),
        Text("These facts stand beside the judgements and are never scored."),
        Grid(
            "Options considered",
            ("Option", "What it means here", "Cost", "Reach", "Start", "Undoing it", "Legal duty"),
            rows,
            (0.17, 0.25, 0.13, 0.11, 0.11, 0.11, 0.12),
        ),
        *[
            Text(f"{option.letter} {option.name} was considered and taken off the list.", QUIET)
            for option in seen.decision.retired_options
        ],
    ]


def _consultation(seen: Reading) -> list[Block]:
    found: list[Block] = [Heading("Consultation")]
    for row in seen.engagements:
        rung = row.get("ladder_rung")
        parts = [
            f"{str(row.get('kind') or '').capitalize()}",
            _day(row.get("held_on")) or "date not recorded",
            f"stage: {row['stage']}" if row.get("stage") else "stage not recorded",
            f"step {rung} of 7 on the ladder of participation" if rung else "ladder not recorded",
            f"fed back on {_day(row['fed_back_on'])}" if row.get("fed_back_on") else "nothing fed back yet",
            f"people got {REWARDS[row['rewards']]}" if row.get("rewards") in REWARDS else "rewards not recorded",
            "illustrative" if row.get("illustrative") else "",
        ]
        found.append(Text(" · ".join(each for each in parts if each), lead=f"{row.get('title')}:"))
    if len(found) == 1:
        found.append(Text(words.NOT_KNOWN_CAUSES["nobody asked"]))
    if seen.not_heard:
        found.append(Heading("Not heard", 2))
        found.append(Text("These groups must be heard, and were not. Nobody should read their silence as agreement."))
        found.append(Points(tuple(f"{group}: {state}" for group, state in seen.not_heard)))
    return found


def _risks(seen: Reading) -> list[Block]:
    found: list[Block] = [Heading("Risks"), Text("Three checks of what happens when one way of looking is used alone.")]
    if not seen.risk_checks:
        found.append(Text("The checks were not made when this record was sealed."))
    for check_id, check in seen.risk_checks.items():
        found.append(Heading(words.RISK_CHECKS.get(check_id, check_id), 2))
        found.append(Text(words.RISK_STATES.get(str(check.get("state")), str(check.get("state"))), lead="State:"))
        pressing = [row for row in items(check.get("rows")) if row.get("state") != "clear"]
        found.append(
            Points(tuple(f"{row.get('words')} {row.get('next_step') or ''}".strip() for row in pressing[:MOST_FOUND]))
        )
        if len(pressing) > MOST_FOUND:
            found.append(Text(f"And {len(pressing) - MOST_FOUND} more, in the workbook of this record.", QUIET))
        answer = seen.decision.risk_answers.get(check_id)
        if answer is not None:
            owner = f" ({answer.owner})" if answer.owner else ""
            found.append(Text(f"{answer.words}{owner}", lead="What is done about it:"))
    return found


def _dissent(seen: Reading) -> list[Block]:
    found: list[Block] = [Heading("Disagreement, word for word")]
    for said in seen.decision.dissent:
        on = _name(seen, said.option_id)
        found.append(Text(said.words, VERBATIM, lead=f"{said.role}{f', on {on}' if on else ''}:"))
    return found if seen.decision.dissent else [*found, Text(NOBODY)]


def _officers(seen: Reading) -> list[Block]:
    found: list[Block] = []
    for area, title in {
        "finance": "Financial implications",
        "legal": "Legal implications",
        "staffing": "Staffing",
    }.items():
        note = seen.decision.notes.get(area)
        if note is None and area == "staffing":
            continue
        found.append(Heading(title))
        if note is not None:
            found.append(Text(note.words, lead=f"Note{f' from {note.role}' if note.role else ''}:"))
        found.append(Text(words.TO_COMPLETE, FOR_OFFICERS))
    return found


def _looking_again(seen: Reading) -> list[Block]:
    decision = seen.decision
    figures = {row.get("indicator_id"): row for row in seen.figures}
    day = long_date(decision.review_on) if decision.review_on else None
    triggers = [
        trigger_sentence(
            trigger,
            str(figures.get(trigger.indicator_id, {}).get("label", "")),
            str(figures.get(trigger.indicator_id, {}).get("unit", "")),
        )
        for trigger in decision.triggers
    ]
    change = seen.what_would_change_this
    return [
        Heading("Looking again"),
        Text(f"Review on {day}." if day else "No review date is set."),
        *([Points(tuple(triggers))] if triggers else [Text("Nothing is said that would reopen it.")]),
        *([Text(" ".join(change), lead="What would change this:")] if change else []),
    ]


def _name(seen: Reading, option_id: str | None) -> str:
    option = seen.decision.option(option_id) if option_id else None
    return f"{option.letter} {option.name}" if option else ""


def _day(value: object) -> str:
    """A day kept as text, as people write it."""
    try:
        return long_date(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return ""
