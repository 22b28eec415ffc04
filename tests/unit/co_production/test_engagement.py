"""How people were asked: power by stage, what was fed back, and "not asked" kept apart from "nobody came"."""

from datetime import date

import pandas as pd
import pytest

from integrated.co_production.engagement import (
    LADDER,
    STAGES,
    Engagement,
    not_fed_back,
    people_heard,
    power_by_stage,
    who_was_asked,
)

DESIGN = Engagement(
    "e1", "workshop", "Design day", date(2026, 3, 2), "design", "wider", 4, space=2, voice=3, audience=0, influence=None
)
LATER = Engagement("e2", "interviews", "Second round", date(2026, 1, 9), "design", ladder_rung=6, audience=2)
READ = Engagement("e3", "published", "A survey elsewhere", stage="design", ladder_rung=7)


def test_the_most_power_people_had_is_given_for_every_stage() -> None:
    table = power_by_stage([DESIGN, LATER, READ]).set_index("stage")
    assert table.index.tolist() == list(STAGES)
    row = table.loc["design"]
    assert (row["engagements"], row["ladder_rung"], row["ladder_word"]) == (2, 6, "co-design")
    assert row[["space", "voice", "audience"]].tolist() == [2, 3, 2]
    assert pd.isna(row["influence"])
    assert table.at["framing", "engagements"] == 0
    assert pd.isna(table.at["framing", "ladder_rung"])


def test_findings_of_others_are_no_engagement_of_ours() -> None:
    assert power_by_stage([READ])["engagements"].sum() == 0
    assert not_fed_back([READ]) == ()


def test_what_was_never_fed_back_is_listed_oldest_first() -> None:
    told = Engagement(
        "e4", "survey", "Asked", date(2026, 1, 1), fed_back_on=date(2026, 2, 1), fed_back_words="We will."
    )
    undated = Engagement("e5", "survey", "Undated")
    assert [e.engagement_id for e in not_fed_back([undated, DESIGN, told, LATER])] == ["e2", "e1", "e5"]


def test_the_ladder_has_seven_rungs_and_ends_in_co_production() -> None:
    assert len(LADDER) == 7
    assert Engagement("e", "survey", "t", ladder_rung=7).ladder_word == "co-production"
    assert Engagement("e", "survey", "t").ladder_word is None


HEARD = pd.DataFrame(
    [
        ("e1", "group", "care leavers", 12, date(2026, 3, 2)),
        ("e1", "group", "care leavers", 10, date(2026, 3, 9)),
        ("e2", "group", "care leavers", 5, date(2026, 1, 9)),
        ("e1", "group", "parents", 0, date(2026, 3, 2)),
        ("e1", "age band", "18-21", 7, date(2026, 3, 2)),
    ],
    columns=["engagement_id", "dimension", "category", "people", "as_of"],
)


def test_the_latest_count_of_each_engagement_is_added_up() -> None:
    assert people_heard(HEARD) == {("group", "care leavers"): 15, ("group", "parents"): 0, ("age band", "18-21"): 7}


def test_nobody_came_is_not_not_asked() -> None:
    table = who_was_asked(HEARD, {"group": ["care leavers", "parents", "employers"], "arrival": ["alone"]})
    assert table["state"].tolist() == ["nobody came", "not asked", "not asked", "heard"]
    assert table["category"].tolist() == ["parents", "employers", "alone", "care leavers"]
    assert table["people"].fillna(-1).tolist() == [0, -1, -1, 15]


def test_nothing_heard_means_nobody_was_asked() -> None:
    assert people_heard(HEARD.iloc[:0]) == {}
    assert who_was_asked(HEARD.iloc[:0], {"group": ["parents"]})["state"].tolist() == ["not asked"]
    assert who_was_asked(HEARD, {}).empty


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "chat"}, "kind is one of workshop, survey, interviews, polis, published, got 'chat'"),
        ({"title": " "}, "engagement 'e' needs a title"),
        ({"stage": "end"}, "stage is one of framing, design, delivery, evaluation, got 'end'"),
        ({"circle": "huge"}, "circle is one of small, wider, big, got 'huge'"),
        ({"ladder_rung": 8}, "ladder_rung is a whole number from 1 to 7, or not recorded, got 8"),
        ({"ladder_rung": 0}, "got 0"),
        ({"influence": 4}, "influence is a whole number from 0 to 3, or not recorded, got 4"),
        ({"voice": 1.5}, "got 1.5"),
        ({"held_on": date(2026, 2, 2), "fed_back_on": date(2026, 1, 1), "fed_back_words": "x"}, "before it was held"),
        ({"fed_back_on": date(2026, 1, 1)}, "what was fed back is missing"),
        ({"rewards": "gold"}, "rewards is one of paid, voucher, expenses, other, nothing, got 'gold'"),
        ({"rewards_words": "£20 each"}, "say first what people got"),
    ],
)
def test_bad_values_are_named(wrong: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Engagement(**({"engagement_id": "e", "kind": "survey", "title": "t"} | wrong))


def test_a_missing_column_and_a_negative_count_are_named() -> None:
    with pytest.raises(ValueError, match="column 'as_of' is missing"):
        people_heard(HEARD.drop(columns="as_of"))
    with pytest.raises(ValueError, match="people heard must be 0 or more, got -1"):
        people_heard(HEARD.assign(people=-1))
