"""Edits of a map in words: what was done to which factor or link."""

from collections.abc import Mapping

from integrated.complexity.edits import PREFIX, MapEvent
from integrated.complexity.whole_map import MapEdit, WholeMap
from integrated.views import words

DONE = {
    "add": "Added the factor {}",
    "rename": "Renamed {}",
    "describe": "Described {}",
    "connect": "Linked {}",
    "change": "Changed the link {}",
    "attach": "Attached evidence to {}",
    "detach": "Took evidence off {}",
    "delete": "Deleted {}",
    "enter": "Said where an option acts: {}",
    "leave": "Took away where an option acts: {}",
}
FIELDS = {
    "label": "name",
    "kind": "kind",
    "domain": "part of",
    "controllable": "changed from here",
    "wanted": "wanted",
    "polarity": "sign",
    "push": "push",
    "strength": "strength",
    "delay": "when",
    "confidence": "confidence",
    "basis": "who says it",
    "reference": "note",
    "note": "note",
    "evidence_kind": "kind",
    "evidence_id": "number",
}


def names_of(page: WholeMap) -> dict[str, str]:
    """What every factor and option was ever called on this map, the last name first, by id."""
    named = {
        event.subject.partition("/")[2]: str(event.payload["label"])
        for event in page.edits
        if event.payload.get("label")
    }
    named |= {factor.factor_id: factor.label for factor in page.brief.system_map.factors}
    return named | dict(page.options)


def done(event: MapEvent, names: Mapping[str, str]) -> str:
    """What an edit did, in one line."""
    verb = event.kind.removeprefix(PREFIX)
    ids = event.subject.partition("/")[2].split(">")
    about = " → ".join(f"“{names.get(each, each)}”" for each in ids)
    told = DONE.get(verb, f"{verb} {{}}").format(about)
    if event.payload.get("removed") is True:
        return f"Took back: {told[0].lower()}{told[1:]}"
    fields = [
        f"{FIELDS.get(name, name)}: {words.POLARITY.get(str(value), value)}"
        for name, value in event.payload.items()
        if value and name != "label"
    ]
    if verb == "rename":
        fields.insert(0, f"to “{event.payload.get('label', '')}”")
    return f"{told}{' (' + '; '.join(fields) + ')' if fields else ''}"


def by_whom(event: MapEdit) -> str:
    """Role and time of an edit."""
    when = f"{event.made_at.day} {event.made_at:%B %Y, %H:%M} UTC" if event.made_at else ""
    return f"{words.ROLES.get(event.actor_role, event.actor_role)}, {when}"
