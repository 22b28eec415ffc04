"""Edits of a map as events: each gives a new map, and a line of them can be folded, undo included."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from integrated.complexity.model import KINDS, EntryPoint, Factor, Link, SystemMap

PREFIX = "map_"
EVIDENCE_KINDS = ("effect", "finding", "contribution")
MOST_CHARACTERS = 200
FACTOR_FIELDS = ("label", "kind", "domain", "controllable", "wanted")
LINK_FIELDS = ("polarity", "strength", "delay", "confidence", "basis", "reference")
ENTRY_FIELDS = ("push", "strength", "confidence", "basis", "note")
EVIDENCE_FIELDS = ("evidence_kind", "evidence_id")

Evidence = tuple[str, str, str, str]


class MapEvent(Protocol):
    """What a decision event says about a map."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Edited:
    """A map after its events.

    Attributes
    ----------
    system_map : the map as it stands.
    evidence : (source, target, evidence kind, evidence id) attached to links and entry points, in order.
    standing : the events that count, in order.
    left_out : events that could not be applied, each with the sentence that says why.
    """

    system_map: SystemMap
    evidence: tuple[Evidence, ...]
    standing: tuple[MapEvent, ...]
    left_out: tuple[tuple[MapEvent, str], ...]

    @property
    def attached(self) -> frozenset[tuple[str, str]]:
        """(source, target) of everything that carries evidence, as `grounds` takes it."""
        return frozenset((source, target) for source, target, _, _ in self.evidence)


def apply_event(system_map: SystemMap, kind: str, subject: str, payload: Mapping[str, Any]) -> SystemMap:
    """The map after one edit.

    Parameters
    ----------
    system_map : the map before; it stays as it is.
    kind : one of `VERBS` after "map_".
    subject : "map_id/factor_id", "map_id/source>target", or "map_id/option_id>factor_id" for entry points.
    payload : the fields of the verb.

        - map_add: label, kind, domain, controllable, wanted of a new factor
        - map_rename: label
        - map_describe: kind, domain, controllable, wanted; what is left out stays
        - map_connect: polarity and, if known, strength, delay, confidence, basis, reference
        - map_change: any of the same; what is left out stays
        - map_attach, map_detach: evidence_kind (effect, finding, contribution) and evidence_id; the id is written into
          the reference or taken out of it
        - map_delete: nothing; a factor takes its links and entry points with it
        - map_enter: push, strength, confidence, basis, note; an entry point that is there is changed
        - map_leave: nothing; the entry point goes

    Returns
    -------
    SystemMap

    Raises
    ------
    ValueError : one sentence: an unknown verb, target or field, a value out of its set, or something that is there
        already. Also for {"removed": true}, which only `replay_edits` can take back.
    """
    verb = kind.removeprefix(PREFIX)
    if not kind.startswith(PREFIX) or verb not in VERBS:
        raise ValueError(f'"{kind}" is no edit of a map. Known are {", ".join(PREFIX + name for name in VERBS)}.')
    if payload.get("removed") is True:
        raise ValueError(f"{kind} on {subject} is taken back: fold the whole line of events with replay_edits.")
    apply, fields = VERBS[verb]
    unknown = [str(name) for name in payload if name not in fields]
    if unknown:
        taken = ", ".join(fields) or "no fields"
        raise ValueError(f"{kind} does not know {', '.join(unknown)}. It takes {taken}.")
    wordy = [name for name, value in payload.items() if value is not None and not isinstance(value, str)]
    if wordy:
        raise ValueError(f"{kind} takes text only, got {payload[wordy[0]]!r} for {wordy[0]}")
    return apply(system_map, _target(subject), {k: v.strip() for k, v in payload.items() if v is not None})


def replay_edits(
    system_map: SystemMap, events: Iterable[MapEvent], map_id: str, *, evidence: Iterable[Evidence] = ()
) -> Edited:
    """The map that a line of events adds up to.

    Parameters
    ----------
    system_map : the map before the first event.
    events : in order; those of other maps and of other kinds are passed over. {"removed": true} takes back the last
        standing event of the same kind and subject; a second one takes back the one before.
    map_id : the map.
    evidence : what is attached from the start: (source, target, evidence kind, evidence id).

    Returns
    -------
    Edited : an event that no longer fits (a link to a factor whose adding was taken back) is left out with a sentence.
    """
    mine = [e for e in events if e.kind.startswith(PREFIX) and e.subject.partition("/")[0] == map_id]
    standing: list[MapEvent] = []
    left_out: list[tuple[MapEvent, str]] = []
    for event in mine:
        if event.payload.get("removed") is not True:
            standing.append(event)
            continue
        same = [i for i, other in enumerate(standing) if (other.kind, other.subject) == (event.kind, event.subject)]
        if same:
            del standing[same[-1]]
        else:
            left_out.append((event, f"There is no {event.kind} on {event.subject} to take back."))
    attached = dict.fromkeys(evidence)
    counted: list[MapEvent] = []
    for event in standing:
        try:
            system_map = apply_event(system_map, event.kind, event.subject, event.payload)
        except ValueError as problem:
            left_out.append((event, str(problem)))
            continue
        counted.append(event)
        _follow(attached, event)
    there = {link.ends for link in system_map.links} | {(e.option_id, e.factor_id) for e in system_map.entry_points}
    return Edited(system_map, tuple(row for row in attached if row[:2] in there), tuple(counted), tuple(left_out))


def new_factor_id(system_map: SystemMap, label: str) -> str:
    """An id for a new factor, made from its label: plain lower-case letters, and a number if the id is taken.

    Parameters
    ----------
    system_map : the map it will be added to.
    label : words of the factor.
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = "_".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("_") or "factor"
    taken = {*system_map.factor_ids, *system_map.option_ids}
    return next(name for n in range(1, len(taken) + 2) if (name := stem if n == 1 else f"{stem}_{n}") not in taken)


def subject_of(map_id: str, *ids: str) -> str:
    """The subject of an event: "map_id/factor_id" or "map_id/source>target".

    Parameters
    ----------
    map_id : the map.
    ids : one factor id, or the two ends of a link or entry point.

    Raises
    ------
    ValueError : neither one id nor two, or an id that could be mistaken for two.
    """
    if len(ids) not in (1, 2):
        raise ValueError(f"A subject names one factor or two ends, got {len(ids)}")
    if "/" in map_id or any(">" in name for name in ids):
        raise ValueError(
            f'A map id may not hold "/" and a factor id may not hold ">", got {map_id} and {", ".join(ids)}'
        )
    return f"{map_id}/{'>'.join(ids)}"


def _target(subject: str) -> tuple[str, ...]:
    map_id, slash, rest = subject.partition("/")
    ids = tuple(rest.split(">"))
    if not (map_id and slash and all(ids)) or len(ids) > 2:
        raise ValueError(f'A subject reads "map/factor" or "map/source>target", got "{subject}"')
    return ids


def _one(ids: tuple[str, ...]) -> str:
    if len(ids) != 1:
        raise ValueError(f"This edit is about one factor, got {' > '.join(ids)}")
    return ids[0]


def _two(ids: tuple[str, ...]) -> tuple[str, str]:
    if len(ids) != 2:
        raise ValueError(f'This edit is about two ends ("source>target"), got {ids[0]}')
    return ids[0], ids[1]


def _link(system_map: SystemMap, ids: tuple[str, ...]) -> Link:
    source, target = _two(ids)
    for end in (source, target):
        system_map.factor(end)
    if (source, target) not in system_map.by_ends:
        raise ValueError(f"There is no link from {source} to {target} on this map. Connect them first.")
    return system_map.by_ends[source, target]


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    for name, value in fields.items():
        if len(value) > MOST_CHARACTERS:
            raise ValueError(f"{name} may have {MOST_CHARACTERS} characters, got {len(value)}. Shorten it.")
    if "label" in fields and not fields["label"]:
        raise ValueError("A factor needs a label. Write what can go up or down.")
    if fields.get("kind", KINDS[0]) not in KINDS:
        raise ValueError(f'kind must be one of {", ".join(KINDS)}, got "{fields["kind"]}"')
    return dict(fields)


def _with_factor(system_map: SystemMap, changed: Factor) -> SystemMap:
    factors = tuple(changed if f.factor_id == changed.factor_id else f for f in system_map.factors)
    return replace(system_map, factors=factors)


def _with_link(system_map: SystemMap, changed: Link) -> SystemMap:
    return replace(system_map, links=tuple(changed if k.ends == changed.ends else k for k in system_map.links))


def _with_entry(system_map: SystemMap, before: EntryPoint, after: EntryPoint) -> SystemMap:
    return replace(system_map, entry_points=tuple(after if e is before else e for e in system_map.entry_points))


def _add(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    factor_id = _one(ids)
    if factor_id in system_map.position or factor_id in system_map.option_ids:
        raise ValueError(f'"{factor_id}" is on this map already. Choose another id.')
    if not fields.get("label"):
        raise ValueError("A factor needs a label. Write what can go up or down.")
    return replace(system_map, factors=(*system_map.factors, Factor(factor_id, **_checked(fields))))


def _describe(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    return _with_factor(system_map, replace(system_map.factor(_one(ids)), **_checked(fields)))


def _rename(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    return _describe(system_map, ids, {"label": "", **fields})


def _connect(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    source, target = _two(ids)
    for end in (source, target):
        system_map.factor(end)
    if source == target:
        raise ValueError(f"{source} cannot be linked to itself. Choose another factor.")
    if (source, target) in system_map.by_ends:
        raise ValueError(f"{source} and {target} are linked already. Change that link instead.")
    link = Link(source, target, **{"polarity": "", **_checked(fields)})
    return replace(system_map, links=(*system_map.links, link))


def _change(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    return _with_link(system_map, replace(_link(system_map, ids), **_checked(fields)))


def _attach(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    evidence_id = _evidence_id(fields)
    return _noted(system_map, ids, lambda words: words if evidence_id in words else [*words, evidence_id])


def _detach(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    evidence_id = _evidence_id(fields)
    return _noted(system_map, ids, lambda words: [word for word in words if word != evidence_id])


def _noted(system_map: SystemMap, ids: tuple[str, ...], edit: Callable[[list[str]], list[str]]) -> SystemMap:
    """The map with other words beside a link or an entry point."""
    entry = _entry(system_map, ids)
    if entry is None:
        link = _link(system_map, ids)
        return _with_link(system_map, replace(link, reference=" ".join(edit(link.reference.split()))))
    return _with_entry(system_map, entry, replace(entry, note=" ".join(edit(entry.note.split()))))


def _delete(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    if len(ids) == 2:
        gone = _link(system_map, ids).ends
        return replace(system_map, links=tuple(link for link in system_map.links if link.ends != gone))
    factor_id = system_map.factor(ids[0]).factor_id
    return SystemMap(
        tuple(factor for factor in system_map.factors if factor.factor_id != factor_id),
        tuple(link for link in system_map.links if factor_id not in link.ends),
        tuple(entry for entry in system_map.entry_points if entry.factor_id != factor_id),
    )


def _enter(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    option_id, factor_id = _two(ids)
    system_map.factor(factor_id)
    if option_id in system_map.position:
        raise ValueError(f'"{option_id}" is a factor, not an option. Connect the two factors instead.')
    before = _entry(system_map, ids)
    if before is None:
        entry = EntryPoint(option_id, factor_id, **{"push": "", **_checked(fields)})
        return replace(system_map, entry_points=(*system_map.entry_points, entry))
    return _with_entry(system_map, before, replace(before, **_checked(fields)))


def _leave(system_map: SystemMap, ids: tuple[str, ...], fields: Mapping[str, str]) -> SystemMap:
    gone = _entry(system_map, ids)
    if gone is None:
        raise ValueError(f"{ids[0]} does not act on {ids[-1]} on this map.")
    return replace(system_map, entry_points=tuple(entry for entry in system_map.entry_points if entry is not gone))


def _entry(system_map: SystemMap, ids: tuple[str, ...]) -> EntryPoint | None:
    ends = _two(ids)
    return next((e for e in system_map.entry_points if (e.option_id, e.factor_id) == ends), None)


def _evidence_id(fields: Mapping[str, str]) -> str:
    kind, evidence_id = fields.get("evidence_kind", ""), fields.get("evidence_id", "")
    if kind not in EVIDENCE_KINDS or not evidence_id:
        raise ValueError(f'Evidence needs an id and a kind ({", ".join(EVIDENCE_KINDS)}), got "{kind}" "{evidence_id}"')
    return evidence_id


def _follow(attached: dict[Evidence, None], event: MapEvent) -> None:
    """Keep the list of attached evidence up with an event that was applied."""
    verb, ids = event.kind.removeprefix(PREFIX), _target(event.subject)
    if verb in ("attach", "detach"):
        source, target = _two(ids)
        row = (source, target, str(event.payload["evidence_kind"]).strip(), str(event.payload["evidence_id"]).strip())
        if verb == "attach":
            attached[row] = None
        else:
            attached.pop(row, None)
    elif verb in ("delete", "leave"):
        for row in [row for row in attached if row[:2] == ids or (len(ids) == 1 and ids[0] in row[:2])]:
            del attached[row]


Apply = Callable[[SystemMap, tuple[str, ...], Mapping[str, str]], SystemMap]
VERBS: dict[str, tuple[Apply, Collection[str]]] = {
    "add": (_add, FACTOR_FIELDS),
    "rename": (_rename, ("label",)),
    "describe": (_describe, FACTOR_FIELDS[1:]),
    "connect": (_connect, LINK_FIELDS),
    "change": (_change, LINK_FIELDS),
    "attach": (_attach, EVIDENCE_FIELDS),
    "detach": (_detach, EVIDENCE_FIELDS),
    "delete": (_delete, ()),
    "enter": (_enter, ENTRY_FIELDS),
    "leave": (_leave, ()),
}
