"""One place to settle, whatever the start; and how strong feedback can be at most."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrated.complexity.dynamics import read
from integrated.complexity.model import SystemMap
from integrated.complexity.settling import Readings, settle, spectral_radius
from tests.unit.complexity.random_maps import system_maps


@given(system_maps(), st.integers(0, 10**6), st.sampled_from([0.5, 0.9]))
@settings(max_examples=60, deadline=None)
def test_every_start_settles_at_the_same_fixed_point(system_map: SystemMap, seed: int, damping: float) -> None:
    chance = np.random.default_rng(seed)
    readings = read(system_map, draws=20, chance=chance, keep=(0.5, 0.8, 0.95), flip=0.05, damping=damping)
    size = len(system_map.factors)
    push = chance.uniform(-1, 1, (size, 20))
    from_nothing = settle(readings, push)
    from_elsewhere = settle(readings, push, start=chance.uniform(-1, 1, (size, 20)))
    np.testing.assert_allclose(from_nothing, from_elsewhere, atol=1e-7)
    for draw in range(20):
        weights = np.zeros((size, size))
        weights[readings.sources, readings.targets] = readings.weights[:, draw]
        again = np.tanh(readings.scale * (from_nothing[:, draw] @ weights + push[:, draw]))
        np.testing.assert_allclose(again, from_nothing[:, draw], atol=1e-7)
        assert np.abs(np.linalg.eigvals(readings.scale * np.abs(weights))).max() <= damping + 1e-9


@given(system_maps(most_factors=12))
@settings(max_examples=60, deadline=None)
def test_the_bound_for_large_maps_lies_on_or_just_above_the_spectral_radius(system_map: SystemMap) -> None:
    position = system_map.position
    sources = np.array([position[link.source] for link in system_map.links], dtype=np.int64)
    targets = np.array([position[link.target] for link in system_map.links], dtype=np.int64)
    weights = np.linspace(0.4, 0.95, len(system_map.links))
    exact = spectral_radius(sources, targets, weights, len(system_map.factors))
    bound = spectral_radius(sources, targets, weights, 400)
    assert exact - 1e-6 <= bound <= exact + 0.05


def test_large_maps_settle_too() -> None:
    chance = np.random.default_rng(1)
    size, each = 400, 3
    sources, targets = np.repeat(np.arange(size), each), chance.integers(0, size, size * each)
    order = np.argsort(targets, kind="stable")
    sources, targets = sources[order], targets[order]
    radius = spectral_radius(sources, targets, np.full(size * each, 0.7), size)
    readings = Readings(sources, targets, chance.uniform(-0.7, 0.7, (size * each, 5)), 0.9 / radius)
    push = chance.uniform(-1, 1, (size, 5))
    np.testing.assert_allclose(settle(readings, push), settle(readings, push, start=push), atol=1e-7)


def test_a_small_push_spreads_as_the_inverse_says() -> None:
    sources, targets = np.array([1, 0, 2]), np.array([0, 1, 1])
    weights = np.array([[0.5], [0.8], [-0.4]])
    push = np.array([[1.0], [0.0], [1.0]])
    matrix = np.array([[0, 0.8, 0], [0.5, 0, 0], [0, -0.4, 0]])
    expected = 0.9 * push[:, 0] @ np.linalg.inv(np.eye(3) - 0.9 * matrix)
    assert settle(Readings(sources, targets, weights, 0.9), push, linear=True)[:, 0] == pytest.approx(
        expected, abs=1e-8
    )


def test_feedback_as_strong_as_its_links() -> None:
    pair = np.array([0, 1]), np.array([1, 0]), np.array([0.9, 0.4])
    assert spectral_radius(*pair, 2) == pytest.approx(0.6)
    assert spectral_radius(np.array([0]), np.array([1]), np.array([0.9]), 2) == 0
    assert spectral_radius(np.array([], dtype=int), np.array([], dtype=int), np.array([]), 2) == 0
