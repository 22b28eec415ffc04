"""What people say, fourth part: votes on statements, what all groups agree with, what divides them, opinion groups."""

import pandas as pd
from markupsafe import Markup

from integrated.co_production.vote_summary import Opinions, StatementVotes, VotesBrief
from integrated.views import words

VOTE_WORDS = ("agree", "neither", "disagree")
COLOURS = ("5", "3", "1")
FIRM, LOOSE = 0.8, 0.5


def nothing() -> Markup:
    """No vote yet, and what to do."""
    return Markup(
        '<div class="not-known-box"><div><b>Not asked.</b> Nobody has voted on statements yet.</div>'
        '<div class="s15 quiet">'
        "Votes come from a workshop, or from a Polis export under “Bring voices in”.</div></div>"
    )


def votes(brief: VotesBrief) -> Markup:
    """The two lists, declared groups first, then opinion groups with how firm they are."""
    people = "How many people voted is hidden" if brief.people is None else f"{brief.people:,} people voted"
    most = max(len(brief.agreed), len(brief.divides))
    shown, total = len({each.statement_id for each in (*brief.agreed, *brief.divides)}), brief.statements
    hidden = any(each.hidden for each in (*brief.agreed, *brief.divides))
    return Markup(
        '<p class="s16">{} on {:,} statements.{}</p><div class="two-lists"><section>'
        "<h2>What every group agrees with</h2>{}</section><section><h2>What divides the groups</h2>{}</section></div>"
        "<h2>Opinion groups</h2>{}{}"
    ).format(
        people,
        brief.statements,
        f" Each list shows the {most} that stand out most." if 0 < shown < total else "",
        _list(brief.agreed),
        _list(brief.divides),
        _opinions(brief.opinions),
        Markup('<p class="s14 quiet">{}</p>').format(words.HIDDEN_IN_FULL.format(threshold=brief.threshold))
        if hidden
        else "",
    )


def _list(found: tuple[StatementVotes, ...]) -> Markup:
    if not found:
        return Markup('<p class="quiet">Too few votes from every group to say.</p>')
    return Markup("").join(_statement(each) for each in found)


def figure_words(said: StatementVotes) -> str:
    """The two figures of a statement in words."""
    told = []
    if said.at_least is not None:
        told.append(f"at least {100 * said.at_least:.0f}% of every group agree")
    if said.gap is not None:
        told.append(f"{100 * said.gap:.0f} points between the groups furthest apart")
    return "; ".join(told)


def _statement(said: StatementVotes) -> Markup:
    most = max([sum(count or 0 for count in counts) for counts in said.groups.values()] + [1])
    return Markup('<article class="statement"><p><b>“{}”</b></p><div class="s14 quiet">{}</div>{}</article>').format(
        said.words,
        figure_words(said),
        Markup("").join(_bar(group, counts, most) for group, counts in said.groups.items()),
    )


def _bar(group: str, counts: tuple[int | None, ...], most: int) -> Markup:
    pieces = Markup("").join(
        Markup('<i style="width:{:.1f}%;background:var(--level-{})"></i>').format(100 * count / most, colour)
        for count, colour in zip(counts, COLOURS, strict=True)
        if count
    )
    told = [f"{count} {name}" for count, name in zip(counts, VOTE_WORDS, strict=True) if count]
    if any(count is None for count in counts):
        told.append("the rest hidden" if told else "hidden")
    return Markup(
        '<div class="stance"><span class="who">{}</span><span class="bar" aria-hidden="true">{}</span>'
        '<span class="s14">{}</span></div>'
    ).format(group, pieces, ", ".join(told) or "no vote")


def _opinions(found: Opinions) -> Markup:
    if found.stability is None:
        return Markup('<p class="quiet">{}</p>').format(found.why_not)
    sizes = ", ".join("hidden" if size is None else str(size) for size in found.sizes)
    firm = (
        "firm"
        if found.stability >= FIRM
        else "fairly firm"
        if found.stability >= LOOSE
        else "loose: do not lean on them"
    )
    return Markup(
        "<p>People who voted alike, whatever group they are in, fall into {} groups of {} people. "
        "With other people from the same place the groups would be {} "
        '<span class="quiet">(stability {:.2f}; 1 is the same each time, 0 is chance)</span>.</p>'
    ).format(len(found.sizes), sizes, firm, found.stability)


def table(brief: VotesBrief) -> pd.DataFrame:
    """The listed statements by group, for downloads."""
    return pd.DataFrame(
        [
            {
                "Statement": said.words,
                "Group": group,
                **{
                    name.capitalize(): "hidden" if count is None else str(count)
                    for name, count in zip(VOTE_WORDS, counts, strict=True)
                },
                "In words": figure_words(said),
            }
            for said in {each.statement_id: each for each in (*brief.agreed, *brief.divides)}.values()
            for group, counts in said.groups.items()
        ]
    )
