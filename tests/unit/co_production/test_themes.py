"""Themes and stances are counted in people, never in mentions."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.co_production.disclosure import suppress
from integrated.co_production.intervals import wilson
from integrated.co_production.themes import (
    NOT_SAID,
    SAID,
    STANCES,
    conditions,
    people_by_theme,
    stance_people,
    stances_by_group,
    theme_by_group,
)

COLUMNS = ["coding_id", "respondent_id", "group_name", "theme_id", "option_id", "stance", "condition_words", "coder"]


def codings(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rows of (respondent, group, theme, option, stance, condition, coder), numbered in order."""
    return pd.DataFrame([(f"k{n}", *row) for n, row in enumerate(rows)], columns=COLUMNS)


TALK = codings(
    ("r1", "young", "money", None, None, None, "first"),
    ("r1", "young", "money", None, None, None, "first"),
    ("r1", "young", "skills", None, None, None, "first"),
    ("r2", "young", "money", None, None, None, "agreed"),
    ("r3", "carers", None, "A", "supports", None, "self"),
    ("r4", "carers", "money", None, None, None, "second"),
)


def test_a_person_who_says_a_theme_twice_is_one_person() -> None:
    table = people_by_theme(TALK).set_index("theme_id")
    assert table["people"].to_dict() == {"money": 2, "skills": 1}


def test_people_without_a_theme_count_as_heard_and_second_coders_not_at_all() -> None:
    assert people_by_theme(TALK)["of"].tolist() == [3, 3]


def test_the_people_heard_can_be_given() -> None:
    table = people_by_theme(TALK, people_heard=23)
    assert table["of"].tolist() == [23, 23]
    assert table["share"].tolist() == pytest.approx([2 / 23, 1 / 23])
    assert (table["share_lb"].iloc[0], table["share_ub"].iloc[0]) == pytest.approx(wilson(2, 23))


def test_7_of_23_has_its_wilson_interval() -> None:
    # By hand, z = 1.959964: centre (7 + z^2/2)/(23 + z^2) = 0.33235, half-width 0.17631.
    rows = [(f"r{n}", "young", "money" if n < 7 else None, None, None, None, "first") for n in range(23)]
    row = people_by_theme(codings(*rows)).iloc[0]
    assert (row["people"], row["of"]) == (7, 23)
    z2 = 3.841458820694124
    centre, half = (7 + z2 / 2) / (23 + z2), (z2 * (7 * 16 / 23 + z2 / 4)) ** 0.5 / (23 + z2)
    assert (row["share_lb"], row["share_ub"]) == pytest.approx((centre - half, centre + half), rel=1e-12)


def test_fewer_heard_than_have_a_theme_is_named() -> None:
    with pytest.raises(ValueError, match="'money' was said by 2 people, but only 1 are given as heard"):
        people_by_theme(TALK, people_heard=1)


def test_nobody_coded_gives_no_theme() -> None:
    assert people_by_theme(TALK.iloc[:0]).empty
    assert people_by_theme(TALK.iloc[:0]).columns.tolist() == [
        "theme_id", "people", "of", "share", "share_lb", "share_ub",
    ]  # fmt: skip


def test_the_same_key_in_two_engagements_is_two_people() -> None:
    both = pd.concat([TALK.assign(engagement_id="spring"), TALK.assign(engagement_id="autumn")])
    assert people_by_theme(both).set_index("theme_id")["people"].to_dict() == {"money": 4, "skills": 2}


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(TALK))))
def test_the_order_of_codings_changes_no_count(order: list[int]) -> None:
    pd.testing.assert_frame_equal(people_by_theme(TALK.iloc[order]), people_by_theme(TALK))


def test_said_and_not_said_add_up_to_the_people_of_each_group() -> None:
    table = theme_by_group(TALK, "money")
    assert table.loc["young"].to_dict() == {SAID: 2, NOT_SAID: 0}
    assert table.loc["carers"].to_dict() == {SAID: 0, NOT_SAID: 1}
    assert theme_by_group(TALK, "never said")[SAID].sum() == 0
    assert suppress(table).cells.at["young", NOT_SAID] == 0


def test_one_person_has_one_stance_per_option_and_agreement_counts_first() -> None:
    table = stance_people(
        codings(
            ("r1", "young", None, "A", "supports", None, "self"),
            ("r1", "young", None, "A", "opposes", None, "agreed"),
            ("r1", "young", None, "A", "conditional", None, "first"),
            ("r1", "young", None, "B", "neutral", None, "second"),
            ("r2", "young", None, "A", "supports", None, "first"),
            ("r2", "young", None, "A", "opposes", None, "first"),
        )
    )
    assert table.to_dict("records") == [
        {"option_id": "A", "group_name": "young", "stance": "opposes", "people": 2},
    ]


def test_stances_become_one_table_per_option_with_every_stance() -> None:
    stances = pd.DataFrame(
        [
            ("spring", "A", "young", "supports", 6),
            ("autumn", "A", "young", "supports", 2),
            ("spring", "A", "carers", "opposes", 7),
            ("spring", "B", "young", "neutral", 5),
        ],
        columns=["engagement_id", "option_id", "group_name", "stance", "people"],
    )
    tables = stances_by_group(stances, options=["C", "B"], groups=["young", "asked and none came"])
    assert list(tables) == ["C", "B", "A"]
    assert tables["A"].columns.tolist() == list(STANCES)
    assert tables["A"].index.tolist() == ["young", "asked and none came", "carers"]
    assert tables["A"].loc["young"].tolist() == [8, 0, 0, 0]
    assert tables["A"].loc["asked and none came"].tolist() == [0, 0, 0, 0]
    assert tables["B"].index.tolist() == ["young", "asked and none came"]  # carers were not asked about B
    assert tables["C"].to_numpy().sum() == 0
    assert suppress(tables["A"]).total == 15


def test_no_stances_and_no_groups_give_an_empty_table() -> None:
    none = pd.DataFrame(columns=["option_id", "group_name", "stance", "people"])
    assert stances_by_group(none) == {}
    assert suppress(stances_by_group(none, options=["A"])["A"]).total == 0


def test_conditions_count_people_and_read_small_differences_as_one() -> None:
    table = conditions(
        codings(
            ("r1", "young", None, "A", "conditional", "Staff stay  the same.", "first"),
            ("r1", "young", None, "A", "conditional", "staff stay the same", "agreed"),
            ("r2", "carers", None, "A", "conditional", "staff stay the same", "first"),
            ("r3", "carers", None, "A", "conditional", "Rent is paid", "first"),
            ("r3", "carers", None, "A", "opposes", "never", "first"),
            ("r4", "carers", None, "A", "conditional", "  ", "first"),
        )
    )
    assert table.to_dict("records") == [
        {
            "option_id": "A",
            "condition_words": "Staff stay the same.",
            "people": 2,
            "groups": ("carers", "young"),
        },
        {"option_id": "A", "condition_words": "Rent is paid", "people": 1, "groups": ("carers",)},
    ]


def test_a_missing_column_and_an_unknown_stance_are_named() -> None:
    with pytest.raises(ValueError, match="column 'theme_id' is missing; the table has respondent_id"):
        people_by_theme(pd.DataFrame({"respondent_id": ["r1"]}))
    with pytest.raises(ValueError, match="a stance is one of supports, conditional, neutral, opposes, got 'likes'"):
        stance_people(codings(("r1", "young", None, "A", "likes", None, "first")))
