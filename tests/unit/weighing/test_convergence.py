import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.convergence import convergence, overridden

FOR = [0, 0, 0.1, 0.6, 0.3]
AGAINST = [0.4, 0.4, 0.2, 0, 0]
EVEN = [0, 0.1, 0.8, 0.1, 0]
SHARES = st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any).map(lambda k: [i / sum(k) for i in k])


@pytest.mark.parametrize(
    ("works", "people", "system", "state", "reason"),
    [
        (FOR, FOR, FOR, "agreement", "All three are for it."),
        (AGAINST, AGAINST, AGAINST, "agreement", "All three are against it."),
        (EVEN, EVEN, EVEN, "agreement", "All three give no clear case either way."),
        (
            FOR,
            EVEN,
            FOR,
            "partial agreement",
            "Studies are for it; people are split or in between; routes mostly help.",
        ),
        (None, FOR, FOR, "silence", "Studies: not known. People are for it; routes mostly help."),
        (None, None, None, "silence", "Nothing is known from any of the three."),
        (FOR, AGAINST, FOR, "dissonance", "Studies are for it; people are against it; routes mostly help."),
        (FOR, AGAINST, None, "dissonance", "Routes: not known. Studies are for it; people are against it."),
    ],
)
def test_the_state_and_the_sentence_name_what_each_perspective_says(
    works: list[float] | None, people: list[float] | None, system: list[float] | None, state: str, reason: str
) -> None:
    found = convergence({"works": works, "people": people, "system": system})
    assert (found.state, found.reason) == (state, reason)


def test_a_clash_needs_a_half_chance_that_two_are_on_opposite_sides() -> None:
    half = convergence({"works": [0, 0, 0, 0, 1], "people": [0.5, 0, 0.5, 0, 0], "system": EVEN})
    assert half.clashes == (("works", "people"),)
    assert half.chances["works", "people"] == pytest.approx(0.5)
    below = convergence({"works": [0, 0, 0, 0, 1], "people": [0.49, 0, 0.51, 0, 0], "system": EVEN})
    assert below.clashes == ()
    assert below.state == "partial agreement"


def test_two_wide_spreads_clash_with_each_other_in_both_directions() -> None:
    wide = [0.5, 0, 0, 0, 0.5]
    found = convergence({"works": wide, "people": wide, "system": None})
    assert found.chances["works", "people"] == pytest.approx(0.5)
    assert found.state == "dissonance"


def test_leaning_to_opposite_sides_without_a_clash_still_pulls_apart() -> None:
    found = convergence({"works": [0, 0, 0.45, 0.55, 0], "people": [0, 0.55, 0.45, 0, 0], "system": EVEN})
    assert found.clashes == ()
    assert found.state == "dissonance"


def test_a_perspective_left_out_is_not_known() -> None:
    assert convergence({"works": FOR, "people": FOR}).state == "silence"
    assert convergence({}).state == "silence"


def test_a_strange_perspective_or_no_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="got 'cost'"):
        convergence({"cost": FOR})
    with pytest.raises(ValueError, match="add up to 1"):
        convergence({"works": [1, 1, 0, 0, 0]})


def test_people_may_set_another_state_with_a_reason_and_the_computed_one_stays() -> None:
    computed = convergence({"works": FOR, "people": AGAINST, "system": EVEN})
    set_by_hand = overridden(computed, "partial agreement", "the objection was to an older plan")
    assert (set_by_hand.state, set_by_hand.suggested) == ("partial agreement", "dissonance")
    assert set_by_hand.clashes == computed.clashes
    assert overridden(set_by_hand, "silence", "again").suggested == "dissonance"
    with pytest.raises(ValueError, match="reason is needed"):
        overridden(computed, "agreement", " ")
    with pytest.raises(ValueError, match="got 'peace'"):
        overridden(computed, "peace", "why")


@given(SHARES, SHARES, SHARES)
def test_the_state_does_not_depend_on_which_perspective_says_what(
    one: list[float], two: list[float], three: list[float]
) -> None:
    states = {
        convergence(dict(zip(("works", "people", "system"), order, strict=True))).state
        for order in itertools.permutations([one, two, three])
    }
    assert len(states) == 1


@given(SHARES, SHARES, SHARES)
def test_turning_every_perspective_round_keeps_state_and_clashes(
    one: list[float], two: list[float], three: list[float]
) -> None:
    names = ("works", "people", "system")
    before = convergence(dict(zip(names, (one, two, three), strict=True)))
    after = convergence(dict(zip(names, (one[::-1], two[::-1], three[::-1]), strict=True)))
    assert (before.state, before.clashes) == (after.state, after.clashes)
    assert (before.state == "dissonance") >= bool(before.clashes)
