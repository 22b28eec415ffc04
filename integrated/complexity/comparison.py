"""Two maps side by side: two versions of one, or those of two groups of people."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from integrated.complexity.model import EntryPoint, Factor, Link, SystemMap

T = TypeVar("T", Factor, Link, EntryPoint)
IDENTITY = {"factor_id", "source", "target", "option_id"}
PLAIN = {
    "positive": "more leads to more",
    "negative": "more leads to less",
    "uncertain": "could go either way",
    "none": "no delay",
    "": "nothing",
}
FIELD_WORDS = {
    "label": "name",
    "kind": "kind",
    "domain": "domain",
    "controllable": "whether it can be controlled",
    "wanted": "what is wanted",
    "polarity": "sign",
    "push": "push",
    "strength": "strength",
    "delay": "delay",
    "confidence": "confidence",
    "basis": "basis",
    "reference": "reference",
    "note": "note",
}


@dataclass(frozen=True)
class Change(Generic[T]):
    """The same factor, link or entry point on both maps, with something different about it.

    Attributes
    ----------
    before, after : on the first and on the second map.
    fields : names of the fields that differ.
    """

    before: T
    after: T
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Differences(Generic[T]):
    """What only the second map has, what only the first has, and what differs; in map order."""

    added: tuple[T, ...]
    removed: tuple[T, ...]
    changed: tuple[Change[T], ...]


@dataclass(frozen=True)
class Comparison:
    """Everything in which two maps differ.

    Attributes
    ----------
    before, after : the two maps; in `after` a factor with another id but the same label has the id it has in `before`.
    factors, links, entry_points : the differences.
    """

    before: SystemMap
    after: SystemMap
    factors: Differences[Factor]
    links: Differences[Link]
    entry_points: Differences[EntryPoint]

    @property
    def same(self) -> bool:
        """Whether the maps say the same."""
        parts = (self.factors, self.links, self.entry_points)
        return not any(part.added or part.removed or part.changed for part in parts)

    @property
    def opposed(self) -> tuple[Change[Link], ...]:
        """Links to which the two maps give different signs."""
        return tuple(change for change in self.links.changed if "polarity" in change.fields)


def compare(before: SystemMap, after: SystemMap) -> Comparison:
    """The differences between two maps.

    Parameters
    ----------
    before, after : two versions of a map, or the maps of two groups. Factors are the same when their ids are; a factor
        whose id is on one map only is the same as one on the other with the same label, whatever the case of letters.

    Returns
    -------
    Comparison
    """
    after = _with_ids_of(before, after)
    return Comparison(
        before,
        after,
        _differences(before.factors, after.factors, lambda factor: factor.factor_id),
        _differences(before.links, after.links, lambda link: link.ends),
        _differences(before.entry_points, after.entry_points, lambda entry: (entry.option_id, entry.factor_id)),
    )


def sentences(
    comparison: Comparison,
    *,
    first: str = "before",
    second: str = "now",
    option_names: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Every difference as a plain sentence, signs first.

    Parameters
    ----------
    comparison : the differences.
    first, second : what to call the two maps ("families", "professionals").
    option_names : words of options by id; the id where missing.
    """
    labels = {f.factor_id: f.label for f in comparison.before.factors}
    labels |= {f.factor_id: f.label for f in comparison.after.factors}
    names = dict(option_names or {})

    def link_words(link: Link) -> str:
        return f"“{labels[link.source]}” to “{labels[link.target]}”"

    def entry_words(entry: EntryPoint) -> str:
        return f"{names.get(entry.option_id, entry.option_id)} acting on “{labels[entry.factor_id]}”"

    told = [_changed(change, link_words(change.after), first, second) for change in comparison.opposed]
    told += _told(comparison.factors, "factor", lambda factor: f"“{factor.label}”", first, second)
    rest = replace(comparison.links, changed=tuple(c for c in comparison.links.changed if c not in comparison.opposed))
    told += _told(rest, "link", link_words, first, second)
    told += _told(comparison.entry_points, "entry point", entry_words, first, second)
    return tuple(told)


def _with_ids_of(before: SystemMap, after: SystemMap) -> SystemMap:
    """`after` with its factors under the ids that `before` has for the same labels."""
    free = _once_only((f.label.casefold(), f.factor_id) for f in before.factors if f.factor_id not in after.position)
    loose = _once_only((f.label.casefold(), f.factor_id) for f in after.factors if f.factor_id not in before.position)
    new = {loose[label]: free[label] for label in loose.keys() & free.keys()}
    if not new:
        return after
    return SystemMap(
        tuple(replace(f, factor_id=new.get(f.factor_id, f.factor_id)) for f in after.factors),
        tuple(replace(k, source=new.get(k.source, k.source), target=new.get(k.target, k.target)) for k in after.links),
        tuple(replace(e, factor_id=new.get(e.factor_id, e.factor_id)) for e in after.entry_points),
    )


def _once_only(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Ids by label, without the labels that several ids share: which of them is meant cannot be known."""
    ids: dict[str, list[str]] = {}
    for label, factor_id in pairs:
        ids.setdefault(label, []).append(factor_id)
    return {label: shared[0] for label, shared in ids.items() if len(shared) == 1}


def _differences(before: Iterable[T], after: Iterable[T], key: Callable[[T], Hashable]) -> Differences[T]:
    old, new = {key(item): item for item in before}, {key(item): item for item in after}
    changed = (Change(old[k], new[k], _differing(old[k], new[k])) for k in new if k in old)
    return Differences(
        tuple(item for k, item in new.items() if k not in old),
        tuple(item for k, item in old.items() if k not in new),
        tuple(change for change in changed if change.fields),
    )


def _differing(one: Any, other: Any) -> tuple[str, ...]:
    names = (field.name for field in fields(one) if field.name not in IDENTITY)
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _told(differences: Differences[T], noun: str, words: Callable[[T], str], first: str, second: str) -> list[str]:
    return [
        *(f"Only {second}: the {noun} {words(item)}." for item in differences.added),
        *(f"Only {first}: the {noun} {words(item)}." for item in differences.removed),
        *(_changed(change, words(change.after), first, second) for change in differences.changed),
    ]


def _changed(change: Change[Any], name: str, first: str, second: str) -> str:
    parts = []
    for field in change.fields:
        old, new = (PLAIN.get(value := getattr(item, field), value) for item in (change.before, change.after))
        parts.append(f"{FIELD_WORDS[field]} {old} ({first}), {new} ({second})")
    return f"{name}: {'; '.join(parts)}."
