"""The parts under the map that read it: routes, loops, what if, influence, evidence, the twelve questions."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from integrated.complexity.dynamics import direction
from integrated.complexity.grounds import GROUNDS, links_on
from integrated.complexity.questions import QUESTIONS, Question, ask
from integrated.complexity.structure import Loop, Route
from integrated.complexity.whole_map import WholeMap
from integrated.views import words
from integrated.views.connected import reading
from integrated.views.connected.panel import GROUNDS as GROUND_WORDS
from integrated.views.connected.sentences import (
    CUT_SHORT,
    EFFECTS,
    delays,
    headline,
    link_sentence,
    loop_sentence,
    route_steps,
    shared_sentence,
)

MOST = 100
"""Sentences shown at once; what is more is said as a number and stands in the download."""
READINGS = ((0.95, "nearly all"), (2 / 3, "most"), (0.4, "about half"), (0.1, "some"), (0.0, "few"))
DIRECTIONS = {
    "likely up": "likely to rise",
    "likely down": "likely to fall",
    "could go either way": "could go either way",
    "no route": "no route",
}


def routes(page: WholeMap, lit: str | None) -> Markup:
    """Every route from the option to the outcome as a sentence, by what it does."""
    found = page.found.routes
    if found is None or not found.items:
        return _part(Markup("<p>{}</p>").format(headline(page.found, page.option_label)))
    html = Markup("")
    for effect, heading in (("helping", "help"), ("hindering", "hinder"), ("uncertain", "could go either way")):
        mine = [route for route in found.items if route.effect == effect]
        if not mine:
            continue
        html += Markup("<h2>{}: {}</h2>").format(_count(len(mine), "route"), _verb(len(mine), heading))
        if effect == "hindering":
            html += Markup("<p>{}</p>").format(shared_sentence(page.found))
        html += _items([_route(page, route, lit) for route in mine[:MOST]], ordered=True)
        html += _further(len(mine) - MOST, "route")
    return _part(html + _cut(found.truncated))


def loops(page: WholeMap, lit: str | None) -> Markup:
    """Every feedback loop as a sentence."""
    found = reading.loops(page.brief.system_map)
    if not found.items:
        return _part(Markup("<p>No loop on this map: nothing comes back to where it began.</p>"))
    html = Markup(
        '<p class="aside">Loops of at most 6 links; the shortest first. A loop that feeds itself '
        "(reinforcing) makes a change grow; one that holds itself back (balancing) works against it.</p>"
    )
    for polarity in words.LOOPS:
        mine = [loop for loop in found.items if loop.polarity == polarity]
        if mine:
            heading = _verb(len(mine), words.LOOPS[polarity])
            html += Markup("<h2>{}: {}</h2>").format(_count(len(mine), "loop"), heading)
            html += _items([_loop(page, loop, lit) for loop in mine[:MOST]], ordered=True)
            html += _further(len(mine) - MOST, "loop")
    return _part(html + _cut(found.truncated))


def what_if(page: WholeMap) -> Markup:
    """Which way each factor that people care about would move if the option acted: directions only."""
    drawn, option = page.brief.system_map, page.option_label
    if not drawn.entries_of(page.found.option_id):
        return _part(Markup("<p>{} does not act on this map: there is nothing to try.</p>").format(option))
    cared = [factor for factor in drawn.factors if factor.wanted]
    if not cared:
        return _part(Markup("<p>Nobody has said yet which factors should rise or fall. Say so under Edit.</p>"))
    moved = reading.moves(drawn, page.found.option_id).set_index("factor_id")
    lines = []
    for factor in cared:
        up, down, no_route = (float(moved.loc[factor.factor_id, name]) for name in ("up", "down", "no_route"))
        better, worse = (down, up) if factor.wanted == "decrease" else (up, down)
        lines.append(
            (
                Markup('<a href="?focus=factor~{}" data-go="focus~factor~{}">{}</a>').format(
                    factor.factor_id, factor.factor_id, factor.label
                ),
                "less of it" if factor.wanted == "decrease" else "more of it",
                DIRECTIONS[direction(up, down, no_route)],
                _readings(better),
                _readings(worse),
                _readings(no_route),
            )
        )
    heads = ("Factor", "What is wanted", f"If {option} acts", "Better in", "Worse in", "No route in")
    wrong = ask(drawn, "backfires", option_id=page.found.option_id, option_names=page.options)
    return _part(
        Markup("<h2>What would happen if {} acted</h2>").format(option)
        + Markup(
            '<p class="aside">The map is read 1,000 times, each time with other strengths, and with some of the '
            "links that people are unsure of left out or turned round. This gives directions, never sizes.</p>"
        )
        + _table(heads, lines)
        + Markup("<h2>What might go wrong</h2>")
        + Markup("<p>{}</p>").format(wrong.sentence)
        + Markup("<h2>Does it hang on the settings?</h2>")
        + _settings(page)
    )


def influence(page: WholeMap) -> Markup:
    """What would move the outcome most, and how each of these factors is linked."""
    factor_id = page.found.factor_id
    if factor_id is None:
        return _part(Markup("<p>{}</p>").format(headline(page.found, page.option_label)))
    table = reading.influence(page.brief.system_map, factor_id)
    label = page.brief.label(factor_id)
    if not len(table):
        return _part(Markup("<p>Nothing on this map moves {}.</p>").format(label))
    rows = [
        (
            Markup('<a href="?focus=factor~{}" data-go="focus~factor~{}">{}</a>').format(
                row["factor_id"], row["factor_id"], page.brief.label(row["factor_id"])
            ),
            _answers(row["direction"], label),
            _changeable(page, row["factor_id"]),
            row["out_links"],
            row["in_links"],
            "none comes in" if pd.isna(row["out_in_ratio"]) else f"{row['out_in_ratio']:.1f}",
        )
        for row in table.head(MOST).to_dict("records")
    ]
    heads = (
        "Factor, most influential first",
        f"More of it: {label}",
        "Changed from here?",
        "Links out",
        "Links in",
        "Out/in ratio",
    )
    return _part(
        Markup("<h2>What would move {} most</h2>").format(label)
        + Markup(
            '<p class="aside">The order comes from nudging each factor a little on 1,000 readings of the map. '
            "The out/in ratio is links going out for each one coming in; it says nothing about how easy a factor "
            "is to change.</p>"
        )
        + _table(heads, rows)
    )


def evidence(page: WholeMap, lit: str | None) -> Markup:
    """The links by what they rest on; those held by someone's view alone are named first."""
    drawn, attached = page.brief.system_map, page.brief.attached
    if not drawn.links:
        return _part(Markup("<p>This map has no links yet.</p>"))
    asserted = len(links_on(drawn, "assertion", attached=attached))
    html = Markup("<p><b>{} of {} links are {}.</b></p>").format(asserted, len(drawn.links), GROUND_WORDS["assertion"])
    labels = {factor.factor_id: factor.label for factor in drawn.factors}
    for which in ("assertion", *(each for each in GROUNDS if each != "assertion")):
        links = links_on(drawn, which, attached=attached)
        if not links:
            continue
        html += Markup('<h2>{}: {}</h2><p><a href="#lit" data-go="lit~ground~{}">{}</a></p>').format(
            _count(len(links), "link"),
            GROUND_WORDS[which],
            which,
            "Lit on the map" if lit == f"ground~{which}" else "Light them on the map",
        )
        html += _items(
            [
                Markup(
                    '<a href="?focus=link~{}~{}" data-go="focus~link~{}~{}">{}</a> <span class="aside">({})</span>'
                ).format(*link.ends, *link.ends, link_sentence(link, labels), link.basis)
                for link in links[:MOST]
            ]
        )
        html += _further(len(links) - MOST, "link")
    return _part(html)


def questions(page: WholeMap, lit: str | None) -> Markup:
    """Twelve questions to ask of the map as buttons; the one that is open is answered and lit on the map."""
    outcome = page.brief.label(page.found.factor_id) if page.found.factor_id else page.outcome_label
    opened = (lit or "").removeprefix("question~") if (lit or "").startswith("question~") else ""
    buttons = Markup("").join(
        Markup('<a class="button{}" href="#question" data-go="lit~question~{}"{}>{}</a> ').format(
            " main" if each.question_id == opened else "",
            each.question_id,
            Markup(' aria-current="true"') if each.question_id == opened else "",
            each.text.format(option=page.option_label, factor=outcome),
        )
        for each in QUESTIONS
    )
    return _part(
        Markup("<p>Each lights a part of the map and says what it shows.</p>{}{}").format(
            _answer(page, next((each for each in QUESTIONS if each.question_id == opened), None)), buttons
        )
    )


def _answer(page: WholeMap, question: Question | None) -> Markup:
    if question is None:
        return Markup("")
    if "factor" in question.needs and page.found.factor_id is None:
        return Markup("<p>This outcome is not on the map yet: say under Edit which factor stands for it.</p>")
    answer = ask(
        page.brief.system_map,
        question.question_id,
        option_id=page.found.option_id,
        factor_id=page.found.factor_id or "",
        option_names=page.options,
    )
    return Markup('<div class="band" role="status">{}</div>').format(answer.sentence)


def _route(page: WholeMap, route: Route, lit: str | None) -> Markup:
    drawn, key = page.brief.system_map, "~".join(("route", *route.factors))
    push = next(e.push for e in drawn.entries_of(page.found.option_id) if e.factor_id == route.factors[0])
    slow = delays(route.delays)
    return Markup('<a href="#lit" data-go="lit~{}"{}>{}</a>: {}{}').format(
        key,
        Markup(' class="lit"') if lit == key else "",
        EFFECTS[route.effect],
        route_steps(route, page.option_label, drawn, push),
        f" ({slow})" if slow else "",
    )


def _loop(page: WholeMap, loop: Loop, lit: str | None) -> Markup:
    key = "~".join(("loop", *loop.factors))
    return Markup('{} <a href="#lit" data-go="lit~{}"{}>{}</a>').format(
        loop_sentence(loop, page.brief.system_map),
        key,
        Markup(' class="lit"') if lit == key else "",
        "Lit on the map" if lit == key else "Light it",
    )


def _settings(page: WholeMap) -> Markup:
    if page.found.factor_id is None:
        return Markup("<p>{}</p>").format(headline(page.found, page.option_label))
    table = reading.checked(page.brief.system_map, page.found.option_id, page.found.factor_id)
    label, said = page.brief.label(page.found.factor_id), list(dict.fromkeys(table["direction"]))
    if len(said) == 1:
        told = f"No: {label} {_is(said[0])} under all {len(table)} settings of how far feedback may carry."
    else:
        each = (f"{_is(row['direction'])} at {row['damping']:g}" for row in table.to_dict("records"))
        told = f"Yes, so do not lean on it: {label} {'; '.join(each)} (how far feedback may carry)."
    return Markup("<p>{}</p>").format(told)


def _is(said: str) -> str:
    return DIRECTIONS[said] if said == "could go either way" else f"is {DIRECTIONS[said]}".replace("is no", "has no")


def _answers(said: str, label: str) -> str:
    return {"likely up": "likely more of it", "likely down": "likely less of it"}.get(said, said)


def _changeable(page: WholeMap, factor_id: str) -> str:
    given = page.brief.system_map.factor(factor_id).controllable
    return {"yes": "yes", "partly": "in part", "no": "no"}.get(given, words.NOT_ENTERED)


def _readings(share: float) -> str:
    if share == 0:
        return "none"
    return next(name for least, name in READINGS if share >= least)


def _part(html: Markup) -> Markup:
    return Markup('<div class="map-part">{}</div>').format(html)


def _items(items: Sequence[Markup], *, ordered: bool = False) -> Markup:
    tag = Markup("ol") if ordered else Markup("ul")
    return Markup("<{}>{}</{}>").format(tag, Markup("").join(Markup("<li>{}</li>").format(i) for i in items), tag)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in heads)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def _further(count: int, noun: str) -> Markup:
    return Markup("<p>And {}.</p>").format(_count(count, f"more {noun}")) if count > 0 else Markup("")


def _cut(truncated: bool) -> Markup:
    return Markup("<p><b>{}</b></p>").format(CUT_SHORT) if truncated else Markup("")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _verb(count: int, words_of_one: str) -> str:
    if count == 1:
        return {"help": "helps", "hinder": "hinders"}.get(words_of_one, words_of_one)
    return {"feeds itself": "feed themselves", "holds itself back": "hold themselves back"}.get(
        words_of_one, words_of_one
    )
