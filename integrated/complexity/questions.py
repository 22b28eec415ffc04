"""Twelve questions to ask of a system map; each is answered by a part of the map and one plain sentence.

They follow the way in which participatory systems mapping reads a map (Barbrook-Johnson and Penn 2021,
doi:10.1177/1356389020976153): begin at what people care about, can control or are exposed to, or at what the shape of
the map points to; then look around it, up and down stream, and at what lies between. Choice and wording are ours.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from integrated.complexity.dynamics import direction, most_influential, unintended, what_if
from integrated.complexity.grounds import assertions
from integrated.complexity.model import Factor, SystemMap
from integrated.complexity.structure import (
    Routes,
    downstream,
    feedback_loops,
    option_routes,
    route_strength,
    shared_factors,
    submap,
    upstream,
)

MOST_NAMED = 4
MOST_INFLUENTIAL = 5


@dataclass(frozen=True)
class Question:
    """One of the twelve.

    Attributes
    ----------
    question_id : its name in code.
    text : the question, with {option} and {factor} where they belong.
    needs : "option", "factor", both or neither.
    """

    question_id: str
    text: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the map says.

    Attributes
    ----------
    question_id, question : which one, and its words with the names filled in.
    sentence : the answer in plain words.
    submap : the part of the map that shows it.
    factors, links : ids and (source, target) of what the sentence speaks of, to be lit.
    """

    question_id: str
    question: str
    sentence: str
    submap: SystemMap
    factors: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A map with the option and the factor that a question is about; empty where it is about neither."""

    system_map: SystemMap
    option_id: str
    factor_id: str
    option: str

    def label(self, factor_id: str) -> str:
        """A factor's words, in quotation marks."""
        return f"“{self.system_map.factor(factor_id).label}”"

    def listed(self, factor_ids: Iterable[str]) -> str:
        """Several factors in words: the first few by name, the rest by number."""
        names = [self.label(factor_id) for factor_id in factor_ids]
        if len(names) > MOST_NAMED + 1:
            names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def in_map_order(self, factor_ids: Collection[str]) -> tuple[str, ...]:
        """Ids in the order of the map."""
        return tuple(name for name in self.system_map.factor_ids if name in factor_ids)

    def routes(self) -> Routes:
        """Routes from the option to the factor."""
        return option_routes(self.system_map, self.option_id, self.factor_id)

    def part(self, factor_ids: Iterable[str]) -> SystemMap:
        """These factors with the links between them and the option's entry points."""
        kept = submap(self.system_map, around=list(factor_ids), steps=0)
        entries = tuple(entry for entry in kept.entry_points if entry.option_id == self.option_id)
        return SystemMap(kept.factors, kept.links, entries)


def ask(
    system_map: SystemMap,
    question_id: str,
    *,
    option_id: str = "",
    factor_id: str = "",
    option_names: Mapping[str, str] | None = None,
) -> Answer:
    """The answer to one of the twelve questions.

    Parameters
    ----------
    system_map : the map.
    question_id : of one of `QUESTIONS`.
    option_id, factor_id : what it is about, where the question needs it.
    option_names : words of options by id; the id where missing.

    Returns
    -------
    Answer

    Raises
    ------
    ValueError : an unknown question or factor, or one that needs an option or a factor and got none.
    """
    question = next((q for q in QUESTIONS if q.question_id == question_id), None)
    if question is None:
        known = ", ".join(q.question_id for q in QUESTIONS)
        raise ValueError(f'There is no question "{question_id}". Choose one of {known}.')
    for need, given in (("option", option_id), ("factor", factor_id)):
        if need in question.needs and not given:
            raise ValueError(f'The question "{question_id}" is about one {need}. Choose it first.')
    name = (option_names or {}).get(option_id, option_id)
    asked = Asked(system_map, option_id, factor_id, name)
    factor = asked.label(factor_id) if "factor" in question.needs else ""
    sentence, factors, links, part = ANSWERS[question_id](asked)
    return Answer(question_id, question.text.format(option=name, factor=factor), sentence, part, factors, links)


Found = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], SystemMap]


def _cared_about(asked: Asked) -> Found:
    wanted = [factor for factor in asked.system_map.factors if factor.wanted]
    ids = tuple(factor.factor_id for factor in wanted)
    if not ids:
        return "Nobody has said yet which factors should rise or fall.", (), (), SystemMap()
    told = [
        f"{verb} of {asked.listed(group)}"
        for verb, group in (
            ("more", [factor.factor_id for factor in wanted if factor.wanted == "increase"]),
            ("less", [factor.factor_id for factor in wanted if factor.wanted == "decrease"]),
        )
        if group
    ]
    return f"People want {', and '.join(told)}.", ids, (), asked.part(ids)


def _controlled(asked: Asked) -> Found:
    groups = {
        word: [factor.factor_id for factor in asked.system_map.factors if factor.controllable == word]
        for word in ("yes", "partly")
    }
    ids = tuple(groups["yes"] + groups["partly"])
    if not ids:
        return "Nobody has said yet what can be changed from here.", (), (), SystemMap()
    told = f"{len(groups['yes'])} of {len(asked.system_map.factors)} factors can be changed from here"
    told += f": {asked.listed(groups['yes'])}" if groups["yes"] else ""
    told += f"; in part {asked.listed(groups['partly'])}" if groups["partly"] else ""
    return f"{told}.", ids, (), asked.part(ids)


def _exposed(asked: Asked) -> Found:
    reaching = upstream(asked.system_map, asked.factor_id)
    outside = [f for f in asked.system_map.factors if _is_outside(f) and f.factor_id in reaching]
    ids = tuple(factor.factor_id for factor in outside)
    if not ids:
        return f"Nothing outside our control leads to {asked.label(asked.factor_id)} on this map.", (), (), SystemMap()
    context = [factor.factor_id for factor in outside if factor.kind == "context"]
    told = f"{_count(len(ids), 'factor')} that we do not control can move {asked.label(asked.factor_id)}: "
    told += asked.listed(context or ids)
    rest = len(ids) - len(context)
    told += f" come from outside, {rest} more from within the map" if context and rest else ""
    return f"{told}.", ids, (), asked.part([*ids, asked.factor_id])


def _is_outside(factor: Factor) -> bool:
    return factor.kind == "context" or factor.controllable == "no"


def _causes(asked: Asked) -> Found:
    direct = [link for link in asked.system_map.links if link.target == asked.factor_id]
    reaching = upstream(asked.system_map, asked.factor_id)
    if not direct:
        return f"Nothing on this map leads to {asked.label(asked.factor_id)}.", (), (), asked.part([asked.factor_id])
    ids = tuple(link.source for link in direct)
    second = {link.source for link in asked.system_map.links if link.target in ids}
    others = len(asked.system_map.factors) - 1
    told = f"{asked.listed(ids)} {_leads(ids)} straight to {asked.label(asked.factor_id)}; "
    told += f"{len(reaching)} of the other {others} factors do so in the end."
    shown = asked.in_map_order({*ids, *second, asked.factor_id})
    return told, ids, tuple(link.ends for link in direct), asked.part(shown)


def _effects(asked: Asked) -> Found:
    entered = [entry.factor_id for entry in asked.system_map.entries_of(asked.option_id)]
    if not entered:
        return _acts_nowhere(asked)
    reached = set(entered).union(*(downstream(asked.system_map, name) for name in entered))
    told = f"{asked.option} acts on {asked.listed(entered)}; from there {len(reached)} of "
    told += f"{len(asked.system_map.factors)} factors can be reached."
    return told, tuple(entered), (), asked.part(asked.in_map_order(reached))


def _between(asked: Asked) -> Found:
    found = asked.routes()
    if not found.items:
        return _no_route(asked)
    kinds = (("help", found.helping), ("hinder", found.hindering), ("could go either way", found.uncertain))
    counts = [f"{count} {verb}" for verb, count in kinds if count]
    some = "Of the routes found in time " if found.truncated else "Of the known routes "
    slow = sum("years" in route.delays for route in found.items)
    told = some + (" and ".join(counts) if len(counts) < 3 else f"{counts[0]}, {counts[1]} and {counts[2]}")
    told += f"; {slow} of the {len(found.items)} take years." if slow else "; none takes years."
    part = submap(asked.system_map, between=(asked.option_id, asked.factor_id))
    return told, _on(found), tuple(dict.fromkeys(ends for route in found.items for ends in route.ends)), part


def _leaned_on(asked: Asked) -> Found:
    found = asked.routes()
    if not found.items:
        return _no_route(asked)
    told: list[str] = []
    lit: list[str] = []
    for effect, count in (("hindering", found.hindering), ("helping", found.helping)):
        if shared := shared_factors(found, effect):
            lit += shared
            some = f"the {count} {effect} routes found in time" if found.truncated else f"all {count} {effect} routes"
            told.append(f"{some} go through {asked.listed(shared)}")
    strength = route_strength(asked.system_map, asked.option_id, asked.factor_id)
    on_all = [ends for ends in found.items[0].ends if all(ends in route.ends for route in found.items)]
    if strength == 1 and on_all:
        told.append(f"every route ends if {asked.label(on_all[-1][0])} no longer moves {asked.label(on_all[-1][1])}")
    elif strength > 1:
        told.append(f"no single link breaks every route: it takes the loss of {strength}")
    else:
        told.append(f"{asked.option} moves {asked.label(asked.factor_id)} itself")
    sentence = "; ".join(told)
    part = submap(asked.system_map, between=(asked.option_id, asked.factor_id))
    return sentence[0].upper() + sentence[1:] + ".", tuple(dict.fromkeys(lit)), tuple(on_all), part


def _circles(asked: Asked) -> Found:
    found = feedback_loops(asked.system_map)
    if not found.items:
        return "No loop on this map: nothing comes back to where it began.", (), (), SystemMap()
    count = Counter(loop.polarity for loop in found.items)
    told = f"{'At least ' if found.truncated else ''}{_count(len(found.items), 'loop')} of at most 6 links: "
    kinds = (
        (count["reinforcing"], "feeds itself", "feed themselves"),
        (count["balancing"], "holds itself back", "hold themselves back"),
        (count["undetermined"], "could be either", "could be either"),
    )
    told += ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in kinds if number)
    first = found.items[0]
    told += f". The shortest runs {' → '.join(asked.label(name) for name in (*first.factors, first.factors[0]))}."
    ids = asked.in_map_order({name for loop in found.items for name in loop.factors})
    return told, first.factors, first.ends, asked.part(ids)


def _backfires(asked: Asked) -> Found:
    if not asked.system_map.entries_of(asked.option_id):
        return _acts_nowhere(asked)
    wrong = unintended(asked.system_map, asked.option_id)
    if not wrong:
        return (
            f"On this map nothing that people care about would often be made worse by {asked.option}.",
            (),
            (),
            SystemMap(),
        )
    moved = what_if(asked.system_map, asked.option_id).set_index("factor_id")
    wanted = {factor.factor_id: factor.wanted for factor in asked.system_map.factors}
    against = {"increase": "likely down", "decrease": "likely up"}
    worse = [name for name in wrong if _direction(moved.loc[name]) == against[wanted[name]]]
    maybe = [name for name in wrong if name not in worse]
    told = [f"{asked.option} would likely make {asked.listed(worse)} worse"] if worse else []
    told += [f"it cannot be ruled out for {asked.listed(maybe)}"] if worse and maybe else []
    told += [f"It cannot be ruled out that {asked.option} makes {asked.listed(maybe)} worse"] if not worse else []
    entered = [entry.factor_id for entry in asked.system_map.entries_of(asked.option_id)]
    return "; ".join(told) + ".", wrong, (), asked.part(asked.in_map_order({*wrong, *entered}))


def _direction(shares: Mapping[str, float]) -> str:
    return direction(float(shares["up"]), float(shares["down"]), float(shares["no_route"]))


def _influence(asked: Asked) -> Found:
    table = most_influential(asked.system_map, asked.factor_id)
    if not len(table):
        return f"Nothing on this map moves {asked.label(asked.factor_id)}.", (), (), asked.part([asked.factor_id])
    first = tuple(str(name) for name in table["factor_id"][:MOST_INFLUENTIAL])
    ours = [n for n in table["factor_id"] if asked.system_map.factor(n).controllable in ("yes", "partly")]
    told = f"{asked.listed(first[:3])} would move {asked.label(asked.factor_id)} most"
    told += f"; of what we can change, {asked.label(ours[0])}" if ours and ours[0] not in first[:3] else ""
    return f"{told}.", first, (), asked.part(asked.in_map_order({*first, asked.factor_id}))


def _crossroads(asked: Asked) -> Found:
    passed: Counter[str] = Counter()
    total = 0
    for option_id in asked.system_map.option_ids:
        items = option_routes(asked.system_map, option_id, asked.factor_id).items
        total += len(items)
        passed.update(name for route in items for name in route.factors[:-1])
    if not total:
        return f"No option reaches {asked.label(asked.factor_id)} on this map.", (), (), SystemMap()
    most = sorted(passed, key=lambda name: (-passed[name], asked.system_map.position[name]))[:3]
    told = f"Of the {total} routes of all options to {asked.label(asked.factor_id)}, "
    told += ", ".join(f"{passed[name]} pass {asked.label(name)}" for name in most)
    return f"{told}.", tuple(most), (), submap(asked.system_map, around=most, steps=1)


def _unsure(asked: Asked) -> Found:
    links = asked.system_map.links
    either = [link for link in links if link.polarity == "uncertain"]
    low = [link for link in links if link.confidence == "low"]
    asserted = assertions(asked.system_map)
    unsure = [link for link in links if link in either or (link in low and link in asserted)]
    if not links:
        return "This map has no links yet.", (), (), SystemMap()
    told = (
        f"Of {_count(len(links), 'link')} {len(asserted)} rest on someone’s view alone, {len(low)} have low confidence "
    )
    told += f"and {len(either)} could go either way."
    ids = asked.in_map_order({end for link in unsure for end in link.ends})
    ends = tuple(link.ends for link in unsure)
    return told, ids, ends, SystemMap(asked.part(ids).factors, tuple(unsure))


def _acts_nowhere(asked: Asked) -> Found:
    return f"Nobody has said yet where {asked.option} acts on this map.", (), (), SystemMap()


def _no_route(asked: Asked) -> Found:
    told = f"No route from {asked.option} to {asked.label(asked.factor_id)} on this map. The map may be missing one."
    return told, (asked.factor_id,), (), asked.part([asked.factor_id])


def _on(found: Routes) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for route in found.items for name in route.factors))


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _leads(ids: Sequence[str]) -> str:
    return "leads" if len(ids) == 1 else "lead"


ANSWERS: dict[str, Callable[[Asked], Found]] = {
    "cared_about": _cared_about,
    "controlled": _controlled,
    "exposed": _exposed,
    "causes": _causes,
    "effects": _effects,
    "between": _between,
    "leaned_on": _leaned_on,
    "circles": _circles,
    "backfires": _backfires,
    "influence": _influence,
    "crossroads": _crossroads,
    "unsure": _unsure,
}
QUESTIONS = (
    Question("cared_about", "What do people care about?", ()),
    Question("controlled", "What can we change ourselves?", ()),
    Question("exposed", "What outside our control could move {factor}?", ("factor",)),
    Question("causes", "What leads to {factor}?", ("factor",)),
    Question("effects", "What would {option} touch?", ("option",)),
    Question("between", "How would {option} reach {factor}?", ("option", "factor")),
    Question("leaned_on", "What does {option} lean on to reach {factor}?", ("option", "factor")),
    Question("circles", "What feeds itself, and what holds itself back?", ()),
    Question("backfires", "What could {option} make worse?", ("option",)),
    Question("influence", "What moves {factor} most?", ("factor",)),
    Question("crossroads", "Where do the routes of all options to {factor} meet?", ("factor",)),
    Question("unsure", "Where are we least sure?", ()),
)
