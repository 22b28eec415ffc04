"""What people say, first part: who is missing, who was heard against who lives here, how people were asked."""

import math

import pandas as pd
from markupsafe import Markup

from integrated.co_production.engagement import LUNDY, LUNDY_MARKS, Engagement
from integrated.co_production.missing_voices import Attribute, Voice
from integrated.views import words
from integrated.views.decision_screen import long_date

WIDEST = 8.0
NOBODY = "Nobody heard"
ASKED = {"nobody came": "asked, nobody came", "not asked": "not asked"}
STAGES = {"framing": "Framing the question", "design": "Design", "delivery": "Delivery", "evaluation": "Evaluation"}
KINDS = {"workshop": "Workshop", "survey": "Survey", "interviews": "Interviews", "polis": "Online conversation"}
CIRCLES = {"small": "a small circle", "wider": "a wider circle", "big": "everyone who wished"}
REWARDS = {
    "paid": "paid for their time",
    "voucher": "a voucher",
    "expenses": "expenses paid back",
    "other": "something else",
    "nothing": "nothing",
}
NOT_RECORDED = "not recorded"


def missing_sentence(not_heard: tuple[tuple[str, str], ...]) -> str:
    """The groups that must be heard and were not, in one sentence."""
    if not not_heard:
        return "Every group that must be heard took part."
    return "; ".join(f"{group} ({ASKED[state]})" for group, state in not_heard) + "."


def band(not_heard: tuple[tuple[str, str], ...], heard: int | None, missing: tuple[tuple[str, str], ...]) -> Markup:
    """The first thing on the page: who was not heard."""
    people = "How many people were heard is hidden." if heard is None else f"{heard} people heard."
    others = ", ".join(f"{category} ({name})" for name, category in missing)
    first = "Not heard yet:" if not_heard else ""
    return Markup(
        '<div class="band voices-band" role="status"><b>{}</b> {} <div class="quiet">{}{}</div></div>'
    ).format(
        first,
        missing_sentence(not_heard),
        people,
        f" Also nobody, or fewer than their share: {others}." if others else "",
    )


def attributes(found: tuple[Attribute, ...], place: str, threshold: int) -> Markup:
    """One table for each attribute, missing voices first; the numbers, a range and words."""
    if not found:
        return Markup(
            '<div class="not-known-box"><div><b>Not asked.</b> Nobody has been counted for this decision yet.</div>'
            '<div class="s15 quiet">When a workshop is closed, who came is added up here.</div></div>'
        )
    shown = Markup("").join(_attribute(each, place) for each in found)
    hidden = any(voice.people is None for each in found for voice in each.voices)
    return shown + (
        Markup('<p class="s14 quiet">{}</p>').format(words.HIDDEN_IN_FULL.format(threshold=threshold))
        if hidden
        else Markup("")
    )


def _attribute(found: Attribute, place: str) -> Markup:
    compared = any(voice.population is not None for voice in found.voices)
    heads = Markup('<th scope="col">{}</th><th scope="col" class="n">People heard</th>').format(title(found.name))
    if compared:
        heads += Markup('<th scope="col" class="n">Of all heard</th><th scope="col" class="n">Of those here</th>')
        heads += Markup('<th scope="col" class="against">Against their share {}</th>').format(_axis())
    rows = Markup("").join(_voice(voice, found.total, compared=compared) for voice in found.voices)
    source = f"Shares of {place}: {found.source}. " if found.source else "No local figure to compare with. "
    return Markup(
        '<section class="attribute"><table class="voices {}"><thead><tr>{}</tr></thead><tbody>{}{}</tbody></table>'
        '<p class="s14 quiet">{}{}</p></section>'
    ).format(
        "" if compared else "plain",
        heads,
        rows,
        _not_recorded(found, compared=compared),
        source,
        "More than a fifth was not recorded, so nothing can be told." if found.mostly_not_recorded else "",
    )


def title(name: str) -> str:
    """An attribute with a capital."""
    return name[:1].upper() + name[1:]


def state_words(voice: Voice) -> str:
    """Where a category stands, in words."""
    if voice.people == 0:
        return NOBODY
    if voice.state is None:
        return "Hidden to protect people"
    if voice.population is None:
        return "No local figure"
    return words.REPRESENTATION[voice.state]


def ratio_words(voice: Voice) -> str:
    """The ratio and its interval: "0.8 times (0.5 to 1.1)", "" where there is none."""
    if voice.ratio is None or voice.low is None or voice.high is None:
        return ""
    return f"{voice.ratio:.1f} times ({voice.low:.1f} to {voice.high:.1f})"


def _voice(voice: Voice, total: int | None, *, compared: bool) -> Markup:
    missing = voice.people == 0
    cells = Markup('<th scope="row">{}</th><td class="n">{}</td>').format(
        voice.category, Markup("<b>0</b>") if missing else _count(voice.people)
    )
    if compared:
        share = None if voice.people is None or not total else voice.people / total
        cells += Markup('<td class="n">{}</td><td class="n">{}</td><td class="against">{}{}</td>').format(
            _percent(share),
            _percent(voice.population),
            _range(voice),
            Markup('<span class="told-state"><b>{}</b> <span class="quiet s14">{}</span></span>').format(
                state_words(voice), ratio_words(voice)
            ),
        )
    elif missing:
        cells = Markup('<th scope="row">{}</th><td class="n"><b>0</b> · <b>{}</b></td>').format(voice.category, NOBODY)
    return Markup('<tr class="{}">{}</tr>').format("missing" if missing else "", cells)


def _not_recorded(found: Attribute, *, compared: bool) -> Markup:
    if found.not_recorded == 0:
        return Markup("")
    share = None if found.not_recorded is None or not found.total else found.not_recorded / found.total
    bar = Markup('<td class="n">{}</td><td></td><td class="against">{}</td>').format(
        _percent(share),
        Markup('<span class="hatch not-recorded" style="width:{:.0f}%"></span>').format(100 * (share or 0.06)),
    )
    return Markup('<tr class="quiet"><th scope="row">Not recorded</th><td class="n">{}</td>{}</tr>').format(
        _count(found.not_recorded), bar if compared else ""
    )


def _axis() -> Markup:
    return Markup('<span class="quiet s14 axis-words">heard less · their share · more</span>')


def _range(voice: Voice) -> Markup:
    """The interval on a doubling scale from an eighth to eight times; the shaded middle is "about their share"."""
    if voice.low is None or voice.high is None or voice.ratio is None:
        return Markup('<span class="ratio" aria-hidden="true"><i class="zone"></i></span>')
    left, right, at = _place(voice.low), _place(voice.high), _place(voice.ratio)
    return Markup(
        '<span class="ratio" aria-hidden="true"><i class="zone"></i><i class="line" style="left:{:.1f}%;width:{:.1f}%">'
        '</i><i class="dot" style="left:{:.1f}%"></i></span>'
    ).format(left, max(1.0, right - left), at)


def _place(ratio: float) -> float:
    if ratio <= 1 / WIDEST:
        return 0.0
    return 50 + 50 * min(1.0, math.log(ratio) / math.log(WIDEST))


def _count(people: int | None) -> Markup | str:
    return Markup('<span class="hatch not-known"></span>hidden') if people is None else str(people)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}%"


def asked(occasions: tuple[Engagement, ...], power: pd.DataFrame) -> Markup:
    """How people were asked: each occasion, then the power they had at each stage."""
    if not occasions:
        return Markup("<h2>How people were asked</h2><p>Nobody has been asked about this decision yet.</p>")
    cards = Markup("").join(_occasion(each) for each in occasions)
    rows = Markup("").join(_stage(row) for row in power.to_dict("records"))
    return Markup(
        '<h2>How people were asked</h2>{}<h2>How much power people had, by stage <span class="quiet s14">(ladder; '
        'Lundy’s four)</span></h2><table class="voices power"><thead><tr><th scope="col">Stage</th>'
        '<th scope="col">At most</th>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(cards, Markup("").join(Markup('<th scope="col">{}</th>').format(title(name)) for name in LUNDY), rows)


def _occasion(held: Engagement) -> Markup:
    when = long_date(held.held_on) if held.held_on else "Day not entered"
    stage = STAGES[held.stage] if held.stage else "Stage not entered"
    to_whom = f" · {CIRCLES[held.circle]}" if held.circle else ""
    power = title(held.ladder_word) if held.ladder_word else "Not entered"
    told = (
        f"On {long_date(held.fed_back_on)}: {held.fed_back_words}"
        if held.fed_back_on
        else "Nothing yet. People have not been told what came of it."
    )
    return Markup(
        '<article class="occasion"><h3>{}</h3><div class="quiet s15">{} · {} · {}{}</div>'
        '<div class="s15"><b>{}</b> <span class="quiet">(rung on the ladder of co-production)</span></div>'
        '<ul class="lundy">{}</ul><div class="s15"><b>Thanks or rewards given to people:</b> {}</div>'
        '<div class="s15"><b>What people were told came of it:</b> {}</div>{}</article>'
    ).format(
        held.title,
        KINDS.get(held.kind, held.kind),
        when,
        stage,
        to_whom,
        power,
        Markup("").join(
            Markup('<li>{}<span><b>{}</b>: {} <span class="quiet">{}</span></span></li>').format(
                _mark(getattr(held, name)), title(name), mark_words(getattr(held, name)), question
            )
            for name, question in LUNDY.items()
        ),
        rewards_words(held.rewards, held.rewards_words),
        told,
        Markup('<span class="pill">Illustrative</span>') if held.illustrative else "",
    )


def rewards_words(rewards: str | None, more: str) -> str:
    """What people got for taking part; not recorded is said, so that nobody takes silence for a yes or a no."""
    if rewards is None:
        return NOT_RECORDED
    return f"{REWARDS[rewards]}: {more}" if more else REWARDS[rewards]


def mark_words(mark: int | None) -> str:
    """One of Lundy's four, in words."""
    return NOT_RECORDED if mark is None else LUNDY_MARKS[mark]


def _mark(mark: int | None) -> Markup:
    if mark is None:
        return Markup('<span class="hatch marks" aria-hidden="true"></span>')
    return Markup('<span class="marks" aria-hidden="true">{}</span>').format(
        Markup("").join(Markup('<i class="{}"></i>').format("on" if place < mark else "") for place in range(3))
    )


def _stage(row: dict) -> Markup:
    if not row["engagements"]:
        return Markup(
            '<tr class="quiet"><th scope="row">{}</th><td colspan="5">Nobody was asked at this stage</td></tr>'
        ).format(STAGES[row["stage"]])
    marks = Markup("").join(
        Markup("<td>{}</td>").format(mark_words(None if pd.isna(row[name]) else int(row[name]))) for name in LUNDY
    )
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}</tr>').format(
        STAGES[row["stage"]], title(row["ladder_word"] or NOT_RECORDED), marks
    )


def table(found: tuple[Attribute, ...]) -> pd.DataFrame:
    """All attributes as one table, for downloads."""
    return pd.DataFrame(
        [
            {
                "Attribute": title(each.name),
                "Who": voice.category,
                "People heard": "hidden" if voice.people is None else str(voice.people),
                "Share of those here": _percent(voice.population),
                "Against their share": state_words(voice),
                "Ratio and interval": ratio_words(voice),
            }
            for each in found
            for voice in each.voices
        ]
        + [
            {
                "Attribute": title(each.name),
                "Who": "Not recorded",
                "People heard": "hidden" if each.not_recorded is None else str(each.not_recorded),
                "Share of those here": "",
                "Against their share": "",
                "Ratio and interval": "",
            }
            for each in found
            if each.not_recorded != 0
        ]
    )
