"""The conclusion and the gaps, in sentences."""

import pytest

from integrated.record.decision import Decision
from integrated.record.sentences import conclusion_sentence, gaps
from tests.unit.record.test_history import decision

OPTIONS = (
    ("framed", "*", {"question": "Which first?"}),
    ("option_listed", "b", {"letter": "B", "name": "Stay longer"}),
    ("option_listed", "d", {"letter": "D", "name": "One worker"}),
)


def concluded(result: str, *option_ids: str) -> Decision:
    said = {"result": result, "option_ids": list(option_ids), "reason": "because"}
    return decision(*OPTIONS, ("concluded", "*", said))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (concluded("choose", "d"), "We choose D One worker."),
        (concluded("choose", "b", "d"), "We choose B Stay longer and D One worker."),
        (concluded("choose_with_conditions", "d"), "We choose D One worker, with conditions."),
        (concluded("pilot", "b"), "We try B Stay longer on a small scale first."),
        (concluded("defer"), "We put this decision off."),
        (concluded("defer", "b"), "We put off B Stay longer."),
        (concluded("reject"), "We turn down every option."),
        (concluded("reject", "b"), "We turn down B Stay longer."),
        (concluded("choose", "gone"), "We choose gone."),
    ],
)
def test_a_conclusion_is_one_sentence(made: Decision, told: str) -> None:
    assert conclusion_sentence(made.conclusion, made) == told


def test_an_option_retired_after_the_conclusion_keeps_its_name() -> None:
    made = decision(
        *OPTIONS,
        ("concluded", "*", {"result": "choose", "option_ids": ["b"], "reason": "r"}),
        ("option_listed", "b", {"removed": True}),
    )
    assert conclusion_sentence(made.conclusion, made) == "We choose B Stay longer."


def test_nothing_decided_says_so() -> None:
    assert conclusion_sentence(None, decision(*OPTIONS)) == "Nothing is decided yet."


def test_gaps_name_all_that_is_missing_and_nothing_that_is_there() -> None:
    bare = gaps(decision(*OPTIONS), red_lines_open=1, not_heard=2)
    assert bare == (
        "10 of 10 characteristics not considered",
        "1 red line not answered",
        "2 groups that must be heard were not",
        "No review date",
        "Nothing said that would reopen it",
    )
    full = decision(
        *OPTIONS,
        ("concluded", "*", {"result": "choose_with_conditions", "option_ids": ["b"], "reason": "r"}),
        ("review_on", "*", {"date": "2028-03-31"}),
        ("trigger_set", "t", {"words": "a trial reports"}),
        ("equality_considered", "age", {"effect": "positive", "words": "w"}),
    )
    assert gaps(full, red_lines_open=0, not_heard=0) == (
        "9 of 10 characteristics not considered",
        "No condition is written down",
    )
