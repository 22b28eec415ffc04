import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.weighing.polygon import area, as_polygon
from integrated.weighing.weights import (
    bounded_region,
    draw_mixes,
    effective_perspectives,
    ordered_region,
    person_weights,
    spread,
    swing_shares,
)
from tests.unit.weighing.triangles import net


def test_swing_points_are_relative_to_the_first() -> None:
    assert swing_shares({"works": 100, "people": 50, "system": 50}).tolist() == [0.5, 0.25, 0.25]
    assert swing_shares({"people": 100}).tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"works": 0, "people": 0, "system": 0}, "gets 100"),
        ({"works": -1, "people": 1}, "0 or more"),
        ({"works": float("nan")}, "0 or more"),
        ({"cost": 100}, "got 'cost'"),
    ],
)
def test_points_that_say_nothing_are_refused(points: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        swing_shares(points)


def test_an_order_is_a_sixth_of_the_triangle() -> None:
    region = ordered_region(["people", "works", "system"])
    assert region.tolist() == [[0, 1, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]
    assert area(as_polygon(region)) == pytest.approx(1 / 6, abs=1e-15)
    with pytest.raises(ValueError, match="once each"):
        ordered_region(["people", "people", "works"])


BOUND = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair) / 20, max(pair) / 20))


@given(st.dictionaries(st.sampled_from(["works", "people", "system"]), BOUND))
def test_a_bounded_region_holds_the_mixes_that_keep_the_bounds_and_no_others(
    bounds: dict[str, tuple[float, float]],
) -> None:
    mixes = net(20)
    columns = {"works": 0, "people": 1, "system": 2}
    fits = np.all(
        [
            (mixes[:, columns[n]] >= low - 1e-9) & (mixes[:, columns[n]] <= high + 1e-9)
            for n, (low, high) in bounds.items()
        ]
        or [np.ones(len(mixes), dtype=bool)],
        axis=0,
    )
    if not fits.any():
        with pytest.raises(ValueError, match="no mix fits"):
            bounded_region(bounds)
        return
    region = bounded_region(bounds)
    for corner in region:
        assert np.abs(mixes[fits] - corner).sum(axis=1).min() < 1e-9
    # Every fitting mix is a mean of the corners: no direction reaches further than the corners do.
    for direction in np.random.default_rng(0).normal(size=(20, 3)):
        assert (mixes[fits] @ direction).max() <= (region @ direction).max() + 1e-9


def test_bounds_that_leave_a_segment_or_a_point_keep_it() -> None:
    segment = bounded_region({"works": (0.5, 0.5)})
    assert sorted(segment.tolist()) == [[0.5, 0, 0.5], [0.5, 0.5, 0]]
    point = person_weights("P", bounds={"works": (0.1, 0.1), "people": (0.2, 0.2), "system": (0.7, 1)})
    assert point.shares == pytest.approx([0.1, 0.2, 0.7])


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"works": (0.6, 0.4)}, "the lower first, got 0.6 and 0.4"),
        ({"works": (0.6, 1.4)}, "between 0 and 1"),
        ({"works": (0.7, 1), "people": (0.5, 1)}, "no mix fits these bounds: works 0.7 to 1; people 0.5 to 1"),
        ({"works": (0, 0.2), "people": (0, 0.2), "system": (0, 0.2)}, "no mix fits"),
    ],
)
def test_bounds_that_nothing_fits_are_refused(bounds: dict[str, tuple[float, float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bounded_region(bounds)


def test_an_answer_is_one_point_a_part_of_the_triangle_or_all_of_it() -> None:
    assert person_weights("P1", shares={"works": 0.2, "people": 0.3, "system": 0.5}).shares == pytest.approx(
        [0.2, 0.3, 0.5]
    )
    assert person_weights("P1", shares=[0.2, 0.3, 0.5]).kind == "shares"
    assert person_weights("P2").kind == "open"
    assert person_weights("P2").shares is None
    assert person_weights("P2").centre == pytest.approx([1 / 3] * 3)
    with pytest.raises(ValueError, match="got points and order"):
        person_weights("P3", points={"works": 1}, order=["works", "people", "system"])
    with pytest.raises(ValueError, match="add up to 1"):
        person_weights("P4", shares=[0.2, 0.3, 0.9])
    with pytest.raises(ValueError, match="add up to 1"):
        person_weights("P4", shares={"works": 0.2})


def test_drawn_mixes_lie_in_the_region_and_fill_it_evenly() -> None:
    drawn = draw_mixes([[0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5], [1, 0, 0]], 20_000, seed=1)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert (drawn[:, 1] <= 0.5 + 1e-9).all()
    assert (drawn[:, 0] > 0.5).mean() == pytest.approx(0.5, abs=0.015)
    along = draw_mixes([[1, 0, 0], [0, 1, 0]], 1000)
    assert along[:, 2].tolist() == [0] * 1000
    assert draw_mixes([[0.2, 0.3, 0.5]], 3).tolist() == [[0.2, 0.3, 0.5]] * 3


def test_effective_perspectives_run_from_one_to_three() -> None:
    assert effective_perspectives([1 / 3] * 3) == pytest.approx(3)
    assert effective_perspectives([[1, 0, 0], [0.5, 0.5, 0]]) == pytest.approx([1, 2])


def test_several_people_are_shown_as_a_spread_and_not_as_a_mean() -> None:
    table = spread([person_weights("P1", shares=[0.2, 0.3, 0.5]), person_weights("P2", shares=[0.6, 0.4, 0])])
    assert table["lowest"].tolist() == [0.2, 0.3, 0]
    assert table["highest"].tolist() == [0.6, 0.4, 0.5]
    assert spread([])["lowest"].isna().all()
