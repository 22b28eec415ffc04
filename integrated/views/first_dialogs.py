"""Behind step 3d: the triangle as tables, and how far the picture depends on conventions."""

import numpy as np
import pandas as pd
import streamlit as st

from integrated.views import words
from integrated.views.triangle_parts import mix_in_words
from integrated.views.typed import table as typed_table
from integrated.weighing.judgement import DISCOUNTS, SPACING
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.phrases import how_many, name_of
from integrated.weighing.sensitivity import spacing_check
from integrated.weighing.standing import NOT_RATED, Standing

CRITICISM = (
    "Adding up lets a strong side make up for a weak one: a red line is there for what must not be made up for.",
    "Points mean little without knowing from what to what: so the worst and the best option stand beside them.",
    "Where levels are cut, what each is worth, how unsure counts and that all mixes count alike are conventions.",
    "The map is a model of a conversation, not a measurement.",
)


def areas_table(seen: Standing, *, badge: str = "") -> pd.DataFrame:
    """Every option with the share of mixes it wins and where it stands from each perspective.

    Parameters
    ----------
    badge : words that go with every row of an export, or "".
    """
    often = {entrant.option_id: (told, share) for entrant, share, told in seen.how_often()}
    rows = []
    for entrant, row in zip(seen.entrants, seen.values, strict=True):
        told, _ = often.get(entrant.option_id, ("not placed", np.nan))
        rows.append(
            {
                "Option": name_of(entrant),
                "Comes first": told,
                **{words.PERSPECTIVES[p]: level_of(value) for p, value in zip(PERSPECTIVES, row, strict=True)},
            }
        )
    table = pd.DataFrame(rows)
    return table.assign(Note=badge) if badge else table


def level_of(value: float) -> str:
    """An expected level on the five steps, 1 to 5: "3.7 of 5"; not known stays not known."""
    return words.NOT_KNOWN if np.isnan(value) else f"{1 + 4 * value:.1f} of 5"


def weights_table(seen: Standing) -> pd.DataFrame:
    """Every person with their mix and who is first for them."""
    kinds = {"ordered": "in an order", "bounded": "between limits", "open": "left open"}
    return pd.DataFrame(
        [
            {
                "Person": person.person,
                "Mix": mix_in_words(person.shares.tolist()) if person.shares is not None else kinds[person.kind],
                "Who comes first": told,
            }
            for person, told in seen.first_of_each()
        ]
    )


@st.dialog("Who comes first, as tables", width="large")
def tables(seen: Standing) -> None:
    """The text twin of the triangle."""
    typed_table(areas_table(seen))
    if seen.people:
        typed_table(weights_table(seen))
    else:
        st.text("Nobody has said what matters yet.")
    for sentence in seen.sentences("corners", "dominated", "identical"):
        st.text(sentence)


@st.dialog("How far this depends on our settings", width="large")
def settings(seen: Standing) -> None:
    """The conventions, what happens under others, and what methodologists criticise."""
    worth = ", ".join(f"{words.LEVELS_SHORT[i]} {value:g}" for i, value in enumerate(SPACING, start=1))
    st.text(f"What each level is worth: {worth}.")
    if len(seen.placed) > 1:
        typed_table(spacing_table(seen))
        st.text("2,000 other spacings of the five levels were tried; each keeps their order.")
    taken = ", ".join(f"{words.CERTAINTY[level].lower()} {share:.0%}" for level, share in DISCOUNTS.items())
    st.text(
        f"Allowing for how unsure we are mixes each judgement with “anything is possible”: {taken}. It widens, and it "
        f"pulls to the middle. Not rated counts as {words.CERTAINTY[NOT_RATED].lower()}."
    )
    for sentence in CRITICISM:
        st.text(sentence)


def spacing_table(seen: Standing) -> pd.DataFrame:
    """How often each option comes first under other spacings of the levels."""
    found = spacing_check([entrant.levels for entrant in seen.placed])
    return pd.DataFrame(
        [
            {
                "Option": name_of(seen.placed[int(row["option"])]),
                "Usual spacing": how_many(row["usual"]),
                "Lowest": how_many(row["lowest"]),
                "Highest": how_many(row["highest"]),
                "First most often in": f"{how_many(row['most_often'])} of the spacings",
            }
            for row in found.to_dict("records")
        ]
    )
