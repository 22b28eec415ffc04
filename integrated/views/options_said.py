"""What people say, third part: where each group stands on every option, and whether the groups stand together."""

import pandas as pd
from markupsafe import Markup

from integrated.co_production.leaning import Division
from integrated.co_production.said import OptionSaid
from integrated.co_production.voices import STANCES, StanceRow
from integrated.views import words
from integrated.views.people_column import HIDDEN_LENGTH, objecting_not_told, rows_table

LEAN = {"for": "for it", "between": "“yes, if” or neither", "against": "against it", "split": "split"}
COLOURS = {"supports": "5", "conditional": "4", "neutral": "3", "opposes": "1"}
LEFT, RIGHT = ("opposes", "neutral"), ("conditional", "supports")


def division_words(found: Division) -> str:
    """Agreement and division between declared groups, from shown counts alone."""
    sides = {way: found.groups(way) for way in LEAN}
    told = [
        f"{_listed(groups)} {'are' if way != 'split' else 'are'} {LEAN[way]}" for way, groups in sides.items() if groups
    ]
    if found.state == "cannot tell":
        return "Too little can be shown to compare the groups."
    if found.state == "agree":
        way = next(way for way, groups in sides.items() if groups)
        return f"Every group that can be shown is mostly {LEAN[way]}."
    first = "The groups divide" if found.state == "divided" else "The groups differ"
    return f"{first}: mostly, {'; '.join(told)}."


def _listed(groups: tuple[str, ...]) -> str:
    return groups[0] if len(groups) == 1 else f"{', '.join(groups[:-1])} and {groups[-1]}"


def options(found: tuple[OptionSaid, ...], threshold: int) -> Markup:
    """Every option: bars to both sides with words, how groups stand to one another, and "yes, if …"."""
    if not found:
        return Markup('<div class="not-known-box"><b>Not asked.</b> This decision has no option yet.</div>')
    key = Markup("").join(
        Markup('<span><i style="background:var(--level-{})"></i>{}</span>').format(
            COLOURS[stance], words.STANCES[stance]
        )
        for stance in (*LEFT, *RIGHT)
    )
    hidden = any(row.any_hidden for each in found for row in each.brief.rows)
    return Markup(
        '<div class="stance-key s15" aria-hidden="true">{}<span><i class="hatch"></i>hidden</span></div>{}{}'
    ).format(
        key,
        Markup("").join(_option(each) for each in found),
        Markup('<p class="s14 quiet">{}</p>').format(words.HIDDEN_IN_FULL.format(threshold=threshold))
        if hidden
        else "",
    )


def _option(said: OptionSaid) -> Markup:
    if not said.brief.rows:
        return Markup('<section class="option-said"><h3>{}</h3><p>{}</p></section>').format(
            said.label, said.brief.sentence
        )
    most = max([row.heard or 0 for row in said.brief.rows] + [1])
    return Markup(
        '<section class="option-said"><h3>{}</h3><p class="s16 {}">{}</p><div role="list">{}</div>{}{}</section>'
    ).format(
        said.label,
        "clash" if said.division.state == "divided" else "",
        division_words(said.division),
        Markup("").join(_row(row, most) for row in said.brief.rows),
        objecting_not_told(said.brief.objecting_not_told),
        _conditions(said.brief.conditions),
    )


def _row(row: StanceRow, most: int) -> Markup:
    counts = dict(zip(STANCES, row.counts, strict=True))
    told = ", ".join(
        f"{counts[stance]} {words.STANCES[stance].lower().rstrip(' …')}" for stance in STANCES if counts[stance]
    )
    rest = "the rest hidden" if told else "hidden"
    unseen = 0 if row.heard is None else row.heard - sum(count or 0 for count in row.counts)
    hatch = Markup('<i class="hatch" style="width:{:.1f}%"></i>').format(50 * unseen / most)
    if row.heard is None:
        hatch = HIDDEN_LENGTH
    return Markup(
        '<div class="diverging" role="listitem"><span class="who">{}{}</span><span class="s15 quiet n">{}</span>'
        '<span class="sides" aria-hidden="true"><span class="left">{}{}</span><span class="right">{}{}</span></span>'
        '<span class="s15">{}{}</span></div>'
    ).format(
        row.group,
        Markup(' <span class="s14 quiet">most affected</span>') if row.most_affected else "",
        "n hidden" if row.heard is None else f"n = {row.heard}",
        hatch if row.any_hidden else "",
        Markup("").join(_piece(stance, counts[stance], most) for stance in LEFT),
        Markup("").join(_piece(stance, counts[stance], most) for stance in RIGHT),
        hatch if row.any_hidden else "",
        told,
        (f", {rest}" if told else rest) if row.any_hidden else "",
    )


def _piece(stance: str, count: int | None, most: int) -> Markup:
    if not count:
        return Markup("")
    return Markup('<i style="width:{:.1f}%;background:var(--level-{})"></i>').format(
        100 * count / most, COLOURS[stance]
    )


def _conditions(found: tuple[str, ...]) -> Markup:
    if not found:
        return Markup("")
    return Markup('<div class="s15 conditions"><b>Yes, if …</b><ul>{}</ul></div>').format(
        Markup("").join(Markup("<li>… {}</li>").format(each) for each in found)
    )


def table(found: tuple[OptionSaid, ...]) -> pd.DataFrame:
    """Stances of every option by group, for downloads; a hidden count says so."""
    parts = [rows_table(each.brief.rows).assign(Option=each.label) for each in found if each.brief.rows]
    if not parts:
        return pd.DataFrame(columns=["Option", "Group"])
    together = pd.concat(parts, ignore_index=True)
    return together[["Option", *(column for column in together.columns if column != "Option")]]
