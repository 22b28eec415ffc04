"""What a map says, in words: routes, loops, links and pushes as sentences a person can read out."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from integrated.complexity.connected import ConnectionsBrief
from integrated.complexity.model import EntryPoint, Link, SystemMap
from integrated.complexity.structure import Loop, Route
from integrated.views import words

AMOUNTS = {1: "more", -1: "less", 0: "more or less"}
PUSHES = {"positive": "pushes it up", "negative": "pushes it down", "uncertain": "could push it either way"}
EFFECTS = {"helping": "Helps", "hindering": "Hinders", "uncertain": "Could go either way"}
CUT_SHORT = "The search was cut short, so there may be more."


def headline(found: ConnectionsBrief, option: str) -> str:
    """How many routes help and hinder, and what all the hindering ones share: "16 routes help, 8 hinder, …"."""
    if found.cause == "no route":
        acts = found.map is not None and found.map.system_map.entries_of(found.option_id)
        if not acts:
            return f"Nobody has said yet where {option} acts on this map. Say so under Edit."
        return "No route on this map. The map may be missing one."
    if found.cause == "outcome not on map":
        return "This outcome is not on the map yet. Say under Edit which factor stands for it."
    if found.routes is None:
        return found.sentence
    routes = found.routes
    counts = [
        (routes.helping, "help", "helps"),
        (routes.hindering, "hinder", "hinders"),
        (routes.uncertain, "depend on an uncertain link", "depends on an uncertain link"),
    ]
    some = [(count, many if count != 1 else one) for count, many, one in counts if count]
    if len(some) == 1 and len(routes.items) > 1 and not routes.truncated:
        verb = counts[[each[0] for each in counts].index(some[0][0])][1]
        return f"All {len(routes.items)} known routes {verb}."
    noun = "route" if some[0][0] == 1 else "routes"
    first = f"{some[0][0]} known {noun} {some[0][1]}"
    return ", ".join([first, *(f"{count} {verb}" for count, verb in some[1:])]) + "."


def shared_sentence(found: ConnectionsBrief) -> str:
    """What all hindering routes go through, "" when nothing does."""
    if found.map is None or found.routes is None or not found.through or found.routes.hindering < 2:
        return ""
    names = [found.map.label(each) for each in found.through if each != found.factor_id]
    if not names:
        return ""
    return (
        f"All {found.routes.hindering} hindering routes go through {listed([lowered(name) for name in names], most=2)}."
    )


def route_steps(route: Route, option: str, system_map: SystemMap, push: str) -> str:
    """A route with what happens to each factor on it: "B → more Age at leaving care → less Debt"."""
    signs = [{"positive": 1, "negative": -1}.get(push, 0), *(system_map.by_ends[ends].sign for ends in route.ends)]
    moved = accumulate(signs, lambda so_far, sign: so_far * sign)
    labels = (lowered(system_map.factor(each).label) for each in route.factors)
    return " → ".join([option, *(f"{AMOUNTS[way]} {label}" for way, label in zip(moved, labels, strict=True))])


def delays(given: Sequence[str]) -> str:
    """Which steps take time: "one step takes years", "" when all act at once."""
    told = [_steps(given.count(slow), slow) for slow in ("years", "months") if slow in given]
    return " and ".join(told)


def loop_sentence(loop: Loop, system_map: SystemMap) -> str:
    """A loop as one sentence: what more of its first factor leads to, round to itself."""
    label = {each: lowered(system_map.factor(each).label) for each in loop.factors}
    links = [system_map.by_ends[ends] for ends in loop.ends]
    moved = list(accumulate((link.sign for link in links), lambda so_far, sign: so_far * sign))
    steps = [f"{AMOUNTS[way]} {label[link.target]}" for way, link in zip(moved, links, strict=True)]
    told = f"More {label[loop.factors[0]]} leads to {', then '.join(steps)}"
    return f"{told}: it {words.LOOPS[loop.polarity]}." + (
        f" {_sentence(delays(loop.delays))}" if any_slow(loop) else ""
    )


def any_slow(loop: Loop) -> bool:
    """Whether a step of a loop takes time."""
    return any(each != "none" for each in loop.delays)


def link_sentence(link: Link, labels: Mapping[str, str]) -> str:
    """A link in words: "More X leads to less Y, after years"."""
    source, target = lowered(labels[link.source]), lowered(labels[link.target])
    later = "" if link.delay == "none" else f", {words.DELAYS[link.delay]}"
    if link.polarity == "uncertain":
        return f"More {source} could lead to more or to less {target}{later}."
    return f"More {source} leads to {AMOUNTS[link.sign]} {target}{later}."


def entry_sentence(entry: EntryPoint, option: str, label: str) -> str:
    """Where an option acts, in words."""
    return f"{option} acts on {label}: it {PUSHES[entry.push]}."


def lowered(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation or a name like iPad."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] in {" ", ""} else label


def listed(names: Sequence[str], *, most: int = 4) -> str:
    """Names one after another: "a, b and 3 more"."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most + 1 else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def _steps(count: int, slow: str) -> str:
    return f"one step takes {slow}" if count == 1 else f"{count} steps take {slow}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
