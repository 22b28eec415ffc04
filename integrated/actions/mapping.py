"""What people may do with the maps of a decision: edit one, take an edit back, say levels, start or take away a map."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from integrated.actions.actor import PREPARES, Actor, Refused
from integrated.actions.belonging import put_together, take_apart
from integrated.actions.deciding import Kept, problem_with, say, take_back
from integrated.complexity.connected import MapBrief
from integrated.complexity.edits import PREFIX, Evidence, MapEvent, apply_event, subject_of
from integrated.complexity.model import SystemMap
from integrated.complexity.placed import Point, finite_place
from integrated.complexity.whole_map import EVERY_MAP, LEVEL_KIND
from integrated.record.text import cleaned
from integrated.store import NotStored, Store, StoreProblem
from integrated.store.identifiers import uuid7

LEVELS = ("events", "structures", "goals", "beliefs")
MOST_FACTORS, MOST_LINKS = 2000, 20_000
LONGEST_TITLE = 200


@dataclass(frozen=True)
class NewMap:
    """A map about to be stored.

    Attributes
    ----------
    title, made_by : what it is called and who made it, a group and never a name.
    system_map : factors, links and entry points. evidence : what is attached to its links.
    outcome_factors : (outcome id, factor id): which factor stands for an outcome.
    illustrative : whether it is made up. file_name : where it came from, "" when it was started here.
    places : middle of each box in px, by factor id, where somebody put it; what has none is laid out.
    """

    title: str
    made_by: str
    system_map: SystemMap = SystemMap()
    evidence: tuple[Evidence, ...] = ()
    outcome_factors: tuple[tuple[str, str], ...] = ()
    illustrative: bool = False
    file_name: str = ""
    places: Mapping[str, Point] = field(default_factory=dict)


class BroughtIn(Protocol):
    """A map from a file that a person looked at and wants to keep."""

    @property
    def title(self) -> str: ...
    @property
    def made_by(self) -> str: ...
    @property
    def system_map(self) -> SystemMap: ...
    @property
    def outcome_factors(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def file_name(self) -> str: ...
    @property
    def places(self) -> Mapping[str, Point]: ...


class Begun(Protocol):
    """A map to begin: its title, who makes it, and whether it starts as a copy of the one on screen."""

    @property
    def title(self) -> str: ...
    @property
    def made_by(self) -> str: ...
    @property
    def copied(self) -> bool: ...


@dataclass(frozen=True)
class Mapper:
    """Someone at work on one map; every method answers "" when it was done, else one sentence.

    Attributes
    ----------
    store, actor, decision_id : where and who. brief : the map on screen, None when there is none yet.
    seen_sequence : the last event on screen.
    """

    store: Store
    actor: Actor
    decision_id: str
    brief: MapBrief | None
    seen_sequence: int | None = None

    @property
    def system_map(self) -> SystemMap:
        """The map on screen; an empty one when there is none."""
        return self.brief.system_map if self.brief else SystemMap()

    @property
    def map_id(self) -> str:
        """Its id, "" when there is none."""
        return self.brief.map_id if self.brief else ""

    def edit(self, verb: str, ids: Sequence[str], payload: Mapping[str, Any]) -> str:
        """Store one edit: a verb of `complexity.edits.VERBS`, the factor or the two ends it is about, its fields."""
        return problem_with(lambda: self._edit(verb, ids, payload))

    def undo(self, event: MapEvent) -> str:
        """Take back the last standing edit; that is an edit too."""
        return problem_with(
            lambda: take_back(
                self.store,
                self.actor,
                self.decision_id,
                event.kind,
                event.subject,
                seen_sequence=self.seen_sequence,
            )
        )

    def set_level(self, option_id: str, level: str) -> str:
        """Say how deep an option goes on the Action Scales; "" takes it back to what the option came with."""
        return problem_with(lambda: self._set_level(option_id, level))

    def stand_for(self, outcome_id: str, factor_id: str) -> str:
        """Say which factor stands for an outcome that is not on the map yet."""
        return problem_with(lambda: self._stand_for(outcome_id, factor_id))

    def stand_no_longer(self, outcome_id: str) -> str:
        """Take back which factor stands for an outcome; the outcome is off the map until another is chosen."""
        return problem_with(lambda: self._stand_no_longer(outcome_id))

    def start(self, new: NewMap) -> str:
        """Store a whole map beside those that are there."""
        return problem_with(lambda: add_map(self.store, self.actor, self.decision_id, new))

    def begin(self, begun: Begun) -> str:
        """Begin another map, empty or as a copy of the one on screen with its evidence."""
        brief = self.brief if begun.copied else None
        if brief is None:
            return self.start(NewMap(begun.title, begun.made_by))
        return self.start(
            NewMap(
                begun.title,
                begun.made_by,
                brief.system_map,
                brief.evidence,
                brief.outcome_factors,
                illustrative=brief.illustrative,
                file_name=f"a copy of {brief.title}"[:LONGEST_TITLE],
                places=brief.places,
            )
        )

    def bring_in(self, brought: BroughtIn) -> str:
        """Keep a map from a file as another map of this decision."""
        return self.start(
            NewMap(
                brought.title,
                brought.made_by,
                brought.system_map,
                outcome_factors=brought.outcome_factors,
                file_name=brought.file_name,
                places=brought.places,
            )
        )

    def put_away(self, import_id: str) -> str:
        """Take a map away that was started or brought in here; its rows stay in the store, and nothing shows them."""
        return problem_with(lambda: self._put_away(import_id))

    def _edit(self, verb: str, ids: Sequence[str], payload: Mapping[str, Any]) -> Kept:
        try:
            subject = subject_of(self.map_id, *ids)
            given = {name: cleaned(value) for name, value in payload.items() if value is not None}
            after = apply_event(self.system_map, f"{PREFIX}{verb}", subject, given)
        except ValueError as problem:
            raise Refused(str(problem)) from problem
        _must_fit(after)
        return say(
            self.store,
            self.actor,
            self.decision_id,
            f"{PREFIX}{verb}",
            subject,
            given,
            seen_sequence=self.seen_sequence,
        )

    def _set_level(self, option_id: str, level: str) -> Kept:
        if level and level not in LEVELS:
            raise Refused(f'A level is one of {", ".join(LEVELS)}, got "{level}".')
        payload = {"level": level} if level else {}
        return say(self.store, self.actor, self.decision_id, LEVEL_KIND, f"{EVERY_MAP}/{option_id}", payload)

    def _stand_for(self, outcome_id: str, factor_id: str) -> None:
        self.actor.must_be_one_of(PREPARES, "say which factor stands for an outcome")
        if factor_id not in self.system_map.position:
            raise Refused(f'There is no factor "{factor_id}" on this map. Choose one that is on it.')
        _stored(self.store, "outcome_factor", [_outcome_row(self.map_id, outcome_id, factor_id)])
        put_together(self.store, self.actor, self.decision_id, "outcome_factor", self.map_id, outcome_id, factor_id)

    def _stand_no_longer(self, outcome_id: str) -> None:
        self.actor.must_be_one_of(PREPARES, "say which factor stands for an outcome")
        standing = [
            factor for outcome, factor in (self.brief.outcome_factors if self.brief else ()) if outcome == outcome_id
        ]
        if not standing:
            raise Refused("No factor of this map stands for this outcome.")
        for factor_id in standing:
            take_apart(self.store, self.actor, self.decision_id, "outcome_factor", self.map_id, outcome_id, factor_id)

    def _put_away(self, import_id: str) -> None:
        self.actor.must_be_one_of(PREPARES, "take a map away")
        row = {"import_id": import_id, "actor_role": self.actor.role, "undone_at": _now()}
        _stored(self.store, "import_undone", [row])


def add_map(store: Store, actor: Actor, decision_id: str, new: NewMap) -> str:
    """Store a whole map; all of it or nothing of it is seen.

    Returns
    -------
    Its id.

    Raises
    ------
    Refused
        If the role may not, the map has no title or is too large, or the store can only be viewed.
    """
    actor.must_be_one_of(PREPARES, "start a map")
    title, made_by = cleaned(new.title), cleaned(new.made_by)
    if not title:
        raise Refused("A map needs a title. Write what it is about.")
    if not made_by:
        raise Refused("Say who made this map: a group, such as families or professionals, never a name.")
    if max(len(title), len(made_by)) > LONGEST_TITLE:
        raise Refused(f"The title, and who made the map, may each have {LONGEST_TITLE} characters. Shorten them.")
    _must_fit(new.system_map)
    map_id, import_id = uuid7(), uuid7()
    tables = rows_of(map_id, new)
    for table, rows in tables.items():
        _stored(store, table, rows)
    batch = {
        "import_id": import_id,
        "kind": "system map",
        "file_name": new.file_name or "started here",
        "sha256": hashlib.sha256(repr(tables).encode()).hexdigest(),
        "row_total": sum(len(rows) for rows in tables.values()),
        "illustrative": new.illustrative,
        "actor_role": actor.role,
        "imported_at": _now(),
    }
    _stored(store, "import_batch", [batch])
    # Nothing of a map is read before its own row is there: it comes last, so that half a map is never seen.
    _stored(
        store,
        "system_map",
        [
            {
                "map_id": map_id,
                "decision_id": decision_id,
                "title": title,
                "made_by": made_by,
                "illustrative": new.illustrative,
                "import_id": import_id,
            }
        ],
    )
    return map_id


def rows_of(map_id: str, new: NewMap) -> dict[str, list[dict[str, Any]]]:
    """The rows of a map by table, without the row of the map itself."""
    drawn = new.system_map
    places = {each: finite_place(x, y) for each, (x, y) in new.places.items()}
    return {
        "factor": [
            {
                "map_id": map_id,
                "factor_id": each.factor_id,
                "label": each.label,
                "kind": each.kind,
                "domain": each.domain or None,
                "controllable": each.controllable or None,
                "wanted": each.wanted or None,
                "x": place[0] if (place := places.get(each.factor_id)) else None,
                "y": place[1] if place else None,
            }
            for each in drawn.factors
        ],
        "link": [
            {
                "map_id": map_id,
                "source": each.source,
                "target": each.target,
                "polarity": each.polarity,
                "strength": each.strength,
                "delay": each.delay,
                "confidence": each.confidence,
                "basis": each.basis,
                "note": each.reference or None,
            }
            for each in drawn.links
        ],
        "entry_point": [
            {
                "map_id": map_id,
                "option_id": each.option_id,
                "factor_id": each.factor_id,
                "push": each.push,
                "strength": each.strength,
                "confidence": each.confidence,
                "basis": each.basis,
                "note": each.note or None,
            }
            for each in drawn.entry_points
        ],
        "outcome_factor": [
            _outcome_row(map_id, outcome_id, factor_id)
            for outcome_id, factor_id in new.outcome_factors
            if factor_id in drawn.position
        ],
        "link_evidence": [
            {"map_id": map_id, "source": source, "target": target, "evidence_kind": kind, "evidence_id": evidence_id}
            for source, target, kind, evidence_id in new.evidence
        ],
    }


def _must_fit(drawn: SystemMap) -> None:
    for count, most, what in (
        (len(drawn.factors), MOST_FACTORS, "factors"),
        (len(drawn.links), MOST_LINKS, "links"),
    ):
        if count > most:
            raise Refused(f"A map may have {most:,} {what}, this one would have {count:,}. Leave some out.")


def _outcome_row(map_id: str, outcome_id: str, factor_id: str) -> dict[str, Any]:
    return {"map_id": map_id, "outcome_id": outcome_id, "factor_id": factor_id}


def _stored(store: Store, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    try:
        store.append(table, list(rows)).result()
    except (NotStored, StoreProblem) as problem:
        raise Refused(str(problem)) from problem


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
