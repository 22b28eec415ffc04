"""What a closer look at one option and outcome adds: dependence, designs apart, single studies, small studies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from integrated.what_works.meta_analysis import (
    EggerTest,
    TrimAndFill,
    egger_test,
    influence,
    leave_one_out,
    pool,
    robust,
    three_level,
    trim_and_fill,
)
from integrated.what_works.study import StudyRow

ENOUGH_STUDIES = 3
ENOUGH_FOR_SMALL_STUDIES = 10
ENOUGH_DF = 4.0
MOST_LEFT_OUT = 200
Interval = tuple[float, float, float]


@dataclass(frozen=True)
class AllEffects:
    """Every usable effect of the whole samples, its dependence within studies modelled.

    Attributes
    ----------
    rows : k usable rows, each with its weight in a pool that takes them for independent.
    programmes : number of studies (samples) they come from.
    estimate : three-level average. interval : its CR2 interval, None where too few programmes carry it.
    df : Satterthwaite's degrees of freedom, NaN with one programme.
    between, within : standard deviations between studies and within them; between is NaN with one programme.
    plain : (estimate, low, high) if all effects counted as independent: the number that would mislead.
    """

    rows: tuple[StudyRow, ...]
    programmes: int
    estimate: float
    interval: tuple[float, float] | None
    df: float
    between: float
    within: float
    plain: Interval

    @property
    def is_dependent(self) -> bool:
        """Whether some study gives several effects."""
        return len(self.rows) > self.programmes

    @property
    def shown(self) -> Interval | None:
        """(estimate, low, high) where there is an interval to show."""
        return None if self.interval is None else (self.estimate, *self.interval)


@dataclass(frozen=True)
class Body:
    """The studies of one design, apart from the others; no average below three."""

    design: str
    rows: tuple[StudyRow, ...]
    pooled: Interval | None


@dataclass(frozen=True)
class WithoutOne:
    """The average without one study, and how much that study pulls.

    Attributes
    ----------
    without : (estimate, low, high) of the others.
    rstudent, dffits, cook_d, weight_pct : as in `influence`.
    changes : whether the answer (better, worse, or either) is another one without it.
    """

    row: StudyRow
    without: Interval
    rstudent: float
    dffits: float
    cook_d: float
    weight_pct: float
    changes: bool


@dataclass(frozen=True)
class SmallStudies:
    """Whether small studies say something else than large ones; only from ten studies."""

    egger: EggerTest
    filled: TrimAndFill | None


def all_effects(rows: Sequence[StudyRow]) -> AllEffects | None:
    """The full view: three levels with CR2 errors, beside what plain pooling would say.

    Parameters
    ----------
    rows : effects held; those excluded, of subgroups or without a comparison are left out here.

    Returns
    -------
    AllEffects, or None when nothing is usable.
    """
    usable = [
        row for row in rows if not row.excluded_because and row.design != "correlational" and row.subgroup is None
    ]
    if not usable:
        return None
    yi = np.array([row.effect for row in usable])
    vi = np.array([row.standard_error for row in usable]) ** 2
    cluster = [row.study_id for row in usable]
    plain = pool(yi, vi)
    model, errors = three_level(yi, vi, cluster), robust(yi, vi, cluster)
    carried = model.n_clusters > 1 and errors.df >= ENOUGH_DF
    return AllEffects(
        rows=tuple(replace(row, weight=float(w)) for row, w in zip(usable, plain.weights, strict=True)),
        programmes=model.n_clusters,
        estimate=model.estimate,
        interval=(errors.ci_lb, errors.ci_ub) if carried else None,
        df=errors.df,
        between=float(np.sqrt(model.sigma2_between)),
        within=float(np.sqrt(model.sigma2_within)),
        plain=(float(plain.estimate[0]), float(plain.ci_lb[0]), float(plain.ci_ub[0])),
    )


def bodies(used: Sequence[StudyRow]) -> tuple[Body, ...]:
    """Randomised and non-randomised studies apart, randomised first; () where all are of one kind."""
    found = []
    for design in ("rct", "non_randomised"):
        mine = tuple(row for row in used if row.design == design)
        if mine:
            found.append(Body(design, mine, _pooled(mine) if len(mine) >= ENOUGH_STUDIES else None))
    return tuple(found) if len(found) > 1 else ()


def without_each(used: Sequence[StudyRow]) -> tuple[WithoutOne, ...]:
    """Each study left out in turn, the one that moves the average most first; () below three or above 200 studies."""
    if not ENOUGH_STUDIES <= len(used) <= MOST_LEFT_OUT:
        return ()
    yi = np.array([row.effect for row in used])
    vi = np.array([row.standard_error for row in used]) ** 2
    whole = _pooled(used)
    others, pulls = leave_one_out(yi, vi), influence(yi, vi)
    found = []
    for row, rest, pull in zip(used, others.to_dict("records"), pulls.to_dict("records"), strict=True):
        without = (float(rest["estimate"]), float(rest["ci_lb"]), float(rest["ci_ub"]))
        found.append(
            WithoutOne(
                row=row,
                without=without,
                rstudent=float(pull["rstudent"]),
                dffits=float(pull["dffits"]),
                cook_d=float(pull["cook_d"]),
                weight_pct=float(pull["weight_pct"]),
                changes=_answer(without) != _answer(whole),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.cook_d, one.row.effect_id)))


def small_studies(used: Sequence[StudyRow]) -> SmallStudies | None:
    """Egger's test and trim and fill, or None below ten studies."""
    if len(used) < ENOUGH_FOR_SMALL_STUDIES:
        return None
    yi = np.array([row.effect for row in used])
    vi = np.array([row.standard_error for row in used]) ** 2
    try:
        filled = trim_and_fill(yi, vi)
    except ValueError:  # it may swing between two counts without settling: then there is no answer to show
        filled = None
    return SmallStudies(egger_test(yi, vi), filled)


def _pooled(rows: Sequence[StudyRow]) -> Interval:
    found = pool([row.effect for row in rows], [row.standard_error**2 for row in rows])
    return float(found.estimate[0]), float(found.ci_lb[0]), float(found.ci_ub[0])


def _answer(interval: Interval) -> str:
    _, low, high = interval
    return "better" if low > 0 else "worse" if high < 0 else "either"
