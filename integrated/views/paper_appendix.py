"""Equalities, and the appendices of a council paper: judgements, how we work, sources, hashes, limits."""

from integrated.record.decide import Version
from integrated.record.decision import Decision
from integrated.record.elements import APPROACH_NAMES, APPROACHES, BY_ID, MINDSET, MINDSET_IDS
from integrated.record.equality import CHARACTERISTICS, DUTY
from integrated.record.how_we_work import Answered, everyone
from integrated.record.json_text import sha256_of
from integrated.record.paper import QUIET, Block, Grid, Heading, Points, Text
from integrated.record.reading import Reading, items
from integrated.views import words
from integrated.views.approach_words import most_words, points_words, share_words
from integrated.views.decision_screen import long_date
from integrated.views.event_words import told
from integrated.weighing.perspective import PERSPECTIVES, level_range

LIMITS = (
    "Levels are words for judgements, made from cut points that are conventions. They are recorded with the numbers.",
    "Adding up perspectives lets one make up for another: that is why there is no total score here.",
    "A bigger area in the triangle means more mixes of what matters, not a better option.",
    "A map is a model of a conversation: it shows directions, never sizes.",
    "Counts of fewer than five people are hidden. They are not zero.",
)


def equalities(seen: Reading) -> list[Block]:
    """Who is affected and how, characteristic by characteristic, with those nobody considered."""
    rows = []
    for characteristic in CHARACTERISTICS:
        said = seen.decision.equality.get(characteristic)
        name = characteristic[:1].upper() + characteristic[1:]
        effect = words.EQUALITY_EFFECTS[said.effect] if said else "Not considered"
        rows.append((name, effect, said.words if said else ""))
    return [
        Heading("Equalities"),
        Text(f"The protected characteristics of the Equality Act 2010, and care experience. {DUTY}"),
        Grid("Who is affected, and how", ("Characteristic", "Effect", "In words"), tuple(rows), (0.28, 0.2, 0.52)),
    ]


def sections(seen: Reading, version: Version | None) -> list[Block]:
    """The appendices."""
    return [
        *_judgements(seen),
        *_how_we_work(seen),
        *_sources(seen),
        *_seal(seen, version),
        Heading("Appendix: limits"),
        Points(LIMITS),
    ]


def _judgements(seen: Reading) -> list[Block]:
    decision = seen.decision
    events = {
        event.subject: event for event in decision.events if event.kind == "judgement_agreed" and not event.removed
    }
    rows = tuple(
        (
            f"{option.letter} {option.name}",
            words.PERSPECTIVES[p],
            _range(seen.suggested(option.option_id, p)),
            told(events[f"{option.option_id}/{p}"], decision, most=None) if said else "Not agreed: as suggested",
            words.ROLES.get(said.actor_role, said.actor_role) if said else "",
        )
        for option in seen.compared
        for p in PERSPECTIVES
        for said in [decision.judgements.get((option.option_id, p))]
    )
    found: list[Block] = [
        Heading("Appendix: judgements"),
        Grid(
            "What the data suggest, and what people agreed",
            ("Option", "Perspective", "Suggested", "Agreed, and why", "By"),
            rows,
            (0.2, 0.18, 0.18, 0.32, 0.12),
        ),
    ]
    changed = [
        f"{option_id}, {outcome_id}, {step}: {each.chosen} instead of {each.suggested}. {each.reason}"
        for (option_id, outcome_id, step), each in decision.certainty_overrides.items()
    ]
    if changed:
        found += [Text("How sure we are was changed by people:"), Points(tuple(changed))]
    return found


def _how_we_work(seen: Reading) -> list[Block]:
    decision = seen.decision
    if not decision.assessments and not decision.planned_elements:
        return []
    return [
        Heading("Appendix: how we work"),
        Text(
            "How far those who decided use each of three approaches to evidence, each by their own answers to 24 "
            "elements. The list of elements is this tool’s own.",
            QUIET,
        ),
        *_alignments(decision),
        *_planned(decision),
    ]


def _alignments(decision: Decision) -> list[Block]:
    """One row per person: answers are set side by side and never averaged."""
    people = everyone(decision)
    if not people:
        return []
    rows = tuple(
        (
            each.whose,
            *(_share(each, approach) for approach in APPROACHES),
            most_words(each.alignment),
        )
        for each in people
    )
    head = ("Who", *(APPROACH_NAMES[each].capitalize() for each in APPROACHES), "Most aligned")
    said = tuple(
        f"{each.whose}: {MINDSET[MINDSET_IDS.index(question)]} {text}"
        for each in people
        for question, text in each.mindset.items()
        if question in MINDSET_IDS
    )
    found: list[Block] = [Grid("Which approach is closest to our work", head, rows, (0.28, 0.18, 0.18, 0.18, 0.18))]
    return [*found, Text("A change of mindset, in their own words:"), Points(said)] if said else found


def _share(person: Answered, approach: str) -> str:
    points = points_words(person, approach)
    said = share_words(person.alignment.shares[approach]).capitalize()
    return f"{said} ({points})" if points else said


def _planned(decision: Decision) -> list[Block]:
    planned = decision.planned_elements
    if not planned:
        return []
    rows = tuple(
        (
            BY_ID[each.element_id].name if each.element_id in BY_ID else each.element_id,
            each.how,
            each.who or words.NOT_ENTERED,
            long_date(each.by) if each.by else words.NOT_ENTERED,
        )
        for each in planned
    )
    return [
        Grid("Elements of other approaches to take in", ("Element", "How", "Who", "By"), rows, (0.3, 0.4, 0.15, 0.15)),
    ]


def _sources(seen: Reading) -> list[Block]:
    found: list[Block] = [Heading("Appendix: sources")]
    citations = sorted(
        {f"{row.citation}. {row.programme}." for o in seen.compared for row in seen.studies(o.option_id)}
    )
    if citations:
        found += [Heading("Studies", 2), Points(tuple(citations))]
    files: dict[tuple[str, str], list[str]] = {}
    for row in items(seen.inputs.get("sources")):
        source = (str(row.get("attribution") or words.NOT_ENTERED), str(row.get("licence") or words.NOT_ENTERED))
        files.setdefault(source, []).append(str(row.get("file_name")))
    if files:
        rows = tuple((source, licence, ", ".join(names)) for (source, licence), names in files.items())
        found.append(Heading("Data", 2))
        found.append(Grid("Where the numbers come from", ("Source", "Licence", "Files"), rows, (0.5, 0.2, 0.3)))
    return found


def _seal(seen: Reading, version: Version | None) -> list[Block]:
    record = seen.record
    rows = [("The whole record", record.sha256)]
    rows += [(f"Input: {name}", sha256_of(value)) for name, value in sorted(record.inputs.items())]
    rows += [(f"File: {row.get('file_name')}", str(row.get("sha256"))) for row in items(record.inputs.get("sources"))]
    signed = (
        f"{version.label}. The signature names the hash of the whole record."
        if version
        else "This is a draft: nobody has signed it."
    )
    return [
        Heading("Appendix: hashes"),
        Text(f"{signed} Anyone who holds the record as .json can open it and check that nothing was changed."),
        Text(
            f"{len(seen.decision.events)} events, the last one number {seen.decision.sequence}. "
            f"Format {record.format_version}.",
            QUIET,
        ),
        Grid("SHA-256 of the record, of every input, of every file", ("What", "SHA-256"), tuple(rows), (0.3, 0.7)),
    ]


def _range(shares: tuple[float, ...] | None) -> str:
    if shares is None:
        return words.NOT_KNOWN
    lowest, _, highest = level_range(shares)
    return words.LEVELS_SHORT[lowest] + (f" to {words.LEVELS_SHORT[highest]}" if highest != lowest else "")
