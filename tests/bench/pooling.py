"""Pooling many groups at once: against PyMARE, against one pass over the rows, and as groups grow tenfold."""

import importlib.util
import warnings
from collections.abc import Callable
from time import thread_time

import numpy as np

from integrated.what_works.meta_analysis import pool

Rows = tuple[np.ndarray, np.ndarray, np.ndarray]
PYMARE_GROUPS = 60  # of the same 1,000: PyMARE takes seconds for all of them


def run() -> list[tuple[str, str]]:
    """Figures of one run: what was measured, and the figure as printed."""
    rows = effects_of(1_000)
    starts = np.flatnonzero(np.r_[True, rows[2][1:] != rows[2][:-1]])
    one_pass = best(lambda: np.add.reduceat(rows[0], starts), 400)
    direct = best(lambda: pool(rows[0], rows[1], groups=rows[2], method="DL"), 100)
    shuffled = np.random.default_rng(0).permutation(len(rows[0]))
    mixed = [column[shuffled] for column in rows]
    unsorted = best(lambda: pool(mixed[0], mixed[1], groups=mixed[2], method="DL"), 30)
    interval = best(lambda: pool(rows[0], rows[1], groups=rows[2], method="DL").tau2_ci_ub, 30)
    reml = best(lambda: pool(rows[0], rows[1], groups=rows[2]), 30)
    figures = [
        ("one reduceat pass over 1,000 groups of about 30", milliseconds(one_pass)),
        ("DL, 1,000 groups: passes (bar: at most 60)", f"{direct / one_pass:.0f} ({milliseconds(direct)})"),
        ("DL, the same rows shuffled", milliseconds(unsorted)),
        ("DL, with the Q-profile interval read as well", milliseconds(interval)),
        ("REML, 1,000 groups", milliseconds(reml)),
        against_pymare(rows, reml),
    ]
    return figures + growth()


def effects_of(groups: int) -> Rows:
    """Effects, variances and group numbers of groups of 20 to 40 studies, each with its own τ²."""
    random = np.random.default_rng(groups)
    counts = random.integers(20, 41, groups)
    vi = random.uniform(0.01, 0.1, counts.sum())
    tau2, centre = random.uniform(0, 0.1, groups), random.normal(0, 0.3, groups)
    yi = random.normal(np.repeat(centre, counts), np.sqrt(vi + np.repeat(tau2, counts)))
    return yi, vi, np.repeat(np.arange(groups), counts)


def best(work: Callable[[], object], times: int) -> float:
    """Least processor time of several runs, in seconds: other work on the machine counts little."""
    seconds = []
    for _ in range(times):
        start = thread_time()
        work()
        seconds.append(thread_time() - start)
    return min(seconds)


def against_pymare(rows: Rows, ours: float) -> tuple[str, str]:
    """How many times as long PyMARE takes for REML, from some of the same groups."""
    what = "REML, 1,000 groups: times as fast as PyMARE (bar: at least 300)"
    if importlib.util.find_spec("pymare") is None:
        return what, "PyMARE is not installed: pip install pymare"
    from pymare import Dataset
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    some = [rows[2] == group for group in range(PYMARE_GROUPS)]
    sets = [Dataset(y=rows[0][one], v=rows[1][one]) for one in some]

    def theirs() -> list[float]:
        estimator = VarianceBasedLikelihoodEstimator(method="REML")
        return [float(np.ravel(estimator.fit_dataset(one).summary().tau2)[0]) for one in sets]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        apart = np.abs(np.array(theirs()) - pool(rows[0], rows[1], groups=rows[2]).tau2[:PYMARE_GROUPS]).max()
        whole = best(theirs, 3) / PYMARE_GROUPS * 1_000
    return what, f"{whole / ours:,.0f} ({milliseconds(whole)}; τ² within {apart:.0e} of theirs)"


def growth() -> list[tuple[str, str]]:
    """Time for 100,000 groups over time for 10,000."""
    small, large = effects_of(10_000), effects_of(100_000)
    figures = []
    for method in ("DL", "REML"):
        seconds = [
            best(lambda rows=rows, method=method: pool(rows[0], rows[1], groups=rows[2], method=method), times)
            for rows, times in ((small, 10), (large, 4))
        ]
        ratio = f"{seconds[1] / seconds[0]:.1f} ({milliseconds(seconds[0])} to {milliseconds(seconds[1])})"
        figures.append((f"{method}, 10,000 to 100,000 groups: times as long (bar: at most 14)", ratio))
    return figures


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.3g} ms"
