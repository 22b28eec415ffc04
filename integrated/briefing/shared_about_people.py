"""What may leave the machine about people: public words that were reviewed, and counts with small ones hidden."""

import pandas as pd

from integrated.briefing.choices import decisions
from integrated.briefing.people import people
from integrated.briefing.remembered import remembered
from integrated.briefing.rows import framing_of
from integrated.briefing.shown_counts import shown_counts
from integrated.briefing.who_was_heard import who_was_heard
from integrated.store import Store

HIDDEN = "hidden"


@remembered
def shared_about_people(store: Store) -> dict[str, pd.DataFrame]:
    """Name of a file to its rows; a hidden count says so, and is no zero."""
    words: list[dict[str, object]] = []
    heard: list[dict[str, object]] = []
    stances: list[dict[str, object]] = []
    for decision_id in decisions(store):
        for attribute in who_was_heard(store, decision_id).attributes:
            for voice in attribute.voices:
                told = HIDDEN if voice.people is None else voice.people
                heard.append(
                    {"decision": decision_id, "dimension": attribute.name, "category": voice.category, "people": told}
                )
        for option_id, table in shown_counts(store, decision_id).stances.items():
            for (group, stance), count in table.cells.stack(future_stack=True).items():
                told = HIDDEN if pd.isna(count) else int(count)
                stances.append(
                    {"decision": decision_id, "option": option_id, "group": group, "stance": stance, "people": told}
                )
        for option in framing_of(store, decision_id).options:
            for quote in people(store, decision_id, option.option_id).quotes:
                words.append(
                    {
                        "contribution_id": quote.contribution_id,
                        "decision": decision_id,
                        "option": option.option_id,
                        "group": quote.who,
                        "words": quote.words,
                        "checked": quote.checked,
                    }
                )
    return {
        "public_words": pd.DataFrame(
            words, columns=["contribution_id", "decision", "option", "group", "words", "checked"]
        ),
        "heard": pd.DataFrame(heard, columns=["decision", "dimension", "category", "people"]),
        "stances": pd.DataFrame(stances, columns=["decision", "option", "group", "stance", "people"]),
    }
