import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.views.flat_shape import hatch, roomiest_spot

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
corner = st.tuples(st.floats(0, 500), st.floats(0, 500))
triangles = st.tuples(corner, corner, corner).filter(
    lambda c: abs((c[1][0] - c[0][0]) * (c[2][1] - c[0][1]) - (c[2][0] - c[0][0]) * (c[1][1] - c[0][1])) > 2000
)


def is_inside(corners: list[tuple[float, float]], x: float, y: float, slack: float) -> bool:
    sides = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        sides.append(((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / math.hypot(bx - ax, by - ay))
    return min(sides) >= -slack or max(sides) <= slack


def test_the_hatch_of_a_square_is_its_diagonal_and_lines_beside_it() -> None:
    lines = hatch(SQUARE, 5)
    assert lines[1] == (0, 0, 10, 10)
    assert len(lines) == 3
    for x, y, x2, y2 in lines:
        assert x2 - x == pytest.approx(y2 - y)


@given(triangles, st.floats(4, 40))
def test_every_line_of_a_hatch_lies_inside_and_lines_are_evenly_spaced(
    corners: tuple[tuple[float, float], ...], spacing: float
) -> None:
    lines = hatch(corners, spacing)
    for x, y, x2, y2 in lines:
        assert is_inside(list(corners), x, y, 1e-6)
        assert is_inside(list(corners), x2, y2, 1e-6)
    offsets = [(x - y) / math.sqrt(2) for x, y, _, _ in lines]
    assert np.diff(offsets) == pytest.approx([spacing] * (len(lines) - 1), abs=1e-6)


def test_nothing_is_hatched_where_there_is_no_area() -> None:
    assert hatch([], 5) == []
    assert hatch([(0, 0), (1, 1)], 5) == []


def test_the_roomiest_spot_of_a_square_is_its_middle_whichever_way_round_it_runs() -> None:
    assert roomiest_spot(SQUARE) == pytest.approx((5, 5, 5))
    assert roomiest_spot(SQUARE[::-1]) == pytest.approx((5, 5, 5))


def test_a_label_keeps_away_from_a_dot_in_the_middle() -> None:
    x, y, room = roomiest_spot(SQUARE, [(5, 5)])
    assert math.dist((x, y), (5, 5)) >= room > 2


@given(triangles, st.lists(corner, max_size=4))
def test_the_roomiest_spot_lies_inside_and_its_room_is_kept(
    corners: tuple[tuple[float, float], ...], avoid: list[tuple[float, float]]
) -> None:
    x, y, room = roomiest_spot(corners, avoid)
    assert is_inside(list(corners), x, y, 1e-6)
    assert all(math.dist((x, y), dot) >= room - 1e-6 for dot in avoid)
