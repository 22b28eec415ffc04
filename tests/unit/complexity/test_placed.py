"""Places from a file on our sheet: in proportion, no box over another, left alone where that is possible."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.label_box import box_size
from integrated.complexity.layout import layout
from integrated.complexity.model import Factor, Link, SystemMap
from integrated.complexity.placed import EDGE, SEEN_WHOLE, SHEET, Fitted, Point, finite_place, fitted

COORDINATES = st.floats(-1e6, 1e6) | st.integers(-3, 3).map(float)


def named(count: int) -> SystemMap:
    return SystemMap(tuple(Factor(f"f{i}", f"Factor number {i}") for i in range(count)))


def knotted(factors: int, links: int, seed: int) -> SystemMap:
    """A map with links drawn by lot."""
    lot = random.Random(seed)
    pairs = lot.sample([(a, b) for a in range(factors) for b in range(factors) if a != b], links)
    drawn = tuple(Link(f"f{a}", f"f{b}", "positive") for a, b in sorted(pairs))
    return SystemMap(named(factors).factors, drawn)


def covering(found: Fitted, drawn: SystemMap) -> list[tuple[str, str]]:
    size = {each.factor_id: box_size(each.label) for each in drawn.factors}
    ids = list(found.places)
    return [
        (a, b)
        for i, a in enumerate(ids)
        for b in ids[i + 1 :]
        if all(
            abs(found.places[a][axis] - found.places[b][axis]) < (size[a][axis] + size[b][axis]) / 2 - 0.4
            for axis in (0, 1)
        )
    ]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=14))
def test_whatever_the_numbers_no_box_covers_another_and_what_stays_is_in_proportion(given: list[Point]) -> None:
    drawn, places = named(len(given)), {f"f{i}": place for i, place in enumerate(given)}
    found = fitted(places, drawn)
    assert covering(found, drawn) == []
    assert set(found.places) | set(found.covering) == set(places)
    assert not found.places or 2 * len(found.places) >= len(given)
    kept = list(found.places)
    before = np.array([places[each] for each in kept]).reshape(-1, 2)
    after = np.array([found.places[each] for each in kept]).reshape(-1, 2)
    if kept:
        assert after - after[0] == pytest.approx((before - before[0]) * found.scale, abs=0.11)
        assert np.abs(after).max() < 1e5 or found.scale == 1


@pytest.mark.parametrize(("factors", "links"), [(3, 2), (12, 18), (30, 50), (60, 120), (120, 240)])
def test_our_own_layouts_are_left_where_they_stand(factors: int, links: int) -> None:
    drawn = knotted(factors, links, seed=factors)
    stand = layout(drawn, width=SHEET[0] - EDGE, height=SHEET[1] - EDGE)
    stand = {each: stand[each] for each in drawn.factor_ids}
    found = fitted(stand, drawn)
    assert found.places == stand
    assert (found.scale, found.covering) == (1.0, ())


@pytest.mark.parametrize("span", [1.0, 60.0, 12_000.0])
def test_a_grid_of_any_size_is_seen_whole_with_its_boxes_apart(span: float) -> None:
    drawn = named(12)
    places = {f"f{i}": (span * (i % 4) / 3, span * (i // 4) / 4) for i in range(12)}
    found = fitted(places, drawn)
    assert len(found.places) == 12
    edges = [
        (middle[axis] - half, middle[axis] + half)
        for each in drawn.factors
        for axis in (0, 1)
        if (middle := found.places[each.factor_id]) and (half := box_size(each.label)[axis] / 2)
    ]
    assert min(first for first, _ in edges) >= 0
    assert max(last for _, last in edges[::2]) <= SHEET[0] * SEEN_WHOLE
    assert max(last for _, last in edges[1::2]) <= SHEET[1] * SEEN_WHOLE


def test_two_boxes_almost_in_one_place_do_not_blow_the_others_up() -> None:
    drawn = named(12)
    places = {f"f{i}": (80 + 240.0 * (i % 4), 60 + 200.0 * (i // 4)) for i in range(12)}
    places["f11"] = (places["f10"][0] + 0.1, places["f10"][1])
    found = fitted(places, drawn)
    assert found.covering == ("f11",)
    assert found.scale <= 1


def test_a_drawing_far_off_is_brought_to_the_sheet() -> None:
    found = fitted({"f0": (50_000.0, -9_000.0), "f1": (50_300.0, -9_000.0)}, named(2))
    assert found.scale == 1
    (a, b) = found.places.values()
    assert b[0] - a[0] == pytest.approx(300, abs=0.2)
    assert all(0 < each <= SHEET[0] for each in (*a, *b))


def test_fewer_places_than_half_are_none() -> None:
    assert fitted({"f0": (1.0, 1.0)}, named(3)) == Fitted(covering=("f0",))
    assert fitted({}, named(3)) == Fitted()


@pytest.mark.parametrize("bad", [None, True, "", "x", "nan", "inf", 1e7, -1e7, 10**400, [], "1e999"])
def test_only_bounded_numbers_are_places(bad: object) -> None:
    assert finite_place(bad, 1) is None
    assert finite_place(1, bad) is None


def test_numbers_and_their_text_are_places_to_a_tenth() -> None:
    assert finite_place("12.34", -5) == (12.3, -5.0)
