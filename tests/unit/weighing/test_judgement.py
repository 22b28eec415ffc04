import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.judgement import (
    COMPARISON,
    agreed_levels,
    discount,
    levels_from_effect,
    levels_from_simulation,
    levels_from_stances,
    values,
)


class Normal:
    def __init__(self, mean: float, sd: float) -> None:
        self.mean, self.sd = mean, sd

    def cdf(self, x: float) -> float:
        return 0.5 * (1 + math.erf((x - self.mean) / self.sd / math.sqrt(2)))


SHARES = st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any).map(lambda k: [i / sum(k) for i in k])


def test_levels_from_an_effect_are_the_shares_between_the_cuts() -> None:
    levels = levels_from_effect(Normal(0.1, 0.2))
    phi = [Normal(0, 1).cdf(z) for z in (-2, -1, 0, 1)]
    assert levels == pytest.approx([phi[0], phi[1] - phi[0], phi[2] - phi[1], phi[3] - phi[2], 1 - phi[3]], abs=1e-12)
    assert levels_from_effect(Normal(0, 1e-9)) == pytest.approx([0, 0, 1, 0, 0])


def test_a_distribution_that_answers_with_arrays_is_taken_too() -> None:
    class Vector(Normal):
        def cdf(self, x: float) -> np.ndarray:  # type: ignore[override]
            return np.array([super().cdf(float(x))])

    assert levels_from_effect(Vector(0.3, 0.1)).sum() == pytest.approx(1)


@given(st.floats(-1, 1), st.floats(0.01, 1))
def test_an_effect_turned_round_turns_the_levels_round(mean: float, sd: float) -> None:
    assert levels_from_effect(Normal(mean, sd)) == pytest.approx(levels_from_effect(Normal(-mean, sd))[::-1], abs=1e-12)


@pytest.mark.parametrize("cuts", [(0.1, 0.2, 0.3), (0.3, 0.1, 0.2, 0.4), (0, 0, 1, 2), (math.nan, 0, 1, 2)])
def test_cuts_must_be_four_rising_numbers(cuts: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="four rising numbers"):
        levels_from_effect(Normal(0, 1), cuts=cuts)
    with pytest.raises(ValueError, match="four rising numbers"):
        levels_from_stances({"a": (9, 9, 9)}, {"a": 1}, cuts=cuts)


def test_stances_of_many_people_settle_on_the_level_of_their_net() -> None:
    levels = levels_from_stances({"young people": (9000, 500, 500)}, {"young people": 1})
    assert levels is not None
    assert levels.tolist() == [0, 0, 0, 0, 1]
    split = levels_from_stances({"young people": (3000, 4000, 3000)}, {"young people": 0.2})
    assert split is not None
    assert split.tolist() == [0, 0, 1, 0, 0]


def test_fewer_than_ten_people_are_for_people_to_judge() -> None:
    assert levels_from_stances({"a": (4, 3, 2)}, {"a": 1}) is None
    assert levels_from_stances({"a": (4, 3, 3)}, {"a": 1}) is not None
    assert levels_from_stances({}, {"a": 1}) is None


def test_groups_count_by_their_local_share_not_by_how_many_came() -> None:
    counts = {"aged 16-17": (0, 0, 200), "aged 18-21": (20, 0, 0)}
    mostly_older = levels_from_stances(counts, {"aged 16-17": 0.05, "aged 18-21": 0.95})
    assert mostly_older is not None
    assert mostly_older[4] > 0.95
    mostly_younger = levels_from_stances(counts, {"aged 16-17": 95, "aged 18-21": 5})
    assert mostly_younger is not None
    assert mostly_younger[0] > 0.95


def test_a_group_nobody_heard_widens_the_levels() -> None:
    heard = {"a": (60, 10, 0)}
    known = levels_from_stances(heard, {"a": 1})
    widened = levels_from_stances(heard, {"a": 0.5, "b": 0.5})
    assert known is not None
    assert widened is not None
    assert np.count_nonzero(widened) > np.count_nonzero(known)
    assert widened[4] < known[4]


def test_the_same_seed_gives_the_same_levels_in_any_order_of_the_groups() -> None:
    counts = {"b": (5, 2, 9), "a": (4, 1, 3)}
    shares = {"a": 0.3, "b": 0.7}
    one = levels_from_stances(counts, shares, seed=5)
    other = levels_from_stances(dict(sorted(counts.items())), dict(reversed(shares.items())), seed=5)
    assert one is not None
    assert np.array_equal(one, other)  # type: ignore[arg-type]
    assert one.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("counts", "shares", "words"),
    [
        ({"a": (9, 9, 9), "carers": (1, 2, 3)}, {"a": 1}, "'carers' has no local share"),
        ({"a": (9, 9)}, {"a": 1}, "three counts"),
        ({"a": (9, -1, 9)}, {"a": 1}, "three counts of 0 or more"),
        ({"a": (9, 9, 9)}, {"a": -1}, "must be 0 or more, got -1"),
        ({"a": (9, 9, 9)}, {"a": math.nan}, "must be 0 or more, got nan"),
        ({"a": (9, 9, 9)}, {"a": 0}, "add up to 0"),
    ],
)
def test_stances_that_cannot_be_weighted_are_refused(
    counts: dict[str, tuple[int, ...]], shares: dict[str, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        levels_from_stances(counts, shares)


def test_a_map_gives_directions_and_never_strong_levels() -> None:
    assert levels_from_simulation(0.7, 0.2, 0.1).tolist() == pytest.approx([0, 0.2, 0.1, 0.7, 0])
    with pytest.raises(ValueError, match="add up to 1, got 0.7, 0.2, 0.2"):
        levels_from_simulation(0.7, 0.2, 0.2)


def test_values_are_expected_levels_and_not_known_stays_not_known() -> None:
    even = [0.2] * 5
    table = values([[even, None, COMPARISON], [[0, 0, 0, 0, 1], [1, 0, 0, 0, 0], np.full(5, np.nan)]])
    assert table.shape == (2, 3)
    assert table[0, [0, 2]] == pytest.approx([0.5, 0.5])
    assert table[1, :2].tolist() == [1, 0]
    assert np.isnan(table).tolist() == [[False, True, False], [False, False, True]]
    assert float(values([0, 0.5, 0.5, 0, 0])) == pytest.approx(0.375)
    assert values([None] * 5).shape == (5,)
    assert math.isnan(float(values(None)))


def test_another_spacing_is_used_as_given() -> None:
    assert float(values([0.5, 0, 0, 0, 0.5], spacing=(0, 0.1, 0.2, 0.3, 0.4))) == pytest.approx(0.2)
    with pytest.raises(ValueError, match="do not fall"):
        values([0.2] * 5, spacing=(0, 0.5, 0.4, 1, 1))


@pytest.mark.parametrize("levels", [[0.5, 0.5], [0.5, 0.2, 0.1, 0, 0], [1.5, -0.5, 0, 0, 0], [], [[0.2] * 5, [1, 0]]])
def test_levels_that_are_no_distribution_are_refused(levels: list[object]) -> None:
    with pytest.raises(ValueError, match="levels must be"):
        values(levels)


@given(SHARES)
def test_a_discount_widens_and_pulls_to_the_middle(shares: list[float]) -> None:
    before = float(values(shares))
    gone = [float(values(discount(shares, word))) for word in ("high", "moderate", "low", "very low")]
    assert gone[0] == pytest.approx(before, abs=1e-12)
    assert [abs(value - 0.5) for value in gone] == pytest.approx(
        [abs(before - 0.5) * kept for kept in (1, 0.9, 0.7, 0.4)], abs=1e-12
    )
    assert discount(shares, "very low").min() >= 0.12 - 1e-12


def test_a_discount_leaves_not_known_alone_and_refuses_other_words() -> None:
    assert np.isnan(discount(None, "low")).all()
    with pytest.raises(ValueError, match="got 'fair'"):
        discount([0.2] * 5, "fair")


def test_agreed_levels_are_the_suggestion_or_an_even_range() -> None:
    assert agreed_levels(2, 4).tolist() == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3, 0])
    suggested = [0.1, 0.2, 0.3, 0.4, 0]
    assert agreed_levels(2, 4, suggested=suggested, as_suggested=True).tolist() == suggested
    with pytest.raises(ValueError, match="no suggestion"):
        agreed_levels(None, None, as_suggested=True)
    with pytest.raises(ValueError, match="both"):
        agreed_levels(2, None)
