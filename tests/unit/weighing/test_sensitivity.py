import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.weighing.sensitivity import (
    dominance,
    rank_acceptability,
    smaa,
    stochastic_dominance,
    unplaced,
    win_regions,
)
from tests.unit.weighing.triangles import TABLES, exact_areas, inner_net

SPECIALISTS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def unique(table: list[list[float]]) -> list[list[float]]:
    return [list(row) for row in dict.fromkeys(tuple(row) for row in table)]


def test_a_specialist_on_one_perspective_wins_a_quarter_from_one_on_the_other_two() -> None:
    assert win_regions([[1, 0, 0], [0, 1, 1]]).areas == pytest.approx([1 / 4, 3 / 4], abs=1e-15)


def test_three_specialists_win_a_third_each_around_their_corners() -> None:
    regions = win_regions(SPECIALISTS)
    assert regions.areas == pytest.approx([1 / 3] * 3, abs=1e-15)
    assert regions.central_weights[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=1e-15)
    assert {tuple(np.round(corner, 12)) for corner in regions.polygons[0]} == {
        (1, 0, 0),
        (0.5, 0.5, 0),
        (0.5, 0, 0.5),
        tuple(np.round([1 / 3] * 3, 12)),
    }


def test_a_compromise_at_two_fifths_wins_a_small_triangle_in_the_middle() -> None:
    regions = win_regions([*SPECIALISTS, [0.4, 0.4, 0.4]])
    assert regions.areas == pytest.approx([0.32, 0.32, 0.32, 0.04], abs=1e-15)
    assert regions.central_weights[3] == pytest.approx([1 / 3] * 3, abs=1e-15)


def test_one_option_wins_everything_and_no_option_nothing() -> None:
    alone = win_regions([[0.2, 0.1, 0]])
    assert alone.areas.tolist() == [1]
    assert alone.polygons[0].shape == (3, 3)
    assert win_regions([]).areas.shape == (0,)


def test_identical_options_share_area_ranks_and_polygon_and_do_not_dominate_each_other() -> None:
    table = [[1, 0, 0], [0, 1, 1], [1, 0, 0], [1, 0, 0]]
    regions = win_regions(table)
    assert regions.areas == pytest.approx([1 / 12, 3 / 4, 1 / 12, 1 / 12], abs=1e-15)
    assert np.array_equal(regions.polygons[0], regions.polygons[3])
    ranks = rank_acceptability(table)
    assert np.array_equal(ranks[0], ranks[2])
    assert np.array_equal(ranks[0], ranks[3])
    assert ranks[1] == pytest.approx([3 / 4, 0, 0, 1 / 4], abs=1e-15)
    assert ranks[0] == pytest.approx([1 / 12, 1 / 3, 1 / 3, 1 / 4], abs=1e-15)
    assert dominance([[0.5] * 3, [0.5] * 3]) == []


def test_the_same_level_reached_by_other_sums_counts_as_the_same() -> None:
    third = (0.25 + 0.5 + 0.75) / 3 - 1e-16
    assert win_regions([[0.5, 0.5, 0.5], [third, third, third]]).areas.tolist() == [0.5, 0.5]


def test_an_option_without_an_area_has_no_polygon_and_no_centre() -> None:
    regions = win_regions([[0.1, 0.1, 0.1], [0.2, 0.2, 0.2]])
    assert regions.polygons[0].shape == (0, 3)
    assert np.isnan(regions.central_weights[0]).all()


@pytest.mark.parametrize("function", [win_regions, rank_acceptability, dominance])
def test_a_value_that_is_not_known_is_refused_with_the_position_of_its_option(function: object) -> None:
    with pytest.raises(ValueError, match="position 1 has no value for people"):
        function([[0.1, 0.2, 0.3], [0.5, math.nan, 1]])  # type: ignore[operator]


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(options, 3\), got \(1, 2\)"):
        win_regions([[0.1, 0.2]])


@given(TABLES)
@settings(deadline=None)
def test_areas_agree_with_clipping_in_rational_numbers(table: list[list[float]]) -> None:
    table = unique(table)
    assert np.abs(win_regions(table).areas - [float(a) for a in exact_areas(table)]).max() <= 1e-12


@given(TABLES)
@settings(deadline=None)
def test_areas_and_ranks_sum_to_one_and_the_first_rank_is_the_area(table: list[list[float]]) -> None:
    regions, ranks = win_regions(table), rank_acceptability(table)
    assert regions.areas.sum() == pytest.approx(1, abs=1e-12)
    assert ranks.sum(axis=0) == pytest.approx(1, abs=1e-12)
    assert ranks.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert ranks[:, 0] == pytest.approx(regions.areas, abs=1e-12)


@given(TABLES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_options_does_not_matter(table: list[list[float]], random: object) -> None:
    order = list(range(len(table)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = [table[i] for i in order]
    assert win_regions(shuffled).areas == pytest.approx(win_regions(table).areas[order], abs=1e-12)
    assert rank_acceptability(shuffled) == pytest.approx(rank_acceptability(table)[order], abs=1e-12)


@given(TABLES, st.integers(0, 6), st.floats(0.001, 0.5))
@settings(deadline=None)
def test_a_strictly_dominated_option_takes_no_area_and_changes_no_other(
    table: list[list[float]], which: int, less: float
) -> None:
    before = win_regions(table)
    worse = [value - less for value in table[which % len(table)]]
    after = win_regions([*table, worse])
    assert after.areas[-1] == 0
    assert after.areas[:-1] == pytest.approx(before.areas, abs=1e-12)
    assert (which % len(table), len(table)) in dominance([*table, worse])


@given(TABLES)
@settings(deadline=None, max_examples=40)
def test_an_option_is_first_inside_its_polygon_and_nowhere_else(table: list[list[float]]) -> None:
    table = unique(table)
    mixes = inner_net(24)
    scores = mixes @ np.array(table).T
    for option, polygon in enumerate(win_regions(table).polygons):
        inside = _inside(mixes, polygon)
        others = np.delete(scores, option, axis=1).max(axis=1, initial=-1)
        assert (scores[:, option] >= others - 1e-12)[inside > 1e-12].all()
        assert (inside >= -1e-9)[scores[:, option] > others + 1e-9].all()


def _inside(mixes: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """Least signed distance (scaled) to the edges; −1 for no polygon."""
    if len(polygon) < 3:
        return np.full(len(mixes), -1.0)
    x, y = polygon[:, 0], polygon[:, 1]
    turn = np.sign(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    dx, dy = np.roll(x, -1) - x, np.roll(y, -1) - y
    return (turn * (dx * (mixes[:, 1:2] - y) - dy * (mixes[:, 0:1] - x))).min(axis=1)


def test_exact_areas_agree_with_a_million_draws() -> None:
    generator = np.random.default_rng(4)
    values = generator.random((8, 3))
    mixes = generator.dirichlet((1, 1, 1), 1_000_000)
    drawn = np.bincount((mixes @ values.T).argmax(axis=1), minlength=8) / 1_000_000
    assert np.abs(win_regions(values).areas - drawn).max() <= 2e-3
    assert np.abs(rank_acceptability(values) - smaa(values, mixes)).max() <= 2e-3


def test_a_region_of_mixes_is_shared_out_on_its_own() -> None:
    ordered = [[1, 0, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]
    regions = win_regions(SPECIALISTS, region=ordered)
    assert regions.areas == pytest.approx([1, 0, 0], abs=1e-15)
    half = win_regions([[1, 0, 0], [0, 1, 1]], region=[[1, 0, 0], [0, 0.5, 0.5], [0, 1, 0]])
    assert half.areas == pytest.approx([1 / 4, 3 / 4], abs=1e-15)


@given(TABLES, st.permutations(range(4)))
@settings(deadline=None)
def test_a_region_may_list_its_corners_in_any_order(table: list[list[float]], order: list[int]) -> None:
    corners = np.array([[0.6, 0.2, 0.2], [0.2, 0.6, 0.2], [0.1, 0.5, 0.4], [0.4, 0.1, 0.5]])
    assert win_regions(table, region=corners[order]).areas == pytest.approx(
        win_regions(table, region=corners).areas, abs=1e-12
    )


def test_a_region_cut_in_two_adds_up_to_the_whole() -> None:
    values = np.random.default_rng(8).random((6, 3))
    left = win_regions(values, region=[[1, 0, 0], [0, 1, 0], [0.5, 0, 0.5]]).areas
    right = win_regions(values, region=[[0, 0, 1], [0, 1, 0], [0.5, 0, 0.5]]).areas
    assert (left + right) / 2 == pytest.approx(win_regions(values).areas, abs=1e-12)


def test_a_segment_is_shared_by_length_and_a_point_by_who_is_first_there() -> None:
    edge = win_regions([[1, 0, 0], [0, 0.25, 0], [0, 0.25, 0]], region=[[1, 0, 0], [0, 1, 0]])
    assert edge.areas == pytest.approx([0.8, 0.1, 0.1], abs=1e-15)
    assert edge.polygons[0] == pytest.approx(np.array([[1, 0, 0], [0.2, 0.8, 0]]))
    assert edge.central_weights[0] == pytest.approx([0.6, 0.4, 0])
    point = win_regions(SPECIALISTS, region=[[0.4, 0.4, 0.2]])
    assert point.areas.tolist() == [0.5, 0.5, 0]
    assert point.polygons[2].shape == (0, 3)


@pytest.mark.parametrize("region", [[[1, 0, 0], [0, 1, 0.5]], [[1.2, -0.2, 0]], [], [[math.nan] * 3], [[1, 0]]])
def test_a_region_that_holds_no_mixes_is_refused(region: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"corners? of"):
        win_regions(SPECIALISTS, region=region)


def test_options_not_placed_are_tried_against_even_and_for() -> None:
    table = [[1, 0, 0], [math.nan, 0, 1], [0, 1, 0], [math.nan, 1, math.nan]]
    found = unplaced(table)
    assert found.columns.tolist() == ["option", "if_against", "if_even", "if_for"]
    assert found["option"].tolist() == [1, 3]
    for guess, name in zip((0.0, 0.5, 1.0), found.columns[1:], strict=True):
        expected = win_regions([[guess, 0, 1], [1, 0, 0], [0, 1, 0]]).areas[0]
        assert found[name][0] == pytest.approx(expected, abs=1e-15)
    assert found["if_for"][1] == pytest.approx(1, abs=1e-15)


def test_nothing_is_said_of_options_not_placed_when_no_other_is_placed() -> None:
    found = unplaced([[math.nan, 0, 1], [0.5, math.nan, 1]])
    assert len(found) == 2
    assert found[["if_against", "if_even", "if_for"]].isna().all(axis=None)
    assert len(unplaced(SPECIALISTS)) == 0


def test_smaa_shares_ranks_of_options_that_are_level_in_a_draw() -> None:
    ranks = smaa([[1, 0], [0, 1], [0.5, 0.5]], [[0.5, 0.5], [1, 0]])
    assert ranks == pytest.approx(np.array([[2 / 3, 1 / 6, 1 / 6], [1 / 6, 1 / 6, 2 / 3], [1 / 6, 2 / 3, 1 / 6]]))


def test_smaa_takes_a_table_per_draw_and_any_number_of_criteria() -> None:
    generator = np.random.default_rng(1)
    values, weights = generator.random((400, 5, 4)), generator.dirichlet(np.ones(4), 400)
    expected = np.zeros((5, 5))
    for table, mix in zip(values, weights, strict=True):
        order = np.argsort(-(table @ mix))
        expected[order, np.arange(5)] += 1 / 400
    assert smaa(values, weights) == pytest.approx(expected, abs=1e-12)
    assert smaa(np.repeat(values[:1], 400, axis=0), weights) == pytest.approx(smaa(values[0], weights), abs=1e-12)


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [
        ([[1, 0]], [[0.5, 0.3, 0.2]], "are needed"),
        ([[1, math.nan]], [[0.5, 0.5]], "position 0 has a value that is not known"),
        ([[1, 0]], [[0.5, -0.5]], "0 or more"),
        ([[[1, 0]], [[1, 0]]], [[0.5, 0.5]], "as many draws, got 2 and 1"),
    ],
)
def test_smaa_refuses_what_does_not_fit(values: list[object], weights: list[object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        smaa(values, weights)  # type: ignore[arg-type]


@given(TABLES)
@settings(deadline=None)
def test_dominance_is_being_as_good_in_every_mix_and_better_in_one(table: list[list[float]]) -> None:
    rows = np.array(table)
    for i in range(len(rows)):
        for j in range(len(rows)):
            expected = bool((rows[i] >= rows[j]).all() and (rows[i] > rows[j]).any())
            assert ((i, j) in dominance(table)) == expected


def test_stochastic_dominance_needs_every_perspective_and_says_nothing_of_the_unknown() -> None:
    low, high, wide = [0.2, 0.3, 0.5, 0, 0], [0, 0.3, 0.2, 0.5, 0], [0.3, 0, 0, 0, 0.7]
    levels = [[low, low, low], [high, high, low], [wide, high, high], [None, high, high]]
    assert stochastic_dominance(levels) == [(1, 0)]
    assert stochastic_dominance([[low] * 3, [low] * 3]) == []


@given(st.lists(st.lists(st.integers(0, 9), min_size=15, max_size=15), min_size=2, max_size=4))
@settings(deadline=None)
def test_stochastic_dominance_holds_under_every_spacing(table: list[list[int]]) -> None:
    levels = np.array(table, dtype=float).reshape(-1, 3, 5) + 1e-3
    levels /= levels.sum(axis=2, keepdims=True)
    spacings = np.sort(np.random.default_rng(0).random((200, 5)), axis=1)
    worth = np.einsum("mpl,sl->smp", levels, spacings)
    for winner, loser in stochastic_dominance(levels):
        assert (worth[:, winner] >= worth[:, loser] - 1e-9).all()
