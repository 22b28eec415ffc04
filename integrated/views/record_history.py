"""The history of a decision, versions of its record, and what differs between two of them."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from integrated.record.decide import DecideAndRecord, Version
from integrated.record.decision import Decision, Event
from integrated.record.history import Change, Entry
from integrated.views import words
from integrated.views.event_words import about, kind_words, told

HELD = frozenset({"framed", "signed"})
"""A question is edited and a signature stays; the map's own events are taken back on its page."""


def table(page: DecideAndRecord, shown: Sequence[Entry], *, may: bool) -> Markup:
    """Events, the newest first: when and by whom, about what, what was said, and the way back."""
    rows = Markup("").join(
        Markup(
            '<tr class="{}"><td class="s15">{}</td><th scope="row">{}</th><td class="typed">{}{}</td><td>{}</td></tr>'
        ).format(
            "" if entry.stands else "gone",
            _when(entry.event),
            _what(entry.event, page.decision),
            told(entry.event, page.decision),
            "" if entry.stands or entry.event.removed else Markup(' <span class="quiet s15">(no longer stands)</span>'),
            _way_back(entry, page.decision) if may else "",
        )
        for entry in shown
    )
    return Markup(
        '<table class="said history"><caption class="sr">What was said, the newest first</caption><thead><tr>'
        '<th scope="col">When, by whom</th><th scope="col">About</th><th scope="col">What was said</th>'
        '<th scope="col"><span class="sr">Take back or bring back</span></th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)


def versions(listed: Sequence[Version]) -> Markup:
    """Signed versions with the hash each is sealed under."""
    if not listed:
        return Markup('<p class="quiet">No version is signed yet.</p>')
    items = Markup("").join(
        Markup('<li><div class="version-line">{}</div><div class="hash quiet">SHA-256 {}</div></li>').format(
            each.label, each.sha256
        )
        for each in listed
    )
    return Markup('<ul class="items">{}</ul>').format(items)


def comparison(found: Sequence[Change], older: Decision, newer: Decision, names: tuple[str, str]) -> Markup:
    """What differs between two versions, subject by subject."""
    if not found:
        return Markup("<p>{} and {} say the same.</p>").format(*names)
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}<div class="quiet s15">{}</div></th><td>{}</td><td>{}</td></tr>').format(
            _what(change.after or change.before, newer),  # type: ignore[arg-type]
            change.verb,
            told(change.before, older) if change.before else Markup('<span class="quiet">nothing</span>'),
            told(change.after, newer) if change.after else Markup('<span class="quiet">nothing</span>'),
        )
        for change in found
    )
    return Markup(
        '<table class="said"><caption class="sr">What differs</caption><thead><tr><th scope="col">About</th>'
        '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(*names, rows)


def _when(event: Event) -> Markup:
    role = words.ROLES.get(event.actor_role, event.actor_role)
    return Markup('{}<div class="quiet s15">{}</div>').format(_short_moment(event.made_at), role)


def _short_moment(value: datetime | None) -> str:
    return f"{value.day} {value:%b %Y, %H:%M}" if value else "time not kept"


def _what(event: Event, decision: Decision) -> Markup:
    named = about(event, decision)
    return Markup("{}{}").format(
        kind_words(event.kind), Markup('<div class="quiet s15 about">{}</div>').format(named) if named else ""
    )


def _way_back(entry: Entry, decision: Decision) -> Markup:
    event = entry.event
    if event.kind in HELD or event.kind.startswith("map_") or (not entry.stands and event.removed):
        return Markup("")
    go, label = (
        (f"back~{event.kind}~{event.subject}", "Take back")
        if entry.stands
        else (f"again~{event.sequence}", "Bring back")
    )
    return Markup('<a class="s15" href="?" data-go="{}">{}<span class="sr"> {} {}</span></a>').format(
        go, label, kind_words(event.kind), about(event, decision)
    )
