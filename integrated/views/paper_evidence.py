"""The evidence in a council paper: one table of all three perspectives, then each by itself, then where they clash."""

from collections.abc import Mapping, Sequence
from typing import Any

from integrated.record.decision import Option
from integrated.record.paper import QUIET, Block, Grid, Heading, Points, Text
from integrated.record.reading import Reading, items, mapping
from integrated.views import words
from integrated.views.decision_screen import long_date
from integrated.views.event_words import told as event_told
from integrated.views.forest import told
from integrated.views.level_strip import level_words
from integrated.views.paper_pictures import Pictures
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.told_objections import not_told_sentence

MIXES = f"{words.UNDER_TRIANGLE} {words.MIXES_NOT_CHANCES}"


def sections(seen: Reading, pictures: Pictures) -> list[Block]:
    """All of the evidence."""
    return [
        Heading("Evidence from three perspectives"),
        _overview(seen),
        Text("“Not known” is the lack of a finding. It is not “no effect”, and not the middle.", QUIET),
        *_clashes(seen),
        Heading(words.PERSPECTIVES["works"], 2),
        *[block for option in seen.compared for block in _studies(seen, option, pictures)],
        Heading(words.PERSPECTIVES["people"], 2),
        *_people(seen),
        Heading(words.PERSPECTIVES["system"], 2),
        *_connections(seen),
        Heading("What matters most, and who comes first", 2),
        *_weighing(seen, pictures),
    ]


def _overview(seen: Reading) -> Grid:
    rows = []
    for option in seen.options:
        if option.option_id == seen.comparison_id:
            rows.append((_name(option), *[words.COMPARISON] * 3, ""))
            continue
        cells = [seen.cell(option.option_id, p) for p in PERSPECTIVES]
        agreed = seen.agreement(option.option_id)
        state = words.CONVERGENCE.get(str(agreed.get("state")), "")
        by_hand = f" (set by people: {agreed['reason']})" if agreed.get("suggested") else ""
        rows.append((_name(option), *(f"{level_words(cell)}. {cell.sentence}" for cell in cells), state + by_hand))
    return Grid(
        f"Each option, three ways, on {seen.outcome.lower()}",
        ("Option", *(words.PERSPECTIVES[p] for p in PERSPECTIVES), "Do they agree?"),
        tuple(rows),
        (0.16, 0.24, 0.24, 0.24, 0.12),
    )


def _clashes(seen: Reading) -> list[Block]:
    """Red lines and clashes with their answers: before anything that could hide them."""
    found: list[Block] = []
    decision = seen.decision
    lines = [
        f"{line.group_name} object strongly to {_by_id(seen, line.option_id)}: {line.reason}"
        for line in decision.red_lines
    ]
    answers = [line.answer for line in decision.red_lines]
    suggested = items(seen.inputs.get("suggested_red_lines"))
    not_told = items(seen.inputs.get("objections_not_told"))
    if lines or suggested or not_told:
        found.append(Heading("Red lines", 2))
    for words_, answer in zip(lines, answers, strict=True):
        found.append(Text(words_, lead="Red line:"))
        if answer is None:
            found.append(Text("Not answered.", lead="Answer:"))
            continue
        what = "Something will change" if answer.response == "change" else "Going ahead, for these reasons"
        who = f" Owner: {answer.owner}." if answer.owner else ""
        day = f" By {long_date(answer.by)}." if answer.by else ""
        said = f" What the group said: {answer.what_the_group_said}" if answer.what_the_group_said else ""
        found.append(Text(f"{what}: {answer.words}{who}{day}{said}", lead="Answer:"))
    for line in suggested:
        found.append(
            Text(
                f"{line.get('group_name')} object strongly to {_by_id(seen, str(line.get('option_id')))}. "
                "Suggested by what people said; nobody has answered it.",
                lead="Red line:",
            )
        )
    for line in not_told:
        objected = _by_id(seen, str(line.get("option_id")))
        found.append(Text(not_told_sentence([str(line.get("group_name"))], objected), lead="Cannot tell:"))
    pairs = [(o, pair) for o in seen.compared for pair in seen.agreement(o.option_id).get("clashes") or ()]
    if pairs:
        found.append(Heading("Where the perspectives pull apart", 2))
    for option, (one, other) in pairs:
        answer_ = decision.clash_answers.get((option.option_id, one, other))
        apart = f"{words.PERSPECTIVES[one]} and {words.PERSPECTIVES[other].lower()} pull apart."
        found.append(Text(f"{apart} {seen.agreement(option.option_id).get('reason')}", lead=f"{_name(option)}:"))
        found.append(
            Text(answer_.words if answer_ else "Nobody has said what to make of it.", lead="What we make of it:")
        )
    return found


def _studies(seen: Reading, option: Option, pictures: Pictures) -> list[Block]:
    cell, of = seen.cell(option.option_id, "works"), seen.of_studies(option.option_id)
    found: list[Block] = [Heading(_name(option), 3), Text(cell.sentence)]
    if cell.levels is None:
        found.append(Text("That is not the same as “no effect”.", QUIET))
    if option.option_id in pictures.forests:
        found.append(pictures.forests[option.option_id])
    rows = seen.studies(option.option_id)
    if rows:
        found.append(
            Grid(
                f"Studies of {_name(option)} on {seen.outcome.lower()}",
                ("Study", "Where, how", "People", "Effect [95% interval]", "Risk of bias, as printed"),
                tuple(
                    (
                        f"{row.programme}. {row.citation}",
                        f"{row.country or 'country not given'}, {words.DESIGNS[row.design]}",
                        f"{row.participants:,}" if row.participants else "not given",
                        told(row.effect, *row.interval),
                        f"{row.risk_of_bias or 'not rated'} ({row.risk_of_bias_tool or 'no tool'})",
                    )
                    for row in rows
                ),
                (0.34, 0.2, 0.1, 0.18, 0.18),
            )
        )
        sure = words.CERTAINTY.get(cell.certainty or "")
        if sure:
            found.append(Text(f"{sure} ({cell.certainty})", lead="How sure we are:"))
    found += [
        Text(f"{row.programme}: {row.excluded_because}.", lead="Held, not used:")
        for row in seen.studies(option.option_id, "excluded")
    ]
    found += [Text(_search(row), QUIET) for row in items(of.get("searches"))]
    found += [Text(_evaluation(row), lead="Without an effect size:") for row in items(of.get("evaluations"))]
    return found


def _search(row: Mapping[str, Any]) -> str:
    count = int(row.get("studies_found") or 0)
    what = f"{count} stud{'y' if count == 1 else 'ies'} found" if count else "none found"
    return f"Searched: {row.get('searched_where')} ({row.get('searched_year')}), {what}."


def _evaluation(row: Mapping[str, Any]) -> str:
    return f"{row.get('what_was_found')} {row.get('why_no_effect_size')} ({row.get('source')})"


def _people(seen: Reading) -> list[Block]:
    found: list[Block] = []
    for option in seen.options:
        heard = seen.heard(option.option_id)
        rows = items(heard.get("rows"))
        cell = seen.cell(option.option_id, "people")
        found += [Heading(_name(option), 3), *([Text(cell.sentence)] if cell.sentence else [])]
        if not rows:
            found.append(Text(words.NOT_KNOWN_CAUSES["nobody asked"]))
            continue
        found.append(
            Grid(
                f"Who said what about {_name(option)}, in people",
                ("Group", *words.STANCES.values(), "Heard"),
                tuple((str(row["group"]), *map(_count, row["counts"]), _count(row.get("heard"))) for row in rows),
                (0.34, 0.13, 0.13, 0.13, 0.13, 0.14),
            )
        )
        themes = [f"{each['name']} ({_of(each)})" for each in items(heard.get("themes"))]
        if themes:
            found.append(Text("; ".join(themes) + ".", lead="What they spoke about:"))
    found.append(Text(words.HIDDEN_IN_FULL.format(threshold=_threshold(seen)), QUIET, lead="hidden:"))
    return found


def _connections(seen: Reading) -> list[Block]:
    drawn = mapping(seen.inputs.get("map"))
    if not drawn:
        return [Text(words.NOT_KNOWN_CAUSES["no map"])]
    rows = tuple(
        (
            _name(option),
            str(found.get("helping", 0)),
            str(found.get("hindering", 0)),
            str(found.get("uncertain", 0)),
            ", ".join(found.get("hindering_through") or []) or "no single factor",
            f"{found.get('asserted', 0)} of {found.get('links', 0)}",
        )
        for option in seen.compared
        for found in [seen.routes(option.option_id)]
    )
    return [
        Text(f"{words.UNDER_MAP} Drawn by: {drawn.get('made_by')}."),
        Grid(
            f"Known routes from each option to {seen.outcome.lower()}",
            (
                "Option",
                "Help",
                "Hinder",
                "Either way",
                "All hindering routes go through",
                "Links that are someone’s view",
            ),
            rows,
            (0.24, 0.09, 0.09, 0.1, 0.28, 0.2),
        ),
        Text(
            f"{drawn.get('asserted')} of the {drawn.get('links')} links of the map are someone’s view, "
            "with no evidence attached.",
            QUIET,
        ),
    ]


def _weighing(seen: Reading, pictures: Pictures) -> list[Block]:
    decision = seen.decision
    said = {event.subject: event for event in decision.events if event.kind == "weights_set" and not event.removed}
    found: list[Block] = []
    if decision.weights:
        found.append(
            Grid(
                "What matters most to each person",
                ("Who", "Said"),
                tuple((person, event_told(said[person], decision, most=None)) for person in decision.weights),
                (0.3, 0.7),
            )
        )
    else:
        found.append(Text("Nobody’s weights were recorded. A record is valid without them."))
    found.append(Points(seen.sentences()))
    if pictures.triangle is not None:
        found.append(pictures.triangle)
    return [*found, Text(MIXES, QUIET)]


def _by_id(seen: Reading, option_id: str) -> str:
    option = seen.decision.option(option_id)
    return _name(option) if option else option_id


def _name(option: Option) -> str:
    return f"{option.letter} {option.name}"


def _count(value: Any) -> str:
    return words.HIDDEN if value is None else str(value)


def _of(theme: Mapping[str, Any]) -> str:
    people = theme.get("people")
    return f"{words.HIDDEN}" if people is None else f"{people} of the {theme.get('of')} people heard"


def _threshold(seen: Reading) -> int:
    found: Sequence[Any] = [seen.heard(option.option_id).get("threshold") for option in seen.options]
    return next((int(each) for each in found if isinstance(each, int)), 5)
