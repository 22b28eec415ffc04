"""How the money is spread, as tables: groups against population, the three approaches, action levels; twins for files.

A table that is read on screen is its own text twin; the frame for the files holds the same words.
"""

import pandas as pd
from markupsafe import Markup

from integrated.record.grants import money
from integrated.record.groups_reached import GroupRow, GroupsReached
from integrated.record.money_spread import (
    APPROACHES,
    HIDDEN,
    KNOWN,
    NOT_LINKED,
    NOT_LOOKED,
    NOT_PLACED,
    NOT_SAID,
    NOTHING,
    SEVERAL,
    Balance,
    LevelRow,
    Share,
)
from integrated.record.portfolio import Portfolio
from integrated.views import words
from integrated.views.gap_table import NOT_LINKED as NO_OPTION
from integrated.views.gap_table import option_name
from integrated.views.who_heard import ASKED, state_words, title

APPROACH_WORDS = {"studies": "What studies found", "people": "What people say", "routes": "How things connect"}
NO_PLACE = "No option or no outcome named"
STATE_WORDS = {
    "studies": {
        KNOWN: "Something is known",
        NOTHING: "Searched, none found; held, excluded; or too few by the rule",
        NOT_LOOKED: "Not searched",
        NOT_PLACED: NO_PLACE,
    },
    "people": {
        KNOWN: "Something is known",
        HIDDEN: "Hidden to protect people",
        NOTHING: "Nobody came, or too few by the rule",
        NOT_LOOKED: "Not asked",
        NOT_PLACED: NO_PLACE,
    },
    "routes": {
        KNOWN: "Something is known",
        NOTHING: "No route on the map, or too few by the rule",
        NOT_PLACED: NO_PLACE,
    },
}
COUNT_WORDS = ("None of the three", "One of the three", "Two of the three", "All three")
LEVEL_WORDS = {
    **{level: said[:1].upper() + said[1:] for level, said in words.ACTION_LEVELS.items()},
    NOT_SAID: "Nobody said how deep it goes",
    SEVERAL: "Options of several levels",
    NOT_LINKED: NO_OPTION,
}
NOT_COUNTED = "Nobody counted this group"
PEOPLE_OF_UNHEARD = {"nobody came": "0", "not asked": "Not asked"}


def groups_sentence(found: GroupsReached, currency: str) -> str:
    """How many groups nobody heard, and how much money names no group."""
    missing = sum(_unheard(row) for row in found.rows)
    unknown = sum(row.voice is None and row.not_heard is None for row in found.rows)
    uncounted = f" {unknown} more: nobody counted them, so not known." if unknown else ""
    silent = f"{money(found.unnamed_amount, currency)} of {money(found.amount, currency)} names no group."
    if not found.rows:
        return f"No group is known yet. {silent}"
    return f"{missing} of {len(found.rows) - unknown} groups: nobody heard.{uncounted} {silent}"


def groups_table(found: GroupsReached, currency: str) -> pd.DataFrame:
    """One row for each group, then the money that names none."""
    held = f"Money ({currency})"
    rows: list[dict[str, object]] = [
        {
            "By": title(row.dimension) if row.dimension else "Not counted",
            "Group": row.group,
            "Share of those who live here": _percent(row),
            "People heard": _heard(row),
            "Against their share": _stands(row),
            "Grants said to reach it": row.grants,
            held: row.amount,
        }
        for row in found.rows
    ]
    rows.append(
        {
            "By": "",
            "Group": "No group named",
            "Share of those who live here": "",
            "People heard": "",
            "Against their share": "",
            "Grants said to reach it": found.unnamed,
            held: found.unnamed_amount,
        }
    )
    return pd.DataFrame(rows)


def balance_sentence(found: Balance, currency: str) -> str:
    """The money with all three, and with none."""
    every, none = found.by_count[len(APPROACHES)], found.by_count[0]
    total = money(found.total.amount, currency)
    return (
        f"Of {total}, {money(every.amount, currency)} stands where all three know something, "
        f"{money(none.amount, currency)} where none does."
    )


def balance_table(found: Balance, currency: str) -> pd.DataFrame:
    """One row for each approach and state; the states of an approach add up to the whole."""
    return pd.DataFrame(
        [
            {
                "Way of looking": APPROACH_WORDS[approach],
                "What the money stands on": told,
                **_share(found.money[approach, state], currency),
            }
            for approach in APPROACHES
            for state, told in STATE_WORDS[approach].items()
        ]
    )


def count_table(found: Balance, currency: str) -> pd.DataFrame:
    """How many of the three know something, and the money there; what is not placed is its own row."""
    rows = [
        {"How many know something": COUNT_WORDS[count], **_share(found.by_count[count], currency)}
        for count in sorted(found.by_count, reverse=True)
    ]
    unplaced = found.money[APPROACHES[0], NOT_PLACED]
    return pd.DataFrame([*rows, {"How many know something": NO_PLACE, **_share(unplaced, currency)}])


def levels_sentence(found: tuple[LevelRow, ...], currency: str) -> str:
    """The money at the level of events beside the money above it."""
    amounts = {row.level: row.share.amount for row in found}
    above = sum(amounts[level] for level in ("structures", "goals", "beliefs"))
    return (
        f"{money(amounts['events'], currency)} deals with events; {money(above, currency)} changes how things are set "
        "up, the aims or beliefs."
    )


def levels_table(page: Portfolio, found: tuple[LevelRow, ...]) -> pd.DataFrame:
    """One row for each level, then what nobody said, several levels, and what names no option."""
    return pd.DataFrame(
        [
            {
                "Level": LEVEL_WORDS[row.level],
                "Options": ", ".join(option_name(page, each) for each in row.option_ids),
                **_share(row.share, page.currency),
            }
            for row in found
        ]
    )


def on_screen(table: pd.DataFrame, caption: str, currency: str) -> Markup:
    """A frame as a table for the screen: money short, numbers to the right, words wrapped."""
    held = f"Money ({currency})"
    heads = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format("n" if _is_number(table, name) else "", name)
        for name in table.columns
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<th scope="row">{}</th>').format(value)
                if place == 0
                else Markup('<td class="{}">{}</td>').format(
                    "n" if _is_number(table, name) else "", money(value, currency) if name == held else value
                )
                for place, (name, value) in enumerate(row.items())
            )
        )
        for row in table.to_dict("records")
    )
    return Markup(
        '<div class="gap-wide" tabindex="0" role="region" aria-label="{}"><table class="files spread"><caption '
        'class="sr">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(caption, caption, heads, body)


def _is_number(table: pd.DataFrame, name: str) -> bool:
    return pd.api.types.is_numeric_dtype(table[name])


def _share(share: Share, currency: str) -> dict[str, object]:
    return {"Grants": share.grants, f"Money ({currency})": share.amount}


def _percent(row: GroupRow) -> str:
    share = row.voice.population if row.voice else None
    return "No local figure" if share is None else f"{100 * share:.0f}%"


def _heard(row: GroupRow) -> str:
    if row.voice is None:
        return PEOPLE_OF_UNHEARD.get(row.not_heard or "", NOT_COUNTED)
    return words.HIDDEN if row.voice.people is None else str(row.voice.people)


def _stands(row: GroupRow) -> str:
    said = state_words(row.voice) if row.voice else words.REPRESENTATION["nobody heard"] if row.not_heard else ""
    return f"{said}: {ASKED[row.not_heard]}" if row.not_heard else said


def _unheard(row: GroupRow) -> bool:
    return row.not_heard is not None or (row.voice is not None and row.voice.people == 0)
