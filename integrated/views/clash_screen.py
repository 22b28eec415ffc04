"""Step 3b, clashes: red lines first, then perspectives that pull apart; each is a card with its answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from integrated.record.decision import RedLineAnswer
from integrated.record.sentences import in_words
from integrated.record.weigh_up import Agreement, ClashCard, NotToldCard, RedLineCard
from integrated.views import agreement, icons, linked, panel, widgets, words
from integrated.views.decision_screen import long_date
from integrated.views.level_strip import chip
from integrated.views.panel import Done
from integrated.views.people_column import stance_bars
from integrated.views.weigh_frame import Band
from integrated.weighing.convergence import STATES
from integrated.weighing.told_objections import joined, not_told_sentence

PANEL = "clash"
NEW = "new"
RESPONSES = {"change": "Something will change", "reasons": "We go ahead, for these reasons"}


class Answering(Protocol):
    """What this screen may do."""

    @property
    def raise_red_line(self) -> Callable[..., Done]: ...

    @property
    def set_aside(self) -> Callable[[str, str, str], Done]: ...

    @property
    def answer_red_line(self) -> Callable[[str, Mapping[str, Any]], Done]: ...

    @property
    def take_back_red_line(self) -> Callable[[str], Done]: ...

    @property
    def take_back_answer(self) -> Callable[[str], Done]: ...

    @property
    def answer_clash(self) -> Callable[[str, tuple[str, str], str], Done]: ...

    @property
    def take_back_clash(self) -> Callable[[str, tuple[str, str]], Done]: ...

    @property
    def say_agreement(self) -> Callable[[str, str, str, str], Done]: ...

    @property
    def take_back_agreement(self) -> Callable[[str], Done]: ...


def band(red_lines: Sequence[RedLineCard], clashes: Sequence[ClashCard], not_told: Sequence[NotToldCard] = ()) -> Band:
    """What waits for an answer."""
    lines = [card for card in red_lines if card.is_open]
    apart = [card for card in clashes if card.answer is None]
    if not red_lines and not clashes:
        main = "No red line is raised, and no two perspectives pull apart on any option."
    elif not lines and not apart:
        main = "Every red line and every clash has an answer."
    else:
        told = [_counted(len(lines), "red line"), _counted(len(apart), "clash")]
        waiting = [each for each in told if each]
        main = f"{' and '.join(waiting).capitalize()} {'waits' if len(lines) + len(apart) == 1 else 'wait'}"
        main += " for an answer."
    first = f"{lines[0].group_name} object strongly to {lines[0].option.letter}." if lines else ""
    quieter = "Disagreement is shown first here, and never averaged away."
    if not_told:
        letters = in_words([card.option.letter for card in not_told])
        quieter = f"Whether people object strongly to {letters} cannot be told from what may be shown."
    return Band(main, quieter, first, (NEW, "Raise a red line"))


def _counted(count: int, noun: str) -> str:
    if not count:
        return ""
    return f"one {noun}" if count == 1 else f"{count} {noun}{'es' if noun.endswith('sh') else 's'}"


class Apart(Protocol):
    """What this screen shows: what waits for an answer, whether the three agree, and what cannot be told."""

    @property
    def red_lines(self) -> Sequence[RedLineCard]: ...

    @property
    def clashes(self) -> Sequence[ClashCard]: ...

    @property
    def agreements(self) -> Sequence[Agreement]: ...

    @property
    def not_told(self) -> Sequence[NotToldCard]: ...


def show(apart: Apart, do: Answering, went: str | None) -> str | None:
    """Draw the part and carry out what people do in it; "rows~…" or "option~…" when they want to see more."""
    red_lines, clashes, agreements, not_told = apart.red_lines, apart.clashes, apart.agreements, apart.not_told
    if went == NEW:
        widgets.open_panel(PANEL, NEW)
    opened = widgets.opened(PANEL)
    left, right = st.columns([936, 424], gap="medium")
    clicked: list[str | None] = []
    with left:
        if opened == NEW:
            _raise(agreements, do)
        for number, line in enumerate(red_lines):
            clicked.append(linked.show(_red_line_card(line), key=f"red_line_{number}"))
            if opened == f"answer~{line.key}" and line.line is not None:
                _answer_red_line(line, do)
            elif opened == f"raise~{line.key}":
                _take_up(line, do)
        if not_told:
            clicked.append(linked.show(_not_told(not_told), key="objections_not_told"))
        for number, clash in enumerate(clashes):
            clicked.append(linked.show(_clash_card(clash), key=f"clash_{number}"))
            if opened == f"clash~{clash.key}":
                _answer_clash(clash, do)
        if not red_lines and not clashes and not not_told:
            st.text("Nothing waits here. Go on to what matters, or raise a red line for a group that objects.")
    with right, st.container(border=True):
        clicked.append(linked.show(_agreements(agreements), key="agreements"))
        for each in agreements:
            if opened == f"agree~{each.option.option_id}":
                _say_agreement(each, do)
    return _carry_out(next((each for each in clicked if each), None), red_lines, clashes, do)


def _carry_out(
    clicked: str | None, red_lines: Sequence[RedLineCard], clashes: Sequence[ClashCard], do: Answering
) -> str | None:
    if clicked is None:
        return None
    kind, _, key = clicked.partition("~")
    if kind in {"answer", "raise", "clash", "agree", NEW}:
        widgets.open_panel(PANEL, clicked)
        st.rerun()
    if kind == "unanswer":
        panel.finish(do.take_back_answer(key), PANEL)
    elif kind == "unraise":
        panel.finish(do.take_back_red_line(key), PANEL)
    elif kind == "unclash":
        card = next(card for card in clashes if card.key == key)
        panel.finish(do.take_back_clash(card.option.option_id, card.pair), PANEL)
    elif kind == "unagree":
        panel.finish(do.take_back_agreement(key), PANEL)
    return clicked


def _link(go: str, label: str, about: str) -> Markup:
    return Markup('<a href="#{}" data-go="{}">{}<span class="sr"> {}</span></a>').format(go, go, label, about)


def _red_line_card(card: RedLineCard) -> Markup:
    about = f"{card.option.letter} {card.option.name}"
    quote = (
        Markup('<div class="s15">“{}” <span class="quiet">{}</span></div>').format(card.quote.words, card.quote.source)
        if card.quote
        else Markup("")
    )
    rows = _link(f"rows~{card.option.option_id}", "See the rows", about)
    if card.line is None:
        told = Markup('<div class="s15 quiet">Suggested: their objection meets the rule for a red line.</div>')
        links = _link(f"raise~{card.key}", "Raise it, or set it aside", about)
    elif card.line.answer is None:
        lapsed = "It was restated after an answer, so that answer no longer counts." if card.line.lapsed_answer else ""
        told = Markup('<div class="s15">{} <span class="quiet">{}</span></div>').format(card.line.reason, lapsed)
        links = Markup("{}{}").format(
            _link(f"answer~{card.key}", "Answer it", about), _link(f"unraise~{card.key}", "Take back", about)
        )
    else:
        told = _answer(card.line.answer)
        links = Markup("{}{}").format(
            _link(f"answer~{card.key}", "Change the answer", about),
            _link(f"unanswer~{card.key}", "Take the answer back", about),
        )
    return Markup(
        '<section class="card red{}"><h2><span class="red-line">{} Red line:</span> {} object strongly to {} {}</h2>'
        '<div class="card-rows">{}</div>{}{}<div class="card-links s15">{}{}</div></section>'
    ).format(
        "" if card.is_open else " done",
        icons.RED_LINE,
        card.group_name,
        card.option.letter,
        card.option.name,
        stance_bars(card.rows, card.threshold),
        quote,
        told,
        links,
        rows,
    )


def _not_told(cards: Sequence[NotToldCard]) -> Markup:
    """Objections that may be there and may not: said plainly, with what somebody can do about it."""
    rows = Markup("").join(
        Markup('<div class="s15"><b>{} {}</b>: {} {}</div>').format(
            card.option.letter,
            card.option.name,
            joined(card.groups),
            _link(f"rows~{card.option.option_id}", "See the rows", f"{card.option.letter} {card.option.name}"),
        )
        for card in cards
    )
    return Markup(
        '<section class="card done"><h2>Cannot tell: a strong objection may be hidden</h2><div class="s15">{}</div>'
        '<div class="answer">{}</div><div class="card-links s15">{}</div></section>'
    ).format(not_told_sentence(["these groups"], "these options"), rows, _link(NEW, "Raise a red line for them", ""))


def _answer(answer: RedLineAnswer) -> Markup:
    parts = [Markup("<div><b>{}.</b> {}</div>").format(RESPONSES[answer.response], answer.words)]
    if answer.owner or answer.by:
        when = f" by {long_date(answer.by)}" if answer.by else ""
        parts.append(Markup("<div>Who sees to it: {}{}</div>").format(answer.owner or "not said", when))
    if answer.what_the_group_said:
        parts.append(Markup("<div>What the group said: {}</div>").format(answer.what_the_group_said))
    return Markup('<div class="answer s15">{}</div>').format(Markup("").join(parts))


def _clash_card(card: ClashCard) -> Markup:
    about = f"{card.option.letter} {card.option.name}"
    sides = Markup("").join(
        Markup('<div><div class="s15">{} {}</div>{}<div class="s15">{}</div></div>').format(
            icons.PERSPECTIVES[side.perspective], words.PERSPECTIVES[side.perspective], chip(side), side.sentence
        )
        for side in card.sides
    )
    if card.answer is None:
        told, links = Markup(""), _link(f"clash~{card.key}", "Say what you make of it", about)
    else:
        told = Markup('<div class="answer s15">{}</div>').format(card.answer.words)
        links = Markup("{}{}").format(
            _link(f"clash~{card.key}", "Change", about), _link(f"unclash~{card.key}", "Take back", about)
        )
    return Markup(
        '<section class="card{}"><h2><span class="clash">{} Clash: talk about this first.</span> {} {}</h2>'
        '<div class="sides">{}</div>{}<div class="card-links s15">{}{}</div></section>'
    ).format(
        "" if card.answer is None else " done",
        icons.CLASH,
        card.option.letter,
        card.option.name,
        sides,
        told,
        links,
        _link(f"option~{card.option.option_id}", "See it side by side", about),
    )


def _agreements(agreements: Sequence[Agreement]) -> Markup:
    rows = Markup("").join(
        Markup(
            '<div><span><b>{}</b> {}</span><span class="s15">{}</span>{}<span class="s14 quiet">{}</span></div>'
        ).format(
            each.option.letter,
            each.option.name,
            _link(f"unagree~{each.option.option_id}", "Take back", each.option.name)
            if each.by_people
            else _link(f"agree~{each.option.option_id}", "We see it differently", each.option.name),
            agreement.mark(each.found),
            f"Said by people: {each.found.reason}" if each.by_people else "",
        )
        for each in agreements
    )
    return Markup('<h2 class="s16">Do they agree?</h2><div class="states">{}</div>').format(rows)


def _raise(agreements: Sequence[Agreement], do: Answering) -> None:
    options = {each.option.option_id: f"{each.option.letter} {each.option.name}" for each in agreements}
    with panel.form("raise_red_line", NEW):
        option = st.selectbox("Which option?", list(options), format_func=lambda each: options[each])
        group = st.text_input("Who objects? A group or a role, never a name", max_chars=300)
        reason = st.text_area("What do they say?", max_chars=4000, height=80)
        if panel.pressed(PANEL, "Raise this red line"):
            panel.finish(do.raise_red_line(option or "", group, reason), PANEL)


def _take_up(card: RedLineCard, do: Answering) -> None:
    raised, aside = "Raise it as a red line", "Set it aside, for this reason"
    with panel.form("take_up", card.key):
        reason = st.text_area(
            "Why is this a red line, or why is it set aside? Either way the reason is kept.", max_chars=4000, height=80
        )
        chosen = panel.pressed(PANEL, raised, aside)
        if chosen == raised:
            panel.finish(do.raise_red_line(card.option.option_id, card.group_name, reason, suggested=True), PANEL)
        elif chosen == aside:
            panel.finish(do.set_aside(card.option.option_id, card.group_name, reason), PANEL)


def _answer_red_line(card: RedLineCard, do: Answering) -> None:
    assert card.line is not None
    said = card.line.answer
    with panel.form("answer_red_line", card.key):
        response = st.radio(
            "Your answer",
            list(RESPONSES),
            list(RESPONSES).index(said.response) if said else 0,
            format_func=lambda each: RESPONSES[each],
            horizontal=True,
            key=f"{card.key}:response",
        )
        told = st.text_area(
            "What will change, or why go ahead?",
            said.words if said else "",
            max_chars=4000,
            height=80,
            key=f"{card.key}:words",
        )
        left, right = st.columns(2)
        owner = left.text_input(
            "Who sees to it? (a role)", (said.owner or "") if said else "", max_chars=300, key=f"{card.key}:owner"
        )
        by = panel.day_field(right, said.by if said else None, key=f"{card.key}:by")
        group = st.text_area(
            "What did the group say about this answer?",
            (said.what_the_group_said or "") if said else "",
            max_chars=4000,
            height=80,
            key=f"{card.key}:group",
        )
        if panel.pressed(PANEL, "Save this answer"):
            answer = {
                "response": response,
                "words": told,
                "owner": owner,
                "by": by,
                "what_the_group_said": group,
            }
            panel.finish(do.answer_red_line(card.line.red_line_id, answer), PANEL)


def _answer_clash(card: ClashCard, do: Answering) -> None:
    with panel.form("answer_clash", card.key):
        told = st.text_area(
            "What do you make of this? Which side weighs more here, and why?",
            card.answer.words if card.answer else "",
            max_chars=4000,
            height=80,
            key=f"{card.key}:words",
        )
        if panel.pressed(PANEL, "Save"):
            panel.finish(do.answer_clash(card.option.option_id, card.pair, told), PANEL)


def _say_agreement(each: Agreement, do: Answering) -> None:
    with panel.form("say_agreement", each.option.option_id):
        chosen = st.selectbox(
            f"How do you see {each.option.letter}?", STATES, format_func=lambda state: words.CONVERGENCE[state]
        )
        reason = st.text_area("Why?", max_chars=4000, height=80)
        if panel.pressed(PANEL, "Save"):
            panel.finish(do.say_agreement(each.option.option_id, each.found.state, chosen or STATES[0], reason), PANEL)
