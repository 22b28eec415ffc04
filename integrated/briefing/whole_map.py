"""How things connect, whole: one map of a decision, one option and outcome, and what stands behind its links."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from integrated.briefing.action_levels import action_levels
from integrated.briefing.choices import option_labels, outcomes
from integrated.briefing.connections import connections, drawn_map, system_map
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of, rows
from integrated.briefing.stated import stated
from integrated.complexity.edits import replay_edits
from integrated.complexity.model import SystemMap
from integrated.complexity.whole_map import EvidenceRow, ThemeSaid, WholeMap
from integrated.record.decision import Event
from integrated.store import Store

DESIGNS = {"rct": "randomised trial", "non_randomised": "comparison study", "correlational": "no option compared"}


@remembered
def map_titles(store: Store, decision_id: str) -> dict[str, str]:
    """Map id to title, all maps of a decision, the oldest first; a title given twice is numbered."""
    titles: dict[str, str] = {}
    for row in rows(store, "maps_of_decision", decision_id=decision_id).to_dict("records"):
        title, number = str(row["title"]), 2
        while title in titles.values():
            title, number = f"{row['title']} ({number})", number + 1
        titles[row["map_id"]] = title
    return titles


@remembered
def whole_map(store: Store, decision_id: str, option_id: str, outcome_id: str, map_id: str) -> WholeMap | None:
    """Everything the page shows about one map, or None when the decision has no such map."""
    brief = system_map(store, decision_id, map_id)
    if brief is None:
        return None
    events = _events(store, decision_id, map_id)
    edited = replay_edits(drawn_map(store, map_id), events, map_id)
    on = outcomes(store, decision_id)
    options = option_labels(store, decision_id)
    themes = rows(store, "themes", decision_id=decision_id)
    names = dict(zip(themes["theme_id"], themes["name"], strict=True))
    said = stated(store, decision_id, "theme_factor", map_id=map_id).to_dict("records")
    return WholeMap(
        brief=brief,
        found=connections(store, decision_id, option_id, outcome_id, map_id),
        maps=map_titles(store, decision_id),
        options=options,
        outcomes=on,
        outcome_label=on.get(outcome_id, outcome_id),
        levels=action_levels(store, decision_id),
        rows=_rows_behind(store, decision_id, {(kind, each) for _, _, kind, each in brief.evidence}),
        themes=tuple(
            ThemeSaid(row["theme_id"], names[row["theme_id"]], row["factor_id"], row["why"])
            for row in said
            if row["theme_id"] in names
        ),
        left_out=tuple(sentence for _, sentence in edited.left_out),
        edits=events,
        standing=edited.standing,
    )


@remembered
def map_at(store: Store, decision_id: str, map_id: str, sequence: int) -> SystemMap:
    """A map as it stood after the event of that sequence; 0: as it was first drawn."""
    events = [event for event in _events(store, decision_id, map_id) if event.sequence <= sequence]
    return replay_edits(drawn_map(store, map_id), events, map_id).system_map


@remembered
def import_of(store: Store, decision_id: str, map_id: str) -> str | None:
    """The import that brought a map, for those started here; None for a map that came with the data."""
    maps = rows(store, "maps_of_decision", decision_id=decision_id)
    kinds = rows(store, "imports").set_index("import_id")["kind"]
    import_id = next(iter(maps.loc[maps["map_id"] == map_id, "import_id"]), None)
    return import_id if import_id in kinds.index and kinds[import_id] == "system map" else None


@remembered
def attachable(store: Store, decision_id: str, kind: str) -> tuple[EvidenceRow, ...]:
    """All evidence of one kind that can be attached to a link.

    Parameters
    ----------
    kind : "effect", "finding" or "contribution"; of contributions only those whose words may be quoted.
    """
    if kind == "effect":
        return tuple(_effect(row) for row in rows(store, "effects_all").to_dict("records"))
    if kind == "finding":
        return tuple(_finding(row) for row in rows(store, "findings", decision_id=decision_id).to_dict("records"))
    return tuple(_quotes(store, decision_id).values())


def _rows_behind(
    store: Store, decision_id: str, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], EvidenceRow]:
    ids: dict[str, set[str]] = {}
    for kind, evidence_id in wanted:
        ids.setdefault(kind, set()).add(evidence_id)
    found: list[EvidenceRow] = []
    if "effect" in ids:
        effects = rows(store, "effects_all")
        found += [_effect(row) for row in effects[effects["effect_id"].isin(ids["effect"])].to_dict("records")]
    if "finding" in ids:
        findings = rows(store, "findings", decision_id=decision_id)
        found += [_finding(row) for row in findings[findings["finding_id"].isin(ids["finding"])].to_dict("records")]
    if "contribution" in ids:
        quotes = _quotes(store, decision_id)
        hidden = "Words that may not be shown here: withdrawn, not cleared for quoting, or hidden to protect people."
        found += [
            quotes.get(each) or EvidenceRow("contribution", each, hidden, "a contribution")
            for each in sorted(ids["contribution"])
        ]
    return {row.key: row for row in found}


def _effect(row: dict[str, Any]) -> EvidenceRow:
    size, error = float(row["effect_towards_benefit"]), float(row["standard_error"])
    low, high = size - 1.959964 * error, size + 1.959964 * error
    way = "better" if size > 0 else "worse" if size < 0 else "no difference"
    told = f"{row['programme']}: {_plain(abs(size))} {way}, the study fits anything between {_plain(low)} and "
    told += f"{_plain(high)}"
    months, measure = row["follow_up_months"], row["measure"]
    told += f"; {measure}" if measure else ""
    told += f", {months:.0f} months on" if months is not None and not pd.isna(months) else ""
    told += f". Not used: {row['excluded_because']}" if row["excluded_because"] else ""
    source = [str(row["citation"]), DESIGNS.get(row["design"], row["design"]), row["country"] or ""]
    return EvidenceRow("effect", row["effect_id"], told, ", ".join(part for part in source if part))


def _plain(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _finding(row: dict[str, Any]) -> EvidenceRow:
    return EvidenceRow("finding", row["finding_id"], row["words"], f"{row['speaker_group']}; {row['source']}")


@remembered
def _quotes(store: Store, decision_id: str) -> dict[str, EvidenceRow]:
    """Contributions whose words may be shown, by the rules of What people say."""
    return {
        quote.contribution_id: EvidenceRow(
            "contribution", quote.contribution_id, quote.words, f"{quote.who}, {quote.checked}"
        )
        for option_id in option_labels(store, decision_id)
        for quote in people(store, decision_id, option_id).quotes
    }


def _events(store: Store, decision_id: str, map_id: str) -> tuple[Event, ...]:
    events = framing_of(store, decision_id).map_events
    return tuple(event for event in events if event.subject.startswith(f"{map_id}/"))
