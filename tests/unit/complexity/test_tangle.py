"""What a drawing costs: crossings and boxes in the way, counted one by one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.tangle import MARGIN_PX, _crossings, _hits

Place = tuple[float, float]
PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=9, unique=True)


def turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


@settings(max_examples=80, deadline=None)
@given(PLACES, st.data())
def test_crossings_of_a_box_are_those_of_each_of_its_links_with_each_other_link(
    stand: list[Place], data: st.DataObject
) -> None:
    pairs = list(combinations(range(len(stand)), 2))
    links = data.draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    own, rest = [link for link in links if 0 in link], [link for link in links if 0 not in link]
    ends = np.array([a + b for a, b in own], dtype=np.int64)
    tried = np.array([stand[0], (3.5, 7.5), (20.0, 20.0)], dtype=float)
    x, y = np.array(stand, dtype=float).T
    found = _crossings(x, y, tried, ends, np.array(rest, dtype=np.int64).reshape(-1, 2))
    expected = [
        sum(cross(place, stand[end], stand[a], stand[b]) for end in ends for a, b in rest if end not in (a, b))
        for place in map(tuple, tried)
    ]
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("start", "end", "hit"),
    [
        ((0, 0), (100, 0), True),
        ((0, 30), (100, 30), False),
        ((0, 60), (100, -60), True),
        ((20, 40), (80, -80), True),
        ((-40, 30), (35, 90), False),
        ((50, 0), (50, 0), True),
        ((0, 0), (10, 0), False),
    ],
)
def test_a_line_goes_behind_a_box_or_past_it(start: Place, end: Place, hit: bool) -> None:
    first, last = ((np.array([[x]], dtype=float), np.array([[y]], dtype=float)) for x, y in (start, end))
    middle, half = (np.array([50.0]), np.array([0.0])), (np.array([20.0 + MARGIN_PX]), np.array([15.0 + MARGIN_PX]))
    assert _hits(first, last, middle, half).tolist() == [[hit]]
