"""Weighing: the exact triangle against draws, ranks of many draws against a pymcdm loop, and a page of ten options."""

import importlib.util
from collections.abc import Callable
from time import perf_counter

import numpy as np

from integrated.weighing.convergence import convergence
from integrated.weighing.judgement import discount, values
from integrated.weighing.matrix import Floats
from integrated.weighing.perspective import PERSPECTIVES
from integrated.weighing.sensitivity import (
    dominance,
    flips,
    information_value,
    rank_acceptability,
    smaa,
    spacing_check,
    stochastic_dominance,
    unplaced,
    win_regions,
)
from integrated.weighing.statements import statements

DRAWS = 100_000
PEOPLE = np.array([[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.25, 0.25, 0.5]])
LOOP_DRAWS = 2_000  # of the same 10,000: the loop takes seconds for all of them


def run() -> list[tuple[str, str]]:
    """Figures of one run: what was measured, and the figure as printed."""
    levels = {m: levels_of(m) for m in (6, 10)}
    table = values(levels[10])
    error = np.abs(win_regions(table).areas - by_draws(table)[0]).max()
    return [
        *(triangle(values(five)) for five in levels.values()),
        triangle(bent()),
        ("largest difference of an area from the draws", f"{error:.1e}"),
        against_pymcdm(table),
        ("exact ranks of 10 options", milliseconds(best(lambda: rank_acceptability(table), 20))),
        ("whole page of 10 options (bar: 150 ms)", milliseconds(best(lambda: page(levels[10]), 10))),
        ("2,000 spacings of 10 options, on request", milliseconds(best(lambda: spacing_check(levels[10]), 5))),
    ]


def levels_of(options: int) -> Floats:
    """Levels of some options, none of them ahead everywhere."""
    return np.random.default_rng(options).dirichlet(np.full(5, 0.8), (options, 3))


def bent() -> Floats:
    """Ten options that all come first somewhere: the most work a triangle of ten can be."""
    along = np.linspace(0, 1, 10)
    return np.column_stack([np.sqrt(along), np.sqrt(1 - along), np.full(10, 0.5)])


def triangle(table: Floats) -> tuple[str, str]:
    """The exact triangle against as many draws as would be needed to come near it."""
    exact, sampled = ratio(lambda: win_regions(table), lambda: by_draws(table))
    winners = int((win_regions(table).areas > 0).sum())
    what = f"exact triangle, {winners} of {len(table)} options win ÷ {DRAWS:,} draws (bar: 100×)"
    return what, f"{sampled / exact:.0f}× ({microseconds(exact)} against {milliseconds(sampled)})"


def by_draws(table: Floats) -> tuple[Floats, Floats]:
    """Areas and central weights from draws: what the exact triangle stands for."""
    mixes = np.random.default_rng(1).dirichlet((1, 1, 1), DRAWS)
    first = (mixes @ table.T).argmax(axis=1)
    counts = np.bincount(first, minlength=len(table))
    sums = [np.bincount(first, weights=mixes[:, k], minlength=len(table)) for k in range(3)]
    return counts / DRAWS, np.column_stack(sums) / np.maximum(counts, 1)[:, None]


def against_pymcdm(table: Floats) -> tuple[str, str]:
    """Rank acceptability of 10,000 draws against one call of pymcdm per draw."""
    what = "smaa of 10 options, 10,000 draws ÷ a pymcdm loop (bar: 50×)"
    if importlib.util.find_spec("pymcdm") is None:
        return what, "pymcdm is not installed"
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    mixes = np.random.default_rng(2).dirichlet((1, 1, 1), 10_000)
    method, types = WSM(normalization_function=_as_it_is), np.ones(3)

    def loop() -> Floats:
        counts = np.zeros((len(table), len(table)))
        for mix in mixes[:LOOP_DRAWS]:
            ranks = rrankdata(method(table, mix, types, validation=False))
            counts[np.arange(len(table)), ranks.astype(int) - 1] += 1
        return counts / LOOP_DRAWS

    same = np.allclose(loop(), smaa(table, mixes[:LOOP_DRAWS]))
    ours, theirs = ratio(lambda: smaa(table, mixes), loop)
    theirs *= len(mixes) / LOOP_DRAWS
    told = f"{theirs / ours:.0f}× ({milliseconds(ours)} against {milliseconds(theirs)})"
    return what, told + ("" if same else ", BUT THE RANKS DIFFER")


def _as_it_is(column: Floats, cost: bool = False) -> Floats:
    """No scaling: values are levels already, and scaling by the data is what the product never does."""
    return column


def page(levels: Floats) -> None:
    """Everything step 3 shows of ten options, with and without the discount, eight placed."""
    names = [f"Option {k}" for k in range(len(levels))]
    for shares in (levels, discount(levels, "low")):
        table = values(shares)
        win_regions(table)
        rank_acceptability(table)
        gaps = table.copy()
        gaps[-1, 0] = gaps[-2, 1] = np.nan
        unplaced(gaps)
        statements(gaps, PEOPLE, names)
        flips(table, PEOPLE)
    dominance(values(levels))
    stochastic_dominance(levels)
    information_value(levels, PEOPLE)
    for option in levels:
        convergence(dict(zip(PERSPECTIVES, option, strict=True)))


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Best times of both, taken in turns so that both meet the same noise."""
    times = [(best(ours, 20), best(theirs, 1)) for _ in range(7)]
    return min(time for time, _ in times), min(time for _, time in times)


def best(action: Callable[[], object], runs: int) -> float:
    """Shortest of some runs, in seconds."""
    shortest = float("inf")
    for _ in range(runs):
        start = perf_counter()
        action()
        shortest = min(shortest, perf_counter() - start)
    return shortest


def milliseconds(seconds: float) -> str:
    """A time as printed."""
    return f"{seconds * 1000:.1f} ms"


def microseconds(seconds: float) -> str:
    """A short time as printed."""
    return f"{seconds * 1e6:.0f} µs"
