"""What stands out on the map: the routes asked about, or one route, loop or answer that someone opened."""

from dataclasses import dataclass

from integrated.complexity.grounds import GROUNDS, links_on
from integrated.complexity.questions import QUESTIONS, ask
from integrated.complexity.whole_map import WholeMap

Ends = tuple[str, str]


@dataclass(frozen=True)
class Light:
    """What is lit on the map.

    Attributes
    ----------
    factors, links : ids and (source, target) that stay in full ink. chosen : factors that are outlined as well.
    note : one sentence that says what is lit, "" for the routes asked about.
    """

    factors: frozenset[str]
    links: frozenset[Ends]
    chosen: tuple[str, ...] = ()
    note: str = ""


def light(page: WholeMap, opened: str | None) -> Light:
    """What is lit.

    Parameters
    ----------
    page : the page.
    opened : "route~a~b…", "loop~a~b…", "question~id" or "ground~word" of what someone opened; None or anything else:
        all routes from the option to the outcome.
    """
    kind, _, rest = (opened or "").partition("~")
    ids = tuple(rest.split("~"))
    drawn = page.brief.system_map
    if kind in {"route", "loop"} and all(each in drawn.position for each in ids):
        ring = (*ids, ids[0]) if kind == "loop" else ids
        ends = frozenset(zip(ring, ring[1:], strict=False))
        note = "One route is lit." if kind == "route" else "One loop is lit."
        return Light(frozenset(ids), ends, ids, note)
    if kind == "question" and rest in {question.question_id for question in QUESTIONS} and page.found.factor_id:
        answer = ask(
            drawn,
            rest,
            option_id=page.found.option_id,
            factor_id=page.found.factor_id,
            option_names=page.options,
        )
        factors = {*answer.submap.factor_ids, *answer.factors}
        links = {*answer.links} or {link.ends for link in answer.submap.links}
        return Light(frozenset(factors), frozenset(links), answer.factors, f"{answer.question} {answer.sentence}")
    if kind == "ground" and rest in GROUNDS:
        links = {link.ends for link in links_on(drawn, rest, attached=page.brief.attached)}
        return Light(
            frozenset(end for ends in links for end in ends), frozenset(links), (), f"Lit: {GROUND_NOTES[rest]}"
        )
    return _routes(page)


GROUND_NOTES = {
    "evidence": "links with evidence.",
    "definition": "links that are true by what the words mean.",
    "reason": "links with a reason, and no evidence.",
    "assertion": "links held by someone’s view alone.",
}


def _routes(page: WholeMap) -> Light:
    routes = page.found.routes
    drawn = page.brief.system_map
    if routes is None or not routes.items:
        return Light(frozenset(drawn.factor_ids), frozenset(drawn.by_ends))
    factors = frozenset(each for route in routes.items for each in route.factors)
    return Light(factors, frozenset(ends for route in routes.items for ends in route.ends))
