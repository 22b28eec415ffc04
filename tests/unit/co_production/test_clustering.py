"""Components, groups of points and their agreement, against definitions written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrated.co_production.clustering import adjusted_rand_index, k_means, principal_components, silhouette

LABELS = st.lists(st.integers(0, 3), min_size=2, max_size=12)


@pytest.mark.parametrize("shape", [(30, 5), (5, 30), (8, 8)])
def test_components_are_those_of_the_singular_value_decomposition(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(0).normal(size=shape)
    scores, components = principal_components(values, 3)
    centred = values - values.mean(axis=0)
    _, _, right = np.linalg.svd(centred, full_matrices=False)
    assert np.abs((components * right[:3].T).sum(axis=0)) == pytest.approx([1, 1, 1])
    assert scores == pytest.approx(centred @ components)


def test_a_components_largest_weight_is_positive() -> None:
    values = np.random.default_rng(1).normal(size=(20, 6))
    for sign in (1, -1):
        _, components = principal_components(sign * values, 2)
        largest = np.abs(components).argmax(axis=0)
        assert (components[largest, [0, 1]] > 0).all()


def test_adjusted_rand_index_by_hand() -> None:
    # Groups {0,1},{2},{3} and {0,1},{2,3}: pairs together in both 1, in the first 1, in the second 2, of 6.
    # Expected 1 x 2/6 = 1/3, highest (1 + 2)/2: (1 - 1/3)/(3/2 - 1/3) = 4/7.
    assert adjusted_rand_index(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(4 / 7)
    # Pairs together in both none, in each 2, of 6: (0 - 2/3)/(2 - 2/3) = -1/2.
    assert adjusted_rand_index(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


@given(LABELS, st.permutations(range(4)))
def test_names_of_groups_do_not_matter(labels: list[int], names: list[int]) -> None:
    first = np.array(labels)
    assert adjusted_rand_index(first, np.array(names)[first]) == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_agreement_is_symmetric_and_at_most_one(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs).T
    assert adjusted_rand_index(first, second) == pytest.approx(adjusted_rand_index(second, first))
    assert adjusted_rand_index(first, second) <= 1 + 1e-12


def test_silhouette_is_the_mean_of_its_definition() -> None:
    rng = np.random.default_rng(2)
    points, labels = rng.normal(size=(15, 2)), np.array([0] * 7 + [1] * 7 + [2])
    values = []
    for i in range(15):
        distance = np.linalg.norm(points - points[i], axis=1)
        own = (labels == labels[i]) & (np.arange(15) != i)
        if not own.any():
            values.append(0.0)
            continue
        a = distance[own].mean()
        b = min(distance[labels == g].mean() for g in set(labels) - {labels[i]})
        values.append((b - a) / max(a, b))
    assert silhouette(points, labels, rng) == pytest.approx(np.mean(values), abs=1e-7)


def test_one_group_has_no_silhouette() -> None:
    assert silhouette(np.zeros((4, 2)), np.zeros(4, dtype=int), np.random.default_rng(0)) == 0


def test_k_means_reaches_the_best_of_all_groupings_of_few_points() -> None:
    points = np.random.default_rng(3).normal(size=(8, 2))

    def spread(labels: np.ndarray) -> float:
        return sum(((points[labels == g] - points[labels == g].mean(axis=0)) ** 2).sum() for g in set(labels))

    least = min(spread(np.array(labels)) for labels in np.ndindex(*[2] * 8) if 0 < sum(labels) < 8)
    assert spread(k_means(points, 2, np.random.default_rng(0), starts=20)) == pytest.approx(least)


def test_points_in_fewer_places_than_groups_do_not_fail() -> None:
    labels = k_means(np.zeros((6, 2)), 3, np.random.default_rng(0))
    assert labels.tolist() == [0] * 6
