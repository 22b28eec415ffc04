"""All tables of a record, for a workbook: what people said, what the data suggest, every number, sources, hashes."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd

from integrated.record.decide import Version
from integrated.record.equality import CHARACTERISTICS, DUTY
from integrated.record.json_text import sha256_of
from integrated.record.reading import Reading, items, mapping, part
from integrated.record.record import Record
from integrated.record.sentences import conclusion_sentence
from integrated.views import words
from integrated.views.record_paper import BADGE
from integrated.weighing.perspective import PERSPECTIVES

STAMP = ("actor_role", "made_at", "sequence")
EMPTY = "An empty cell means not entered, not known or hidden. It never means zero."


def readme(record: Record, version: Version | None) -> list[tuple[str, str]]:
    """What the workbook is, for its first sheet."""
    seen = Reading(record)
    decision = seen.decision
    rows = [
        ("What this is", "Every table of one record of a decision. Nothing in it is a formula."),
        ("Question", decision.question or words.NOT_ENTERED),
        ("Place", str(seen.place.get("name") or words.NOT_ENTERED)),
        ("Conclusion", conclusion_sentence(decision.conclusion, decision)),
        ("Version", version.label if version else "Draft, not signed"),
        ("Illustrative", BADGE if seen.is_illustrative else "No"),
        ("Empty cells", EMPTY),
        ("Small numbers", words.HIDDEN_IN_FULL.format(threshold=5)),
        ("Equality", DUTY),
        ("Levels", "1 to 5: " + ", ".join(words.LEVELS.values()) + f". {words.NOT_KNOWN} has no number."),
        ("SHA-256 of the record", record.sha256),
    ]
    return rows + [("Changed since it was sealed", sentence) for sentence in record.changed]


def record_tables(record: Record) -> dict[str, pd.DataFrame]:
    """Sheet name to rows, in reading order."""
    seen = Reading(record)
    decision = seen.decision
    said: dict[str, Callable[[], pd.DataFrame]] = {
        "Options": lambda: _said((*decision.options, *decision.retired_options)),
        "Outcomes": lambda: _said(decision.outcomes),
        "Groups": lambda: _said(decision.groups),
        "Baselines": lambda: _said(decision.baselines.values()),
        "Judgements": lambda: _said(decision.judgements.values()),
        "Levels": lambda: _levels(seen),
        "Do they agree": lambda: _agreement(seen),
        "Red lines": lambda: _red_lines(seen),
        "Clashes": lambda: _said(decision.clash_answers.values()),
        "What matters": lambda: _said(decision.weights.values()),
        "Who comes first": lambda: _triangle(seen),
        "Not placed": lambda: _lists(part(seen.results, "not_placed", "as_judged")),
        "Sentences": lambda: _lists(part(seen.results, "sentences", "as_judged")),
        "Studies": lambda: _studies(seen),
        "Searches": lambda: _of_studies(seen, "searches"),
        "Without effect size": lambda: _of_studies(seen, "evaluations"),
        "People": lambda: _people(seen),
        "Themes": lambda: _themes(seen),
        "Consultation": lambda: _lists(seen.engagements),
        "Not heard": lambda: pd.DataFrame(list(seen.not_heard), columns=["group", "state"]),
        "Routes": lambda: _routes(seen),
        "Map links": lambda: _lists(part(seen.inputs, "map", "drawn", "links")),
        "Map entry points": lambda: _lists(part(seen.inputs, "map", "drawn", "entry_points")),
        "Risk checks": lambda: _risks(seen),
        "Equalities": lambda: _equalities(seen),
        "Conclusion": lambda: _said([decision.conclusion] if decision.conclusion else []),
        "Conditions": lambda: _said(decision.conditions),
        "Disagreement": lambda: _said(decision.dissent),
        "Reopen if": lambda: _said(decision.triggers),
        "Notes for officers": lambda: _said(decision.notes.values()),
        "How we work": lambda: _said((*decision.assessments.values(), *decision.planned_elements)),
        "Certainty changed": lambda: _said(decision.certainty_overrides.values()),
        "Local figures": lambda: _lists(seen.figures),
        "Settings": lambda: pd.DataFrame(
            [(name, _text(value)) for name, value in mapping(seen.inputs.get("settings")).items()],
            columns=["setting", "value"],
        ),
        "Events": lambda: _events(seen),
        "Sources": lambda: _lists(seen.inputs.get("sources")),
        "Hashes": lambda: _hashes(seen),
    }
    return {name: make() for name, make in said.items()}


def _said(values: Iterable[Any]) -> pd.DataFrame:
    """Frozen values as rows, who said them and when at the end; nested ones as text."""
    rows = []
    for value in values:
        row = {name: _text(each) for name, each in asdict(value).items()}
        rows.append({**{name: each for name, each in row.items() if name not in STAMP}, **{n: row[n] for n in STAMP}})
    return pd.DataFrame(rows)


def _lists(rows: Any) -> pd.DataFrame:
    return pd.DataFrame([{name: _text(value) for name, value in row.items()} for row in items(rows)])


def _text(value: Any) -> Any:
    """Numbers and texts as they are; lists and named values as JSON; days and moments as ISO text."""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str) if value else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _levels(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "option": f"{option.letter} {option.name}",
                "perspective": words.PERSPECTIVES[p],
                "agreed by people": cell.agreed,
                **{
                    f"used: {words.LEVELS_SHORT[k]}": None if cell.levels is None else cell.levels[k - 1]
                    for k in words.LEVELS
                },
                **{f"suggested: {words.LEVELS_SHORT[k]}": None if five is None else five[k - 1] for k in words.LEVELS},
                "not known because": words.NOT_KNOWN_CAUSES.get(cell.cause or "") if cell.levels is None else None,
                "in words": cell.sentence,
                "how sure": cell.certainty,
            }
            for option in seen.options
            for p in PERSPECTIVES
            for cell in [seen.cell(option.option_id, p)]
            for five in [seen.suggested(option.option_id, p)]
        ]
    )


def _agreement(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "option": f"{option.letter} {option.name}",
                "state": words.CONVERGENCE.get(str(found.get("state")), ""),
                "computed, where people chose another": words.CONVERGENCE.get(str(found.get("suggested")), None),
                "clashes": _text(found.get("clashes")),
                "reason": found.get("reason"),
            }
            for option in seen.compared
            for found in [seen.agreement(option.option_id)]
        ]
    )


def _red_lines(seen: Reading) -> pd.DataFrame:
    raised = [
        {
            "option": line.option_id,
            "group": line.group_name,
            "reason": line.reason,
            "raised": "by people",
            "answer": line.answer.response if line.answer else None,
            "answer in words": line.answer.words if line.answer else None,
            "owner": line.answer.owner if line.answer else None,
            "by": _text(line.answer.by) if line.answer else None,
            "what the group said": line.answer.what_the_group_said if line.answer else None,
        }
        for line in seen.decision.red_lines
    ]
    suggested = [
        {
            "option": line.get("option_id"),
            "group": line.get("group_name"),
            "raised": "suggested, nobody has answered it",
        }
        for line in items(seen.inputs.get("suggested_red_lines"))
    ]
    not_told = [
        {
            "option": line.get("option_id"),
            "group": line.get("group_name"),
            "raised": "cannot be told from what may be shown; nobody has raised it",
        }
        for line in items(seen.inputs.get("objections_not_told"))
    ]
    return pd.DataFrame(raised + suggested + not_told)


def _triangle(seen: Reading) -> pd.DataFrame:
    rows = []
    for which in ("as_judged", "discounted"):
        areas = part(seen.results, "triangle", which, "areas") or []
        ranks = part(seen.results, "triangle", which, "ranks") or []
        for option, area, shares in zip(seen.placed, areas, ranks, strict=False):
            row = {
                "option": f"{option.letter} {option.name}",
                "levels": which.replace("_", " "),
                "share of mixes first": area,
            }
            rows.append({**row, **{f"share of mixes at rank {k}": share for k, share in enumerate(shares, start=1)}})
    return pd.DataFrame(rows)


def _studies(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"option": f"{option.letter} {option.name}", "held as": which, **asdict(row)}
            for option in seen.compared
            for which in ("used", "excluded")
            for row in seen.studies(option.option_id, which)
        ]
    )


def _of_studies(seen: Reading, which: str) -> pd.DataFrame:
    found = [dict(row) for option in seen.compared for row in items(seen.of_studies(option.option_id).get(which))]
    return pd.DataFrame([{n: v for n, v in row.items() if n != "import_id"} for row in found])


def _people(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "option": f"{option.letter} {option.name}",
                "group": row.get("group"),
                "most affected": row.get("most_affected"),
                **{
                    stance: words.HIDDEN if count is None else count
                    for stance, count in zip(words.STANCES.values(), row.get("counts") or [], strict=False)
                },
                "heard": words.HIDDEN if row.get("heard") is None else row.get("heard"),
            }
            for option in seen.options
            for row in items(seen.heard(option.option_id).get("rows"))
        ]
    )


def _themes(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "option": f"{option.letter} {option.name}",
                "theme": row.get("name"),
                "people": words.HIDDEN if row.get("people") is None else row.get("people"),
                "of all heard": row.get("of"),
            }
            for option in seen.options
            for row in items(seen.heard(option.option_id).get("themes"))
        ]
    )


def _routes(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "option": f"{o.letter} {o.name}",
                **{name: _text(value) for name, value in seen.routes(o.option_id).items()},
            }
            for o in seen.compared
        ]
    )


def _risks(seen: Reading) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "check": words.RISK_CHECKS.get(check_id, check_id),
                "state of the check": words.RISK_STATES.get(str(check.get("state")), check.get("state")),
                "state": words.RISK_STATES.get(str(row.get("state")), row.get("state")),
                "found": row.get("words"),
                "next step": row.get("next_step"),
            }
            for check_id, check in seen.risk_checks.items()
            for row in items(check.get("rows"))
        ]
    )


def _equalities(seen: Reading) -> pd.DataFrame:
    found = seen.decision.equality
    return pd.DataFrame(
        [
            {
                "characteristic": each,
                "effect": words.EQUALITY_EFFECTS[found[each].effect] if each in found else "Not considered",
                "in words": found[each].words if each in found else None,
            }
            for each in CHARACTERISTICS
        ]
    )


def _events(seen: Reading) -> pd.DataFrame:
    names = ("sequence", "made_at", "actor_role", "kind", "subject", "payload", "event_id")
    return pd.DataFrame([{name: _text(getattr(event, name)) for name in names} for event in seen.decision.events])


def _hashes(seen: Reading) -> pd.DataFrame:
    rows = [("the whole record", seen.record.sha256)]
    rows += [(f"input: {name}", sha256_of(value)) for name, value in sorted(seen.record.inputs.items())]
    return pd.DataFrame(rows, columns=["what", "SHA-256"])
