"""Words of How we work: no number without its words, and no sentence that would be untrue."""

import math

import pytest

from integrated.record.decision import Assessment, Decision, Event
from integrated.record.elements import AUDIENCES, ELEMENTS
from integrated.record.how_we_work import Answered, answered
from integrated.views.approach_stand import spread_chart, spread_tables
from integrated.views.approach_words import (
    AUDIENCE_IDS,
    IN_YOUR_WORK,
    everybody_words,
    most_words,
    points_words,
    range_words,
    share_words,
)
from integrated.views.event_words import about, told


def person(whose: str, works: int, people: int, system: int) -> Answered:
    by_approach = {"works": works, "people": people, "system": system}
    answers = {each.element_id: by_approach[each.approach] for each in ELEMENTS}
    return answered(
        Assessment(whose=whose, audience="funders", answers=answers, actor_role="lead", made_at=None, sequence=1)
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "nothing of it used"),
        (1 / 24, "used a little"),
        (0.5, "used in part"),
        (23 / 24, "mostly used"),
        (1.0, "all of it used fully"),
        (math.nan, "not answered"),
    ],
)
def test_a_share_is_said_without_claiming_more_than_it_is(share: float, said: str) -> None:
    assert share_words(share) == said


def test_a_narrow_lead_is_mixed() -> None:
    assert most_words(person("Person 1", 3, 0, 0).alignment) == "What works"
    assert most_words(person("Person 1", 2, 2, 0).alignment) == "Mixed, no one approach leads"
    assert points_words(person("Person 1", 2, 2, 0), "works") == "16 of 24 points"


def test_people_who_differ_are_named_and_never_averaged() -> None:
    one, two, three = person("Person 1", 3, 0, 0), person("Person 2", 0, 3, 0), person("Person 3", 3, 1, 0)
    assert everybody_words(()) == "Nobody has answered yet."
    assert everybody_words((one,)) == "What works. One person has answered."
    assert everybody_words((one, three)) == "What works: all 2 who answered."
    said = everybody_words((one, two, three))
    assert said == "You differ. Person 1 and Person 3: what works. Person 2: co-production."


def test_a_range_says_both_ends_and_not_applicable_is_no_zero() -> None:
    assert range_words(0, 3, 0) == "0 not used to 3 fully"
    assert range_words(2, 2, 0) == "2 in part"
    assert range_words(math.nan, math.nan, 2) == "does not apply"
    assert range_words(math.nan, math.nan, 0) == "not answered"


def test_each_audience_has_an_address_and_a_meaning() -> None:
    assert tuple(AUDIENCE_IDS.values()) == AUDIENCES
    assert set(IN_YOUR_WORK) == set(AUDIENCES)


def test_the_picture_and_its_table_show_the_same_range() -> None:
    from integrated.record.approach import answer_spread

    spread = answer_spread({"a": {"search": 1}, "b": {"search": 3}})
    drawn = {row["element"]: (row["low"], row["high"]) for row in spread_chart(spread, "#000")["data"]["values"]}
    assert drawn == {"Search first, and log the search": (1, 3)}
    assert "1 a little to 3 fully" in spread_tables(spread, 2)
    assert spread_tables(spread, 2).count("not answered") == 23


def test_the_history_says_how_who_and_by_when() -> None:
    event = Event(
        event_id="e",
        decision_id="d",
        sequence=1,
        kind="element_planned",
        subject="heard",
        payload={"how": "Name them first", "who": "Lead", "by": "2027-01-31"},
        actor_role="lead",
        made_at=None,
    )
    assert about(event, Decision()) == "Plan who must be heard"
    assert told(event, Decision()) == "Name them first · who: Lead · by 31 January 2027"
