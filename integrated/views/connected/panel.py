"""The panel beside the map: what is chosen on it, in words, with its basis, its evidence and who says it."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from integrated.complexity.grounds import ground
from integrated.complexity.model import EntryPoint, Factor, Link
from integrated.complexity.whole_map import EvidenceRow, WholeMap
from integrated.views import words
from integrated.views.connected.sentences import entry_sentence, link_sentence

KINDS = {"factor": "", "outcome": "An outcome we care about.", "context": "It comes from outside."}
WANTED = {"increase": "More of it is wanted.", "decrease": "Less of it is wanted.", "": ""}
CONTROLLABLE = {
    "yes": "It can be changed from here.",
    "partly": "It can be changed from here in part.",
    "no": "It cannot be changed from here.",
}
GROUNDS = {
    "evidence": "it has evidence",
    "definition": "true by what the words mean",
    "reason": "a reason, no evidence",
    "assertion": "someone’s view, no evidence attached",
}
KIND_WORDS = {"effect": "Study", "finding": "Published finding", "contribution": "Said here"}
HOW = "Choose a box or a sign on the map, or something in the list above, to see what stands behind it."


def panel(page: WholeMap, focus: str | None) -> Markup:
    """What is chosen, in words.

    Parameters
    ----------
    focus : "factor~id", "link~a~b", "entry~option~factor", "theme~id", "outcome~id" or None.
    """
    kind, _, rest = (focus or "").partition("~")
    draw: Callable[[WholeMap, str], Markup] = {
        "factor": _factor,
        "link": _link,
        "entry": _entry,
        "theme": _theme,
        "outcome": _outcome,
    }.get(kind, _nothing)
    return Markup('<div class="map-panel">{}</div>').format(draw(page, rest))


def lit_note(note: str) -> Markup:
    """What is lit besides the routes asked about, with the way back."""
    if not note:
        return Markup("")
    return Markup('<p class="lit-note">{} <a href="#all" data-go="unlight">Light all routes again</a></p>').format(note)


def _nothing(page: WholeMap, rest: str) -> Markup:
    drawn, option = page.brief.system_map, page.option_label
    asked = (
        ("leaned_on", f"What does {option} lean on?"),
        ("backfires", f"What could {option} make worse?"),
        ("circles", "What feeds itself, and what holds itself back?"),
        ("unsure", "Where are we least sure?"),
    )
    return Markup("<p>{}</p>").format(HOW) + (
        Markup("<p>{} factors, {} links. {} of the links are {}.</p>").format(
            len(drawn.factors), len(drawn.links), len(page.brief.assertions), GROUNDS["assertion"]
        )
        + _list(
            "Ask the map", [Markup('<a href="#lit" data-go="lit~question~{}">{}</a>').format(*each) for each in asked]
        )
        + _list("Edits that no longer fit", [Markup("{}").format(each) for each in page.left_out])
        if drawn.factors
        else Markup("<p>There is no factor on this map yet. Add the first one under Edit.</p>")
    )


def _factor(page: WholeMap, factor_id: str) -> Markup:
    drawn = page.brief.system_map
    if factor_id not in drawn.position:
        return _nothing(page, factor_id)
    factor = drawn.factor(factor_id)
    coming = [link for link in drawn.links if link.target == factor_id]
    going = [link for link in drawn.links if link.source == factor_id]
    acting = [entry for entry in drawn.entry_points if entry.factor_id == factor_id]
    return (
        Markup("<h2>{}</h2><p>{}</p>").format(factor.label, _described(factor))
        + _list("What moves it", [_link_item(page, link, link.source) for link in coming])
        + _list("What it moves", [_link_item(page, link, link.target) for link in going])
        + _list("Where options act on it", [_entry_item(page, entry) for entry in acting])
        + _list(
            "People say so",
            [Markup("<b>{}</b>: {}").format(theme.name, theme.why) for theme in page.about(factor_id)],
        )
    )


def _described(factor: Factor) -> str:
    told = (
        KINDS[factor.kind],
        WANTED[factor.wanted],
        CONTROLLABLE.get(factor.controllable, ""),
        f"Part of: {factor.domain}." if factor.domain else "",
    )
    return " ".join(each for each in told if each)


def _link(page: WholeMap, rest: str) -> Markup:
    drawn, ends = page.brief.system_map, tuple(rest.split("~"))
    if len(ends) != 2 or ends not in drawn.by_ends:
        return _nothing(page, rest)
    link = drawn.by_ends[ends[0], ends[1]]
    labels = {each: page.brief.label(each) for each in ends}
    return (
        Markup("<h2>{} → {}</h2><p>{}</p>").format(
            _to(f"factor~{ends[0]}", labels[ends[0]]),
            _to(f"factor~{ends[1]}", labels[ends[1]]),
            link_sentence(link, labels),
        )
        + _facts(
            ("How it works", words.POLARITY[link.polarity]),
            ("How strong", link.strength),
            ("When", words.DELAYS[link.delay]),
            ("How sure people are", link.confidence),
            ("Who says it", link.basis),
            ("What it rests on", GROUNDS[ground(link, attached=page.brief.attached)]),
            ("Note", _without_ids(link.reference, page.rows_of(*link.ends))),
        )
        + _evidence(page.rows_of(*link.ends))
    )


def _entry(page: WholeMap, rest: str) -> Markup:
    option_id, _, factor_id = rest.partition("~")
    entry = next((e for e in page.brief.system_map.entries_of(option_id) if e.factor_id == factor_id), None)
    if entry is None:
        return _nothing(page, rest)
    option, label = page.options.get(option_id, option_id), page.brief.label(factor_id)
    return (
        Markup("<h2>{} → {}</h2><p>{}</p>").format(
            option, _to(f"factor~{factor_id}", label), entry_sentence(entry, option, label)
        )
        + _facts(
            ("How strong", entry.strength),
            ("How sure people are", entry.confidence),
            ("Who says it", entry.basis),
            ("What it rests on", GROUNDS[ground(entry, attached=page.brief.attached)]),
            ("Note", _without_ids(entry.note, page.rows_of(option_id, factor_id))),
        )
        + _evidence(page.rows_of(option_id, factor_id))
    )


def _theme(page: WholeMap, theme_id: str) -> Markup:
    said = [theme for theme in page.themes if theme.theme_id == theme_id]
    if not said:
        return _nothing(page, theme_id)
    items = [
        Markup("{}: {}").format(_to(f"factor~{each.factor_id}", page.brief.label(each.factor_id)), each.why)
        for each in said
    ]
    return Markup("<h2>{}</h2>").format(said[0].name) + _list("It is about", items)


def _outcome(page: WholeMap, outcome_id: str) -> Markup:
    factor_id = page.brief.factor_of(outcome_id)
    if factor_id is None:
        return Markup("<h2>{}</h2><p>It is not on this map.</p>").format(page.outcomes.get(outcome_id, outcome_id))
    return _factor(page, factor_id)


def _link_item(page: WholeMap, link: Link, other: str) -> Markup:
    return Markup("{}: {}").format(
        _to(f"link~{link.source}~{link.target}", page.brief.label(other)), words.POLARITY[link.polarity]
    )


def _entry_item(page: WholeMap, entry: EntryPoint) -> Markup:
    option = page.options.get(entry.option_id, entry.option_id)
    return _to(f"entry~{entry.option_id}~{entry.factor_id}", option)


def _to(focus: str, label: str) -> Markup:
    return Markup('<a href="?focus={}" data-go="focus~{}">{}</a>').format(focus, focus, label)


def _facts(*facts: tuple[str, str]) -> Markup:
    rows = (Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts if value)
    return Markup("<dl>{}</dl>").format(Markup("").join(rows))


def _evidence(rows: Sequence[EvidenceRow]) -> Markup:
    items = [
        Markup('<b>{}</b>: {} <span class="quiet">({})</span>').format(
            KIND_WORDS.get(row.kind, row.kind), row.words, row.source
        )
        for row in rows
    ]
    return _list("Evidence", items) if items else Markup("<h3>Evidence</h3><p>No evidence is attached.</p>")


def _list(title: str, items: Sequence[Markup]) -> Markup:
    if not items:
        return Markup("")
    lines = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, lines)


def _without_ids(note: str, rows: Sequence[EvidenceRow]) -> str:
    """The note without the ids of what is attached: these stand below, in words."""
    ids = {row.evidence_id for row in rows}
    return " ".join(word for word in note.split() if word not in ids)
